/** S3: tells listeners once per microtask, however much happened; one listener's error does not stop another. */
export class Notifier<Event> {
  readonly #listeners = new Set<(event: Event) => void>();
  readonly #collect: () => Event;
  #scheduled = false;

  /** @param collect gives what happened since the last notification. */
  constructor(collect: () => Event) {
    this.#collect = collect;
  }

  /** Calls `listener` from now on. Answers the way to stop it, which may be called more than once. */
  subscribe(listener: (event: Event) => void): () => void {
    // A wrapper of its own, so that the same function may listen twice and stop once.
    const entry = (event: Event) => listener(event);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      const event = this.#collect();
      for (const listener of [...this.#listeners]) {
        if (!this.#listeners.has(listener)) continue; // stopped by one of those before it
        try {
          listener(event);
        } catch (error) {
          queueMicrotask(() => {
            throw error; // reaches window.onerror, as an event listener's error would
          });
        }
      }
    });
  }
}
