import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import { linesOf } from '../../src/criteria/simplify.js';
import { isRelative } from '../../src/criteria/operators.js';
import { isGroup, operatorIds, type CriteriaNode } from '../../src/criteria/types.js';
import type { Change } from '../../src/model/changes.js';
import { createSetup } from '../../src/model/defaults.js';
import { createFieldCatalog, type FieldCatalog, type Subject } from '../../src/model/fields.js';
import type { Company, Contact, Id, RecordRef, Setup, Value } from '../../src/model/records.js';
import { compareKeys, orderOf } from '../../src/query/order.js';
import type { Group, Sort, Total } from '../../src/query/types.js';
import {
  AdapterError,
  type CallOptions,
  type Capabilities,
  type CountQuery,
  type GroupQuery,
  type LeadAdapter,
  type Page,
  type PageQuery,
  type Preferences,
  type QueryCapabilities,
  type ReadOptions,
  type RemoteEvent,
  type Rows,
  type SaveOptions,
  type SaveOutcome,
} from '../../src/store/port.js';
import { createPlainEngine } from '../oracle/plain-engine.js';
import { recordSource } from './record-source.js';
import { sample } from './stores.js';

type Method = 'read' | 'save' | 'query' | 'count' | 'groups' | 'get';

export interface BackendOptions {
  readonly rows?: Omit<Rows, 'expected'>;
  /** Less than everything: by what these declare. */
  readonly contact?: Partial<QueryCapabilities>;
  readonly company?: Partial<QueryCapabilities>;
  readonly save?: Capabilities['save'];
  /** Milliseconds that every call takes. */
  readonly latency?: number;
  readonly preferences?: Preferences;
}

interface BackendState {
  readonly contacts: readonly Contact[];
  readonly companies: readonly Company[];
  readonly setup: Setup;
}

/** Everything there is to declare about questions of one kind. */
export function allCapabilities(
  of: Subject,
  catalog: FieldCatalog = createFieldCatalog([]),
): QueryCapabilities {
  return {
    fields: Object.fromEntries(
      catalog.for(of).map(({ id, type }) => [
        id,
        {
          operators: operatorIds[type].filter((operator) => !isRelative(operator)),
          sort: true,
          group: true,
        },
      ]),
    ),
    match: ['all', 'any', 'none'],
    depth: 20,
    sortFields: 3,
    groupFields: 2,
    count: true,
    pageSize: 100,
  };
}

/**
 * A backend in memory that answers questions itself: plainly, by walking over all records, and by the letter of what it
 * declares. Whatever it has not declared it refuses, so a store that asks too much fails its test. It counts what it
 * gives out.
 */
export class BackendAdapter implements LeadAdapter {
  readonly name = 'backend';
  readonly capabilities: Capabilities;
  readonly preferences?: Preferences;
  /** Calls so far, the last one at the end. */
  readonly calls: { readonly method: Method; readonly input: unknown; readonly signal: AbortSignal }[] = [];
  /** Contacts and companies that it has given out, each as often as it was. */
  given = 0;
  latency: number;
  readonly #inner: LeadAdapter;
  readonly #failures: { readonly method: Method; readonly error: AdapterError }[] = [];
  readonly #listeners = new Set<(event: RemoteEvent) => void>();
  #state: BackendState | undefined;
  #changes = 0;
  #gate: Promise<void> | undefined;
  #open: (() => void) | undefined;

  constructor(options: BackendOptions = {}) {
    this.latency = options.latency ?? 0;
    this.#inner = createMemoryAdapter(structuredClone<Omit<Rows, 'expected'>>(options.rows ?? sample));
    this.#inner.watch!(
      (event) => {
        this.#state = undefined;
        for (const listener of this.#listeners) listener(event);
      },
      { signal: new AbortController().signal },
    );
    if (options.preferences) this.preferences = options.preferences;
    this.capabilities = {
      query: {
        contact: { ...allCapabilities('contact'), ...options.contact },
        company: { ...allCapabilities('company'), ...options.company },
      },
      ...(options.save ? { save: options.save } : {}),
    };
  }

  // For tests

  /** Lets no call through until `resume`. */
  pause(): void {
    this.#gate ??= new Promise((open) => (this.#open = open));
  }

  resume(): void {
    this.#open?.();
    this.#gate = this.#open = undefined;
  }

  /** Calls that were to fail do not. */
  recover(): void {
    this.#failures.length = 0;
  }

  /** The next call of this method fails. */
  failNext(method: Method, error = new AdapterError('unavailable', 'The backend is not there.')): void {
    this.#failures.push({ method, error });
  }

  /** Nobody hears of changes from now on. */
  deafen(): void {
    this.#listeners.clear();
  }

  /** Somebody else changes something. */
  async elsewhere(...changes: readonly Change[]): Promise<void> {
    await this.#inner.save(changes, {
      signal: new AbortController().signal,
      key: `elsewhere ${++this.#changes}`,
    });
    this.#state = undefined;
  }

  /** How often a method was called. */
  countOf(method: Method): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  /** The records as they are. */
  async state(): Promise<BackendState> {
    if (this.#state) return this.#state;
    const contacts: Contact[] = [];
    const companies: Company[] = [];
    let setup = createSetup();
    const reading = this.#inner.read({
      signal: new AbortController().signal,
      entities: [],
    }) as AsyncIterable<Rows>;
    for await (const rows of reading) {
      contacts.push(...((rows.contacts ?? []) as Contact[]));
      companies.push(...((rows.companies ?? []) as Company[]));
      if (rows.categories) {
        setup = createSetup({
          categories: rows.categories as never,
          leadStatuses: rows.leadStatuses as never,
          settings: rows.settings as never,
        });
      }
    }
    return (this.#state = { contacts, companies, setup });
  }

  // The adapter

  async *read({ signal, entities }: ReadOptions): AsyncGenerator<Rows> {
    await this.#take('read', entities, signal);
    for await (const rows of this.#inner.read({ signal, entities }) as AsyncIterable<Rows>) {
      const { contacts, companies, ...lists } = rows;
      const wanted = {
        ...(entities.includes('contact') ? { contacts } : {}),
        ...(entities.includes('company') ? { companies } : {}),
      };
      this.#give(wanted);
      yield { ...lists, ...wanted };
    }
  }

  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[] | void> {
    await this.#take('save', changes, options.signal);
    const outcomes = await this.#inner.save(changes, options);
    this.#state = undefined;
    return outcomes;
  }

  watch(listener: (event: RemoteEvent) => void, { signal }: CallOptions): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  async query(query: PageQuery, { signal }: CallOptions): Promise<Page> {
    await this.#take('query', query, signal);
    const can = this.#check(query);
    if (query.limit > can.pageSize || query.limit < 1) throw invalid(`a page of ${query.limit}`);
    if (query.offset !== undefined && !can.offset) throw invalid('an offset');
    if (query.sort.length > can.sortFields) throw invalid('so many sorts');
    for (const { field } of query.sort) if (!can.fields[field]?.sort) throw invalid(`sort by ${field}`);
    const state = await this.state();
    const matching = await this.#matching(query, query.sort);
    const start =
      query.after === undefined
        ? (query.offset ?? 0)
        : this.#placeAfter(query.after, matching, query.sort, state.setup);
    const page = matching.slice(start, start + query.limit);
    const ids = page.map(({ id }) => id);
    const last = page.at(-1);
    const rows = await this.#rowsOf(ids.map((id) => ({ entity: query.of, id })));
    return {
      ids,
      rows,
      ...(last && start + query.limit < matching.length ? { next: JSON.stringify(last) } : {}),
    };
  }

  async count(query: CountQuery, { signal }: CallOptions): Promise<Total> {
    await this.#take('count', query, signal);
    if (!this.#check(query).count) throw invalid('a count');
    return { exact: (await this.#matching(query, [])).length };
  }

  async groups(query: GroupQuery, { signal }: CallOptions): Promise<readonly Group[]> {
    await this.#take('groups', query, signal);
    const can = this.#check(query);
    if (query.groupBy.length > can.groupFields) throw invalid('so many groups');
    for (const field of query.groupBy) if (!can.fields[field]?.group) throw invalid(`groups by ${field}`);
    return [...(await this.#answer(query, { groupBy: query.groupBy })).groups].reverse(); // their order is not promised
  }

  async get(refs: readonly RecordRef[], { signal }: CallOptions): Promise<Rows> {
    await this.#take('get', refs, signal);
    return this.#rowsOf(refs);
  }

  async #take(method: Method, input: unknown, signal: AbortSignal): Promise<void> {
    this.calls.push({ method, input, signal });
    const failure = this.#failures.findIndex((each) => each.method === method);
    const [failing] = failure < 0 ? [] : this.#failures.splice(failure, 1);
    await new Promise((resolve) => setTimeout(resolve, this.latency));
    await this.#gate;
    if (signal.aborted) throw new AdapterError('cancelled', 'The call was cancelled.');
    if (failing) throw failing.error;
  }

  #give({ contacts = [], companies = [] }: Rows): void {
    this.given += contacts.length + companies.length;
  }

  /** Refuses what it has not declared. */
  #check({ of, criteria }: CountQuery): QueryCapabilities {
    const can = this.capabilities.query![of]!;
    const depthOf = (node: CriteriaNode): number =>
      isGroup(node) ? 1 + Math.max(0, ...node.items.map(depthOf)) : 0;
    if (criteria.items.length > 0 && depthOf(criteria) > can.depth) throw invalid('such depth');
    const check = (node: CriteriaNode): void => {
      if (!isGroup(node)) {
        if (node.muted || !can.fields[node.field]?.operators.includes(node.operator))
          throw invalid(`${node.field} ${node.operator}`);
        return;
      }
      if (node.muted || (!can.match.includes(node.match) && criteria.items.length > 0))
        throw invalid(node.match);
      node.items.forEach(check);
    };
    check(criteria);
    for (const { operator } of linesOf(criteria)) if (isRelative(operator)) throw invalid(operator);
    return can;
  }

  async #matching(query: CountQuery, sort: readonly Sort[]): Promise<readonly Sorted[]> {
    const { rows } = await this.#answer(query, {
      sort,
      fields: sort.map(({ field }) => field),
      window: { offset: 0, limit: Number.MAX_SAFE_INTEGER },
    });
    return rows.map(({ id, values }) => ({ id, values: sort.map(({ field }) => values[field] ?? null) }));
  }

  async #answer({ of, criteria, timeZone }: CountQuery, more: object) {
    const { contacts, companies, setup } = await this.state();
    const engine = createPlainEngine(recordSource(contacts, companies, setup));
    return engine.answer(
      { of, criteria, fields: [], ...more },
      { language: 'en', timeZone, now: () => new Date(0) },
    );
  }

  /** The place of the first record after the one that a cursor names, which may be gone or elsewhere by now. */
  #placeAfter(cursor: string, matching: readonly Sorted[], sort: readonly Sort[], setup: Setup): number {
    const last = JSON.parse(cursor) as Sorted;
    const catalog = createFieldCatalog(setup.settings.fields);
    const isAfter = (other: Sorted): boolean => {
      for (const [level, { field, direction }] of sort.entries()) {
        const order = orderOf(catalog.get(field)!, setup, 'en');
        const [a, b] = [order.key(last.values[level]!), order.key(other.values[level]!)];
        if (a === null || b === null) {
          if (a !== b) return b === null;
          continue;
        }
        const difference = order.compare(a, b);
        if (difference !== 0) return direction === 'ascending' ? difference < 0 : difference > 0;
      }
      return compareKeys(last.id, other.id) < 0;
    };
    const place = matching.findIndex(isAfter);
    return place < 0 ? matching.length : place;
  }

  async #rowsOf(refs: readonly RecordRef[]): Promise<Rows> {
    const state = await this.state();
    const ids = (entity: Subject) => new Set(refs.flatMap((ref) => (ref.entity === entity ? [ref.id] : [])));
    const wanted = ids('contact');
    const contacts = state.contacts.filter(({ id }) => wanted.has(id));
    const companyIds = new Set<Id | null>([...ids('company'), ...contacts.map(({ companyId }) => companyId)]);
    const rows = { contacts, companies: state.companies.filter(({ id }) => companyIds.has(id)) };
    this.#give(rows);
    return structuredClone(rows);
  }
}

interface Sorted {
  readonly id: Id;
  readonly values: readonly Value[];
}

function invalid(what: string): AdapterError {
  return new AdapterError('invalid', `This backend has not declared that it can do ${what}.`);
}
