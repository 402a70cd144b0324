import { sql } from 'kysely';
import type { SqlSurroundings } from './sql-data.js';

/** How long what is written beside the records is kept, in milliseconds; a day each without. */
export interface Retention {
  /** Answers to saves: a client that tries again later than that might do it twice. */
  readonly answers?: number;
  /** Changes: a client that was away for longer reads again, and the deletion of a record is no conflict any more. */
  readonly changes?: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Forgets answers and changes that are older than what is kept. To be called now and then, by any server or by several.
 */
export async function prune(
  { db, schema }: SqlSurroundings,
  { answers = day, changes = day }: Retention = {},
): Promise<void> {
  const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
  await db.deleteFrom('answer').where('answered_at', '<', ago(answers)).execute();
  const { newest } = await db
    .selectFrom('change')
    .select(({ fn }) => fn.max('moment').as('newest'))
    .where('changed_at', '<', ago(changes))
    .executeTakeFirstOrThrow();
  if (newest === null || newest === undefined) return;
  const bound = BigInt(newest) + 1n;
  const later = sql<string>`greatest(meta.value::bigint, excluded.value::bigint)::text`; // another server may be ahead
  await db
    .insertInto('meta')
    .values({ key: 'pruned', value: String(bound) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: later }))
    .execute();
  // The newest one of each tenant stays: it is where clients stand that have heard of nothing since.
  await sql`
    delete from ${sql.id(schema, 'change')} as old
    where old.moment < ${String(bound)}::bigint and exists (
      select 1 from ${sql.id(schema, 'change')} as newer
      where newer.tenant = old.tenant and newer.moment < ${String(bound)}::bigint
      and (newer.moment, newer.n) > (old.moment, old.n)
    )
  `.execute(db);
}
