import { parseBatch, type RejectedRow } from '../loader.js';
import type { Entities, EntityName, Id, RecordRef } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import { deadline } from '../deadline.js';
import {
  AdapterError,
  type CallOptions,
  type CountQuery,
  type GroupQuery,
  type LeadAdapter,
  type PageQuery,
  type Rows,
} from '../port.js';

export interface ReadRows {
  readonly records: readonly { readonly entity: EntityName; readonly record: Entities[EntityName] }[];
  readonly rejected: readonly RejectedRow[];
}

export interface ReadPage extends ReadRows {
  readonly ids: readonly Id[];
  readonly next: string | undefined;
  readonly total: Total | undefined;
}

/** Questions to an adapter, each with a deadline, and its answers parsed (A4). They reject with an `AdapterError`. */
export class Calls {
  readonly #adapter: LeadAdapter;
  readonly #timeout: number;

  /** @param timeout in milliseconds; a backend that takes longer has failed. */
  constructor(adapter: LeadAdapter, timeout: number) {
    this.#adapter = adapter;
    this.#timeout = timeout;
  }

  async page(query: PageQuery, signal: AbortSignal): Promise<ReadPage> {
    const page = await this.#call(signal, (adapter, options) => adapter.query!(query, options));
    const { ids, rows, next, total } = Object(page) as Record<string, unknown>;
    if (!isTexts(ids)) throw malformed('query', 'no list of ids');
    return {
      ids,
      ...rowsOf(rows, 'query'),
      next: typeof next === 'string' ? next : undefined,
      total: totalOf(total),
    };
  }

  async count(query: CountQuery, signal: AbortSignal): Promise<Total> {
    const total = totalOf(await this.#call(signal, (adapter, options) => adapter.count!(query, options)));
    if (total === undefined) throw malformed('count', 'no total');
    return total;
  }

  async groups(query: GroupQuery, signal: AbortSignal): Promise<readonly Group[]> {
    return groupsOf(
      await this.#call(signal, (adapter, options) => adapter.groups!(query, options)),
      query.groupBy.length,
    );
  }

  async get(refs: readonly RecordRef[], signal: AbortSignal): Promise<ReadRows> {
    return rowsOf(await this.#call(signal, (adapter, options) => adapter.get!(refs, options)), 'get');
  }

  #call<Value>(
    signal: AbortSignal,
    call: (adapter: LeadAdapter, options: CallOptions) => Promise<Value>,
  ): Promise<unknown> {
    return deadline(this.#timeout, signal, (until) => call(this.#adapter, { signal: until }));
  }
}

function malformed(method: string, what: string): AdapterError {
  return new AdapterError('invalid', `The adapter's ${method}() answered ${what}.`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function rowsOf(value: unknown, method: string): ReadRows {
  const lists = Object(value) as Record<string, unknown>;
  const isRows =
    typeof value === 'object' &&
    value !== null &&
    (['companies', 'contacts'] as const).every((part) => lists[part] == null || Array.isArray(lists[part]));
  if (!isRows) throw malformed(method, 'something that is no rows');
  const { companies, contacts } = value as Rows;
  return parseBatch({ companies: companies ?? [], contacts: contacts ?? [] });
}

function totalOf(value: unknown): Total | undefined {
  if (value === 'unknown') return value;
  const { exact, atLeast } = Object(value) as Record<string, unknown>;
  if (isCount(exact)) return { exact };
  return isCount(atLeast) ? { atLeast } : undefined;
}

function groupsOf(value: unknown, levels: number): readonly Group[] {
  if (!Array.isArray(value)) throw malformed('groups', 'no list');
  return value.map((each: unknown): Group => {
    const group = Object(each) as Record<string, unknown>;
    const { count } = group;
    const given = group['value'] ?? null;
    const isValue = given === null || ['string', 'number', 'boolean'].includes(typeof given);
    if (!isValue || !isCount(count)) throw malformed('groups', 'something that is no group');
    return {
      value: (given === '' ? null : given) as Group['value'],
      count,
      ...(levels > 1 ? { groups: groupsOf(group['groups'], levels - 1) } : {}),
    };
  });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
