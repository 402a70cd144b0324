import type { FieldId, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { compareKeys, orderOf, type ValueOrder } from '../order.js';
import type { CodeColumn, Derive } from './code-column.js';
import { kernels } from './kernels.js';
import type { Index } from './levels.js';
import { rowsOf, type Bits } from './memory.js';
import type { ColumnarGroup } from './types.js';
import type { Views } from './views.js';

/** A group of a question by its number on each level of grouping, in one number. */
export type GroupKey = number;

/** How many rows are in an innermost group, and how many were when that was told last. */
export interface Counted {
  readonly key: GroupKey;
  count: number;
  told: number;
}

const base = 2 ** 26;
const keyOf = (first: number, second: number): GroupKey => second * base + first;

/** One level of grouping: a small number for each different value that rows have. Number 0 is no value. */
export class GroupLevel {
  readonly values: Value[] = [null];
  /** The rows of each code, where those are few. */
  readonly bitmaps: () => readonly Bits[] | undefined;
  readonly #numberOf = new Map<Value, number>([[null, 0]]);
  readonly #order: ValueOrder;
  readonly #read: (row: number) => Value;
  readonly #index: Index;
  readonly #codes: CodeColumn | undefined;
  readonly #derive: Derive;
  #numberOfCode = new Uint32Array(0);
  /** Where the values stand in their order. */
  #places = new Uint32Array(0);

  constructor(views: Views, id: FieldId, of: Subject, language: string) {
    const { field, codes, derive, index, read, bitmaps } = views.see(id, of);
    this.bitmaps = bitmaps;
    this.#order = orderOf(field, views.setup, language);
    this.#read = read;
    this.#index = index;
    this.#codes = codes;
    this.#derive = derive ?? ((value) => value ?? null);
  }

  /** The group of each code, where groups are of codes. */
  table(): Uint32Array | undefined {
    if (!this.#codes) return undefined;
    const { values } = this.#codes;
    const known = this.#numberOfCode.length;
    if (known < values.length) {
      const grown = new Uint32Array(values.length);
      grown.set(this.#numberOfCode);
      for (let code = known; code < values.length; code++)
        grown[code] = this.#number(this.#derive(values[code]));
      this.#numberOfCode = grown;
    }
    return this.#numberOfCode;
  }

  of(row: number): number {
    const table = this.table();
    if (!table) return this.#number(this.#read(row));
    const index = this.#index();
    return table[this.#codes!.codes[index ? index[row]! : row]!]!;
  }

  all(rows: Uint32Array): Uint32Array {
    const table = this.table();
    if (!table) return rows.map((row) => this.of(row));
    const { codes } = this.#codes!;
    const index = this.#index();
    const numbers = new Uint32Array(rows.length);
    if (index) for (let at = 0; at < rows.length; at++) numbers[at] = table[codes[index[rows[at]!]!]!]!;
    else for (let at = 0; at < rows.length; at++) numbers[at] = table[codes[rows[at]!]!]!;
    return numbers;
  }

  compare(a: number, b: number): number {
    const { values } = this;
    if (this.#places.length < values.length) {
      const numbers = Array.from(values.keys()).sort((x, y) => this.#compareValues(values[x]!, values[y]!));
      this.#places = new Uint32Array(numbers.length);
      numbers.forEach((number, place) => (this.#places[number] = place));
    }
    return this.#places[a]! - this.#places[b]!;
  }

  /** Values that the order takes for the same still are different groups. */
  #compareValues(a: Value, b: Value): number {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const { key, compare } = this.#order;
    return compare(key(a)!, key(b)!) || compareKeys(String(a), String(b));
  }

  #number(given: Value): number {
    const value = this.#order.key(given) === null ? null : given === 0 ? 0 : given; // -0 and 0 are one group
    let number = this.#numberOf.get(value);
    if (number === undefined) this.#numberOf.set(value, (number = this.values.push(value) - 1));
    return number;
  }
}

/** Counts the rows of a bitset, of which there are so many, by their innermost group. */
export function countGroups(
  levels: readonly GroupLevel[],
  bits: Bits,
  total: number,
): Map<GroupKey, Counted> {
  const counts = new Map<GroupKey, Counted>();
  const add = (key: GroupKey, more: number) => {
    if (more === 0) return;
    const count = (counts.get(key)?.count ?? 0) + more;
    counts.set(key, { key, count, told: count });
  };
  const [first, second] = levels;
  if (!first) return counts;
  const bitmaps = second ? undefined : first.bitmaps();
  if (bitmaps) {
    const table = first.table()!;
    bitmaps.forEach((bitmap, code) => add(table[code]!, kernels.countAnd(bits, bitmap)));
    return counts;
  }
  const rows = rowsOf(bits, new Uint32Array(total));
  const firsts = first.all(rows);
  const seconds = second?.all(rows);
  const width = second?.values.length ?? 1;
  if (first.values.length * width > 1 << 20) {
    firsts.forEach((number, at) => add(keyOf(number, seconds?.[at] ?? 0), 1));
    return counts;
  }
  const table = new Uint32Array(first.values.length * width);
  if (seconds) for (let at = 0; at < firsts.length; at++) table[firsts[at]! * width + seconds[at]!]!++;
  else for (let at = 0; at < firsts.length; at++) table[firsts[at]!]!++;
  table.forEach((count, at) => add(keyOf(Math.floor(at / width), at % width), count));
  return counts;
}

export function groupOf([first, second]: readonly GroupLevel[], row: number): GroupKey {
  return keyOf(first ? first.of(row) : 0, second ? second.of(row) : 0);
}

export function valuesOfGroup(levels: readonly GroupLevel[], key: GroupKey): readonly Value[] {
  const numbers = [key % base, Math.floor(key / base)];
  return levels.map(({ values }, index) => values[numbers[index]!]!);
}

/**
 * Groups as an answer shows them: in the order of their values, no value last.
 *
 * @param figures of the innermost groups with these keys together.
 */
export function groupTree(
  [level, ...inner]: readonly GroupLevel[],
  counts: Iterable<Counted>,
  figures: ((keys: readonly GroupKey[]) => readonly Value[]) | undefined,
  unit = 1,
): readonly ColumnarGroup[] {
  if (!level) return [];
  const numberOf = ({ key }: Counted) => Math.floor(key / unit) % base;
  const members = new Map<number, Counted[]>();
  for (const each of counts) {
    if (each.count === 0) continue;
    const list = members.get(numberOf(each));
    if (list) list.push(each);
    else members.set(numberOf(each), [each]);
  }
  return [...members.values()]
    .sort(([a], [b]) => level.compare(numberOf(a!), numberOf(b!)))
    .map((list) => {
      const value = level.values[numberOf(list[0]!)]!;
      const count = list.reduce((sum, each) => sum + each.count, 0);
      const group: ColumnarGroup =
        inner.length > 0 ? { value, count, groups: groupTree(inner, list, figures, base) } : { value, count };
      return figures ? { ...group, aggregates: figures(list.map(({ key }) => key)) } : group;
    });
}
