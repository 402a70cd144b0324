import type { RemoteEvent } from '../store/port.js';

export type Watcher = (event: RemoteEvent) => void;

/** Those who watch an adapter. One watcher's error does not keep an event from the others. */
export class Watchers {
  readonly #watchers = new Set<Watcher>();

  add(watcher: Watcher, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#watchers.add(watcher);
    signal.addEventListener('abort', () => this.#watchers.delete(watcher), { once: true });
  }

  /**
   * Tells everybody, whoever saved included, but only in a later task: by then the answer to the save has arrived, so
   * a store recognises the echo by its version (S5).
   */
  tell(events: readonly RemoteEvent[]): void {
    const watchers = [...this.#watchers];
    if (events.length === 0 || watchers.length === 0) return;
    setTimeout(() => {
      for (const watcher of watchers.filter((each) => this.#watchers.has(each))) {
        for (const event of events) notify(watcher, event);
      }
    });
  }
}

/** One watcher's error is reported, and nothing else. */
export function notify(watcher: Watcher, event: RemoteEvent): void {
  try {
    watcher(event);
  } catch (error) {
    console.error('A listener of an adapter failed.', error);
  }
}
