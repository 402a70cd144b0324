import type { Criteria } from '../../criteria/types.js';
import type { Company, Contact, Entities, EntityName, Id, RecordRef, Setup } from '../../model/records.js';
import { reason, type Reason } from '../../rules/reasons.js';
import { planOf } from '../answers/plan.js';
import type { CommandView } from '../command-view.js';
import { toProblem, type AdapterProblem } from '../port.js';
import type { Tables } from '../tables.js';
import { readContactsOf, readEvery } from './contacts-of.js';
import type { Remote } from './remote.js';

/** Why a command can't know what it has to know. */
export type Ignorance = { readonly problem: AdapterProblem } | { readonly reasons: readonly Reason[] };

type List = 'leadStatus' | 'category';

/**
 * The records as a command sees them, some of which may not be here. Rules look at it like at any other view; it notes
 * what they missed. Then that is fetched, and the rules look again: what a command needs is nowhere written down twice.
 */
export class NeededRecords implements CommandView {
  readonly #remote: Remote;
  readonly #tables: Tables;
  readonly #signal: AbortSignal;
  readonly #known: { has(companyId: Id): boolean };
  readonly #asked = new Set<string>();
  readonly #uses = new Map<string, number>();
  #missing = new Map<string, RecordRef>();
  #companies = new Set<Id>();
  #items = new Map<string, readonly [List, Id]>();

  /** @param known companies whose contacts are all here; left out, they are fetched again: somebody may have come. */
  constructor(
    remote: Remote,
    tables: Tables,
    signal: AbortSignal,
    known: { has(companyId: Id): boolean } = new Set<Id>(),
  ) {
    this.#remote = remote;
    this.#tables = tables;
    this.#signal = signal;
    this.#known = known;
  }

  /** Whether everything that was looked at is here. If not, what came of it is of no use. */
  get isComplete(): boolean {
    return this.#missing.size === 0 && this.#companies.size === 0 && this.#items.size === 0;
  }

  /** Records that were looked for. */
  get missing(): Iterable<RecordRef> {
    return this.#missing.values();
  }

  /** Companies whose contacts were looked for. */
  get companies(): Iterable<Id> {
    return this.#companies;
  }

  get setup(): Setup {
    return this.#tables.setup;
  }

  get<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined {
    const record = this.#tables.get(entity, id);
    const key = `${entity}/${id}`;
    if (
      !record &&
      this.#remote.covers(entity) &&
      !this.#asked.has(key) &&
      !this.#tables.isPending(entity, id)
    )
      this.#missing.set(key, { entity, id });
    return record;
  }

  all<Name extends EntityName>(entity: Name): Iterable<Entities[Name]> {
    return this.#tables.all(entity);
  }

  contact(id: Id): Contact | undefined {
    return this.get('contact', id);
  }

  company(id: Id): Company | undefined {
    return this.get('company', id);
  }

  contactsOf(companyId: Id): Iterable<Contact> {
    if (this.#remote.covers('contact') && !this.#asked.has(`of/${companyId}`) && !this.#known.has(companyId))
      this.#companies.add(companyId);
    return this.#tables.contactsOf(companyId);
  }

  usesOf(list: List, id: Id): number {
    const of = list === 'leadStatus' ? 'contact' : 'company';
    if (!this.#remote.covers(of)) return this.#tables.usesOf(list, id);
    const key = `${list}/${id}`;
    if (!this.#uses.has(key)) this.#items.set(key, [list, id]);
    return this.#uses.get(key) ?? 0;
  }

  /** Fetches what was missed. Answers why that was not possible, if it was not. */
  async fetch(): Promise<Ignorance | undefined> {
    const refs = [...this.#missing.values()];
    const companies = [...this.#companies];
    const items = [...this.#items];
    this.#missing = new Map();
    this.#companies = new Set();
    this.#items = new Map();
    try {
      const known = await Promise.all([
        refs.length > 0 ? this.#fetchRecords(refs) : true,
        ...companies.map((id) => this.#fetchContactsOf(id)),
        ...items.map(([key, item]) => this.#fetchUses(key, ...item)),
      ]);
      return known.every(Boolean) ? undefined : { reasons: [reason('backend-cannot-tell')] };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  async #fetchRecords(refs: readonly RecordRef[]): Promise<boolean> {
    await this.#remote.get(refs, this.#signal);
    for (const { entity, id } of refs) this.#asked.add(`${entity}/${id}`);
    return true;
  }

  #fetchContactsOf(companyId: Id): Promise<boolean> {
    this.#asked.add(`of/${companyId}`);
    return readContactsOf(this.#remote, this.#tables, companyId, this.#signal);
  }

  async #fetchUses(key: string, list: List, id: Id): Promise<boolean> {
    const of = list === 'leadStatus' ? 'contact' : 'company';
    const criteria: Criteria = {
      match: 'all',
      items: [{ field: `${of}.${list}`, operator: 'oneOf', value: [id] }],
    };
    const count = await this.#count(of, criteria, () => this.#tables.usesOf(list, id));
    if (count !== undefined) this.#uses.set(key, count);
    return count !== undefined;
  }

  async #count(
    of: 'contact' | 'company',
    asked: Criteria,
    countHere: () => number,
  ): Promise<number | undefined> {
    const can = this.#remote.can(of)!;
    const query = { of, criteria: asked, timeZone: 'UTC' };
    const clock = { now: new Date(0), timeZone: 'UTC' };
    if (planOf(query, can, { catalog: this.#tables.fields, ...clock }).by === 'backend') {
      if (can.count) {
        const total = await this.#remote.count(query, this.#signal);
        if (total === 'unknown') return undefined;
        return 'exact' in total ? total.exact : total.atLeast || undefined; // at least none says nothing
      }
      return (await this.#remote.page({ ...query, sort: [], limit: can.pageSize }, this.#signal)).ids.length;
    }
    return (await readEvery(this.#remote, this.#tables, of, asked, this.#signal)) && countHere();
  }
}
