import type { Bits } from './memory.js';

/**
 * The loops that touch every row. They are functions of typed arrays and nothing else, so that WebAssembly can take
 * their place one by one; their answers are the same to the bit. Lengths are those of `to`, in words of 32 rows.
 */
export interface Kernels {
  /** to = to & from, and so on. */
  and(to: Bits, from: Bits): void;
  andNot(to: Bits, from: Bits): void;
  or(to: Bits, from: Bits): void;
  not(to: Bits): void;
  /** to = a | b | …; at least one. */
  union(to: Bits, from: readonly Bits[]): void;
  count(bits: Bits): number;
  countAnd(a: Bits, b: Bits): number;
  /** Bit r: table[codes[r]], which is 0 or 1. */
  inSet(to: Bits, codes: Uint8Array | Uint16Array | Uint32Array, table: Uint8Array): void;
  /** Bit r: low ≤ values[r] ≤ high. For the words from `start` to `end` (not included). */
  inRange(to: Bits, values: Float64Array, low: number, high: number, start: number, end: number): void;
  /** Bit r: bit index[r] of `from`. */
  gather(to: Bits, from: Bits, index: Uint32Array): void;
  /** The first place from `start` on where `needle` is in `bytes`, before `end`; -1 where there is none. */
  find(bytes: Uint8Array, needle: Uint8Array, start: number, end: number): number;
}

export const kernels: Kernels = {
  and(to, from) {
    for (let word = 0; word < to.length; word++) to[word]! &= from[word]!;
  },
  andNot(to, from) {
    for (let word = 0; word < to.length; word++) to[word]! &= ~from[word]!;
  },
  or(to, from) {
    for (let word = 0; word < to.length; word++) to[word]! |= from[word]!;
  },
  not(to) {
    for (let word = 0; word < to.length; word++) to[word] = ~to[word]!;
  },
  union(to, [a, b = a, c = a, d = a, ...more]) {
    if (!a) return;
    for (let word = 0; word < to.length; word++) to[word] = a[word]! | b![word]! | c![word]! | d![word]!;
    for (const each of more) kernels.or(to, each);
  },
  count(bits) {
    let total = 0;
    for (let word = 0; word < bits.length; word++) {
      const rest = bits[word]!;
      if (rest !== 0) total += ones(rest);
    }
    return total;
  },
  countAnd(a, b) {
    let total = 0;
    for (let word = 0; word < a.length; word++) {
      const rest = a[word]! & b[word]!;
      if (rest !== 0) total += ones(rest);
    }
    return total;
  },
  inSet(to, codes, table) {
    if (codes instanceof Uint8Array) inSet8(to, codes, table);
    else if (codes instanceof Uint16Array) inSet16(to, codes, table);
    else inSet32(to, codes, table);
  },
  inRange(to, values, low, high, start, end) {
    for (let word = start, row = start << 5; word < end; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++, row++) {
        const value = values[row]!;
        if (value >= low && value <= high) bits |= 1 << bit;
      }
      to[word] = bits;
    }
  },
  gather(to, from, index) {
    for (let word = 0, row = 0; word < to.length; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++, row++) {
        const at = index[row]!;
        bits |= ((from[at >> 5]! >>> (at & 31)) & 1) << bit;
      }
      to[word] = bits;
    }
  },
  find,
};

// One copy for each type of array: a shared loop over three types would be compiled for none of them.

function inSet8(to: Bits, codes: Uint8Array, table: Uint8Array): void {
  for (let word = 0, row = 0; word < to.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit += 4, row += 4) {
      bits |=
        (table[codes[row]!]! |
          (table[codes[row + 1]!]! << 1) |
          (table[codes[row + 2]!]! << 2) |
          (table[codes[row + 3]!]! << 3)) <<
        bit;
    }
    to[word] = bits;
  }
}

function inSet16(to: Bits, codes: Uint16Array, table: Uint8Array): void {
  for (let word = 0, row = 0; word < to.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit += 4, row += 4) {
      bits |=
        (table[codes[row]!]! |
          (table[codes[row + 1]!]! << 1) |
          (table[codes[row + 2]!]! << 2) |
          (table[codes[row + 3]!]! << 3)) <<
        bit;
    }
    to[word] = bits;
  }
}

function inSet32(to: Bits, codes: Uint32Array, table: Uint8Array): void {
  for (let word = 0, row = 0; word < to.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++, row++) bits |= table[codes[row]!]! << bit;
    to[word] = bits;
  }
}

/** Population count: Hacker's Delight, 5-1. */
function ones(word: number): number {
  word -= (word >>> 1) & 0x5555_5555;
  word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** Bytes of names and addresses, the most frequent first; of those that are not here, few are expected. */
const frequent = 'eanrisotldkgmhvbu.pfjy@1029384567 cåøw-xzäöéæ';
const rarity = (byte: number) => frequent.indexOf(String.fromCharCode(byte)) + 1 || 64;

let words: Int32Array = new Int32Array(0);
let known: Uint8Array | undefined;
/** Of the needle: the place of the two neighbours that are rarest. */
let pair = 0;

/**
 * Four bytes at a time: a word is looked at closely only if two neighbours of the needle stand next to each other in it
 * (a zero byte in what the exclusive ors leave; Hacker's Delight, 6-1). Jumping over bytes (Horspool) took twice as
 * long here: every jump waits for the byte before.
 */
function find(bytes: Uint8Array, needle: Uint8Array, start: number, end: number): number {
  const { length } = needle;
  if (length === 1) {
    const at = bytes.indexOf(needle[0]!, start);
    return at < end ? at : -1;
  }
  if (known !== needle) prepare(needle);
  if (
    words.buffer !== bytes.buffer ||
    words.byteOffset !== bytes.byteOffset ||
    words.length !== bytes.length >> 2
  )
    words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const four = words;
  const first = Math.imul(needle[pair]!, 0x0101_0101);
  const second = Math.imul(needle[pair + 1]!, 0x0101_0101);
  const last = end - length;
  let at = start;
  for (; at <= last && ((at + pair) & 3) !== 0; at++) if (isAt(bytes, needle, at)) return at;
  const stop = (last + pair) >> 2;
  let word = (at + pair) >> 2;
  if (word < stop) {
    let here = four[word]!;
    for (; word < stop; word++) {
      const next = four[word + 1]!;
      const rest = (here ^ first) | (((here >>> 8) | (next << 24)) ^ second);
      here = next;
      if (((rest - 0x0101_0101) & ~rest & 0x8080_8080) === 0) continue;
      at = (word << 2) - pair;
      for (let more = 0; more < 4; more++, at++) if (at >= start && isAt(bytes, needle, at)) return at;
    }
    at = (word << 2) - pair;
  }
  for (; at <= last; at++) if (at >= start && isAt(bytes, needle, at)) return at;
  return -1;
}

function isAt(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let index = 0; index < needle.length; index++) if (bytes[at + index] !== needle[index]) return false;
  return true;
}

function prepare(needle: Uint8Array): void {
  known = needle;
  let best = -1;
  for (let at = 0; at + 1 < needle.length; at++) {
    const rare = rarity(needle[at]!) * rarity(needle[at + 1]!);
    if (rare > best) [best, pair] = [rare, at];
  }
}
