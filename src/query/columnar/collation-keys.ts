import { collatorOf } from '../order.js';

/**
 * A text as three numbers of 32 bits that compare as the text does, for the characters that fit into them. Whoever
 * has different numbers is in order; the same ones decide nothing.
 */
export interface KeyMaker {
  /** Of each letter; the first one of a text is on the left. What is left over of a number stays on its left, as 0. */
  readonly bits: number;
  /** False for a text with characters that it can't vouch for, as far as it looked: for so many of the numbers. */
  pack(text: string, to: Uint32Array, words?: number): boolean;
}

const maxUnit = 0x500; // Latin, Greek, Cyrillic
const maxLetters = 160;
const joiner = '\u034F'; // combining grapheme joiner: sorts as nothing, and parts what would sort as one
const highest = '\uFFFF'; // sorts after everything (CLDR)

/** For texts in the order of their UTF-16 units, as ids are. */
export function unitKeys(texts: Iterable<string>): KeyMaker {
  const units = unitsOf(texts).filter((unit) => unit < 0x80);
  const first = new Uint8Array(maxUnit);
  units.forEach((unit, index) => (first[unit] = index + 1));
  return new Letters(first, new Uint8Array(maxUnit), undefined, units.length);
}

/**
 * For texts in the order of a collator. A letter takes part when it is known to sort by itself: it has a weight, is not
 * two letters in one unless both are known (`æ` as `a` and `e`), and beside another is still itself, or together with
 * it a letter that is known (`aa` in Danish). Each of these is asked of the collator, once for each language and alphabet; nothing is known beforehand. Only the
 * first level of collation is packed: accents and capitals decide between texts whose letters are the same.
 */
export function collationKeys(texts: Iterable<string>, language: string): KeyMaker | undefined {
  const { compare } = collatorOf(language, 'base');
  if (compare(`z${highest}`, 'zz') <= 0 || compare(`a${joiner}b`, 'ab') !== 0) return undefined;
  const letters = unitsOf(texts)
    .filter((unit) => unit < 0x300 || unit >= 0x370)
    .slice(0, maxLetters)
    .map((unit) => String.fromCharCode(unit))
    .filter((letter) => compare(letter, '') > 0)
    .sort(compare);

  const first = new Uint8Array(maxUnit);
  const second = new Uint8Array(maxUnit);
  const singles: string[] = []; // one for each weight
  const doubles: string[] = [];
  for (const letter of letters) {
    const before = singles.at(-1);
    if (before === undefined || compare(before + highest, letter) < 0) singles.push(letter);
    else if (compare(before, letter) !== 0) {
      doubles.push(letter);
      continue;
    }
    first[letter.charCodeAt(0)] = singles.length;
  }
  for (const letter of doubles) {
    for (const [index, one] of singles.entries()) {
      if (compare(one, letter) > 0 || compare(one + highest, letter) < 0) continue;
      const other = singles.findIndex((each) => compare(one + each, letter) === 0);
      if (other < 0) continue;
      first[letter.charCodeAt(0)] = index + 1;
      second[letter.charCodeAt(0)] = other + 1;
    }
  }

  const pairOf = (pair: string) => {
    if (compare(pair, pair[0]! + joiner + pair[1]!) === 0) return apart;
    const one = singles.findIndex((letter) => compare(letter, pair) === 0);
    return one < 0 ? strange : one + 1;
  };
  return new Letters(first, second, pairOf, singles.length);
}

// What becomes of two letters side by side; else the weight of the one letter that they are together.
const apart = 0xff;
const strange = 0xfe;

class Letters implements KeyMaker {
  readonly #first: Uint8Array;
  readonly #second: Uint8Array;
  readonly #pairOf: ((pair: string) => number) | undefined;
  /** What was asked already, by letters; 0: not yet. */
  readonly #pairs: Uint8Array;
  readonly #places = new Uint16Array(maxUnit);
  readonly #known: number;
  readonly bits: number;

  constructor(
    first: Uint8Array,
    second: Uint8Array,
    pairOf: ((pair: string) => number) | undefined,
    weights: number,
  ) {
    this.#first = first;
    this.#second = second;
    this.#pairOf = pairOf;
    let known = 0;
    first.forEach((weight, unit) => (this.#places[unit] = weight === 0 ? 0 : known++));
    this.#known = known;
    this.#pairs = new Uint8Array(known * known);
    this.bits = Math.max(1, 32 - Math.clz32(weights));
  }

  pack(text: string, to: Uint32Array, words = 3): boolean {
    const { bits } = this;
    const top = bits * (Math.floor(32 / bits) - 1);
    let shift = top;
    let word = 0;
    to.fill(0);
    for (let index = 0; index < text.length && word < words; index++) {
      const unit = text.charCodeAt(index);
      let weight = this.#weightOf(unit);
      if (weight === 0) return false;
      let next = this.#second[unit]!;
      if (this.#pairOf && index + 1 < text.length) {
        const joint = this.#pair(text, index);
        if (joint === strange) return false;
        if (joint !== apart) {
          weight = joint;
          next = 0;
          if (++index + 1 < text.length && this.#pair(text, index) !== apart) return false;
        }
      }
      for (; weight !== 0 && word < words; weight = next, next = 0) {
        to[word]! |= weight << shift;
        shift -= bits;
        if (shift >= 0) continue;
        word++;
        shift = top;
      }
    }
    return true;
  }

  #weightOf(unit: number): number {
    return unit < maxUnit ? this.#first[unit]! : 0;
  }

  #pair(text: string, at: number): number {
    const [one, other] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
    if (this.#weightOf(other) === 0) return strange;
    const place = this.#places[one]! * this.#known + this.#places[other]!;
    return this.#pairs[place]! || (this.#pairs[place] = this.#pairOf!(text.slice(at, at + 2)));
  }
}

/** Those below `maxUnit`, in order. */
function unitsOf(texts: Iterable<string>): number[] {
  const seen = new Uint8Array(maxUnit);
  for (const text of texts) for (let at = 0; at < text.length; at++) seen[text.charCodeAt(at)] = 1;
  return Array.from(seen.keys()).filter((unit) => seen[unit] === 1);
}
