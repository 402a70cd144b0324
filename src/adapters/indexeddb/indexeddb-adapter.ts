import type { Change } from '../../model/changes.js';
import { entityNames } from '../../model/records.js';
import {
  AdapterError,
  type CallOptions,
  type ReadOptions,
  type SaveOptions,
  type LeadAdapter,
  type RemoteEvent,
  type Rows,
  type SaveOutcome,
} from '../../store/port.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { asRows, rowsOf, withDefaults } from '../rows.js';
import { eventsOf, throwIfCancelled } from '../saving.js';
import { Watchers, type Watcher } from '../watchers.js';
import { fillOnce, isFilled, readRows, saveChanges } from './database-rows.js';
import { openDatabase, type Database } from './open-database.js';
import { TabChannel } from './tab-channel.js';

export interface IndexedDbAdapterOptions {
  /** Of the database. Adapters with the same name share their records, in all tabs of the origin. */
  readonly name?: string;
  /** What a new database is filled with. Lists and settings that it leaves out are those of a new installation. */
  readonly seed?: () => Promise<Rows> | Rows;
  /** Milliseconds after which a database that does not open counts as unavailable. */
  readonly openTimeout?: number;
}

export interface IndexedDbAdapter extends LeadAdapter {
  /** Lets go of the database and of the other tabs. The next call opens it again. */
  close(): Promise<void>;
}

/**
 * Keeps everything in the browser, in IndexedDB; tabs of the same origin see each other's changes. When the browser
 * denies storage or has no room left, goes on in memory with all that it has, and says so to those who watch
 * (`storage-unavailable`, `storage-full`).
 */
export function createIndexedDbAdapter(options: IndexedDbAdapterOptions = {}): IndexedDbAdapter {
  return new BrowserDatabaseAdapter(options);
}

type Notice = Extract<RemoteEvent, { kind: 'notice' }>;

class BrowserDatabaseAdapter implements IndexedDbAdapter {
  readonly name = 'IndexedDB';
  readonly #options: Required<IndexedDbAdapterOptions>;
  readonly #watchers = new Watchers();
  /** Facts that hold until the page is closed, so everybody who watches later hears them too. */
  readonly #notices: Notice[] = [];
  #opening: Promise<Database | LeadAdapter> | undefined;
  #database: Database | undefined;
  /** Once there was a database, memory can't stand in for it: its records are not in memory. */
  #hadDatabase = false;
  #memory: LeadAdapter | undefined;
  #takingOver: Promise<LeadAdapter> | undefined;
  #channel: TabChannel | undefined;

  constructor({ name = 'leadkit', seed = () => ({}), openTimeout = 10_000 }: IndexedDbAdapterOptions) {
    this.#options = { name, seed, openTimeout };
  }

  /** Everything in batches of at most 2,000, with the count. Rejects with `unavailable` or `cancelled`. */
  async *read(options: ReadOptions): AsyncGenerator<Rows> {
    throwIfCancelled(options.signal);
    const backing = await this.#backing();
    throwIfCancelled(options.signal);
    try {
      yield* isMemory(backing) ? readMemory(backing, options) : readRows(backing, options.signal);
    } catch (error) {
      if (isLostConnection(error)) this.#forget();
      throw asAdapterError(error);
    }
  }

  /** All changes or none. Rejects with `notFound`, `invalid`, `unavailable` or `cancelled`. */
  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[]> {
    throwIfCancelled(options.signal);
    if (changes.length === 0) return [];
    const backing = await this.#backing();
    try {
      return await this.#saveTo(backing, changes, options);
    } catch (error) {
      if (isMemory(backing)) throw error;
      if (isQuotaError(error)) {
        const memory = await this.#takeOver(() => readEverything(backing), 'storage-full', error);
        return this.#saveTo(memory, changes, options);
      }
      if (!isLostConnection(error)) throw asAdapterError(error);
      this.#forget();
      return this.#saveTo(await this.#backing(), changes, options);
    }
  }

  watch(watcher: Watcher, { signal }: CallOptions): void {
    this.#watchers.add(watcher, signal);
    this.#channel ??= this.#openChannel();
    const past = [...this.#notices];
    queueMicrotask(() => {
      if (!signal.aborted) past.forEach((notice) => watcher(notice));
    });
  }

  async close(): Promise<void> {
    this.#channel?.close();
    this.#channel = undefined;
    await this.#opening?.catch(() => {});
    this.#database?.close();
    this.#forget();
  }

  async #saveTo(
    backing: Database | LeadAdapter,
    changes: readonly Change[],
    options: SaveOptions,
  ): Promise<readonly SaveOutcome[]> {
    if (isMemory(backing)) return (await backing.save(changes, options)) as readonly SaveOutcome[];
    const { writes, outcomes } = await saveChanges(backing, changes, options);
    const events = eventsOf(writes);
    this.#watchers.tell(events);
    this.#channel ??= this.#openChannel();
    this.#channel.post(events);
    return outcomes;
  }

  /** The database, or memory in its place. */
  async #backing(): Promise<Database | LeadAdapter> {
    if (this.#memory) return this.#memory;
    this.#opening ??= this.#open();
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = undefined; // so that Retry tries again
      throw asAdapterError(error);
    }
  }

  async #open(): Promise<Database | LeadAdapter> {
    const { name, openTimeout } = this.#options;
    let database: Database;
    try {
      database = await openDatabase(name, openTimeout, () => this.#forget());
    } catch (error) {
      if (this.#hadDatabase || isNewerVersion(error)) throw error;
      return this.#takeOver(() => this.#seed(), 'storage-unavailable', error);
    }
    this.#database = database;
    this.#hadDatabase = true;
    if (!(await isFilled(database))) {
      const rows = await this.#seed();
      try {
        await fillOnce(database, rows);
      } catch (error) {
        if (!isQuotaError(error)) throw error;
        return this.#takeOver(() => rows, 'storage-full', error);
      }
    }
    return database;
  }

  async #seed(): Promise<Rows> {
    return withDefaults(await this.#options.seed());
  }

  /** From now on everything stays in memory. Other tabs are on their own. */
  #takeOver(rows: () => Promise<Rows> | Rows, code: Notice['code'], error: unknown): Promise<LeadAdapter> {
    return (this.#takingOver ??= this.#startMemory(rows, code, error));
  }

  async #startMemory(
    rows: () => Promise<Rows> | Rows,
    code: Notice['code'],
    error: unknown,
  ): Promise<LeadAdapter> {
    const memory = createMemoryAdapter(await rows());
    memory.watch?.((event) => this.#watchers.tell([event]), { signal: new AbortController().signal });
    this.#memory = memory;
    this.#channel?.close();
    const notice: Notice = { kind: 'notice', code, problem: asAdapterError(error) };
    this.#notices.push(notice);
    this.#watchers.tell([notice]);
    return memory;
  }

  /** The connection is gone; the next call opens another. */
  #forget(): void {
    this.#database = undefined;
    this.#opening = undefined;
  }

  #openChannel(): TabChannel {
    return new TabChannel(`leadkit:${this.#options.name}`, (events) => {
      if (!this.#memory) this.#watchers.tell(events);
    });
  }
}

function isMemory(backing: Database | LeadAdapter): backing is LeadAdapter {
  return 'save' in backing;
}

async function* readMemory(memory: LeadAdapter, options: ReadOptions): AsyncGenerator<Rows> {
  yield* memory.read(options) as AsyncIterable<Rows>;
}

async function readEverything(database: Database): Promise<Rows> {
  const batches: Rows[] = [];
  for await (const batch of readRows(database, new AbortController().signal)) batches.push(batch);
  const all = entityNames.map((entity) =>
    asRows(
      entity,
      batches.flatMap((batch) => rowsOf(batch, entity)),
    ),
  );
  return Object.assign({}, ...all) as Rows;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function isQuotaError(error: unknown): boolean {
  return nameOf(error) === 'QuotaExceededError';
}

/** Safari ends connections of pages in the background, not always with an event: the next transaction can't start. */
function isLostConnection(error: unknown): boolean {
  return nameOf(error) === 'InvalidStateError';
}

function isNewerVersion(error: unknown): boolean {
  return nameOf(error) === 'VersionError';
}

function asAdapterError(error: unknown): AdapterError {
  if (error instanceof AdapterError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isNewerVersion(error)) {
    const advice = 'The data has been opened by a newer version of this page. Reload the page.';
    return new AdapterError('unavailable', advice, { cause: error, retryable: false });
  }
  return new AdapterError(nameOf(error) === 'DataCloneError' ? 'invalid' : 'unavailable', message, {
    cause: error,
  });
}
