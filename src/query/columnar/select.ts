import type { RowOrder } from './levels.js';
import { sortByKey } from './sort-rows.js';

/** Fewer rows than these are sorted as they are. */
const few = 256;

/**
 * The rows of a window of an order, of `count` rows in any order. Counts the keys by their place, and sorts only the
 * rows of the places that the window lies in; nothing else is ever sorted.
 */
export function selectRows(
  rows: Uint32Array,
  count: number,
  order: RowOrder,
  ids: RowOrder | undefined,
  offset: number,
  limit: number,
): Uint32Array {
  const end = Math.min(offset + limit, count);
  if (offset >= end) return new Uint32Array(0);
  if (order.levels.length === 0 && ids) return selectRows(rows, count, ids, undefined, offset, limit);
  if (count <= few) return rows.slice(0, count).sort(order.compare).subarray(offset, end);
  const { keys, exact } = order.keys(rows, count);
  const part = narrow(rows, keys, count, offset, end);
  // All the same to all levels, in their thousands: their ids decide, and again only those in the window.
  if (
    exact &&
    ids &&
    part.count > few &&
    part.keys.subarray(0, part.count).every((key) => key === part.keys[0])
  )
    return selectRows(part.rows, part.count, ids, undefined, offset - part.before, end - offset);
  const found = sortByKey(part, order, exact ? ids : undefined);
  return found.subarray(offset - part.before, end - part.before);
}

export interface Part {
  readonly rows: Uint32Array;
  readonly keys: Uint32Array;
  readonly count: number;
  /** How many rows come before these. */
  readonly before: number;
}

const places = 4096;

/** Keys use all of their 32 bits, nearly: looking for the least and the greatest of all would only take time. */
const everyKey: readonly [number, number] = [0, 0xffff_ffff];

function spanOf(keys: Uint32Array): readonly [number, number] {
  let [high, low] = everyKey;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  return [low, high];
}

/** The rows whose keys stand at the places of the window, and how many come before them. */
export function narrow(
  rows: Uint32Array,
  keys: Uint32Array,
  count: number,
  offset: number,
  end: number,
  [low, high] = everyKey,
): Part {
  if (low === high) return { rows, keys, count, before: 0 };
  // By a shift: no two keys change their order in it, and it is cheap.
  const shift = Math.max(0, 32 - Math.clz32(high - low) - 12);
  const counts = new Uint32Array(places);
  for (let at = 0; at < count; at++) counts[(keys[at]! - low) >>> shift]!++;
  let before = 0;
  let first = 0;
  while (before + counts[first]! <= offset) before += counts[first++]!;
  let last = first;
  let within = counts[first]!;
  while (before + within < end) within += counts[++last]!;
  const partRows = new Uint32Array(within);
  const partKeys = new Uint32Array(within);
  let size = 0;
  for (let at = 0; at < count; at++) {
    const place = (keys[at]! - low) >>> shift;
    if (place < first || place > last) continue;
    partRows[size] = rows[at]!;
    partKeys[size++] = keys[at]!;
  }
  const part = { rows: partRows, keys: partKeys, count: within, before };
  const span = spanOf(partKeys);
  if (within < few * 8 || (span[0] === low && span[1] === high)) return part;
  const inner = narrow(partRows, partKeys, within, offset - before, end - before, span);
  return { ...inner, before: before + inner.before };
}
