import { createSetup } from '../../model/defaults.js';
import { createFieldCatalog, type FieldCatalog, type Subject } from '../../model/fields.js';
import { parseRow } from '../../model/parse.js';
import type { Change } from '../../model/changes.js';
import {
  entityNames,
  type Category,
  type Entities,
  type EntityName,
  type Id,
  type LeadStatus,
  type Settings,
  type Setup,
} from '../../model/records.js';
import type { LeadAdapter, Page, PageQuery, RemoteEvent, Rows, SaveOutcome } from '../../store/port.js';
import { rowsOf } from '../rows.js';
import { expectThat, KitFailure, show } from './expectations.js';
import { defaultTimeout, type AdapterSubject, type KitFault, type Offer } from './types.js';

/** Everything that a read gave, parsed as the store parses it. */
export type Contents = { readonly [Name in EntityName]: ReadonlyMap<Id, Entities[Name]> };

/** What a check works with: a fresh adapter on known rows, and hands to use it. */
export class KitSession {
  readonly #stop = new AbortController();
  #second: LeadAdapter | undefined;

  constructor(
    readonly offer: Offer,
    /** What the backend was filled with. */
    readonly rows: Rows,
    readonly subject: AdapterSubject,
  ) {}

  get adapter(): LeadAdapter {
    return this.offer.adapter;
  }

  /** Aborts when the check is over. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Milliseconds that a change from elsewhere may take to be heard of. */
  get patience(): number {
    return (this.subject.timeout ?? defaultTimeout) / 2;
  }

  get setup(): Setup {
    return createSetup({
      categories: rowsOf(this.rows, 'category') as readonly Category[],
      leadStatuses: rowsOf(this.rows, 'leadStatus') as readonly LeadStatus[],
      settings: this.rows.settings as Settings,
    });
  }

  get catalog(): FieldCatalog {
    return createFieldCatalog(this.setup.settings.fields);
  }

  /** The other connection, for what takes two. */
  async second(): Promise<LeadAdapter> {
    if (!this.subject.connectAgain) throw new KitFailure('There is no second connection.');
    return (this.#second ??= await this.subject.connectAgain());
  }

  /** What the backend holds, read through an adapter of one's own where there is one: caches can't help. */
  async stored(): Promise<Contents> {
    return this.read(this.subject.connectAgain ? await this.second() : this.adapter);
  }

  /** Reads everything. A row that the store would leave out (A4) is a failure. */
  async read(adapter: LeadAdapter = this.adapter): Promise<Contents> {
    const contents = Object.fromEntries(entityNames.map((name) => [name, new Map()])) as unknown as {
      [Name in EntityName]: Map<Id, Entities[Name]>;
    };
    for (const batch of await this.batches(adapter)) {
      for (const entity of entityNames) {
        for (const row of rowsOf(batch, entity)) {
          const parsed = parseRow(entity, row);
          if (!parsed.ok)
            throw new KitFailure(`A row of ${entity} can't be read: ${show(parsed.faults)} in ${show(row)}.`);
          expectThat(
            !contents[entity].has(parsed.record.id),
            `The ${entity} "${parsed.record.id}" is given twice.`,
          );
          (contents[entity] as Map<Id, unknown>).set(parsed.record.id, parsed.record);
        }
      }
    }
    return contents;
  }

  async batches(adapter: LeadAdapter = this.adapter, signal = this.signal): Promise<Rows[]> {
    // A backend that answers questions may read its lists only when it is asked for all; the kit asks as the store does.
    const reading = adapter.read({ signal, entities: entityNames });
    if (!(Symbol.asyncIterator in reading)) return [await reading];
    const batches: Rows[] = [];
    for await (const batch of reading) batches.push(batch);
    return batches;
  }

  /** Saves and answers one outcome for each change. */
  async save(
    changes: readonly Change[],
    more: { adapter?: LeadAdapter; key?: string; signal?: AbortSignal } = {},
  ): Promise<readonly SaveOutcome[]> {
    const { adapter = this.adapter, key = crypto.randomUUID(), signal = this.signal } = more;
    const answer: unknown = await adapter.save(changes, { signal, key });
    if (answer === undefined || answer === null) return changes.map(() => ({ ok: true }));
    expectThat(
      Array.isArray(answer) && answer.length === changes.length,
      `save() must answer nothing or one outcome for each of the ${changes.length} changes, got ${show(answer)}.`,
    );
    return answer as readonly SaveOutcome[];
  }

  /** Saves; each change must be taken. */
  async saved(
    changes: readonly Change[],
    more?: Parameters<KitSession['save']>[1],
  ): Promise<readonly SaveOutcome[]> {
    const outcomes = await this.save(changes, more);
    for (const [at, outcome] of outcomes.entries())
      expectThat(
        outcome.ok,
        `save() refused ${show(changes[at])}: ${show(outcome.ok ? undefined : outcome.problem)}.`,
      );
    return outcomes;
  }

  /** What `watch` tells from now on. */
  watch(adapter: LeadAdapter, signal = this.signal): RemoteEvent[] {
    const events: RemoteEvent[] = [];
    adapter.watch!((event) => void events.push(event), { signal });
    return events;
  }

  /** All pages of a question, one after the other. */
  async pages(query: Partial<PageQuery> & { of: Subject }): Promise<Page[]> {
    const pages: Page[] = [];
    let after: string | undefined;
    do {
      const page = await this.page({ ...query, ...(after === undefined ? {} : { after }) });
      pages.push(page);
      expectThat(page.next === undefined || page.next !== after, `Page ${pages.length} leads to itself.`);
      expectThat(pages.length <= 200, 'The pages never end.');
      after = page.next;
    } while (after !== undefined);
    return pages;
  }

  async page(query: Partial<PageQuery> & { of: Subject }): Promise<Page> {
    const size = this.offer.capabilities.query?.[query.of]?.pageSize ?? 1;
    const page = await this.adapter.query!(
      {
        criteria: { match: 'all', items: [] },
        sort: [],
        timeZone: 'UTC',
        ...query,
        limit: Math.min(size, query.limit ?? size),
      },
      { signal: this.signal },
    );
    expectThat(Array.isArray(page?.ids), `A page must have ids, got ${show(page)}.`);
    return page;
  }

  async ids(query: Partial<PageQuery> & { of: Subject }): Promise<Id[]> {
    return (await this.pages(query)).flatMap((page) => page.ids);
  }

  async fault(fault: KitFault | undefined): Promise<void> {
    await this.subject.faults!.set(fault);
  }

  end(): void {
    this.#stop.abort();
  }
}
