import type { Bits } from './memory.js';

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

/** Sets bit e for each entry e that `needle` is in; at its end, if `atEnd`. */
export function searchTexts(to: Bits, texts: Texts, needle: Uint8Array, atEnd: boolean): void {
  if (needle.length === 1) searchByte(to, texts, needle[0]!, atEnd);
  else searchBytes(to, texts, needle, atEnd);
}

function searchByte(to: Bits, { bytes, starts, count }: Texts, byte: number, atEnd: boolean): void {
  for (let entry = 0; entry < count; entry++) {
    for (let at = starts[entry]!; bytes[at]! < textEnd; at++) {
      if (bytes[at] !== byte || (atEnd && bytes[at + 1]! < textEnd)) continue;
      to[entry >> 5]! |= 1 << (entry & 31);
      break;
    }
  }
}

/** Words that are searched at a time. */
const wordsAtOnce = 4096;

/** Within a function arrays are constants, of which the compiler knows where they lie; bundlers make variables of a module's. */
const searchBytes = createSearch();

function createSearch(): typeof searchTexts {
  /** A copy of those words: they come faster from memory so than while they are searched. */
  const near = new Int32Array(wordsAtOnce + 1);
  const nearBytes = new Uint8Array(near.buffer);
  const noted = new Uint16Array(wordsAtOnce / 4);
  const places = new Uint16Array(wordsAtOnce * 4);
  return search;

  /**
   * The needle is compared only where its two rarest neighbours stand next to each other, and then the byte behind them.
   * Jumping over bytes (Horspool) took twice as long here: every jump waits for the byte before.
   */
  function search(to: Bits, { bytes, starts, count }: Texts, needle: Uint8Array, atEnd: boolean): void {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    const { length } = needle;
    const pair = rarest(needle, 2);
    const first = Math.imul(needle[pair]!, 0x0101_0101);
    const second = Math.imul(needle[pair + 1]!, 0x0101_0101);
    const third = pair + 2 < length ? 2 : 0;
    const compared = pair === 0 ? 3 : 0;
    const last = starts[count]! - length;
    const end = ((last + pair) >> 2) + 1;
    let entry = 0;
    for (let from = 0; from < end; from += wordsAtOnce) {
      near.set(words.subarray(from, from + near.length));
      const some = note(first, second, Math.min(end - from, wordsAtOnce));
      const found = locate(first, second, third, needle[pair + third]!, some);
      for (let index = 0; index < found; index++) {
        const at = (from << 2) + places[index]! - pair;
        if (at < 0 || at > last || !isAt(bytes, needle, at, compared)) continue;
        if (atEnd && bytes[at + length]! < textEnd) continue;
        // Whose it is, which is seldom one of the next few and never far: counted, since a branch would be guessed wrong.
        while (entry + 16 <= count && starts[entry + 16]! <= at) entry += 16;
        if (entry + 16 <= count) {
          const fours =
            upTo(at, starts[entry + 4]!) + upTo(at, starts[entry + 8]!) + upTo(at, starts[entry + 12]!);
          entry = (entry + (fours << 2)) | 0;
          const ones =
            upTo(at, starts[entry + 1]!) + upTo(at, starts[entry + 2]!) + upTo(at, starts[entry + 3]!);
          entry = (entry + ones) | 0;
        } else while (starts[entry + 1]! <= at) entry++;
        to[entry >> 5]! |= 1 << (entry & 31);
      }
    }
  }

  /** Notes in which four words of `near` there are such neighbours: without a branch, which would often be guessed wrong. */
  function note(first: number, second: number, end: number): number {
    let count = 0;
    let one = near[0]!;
    for (let word = 0; word < end; word = (word + 4) | 0) {
      const two = near[(word + 1) | 0]!;
      const three = near[(word + 2) | 0]!;
      const four = near[(word + 3) | 0]!;
      const next = near[(word + 4) | 0]!;
      const others =
        othersIn(one, two, first, second) &
        othersIn(two, three, first, second) &
        othersIn(three, four, first, second) &
        othersIn(four, next, first, second);
      one = next;
      noted[count] = word;
      count = (count + Number((~others & 0x8080_8080) !== 0)) | 0;
    }
    return count;
  }

  /** Their places in the first `some` that are noted, where `byte` stands `third` bytes behind. */
  function locate(first: number, second: number, third: number, byte: number, some: number): number {
    let count = 0;
    for (let index = 0; index < some; index++) {
      const word = noted[index]!;
      let pairs =
        pairsIn(word, first, second) |
        (pairsIn((word + 1) | 0, first, second) << 4) |
        (pairsIn((word + 2) | 0, first, second) << 8) |
        (pairsIn((word + 3) | 0, first, second) << 12);
      do {
        const at = ((word << 2) + 31 - Math.clz32(pairs & -pairs)) | 0;
        places[count] = at;
        count = (count + Number(nearBytes[(at + third) | 0] === byte)) | 0;
        pairs &= pairs - 1;
      } while (pairs !== 0);
    }
    return count;
  }

  /** A bit for each byte of a word that is the first of such a pair. */
  function pairsIn(word: number, first: number, second: number): number {
    const others = othersIn(near[word]!, near[(word + 1) | 0]!, first, second);
    return Math.imul((~others & 0x8080_8080) >>> 7, 0x0102_0408) >>> 24;
  }
}

/** The highest bit of each byte of `word` that is not the first of both: where the exclusive ors leave a zero byte (Hacker's Delight, 6-1). */
function othersIn(word: number, next: number, first: number, second: number): number {
  const other = (word ^ first) | (((word >>> 8) | (next << 24)) ^ second);
  return ((other & 0x7f7f_7f7f) + 0x7f7f_7f7f) | other;
}

const upTo = (at: number, start: number) => Number(start <= at);

/** Whether the needle stands there; those of its bytes that are before `from` are known to. */
export function isAt(bytes: Uint8Array, needle: Uint8Array, at: number, from = 0): boolean {
  for (let index = from; index < needle.length; index++)
    if (bytes[at + index] !== needle[index]) return false;
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
