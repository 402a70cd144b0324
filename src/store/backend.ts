import type { Change } from '../model/changes.js';
import { entityNames, type Contact, type EntityName, type Id, type RecordRef } from '../model/records.js';
import { remoteBreach } from '../rules/explain.js';
import type { Reason } from '../rules/reasons.js';
import type { Capabilities } from './capabilities.js';
import { deadline } from './deadline.js';
import { parseBatch, readAll, type ParsedBatch, type RejectedRow } from './loader.js';
import { parseRemoteEvent } from './parse-event.js';
import { toProblem, type AdapterProblem, type LeadAdapter, type RemoteEvent } from './port.js';
import type { Outbox } from './outbox/port.js';
import type { Remote } from './remote/remote.js';
import type { Tables } from './tables.js';
import type { Notice, StorePhase } from './types.js';
import { Writer } from './writer.js';
import type { OnRejected, Write, WriteResult } from './writes.js';

/** Notices keep this many of the rows that were left out; the count is of all. */
const shownRows = 100;

/**
 * The store's side of the adapter: reads everything, sends changes, hears of those from elsewhere. Puts what it learns
 * into the tables and calls `onChange`; decides nothing.
 */
export class Backend {
  phase: StorePhase = 'loading';
  problem: AdapterProblem | undefined;
  /** What the backend can do, once it has said so; undefined where it says nothing. */
  capabilities: Capabilities | undefined;
  /** Records that are asked for instead of read: there once the capabilities say that there are any. */
  remote: Remote | undefined;
  /** How many records have been read, and how many there are if the backend said so. */
  progress: { readonly loaded: number; readonly expected: number | undefined } = {
    loaded: 0,
    expected: undefined,
  };
  notices: readonly Notice[] = [];
  /** Resolves when it is known what the backend can do, or that it does not say. */
  readonly declared: Promise<void>;
  /** What those who follow records need, where not all of them are here. */
  readonly holders = new Set<() => Iterable<RecordRef>>();

  readonly #adapter: LeadAdapter;
  readonly #tables: Tables;
  readonly #onChange: () => void;
  readonly #timeout: number;
  /** Sends changes, keeps what waits and what was contradicted (S6). */
  readonly writer: Writer;
  readonly #life = new AbortController();
  /** L13: contacts of which the backend changed what a rule keeps closed. */
  readonly #breaches = new Map<Id, Reason>();
  #reading: AbortController | undefined;
  #heardWhileReading: RemoteEvent[] = [];
  #nextNotice = 1;
  #loaded!: Promise<void>;
  #declare!: () => void;

  /** @param timeout milliseconds after which a call has failed. */
  constructor(
    adapter: LeadAdapter,
    tables: Tables,
    timeout: number,
    onChange: () => void,
    outbox: Outbox | undefined,
  ) {
    this.#adapter = adapter;
    this.#tables = tables;
    this.#timeout = timeout;
    this.#onChange = onChange;
    this.writer = new Writer({
      adapter,
      tables,
      timeout,
      signal: this.#life.signal,
      outbox,
      ready: () => this.#loaded,
      readAgain: () => this.read(),
      onChange,
      onOutboxLost: (error) => this.#notify({ code: 'outbox-unavailable', problem: toProblem(error) }),
    });
    this.declared = new Promise((resolve) => (this.#declare = resolve));
    if (adapter.capabilities === undefined) {
      this.#watch();
      this.#declare();
    }
    void this.read();
  }

  /** Resolves when reading has ended, well or not: look at `phase`. */
  get loaded(): Promise<void> {
    return this.#loaded;
  }

  /** Reads everything (again). What has gone from the backend goes here too; waiting changes stay. */
  read(): Promise<void> {
    return (this.#loaded = this.#read());
  }

  async #read(): Promise<void> {
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    this.#life.signal.addEventListener('abort', () => reading.abort(), { signal: reading.signal });
    this.#setPhase('loading');
    this.progress = { loaded: 0, expected: undefined };
    const seen = new Map<EntityName, Set<Id>>();
    const rejected: RejectedRow[] = [];
    let entities: readonly EntityName[] = entityNames;
    try {
      if (this.#adapter.capabilities !== undefined)
        entities = await this.#start(reading.signal).finally(this.#declare);
      for (const entity of entities) seen.set(entity, new Set());
      for await (const batch of readAll(this.#adapter, entities, this.#timeout, reading.signal)) {
        const records = batch.records.filter(({ entity }) => !this.remote?.covers(entity));
        this.#take(records, false);
        for (const { entity, record } of records) seen.get(entity)!.add(record.id);
        rejected.push(...batch.rejected);
        let loaded = 0;
        for (const { size } of seen.values()) loaded += size;
        this.progress = { loaded, expected: batch.expected };
        this.#onChange();
      }
    } catch (error) {
      if (this.#reading !== reading) return; // a newer reading has taken over
      this.#setPhase(this.#life.signal.aborted ? this.phase : 'failed', toProblem(error));
      return;
    }
    await this.writer.opened;
    if (this.#reading !== reading) return;
    for (const _ of this.#tables.removeUnseen(seen)) {
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#reading !== reading) return;
    }
    this.#leaveOut(rejected);
    this.#setPhase('ready');
    this.#heardWhileReading.splice(0).forEach((event) => this.#hear(event));
  }

  /** Asks once what the backend can do. Answers the entities that are to be read all. */
  async #start(signal: AbortSignal): Promise<readonly EntityName[]> {
    const adapter = this.#adapter;
    const { Remote, resolveCapabilities } = await import('./remote/index.js');
    if (!this.capabilities) {
      const asking = (until: AbortSignal) => resolveCapabilities(adapter, { signal: until });
      this.capabilities = await deadline(this.#timeout, signal, asking);
      if (this.capabilities.watch !== false) this.#watch();
    }
    const { query } = this.capabilities;
    if (!query) return entityNames;
    this.remote?.outdate();
    this.remote ??= new Remote({
      adapter,
      can: query,
      tables: this.#tables,
      timeout: this.#timeout,
      life: this.#life.signal,
      holders: this.holders,
      onChange: this.#onChange,
      onRejected: (rejected) => this.#leaveOut(rejected),
    });
    return entityNames.filter((entity) => !this.remote?.covers(entity));
  }

  /** Sends changes that the tables show already; afterwards each is confirmed, taken back, or waits. */
  save(write: Write, onRejected: OnRejected): Promise<WriteResult> {
    for (const { change } of write.steps) if (change.entity === 'contact') this.#breaches.delete(change.id);
    return this.writer.write(write, onRejected);
  }

  /** L13: what the backend broke about a contact, if anything. */
  breachOf(contactId: Id): Reason | undefined {
    return this.#breaches.get(contactId);
  }

  dismiss(noticeId: number): void {
    this.notices = this.notices.filter(({ id }) => id !== noticeId);
    this.#onChange();
  }

  /** Aborts when the store is closed. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  close(): void {
    this.#life.abort();
  }

  #watch(): void {
    try {
      this.#adapter.watch?.((event) => this.#hear(parseRemoteEvent(event)), { signal: this.#life.signal });
    } catch (error) {
      this.#notify({ code: 'watch-lost', problem: toProblem(error) });
    }
  }

  /** S5: never goes back to the adapter. While reading, it waits: the rows being read may be older. */
  #hear(event: RemoteEvent): void {
    if (this.#life.signal.aborted) return;
    if (event.kind === 'notice' && event.over)
      this.notices = this.notices.filter(({ code }) => code !== event.code);
    else if (event.kind === 'notice') this.#notify({ code: event.code, problem: event.problem });
    else if (this.phase === 'loading') this.#heardWhileReading.push(event);
    else if (event.kind === 'reload') void this.read();
    else if (event.kind === 'deleted') {
      // Where it was not here, it may still be counted.
      if (!this.#tables.receive(event.entity, event.id, undefined) && this.remote?.covers(event.entity))
        this.#tables.touch(event.entity, event.id);
    } else {
      const batch = parseBatch(event.rows);
      this.#take(batch.records, true);
      this.remote?.complete(batch.records);
      this.#leaveOut(batch.rejected);
    }
    this.#onChange();
  }

  #take(records: ParsedBatch['records'], remote: boolean): void {
    for (const { entity, record } of records) {
      const before = remote && entity === 'contact' ? this.#tables.contact(record.id) : undefined;
      const isNews = this.#tables.receive(entity, record.id, record);
      if (!isNews || !before) continue;
      const breach = remoteBreach(before, record as Contact, this.#tables);
      if (breach) this.#breaches.set(record.id, breach);
      else this.#breaches.delete(record.id);
    }
  }

  #setPhase(phase: StorePhase, problem?: AdapterProblem): void {
    this.phase = phase;
    this.problem = problem;
    this.#onChange();
  }

  #leaveOut(rejected: readonly RejectedRow[]): void {
    if (rejected.length > 0)
      this.#notify({ code: 'rows-left-out', rows: rejected.slice(0, shownRows), count: rejected.length });
  }

  #notify(notice: Omit<Notice, 'id'>): void {
    this.notices = [
      ...this.notices.filter(({ code }) => code !== notice.code),
      { ...notice, id: this.#nextNotice++ },
    ];
    this.#onChange();
  }
}

/** The records that a failed command was about. */
export function recordsOf(changes: Iterable<Change>): RecordRef[] {
  return [...changes].map(({ entity, id }) => ({ entity, id }));
}
