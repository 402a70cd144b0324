import { sql, type Transaction } from 'kysely';
import type { Change } from '../../model/changes.js';
import type { Engine } from './engine.js';
import type { Database } from './schema.js';

/**
 * What a save holds besides rows, until its transaction ends; nothing where transactions are serialisable. In memory, so
 * it costs nothing to share. Taken before anything else, so that nobody waits for it while others wait for them.
 */
export async function lockFor(
  transaction: Transaction<Database>,
  { isSerializable, shard }: Engine,
  tenant: string,
  changes: readonly Change[],
): Promise<void> {
  if (isSerializable) return;
  await lock(transaction, `setup ${tenant}`, changes.some(isOfSetup) ? 'exclusive' : 'shared');
  // No index is unique over several shards: those who create contacts wait for each other.
  if (shard === 'home' && changes.some(createsContact))
    await lock(transaction, `contacts ${tenant}`, 'exclusive');
}

const isOfSetup = ({ entity }: Change) =>
  entity !== 'company' && entity !== 'contact' && entity !== 'selection';
const createsContact = ({ kind, entity }: Change) => kind === 'create' && entity === 'contact';

async function lock(
  transaction: Transaction<Database>,
  what: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const take = sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${take}(hashtextextended(${`leadkit ${what}`}, 0))`.execute(transaction);
}
