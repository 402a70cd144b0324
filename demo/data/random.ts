/** Random choices that are the same for the same seed. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items, each as likely as its weight says. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item, index: number) => number): Item;
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, plenty for sample data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    weighted: (items, weightOf) => {
      const sums: number[] = [];
      items.forEach((item, index) => sums.push((sums.at(-1) ?? 0) + weightOf(item, index)));
      const point = next() * (sums.at(-1) ?? 0);
      return items[sums.findIndex((sum) => point < sum)]!;
    },
  };
}

/** Zipf's law: the second item is half as likely as the first, the third a third. */
export const zipf = (_: unknown, index: number) => 1 / (index + 1);
