import { sql } from 'kysely';
import { defaultCategories, defaultLeadStatuses, defaultSettings } from '../../model/defaults.js';
import { parseRows, type RejectedRow } from '../../model/parse.js';
import { entityNames, type Company, type Contact, type EntityName } from '../../model/records.js';
import type { Rows } from '../../store/port.js';
import { rowsOf } from '../collections.js';
import { companyRow, contactRow, setupRow, type RowMarks } from './rows.js';
import type { SqlSurroundings } from './sql-data.js';
import { insert, upsert } from './write-rows.js';

/** Rows of one statement. */
const atOnce = 1_000;

/**
 * Puts rows into a tenant that has none, all or none: for sample data, imports and tests. Lists and settings that are
 * left out are those of a new installation. Rules are not asked (L13), and nobody is told. Answers the rows that are no
 * records (A4); they are left out.
 */
export async function fill(
  { db, schema }: Pick<SqlSurroundings, 'db' | 'schema'>,
  rows: Omit<Rows, 'expected'>,
  tenant: string,
): Promise<readonly RejectedRow[]> {
  const rejected: RejectedRow[] = [];
  const all: Rows = {
    ...rows,
    settings: rows.settings ?? defaultSettings,
    categories: rows.categories ?? defaultCategories,
    leadStatuses: rows.leadStatuses ?? defaultLeadStatuses,
  };
  const recordsOf = <Name extends EntityName>(entity: Name) => {
    const parsed = parseRows(entity, rowsOf(all, entity));
    rejected.push(...parsed.rejected);
    return parsed.records;
  };
  const marks: RowMarks = { tenant, version: crypto.randomUUID().slice(0, 18), at: new Date() };
  const companies: Company[] = recordsOf('company');
  const contacts: Contact[] = recordsOf('contact');
  const byId = new Map(companies.map((company) => [company.id, company]));
  await db.transaction().execute(async (transaction) => {
    const put = async <Item>(
      table: 'company' | 'contact',
      items: readonly Item[],
      toRow: (item: Item) => object,
    ) => {
      for (let at = 0; at < items.length; at += atOnce)
        await insert({ db: transaction, schema }, table, items.slice(at, at + atOnce).map(toRow));
    };
    for (const entity of entityNames)
      if (entity !== 'company' && entity !== 'contact')
        // A tenant that somebody has looked at has got the lists of a new installation.
        await upsert(
          { db: transaction, schema },
          'setup_record',
          ['tenant', 'entity', 'id'],
          recordsOf(entity).map((record) => setupRow(entity, record, marks)),
        );
    await put('company', companies, (company) => companyRow(company, marks));
    await put('contact', contacts, (contact) =>
      contactRow(contact, contact.companyId === null ? undefined : byId.get(contact.companyId), marks),
    );
  });
  // So that the planner knows what there is: PGlite has nobody who would tell it later.
  for (const table of ['company', 'contact']) await sql`analyze ${sql.id(schema, table)}`.execute(db);
  return rejected;
}
