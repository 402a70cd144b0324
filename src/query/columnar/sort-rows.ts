import { kernels, onesIn } from './kernels.js';
import type { RowOrder } from './levels.js';
import { rowsOf, type Bits } from './memory.js';
import type { Keyed } from './order.js';
import { borrow, giveBack } from './scratch.js';

const sampled = 2048;
const block = 8192;

/**
 * The rows of a window of an order. The keys of a sample say between which ones the window lies, and of more rows than
 * that nothing else is ever sorted.
 *
 * @param total how many rows `bits` has.
 */
export function selectRows(
  bits: Bits,
  total: number,
  order: RowOrder,
  offset: number,
  limit: number,
): Uint32Array {
  const end = Math.min(offset + limit, total);
  const { before, ...some } = (total > sampled ? around(bits, total, order, offset, end) : undefined) ?? {
    before: 0,
    ...keyed(rowsOf(bits, new Uint32Array(total)), order),
  };
  return sortTies(sortedNow(some), order.compare, offset - before, end - before);
}

function sortedNow(given: Keyed): Keyed {
  const sorting = sortedByKey(given);
  let sorted = sorting.next();
  while (!sorted.done) sorted = sorting.next();
  return sorted.value;
}

const keyed = (rows: Uint32Array, order: RowOrder): Keyed => ({ rows, keys: order.keys(rows) });

/** Rows among which those of a window are, and how many come before them; undefined: the sample was too unlike all of them. */
function around(bits: Bits, total: number, order: RowOrder, offset: number, end: number) {
  const step = Math.ceil(total / sampled);
  const sample = sampleOf(bits, step, new Uint32Array(Math.floor(total / step)));
  const { keys: sorted } = sortedNow(keyed(sample, order));
  // Four standard deviations, where it is not all of them; and whatever has the same key.
  const margin = (row: number) => (step > 1 ? 4 * Math.sqrt((row / step) * (1 - row / total)) + 4 : 0);
  const low = sorted[Math.floor(offset / step - margin(offset))] ?? 0;
  const high = sorted[Math.ceil(end / step + margin(end))] ?? 0xffff_ffff;
  // It takes some time itself.
  const sieve = total > 1 << 15 ? order.sieve(low, high, offset < block) : undefined;
  let [before, count] = [0, 0];
  let rows: Uint32Array;
  if (sieve) {
    const some = borrow(bits);
    sieve.before.scan(some);
    before = kernels.count(some, bits);
    sieve.between.scan(some);
    kernels.and(some, bits);
    rows = rowsOf(some, new Uint32Array(kernels.count(some)));
    giveBack(some);
  } else rows = rowsOf(bits, new Uint32Array(total));
  const [found, foundKeys] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  // A block stays in the processor's cache from one step to the next.
  for (let from = 0; from < rows.length; from += block) {
    const some = rows.subarray(from, from + block);
    const keys = order.keys(some);
    // Sums instead of branches, of which many would be guessed wrong.
    for (let at = 0; at < some.length; at++) {
      const key = keys[at]!;
      found[count] = some[at]!;
      foundKeys[count] = key;
      const isBefore = Number(key < low);
      before += isBefore;
      count += Number(key <= high) - isBefore;
    }
  }
  const isThere = before <= offset && end <= before + count;
  return isThere ? { rows: found.subarray(0, count), keys: foundKeys.subarray(0, count), before } : undefined;
}

/** One of every so many rows: not the same one of each, or whatever comes round regularly would be seen always or never. */
function sampleOf(bits: Bits, step: number, to: Uint32Array): Uint32Array {
  let [size, skip] = [0, 0];
  for (let word = 0; size < to.length; word++) {
    let rest = bits[word]!;
    const count = onesIn(rest);
    for (
      let gone = 0;
      skip < count && size < to.length;
      skip += step + spread(size, step) - spread(size - 1, step)
    ) {
      for (; gone < skip; gone++) rest &= rest - 1;
      to[size++] = (word << 5) + 31 - Math.clz32(rest & -rest);
    }
    skip -= count;
  }
  return to;
}

/** Which one of so many, spread evenly (Weyl). */
const spread = (index: number, step: number) => (Math.imul(index, 0x9e37_79b1) >>> 0) % step;

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
