import { sql, type RawBuilder } from 'kysely';
import type { Engine } from './engine.js';

/**
 * What one statement may lock or change: everything at once, or what lies in one home after the other, since Citus
 * locks rows of one shard only.
 *
 * @returns parts that are not empty; none of nothing
 */
export function byShard<Item>(
  shard: Engine['shard'],
  items: readonly Item[],
  homeOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  if (shard === 'tenant') return items.length > 0 ? [items] : [];
  const parts = new Map<string, Item[]>();
  for (const item of items) {
    const home = homeOf(item);
    const part = parts.get(home);
    if (part) part.push(item);
    else parts.set(home, [item]);
  }
  return [...parts.values()];
}

/**
 * A list as one parameter, however long it is: `where('id', '=', anyOf(ids))`. Of one value, that value: so a statement
 * about one home says which, and goes there.
 */
export function anyOf(values: Iterable<string>): RawBuilder<string> {
  const distinct = [...new Set(values)];
  return distinct.length === 1 ? sql<string>`${distinct[0]}::text` : sql<string>`any(${distinct}::text[])`;
}
