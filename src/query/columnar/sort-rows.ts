import { kernels, onesIn } from './kernels.js';
import type { RowOrder } from './levels.js';
import { rowsOf, type Bits } from './memory.js';
import type { Keyed } from './order.js';
import { borrow, giveBack } from './scratch.js';

const sampled = 2048;
const block = 8192;
const few = 24;
/** Up to so many rows, a key and a place among them make one number, which the platform sorts in less time. */
const places = 1024;
/** Bits of a key by which more are sorted at a time. */
const digits = 11;
const mask = (1 << digits) - 1;

/** Keys from one to another. */
type Span = readonly [low: number, high: number];
const anyKey: Span = [0, 0xffff_ffff];

/** The first `count` rows, whose keys are in the span, and how many of all rows come before those. */
interface Candidates extends Keyed {
  readonly span: Span;
  count: number;
  before: number;
}

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
  const span = total > sampled ? spanOf(bits, total, order, offset, end) : anyKey;
  let some = candidates(bits, total, order, offset, span);
  // The sample was too unlike all of them.
  if (some.before > offset || end > some.before + some.count)
    some = candidates(bits, total, order, offset, anyKey);
  narrow(some, offset, end);
  const { rows, keys, count, before } = some;
  const sorted = sortedNow({ rows: rows.subarray(0, count), keys: keys.subarray(0, count) });
  return sortTies(sorted, order.compare, offset - before, end - before).slice();
}

function sortedNow(given: Keyed): Keyed {
  const sorting = sortedByKey(given);
  let sorted = sorting.next();
  while (!sorted.done) sorted = sorting.next();
  return sorted.value;
}

/** The keys that a window's rows have, by those of a sample. */
function spanOf(bits: Bits, total: number, order: RowOrder, offset: number, end: number): Span {
  const step = Math.ceil(total / sampled);
  const rows = sampleOf(bits, step, new Uint32Array(Math.floor(total / step)));
  const { keys } = sortedNow({ rows, keys: order.keys(rows) });
  // Four standard deviations, where it is not all of them; and whatever has the same key.
  const margin = (row: number) => (step > 1 ? 4 * Math.sqrt((row / step) * (1 - row / total)) + 4 : 0);
  return [
    keys[Math.floor(offset / step - margin(offset))] ?? anyKey[0],
    keys[Math.ceil(end / step + margin(end))] ?? anyKey[1],
  ];
}

function candidates(bits: Bits, total: number, order: RowOrder, offset: number, span: Span): Candidates {
  // It takes some time itself.
  const sieve = total > 1 << 15 ? order.sieve(...span, offset < block) : undefined;
  let before = 0;
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
  if (span === anyKey && rows.length <= block)
    return { rows, keys: order.keys(rows), span, count: rows.length, before };
  const found: Candidates = { rows, keys: new Uint32Array(rows.length), span, count: 0, before };
  // A block stays in the processor's cache from one step to the next.
  for (let from = 0; from < rows.length; from += block) {
    const some = rows.subarray(from, from + block);
    add({ rows: some, keys: order.keys(some) }, found);
  }
  return found;
}

/** Takes out those whose keys are far from the window's: counting is quicker than sorting. */
function narrow(some: Candidates, offset: number, end: number): void {
  const { rows, keys, count, span } = some;
  const low = span[0] | 0; // an integer to the compiler, and so are differences
  const shift = Math.max(0, 24 - Math.clz32(span[1] - span[0]));
  const counts = new Uint32Array(256);
  for (let at = 0; at < count; at++) counts[(keys[at]! - low) >>> shift]!++;
  let first = 0;
  while (some.before + counts[first]! <= offset) some.before += counts[first++]!;
  let last = first;
  for (let upTo = some.before; (upTo += counts[last]!) < end; last++);
  some.count = 0;
  for (let at = 0; at < count; at++) {
    const part = (keys[at]! - low) >>> shift;
    // Each is read before it is overwritten.
    rows[some.count] = rows[at]!;
    keys[some.count] = keys[at]!;
    some.count += Number(part >= first && part <= last);
  }
}

/** Adds rows, as far as their keys belong there: by sums, not branches, of which many would be guessed wrong. */
function add({ rows, keys }: Keyed, to: Candidates): void {
  const { rows: found, keys: foundKeys, span } = to;
  const [low, high] = span;
  let { count, before } = to;
  for (let at = 0; at < rows.length; at++) {
    const [row, key] = [rows[at]!, keys[at]!];
    found[count] = row;
    foundKeys[count] = key;
    const isBefore = Number(key < low);
    before += isBefore;
    count += Number(key <= high) - isBefore;
  }
  to.count = count;
  to.before = before;
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

/** Those from one place to another of rows that are in the order of their keys: the same keys by comparison, in place. */
export function sortTies(
  { rows, keys }: Keyed,
  compare: (a: number, b: number) => number,
  from = 0,
  to = rows.length,
): Uint32Array {
  let start = from;
  while (start > 0 && keys[start - 1] === keys[from]) start--;
  for (let end = start + 1; start < to; start = end++) {
    while (end < rows.length && keys[end] === keys[start]) end++;
    // Most are few, and calling into the runtime takes longer than sorting those.
    if (end - start > few) rows.subarray(start, end).sort(compare);
    else {
      for (let at = start + 1; at < end; at++) {
        const row = rows[at]!;
        let place = at;
        while (place > start && compare(rows[place - 1]!, row) > 0) rows[place] = rows[--place]!;
        rows[place] = row;
      }
    }
  }
  return rows.subarray(from, to);
}

/** Rows and keys in the order of the keys; stable. What was given is overwritten. Least significant digit first, each in one piece. */
export function* sortedByKey(given: Keyed): Generator<void, Keyed> {
  const { length } = given.keys;
  if (length <= places) {
    const both = new Float64Array(length);
    for (let at = 0; at < length; at++) both[at] = given.keys[at]! * places + at;
    both.sort();
    const [rows, keys] = [new Uint32Array(length), new Uint32Array(length)];
    for (let at = 0; at < length; at++) {
      const place = both[at]! % places;
      rows[at] = given.rows[place]!;
      keys[at] = given.keys[place]!;
    }
    return { rows, keys };
  }
  let sorted = given;
  let other: Keyed = { rows: new Uint32Array(length), keys: new Uint32Array(length) };
  for (let shift = 0; shift < 32; shift += digits) {
    const { rows, keys } = sorted;
    const ends = new Uint32Array(1 << digits);
    for (let at = 0; at < length; at++) ends[(keys[at]! >>> shift) & mask]!++;
    if (ends[(keys[0]! >>> shift) & mask] === length) continue; // all have it in common
    for (let digit = 1; digit <= mask; digit++) ends[digit]! += ends[digit - 1]!;
    const { rows: toRows, keys: toKeys } = other;
    for (let at = length - 1; at >= 0; at--) {
      const key = keys[at]!;
      const place = --ends[(key >>> shift) & mask]!;
      toRows[place] = rows[at]!;
      toKeys[place] = key;
    }
    [sorted, other] = [other, sorted];
    yield;
  }
  return sorted;
}
