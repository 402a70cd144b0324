import type { RowOrder } from './levels.js';
import type { Keyed } from './order.js';

/** Fewer rows than these are sorted as they are; beyond many, first those are found that may be in the window. */
const few = 256;
const many = 1 << 15;

/**
 * The rows of a window of an order, as a new array. Of many rows a sample says between which keys the window lies, and
 * nothing else is ever sorted.
 *
 * @param ids decide where nothing else does.
 */
export function selectRows(
  all: Uint32Array,
  order: RowOrder,
  ids: RowOrder | undefined,
  offset: number,
  limit: number,
): Uint32Array {
  const end = Math.min(offset + limit, all.length);
  if (offset >= end) return new Uint32Array(0);
  if (order.levels.length === 0 && ids) return selectRows(all, ids, undefined, offset, limit);
  if (all.length <= few) return all.slice().sort(order.compare).subarray(offset, end);
  const { rows, before } = all.length > many ? around(all, order, offset, end) : { rows: all, before: 0 };
  const { keys, exact } = order.keys(rows);
  return sortByKey({ rows, keys }, order, exact ? ids : undefined, offset - before, end - before);
}

const sampled = 2048;
const block = 8192;

/** Rows among which those of a window are, and how many come before them. */
function around(all: Uint32Array, order: RowOrder, offset: number, end: number) {
  const step = Math.ceil(all.length / sampled);
  const sample = new Uint32Array(Math.floor(all.length / step));
  for (let at = 0; at < sample.length; at++) sample[at] = all[at * step]!;
  const sorted = order.keys(sample).keys.sort();
  // Four standard deviations, and all that have the same key.
  const spread = (row: number) => 4 * Math.sqrt((row / step) * (1 - row / all.length)) + 4;
  const low = sorted[Math.floor(offset / step - spread(offset))] ?? 0;
  const high = sorted[Math.ceil(end / step + spread(end))] ?? 0xffff_ffff;
  const found = new Uint32Array(all.length);
  let [before, count] = [0, 0];
  // A block stays in the processor's cache from one step to the next.
  for (let from = 0; from < all.length; from += block) {
    const some = all.subarray(from, from + block);
    const { keys } = order.keys(some);
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

/** Those from one place to another of rows in order, as a new array: by key, and those with the same key by comparison. */
export function sortByKey(
  { rows, keys }: Keyed,
  order: Pick<RowOrder, 'compare'>,
  ids?: RowOrder,
  from = 0,
  to = rows.length,
): Uint32Array {
  const sorted = radixSort(keys);
  const keyAt = (place: number) => keys[sorted[place]!];
  const result = new Uint32Array(to - from);
  let start = from;
  while (start > 0 && keyAt(start - 1) === keyAt(from)) start--;
  for (let end = start + 1; start < to; start = end++) {
    while (end < rows.length && keyAt(end) === keyAt(start)) end++;
    if (end - start === 1) result[start - from] = rows[sorted[start]!]!;
    else {
      const run = sorted.slice(start, end).map((at) => rows[at]!);
      const [first, last] = [Math.max(0, from - start), Math.min(end, to) - start];
      result.set(sortRun(run, order, ids, first, last), start + first - from);
    }
  }
  return result;
}

/** @param ids given: the rows differ by their ids alone. */
function sortRun(
  run: Uint32Array,
  order: Pick<RowOrder, 'compare'>,
  ids: RowOrder | undefined,
  from: number,
  to: number,
): Uint32Array {
  if (ids && run.length > few) return selectRows(run, ids, undefined, from, to - from);
  if (run.length < 24) {
    for (let at = 1; at < run.length; at++) {
      const row = run[at]!;
      let place = at;
      while (place > 0 && order.compare(run[place - 1]!, row) > 0) run[place] = run[--place]!;
      run[place] = row;
    }
  } else run.sort(order.compare);
  return run.subarray(from, to);
}

const digits = 11;
const buckets = 1 << digits;

/** Places of the keys in their order, stable. Least significant digit first; a digit that all have in common costs one look. */
function radixSort(keys: Uint32Array): Uint32Array<ArrayBuffer> {
  let from = new Uint32Array(keys.length);
  for (let at = 0; at < from.length; at++) from[at] = at;
  if (from.length < 256) return from.sort((x, y) => keys[x]! - keys[y]!);
  let to = new Uint32Array(from.length);
  const counts = new Uint32Array(buckets);
  for (let shift = 0; shift < 32; shift += digits) {
    counts.fill(0);
    for (let at = 0; at < from.length; at++) counts[(keys[at]! >>> shift) & (buckets - 1)]!++;
    if (counts[(keys[0]! >>> shift) & (buckets - 1)] === from.length) continue;
    let sum = 0;
    for (let digit = 0; digit < buckets; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
    for (let at = 0; at < from.length; at++) {
      const item = from[at]!;
      to[counts[(keys[item]! >>> shift) & (buckets - 1)]!++] = item;
    }
    [from, to] = [to, from];
  }
  return from;
}
