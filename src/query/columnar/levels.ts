import type { NumberColumn } from './number-column.js';
import { noRank, type Ranks } from './ranks.js';

/** One column of an order. Keys of different rows differ only in the order of the rows; `compare` has the last word. */
export interface Level {
  /** Keys have this many bits; the one with all of them set is no value, which comes last in either direction. */
  readonly bits: number;
  /** Whether rows with the same key are the same to `compare`. */
  readonly exact: boolean;
  fill(rows: Uint32Array, to: Uint32Array): void;
  compare(a: number, b: number): number;
}

type Index = () => Uint32Array | undefined;

/** By the rank of a row's entry, which is the row itself, its code, or that of the row that it belongs to. */
export function rankLevel(
  ranks: () => Ranks,
  codes: (() => Uint8Array | Uint16Array | Uint32Array) | undefined,
  join: Index,
  descending: boolean,
): Level {
  return {
    get bits() {
      return ranks().bits;
    },
    exact: true,
    fill(rows, to) {
      const source = ranks();
      const shift = 32 - source.bits;
      const table = source.ranks;
      const code = codes?.();
      const joined = join();
      const none = noRank >>> shift;
      for (let at = 0; at < rows.length; at++) {
        const row = joined ? joined[rows[at]!]! : rows[at]!;
        const key = table[code ? code[row]! : row]! >>> shift;
        to[at] = descending && key !== none ? none - key : key;
      }
    },
    compare(a, b) {
      const table = ranks().ranks;
      const code = codes?.();
      const joined = join();
      const [x, y] = joined ? [joined[a]!, joined[b]!] : [a, b];
      const first = table[code ? code[x]! : x]!;
      const second = table[code ? code[y]! : y]!;
      if (first === second) return 0;
      if (first === noRank || second === noRank) return first === noRank ? 1 : -1;
      return first < second !== descending ? -1 : 1;
    },
  };
}

const numberBits = 30;

export function numberLevel(column: NumberColumn, join: Index, descending: boolean): Level {
  return {
    bits: numberBits,
    exact: false,
    fill(rows, to) {
      const values = column.numbers;
      const joined = join();
      const [low, high] = column.span();
      const top = (1 << numberBits) - 2; // an integer to the compiler, too
      // Halves, so that the whole range of numbers does not overflow.
      const [from, until] = [low / 2, high / 2];
      const scale = until > from ? top / (until - from) : 0;
      for (let at = 0; at < rows.length; at++) {
        const value = values[joined ? joined[rows[at]!]! : rows[at]!]!;
        const place = (value / 2 - from) * scale;
        // Comparisons, which are guessed right: Math.min and Math.max take several times as long.
        const key = place < top ? (place > 0 ? place | 0 : 0) : top;
        to[at] = value !== value ? top + 1 : descending ? top - key : key;
      }
    },
    compare(a, b) {
      const values = column.numbers;
      const joined = join();
      const first = values[joined ? joined[a]! : a]!;
      const second = values[joined ? joined[b]! : b]!;
      if (first === second) return 0;
      if (first !== first || second !== second) {
        return first !== first ? (second !== second ? 0 : 1) : -1;
      }
      return first < second !== descending ? -1 : 1;
    },
  };
}

/** Several levels as one number of 32 bits for each row, and as a comparison. */
export interface RowOrder {
  readonly levels: readonly Level[];
  /** Keys of rows; `exact`: rows with the same key are the same to all levels. */
  keys(rows: Uint32Array): { readonly keys: Uint32Array; readonly exact: boolean };
  /** Never 0 for different rows. */
  compare(a: number, b: number): number;
}

export function rowOrder(levels: readonly Level[], compareIds: (a: number, b: number) => number): RowOrder {
  const [first, second, third] = levels;
  return {
    levels,
    keys(rows) {
      const keys = new Uint32Array(rows.length);
      const some = levels.length > 1 ? new Uint32Array(rows.length) : keys;
      let free = 32;
      for (const level of levels) {
        const taken = Math.min(level.bits, free);
        const right = level.bits - taken;
        level.fill(rows, some);
        free -= taken;
        const left = free;
        if (some === keys) for (let at = 0; at < rows.length; at++) keys[at] = (some[at]! >>> right) << left;
        else for (let at = 0; at < rows.length; at++) keys[at]! |= (some[at]! >>> right) << left;
        // Rows that only seem to be the same must not be told apart by what comes after.
        if (!level.exact || right > 0) return { keys, exact: false };
        if (free === 0) return { keys, exact: level === levels.at(-1) };
      }
      return { keys, exact: true };
    },
    compare(a, b) {
      let difference = first ? first.compare(a, b) : 0;
      if (difference === 0 && second) difference = second.compare(a, b);
      if (difference === 0 && third) difference = third.compare(a, b);
      return difference !== 0 ? difference : compareIds(a, b);
    },
  };
}
