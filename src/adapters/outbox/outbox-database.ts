import { AdapterError } from '../../store/port.js';

/** Entries by id, and when each session was alive last. */
type StoreName = 'entries' | 'beats';

/**
 * The outbox's database. IndexedDB as it is: the wrapper that the IndexedDB adapter uses weighs half as much as this
 * whole outbox.
 */
export class OutboxDatabase {
  readonly #name: string;
  #opening: Promise<IDBDatabase> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Runs `work` in a transaction of its own. Resolves with what `work` answered last, when everything is stored;
   * rejects when nothing is.
   */
  async run<Value>(
    store: StoreName,
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, answer: (value: Value) => void) => void,
  ): Promise<Value> {
    const database = await (this.#opening ??= this.#open());
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      let answered!: Value;
      transaction.oncomplete = () => resolve(answered);
      transaction.onabort = () => reject(transaction.error ?? new AdapterError('unavailable', 'Not stored.'));
      work(transaction.objectStore(store), (value) => (answered = value));
    });
  }

  close(): void {
    const forget = (database: IDBDatabase) => database.close();
    this.#opening?.then(forget, () => {});
    this.#opening = undefined;
  }

  #open(): Promise<IDBDatabase> {
    return new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.#name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('entries');
        request.result.createObjectStore('beats');
      };
      request.onerror = () => reject(request.error!);
      request.onsuccess = () => {
        const database = request.result;
        // Whoever wants a newer version is not to wait for this tab; a connection that ended is opened again.
        database.onversionchange = () => this.close();
        database.onclose = () => (this.#opening = undefined);
        resolve(database);
      };
    }).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
  }
}
