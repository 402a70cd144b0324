import type { KeyMaker } from './collation-keys.js';

export interface SortedTexts {
  /** Indices of the texts in order. */
  readonly order: Uint32Array;
  /** 1 where the text is the same to `compare` as the one before it in the order. */
  readonly same: Uint8Array;
}

/**
 * Sorts texts as `compare` would, with few calls of it: by their keys first (radix sort), then `compare` for those
 * whose keys are the same. Texts without a key are sorted by `compare` and merged in.
 */
export function sortTexts(
  texts: readonly string[],
  compare: (a: string, b: string) => number,
  keys: KeyMaker | undefined,
): SortedTexts {
  const packed: Uint32Array[] = [0, 1, 2].map(() => new Uint32Array(keys ? texts.length : 0));
  let plain = new Uint32Array(texts.length);
  const strange: number[] = [];
  let count = 0;
  const key = new Uint32Array(3);
  for (let index = 0; index < texts.length; index++) {
    if (!keys?.pack(texts[index]!, key)) {
      strange.push(index);
      continue;
    }
    plain[count++] = index;
    for (let word = 0; word < 3; word++) packed[word]![index] = key[word]!;
  }
  plain = plain.subarray(0, count);
  for (const word of [2, 1, 0]) plain = radixSort(plain, packed[word]!);
  const [a, b, c] = packed as [Uint32Array, Uint32Array, Uint32Array];
  const sameKey = (x: number, y: number) => a[x] === a[y] && b[x] === b[y] && c[x] === c[y];
  const compareAt = (x: number, y: number) => (texts[x] === texts[y] ? 0 : compare(texts[x]!, texts[y]!));

  const same = new Uint8Array(texts.length);
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && sameKey(plain[from]!, plain[to]!)) to++;
    if (to - from > 1) {
      plain.subarray(from, to).sort(compareAt);
      for (let at = from + 1; at < to; at++) same[at] = Number(compareAt(plain[at - 1]!, plain[at]!) === 0);
    }
    from = to;
  }
  if (strange.length === 0) return { order: plain, same };
  return merge(plain, same, strange.sort(compareAt), compareAt);
}

function merge(
  plain: Uint32Array,
  plainSame: Uint8Array,
  strange: readonly number[],
  compare: (x: number, y: number) => number,
): SortedTexts {
  const order = new Uint32Array(plain.length + strange.length);
  const same = new Uint8Array(order.length);
  let [at, end] = [0, 0];
  const copyUntil = (stop: number) => {
    for (; at < stop; at++, end++) {
      order[end] = plain[at]!;
      same[end] = plainSame[at]!;
    }
  };
  for (const index of strange) {
    let [low, high] = [at, plain.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(plain[middle]!, index) < 0) low = middle + 1;
      else high = middle;
    }
    copyUntil(low);
    if (end > 0) same[end] = Number(compare(order[end - 1]!, index) === 0);
    order[end++] = index;
    if (at < plain.length && compare(plain[at]!, index) === 0) plainSame[at] = 1;
  }
  copyUntil(plain.length);
  return { order, same };
}

const digits = 11;
const buckets = 1 << digits;

/** `items` by `keys[item]`, stable. Least significant digit first; a digit that all have in common costs one look. */
export function radixSort(items: Uint32Array, keys: Uint32Array): Uint32Array<ArrayBuffer> {
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
