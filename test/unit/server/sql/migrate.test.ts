import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlConnection } from '../../../../src/server/sql/connection.js';
import { migrate, readFacts } from '../../../../src/server/sql/migrate.js';
import { freshSchema, sqlDatabases } from '../../../helpers/sql-databases.js';

describe.each(sqlDatabases())('migrate ($name)', ({ open, name }) => {
  let connection: SqlConnection;

  beforeAll(async () => {
    connection = await open();
  }, 30_000);

  afterAll(() => connection.close());

  it('makes the tables once, and finds them the next time', async () => {
    const schema = freshSchema();
    const first = await migrate(connection, { schema });
    const second = await migrate(connection, { schema });
    expect(second).toEqual(first);
    expect(first.life).not.toBe('');
    expect(await tablesOf(connection, schema)).toEqual([
      'answer',
      'change',
      'company',
      'contact',
      'meta',
      'preference',
      'setup_record',
    ]);
  });

  it('needs no right to make anything when nothing is left to make', async () => {
    const schema = freshSchema();
    const made = await migrate(connection, { schema });
    const role = sql.id(`${schema}_reader`);
    await sql`create role ${role}`.execute(connection.db);
    await sql`grant usage on schema ${sql.id(schema)} to ${role}`.execute(connection.db);
    await sql`grant select on all tables in schema ${sql.id(schema)} to ${role}`.execute(connection.db);
    const found = await connection.db.connection().execute(async (db) => {
      await sql`set role ${role}`.execute(db);
      return migrate({ db }, { schema }).finally(() => sql`reset role`.execute(db));
    });
    expect(found).toEqual(made);
    await sql`drop owned by ${role}`.execute(connection.db);
    await sql`drop role ${role}`.execute(connection.db);
  });

  it('lets several servers start at once', async () => {
    const schema = freshSchema();
    const facts = await Promise.all(Array.from({ length: 5 }, () => migrate(connection, { schema })));
    expect(new Set(facts.map(({ life }) => life))).toHaveLength(1);
  });

  it('keeps schemas apart', async () => {
    const [one, other] = [freshSchema(), freshSchema()];
    const [first, second] = [
      await migrate(connection, { schema: one }),
      await migrate(connection, { schema: other }),
    ];
    expect(first.life).not.toBe(second.life);
  });

  it('refuses tables of a newer version', async () => {
    const schema = freshSchema();
    await migrate(connection, { schema });
    await connection.db
      .withSchema(schema)
      .updateTable('meta')
      .set({ value: '99' })
      .where('key', '=', 'version')
      .execute();
    await expect(migrate(connection, { schema })).rejects.toThrow(
      `The tables in "${schema}" are of version 99`,
    );
  });

  it('sorts by a language that the database knows, by Unicode’s order otherwise (Q4)', async () => {
    const collationFor = async (language: string) => {
      const schema = freshSchema();
      const { collation } = await migrate(connection, { schema, language });
      const { rows } = await sql<{ text: string }>`
        select text from (values ('z'), ('å'), ('a'), ('aa')) as texts (text)
        order by text collate ${sql.id(schema, 'sorting')}`.execute(connection.db);
      return [collation, rows.map(({ text }) => text).join(' ')];
    };
    // PGlite brings no language along but Unicode's order, which is also that of English.
    expect(await collationFor('nb-NO')).toEqual(
      name === 'PGlite' ? ['und', 'a å aa z'] : ['nb-NO', 'a z å aa'],
    );
    expect(await collationFor('tlh')).toEqual(['und', 'a å aa z']);
  });

  it('takes texts for equal that only their composition tells apart, as Intl.Collator does', async () => {
    const schema = freshSchema();
    await migrate(connection, { schema });
    const { rows } = await sql<{ equal: boolean }>`
      select ${'å'} = ${'a\u030A'} collate ${sql.id(schema, 'sorting')} as equal`.execute(connection.db);
    expect(rows).toEqual([{ equal: new Intl.Collator('en').compare('å', 'a\u030A') === 0 }]);
  });

  it('knows nothing of a schema that is not there', async () => {
    await expect(readFacts(connection.db.withSchema(freshSchema()))).rejects.toThrow();
  });
});

async function tablesOf({ db }: SqlConnection, schema: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = ${schema} order by table_name`.execute(db);
  return rows.map(({ name }) => name);
}
