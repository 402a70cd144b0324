import type { Change } from '../../model/changes.js';
import type { EntityName, Id, RecordRef } from '../../model/records.js';
import type { Rows } from '../../store/port.js';
import {
  keyOf,
  type CallContext,
  type Caller,
  type SaveAnswer,
  type SaveRequest,
  type ServerData,
} from '../data.js';
import { asRows } from '../collections.js';
import { fullCapabilities, leastCapabilities } from './capabilities.js';
import { putChange, putCommand, type Author } from '../commands.js';
import { EventLog } from './event-log.js';
import { Questions } from './questions.js';
import { Records } from './records.js';

/** Rows to begin with; lists and settings that are left out are those of a new installation. */
export interface MemoryDataOptions extends Omit<Rows, 'expected'> {
  /** Milliseconds that every call takes; 0 without. */
  readonly latency?: number;
  /** What is declared: everything there is, or only reading everything and saving (A1). */
  readonly declare?: 'everything' | 'least';
  /** Q4: the language whose collation sorts texts; English without. */
  readonly language?: string;
  /** Records of the largest page of a question. */
  readonly pageSize?: number;
  /** Events before the oldest ones are forgotten. */
  readonly history?: number;
  readonly now?: () => Date;
  /** What another one of these left behind (`snapshot`): as after a restart. Rows that are given as well are ignored. */
  readonly from?: MemorySnapshot;
}

/** All that outlives a restart: records, answered keys, whose changes they were, preferences. Not the events. */
export interface MemorySnapshot {
  readonly rows: Rows;
  readonly saves: number;
  readonly answers: ReadonlyMap<string, { readonly fingerprint: string; readonly answer: SaveAnswer }>;
  readonly authors: ReadonlyMap<string, Author>;
  readonly preferences: ReadonlyMap<string, string>;
}

/** The backend side in memory: for tests, stories and demos. */
export interface MemoryData extends ServerData {
  /** Other records instead; whoever watches is told to read again. */
  reset(rows: Omit<Rows, 'expected'>): void;
  snapshot(): MemorySnapshot;
  /** Changes by somebody else, past the rules (L13) and the versions; whoever watches hears of them. */
  change(changes: readonly Change[], by?: string): void;
  /** Streams that listen for events now. */
  readonly listeners: number;
}

/** Keys whose answers are remembered. */
const keptAnswers = 10_000;

export function createMemoryData(options: MemoryDataOptions = {}): MemoryData {
  return new InMemory(options);
}

class InMemory implements MemoryData {
  readonly #options: MemoryDataOptions;
  readonly #now: () => Date;
  readonly #log: EventLog;
  readonly #answers: Map<string, { readonly fingerprint: string; readonly answer: SaveAnswer }>;
  /** Who changed, or deleted, a record last. */
  readonly #authors: Map<string, Author>;
  /** As JSON, so that nobody shares them. */
  readonly #preferences: Map<string, string>;
  #saves: number;
  #records!: Records;
  #questions!: Questions;

  constructor(options: MemoryDataOptions) {
    const { from, now = () => new Date(), history = 1_000 } = options;
    this.#options = options;
    this.#now = now;
    this.#log = new EventLog(crypto.randomUUID().slice(0, 8), history);
    this.#answers = new Map(from?.answers);
    this.#authors = new Map(from?.authors);
    this.#preferences = new Map(from?.preferences);
    this.#saves = from?.saves ?? 0;
    this.#load(from?.rows ?? options);
  }

  // What there is

  async capabilities({ signal }: CallContext) {
    await this.#takeTime(signal);
    const { declare = 'everything', language = 'en', pageSize = 500 } = this.#options;
    return declare === 'least'
      ? leastCapabilities
      : fullCapabilities(this.#records.tables.fields, { collation: language, pageSize });
  }

  async fields() {
    return this.#records.tables.fields;
  }

  async setup({ signal }: CallContext) {
    await this.#takeTime(signal);
    const { settings, categories, leadStatuses, selections } = this.#records.rows();
    return { settings, categories, leadStatuses, selections };
  }

  async readPage(...[entity, page, { signal }]: Parameters<ServerData['readPage']>) {
    await this.#takeTime(signal);
    return this.#records.page(entity, page);
  }

  // Questions

  async query(...[query, { signal }]: Parameters<ServerData['query']>) {
    await this.#takeTime(signal);
    const page = this.#questions.page(query);
    return { ...page, rows: this.#rowsOf(page.ids.map((id) => ({ entity: query.of, id }))) };
  }

  async count(...[query, { signal }]: Parameters<ServerData['count']>) {
    await this.#takeTime(signal);
    return this.#questions.count(query);
  }

  async groups(...[query, { signal }]: Parameters<ServerData['groups']>) {
    await this.#takeTime(signal);
    return this.#questions.groups(query);
  }

  async get(...[refs, { signal }]: Parameters<ServerData['get']>) {
    await this.#takeTime(signal);
    return this.#rowsOf(refs);
  }

  // Changes

  async save(changes: readonly Change[], request: SaveRequest, { caller, signal }: CallContext) {
    await this.#takeTime(signal);
    const key = `${caller.id ?? ''} ${request.key}`;
    const known = this.#answers.get(key);
    if (known)
      return known.fingerprint === request.fingerprint ? known.answer : ({ ok: 'key-reused' } as const);
    const answer = this.#tryToSave(changes, caller, request.client);
    this.#answers.set(key, { fingerprint: request.fingerprint, answer });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > keptAnswers && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }

  change(changes: readonly Change[], by?: string): void {
    const version = this.#nextVersion();
    for (const change of changes) putChange(change, version, this.#records.tables);
    this.#publish(changes, { by, at: this.#now().toISOString() });
  }

  #tryToSave(changes: readonly Change[], caller: Caller, client: string | undefined): SaveAnswer {
    const { tables } = this.#records;
    const version = this.#nextVersion();
    const origin = caller.origin ?? 'person';
    const faults = putCommand(changes, { tables, authors: this.#authors, origin, version });
    if (faults) return { ok: false, faults };
    this.#publish(changes, { by: caller.name, at: this.#now().toISOString() }, client);
    return {
      ok: true,
      saved: changes.map(({ kind, entity, id }) =>
        kind === 'delete' ? { row: undefined } : { version, row: tables.get(entity, id) },
      ),
    };
  }

  #publish(changes: readonly Change[], author: Author, client?: string): void {
    const { tables } = this.#records;
    for (const { kind, entity, id } of changes) {
      this.#authors.set(keyOf(entity, id), author);
      if (kind !== 'update') this.#records.idsChanged(entity);
    }
    this.#questions.update(tables.takeTouched());
    const refs = new Map(changes.map(({ entity, id }) => [keyOf(entity, id), { entity, id }]));
    const [here, gone] = [
      [...refs.values()].filter(isHere),
      [...refs.values()].filter((ref) => !isHere(ref)),
    ];
    if (here.length > 0) this.#log.add({ kind: 'rows', rows: this.#only(here) }, client);
    for (const { entity, id } of gone) this.#log.add({ kind: 'deleted', entity, id }, client);

    function isHere({ entity, id }: { entity: EntityName; id: Id }): boolean {
      return tables.get(entity, id) !== undefined;
    }
  }

  // Events

  async eventsSince(...[after, limit]: Parameters<ServerData['eventsSince']>) {
    const { last } = this.#log;
    const events = after === undefined ? [] : this.#log.since(after, limit);
    return events && { events, last };
  }

  subscribe(wake: () => void, { signal }: CallContext): void {
    this.#log.onAdd(wake, signal);
  }

  get listeners(): number {
    return this.#log.listeners;
  }

  // Preferences

  async readPreference(key: string, { caller, signal }: CallContext): Promise<unknown> {
    await this.#takeTime(signal);
    const json = this.#preferences.get(`${caller.id ?? ''} ${key}`);
    return json === undefined ? undefined : JSON.parse(json);
  }

  async savePreference(key: string, value: unknown, { caller, signal }: CallContext): Promise<void> {
    await this.#takeTime(signal);
    this.#preferences.set(`${caller.id ?? ''} ${key}`, JSON.stringify(value));
  }

  // For those who run it

  reset(rows: Omit<Rows, 'expected'>): void {
    this.#answers.clear();
    this.#authors.clear();
    this.#preferences.clear();
    this.#load(rows);
    this.#log.add({ kind: 'reload' });
  }

  snapshot(): MemorySnapshot {
    return {
      rows: this.#records.rows(),
      saves: this.#saves,
      answers: new Map(this.#answers),
      authors: new Map(this.#authors),
      preferences: new Map(this.#preferences),
    };
  }

  #load(rows: Rows): void {
    this.#records = new Records(rows, this.#nextVersion());
    this.#questions = new Questions(this.#records.tables, this.#options.language ?? 'en', this.#now);
  }

  #nextVersion(): string {
    return `v${++this.#saves}`;
  }

  /** The records that are here, with the companies of contacts, each once. */
  #rowsOf(refs: readonly RecordRef[]): Rows {
    const { tables } = this.#records;
    const companies = refs.flatMap(({ entity, id }): RecordRef[] => {
      const companyId = entity === 'contact' ? tables.contact(id)?.companyId : undefined;
      return companyId == null ? [] : [{ entity: 'company', id: companyId }];
    });
    return this.#only([...refs, ...companies]);
  }

  #only(refs: readonly RecordRef[]): Rows {
    const byEntity = new Map<EntityName, Map<Id, object>>();
    for (const { entity, id } of refs) {
      const record = this.#records.tables.get(entity, id);
      if (!record) continue;
      const own = byEntity.get(entity) ?? new Map<Id, object>();
      byEntity.set(entity, own.set(id, record));
    }
    return Object.assign(
      {},
      ...Array.from(byEntity, ([entity, records]) => asRows(entity, [...records.values()])),
    ) as Rows;
  }

  async #takeTime(signal: AbortSignal): Promise<void> {
    const { latency = 0 } = this.#options;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    signal.throwIfAborted();
  }
}
