import type { RowOrder } from './levels.js';

/** Rows in order, as a new array. `ids` decide where nothing else does. */
export function sortRows(rows: Uint32Array, order: RowOrder, ids: RowOrder): Uint32Array {
  const levels = order.levels.length === 0 ? ids : order;
  const { keys, exact } = levels.keys(rows, rows.length);
  return sortByKey({ rows, keys, count: rows.length }, levels, exact ? ids : undefined);
}

/** By key, then those with the same key by comparison; or, if there are many that differ by id alone, by its rank. */
export function sortByKey(
  { rows, keys, count }: { readonly rows: Uint32Array; readonly keys: Uint32Array; readonly count: number },
  order: Pick<RowOrder, 'compare'>,
  ids?: RowOrder,
): Uint32Array {
  const indices = new Uint32Array(count);
  for (let at = 0; at < count; at++) indices[at] = at;
  const sorted = radixSort(indices, keys);
  const result = new Uint32Array(count);
  for (let from = 0; from < count;) {
    const key = keys[sorted[from]!];
    let to = from;
    while (to < count && keys[sorted[to]!] === key) result[to] = rows[sorted[to++]!]!;
    if (to - from > 1) sortRun(result.subarray(from, to), order, ids);
    from = to;
  }
  return result;
}

/** @param ids given: the rows differ by their ids alone. */
function sortRun(run: Uint32Array, order: Pick<RowOrder, 'compare'>, ids: RowOrder | undefined): void {
  if (run.length < 24) {
    for (let at = 1; at < run.length; at++) {
      const row = run[at]!;
      let place = at;
      while (place > 0 && order.compare(run[place - 1]!, row) > 0) run[place] = run[--place]!;
      run[place] = row;
    }
  } else if (ids && ids !== order && run.length > 200) run.set(sortRows(run, ids, ids));
  else run.sort(order.compare);
}

const digits = 11;
const buckets = 1 << digits;

/** `items` by `keys[item]`, stable. Least significant digit first; a digit that all have in common costs one look. */
function radixSort(items: Uint32Array, keys: Uint32Array): Uint32Array<ArrayBuffer> {
  let from = items as Uint32Array<ArrayBuffer>;
  if (items.length < 256) return from.sort((x, y) => keys[x]! - keys[y]!);
  let to = new Uint32Array(items.length);
  const counts = new Uint32Array(buckets);
  for (let shift = 0; shift < 32; shift += digits) {
    counts.fill(0);
    for (let at = 0; at < from.length; at++) counts[(keys[from[at]!]! >>> shift) & (buckets - 1)]!++;
    if (counts[(keys[from[0]!]! >>> shift) & (buckets - 1)] === from.length) continue;
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
