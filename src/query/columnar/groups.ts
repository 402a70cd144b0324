import type { FieldId, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { compareKeys, orderOf, type ValueOrder } from '../order.js';
import type { ColumnarGroup } from './types.js';
import { kernels } from './kernels.js';
import type { Bits } from './memory.js';
import type { Views } from './views.js';

/** A group of a question by its number on each level of grouping, in one number. */
export type GroupKey = number;

const base = 2 ** 26;
const few = 64;
export const keyOf = (first: number, second: number): GroupKey => second * base + first;

/** One level of grouping: a small number for each different value that rows have. Number 0 is no value. */
export class GroupLevel {
  readonly order: ValueOrder;
  readonly values: Value[] = [null];
  readonly #numberOf = new Map<Value, number>([[null, 0]]);
  readonly #read: (row: number) => Value;
  readonly #codes:
    | (() => { readonly values: readonly (Value | undefined)[]; readonly codes: ArrayLike<number> })
    | undefined;
  readonly #index: () => Uint32Array | undefined;
  readonly #derive: (value: Value | undefined) => Value;
  #numberOfCode = new Uint32Array(0);
  /** Where the values stand in their order, for few of them. */
  #places: number[] = [];
  readonly bitmaps: () => readonly Bits[] | undefined;

  constructor(views: Views, id: FieldId, of: Subject, language: string) {
    const field = views.field(id);
    const source = views.source(field);
    this.order = orderOf(field, views.setup, language);
    this.#read = views.reader(id, of);
    this.#index = views.index(field, of);
    const coded = source.kind === 'codes' ? source : undefined;
    this.#codes = coded && (() => coded.column);
    this.#derive = coded?.derive ?? ((value) => value ?? null);
    this.bitmaps = () => (coded && !views.isJoined(field, of) ? coded.column.bitmaps() : undefined);
  }

  /** The group of each code, where groups are of codes. */
  table(): Uint32Array | undefined {
    if (!this.#codes) return undefined;
    const { values } = this.#codes();
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
    return table[this.#codes!().codes[index ? index[row]! : row]!]!;
  }

  fill(rows: Uint32Array, count: number, to: Uint32Array): void {
    const table = this.table();
    if (!table) {
      for (let at = 0; at < count; at++) to[at] = this.#number(this.#read(rows[at]!));
      return;
    }
    const { codes } = this.#codes!();
    const index = this.#index();
    if (index) for (let at = 0; at < count; at++) to[at] = table[codes[index[rows[at]!]!]!]!;
    else for (let at = 0; at < count; at++) to[at] = table[codes[rows[at]!]!]!;
  }

  /** Values that the order takes for the same still are different groups. */
  compare(a: number, b: number): number {
    const { length } = this.values;
    if (length > few) return this.#compareValues(a, b);
    if (this.#places.length !== length) {
      const numbers = Array.from(this.values.keys()).sort((x, y) => this.#compareValues(x, y));
      this.#places = [];
      numbers.forEach((number, place) => (this.#places[number] = place));
    }
    return this.#places[a]! - this.#places[b]!;
  }

  #compareValues(a: number, b: number): number {
    if (a === 0 || b === 0) return Number(a === 0) - Number(b === 0);
    const [first, second] = [this.values[a]!, this.values[b]!];
    const { key, compare } = this.order;
    return compare(key(first)!, key(second)!) || compareKeys(String(first), String(second));
  }

  #number(given: Value): number {
    const value = this.order.key(given) === null ? null : given === 0 ? 0 : given; // -0 and 0 are one group
    let number = this.#numberOf.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.#numberOf.set(value, number);
    }
    return number;
  }
}

/** Counts rows by their innermost group. */
export function countGroups(
  levels: readonly GroupLevel[],
  bits: Bits,
  rows: () => { readonly rows: Uint32Array; readonly count: number },
): Map<GroupKey, number> {
  const counts = new Map<GroupKey, number>();
  const [first, second] = levels;
  if (!first) return counts;
  const bitmaps = second ? undefined : first.bitmaps();
  if (bitmaps) {
    const table = first.table()!;
    bitmaps.forEach((bitmap, code) => add(counts, keyOf(table[code]!, 0), kernels.countAnd(bits, bitmap)));
    return counts;
  }
  const { rows: list, count } = rows();
  const firsts = new Uint32Array(count);
  first.fill(list, count, firsts);
  const seconds = new Uint32Array(second ? count : 0);
  second?.fill(list, count, seconds);
  const width = second ? second.values.length : 1;
  if (first.values.length * width <= 1 << 20) {
    const table = new Uint32Array(first.values.length * width);
    if (second) for (let at = 0; at < count; at++) table[firsts[at]! * width + seconds[at]!]!++;
    else for (let at = 0; at < count; at++) table[firsts[at]!]!++;
    table.forEach((number, at) => add(counts, keyOf(Math.floor(at / width), at % width), number));
  } else for (let at = 0; at < count; at++) add(counts, keyOf(firsts[at]!, second ? seconds[at]! : 0), 1);
  return counts;
}

function add(counts: Map<GroupKey, number>, key: GroupKey, count: number): void {
  if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
}

export function groupOf(levels: readonly GroupLevel[], row: number): GroupKey {
  const [first, second] = levels;
  return keyOf(first ? first.of(row) : 0, second ? second.of(row) : 0);
}

export function valuesOfGroup(levels: readonly GroupLevel[], key: GroupKey): readonly Value[] {
  const numbers = [key % base, Math.floor(key / base)];
  return levels.map((level, index) => level.values[numbers[index]!]!);
}

/** Groups as an answer shows them: in the order of their values, no value last. */
export function groupTree(
  levels: readonly GroupLevel[],
  counts: ReadonlyMap<GroupKey, number>,
  aggregates: (key: GroupKey | undefined, first: number) => Pick<ColumnarGroup, 'aggregates'>,
): readonly ColumnarGroup[] {
  const [first, second] = levels;
  if (!first) return [];
  const members = new Map<number, [key: GroupKey, count: number][]>();
  for (const [key, count] of counts) {
    if (count === 0) continue;
    const number = key % base;
    const list = members.get(number);
    if (list) list.push([key, count]);
    else members.set(number, [[key, count]]);
  }
  return [...members]
    .sort(([a], [b]) => first.compare(a, b))
    .map(([number, inner]) => {
      const group = {
        value: first.values[number]!,
        count: inner.reduce((sum, [, count]) => sum + count, 0),
        ...aggregates(undefined, number),
      };
      if (!second) return group;
      const groups = inner
        .sort(([a], [b]) => second.compare(Math.floor(a / base), Math.floor(b / base)))
        .map(([key, count]) => ({
          value: second.values[Math.floor(key / base)]!,
          count,
          ...aggregates(key, number),
        }));
      return { ...group, groups };
    });
}
