type Target = typeof window | Document;

/**
 * What is left of everything that was begun since: timers that have not run, listeners of the window and the document,
 * requests that are neither answered nor aborted, answers that are still being read.
 */
export class Traces {
  readonly #timers = new Map<number, string>();
  readonly #intervals = new Map<number, string>();
  readonly #listeners = new Map<unknown, string>();
  readonly #requests = new Set<string>();
  readonly #streams = new Set<ReadableStreamDefaultReader>();
  readonly #undo: (() => void)[] = [];

  constructor() {
    this.#watchTimers();
    for (const target of [window, document]) this.#watchListeners(target);
    this.#watchRequests();
  }

  get left(): readonly unknown[] {
    return [
      ...this.#timers.values(),
      ...this.#intervals.values(),
      ...this.#listeners.values(),
      ...this.#requests,
      ...[...this.#streams].map(() => 'a stream'),
    ];
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }

  #replace<Owner extends object, Key extends keyof Owner>(
    owner: Owner,
    key: Key,
    make: (before: Owner[Key]) => Owner[Key],
  ): void {
    const own = Object.getOwnPropertyDescriptor(owner, key);
    owner[key] = make(owner[key]);
    this.#undo.push(() => (own ? Object.defineProperty(owner, key, own) : delete owner[key]));
  }

  #watchTimers(): void {
    this.#replace(window, 'setTimeout', (before) => {
      const watched = (run: () => void, milliseconds?: number) => {
        const id = before(() => {
          this.#timers.delete(id);
          run();
        }, milliseconds);
        // Those of the test itself, which looks every few milliseconds, come and go.
        if ((milliseconds ?? 0) >= 100) this.#timers.set(id, `a timer of ${milliseconds} ms`);
        return id;
      };
      return watched as typeof before;
    });
    this.#replace(window, 'clearTimeout', (before) => (id) => {
      this.#timers.delete(id as number);
      before(id);
    });
    this.#replace(window, 'setInterval', (before) => {
      const watched = (run: () => void, milliseconds?: number) => {
        const id = before(run, milliseconds);
        this.#intervals.set(id, `an interval of ${milliseconds} ms`);
        return id;
      };
      return watched as typeof before;
    });
    this.#replace(window, 'clearInterval', (before) => (id) => {
      this.#intervals.delete(id as number);
      before(id);
    });
  }

  #watchListeners(target: Target): void {
    this.#replace(target, 'addEventListener', (before: Target['addEventListener']) => {
      const watched = (type: string, listener: unknown, options?: AddEventListenerOptions | boolean) => {
        const signal = typeof options === 'object' ? options.signal : undefined;
        if (!signal?.aborted) this.#listeners.set(listener, `a listener of ${type}`);
        signal?.addEventListener('abort', () => this.#listeners.delete(listener));
        before.call(target, type, listener as EventListener, options);
      };
      return watched as typeof before;
    });
    this.#replace(target, 'removeEventListener', (before: Target['removeEventListener']) => {
      const watched = (type: string, listener: unknown, options?: EventListenerOptions | boolean) => {
        this.#listeners.delete(listener);
        before.call(target, type, listener as EventListener, options);
      };
      return watched as typeof before;
    });
  }

  #watchRequests(): void {
    let count = 0;
    this.#replace(window, 'fetch', (before) => async (input, init) => {
      const name = `request ${(count += 1)}`;
      this.#requests.add(name);
      try {
        return await before(input, init);
      } finally {
        this.#requests.delete(name);
      }
    });
    this.#replace(ReadableStream.prototype, 'getReader', (before: ReadableStream['getReader']) => {
      const streams = this.#streams;
      const watched = function (this: ReadableStream, ...parameters: []) {
        const reader = before.apply(this, parameters) as ReadableStreamDefaultReader;
        streams.add(reader);
        reader.closed.catch(() => {}).finally(() => streams.delete(reader));
        return reader;
      };
      return watched as typeof before;
    });
  }
}
