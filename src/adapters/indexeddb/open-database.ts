import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { entityNames, type EntityName } from '../../model/records.js';
import { AdapterError, type SaveOutcome } from '../../store/port.js';

interface Table {
  key: string;
  value: unknown;
}

/**
 * One object store for each entity, rows by id; `meta` knows whether the database has been filled and counts saves;
 * `answers` remembers what the newest saves were answered, each in a slot that is used again, so that one that is sent
 * twice under its key is saved once.
 */
interface Schema extends DBSchema, Record<EntityName, Table> {
  meta: { key: MetaKey; value: number };
  answers: {
    key: number;
    value: { readonly key: string; readonly outcomes: readonly SaveOutcome[] };
    indexes: { byKey: string };
  };
}
export const answerSlots = 1_000;
export type MetaKey = 'filled' | 'saves';
export type Database = IDBPDatabase<Schema>;

/** Raise it, and add a step to `upgrade`, when the object stores change. */
const schemaVersion = 2;

/**
 * Opens the database, creating or upgrading it. Rejects when the browser denies it, or has not answered after
 * `timeout` milliseconds (a tab with older code that does not let go, a browser whose storage hangs).
 *
 * @param onClosed the connection is gone: another tab upgrades or deletes the database, or the browser ended it
 */
export async function openDatabase(name: string, timeout: number, onClosed: () => void): Promise<Database> {
  if (typeof indexedDB === 'undefined')
    throw new AdapterError('unavailable', 'This browser has no IndexedDB.');
  const opening = openDB<Schema>(name, schemaVersion, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1)
        for (const store of [...entityNames, 'meta'] as const) database.createObjectStore(store);
      if (oldVersion < 2) database.createObjectStore('answers').createIndex('byKey', 'key');
    },
    // Whoever wants a newer version is not to wait for this tab.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AdapterError('unavailable', `The database "${name}" did not open within ${timeout} ms.`));
      void opening.then(
        (database) => database.close(),
        () => {},
      );
    }, timeout);
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
