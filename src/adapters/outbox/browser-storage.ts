import { newId } from '../../store/ids.js';
import type { OutboxEntry, OutboxStorage } from '../../store/outbox/port.js';
import { livesByBeats, livesByLock, type Lives } from './lives.js';
import { OutboxDatabase } from './outbox-database.js';

/** Who sends an entry: one tab, for as long as it lives. */
interface Row {
  readonly session: string;
  readonly entry: OutboxEntry;
}

/** How often one looks for entries of tabs that have ended, in milliseconds. */
const lookEvery = 60_000;

/** Entries in IndexedDB. Each belongs to the session of a tab; those of sessions that have ended are taken over. */
export function browserStorage(name: string): OutboxStorage {
  const session = newId();
  const database = new OutboxDatabase(`leadkit-outbox:${name}`);

  /** The entries of a session become one's own. */
  const takeOver = (other: string) =>
    database.run<readonly OutboxEntry[]>('entries', 'readwrite', (store, answer) => {
      const reading = store.getAll() as IDBRequest<Row[]>;
      reading.onsuccess = () => {
        const rows = reading.result.filter((row) => row.session === other);
        for (const { entry } of rows) store.put({ session, entry }, entry.id);
        answer(rows.map(({ entry }) => entry));
      };
    });

  async function adopt(lives: Lives): Promise<readonly OutboxEntry[]> {
    const sessions = await database.run<readonly string[]>('entries', 'readonly', (store, answer) => {
      const reading = store.getAll() as IDBRequest<Row[]>;
      reading.onsuccess = () => answer(reading.result.map((row) => row.session));
    });
    const adopted: OutboxEntry[] = [];
    for (const other of new Set(sessions)) {
      if (other !== session)
        await lives.ifEnded(other, async () => void adopted.push(...(await takeOver(other))));
    }
    return adopted;
  }

  return {
    async open(onAdopted, signal) {
      const lives = globalThis.navigator?.locks
        ? livesByLock(`leadkit-outbox:${name}`)
        : livesByBeats(database);
      await lives.begin(session, signal);
      if (signal.aborted) {
        database.close();
        return [];
      }
      const look = () => {
        if (globalThis.document?.hidden) return;
        adopt(lives).then(onAdopted, () => {}); // the next look may be luckier
      };
      const timer = setInterval(look, lookEvery);
      globalThis.document?.addEventListener('visibilitychange', look, { signal });
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        database.close();
      });
      return adopt(lives);
    },
    put: (entry) =>
      database.run('entries', 'readwrite', (store, answer) => {
        const reading = store.get(entry.id) as IDBRequest<Row | undefined>;
        reading.onsuccess = () => {
          const isMine = reading.result === undefined || reading.result.session === session;
          if (isMine) store.put({ session, entry }, entry.id);
          answer(isMine);
        };
      }),
    remove: (id) => database.run('entries', 'readwrite', (store) => void store.delete(id)),
  };
}
