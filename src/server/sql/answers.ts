import { sql, type Transaction } from 'kysely';
import type { SaveAnswer } from '../data.js';
import { TryAgain } from './failures.js';
import type { Database } from './schema.js';

/** An idempotency key, and what was sent with it. */
export interface Claim {
  readonly tenant: string;
  readonly caller: string;
  readonly key: string;
  readonly fingerprint: string;
}

/**
 * Takes a key for this transaction. Undefined: it is ours, and `remember` says what came of it. Otherwise what was
 * answered before; another try under the same key that is still under way is waited for.
 */
export async function claim(
  transaction: Transaction<Database>,
  { tenant, caller, key, fingerprint }: Claim,
): Promise<SaveAnswer | undefined> {
  const taken = await transaction
    .insertInto('answer')
    .values({ tenant, caller, key, fingerprint, answer: null, answered_at: sql`now()` as never })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .execute();
  if (taken.length > 0) return undefined;
  const known = await transaction
    .selectFrom('answer')
    .select(['fingerprint', 'answer'])
    .where('tenant', '=', tenant)
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!known) throw new TryAgain(); // forgotten in this very moment
  return known.fingerprint === fingerprint ? (known.answer as SaveAnswer) : { ok: 'key-reused' };
}

export async function remember(
  transaction: Transaction<Database>,
  { tenant, caller, key }: Claim,
  answer: SaveAnswer,
): Promise<void> {
  await transaction
    .updateTable('answer')
    .set({ answer: JSON.stringify(answer) })
    .where('tenant', '=', tenant)
    .where('caller', '=', caller)
    .where('key', '=', key)
    .execute();
}
