import type { ValueOrder } from '../order.js';
import type { CodeColumn } from './code-column.js';
import type { KeyMaker } from './collation-keys.js';
import type { Arena } from './memory.js';
import type { NameColumn } from './name-column.js';
import { noRank, Ranks } from './ranks.js';
import { narrow } from './select.js';

/** So many rows are ranked for one window: those whose names share their first letters with it. */
const most = 30_000;
/** Instead of letters: a name with others than the keys know. */
const strange = noRank - 1;
/** The first name alone fills the key. */
const full = 0xff;

/**
 * Windows of contacts by name while the ranks of all names are still being made. The first letters of a name are put
 * together from those of the first and of the last name, of which there are few; only rows that share them with the
 * window's are ranked.
 */
export class NameWindows {
  readonly #arena: Arena;
  readonly #names: NameColumn;
  readonly #order: ValueOrder;
  readonly #maker: KeyMaker;
  readonly #firsts: NameKeys;
  readonly #lasts: NameKeys;

  constructor(
    arena: Arena,
    names: NameColumn,
    order: ValueOrder,
    keysFor: (texts: Iterable<string>) => KeyMaker | undefined,
  ) {
    this.#arena = arena;
    this.#names = names;
    this.#order = order;
    const texts = [' ', ...textsOf(names.first), ...textsOf(names.last)];
    this.#maker = keysFor(texts) ?? { bits: 1, pack: () => false };
    this.#firsts = new NameKeys(this.#maker);
    this.#lasts = new NameKeys(this.#maker);
  }

  /** As `selectRows`, by name and then by `rest`. Undefined: too many rows are alike. */
  select(
    rows: Uint32Array,
    isDescending: boolean,
    rest: (a: number, b: number) => number,
    offset: number,
    limit: number,
  ): Uint32Array | undefined {
    const keys = this.#keys(rows);
    const strangers: number[] = [];
    let count = 0;
    for (let at = 0; at < rows.length; at++) {
      const key = keys[at]!;
      if (key === strange) strangers.push(rows[at]!);
      else {
        rows[count] = rows[at]!;
        keys[count++] = isDescending && key !== noRank ? strange - 1 - key : key;
      }
    }
    if (strangers.length > most) return undefined;
    // Strangers may stand anywhere: so many more rows have to be looked at before the window.
    const end = Math.min(offset + limit, count);
    const start = Math.max(0, Math.min(offset, count) - strangers.length);
    const none = { rows, count: 0, before: count };
    const part = start < end ? narrow(rows, keys, count, start, end) : none;
    if (part.count > most) return undefined;
    const all = [...part.rows.subarray(0, part.count), ...strangers];
    const ranks = this.#ranksOf(all);
    const order = (a: number, b: number) => {
      const [x, y] = [ranks[a + 1]!, ranks[b + 1]!];
      if (x === y) return rest(all[a]!, all[b]!);
      return x < y !== (isDescending && x !== noRank && y !== noRank) ? -1 : 1;
    };
    const sorted = Uint32Array.from(all.keys()).sort(order);
    return sorted.slice(offset - part.before, offset - part.before + limit).map((at) => all[at]!);
  }

  #ranksOf(rows: readonly number[]): Uint32Array {
    const { first, last } = this.#names;
    const { key, compare } = this.#order;
    const ranks = new Ranks(this.#arena, {
      key: (entry) => (entry === 0 ? null : key(this.#names.value(rows[entry - 1]!))),
      compare,
      same: (a, b) => {
        const [x, y] = [rows[a - 1]!, rows[b - 1]!];
        return first.codes[x] === first.codes[y] && last.codes[x] === last.codes[y];
      },
      keysFor: () => this.#maker,
    });
    const found = ranks.upTo(rows.length + 1).ranks.slice();
    ranks.free();
    return found;
  }

  #keys(rows: Uint32Array): Uint32Array {
    const { first, last } = this.#names;
    const heads = this.#firsts.learn(first, (name) => `${name} `);
    const tails = this.#lasts.learn(last, (name) => ` ${name}`);
    const [firstCodes, lastCodes] = [first.codes, last.codes];
    const shifts = this.#shifts(first, heads);
    const keys = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at++) {
      const [one, other] = [firstCodes[rows[at]!]!, lastCodes[rows[at]!]!];
      const [head, tail] = [heads[one]!, tails[other]!];
      if (head === noRank) keys[at] = tail === noRank ? noRank : this.#lasts.alone(last, other);
      else if (tail === noRank) keys[at] = this.#firsts.alone(first, one);
      else if (head === strange || tail === strange) keys[at] = strange;
      else keys[at] = shifts[one] === full ? head : head | (tail >>> shifts[one]!);
    }
    return keys;
  }

  /** How many bits of the key a first name takes, without the space after it. */
  #shifts({ values }: CodeColumn, heads: Uint32Array): Uint8Array {
    const { bits } = this.#maker;
    const letters = Math.floor(32 / bits);
    return Uint8Array.from(values, (_, code) => {
      if (heads[code]! >= strange) return 0;
      const used = letters - Math.floor((31 - Math.clz32(heads[code]! & -heads[code]!)) / bits);
      const isCut = used === letters && this.#firsts.alone({ values }, code) === heads[code];
      return isCut ? full : (used - 1) * bits;
    });
  }
}

/** The first letters of a column's names, by code; `noRank` for no name. */
class NameKeys {
  readonly #maker: KeyMaker;
  readonly #alone = new Map<number, number>();
  readonly #key = new Uint32Array(3);
  #words = new Uint32Array(0);

  constructor(maker: KeyMaker) {
    this.#maker = maker;
  }

  /** With what stands beside the other name. */
  learn({ values }: Pick<CodeColumn, 'values'>, beside: (name: string) => string): Uint32Array {
    const known = this.#words.length;
    if (known === values.length) return this.#words;
    const words = new Uint32Array(values.length);
    words.set(this.#words);
    for (let code = known; code < values.length; code++) {
      const name = values[code];
      words[code] = typeof name !== 'string' || name === '' ? noRank : this.#pack(beside(name));
    }
    return (this.#words = words);
  }

  /** With nothing beside it. */
  alone({ values }: Pick<CodeColumn, 'values'>, code: number): number {
    let word = this.#alone.get(code);
    if (word === undefined) this.#alone.set(code, (word = this.#pack(values[code] as string)));
    return word;
  }

  #pack(name: string): number {
    return this.#maker.pack(name, this.#key, 1) ? this.#key[0]! : strange;
  }
}

function* textsOf({ values }: CodeColumn): Generator<string> {
  const step = Math.ceil(values.length / 4096);
  for (let code = 0; code < values.length; code += step) yield String(values[code] ?? '');
}
