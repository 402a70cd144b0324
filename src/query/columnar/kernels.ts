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

const skips = new Uint8Array(256);

/** Horspool (1980): looks at the last byte first and jumps as far as that byte allows. */
function find(bytes: Uint8Array, needle: Uint8Array, start: number, end: number): number {
  const last = needle.length - 1;
  const final = needle[last]!;
  skips.fill(Math.min(needle.length, 255));
  for (let at = Math.max(0, last - 254); at < last; at++) skips[needle[at]!] = last - at;
  const afterFinal = skips[final]!;
  let place = start + last;
  while (place < end) {
    const byte = bytes[place]!;
    if (byte !== final) {
      place += skips[byte]!;
      continue;
    }
    let at = last - 1;
    while (at >= 0 && bytes[place - last + at] === needle[at]) at--;
    if (at < 0) return place - last;
    place += afterFinal;
  }
  return -1;
}
