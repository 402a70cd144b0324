import type { Value } from '../../model/records.js';
import type { ValueOrder } from '../order.js';
import type { CodeColumn } from './code-column.js';
import { codeFilter } from './code-filter.js';
import { allOf, anyOf, slowFilter, type Filter } from './filter.js';
import type { NumberColumn } from './number-column.js';
import { nextTo } from './number-values.js';
import { noRank, type Ranks } from './ranks.js';
import type { Table } from './table.js';

/** One column of an order. Keys of different rows differ only in the order of the rows; `compare` has the last word. */
export interface Level {
  /** Keys have this many bits; the one with all of them set is no value, which comes last in either direction. */
  readonly bits: number;
  /** Whether rows with the same key are the same to `compare`. */
  readonly exact: boolean;
  fill(rows: Uint32Array, to: Uint32Array): void;
  /**
   * What the column alone says of the rows with keys from `low` to `high`; undefined: nothing.
   *
   * @param isFirst few rows come before, and may as well be among them.
   */
  readonly sieve?: (low: number, high: number, isFirst: boolean) => Sieve | undefined;
  compare(a: number, b: number): number;
}

/** Rows that lie somewhere in an order, and those that come before all of them; all others come after. */
export interface Sieve {
  readonly between: Filter;
  readonly before: Filter;
}

/** @param keysOf the least and the greatest key of a code's rows. */
export function codeSieve(
  column: CodeColumn,
  low: number,
  high: number,
  keysOf: (code: number) => readonly [least: number, greatest: number],
): Sieve {
  const [between, before] = [pick(column), pick(column)];
  for (let code = 0; code < column.values.length; code++) {
    const [least, greatest] = keysOf(code);
    if (least <= high) (greatest < low ? before : between).add(code);
  }
  return { between: between.filter, before: before.filter };
}

/** The rows of the codes that are added. */
export function pick(column: CodeColumn) {
  const few: number[] = [];
  const table = new Uint8Array(column.values.length);
  return {
    add: (code: number) => void (table[(few[few.length] = code)] = 1),
    filter: codeFilter(column, { table: () => table, few: () => few }),
  };
}

export type Index = () => Uint32Array | undefined;

/** What leads from rows to those that have a field's values: the same ones, or their companies. */
export interface Owners {
  /** The owner of each row; undefined: itself. */
  readonly index: Index;
  /** A filter of owners as one of rows. */
  readonly rowsOf: (owners: Filter) => Filter;
}

/** By the rank of a row's entry, which is the row itself, its code, or that of the row that it belongs to. */
export function rankLevel(
  ranks: () => Ranks,
  codes: CodeColumn | undefined,
  { index, rowsOf }: Owners,
  descending: boolean,
): Level {
  return {
    get bits() {
      return ranks().bits;
    },
    exact: true,
    fill(rows, to) {
      const { bits, ranks: table } = ranks();
      const shift = 32 - bits;
      const code = codes?.codes;
      const joined = index();
      const none = noRank >>> shift;
      for (let at = 0; at < rows.length; at++) {
        const row = joined ? joined[rows[at]!]! : rows[at]!;
        const key = table[code ? code[row]! : row]! >>> shift;
        to[at] = descending && key !== none ? none - key : key;
      }
    },
    sieve(low, high) {
      // To sieve rows by their own ranks takes as long as their keys.
      if (!codes && !index()) return undefined;
      const { bits, ranks: table } = ranks();
      const rows = () => table.length;
      const none = noRank >>> (32 - bits);
      const keyOf = (entry: number) => {
        const rank = table[entry]! >>> (32 - bits);
        return descending && rank !== none ? none - rank : rank;
      };
      const { between, before } = codes
        ? codeSieve(codes, low, high, (code) => [keyOf(code), keyOf(code)])
        : {
            between: slowFilter(rows, keyOf, (key) => Number(key) >= low && Number(key) <= high),
            before: slowFilter(rows, keyOf, (key) => Number(key) < low),
          };
      return { between: rowsOf(between), before: rowsOf(before) };
    },
    compare(a, b) {
      const table = ranks().ranks;
      const code = codes?.codes;
      const joined = index();
      const [x, y] = joined ? [joined[a]!, joined[b]!] : [a, b];
      const first = table[code ? code[x]! : x]!;
      const second = table[code ? code[y]! : y]!;
      if (first === second) return 0;
      if (first === noRank || second === noRank) return first === noRank ? 1 : -1;
      return first < second !== descending ? -1 : 1;
    },
  };
}

/** By comparing values themselves, where others leave little to this one, or rows are few. */
export function valueLevel(read: (row: number) => Value, order: ValueOrder, descending: boolean): Level {
  return {
    bits: 0,
    exact: false,
    fill: (_, to) => void to.fill(0),
    compare(a, b) {
      const [x, y] = [order.key(read(a)), order.key(read(b))];
      if (x === null || y === null) return Number(x === null) - Number(y === null);
      return descending ? order.compare(y, x) : order.compare(x, y);
    },
  };
}

/** By the ids of rows that came in their order. Keys hold as of now; comparing also when others came later. */
export function rowLevel({ ids, size }: Table, descending: boolean): Level {
  return {
    bits: 32 - Math.clz32(size),
    exact: true,
    fill(rows, to) {
      for (let at = 0; at < rows.length; at++) to[at] = descending ? size - rows[at]! : rows[at]!;
    },
    compare(a, b) {
      const difference = ids.isAscending ? a - b : ids.compare(a, b);
      return descending ? -difference : difference;
    },
  };
}

const numberBits = 30;

export function numberLevel(column: NumberColumn, { index, rowsOf }: Owners, descending: boolean): Level {
  const top = (1 << numberBits) - 2; // an integer to the compiler, too
  /** Halves, so that the whole range of numbers does not overflow. */
  const scaled = () => {
    const [from, until] = column.span().map((end) => end / 2) as [number, number];
    return { from, scale: until > from ? top / (until - from) : 0 };
  };
  return {
    bits: numberBits,
    exact: false,
    fill(rows, to) {
      const values = column.numbers;
      const joined = index();
      const { from, scale } = scaled();
      for (let at = 0; at < rows.length; at++) {
        const value = values[joined ? joined[rows[at]!]! : rows[at]!]!;
        const place = (value / 2 - from) * scale;
        // Comparisons, which are guessed right: Math.min and Math.max take several times as long.
        const key = place < top ? (place > 0 ? place | 0 : 0) : top;
        to[at] = value !== value ? top + 1 : descending ? top - key : key;
      }
    },
    sieve(low, high, isFirst) {
      const { from, scale } = scaled();
      const start = isFirst ? 0 : low;
      const [first, last] = descending ? [top - high, top - start] : [start, high];
      if (scale === 0 || first < 0 || last > top) return undefined;
      // Any two numbers part the rows in three; these are on either side of what such keys come from, however it is rounded.
      const [least, most] = [first - 1, last + 2].map((key) => (key / scale + from) * 2) as [number, number];
      const before = descending ? [nextTo(most, 1), Infinity] : [-Infinity, nextTo(least, -1)];
      return {
        between: rowsOf(column.range(least, most)),
        before: rowsOf(column.range(before[0]!, before[1]!)),
      };
    },
    compare(a, b) {
      const values = column.numbers;
      const joined = index();
      const first = values[joined ? joined[a]! : a]!;
      const second = values[joined ? joined[b]! : b]!;
      if (first === second) return 0;
      if (first !== first || second !== second) return Number(first !== first) - Number(second !== second);
      return first < second !== descending ? -1 : 1;
    },
  };
}

/** Several levels as one number of 32 bits for each row, and as a comparison. */
export interface RowOrder {
  /** Rows with different ones are in their order; the same ones decide nothing. */
  keys(rows: Uint32Array): Uint32Array;
  readonly sieve: NonNullable<Level['sieve']>;
  compare(a: number, b: number): number;
}

export function rowOrder(levels: readonly Level[]): RowOrder {
  return {
    sieve(low, high, isFirst) {
      const [first, second] = levels as [Level, Level?];
      const part = 2 ** (32 - first.bits);
      const key = Math.floor(low / part);
      const outer = first.sieve?.(key, Math.floor(high / part), isFirst);
      if (!outer || !second?.sieve || !first.exact || high >= (key + 1) * part) return outer;
      // All that come into question are the same to the first one: the second one is asked about those.
      const scale = 2 ** second.bits / part;
      const [least, greatest] = [low % part, (high % part) + 1].map((rest) => Math.floor(rest * scale));
      const inner = second.sieve(least!, Math.max(least!, greatest! - 1), isFirst);
      if (!inner) return outer;
      return {
        between: allOf([outer.between, inner.between]),
        before: anyOf([outer.before, allOf([outer.between, inner.before])]),
      };
    },
    keys(rows) {
      const keys = new Uint32Array(rows.length);
      let some = keys;
      let free = 32;
      for (const level of levels) {
        const { bits, exact } = level;
        const right = Math.max(0, bits - free);
        level.fill(rows, some);
        free -= bits - right;
        const left = free;
        if (some === keys) for (let at = 0; at < rows.length; at++) keys[at]! <<= left;
        else for (let at = 0; at < rows.length; at++) keys[at]! |= (some[at]! >>> right) << left;
        // Rows that only seem to be the same must not be told apart by what comes after.
        if (!exact || free === 0) break;
        if (some === keys) some = new Uint32Array(rows.length);
      }
      return keys;
    },
    compare(a, b) {
      let difference = 0;
      for (let at = 0; difference === 0 && at < levels.length; at++) difference = levels[at]!.compare(a, b);
      return difference;
    },
  };
}
