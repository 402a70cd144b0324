import type { OutboxDatabase } from './outbox-database.js';

/** Tells whether other tabs still live. */
export interface Lives {
  /** Resolves when the others can see that this session lives; it does until the signal aborts. */
  begin(session: string, signal: AbortSignal): Promise<void>;
  /** Runs `take` if that session has ended; of several tabs that try at once, never two at the same time. */
  ifEnded(session: string, take: () => Promise<void>): Promise<void>;
}

/** A session holds a lock for as long as it lives. The browser lets go of it when the page ends, however it ends. */
export function livesByLock(name: string): Lives {
  return {
    begin: (session, signal) =>
      new Promise((resolve, reject) => {
        navigator.locks
          .request(
            `${name}:${session}`,
            () =>
              new Promise<void>((letGo) => {
                signal.addEventListener('abort', () => letGo());
                if (signal.aborted) letGo();
                resolve();
              }),
          )
          .catch(reject);
      }),
    ifEnded: (session, take) =>
      navigator.locks.request(`${name}:${session}`, { ifAvailable: true }, async (lock) => {
        if (lock) await take();
      }),
  };
}

/** Milliseconds. Browsers let timers of pages in the background run once a minute. */
const beatEvery = 20_000;
const endedAfter = 300_000;

/**
 * Where there are no locks (pages by plain http): each session writes the time down, again and again; one that has
 * not for five minutes has ended. A page that was asleep for longer notices before it sends an entry that it is no
 * longer its own; what was under way is harmless by its idempotency key.
 */
export function livesByBeats(database: OutboxDatabase): Lives {
  return {
    async begin(session, signal) {
      const beat = () => database.run('beats', 'readwrite', (store) => void store.put(Date.now(), session));
      const end = () =>
        database.run('beats', 'readwrite', (store) => void store.delete(session)).catch(() => {});
      const timer = setInterval(() => void beat().catch(() => {}), beatEvery);
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        void end();
      });
      globalThis.addEventListener?.('pagehide', () => void end(), { signal });
      await beat();
    },
    async ifEnded(session, take) {
      const last = await database.run<unknown>('beats', 'readonly', (store, answer) => {
        const reading = store.get(session);
        reading.onsuccess = () => answer(reading.result);
      });
      if (typeof last !== 'number' || last < Date.now() - endedAfter) await take();
    },
  };
}
