/**
 * A text as three numbers of 32 bits that compare as the text does, for the characters that fit into them. Whoever
 * has different numbers is in order; the same ones decide nothing.
 */
export interface KeyMaker {
  /** False for a text with characters that it can't vouch for. */
  pack(text: string, to: Uint32Array): boolean;
}

const maxUnit = 0x500; // Latin, Greek, Cyrillic
const maxLetters = 160;
const joiner = '\u034F'; // combining grapheme joiner: sorts as nothing, and parts what would sort as one
const highest = '\uFFFF'; // sorts after everything (CLDR)

/** For texts in the order of their UTF-16 units, as ids are. */
export function unitKeys(texts: Iterable<string>): KeyMaker {
  const units = [...unitsOf(texts)].filter((unit) => unit < 0x80).sort((a, b) => a - b);
  const first = new Uint8Array(maxUnit);
  units.forEach((unit, index) => (first[unit] = index + 1));
  return new Letters(first, new Uint8Array(maxUnit), new Uint16Array(maxUnit), undefined, 1, units.length);
}

/**
 * For texts in the order of a collator. A letter takes part when it is known to sort by itself: it has a weight, is not
 * two letters in one unless both are known (`æ` as `a` and `e`), and does not change beside another (`aa` in Danish).
 * Each of these is asked of the collator, once for each language and alphabet; nothing is known beforehand. Only the
 * first level of collation is packed: accents and capitals decide between texts whose letters are the same.
 */
export function collationKeys(texts: Iterable<string>, language: string): KeyMaker | undefined {
  const { compare } = baseCollator(language);
  if (compare(`z${highest}`, 'zz') <= 0 || compare(`a${joiner}b`, 'ab') !== 0) return undefined;
  const letters = [...unitsOf(texts)]
    .filter((unit) => unit < maxUnit && (unit < 0x300 || unit >= 0x370))
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

  const known = letters.filter((letter) => first[letter.charCodeAt(0)] !== 0);
  const places = new Uint16Array(maxUnit);
  known.forEach((letter, index) => (places[letter.charCodeAt(0)] = index));
  const together = new Uint8Array(known.length * known.length);
  known.forEach((one, row) =>
    known.forEach((other, column) => {
      if (compare(one + other, one + joiner + other) !== 0) together[row * known.length + column] = 1;
    }),
  );
  return new Letters(first, second, places, together, known.length, singles.length);
}

class Letters implements KeyMaker {
  readonly #first: Uint8Array;
  readonly #second: Uint8Array;
  readonly #places: Uint16Array;
  readonly #together: Uint8Array | undefined;
  readonly #known: number;
  readonly #bits: number;
  readonly #perWord: number;

  constructor(
    first: Uint8Array,
    second: Uint8Array,
    places: Uint16Array,
    together: Uint8Array | undefined,
    known: number,
    weights: number,
  ) {
    this.#first = first;
    this.#second = second;
    this.#places = places;
    this.#together = together?.includes(1) ? together : undefined;
    this.#known = known;
    this.#bits = Math.max(1, 32 - Math.clz32(weights));
    this.#perWord = Math.floor(32 / this.#bits);
  }

  pack(text: string, to: Uint32Array): boolean {
    const perWord = this.#perWord;
    const all = perWord * 3;
    to.fill(0);
    let count = 0;
    let before = -1;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const weight = unit < maxUnit ? this.#first[unit]! : 0;
      if (weight === 0) return false;
      if (this.#together) {
        const place = this.#places[unit]!;
        if (before >= 0 && this.#together[before * this.#known + place] === 1) return false;
        before = place;
      }
      if (count >= all) return true; // the one after the last had to be seen, too: it could change the last
      this.#put(to, count++, weight);
      const next = this.#second[unit]!;
      if (next !== 0 && count < all) this.#put(to, count++, next);
    }
    return true;
  }

  #put(to: Uint32Array, at: number, weight: number): void {
    const word = (at / this.#perWord) | 0;
    to[word]! |= weight << (this.#bits * (this.#perWord - 1 - (at % this.#perWord)));
  }
}

function unitsOf(texts: Iterable<string>): Set<number> {
  const seen = new Uint8Array(0x1_0000);
  for (const text of texts) for (let at = 0; at < text.length; at++) seen[text.charCodeAt(at)] = 1;
  const units = new Set<number>();
  seen.forEach((each, unit) => {
    if (each) units.add(unit);
  });
  return units;
}

/** Letters alone: neither accents nor capitals. The very collator that sorts, but for that. */
function baseCollator(language: string): Intl.Collator {
  try {
    return new Intl.Collator(language, { numeric: false, sensitivity: 'base' });
  } catch {
    return new Intl.Collator('en', { numeric: false, sensitivity: 'base' });
  }
}
