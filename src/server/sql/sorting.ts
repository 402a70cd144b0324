import { sql, type Kysely } from 'kysely';
import type { Engine } from './engine.js';
import type { Database } from './schema.js';

/** How texts are sorted in a schema (Q4): decided when it is made, since indexes depend on it. */
export interface Sorting {
  /** A language tag, `und` for Unicode's own order, `C` for bytes. */
  readonly collation: string;
  /** The name of the collation where it is not one of the schema's own. */
  readonly collationName?: string;
}

const ownName = 'sorting';

/** Chooses, and makes what has to be made. */
export async function decideSorting(
  own: Kysely<Database>,
  schema: string,
  language: string,
  how: Engine['sorting'],
): Promise<Sorting> {
  if (how === 'language') return { collation: language, collationName: language };
  const collation = await findCollation(own, language);
  if (collation === 'C') return { collation };
  if (how === 'found') return { collation, collationName: `${collation}-x-icu` };
  // Texts that differ only in how letters are composed are equal, as for Intl.Collator: not deterministic, normalising.
  await sql`create collation ${sql.id(schema, ownName)}
    (provider = icu, locale = ${sql.lit(`${collation}-u-kk-true`)}, deterministic = false)`.execute(own);
  return { collation };
}

/** The collation that sorts texts, as an SQL fragment. */
export function collateOf(schema: string, { collation, collationName }: Sorting) {
  if (collationName !== undefined) return sql.id(collationName);
  return collation === 'C' ? sql.id('C') : sql.id(schema, ownName);
}

/** The language whose order in JavaScript is the collation's: English is Unicode's own. */
export function languageOf({ collation }: Pick<Sorting, 'collation'>): string {
  return collation === 'und' || collation === 'C' ? 'en' : collation;
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
