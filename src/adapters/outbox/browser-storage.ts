import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { newId } from '../../store/ids.js';
import { AdapterError } from '../../store/port.js';
import type { OutboxEntry, OutboxStorage } from '../../store/outbox/port.js';
import { livesByBeats, livesByLock, type Lives } from './lives.js';

/** Who sends an entry: one tab, for as long as it lives. */
interface Row {
  readonly session: string;
  readonly entry: OutboxEntry;
}

interface Schema extends DBSchema {
  entries: { key: string; value: Row };
  beats: { key: string; value: number };
}
export type OutboxDatabase = IDBPDatabase<Schema>;

/** How often one looks for entries of tabs that have ended, in milliseconds. */
const lookEvery = 60_000;

/** Entries in IndexedDB. Each belongs to the session of a tab; those of sessions that have ended are taken over. */
export function browserStorage(name: string): OutboxStorage {
  const session = newId();
  let opening: Promise<OutboxDatabase> | undefined;
  const forget = () => (opening = undefined);
  const database = () =>
    (opening ??= open(`leadkit-outbox:${name}`, forget).catch((error: unknown) => {
      forget();
      throw error;
    }));

  async function adopt(lives: Lives): Promise<readonly OutboxEntry[]> {
    const adopted: OutboxEntry[] = [];
    const rows = await (await database()).getAll('entries');
    const others = new Set(rows.map((row) => row.session).filter((each) => each !== session));
    for (const other of others) {
      await lives.ifEnded(other, async () => {
        const transaction = (await database()).transaction('entries', 'readwrite');
        for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
          if (cursor.value.session !== other) continue;
          adopted.push(cursor.value.entry);
          await cursor.update({ ...cursor.value, session });
        }
        await transaction.done;
      });
    }
    return adopted;
  }

  return {
    async open(onAdopted, signal) {
      const lives = globalThis.navigator?.locks
        ? livesByLock(`leadkit-outbox:${name}`)
        : livesByBeats(database);
      await lives.begin(session, signal);
      const look = () => {
        if (signal.aborted || globalThis.document?.hidden) return;
        adopt(lives).then(
          (entries) => entries.length > 0 && onAdopted(entries),
          () => {}, // the next look may be luckier
        );
      };
      const timer = setInterval(look, lookEvery);
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        opening?.then(
          (open) => open.close(),
          () => {},
        );
      });
      globalThis.document?.addEventListener('visibilitychange', look, { signal });
      return adopt(lives);
    },
    async put(entry) {
      const transaction = (await database()).transaction('entries', 'readwrite');
      const row = await transaction.store.get(entry.id);
      const isMine = row === undefined || row.session === session;
      if (isMine) await transaction.store.put({ session, entry }, entry.id);
      await transaction.done;
      return isMine;
    },
    async remove(id) {
      await (await database()).delete('entries', id);
    },
  };
}

async function open(name: string, onClosed: () => void): Promise<OutboxDatabase> {
  if (typeof indexedDB === 'undefined')
    throw new AdapterError('unavailable', 'This browser has no IndexedDB.');
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('entries');
      database.createObjectStore('beats');
    },
    // Whoever wants a newer version is not to wait for this tab.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
}
