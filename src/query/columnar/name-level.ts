import type { ValueOrder } from '../order.js';
import type { CodeColumn } from './code-column.js';
import type { Level } from './levels.js';
import type { NameColumn } from './name-column.js';
import type { Ranks } from './ranks.js';

/** Stands behind the last word. Word 0 is no word, and sorts before all of them. */
const end = 0;

// What a unit is to a word: a part of it, what parts words, or what sorts before that.
const letter = 1;
const space = 2;
const lower = 3;

/** The words of a column's values, by code: those of code c from `starts[c]` on. */
interface Words {
  readonly column: CodeColumn;
  readonly starts: number[];
  readonly words: number[];
}

/**
 * The order of names, none of which is stored: word by word, since a space sorts before whatever a word can be made of.
 * (A tabulator sorts before that: nothing of a name is looked at from there on.) Words are few, so that they alone have
 * ranks, by their letters; names of the same words are compared whole, for accents and capitals.
 */
export class NameWords {
  /** By number; number 0 is none. */
  readonly texts = [''];
  readonly #numbers = new Map<string, number>();
  readonly #first: Words;
  readonly #last: Words;
  readonly #names: NameColumn;
  readonly #base: (a: string, b: string) => number;
  /** What each unit is to a word, as far as it was asked. */
  readonly #kinds = new Uint8Array(0x1_0000);
  /** Two words side by side, by code: a first name's and, where it has but one, that of the last name; a last name's alone. */
  readonly #heads: number[] = [];
  readonly #goesOn: number[] = [];
  readonly #tails: number[] = [];
  readonly #alone: number[] = [];
  #none = 0;
  /** How many first and how many second words there are in them, and the ranks that they are of. */
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
  }

  /** How many words there are, number 0 included. */
  count(): number {
    this.#learn(this.#first);
    this.#learn(this.#last);
    return this.texts.length;
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
        for (let at = 0; at < rows.length; at++) {
          const key = this.#key(rows[at]!, none);
          to[at] = descending && key !== none ? none - 1 - key : key;
        }
      },
      compare: (a, b) => {
        const none = upToDate().#none;
        const [x, y] = [this.#key(a, none), this.#key(b, none)];
        const difference = x === y ? this.#compare(a, b, whole) : x - y;
        return descending && x !== none && y !== none ? -difference : difference;
      },
    };
  }

  #key(row: number, none: number): number {
    const { first, last } = this.#names;
    const [one, other] = [first.codes[row]!, last.codes[row]!];
    const head = this.#heads[one]!;
    return head === none ? this.#alone[other]! : head + this.#goesOn[one]! * this.#tails[other]!;
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
    const { column, starts, words } = this.#first;
    const code = column.codes[row]!;
    const [from, to] = [starts[code]!, starts[code + 1]!];
    if (from + place < to) return words[from + place]!;
    if (from < to && words[to - 1] === end) return end;
    const { column: other, starts: otherStarts, words: otherWords } = this.#last;
    const at = otherStarts[other.codes[row]!]! + place - (to - from);
    return at < otherStarts[other.codes[row]! + 1]! ? otherWords[at]! : end;
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
      // All of the first word: only where that is the same may the second one decide.
      [this.#one, this.#other] = [2 ** bits, 2 ** Math.min(bits, 32 - bits)];
      this.#none = this.#one * this.#other - 1;
      this.#heads.length = this.#goesOn.length = this.#tails.length = this.#alone.length = 0;
    }
    const [first, last] = [this.#first.starts, this.#last.starts];
    for (let code = this.#heads.length; code < first.length - 1; code++) {
      this.#heads.push(this.#keyOf(this.#first, code));
      this.#goesOn.push(Number(first[code + 1]! - first[code]! === 1));
    }
    for (let code = this.#alone.length; code < last.length - 1; code++) {
      const alone = this.#keyOf(this.#last, code);
      this.#alone.push(alone);
      this.#tails.push(
        last[code] === last[code + 1] ? 0 : this.#part(this.#last.words[last[code]!]!, this.#other),
      );
    }
    return this;
  }

  #keyOf({ starts, words }: Words, code: number): number {
    const [from, to] = [starts[code]!, starts[code + 1]!];
    if (from === to) return this.#none;
    const other = from + 1 < to ? this.#part(words[from + 1]!, this.#other) : 0;
    return this.#part(words[from]!, this.#one) * this.#other + other;
  }

  /** A word's rank as one of so many. */
  #part(word: number, many: number): number {
    return Math.floor((this.#rank(word) / 2 ** 32) * many);
  }

  #learn({ column, starts, words }: Words): void {
    for (let code = starts.length - 1; code < column.values.length; code++) {
      const name = column.values[code];
      if (typeof name === 'string' && name !== '') this.#split(name, words);
      starts.push(words.length);
    }
  }

  #split(name: string, to: number[]): void {
    let from = 0;
    for (let at = 0; at <= name.length; at++) {
      const kind = at < name.length ? this.#kindOf(name.charCodeAt(at)) : space;
      if (kind === letter) continue;
      to.push(this.#number(name.slice(from, at)));
      if (kind === lower) return void to.push(end);
      from = at + 1;
    }
  }

  #number(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) this.#numbers.set(word, (number = this.texts.push(word) - 1));
    return number;
  }

  #kindOf(unit: number): number {
    return this.#kinds[unit]! || (this.#kinds[unit] = this.#askKind(String.fromCharCode(unit)));
  }

  /** What sorts as nothing is part of a word, too. */
  #askKind(unit: string): number {
    const beside = this.#base(unit, ' ');
    return beside > 0 || this.#base(unit, '') === 0 ? letter : beside === 0 ? space : lower;
  }
}
