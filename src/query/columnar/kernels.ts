import type { Bits } from './memory.js';

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
  /** Sets bit e for each entry e of `texts` that `needle` is in; at its end, if `atEnd`. */
  search(to: Bits, texts: Texts, needle: Uint8Array, atEnd: boolean): void;
}

/**
 * Entry e: the bytes from starts[e] up to the first one from 0xF6 on, which is before starts[e + 1]. What comes after
 * that one is no part of it, and a needle never is in it. Behind the last entry there are at least 48 bytes more.
 */
export interface Texts {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** What ends a text: this byte or a greater one. None of them occurs in UTF-8. */
export const textEnd = 0xf6;

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
  union(to, [a, b, ...more]) {
    if (!a) return;
    if (b) for (let word = 0; word < to.length; word++) to[word] = a[word]! | b[word]!;
    else to.set(a.length > to.length ? a.subarray(0, to.length) : a);
    for (const each of more) kernels.or(to, each);
  },
  count: (bits) => ones(bits, bits),
  countAnd: ones,
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
  search(to, texts, needle, atEnd) {
    if (needle.length === 1) searchByte(to, texts, needle[0]!, atEnd);
    else searchBytes(to, texts, needle, atEnd);
  },
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
function ones(a: Bits, b: Bits): number {
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

function searchByte(to: Bits, { bytes, starts, count }: Texts, byte: number, atEnd: boolean): void {
  for (let entry = 0; entry < count; entry++) {
    for (let at = starts[entry]!; bytes[at]! < textEnd; at++) {
      if (bytes[at] !== byte || (atEnd && bytes[at + 1]! < textEnd)) continue;
      to[entry >> 5]! |= 1 << (entry & 31);
      break;
    }
  }
}

/** Words that `note` looks at before what it found is compared. */
const wordsAtOnce = 2048;

/**
 * The needle is compared only where its two rarest neighbours stand next to each other. Jumping over bytes (Horspool)
 * took twice as long here: every jump waits for the byte before.
 */
function searchBytes(to: Bits, texts: Texts, needle: Uint8Array, atEnd: boolean): void {
  const { bytes, starts, count } = texts;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const { length } = needle;
  const pair = rarest(needle, 2);
  const first = Math.imul(needle[pair]!, 0x0101_0101);
  const second = Math.imul(needle[pair + 1]!, 0x0101_0101);
  const last = starts[count]! - length;
  const stop = (last + pair) >> 2;
  let entry = 0;
  for (let from = 0; from <= stop; from += wordsAtOnce) {
    const found = note(words, first, second, from, Math.min(stop + 1, from + wordsAtOnce));
    for (let index = 0; index < found; index++) {
      for (let word = noted[index]!, end = word + 2; word < end; word++) {
        const some = words[word]!;
        const other = (some ^ first) | (((some >>> 8) | (words[word + 1]! << 24)) ^ second);
        for (let mask = (other - 0x0101_0101) & ~other & 0x8080_8080; mask !== 0; mask &= mask - 1) {
          const at = (word << 2) - pair + ((31 - Math.clz32(mask & -mask)) >> 3);
          if (at < 0 || at > last || !isAt(bytes, needle, at)) continue;
          if (atEnd && bytes[at + length]! < textEnd) continue;
          for (; entry + 9 < count && starts[entry + 8]! <= at; entry += 8);
          while (starts[entry + 1]! <= at) entry++;
          to[entry >> 5]! |= 1 << (entry & 31);
        }
      }
    }
  }
}

const noted = new Uint32Array(wordsAtOnce / 2 + 1);

/**
 * Notes the pairs of words in which both bytes stand next to each other: there is a zero byte in what the exclusive ors
 * leave (Hacker's Delight, 6-1). A branch for each pair would often be guessed wrong.
 */
function note(words: Int32Array, first: number, second: number, from: number, to: number): number {
  let count = 0;
  let left = words[from]!;
  for (let word = from; word < to; word += 2) {
    const middle = words[word + 1]!;
    const right = words[word + 2]!;
    const one = (left ^ first) | (((left >>> 8) | (middle << 24)) ^ second);
    const two = (middle ^ first) | (((middle >>> 8) | (right << 24)) ^ second);
    left = right;
    const is = (((one - 0x0101_0101) & ~one) | ((two - 0x0101_0101) & ~two)) & 0x8080_8080;
    noted[count] = word;
    count += Number(is !== 0);
  }
  return count;
}

function isAt(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let index = 0; index < needle.length; index++) if (bytes[at + index] !== needle[index]) return false;
  return true;
}

/** Bytes of names and addresses, the most frequent first; of those that are not here, few are expected. */
const frequent = 'eanrisotldkgmhvbu.pfjy@1029384567 cåøw-xzäöéæ';
const rarity = (byte: number) => frequent.indexOf(String.fromCharCode(byte)) + 1 || 64;

/** The place in a needle of so many neighbours that are rarest together; 0 when it is shorter. */
export function rarest(needle: Uint8Array, neighbours: number): number {
  let [best, place] = [-1, 0];
  for (let at = 0; at + neighbours <= needle.length; at++) {
    const rare = needle.subarray(at, at + neighbours).reduce((product, byte) => product * rarity(byte), 1);
    if (rare > best) [best, place] = [rare, at];
  }
  return place;
}
