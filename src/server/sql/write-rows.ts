import { sql, type Kysely } from 'kysely';
import type { Company, Contact, Entities, EntityName, Id, RecordRef } from '../../model/records.js';
import type { Engine } from './engine.js';
import { companyRow, contactRow, copiedCategory, setupRow, type RowMarks } from './rows.js';
import type { Database, NewCompanyRow, NewContactRow } from './schema.js';
import { anyOf, byShard } from './shards.js';

/** Where rows are written: a transaction, the name of its schema, and what lies together. */
export interface Target {
  readonly db: Kysely<Database>;
  readonly schema: string;
  readonly shard: Engine['shard'];
}

/** A record before and after a command; undefined: not there. */
interface Difference<Name extends EntityName> {
  readonly id: Id;
  readonly before: Entities[Name] | undefined;
  readonly after: Entities[Name] | undefined;
}

/** Records as they were and as they are now. */
export interface Versions {
  before<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined;
  get<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined;
}

type Table = 'company' | 'contact' | 'setup_record';

/**
 * Writes what became different: a few statements for each table, however many records there are (for each home, where
 * homes are shards). All of them get the version, author and time of `marks`.
 */
export async function writeRows(
  target: Target,
  touched: readonly RecordRef[],
  records: Versions,
  marks: RowMarks,
): Promise<void> {
  const of = <Name extends EntityName>(entity: Name): Difference<Name>[] =>
    touched
      .filter((ref) => ref.entity === entity)
      .map(({ id }) => ({ id, before: records.before(entity, id), after: records.get(entity, id) }))
      .filter(({ before, after }) => before ?? after);
  await writeCompanies(target, of('company'), marks);
  await writeContacts(target, of('contact'), (id) => records.get('company', id), marks);
  for (const entity of ['settings', 'category', 'leadStatus', 'selection'] as const)
    await writeSetup(target, entity, of(entity), marks);
}

async function writeCompanies(
  target: Target,
  differences: readonly Difference<'company'>[],
  marks: RowMarks,
): Promise<void> {
  const rows = differences.flatMap(({ after }): NewCompanyRow[] => (after ? [companyRow(after, marks)] : []));
  for (const part of byShard(target.shard, rows, ({ id }) => id))
    await upsert(target, 'company', ['tenant', 'id'], part);
  const gone = differences.filter(({ after }) => !after).map(({ id }) => id);
  for (const part of byShard(target.shard, gone, (id) => id))
    await target.db
      .deleteFrom('company')
      .where('tenant', '=', marks.tenant)
      .where('id', '=', anyOf(part))
      .execute();
  await copyCategories(target, differences.filter(hasOtherCategory), marks.tenant);
}

function hasOtherCategory({ before, after }: Difference<'company'>): boolean {
  return copiedCategory(before) !== copiedCategory(after);
}

/** L8: a contact's category is its company's, so that of its rows follows, without a new version. */
async function copyCategories(
  { db, schema, shard }: Target,
  companies: readonly Difference<'company'>[],
  tenant: string,
): Promise<void> {
  for (const part of byShard(shard, companies, ({ id }) => id)) {
    const ids = part.map(({ id }) => id);
    const categories = part.map(({ after }) => copiedCategory(after));
    await sql`
      update ${sql.id(schema, 'contact')} as contact set category_id = moved.category_id
      from unnest(${ids}::text[], ${categories}::text[]) as moved (id, category_id)
      where contact.tenant = ${tenant} and contact.home = ${anyOf(ids)}
      and contact.home = moved.id and contact.company_id = moved.id
    `.execute(db);
  }
}

async function writeContacts(
  target: Target,
  differences: readonly Difference<'contact'>[],
  company: (id: Id) => Company | undefined,
  marks: RowMarks,
): Promise<void> {
  const rowOf = (contact: Contact) =>
    contactRow(contact, contact.companyId === null ? undefined : company(contact.companyId), marks);
  const moves = ({ before, after }: Difference<'contact'>) =>
    !before || !after || homeOf(before) !== homeOf(after);
  const moved = differences.filter(moves);
  const staying = differences.filter((each) => !moves(each));
  // The shard follows from the home, so it can't be updated: the row goes, and comes again elsewhere.
  const leaving = moved.flatMap(({ before }) => (before ? [before] : []));
  for (const part of byShard(target.shard, leaving, homeOf))
    await target.db
      .deleteFrom('contact')
      .where('tenant', '=', marks.tenant)
      .where('home', '=', anyOf(part.map(homeOf)))
      .where('id', '=', anyOf(part.map(({ id }) => id)))
      .execute();
  const coming = moved.flatMap(({ after }) => (after ? [rowOf(after)] : []));
  for (const part of byShard(target.shard, coming, ({ home }) => home)) await insert(target, 'contact', part);
  const changed = staying.map(({ after }) => rowOf(after!));
  for (const part of byShard(target.shard, changed, ({ home }) => home)) await update(target, part);
}

function homeOf({ companyId, id }: Contact): Id {
  return companyId || id;
}

async function writeSetup(
  target: Target,
  entity: Exclude<EntityName, 'company' | 'contact'>,
  differences: readonly Difference<typeof entity>[],
  marks: RowMarks,
): Promise<void> {
  const kept = differences.flatMap(({ after }) => (after ? [setupRow(entity, after, marks)] : []));
  await upsert(target, 'setup_record', ['tenant', 'entity', 'id'], kept);
  const gone = differences.filter(({ after }) => !after).map(({ id }) => id);
  if (gone.length > 0)
    await target.db
      .deleteFrom('setup_record')
      .where('tenant', '=', marks.tenant)
      .where('entity', '=', entity)
      .where('id', '=', anyOf(gone))
      .execute();
}

// Rows as one JSON parameter, which the table's own type takes apart

type Row = Readonly<Record<string, unknown>>;

export async function insert(
  target: Omit<Target, 'shard'>,
  table: Table,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into ${sql.id(target.schema, table)} ${selectRows(target, table, rows)}`.execute(
    target.db,
  );
}

export async function upsert(
  target: Omit<Target, 'shard'>,
  table: Table,
  key: readonly string[],
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const others = Object.keys(rows[0]!).filter((column) => !key.includes(column));
  await sql`
    insert into ${sql.id(target.schema, table)} ${selectRows(target, table, rows)}
    on conflict (${sql.join(key.map((column) => sql.id(column)))}) do update set
    ${sql.join(others.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`))}
  `.execute(target.db);
}

/** Contacts that stay where they are. Their category is their company's business (`copyCategories`). */
async function update(target: Target, rows: readonly NewContactRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const fixed = ['tenant', 'home', 'id', 'category_id'];
  const columns = Object.keys(first).filter((column) => !fixed.includes(column));
  await sql`
    update ${sql.id(target.schema, 'contact')} as contact
    set ${sql.join(columns.map((column) => sql`${sql.id(column)} = next.${sql.id(column)}`))}
    from (${selectRows(target, 'contact', rows)}) as next
    where contact.tenant = ${first.tenant} and contact.home = ${anyOf(rows.map(({ home }) => home))}
    and contact.home = next.home and contact.id = next.id
  `.execute(target.db);
}

function selectRows({ schema }: Pick<Target, 'schema'>, table: Table, rows: readonly object[]) {
  const json = JSON.stringify(rows.map((row) => withParsedJson(row as Row)));
  return sql`select * from jsonb_populate_recordset(null::${sql.id(schema, table)}, ${json}::jsonb)`;
}

const jsonColumns = ['extra', 'extra_folded', 'record'];

function withParsedJson(row: Row): Row {
  const parsed = jsonColumns
    .filter((column) => column in row)
    .map((column) => [column, JSON.parse(row[column] as string) as unknown]);
  return { ...row, ...(Object.fromEntries(parsed) as Row) };
}
