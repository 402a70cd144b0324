import type { Value } from '../../src/model/records.js';
import { compareKeys, type ValueOrder } from '../../src/query/order.js';
import type { Group } from '../../src/query/types.js';

/** Reads a value of a record's level of grouping; the order says what is no value, and how groups are sorted. */
export interface GroupLevel<Item> {
  readonly read: (item: Item) => Value;
  readonly order: ValueOrder;
}

interface Count<Item> {
  readonly items: Item[];
  readonly below: Map<Value, Count<Item>> | undefined;
}

/**
 * Counts items by their value, on one level or two. There is a group for each value that an item has, in the order of
 * the field; items without a value come last.
 */
export class GroupCounter<Item> {
  readonly #levels: readonly GroupLevel<Item>[];
  readonly #counts = new Map<Value, Count<Item>>();
  readonly #figures: ((items: readonly Item[]) => readonly Value[]) | undefined;

  constructor(levels: readonly GroupLevel<Item>[], figures?: (items: readonly Item[]) => readonly Value[]) {
    this.#levels = levels;
    this.#figures = figures;
  }

  add(item: Item): void {
    let counts: Map<Value, Count<Item>> | undefined = this.#counts;
    for (let level = 0; counts && level < this.#levels.length; level++) {
      const { read, order } = this.#levels[level] as GroupLevel<Item>;
      const given = read(item);
      const value = order.key(given) === null ? null : given;
      let entry: Count<Item> | undefined = counts.get(value);
      if (!entry)
        counts.set(
          value,
          (entry = { items: [], below: level + 1 < this.#levels.length ? new Map() : undefined }),
        );
      entry.items.push(item);
      counts = entry.below;
    }
  }

  groups(): readonly Group[] {
    return this.#levels.length === 0 ? [] : this.#groups(this.#counts, 0);
  }

  #groups(counts: ReadonlyMap<Value, Count<Item>>, level: number): readonly Group[] {
    const { order } = this.#levels[level] as GroupLevel<Item>;
    return [...counts]
      .sort(([a], [b]) => compareValues(a, b, order))
      .map(([value, { items, below }]) => ({
        value,
        count: items.length,
        ...(below && { groups: this.#groups(below, level + 1) }),
        ...(this.#figures && { aggregates: this.#figures(items) }),
      }));
  }
}

/** Values that the field's order takes for equal (letters composed differently) still are different groups. */
function compareValues(a: Value, b: Value, order: ValueOrder): number {
  const first = order.key(a);
  const second = order.key(b);
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return order.compare(first, second) || compareKeys(String(a), String(b));
}
