import type { Subject } from '../../model/fields.js';
import type { Entities, EntityName, Id, RecordRef } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import { BackendAnswers } from '../answers/backend-answers.js';
import type { AnswerSource } from '../answers/source.js';
import type { Capabilities, QueryCapabilities } from '../capabilities.js';
import type { CommandView } from '../command-view.js';
import type { LeadStore } from '../lead-store.js';
import type { RejectedRow } from '../loader.js';
import type { CountQuery, GroupQuery, LeadAdapter, PageQuery } from '../port.js';
import type { Tables } from '../tables.js';
import type { RecordAnswer } from '../types.js';
import { Calls, type ReadRows } from './calls.js';
import { ContactsOfCompanies } from './contacts-of.js';
import { KeptRecords } from './kept-records.js';
import { NeededRecords } from './needed-records.js';
import { RecordRequests } from './record-requests.js';

export interface RemoteOptions {
  readonly adapter: LeadAdapter;
  readonly can: NonNullable<Capabilities['query']>;
  readonly tables: Tables;
  /** Milliseconds after which a call has failed. */
  readonly timeout: number;
  /** Aborts when the store is closed. */
  readonly life: AbortSignal;
  /** Name records that are needed as long as they do. */
  readonly holders: Iterable<() => Iterable<RecordRef>>;
  readonly onChange: () => void;
  readonly onRejected: (rejected: readonly RejectedRow[]) => void;
  /** Records that are kept though nobody looks at them; 20,000 without. */
  readonly keep?: number;
}

/** One page of an answer; its records are in the tables. */
export interface TakenPage {
  readonly ids: readonly Id[];
  readonly next: string | undefined;
  readonly total: Total | undefined;
  /** Records (`entity/id`) that changed while the backend was asked: it may have answered before or after. */
  readonly changed: ReadonlySet<string>;
}

/**
 * The records that are in the backend and are not read all: asks for them, keeps those that somebody looks at in the
 * tables, and knows what is here. There is one where `capabilities.query` says so.
 */
export class Remote {
  /** Counts how often everything was outdated. What was asked for before may be old. */
  generation = 0;

  readonly tables: Tables;
  readonly #options: RemoteOptions;
  readonly #calls: Calls;
  readonly #requests: RecordRequests;
  readonly #kept: KeptRecords;
  readonly #contactsOf: ContactsOfCompanies;
  #answers: AnswerSource | undefined;

  constructor(options: RemoteOptions) {
    const { adapter, tables, timeout, life, onChange } = options;
    this.#options = options;
    this.tables = tables;
    this.#calls = new Calls(adapter, timeout);
    this.#requests = new RecordRequests(
      (refs) => this.get(refs, life),
      ({ entity, id }) => tables.get(entity, id) !== undefined,
      ({ entity, id }) => {
        tables.noteFetched(entity, id);
        onChange();
      },
    );
    this.#kept = new KeptRecords(tables, options.holders, () => this.#contactsOf.forget(), options.keep);
    this.#contactsOf = new ContactsOfCompanies(this, tables, () => onChange());
  }

  covers(entity: EntityName): boolean {
    return (entity === 'contact' || entity === 'company') && this.#options.can[entity] !== undefined;
  }

  /** What the backend can do with questions about such records; undefined when they are all here. */
  can(of: Subject): QueryCapabilities | undefined {
    return this.#options.can[of];
  }

  // Records

  /** What is known of a record that is not here. It is asked for. */
  record<Name extends EntityName>(entity: Name, id: Id): RecordAnswer<Entities[Name]> {
    return this.#requests.ask(entity, id);
  }

  /** Somebody looks at a record that is here: it stays, and is asked for again if it may be old. */
  use(entity: EntityName, id: Id): void {
    if (this.covers(entity) && this.#kept.use({ entity, id }, this.generation))
      this.#requests.refresh({ entity, id });
  }

  /** Contacts that came from elsewhere without the companies that belong to them. */
  complete(records: ReadRows['records']): void {
    for (const { entity, record } of records) {
      if (!this.covers(entity)) continue;
      this.#kept.use({ entity, id: record.id }, this.generation);
      const companyId = 'companyId' in record ? record.companyId : null;
      if (companyId !== null && this.covers('company') && !this.#options.tables.company(companyId))
        this.#requests.ask('company', companyId);
    }
    this.#kept.trim();
  }

  /** So much may have changed that what is here is old. */
  outdate(): void {
    this.generation++;
    this.#requests.forget();
    this.#contactsOf.forget();
  }

  // Questions

  async page(query: PageQuery, signal: AbortSignal): Promise<TakenPage> {
    const { taken, changed } = await this.#take(() => this.#calls.page(query, signal));
    const { tables } = this.#options;
    const ids = [...new Set(taken.ids)];
    const left = ids.filter((id) => !tables.get(query.of, id) && !changed.has(`${query.of}/${id}`));
    const unread = new Set(taken.rejected.map(({ id }) => id));
    const forgotten = left.filter((id) => !unread.has(id)).map((id) => ({ entity: query.of, id }));
    if (forgotten.length > 0) await this.get(forgotten, signal);
    return {
      ids: ids.filter((id) => tables.get(query.of, id)),
      next: taken.next,
      total: taken.total,
      changed,
    };
  }

  count(query: CountQuery, signal: AbortSignal): Promise<Total> {
    return this.#calls.count(query, signal);
  }

  groups(query: GroupQuery, signal: AbortSignal): Promise<readonly Group[]> {
    return this.#calls.groups(query, signal);
  }

  /** Records by id. One that the backend does not have is not here afterwards either. */
  async get(refs: readonly RecordRef[], signal: AbortSignal): Promise<void> {
    const { tables } = this.#options;
    const { taken, changed } = await this.#take(() => this.#calls.get(refs, signal));
    const there = new Set(taken.records.map(({ entity, record }) => `${entity}/${record.id}`));
    for (const { entity, id } of refs) {
      const key = `${entity}/${id}`;
      if (!there.has(key) && !changed.has(key)) tables.receive(entity, id, undefined);
    }
  }

  /**
   * All records that meet criteria, page after page. Undefined: there are more than `bound`.
   *
   * @param onIds hears the ids of each page
   */
  async every(
    query: Pick<CountQuery, 'of' | 'criteria' | 'timeZone'>,
    bound: number,
    signal: AbortSignal,
    onIds: (ids: readonly Id[]) => void = () => {},
  ): Promise<readonly Id[] | undefined> {
    const ids = new Set<Id>();
    let after: string | undefined;
    const most = this.can(query.of)?.pageSize ?? bound;
    do {
      const limit = Math.min(most, bound + 1 - ids.size);
      const page = await this.page(
        { ...query, sort: [], limit, ...(after === undefined ? {} : { after }) },
        signal,
      );
      for (const id of page.ids) ids.add(id);
      if (ids.size > bound) return undefined;
      onIds(page.ids);
      after = page.next;
    } while (after !== undefined);
    return [...ids];
  }

  /** Who answers questions about these records. */
  answers(store: LeadStore): AnswerSource {
    return (this.#answers ??= new BackendAnswers(store, this));
  }

  // Commands and what elements read beside questions

  /** What a command looks at: it is fetched before the command decides. */
  needed(): NeededRecords {
    return new NeededRecords(this, this.#options.tables, this.#options.life);
  }

  /** Reads something that may need records which are not here: then undefined for now, and listeners hear when they are. */
  look<Value>(read: (view: CommandView) => Value): Value | undefined {
    const view = new NeededRecords(this, this.#options.tables, this.#options.life, this.#contactsOf);
    const value = read(view);
    if (view.isComplete) return value;
    for (const { entity, id } of view.missing) this.#requests.ask(entity, id);
    for (const companyId of view.companies) this.#contactsOf.ask(companyId, this.#options.life);
    return undefined;
  }

  /** Puts rows into the tables, except those of records that changed meanwhile: what is here is newer. */
  async #take<Read extends ReadRows>(
    call: () => Promise<Read>,
  ): Promise<{ readonly taken: Read; readonly changed: ReadonlySet<string> }> {
    const { tables, onChange, onRejected } = this.#options;
    const { changed, stop } = tables.follow();
    try {
      const taken = await call();
      stop();
      for (const { entity, record } of taken.records) {
        if (!changed.has(`${entity}/${record.id}`)) tables.fill(entity, record);
        this.#kept.use({ entity, id: record.id }, this.generation);
      }
      this.#kept.trim();
      onRejected(taken.rejected);
      onChange();
      return { taken, changed };
    } finally {
      stop();
    }
  }
}

export type { NeededRecords } from './needed-records.js';
