import type { RowOrder } from './levels.js';
import type { Keyed } from './order.js';

const sampled = 2048;
const block = 8192;

/**
 * The rows of a window of an order. The keys of a sample say between which ones the window lies, and of more rows than
 * that nothing else is ever sorted.
 */
export function selectRows(all: Uint32Array, order: RowOrder, offset: number, limit: number): Uint32Array {
  const end = Math.min(offset + limit, all.length);
  const { rows, before } =
    all.length > sampled ? around(all, order, offset, end) : { rows: all, before: 0 };
  const sorting = sortedByKey({ rows, keys: order.keys(rows) });
  let sorted = sorting.next();
  while (!sorted.done) sorted = sorting.next();
  return sortTies(sorted.value, order.compare, offset - before, end - before);
}

/** Rows among which those of a window are, and how many come before them. */
function around(all: Uint32Array, order: RowOrder, offset: number, end: number) {
  const step = Math.ceil(all.length / sampled);
  const sample = new Uint32Array(Math.floor(all.length / step));
  for (let at = 0; at < sample.length; at++) sample[at] = all[at * step]!;
  const sorted = order.keys(sample).sort();
  // Four standard deviations, where it is not all of them; and whatever has the same key.
  const spread = (row: number) => (step > 1 ? 4 * Math.sqrt((row / step) * (1 - row / all.length)) + 4 : 0);
  const low = sorted[Math.floor(offset / step - spread(offset))] ?? 0;
  const high = sorted[Math.ceil(end / step + spread(end))] ?? 0xffff_ffff;
  const found = new Uint32Array(all.length);
  let [before, count] = [0, 0];
  let rows = all;
  // Its table takes some time itself.
  if (order.sieve && all.length > 1 << 15) {
    const { codes, kinds } = order.sieve(low, high);
    for (let at = 0; at < all.length; at++) {
      const kind = kinds[codes[all[at]!]!]!;
      found[count] = all[at]!;
      before += kind >> 1;
      count += kind & 1;
    }
    rows = found.subarray(0, count);
    count = 0;
  }
  // A block stays in the processor's cache from one step to the next.
  for (let from = 0; from < rows.length; from += block) {
    const some = rows.subarray(from, from + block);
    const keys = order.keys(some);
    // Sums instead of branches, of which many would be guessed wrong.
    for (let at = 0; at < some.length; at++) {
      const key = keys[at]!;
      found[count] = some[at]!;
      const isBefore = Number(key < low);
      before += isBefore;
      count += Number(key <= high) - isBefore;
    }
  }
  const isThere = before <= offset && end <= before + count;
  return isThere ? { rows: found.subarray(0, count), before } : { rows: all, before: 0 };
}

/** Those from one place to another of rows that are in the order of their keys: the same keys by comparison. */
export function sortTies(
  { rows, keys }: Keyed,
  compare: (a: number, b: number) => number,
  from = 0,
  to = rows.length,
): Uint32Array {
  const result = rows.slice(from, to);
  let start = from;
  while (start > 0 && keys[start - 1] === keys[from]) start--;
  for (let end = start + 1; start < to; start = end++) {
    while (end < rows.length && keys[end] === keys[start]) end++;
    if (end - start === 1) continue;
    const run = sortRun(rows.slice(start, end), compare);
    const [first, last] = [Math.max(0, from - start), Math.min(end, to) - start];
    result.set(run.subarray(first, last), start + first - from);
  }
  return result;
}

/** Most runs are short, and calling into the runtime takes longer than sorting those. */
function sortRun(run: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  if (run.length > 24) return run.sort(compare);
  for (let at = 1; at < run.length; at++) {
    const row = run[at]!;
    let place = at;
    while (place > 0 && compare(run[place - 1]!, row) > 0) run[place] = run[--place]!;
    run[place] = row;
  }
  return run;
}

/** Rows and keys in the order of the keys, as new arrays; stable. Least significant digit first, each in one piece. */
export function* sortedByKey(given: Keyed): Generator<void, Keyed> {
  const { length } = given.keys;
  const digits = length < 4096 ? 8 : 11;
  const mask = (1 << digits) - 1;
  let sorted = given;
  for (let shift = 0; shift < 32 && length > 0; shift += digits) {
    const { rows, keys } = sorted;
    const ends = new Uint32Array(mask + 1);
    for (let at = 0; at < length; at++) ends[(keys[at]! >>> shift) & mask]!++;
    if (ends[(keys[0]! >>> shift) & mask] === length) continue; // all have it in common
    for (let digit = 1; digit <= mask; digit++) ends[digit]! += ends[digit - 1]!;
    const [toRows, toKeys] = [new Uint32Array(length), new Uint32Array(length)];
    for (let at = length - 1; at >= 0; at--) {
      const key = keys[at]!;
      const place = --ends[(key >>> shift) & mask]!;
      toRows[place] = rows[at]!;
      toKeys[place] = key;
    }
    sorted = { rows: toRows, keys: toKeys };
    yield;
  }
  return sorted;
}
