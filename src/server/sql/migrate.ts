import { sql, type Kysely, type Transaction } from 'kysely';
import type { SqlConnection } from './connection.js';
import { postgresql, type Engine } from './engine.js';
import { migrations } from './migrations/index.js';
import { defaultSchema, type Database, type Db } from './schema.js';
import { collateOf, decideSorting, type Sorting } from './sorting.js';

export interface MigrateOptions {
  /** The schema that holds the tables, made when it is not there; `leadkit` without. */
  readonly schema?: string;
  /**
   * Q4: the language whose order sorts texts (BCP 47); English without. Decided when the schema is made, since indexes
   * depend on it; where the database does not know the language, Unicode's own order is used.
   */
  readonly language?: string;
  /** What the database is inside, as `createSqlData` is told it; `postgresql` without. */
  readonly engine?: Engine;
}

/** What is known about a schema since it was made. */
export interface SchemaFacts extends Sorting {
  /** Another one for each installation, so that ids of events of another one are noticed. */
  readonly life: string;
  /** Whether parts of texts are found by an index (`pg_trgm`). */
  readonly hasTrigrams: boolean;
}

/**
 * Makes the tables, or brings those of an older version up to date. Can be called at every start, by several servers at
 * once: one does the work, the others wait. Where there is nothing to do, a role that may read them is enough. Throws when the tables are those of a newer version.
 */
export async function migrate(
  { db }: Pick<SqlConnection, 'db'>,
  { schema = defaultSchema, language = 'en', engine = postgresql }: MigrateOptions = {},
): Promise<SchemaFacts> {
  if ((await versionOf(db, schema)) === migrations.length) return readFacts(db.withSchema(schema));
  if (engine.trigrams === 'extension') await makeExtension(db);
  await makeMeta(db, schema);
  return db.transaction().execute(async (transaction) => {
    const own = transaction.withSchema(schema);
    // Whoever comes second waits here until the first one has committed.
    const { value } = await own
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'version')
      .forUpdate()
      .executeTakeFirstOrThrow();
    const version = Number(value);
    if (version > migrations.length)
      throw new Error(
        `The tables in "${schema}" are of version ${version}; this version of leadkit knows ${migrations.length}.`,
      );
    if (version < migrations.length) {
      if (version === 0) await decide(own, schema, language, engine);
      await advance(own, schema, version, engine);
    }
    return readFacts(own);
  });
}

/** Undefined: there are no tables yet, or they can't be read, of which those who make them will hear. */
async function versionOf(db: Db, schema: string): Promise<number | undefined> {
  const meta = db.withSchema(schema).selectFrom('meta').select('value').where('key', '=', 'version');
  const row = await meta.executeTakeFirst().catch(() => undefined);
  return row && Number(row.value);
}

/** What a schema says about itself. Throws where there is none. */
export async function readFacts(db: Kysely<Database>): Promise<SchemaFacts> {
  const rows = await db.selectFrom('meta').selectAll().execute();
  const facts = new Map(rows.map(({ key, value }) => [key, value]));
  return {
    life: facts.get('life') ?? '',
    collation: facts.get('collation') ?? 'C',
    ...(facts.has('collationName') ? { collationName: facts.get('collationName') } : {}),
    hasTrigrams: facts.get('trigrams') === 'yes',
  };
}

async function advance(
  own: Transaction<Database>,
  schema: string,
  from: number,
  engine: Engine,
): Promise<void> {
  const facts = await readFacts(own);
  const trigrams = facts.hasTrigrams ? await operatorClass(own, engine) : undefined;
  const text = engine.collatesColumns ? 'text collate "C"' : 'text';
  const unique = engine.shard === 'home' ? '' : 'unique';
  const collate = collateOf(schema, facts).compile(own).sql;
  await sql`set local search_path to ${sql.id(schema)}, public`.execute(own);
  for (const migration of migrations.slice(from))
    for (const statement of migration({ text, unique, collate, trigrams }))
      await sql.raw(statement).execute(own);
  await own
    .updateTable('meta')
    .set({ value: String(migrations.length) })
    .where('key', '=', 'version')
    .execute();
}

/** Once, when a schema is new: what its tables and indexes are made with. */
async function decide(
  own: Transaction<Database>,
  schema: string,
  language: string,
  engine: Engine,
): Promise<void> {
  const facts = {
    life: crypto.randomUUID().slice(0, 8),
    ...(await decideSorting(own, schema, language, engine.sorting)),
    trigrams: (await operatorClass(own, engine)) ? 'yes' : 'no',
  };
  const rows = Object.entries(facts).map(([key, value]) => ({ key, value }));
  await own.insertInto('meta').values(rows).execute();
}

/** The operator class for parts of texts, wherever the extension has been put. */
async function operatorClass(
  db: Kysely<Database>,
  { trigrams }: Pick<Engine, 'trigrams'>,
): Promise<string | undefined> {
  if (trigrams !== 'extension') return trigrams === 'built in' ? 'gin_trgm_ops' : undefined;
  const { rows } = await sql<{ schema: string }>`
    select quote_ident(n.nspname) as schema
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'`.execute(
    db,
  );
  return rows[0] && `${rows[0].schema}.gin_trgm_ops`;
}

/** Needs a right that not every role has, and files that not every server has: it goes without, too. */
async function makeExtension(db: Db): Promise<void> {
  try {
    await sql`create extension if not exists pg_trgm`.execute(db);
  } catch {
    // Refused, not there, or made by another server at this moment.
  }
}

async function makeMeta(db: Db, schema: string): Promise<void> {
  const make = async () => {
    await sql`create schema if not exists ${sql.id(schema)}`.execute(db);
    await sql`create table if not exists ${sql.id(schema, 'meta')}
      (key text primary key, value text not null)`.execute(db);
    await sql`insert into ${sql.id(schema, 'meta')} (key, value) values ('version', '0')
      on conflict do nothing`.execute(db);
  };
  try {
    await make();
  } catch {
    await make(); // "if not exists" fails when two make it in the same moment; by now it is there
  }
}
