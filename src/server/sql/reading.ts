import { sql } from 'kysely';
import type { Company, EntityName, Id, RecordRef } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import type { CountQuery, GroupQuery, Rows } from '../../store/port.js';
import { asRows } from '../collections.js';
import type { AnswerPage, CallContext, PlacedQuery, ReadPage, RowPage, ServerData } from '../data.js';
import { fullCapabilities } from '../memory/capabilities.js';
import { placeOf, Questions, type Asker } from './questions.js';
import { companyColumns, contactColumns, toCompany, toContact, toSetupRecord } from './rows.js';
import { KnownSetups, readSetupRows, type KnownSetup } from './setup.js';
import { defaultTenant } from './schema.js';
import type { SqlSurroundings } from './sql-data.js';

type Answers = Pick<
  ServerData,
  'capabilities' | 'fields' | 'setup' | 'readPage' | 'query' | 'count' | 'groups' | 'get'
>;

/** All that is asked and changes nothing. */
export class Reading implements Answers {
  readonly #around: SqlSurroundings;
  readonly #questions: Questions;
  readonly #known: KnownSetups;

  constructor(around: SqlSurroundings) {
    this.#around = around;
    this.#questions = new Questions(around);
    this.#known = new KnownSetups(around.db, around.schema);
  }

  async capabilities(context: CallContext) {
    const [{ catalog }, { collation }] = await Promise.all([this.#setup(context), this.#around.facts()]);
    return fullCapabilities(catalog, { collation, pageSize: this.#around.pageSize });
  }

  async fields(context: CallContext) {
    return (await this.#setup(context)).catalog;
  }

  setup({ caller }: CallContext) {
    return readSetupRows(this.#around.db, caller.tenant ?? defaultTenant);
  }

  async readPage(
    entity: 'company' | 'contact',
    { limit, after }: ReadPage,
    context: CallContext,
  ): Promise<RowPage> {
    const { db } = this.#around;
    const { tenant, options } = this.#asked(context);
    const rows =
      entity === 'company'
        ? await db
            .selectFrom('company')
            .select(companyColumns)
            .where('tenant', '=', tenant)
            .where('id', '>', after?.id ?? '')
            .orderBy('id')
            .limit(limit + 1)
            .execute(options)
        : await db
            .selectFrom('contact')
            .select(contactColumns)
            .where('tenant', '=', tenant)
            .where('id', '>', after?.id ?? '')
            .orderBy('id')
            .limit(limit + 1)
            .execute(options);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: page.map((row) => ('first_name' in row ? toContact(row) : toCompany(row))),
      // Counting is not cheap, so it is done once for those who read everything.
      ...(after ? {} : { expected: await this.#countAll(entity, context) }),
      ...(rows.length > limit && last ? { next: { values: [], id: last.id } } : {}),
    };
  }

  async get(refs: readonly RecordRef[], context: CallContext): Promise<Rows> {
    const { db } = this.#around;
    const { tenant, options } = this.#asked(context);
    const idsOf = (entity: EntityName): Id[] =>
      refs.filter((ref) => ref.entity === entity).map(({ id }) => id);
    const contactIds = idsOf('contact');
    const contacts =
      contactIds.length === 0
        ? []
        : await db
            .selectFrom('contact')
            .select(contactColumns)
            .where('tenant', '=', tenant)
            .where(isOneOf('id', contactIds))
            .execute(options);
    const companyIds = [...idsOf('company'), ...contacts.flatMap(({ company_id: id }) => id ?? [])];
    const setup = refs.filter(({ entity }) => entity !== 'contact' && entity !== 'company');
    const [companies, records] = await Promise.all([
      this.#companies([...new Set(companyIds)], context),
      setup.length === 0 ? [] : this.#setupRecords(setup, context),
    ]);
    return Object.assign(
      {},
      ...(contacts.length > 0 ? [asRows('contact', contacts.map(toContact))] : []),
      ...(companies.length > 0 ? [asRows('company', companies)] : []),
      ...records,
    ) as Rows;
  }

  async #companies(ids: readonly Id[], context: CallContext): Promise<readonly Company[]> {
    if (ids.length === 0) return [];
    const { tenant, options } = this.#asked(context);
    const rows = await this.#around.db
      .selectFrom('company')
      .select(companyColumns)
      .where('tenant', '=', tenant)
      .where(isOneOf('id', ids))
      .execute(options);
    return rows.map(toCompany);
  }

  async #setupRecords(refs: readonly RecordRef[], context: CallContext): Promise<readonly Rows[]> {
    const { tenant, options } = this.#asked(context);
    const rows = await this.#around.db
      .selectFrom('setup_record')
      .selectAll()
      .where('tenant', '=', tenant)
      .where(
        isOneOf(
          'id',
          refs.map(({ id }) => id),
        ),
      )
      .execute(options);
    const entities = [...new Set(refs.map(({ entity }) => entity))];
    return entities.flatMap((entity) => {
      const wanted = new Set(refs.filter((ref) => ref.entity === entity).map(({ id }) => id));
      const own = rows.filter((row) => row.entity === entity && wanted.has(row.id));
      return own.length > 0 ? [asRows(entity, own.map(toSetupRecord))] : [];
    });
  }

  async #countAll(entity: 'company' | 'contact', context: CallContext): Promise<number> {
    const { tenant, options } = this.#asked(context);
    const { n } = await this.#around.db
      .selectFrom(entity)
      .select(({ fn }) => fn.countAll().as('n'))
      .where('tenant', '=', tenant)
      .executeTakeFirstOrThrow(options);
    return Number(n);
  }

  async query(query: PlacedQuery, context: CallContext): Promise<AnswerPage> {
    const asker = await this.#asker(context);
    const { found, hasMore, total } = await this.#questions.page(query, asker);
    const companies = new Map(found.flatMap(({ company }) => (company ? [[company.id, company]] : [])));
    const last = hasMore ? found.at(-1) : undefined;
    return {
      ids: found.map(({ record }) => record.id),
      rows: {
        ...asRows(
          query.of,
          found.map(({ record }) => record),
        ),
        ...(companies.size > 0 ? asRows('company', [...companies.values()]) : {}),
      },
      ...(last ? { next: placeOf(last, query.sort, asker) } : {}),
      ...(total ? { total } : {}),
    };
  }

  async count(query: CountQuery, context: CallContext): Promise<Total> {
    return this.#questions.count(query, await this.#asker(context));
  }

  async groups(query: GroupQuery, context: CallContext): Promise<readonly Group[]> {
    return this.#questions.groups(query, await this.#asker(context));
  }

  async #asker(context: CallContext): Promise<Asker> {
    return { ...(await this.#setup(context)), ...this.#asked(context) };
  }

  /** Whose records, and how to stop asking: what nobody waits for any more is cancelled in the database. */
  #asked({ caller, signal }: CallContext): Pick<Asker, 'tenant' | 'options'> {
    const strategy = this.#around.connection.canCancel ? 'cancel query' : 'ignore query';
    return {
      tenant: caller.tenant ?? defaultTenant,
      options: { signal, inflightQueryAbortStrategy: strategy },
    };
  }

  #setup({ caller }: CallContext): Promise<KnownSetup> {
    return this.#known.of(caller.tenant ?? defaultTenant);
  }
}

/** However many there are, one parameter: an array. */
const isOneOf = (column: string, values: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${values})`;
