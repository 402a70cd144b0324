import { sql } from 'kysely';
import { defaultCategories, defaultLeadStatuses, defaultSettings } from '../../model/defaults.js';
import { createFieldCatalog, type FieldCatalog } from '../../model/fields.js';
import { parseRow } from '../../model/parse.js';
import type { Category, Id, LeadStatus, Settings, Setup } from '../../model/records.js';
import type { Rows } from '../../store/port.js';
import { setupRow, toSetupRecord } from './rows.js';
import type { Db, NewSetupRow, SetupRow } from './schema.js';

/** Settings, lists and selections of a tenant as rows. A tenant that has none gets those of a new installation. */
export async function readSetupRows(
  db: Db,
  tenant: string,
): Promise<Pick<Rows, 'settings' | 'categories' | 'leadStatuses' | 'selections'>> {
  const rows = await readRows(db, tenant, ['settings', 'category', 'leadStatus', 'selection']);
  const of = (entity: SetupRow['entity']) => rows.filter((row) => row.entity === entity).map(toSetupRecord);
  return {
    settings: of('settings')[0],
    categories: of('category'),
    leadStatuses: of('leadStatus'),
    selections: of('selection'),
  };
}

/** What questions and rules need to know. */
export interface KnownSetup {
  readonly setup: Setup;
  readonly catalog: FieldCatalog;
}

export async function readSetup(db: Db, tenant: string): Promise<KnownSetup> {
  const rows = await readRows(db, tenant, ['settings', 'category', 'leadStatus']);
  // Parsed, since others may write these tables as well. What is no list item is none here either (A4).
  const of = <Item>(entity: 'settings' | 'category' | 'leadStatus') =>
    rows.flatMap((row): Item[] => {
      const parsed = row.entity === entity ? parseRow(entity, toSetupRecord(row)) : undefined;
      return parsed?.ok ? [parsed.record as Item] : [];
    });
  const setup: Setup = {
    categories: new Map(of<Category>('category').map((item) => [item.id, item])),
    leadStatuses: new Map(of<LeadStatus>('leadStatus').map((item) => [item.id, item])),
    settings: of<Settings>('settings')[0] ?? defaultSettings,
  };
  return { setup, catalog: createFieldCatalog(setup.settings.fields) };
}

/** Tenants whose setup is kept; those asked for longest ago go first. */
const keptTenants = 1_000;

/**
 * Setups that are read and taken apart again only when a record of theirs has another version, is new or has gone: every
 * question asks for one, and they hardly ever change.
 */
export class KnownSetups {
  readonly #db: Db;
  readonly #schema: string;
  readonly #known = new Map<string, { readonly stamp: string; readonly setup: KnownSetup }>();

  /** `db`: within the schema. */
  constructor(db: Db, schema: string) {
    this.#db = db;
    this.#schema = schema;
  }

  /** As it is now: who has just saved it finds it so, on whatever server. */
  async of(tenant: string): Promise<KnownSetup> {
    const stamp = await this.#stampOf(tenant);
    const known = this.#known.get(tenant);
    if (known && known.stamp === stamp) return known.setup;
    const setup = await readSetup(this.#db, tenant);
    this.#known.delete(tenant);
    if (stamp !== undefined) this.#known.set(tenant, { stamp, setup });
    const [oldest] = this.#known.keys();
    if (this.#known.size > keptTenants && oldest !== undefined) this.#known.delete(oldest);
    return setup;
  }

  async #stampOf(tenant: string): Promise<string | undefined> {
    const { rows } = await sql<{ stamp: string | null }>`
      select string_agg(entity || '/' || id || '/' || version, ' ' order by entity, id) as stamp
      from ${sql.id(this.#schema, 'setup_record')}
      where tenant = ${tenant} and entity in ('settings', 'category', 'leadStatus')`.execute(this.#db);
    return rows[0]?.stamp ?? undefined;
  }
}

/** A tenant is known by its settings: without, it is new. */
async function readRows(db: Db, tenant: string, entities: SetupRow['entity'][]): Promise<SetupRow[]> {
  const read = () =>
    db
      .selectFrom('setup_record')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('entity', 'in', entities)
      .orderBy('entity')
      .orderBy('id')
      .execute();
  const rows = await read();
  if (rows.some(({ entity }) => entity === 'settings')) return rows;
  await db
    .insertInto('setup_record')
    .values(newInstallation(tenant))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return read();
}

function newInstallation(tenant: string): readonly NewSetupRow[] {
  const marks = { tenant, version: crypto.randomUUID().slice(0, 12), at: new Date() };
  return [
    setupRow('settings', defaultSettings, marks),
    ...defaultCategories.map((each) => setupRow('category', each, marks)),
    ...defaultLeadStatuses.map((each) => setupRow('leadStatus', each, marks)),
  ];
}

// What follows from a category, as the categories from which it follows: so no question has to join a list.

/** Those of which the group is known: all there are. */
export function categoriesWithGroup({ categories }: Setup): readonly Id[] {
  return [...categories.keys()];
}

export function categoriesInGroups({ categories }: Setup, groups: ReadonlySet<string>): readonly Id[] {
  return [...categories.values()].filter(({ group }) => groups.has(group)).map(({ id }) => id);
}

/** L1. */
export function categoriesWithLeadStatus({ categories }: Setup): readonly Id[] {
  return [...categories.values()]
    .filter(({ group, leadStatusEnabled }) => group === 'potentialCustomer' && leadStatusEnabled)
    .map(({ id }) => id);
}
