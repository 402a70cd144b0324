import { setBit, type Bits, type Codes } from './memory.js';
import { searchTexts, type Texts } from './search-texts.js';

/**
 * The loops that touch every row. They are functions of typed arrays and nothing else, so that WebAssembly can take
 * their place one by one (`simd/`); their answers are the same to the bit. Lengths are those of `to`, in words of 32
 * rows.
 */
export interface Kernels {
  /** to = to & from, and so on. */
  and(to: Bits, from: Bits): void;
  or(to: Bits, from: Bits): void;
  not(to: Bits): void;
  /** How many bits are set; in both, if there are two. */
  count(a: Bits, b?: Bits): number;
  /** Bit r: table[codes[r]], which is 0 or 1. */
  inSet(to: Bits, codes: Codes, table: Uint8Array): void;
  /** Bit r: low ≤ values[r] ≤ high. For the words from `start` to `end` (not included). */
  inRange(to: Bits, values: Float64Array, low: number, high: number, start: number, end: number): void;
  /** Bit r: bit index[r] of `from`. */
  gather(to: Bits, from: Bits, index: Uint32Array): void;
  /** Sets the bits of rows[from] to rows[end - 1]. */
  setRows(to: Bits, rows: Uint32Array, from: number, end: number): void;
  /** Sets bit e for each entry e of `texts` that `needle` is in; at its end, if `atEnd`. */
  search(to: Bits, texts: Texts, needle: Uint8Array, atEnd: boolean): void;
}

/** Those in use. */
export const kernels: Kernels = {
  and(to, from) {
    for (let word = 0; word < to.length; word++) to[word]! &= from[word]!;
  },
  or(to, from) {
    for (let word = 0; word < to.length; word++) to[word]! |= from[word]!;
  },
  not(to) {
    for (let word = 0; word < to.length; word++) to[word] = ~to[word]!;
  },
  count: ones,
  inSet(to, codes, table) {
    if (codes instanceof Uint8Array) inSet8(to, codes, table);
    else if (codes instanceof Uint16Array) inSet16(to, codes, table);
    else inSet32(to, codes, table);
  },
  inRange(to, values, low, high, start, end) {
    // Comparisons as numbers: branches would be guessed wrong for every third row.
    const within = (value: number) => Number(value >= low) & Number(value <= high);
    for (let word = start, row = start << 5; word < end; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit += 4, row += 4) {
        bits |=
          (within(values[row]!) |
            (within(values[row + 1]!) << 1) |
            (within(values[row + 2]!) << 2) |
            (within(values[row + 3]!) << 3)) <<
          bit;
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
  setRows(to, rows, from, end) {
    let at = from;
    // By fours, which takes half the time.
    for (; at + 4 <= end; at += 4) {
      setBit(to, rows[at]!);
      setBit(to, rows[at + 1]!);
      setBit(to, rows[at + 2]!);
      setBit(to, rows[at + 3]!);
    }
    for (; at < end; at++) setBit(to, rows[at]!);
  },
  search: searchTexts,
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

/** Population count of a & b, of three words at a time: what carries when they are added counts twice. */
function ones(a: Bits, b = a): number {
  const whole = a.length - (a.length % 3);
  let total = 0;
  for (let at = 0; at < whole; at += 3) {
    const x = a[at]! & b[at]!;
    const y = a[at + 1]! & b[at + 1]!;
    const z = a[at + 2]! & b[at + 2]!;
    total += sumOf(onesOf((x & y) | ((x ^ y) & z)) * 2 + onesOf(x ^ y ^ z));
  }
  for (let at = whole; at < a.length; at++) total += onesIn(a[at]! & b[at]!);
  return total;
}

/** The number of ones in each byte of a word: Hacker's Delight, 5-1. */
function onesOf(word: number): number {
  word -= (word >>> 1) & 0x5555_5555;
  word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
  return (word + (word >>> 4)) & 0x0f0f_0f0f;
}

const sumOf = (bytes: number) => Math.imul(bytes, 0x0101_0101) >>> 24;

export const onesIn = (word: number) => sumOf(onesOf(word));
