import { sql, type Kysely, type Transaction } from 'kysely';
import type { SqlConnection } from './connection.js';
import { migrations } from './migrations/index.js';
import { defaultSchema, type Database, type Db } from './schema.js';

export interface MigrateOptions {
  /** The schema that holds the tables, made when it is not there; `leadkit` without. */
  readonly schema?: string;
  /**
   * Q4: the language whose order sorts texts (BCP 47); English without. Decided when the schema is made, since indexes
   * depend on it; where the database does not know the language, Unicode's own order is used.
   */
  readonly language?: string;
}

/** What is known about a schema since it was made. */
export interface SchemaFacts {
  /** Another one for each installation, so that ids of events of another one are noticed. */
  readonly life: string;
  /** How texts are sorted: a language tag, `und` for Unicode's own order, `C` for bytes. */
  readonly collation: string;
  /** Whether parts of texts are found by an index (`pg_trgm`). */
  readonly hasTrigrams: boolean;
}

/**
 * Makes the tables, or brings those of an older version up to date. Can be called at every start, by several servers at
 * once: one does the work, the others wait. Where there is nothing to do, a role that may read them is enough. Throws when the tables are those of a newer version.
 */
export async function migrate(
  { db }: Pick<SqlConnection, 'db'>,
  { schema = defaultSchema, language = 'en' }: MigrateOptions = {},
): Promise<SchemaFacts> {
  if ((await versionOf(db, schema)) === migrations.length) return readFacts(db.withSchema(schema));
  await makeExtension(db);
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
      if (version === 0) await decide(own, schema, language);
      await advance(own, schema, version);
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
    hasTrigrams: facts.get('trigrams') === 'yes',
  };
}

/** The language whose order in JavaScript is the collation's: English is Unicode's own. */
export function languageOf({ collation }: Pick<SchemaFacts, 'collation'>): string {
  return collation === 'und' || collation === 'C' ? 'en' : collation;
}

/** The collation that sorts texts, as an SQL fragment. */
export function collateOf(schema: string, { collation }: Pick<SchemaFacts, 'collation'>) {
  return collation === 'C' ? sql`${sql.id('C')}` : sql`${sql.id(schema, collationName)}`;
}

const collationName = 'sorting';

async function advance(own: Transaction<Database>, schema: string, from: number): Promise<void> {
  const facts = await readFacts(own);
  const trigrams = facts.hasTrigrams ? await operatorClass(own) : undefined;
  const collate = facts.collation === 'C' ? '"C"' : collationName;
  await sql`set local search_path to ${sql.id(schema)}`.execute(own);
  for (const migration of migrations.slice(from))
    for (const statement of migration({ collate, trigrams })) await sql.raw(statement).execute(own);
  await own
    .updateTable('meta')
    .set({ value: String(migrations.length) })
    .where('key', '=', 'version')
    .execute();
}

/** Once, when a schema is new: what its tables and indexes are made with. */
async function decide(own: Transaction<Database>, schema: string, language: string): Promise<void> {
  const collation = await findCollation(own, language);
  // Texts that differ only in how letters are composed are equal, as for Intl.Collator: not deterministic, normalising.
  if (collation !== 'C')
    await sql`create collation ${sql.id(schema, collationName)}
      (provider = icu, locale = ${sql.lit(`${collation}-u-kk-true`)}, deterministic = false)`.execute(own);
  const facts = {
    life: crypto.randomUUID().slice(0, 8),
    collation,
    trigrams: (await operatorClass(own)) ? 'yes' : 'no',
  };
  const rows = Object.entries(facts).map(([key, value]) => ({ key, value }));
  await own.insertInto('meta').values(rows).execute();
}

/** The language, or the part of its tag that the database knows, or Unicode's own order; `C` without ICU. */
async function findCollation(db: Kysely<Database>, language: string): Promise<string> {
  const parts = language.split('-');
  const tags = [...parts.map((_, index) => parts.slice(0, parts.length - index).join('-')), 'und'];
  const names = tags.map((tag) => `${tag}-x-icu`);
  const { rows } = await sql<{ name: string }>`
    select collname as name from pg_collation where collprovider = 'i' and collname = any(${names})`.execute(
    db,
  );
  const known = new Set(rows.map(({ name }) => name));
  return tags.find((tag) => known.has(`${tag}-x-icu`)) ?? 'C';
}

/** The operator class for parts of texts, wherever the extension has been put. */
async function operatorClass(db: Kysely<Database>): Promise<string | undefined> {
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
      (key text collate "C" primary key, value text not null)`.execute(db);
    await sql`insert into ${sql.id(schema, 'meta')} (key, value) values ('version', '0')
      on conflict do nothing`.execute(db);
  };
  try {
    await make();
  } catch {
    await make(); // "if not exists" fails when two make it in the same moment; by now it is there
  }
}
