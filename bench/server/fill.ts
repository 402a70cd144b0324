import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { SqlConnection } from '../../src/server/sql/connection.js';
import { companyRow, contactRow, setupRow, type RowMarks } from '../../src/server/sql/rows.js';
import { companyTexts, contactTexts, parseBatch, setup } from '../data.js';
import type { Company, Contact } from '../../src/model/records.js';

/** Where a PostgreSQL listens, and the folder with its programs. */
export interface Server {
  readonly url: string;
  readonly programs: string;
}

/**
 * `n` contacts and their companies in the tables of a schema that `migrate` has made. Indexes go before and come again
 * after it, as for any large load; then the planner learns what there is.
 */
export async function fillTables(
  { db }: SqlConnection,
  server: Server,
  schema: string,
  n: number,
): Promise<void> {
  const indexes = await takeIndexes(db, schema);
  const marks: RowMarks = { tenant: 'main', version: 'v1', by: 'bench', at: new Date(0) };
  const copy = (table: string, rows: Iterable<object>) => copyRows(server, `${schema}.${table}`, rows);
  await copy('setup_record', [
    setupRow('settings', setup.settings, marks),
    ...Array.from(setup.categories.values(), (each) => setupRow('category', each, marks)),
    ...Array.from(setup.leadStatuses.values(), (each) => setupRow('leadStatus', each, marks)),
  ]);
  const companies = new Map<string, Pick<Company, 'categoryId'>>();
  await copy('company', companyRows());
  await copy('contact', contactRows());
  for (const index of indexes) await sql.raw(index).execute(db);
  await sql`vacuum (analyze) ${sql.id(schema, 'contact')}`.execute(db);
  await sql`vacuum (analyze) ${sql.id(schema, 'company')}`.execute(db);

  function* companyRows() {
    for (const text of companyTexts(n))
      for (const company of parseBatch<Company>(text)) {
        companies.set(company.id, { categoryId: company.categoryId });
        yield companyRow(company, marks);
      }
  }

  function* contactRows() {
    for (const text of contactTexts(n))
      for (const contact of parseBatch<Contact>(text))
        yield contactRow(contact, companies.get(contact.companyId ?? ''), marks);
  }
}

/** Characters that go to psql at once. */
const pieceLength = 1 << 20;

/** COPY is what a database loads fastest by, and psql speaks it. */
async function copyRows({ url, programs }: Server, table: string, rows: Iterable<object>): Promise<void> {
  const iterator = rows[Symbol.iterator]();
  let next = iterator.next();
  if (next.done) return;
  const columns = Object.keys(next.value);
  const command = `copy ${table} (${columns.join(', ')}) from stdin`;
  const psql = spawn(
    join(programs, 'psql'),
    ['-q', '-X', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', command],
    {
      stdio: ['pipe', 'inherit', 'inherit'],
    },
  );
  const ended = once(psql, 'close');
  let piece = '';
  for (; !next.done; next = iterator.next()) {
    const row = next.value as Readonly<Record<string, unknown>>;
    piece += `${columns.map((column) => asText(row[column])).join('\t')}\n`;
    if (piece.length < pieceLength) continue;
    if (!psql.stdin.write(piece)) await once(psql.stdin, 'drain');
    piece = '';
  }
  psql.stdin.end(piece);
  await finished(psql.stdin);
  const [code] = (await ended) as [number];
  if (code !== 0) throw new Error(`psql ended with ${code} when it filled ${table}.`);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** In the text format of COPY. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!);
}

/** Takes away all indexes but those of primary keys; answers the statements that make them again. */
async function takeIndexes(db: SqlConnection['db'], schema: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = ${schema} and tablename in ('contact', 'company') and indexname not like '%_pkey'`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop index ${sql.id(schema, name)}`.execute(db);
  return rows.map(({ definition }) => definition);
}
