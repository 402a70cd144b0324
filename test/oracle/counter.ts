import type { Value } from '../../src/model/records.js';
import { compareKeys, type ValueOrder } from '../../src/query/order.js';
import type { Group } from '../../src/query/types.js';

/** Reads a value of a record's level of grouping; the order says what is no value, and how groups are sorted. */
export interface GroupLevel<Item> {
  readonly read: (item: Item) => Value;
  readonly order: ValueOrder;
}

interface Count {
  count: number;
  readonly below: Map<Value, Count> | undefined;
}

/**
 * Counts items by their value, on one level or two. There is a group for each value that an item has, in the order of
 * the field; items without a value come last.
 */
export class GroupCounter<Item> {
  readonly #levels: readonly GroupLevel<Item>[];
  readonly #counts = new Map<Value, Count>();

  constructor(levels: readonly GroupLevel<Item>[]) {
    this.#levels = levels;
  }

  add(item: Item): void {
    let counts: Map<Value, Count> | undefined = this.#counts;
    for (let level = 0; counts && level < this.#levels.length; level++) {
      const { read, order } = this.#levels[level] as GroupLevel<Item>;
      const given = read(item);
      const value = order.key(given) === null ? null : given;
      let entry: Count | undefined = counts.get(value);
      if (!entry)
        counts.set(
          value,
          (entry = { count: 0, below: level + 1 < this.#levels.length ? new Map() : undefined }),
        );
      entry.count++;
      counts = entry.below;
    }
  }

  groups(): readonly Group[] {
    return this.#levels.length === 0 ? [] : this.#groups(this.#counts, 0);
  }

  #groups(counts: ReadonlyMap<Value, Count>, level: number): readonly Group[] {
    const { order } = this.#levels[level] as GroupLevel<Item>;
    return [...counts]
      .sort(([a], [b]) => compareValues(a, b, order))
      .map(([value, { count, below }]) =>
        below ? { value, count, groups: this.#groups(below, level + 1) } : { value, count },
      );
  }
}

/** Values that the field's order takes for equal (letters composed differently) still are different groups. */
function compareValues(a: Value, b: Value, order: ValueOrder): number {
  const first = order.key(a);
  const second = order.key(b);
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return order.compare(first, second) || compareKeys(String(a), String(b));
}
