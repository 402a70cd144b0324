import { sql, type Transaction } from 'kysely';
import type { Change } from '../../model/changes.js';
import type { Entities, EntityName, Id, RecordRef } from '../../model/records.js';
import type { Author } from '../commands.js';
import { keyOf } from '../data.js';
import { Tables } from '../tables.js';
import type { Engine } from './engine.js';
import { TryAgain } from './failures.js';
import { toCompany, toContact, toSetupRecord } from './rows.js';
import type { Database } from './schema.js';
import { readSetup } from './setup.js';
import { anyOf, byShard } from './shards.js';

type List = 'leadStatus' | 'category';
type SetupEntity = Exclude<EntityName, 'company' | 'contact'>;

/**
 * The records that a command changes, and those that the rules look at, out of the tables and locked until the
 * transaction ends. `contactsOf` knows only those: which contacts a company has decides no rule that `judgeChange` asks.
 */
export class View extends Tables {
  /** Who changed a record last; also who deleted one that is not here any more, for as long as that is remembered. */
  readonly authors = new Map<string, Author>();
  readonly #before = new Map<string, Entities[EntityName]>();
  /** Uses of list items by records that are not here. */
  readonly #usesElsewhere = new Map<string, number>();

  override usesOf(list: List, id: Id): number {
    return super.usesOf(list, id) + (this.#usesElsewhere.get(keyOf(list, id)) ?? 0);
  }

  /** A record as it was when the transaction looked at it. */
  before<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined {
    return this.#before.get(keyOf(entity, id)) as Entities[Name] | undefined;
  }

  load(entity: EntityName, record: Entities[EntityName], author?: Author): void {
    const key = keyOf(entity, record.id);
    this.put(entity, record.id, record);
    this.#before.set(key, record);
    if (author) this.authors.set(key, author);
  }

  /** What the database counts, records that are here included. */
  loadUses(list: List, id: Id, count: number): void {
    this.#usesElsewhere.set(keyOf(list, id), count - super.usesOf(list, id));
  }
}

/**
 * Reads what the changes are about. Rows are locked in one order (companies, contacts, setup; each by id), so that two
 * saves wait for each other instead of standing in each other's way. Companies that are only looked at may be looked at
 * by others too.
 */
export async function loadView(
  transaction: Transaction<Database>,
  tenant: string,
  changes: readonly Change[],
  engine: Engine,
): Promise<View> {
  const view = new View();
  const { setup } = await readSetup(transaction, tenant);
  view.load('settings', setup.settings);
  for (const item of setup.categories.values()) view.load('category', item);
  for (const item of setup.leadStatuses.values()) view.load('leadStatus', item);

  const contactIds = idsOf(changes, 'contact');
  const homes = await homesOf(transaction, tenant, contactIds);
  await loadCompanies(transaction, tenant, changes, homes, view, engine);
  await loadContacts(transaction, tenant, homes, view, engine);
  await loadTouchedSetup(transaction, tenant, changes, view);
  await loadUses(transaction, tenant, changes, view);
  await loadDeleters(transaction, tenant, changes, view);
  view.takeTouched();
  return view;
}

/** Where contacts lie: with their company, or with themselves. What follows names it, and so asks one shard only. */
async function homesOf(
  transaction: Transaction<Database>,
  tenant: string,
  ids: readonly Id[],
): Promise<ReadonlyMap<Id, { readonly home: Id; readonly companyId: Id | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction
    .selectFrom('contact')
    .select(['id', 'home', 'company_id'])
    .where('tenant', '=', tenant)
    .where('id', '=', anyOf(ids))
    .execute();
  return new Map(rows.map(({ id, home, company_id }) => [id, { home, companyId: company_id }]));
}

async function loadCompanies(
  transaction: Transaction<Database>,
  tenant: string,
  changes: readonly Change[],
  homes: Awaited<ReturnType<typeof homesOf>>,
  view: View,
  { isSerializable, shard }: Engine,
): Promise<void> {
  const touched = idsOf(changes, 'company');
  const looksAt = changes.flatMap((change): (Id | null | undefined)[] => {
    if (change.entity !== 'contact' || change.kind === 'delete') return [];
    if (change.kind === 'create') return [change.record.companyId];
    const { companyId, leadStatusId } = change.patch;
    const moves = companyId !== undefined || leadStatusId !== undefined;
    return moves ? [companyId, homes.get(change.id)?.companyId] : [];
  });
  const ids = [...new Set([...touched, ...looksAt.filter((id) => id != null)])].sort();
  for (const part of byShard(shard, ids, (id) => id)) {
    const query = transaction
      .selectFrom('company')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('id', '=', anyOf(part))
      .orderBy('id');
    const locking = touched.length > 0 ? query.forUpdate() : isSerializable ? query : query.forShare();
    for (const row of await locking.execute()) view.load('company', toCompany(row), authorOf(row));
  }
}

async function loadContacts(
  transaction: Transaction<Database>,
  tenant: string,
  homes: Awaited<ReturnType<typeof homesOf>>,
  view: View,
  { shard }: Engine,
): Promise<void> {
  const all = Array.from(homes, ([id, { home }]) => ({ id, home }));
  for (const part of byShard(shard, all.sort(byHome), ({ home }) => home)) {
    const rows = await transaction
      .selectFrom('contact')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('home', '=', anyOf(part.map(({ home }) => home)))
      .where('id', '=', anyOf(part.map(({ id }) => id)))
      .orderBy('id')
      .forUpdate()
      .execute();
    // One that went elsewhere while we waited for it: its new company has to be looked at.
    if (rows.length < part.length) throw new TryAgain();
    for (const row of rows) view.load('contact', toContact(row), authorOf(row));
  }
}

const byHome = (a: { readonly home: Id }, b: { readonly home: Id }) =>
  a.home < b.home ? -1 : Number(a.home > b.home);

async function loadTouchedSetup(
  transaction: Transaction<Database>,
  tenant: string,
  changes: readonly Change[],
  view: View,
): Promise<void> {
  const entities: readonly SetupEntity[] = ['settings', 'category', 'leadStatus', 'selection'];
  for (const entity of entities) {
    const ids = idsOf(changes, entity);
    if (ids.length === 0) continue;
    const rows = await transaction
      .selectFrom('setup_record')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('entity', '=', entity)
      .where('id', '=', anyOf(ids))
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const row of rows) view.load(entity, toSetupRecord(row) as Entities[SetupEntity], authorOf(row));
  }
}

/** L9: asked only where an item is to be removed for good. */
async function loadUses(
  transaction: Transaction<Database>,
  tenant: string,
  changes: readonly Change[],
  view: View,
): Promise<void> {
  for (const { kind, entity, id } of changes) {
    if (kind !== 'delete' || (entity !== 'leadStatus' && entity !== 'category')) continue;
    const [table, column] =
      entity === 'leadStatus'
        ? (['contact', 'lead_status_id'] as const)
        : (['company', 'category_id'] as const);
    const { count } = await transaction
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('tenant', '=', tenant)
      .where(sql.ref(column), '=', id)
      .executeTakeFirstOrThrow();
    view.loadUses(entity, id, Number(count));
  }
}

/** S6: who deleted what a change is based on. */
async function loadDeleters(
  transaction: Transaction<Database>,
  tenant: string,
  changes: readonly Change[],
  view: View,
): Promise<void> {
  const missing = changes.filter(({ kind, entity, id }) => kind !== 'create' && !view.before(entity, id));
  for (const entity of new Set(missing.map(({ entity }) => entity))) {
    const rows = await transaction
      .selectFrom('change')
      .distinctOn('id')
      .select(['id', 'changed_by', 'changed_at'])
      .where('tenant', '=', tenant)
      .where('entity', '=', entity)
      .where('id', '=', anyOf(idsOf(missing, entity)))
      .where(sql<boolean>`deleted`) // as the index has it
      .orderBy('id')
      .orderBy('moment', 'desc')
      .execute();
    for (const row of rows) view.authors.set(keyOf(entity, row.id), authorOf(row));
  }
}

function authorOf(row: { readonly changed_by: string | null; readonly changed_at: Date }): Author {
  return { ...(row.changed_by === null ? {} : { by: row.changed_by }), at: row.changed_at.toISOString() };
}

function idsOf(refs: readonly RecordRef[], entity: EntityName): readonly Id[] {
  return [...new Set(refs.filter((ref) => ref.entity === entity).map(({ id }) => id))];
}
