import type { ValueOrder } from '../order.js';
import type { CodeColumn } from './code-column.js';
import { codeSieve, type Level } from './levels.js';
import type { NameColumn } from './name-column.js';
import type { Ranks } from './ranks.js';

/** Stands behind the last word. Word 0 is no word, and sorts before all of them. */
const end = 0;

/** So many names are taken apart at once, which takes some milliseconds. */
const some = 8192;

/** The words of a column's values, by code: those of code c from `starts[c]` on. */
interface Words {
  readonly column: CodeColumn;
  readonly starts: number[];
  readonly words: number[];
}

/**
 * The order of names, none of which is stored: word by word, each with the space or hyphen before it, since what parts
 * words sorts before whatever they can be made of. Words are few, so that they alone have ranks, by their letters; names
 * of the same words are compared whole, for accents and capitals.
 */
export class NameWords {
  /** By number; number 0 is none. */
  readonly texts = [''];
  readonly #numbers = new Map<string, number>();
  readonly #first: Words;
  readonly #last: Words;
  readonly #both: readonly Words[];
  readonly #names: NameColumn;
  readonly #base: (a: string, b: string) => number;
  /** Of each unit, as far as it was asked: 1 is part of a word, 2 begins the next one. */
  readonly #kinds = new Uint8Array(0x1_0000);
  /** Two words side by side, by code: a first name's and, where it has but one, that of the last name; a last name's alone. */
  #heads = new Int32Array(0);
  #goesOn = new Int32Array(0);
  #tails = new Int32Array(0);
  #alone = new Int32Array(0);
  #none = 0;
  /** Bits of the first and of the second word in them, and the ranks that they are of. */
  #one = 0;
  #other = 0;
  #version = -1;
  #ranks: Uint32Array = new Uint32Array(0);

  /** @param base compares letters, and sees neither accents nor capitals. */
  constructor(names: NameColumn, base: (a: string, b: string) => number) {
    this.#names = names;
    this.#base = base;
    this.#first = { column: names.first, starts: [0], words: [] };
    this.#last = { column: names.last, starts: [0], words: [] };
    this.#both = [this.#first, this.#last];
  }

  /** How many words there are, number 0 included; `Infinity` while more names than `most` have to be taken apart. */
  count(most = some): number {
    for (const each of this.#both) {
      if (each.starts.length > each.column.values.length) continue;
      most -= this.#learn(each, most);
      if (most <= 0) return Infinity;
    }
    return this.texts.length;
  }

  /** A piece of what windows and searches take, once all words have ranks. False: nothing is left. */
  prepare(ranks: Ranks): boolean {
    const before = this.#alone;
    if (this.#upTo(ranks).#alone !== before) return true;
    return this.#both.some(({ column }) => column.makePostings() || column.copyTexts());
  }

  /** @param ranks of all words; `whole` compares names. */
  level(ranks: () => Ranks, whole: ValueOrder, descending: boolean): Level {
    const upToDate = () => this.#upTo(ranks());
    return {
      exact: false,
      get bits() {
        return Math.log2(upToDate().#none + 1);
      },
      fill: (rows, to) => {
        const none = upToDate().#none;
        const { codes: firsts } = this.#names.first;
        const { codes: lasts } = this.#names.last;
        const [heads, goesOn, tails, alone] = [this.#heads, this.#goesOn, this.#tails, this.#alone];
        for (let at = 0; at < rows.length; at++) {
          const [one, other] = [firsts[rows[at]!]!, lasts[rows[at]!]!];
          const head = heads[one]!;
          const key = head === none ? alone[other]! : head + (goesOn[one]! & tails[other]!);
          to[at] = descending && key !== none ? none - 1 - key : key;
        }
      },
      // Nearly all names begin with a first name, of which there are few.
      sieve: (low, high) => {
        const none = upToDate().#none;
        return codeSieve(this.#names.first, low, high, (code) => {
          const head = this.#heads[code]!;
          // Code 0 is no record's: all had a name, or none, when they were loaded.
          if (head === none) return code === 0 ? [none, 0] : [0, none];
          const last = head + (this.#goesOn[code]! & (2 ** this.#other - 1));
          return descending ? [none - 1 - last, none - 1 - head] : [head, last];
        });
      },
      compare: (a, b) => {
        const none = upToDate().#none;
        const [x, y] = [this.#key(a), this.#key(b)];
        const difference = x === y ? this.#compare(a, b, whole) : x - y;
        return descending && x !== none && y !== none ? -difference : difference;
      },
    };
  }

  #key(row: number): number {
    const { first, last } = this.#names;
    const [one, other] = [first.codes[row]!, last.codes[row]!];
    const head = this.#heads[one]!;
    return head === this.#none ? this.#alone[other]! : head + (this.#goesOn[one]! & this.#tails[other]!);
  }

  #compare(a: number, b: number, whole: ValueOrder): number {
    const { first, last } = this.#names;
    if (first.codes[a] === first.codes[b] && last.codes[a] === last.codes[b]) return 0;
    for (let place = 0; ; place++) {
      const [x, y] = [this.#word(a, place), this.#word(b, place)];
      const difference = this.#rank(x) - this.#rank(y);
      if (difference !== 0) return difference;
      if (x === end) return whole.compare(this.#names.value(a), this.#names.value(b));
    }
  }

  /** The word at a place of a row's name. */
  #word(row: number, place: number): number {
    let at = place;
    for (const { column, starts, words } of this.#both) {
      const code = column.codes[row]!;
      at += starts[code]!;
      if (at < starts[code + 1]!) return words[at]!;
      at -= starts[code + 1]!;
    }
    return end;
  }

  #rank(word: number): number {
    return word === end ? 0 : this.#ranks[word]!;
  }

  /** Keys of all values. */
  #upTo(ranks: Ranks): this {
    this.#ranks = ranks.ranks;
    if (ranks.version !== this.#version) {
      const { bits } = ranks;
      this.#version = ranks.version;
      // All of the first word, for only where that is the same may the second one decide; 31 bits, which are integers
      // to the compiler.
      const first = Math.min(bits, 31);
      [this.#one, this.#other] = [first, Math.min(first, 31 - first)];
      this.#none = 2 ** (this.#one + this.#other) - 1;
      this.#heads = this.#goesOn = this.#tails = this.#alone = new Int32Array(0);
    }
    const [{ starts: first }, { starts: last, words }] = [this.#first, this.#last];
    let code = this.#heads.length;
    if (code < first.length - 1) {
      [this.#heads, this.#goesOn] = [
        grown(this.#heads, first.length - 1),
        grown(this.#goesOn, first.length - 1),
      ];
      for (; code < first.length - 1; code++) {
        this.#heads[code] = this.#keyOf(this.#first, code);
        this.#goesOn[code] = first[code + 1]! - first[code]! === 1 ? -1 : 0;
      }
    }
    code = this.#alone.length;
    if (code < last.length - 1) {
      [this.#alone, this.#tails] = [grown(this.#alone, last.length - 1), grown(this.#tails, last.length - 1)];
      for (; code < last.length - 1; code++) {
        this.#alone[code] = this.#keyOf(this.#last, code);
        this.#tails[code] = last[code] === last[code + 1] ? 0 : this.#part(words[last[code]!]!, this.#other);
      }
    }
    return this;
  }

  #keyOf({ starts, words }: Words, code: number): number {
    const [from, to] = [starts[code]!, starts[code + 1]!];
    if (from === to) return this.#none;
    const other = from + 1 < to ? this.#part(words[from + 1]!, this.#other) : 0;
    return this.#part(words[from]!, this.#one) * 2 ** this.#other + other;
  }

  /** A word's rank in so many bits. */
  #part(word: number, bits: number): number {
    return bits === 0 ? 0 : this.#rank(word) >>> (32 - bits);
  }

  #learn({ column, starts, words }: Words, most: number): number {
    const before = starts.length - 1;
    const names = column.values.slice(before, before + most);
    for (const name of names) {
      if (typeof name === 'string' && name !== '') this.#split(name, words);
      starts.push(words.length);
    }
    return names.length;
  }

  #split(name: string, to: number[]): void {
    let before = ' ';
    for (let from = 0, at = 0; at <= name.length; at++) {
      if (at < name.length && !this.#parts(name.charCodeAt(at))) continue;
      to.push(this.#number(before + name.slice(from, at)));
      before = name[at]!;
      from = at + 1;
    }
  }

  #number(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) this.#numbers.set(word, (number = this.texts.push(word) - 1));
    return number;
  }

  /** Whether a unit parts words: a hyphen and what sorts before it. What sorts as nothing is part of a word. */
  #parts(unit: number): boolean {
    if (this.#kinds[unit] === 0) {
      const text = String.fromCharCode(unit);
      this.#kinds[unit] = this.#base(text, '-') <= 0 && this.#base(text, '') !== 0 ? 2 : 1;
    }
    return this.#kinds[unit] === 2;
  }
}

function grown(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(length);
  more.set(numbers);
  return more;
}
