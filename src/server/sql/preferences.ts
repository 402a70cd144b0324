import type { CallContext } from '../data.js';
import { defaultTenant } from './schema.js';
import type { SqlSurroundings } from './sql-data.js';

/** What the caller set for oneself. Undefined: never saved. */
export async function readPreference(
  { db }: SqlSurroundings,
  key: string,
  { caller }: CallContext,
): Promise<unknown> {
  const row = await db
    .selectFrom('preference')
    .select('value')
    .where('tenant', '=', caller.tenant ?? defaultTenant)
    .where('caller', '=', caller.id ?? '')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
}

export async function savePreference(
  { db }: SqlSurroundings,
  key: string,
  value: unknown,
  { caller }: CallContext,
): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto('preference')
    .values({ tenant: caller.tenant ?? defaultTenant, caller: caller.id ?? '', key, value: json })
    .onConflict((conflict) => conflict.columns(['tenant', 'caller', 'key']).doUpdateSet({ value: json }))
    .execute();
}
