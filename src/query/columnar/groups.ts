import type { FieldId, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { compareKeys, orderOf, type ValueOrder } from '../order.js';
import type { CodeColumn, Derive } from './code-column.js';
import { kernels } from './kernels.js';
import type { Index } from './levels.js';
import { visitBits, type Bits } from './memory.js';
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
const secondOf = (key: GroupKey) => Math.floor(key / base);
const firstOf = (key: GroupKey) => key - secondOf(key) * base; // the remainder of a double takes a call

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
  /** The numbers in the order of their values, and where each stands. */
  #sorted = new Uint32Array(0);
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

  /** What leads from a row to its group: `table[codes[index ? index[row] : row]]`. Undefined: there are no codes. */
  cells() {
    const table = this.table();
    return table && { table, codes: this.#codes!.codes, index: this.#index() };
  }

  /** The numbers in the order of their values. */
  sorted(): Uint32Array {
    const { values } = this;
    if (this.#places.length < values.length) {
      this.#sorted = Uint32Array.from(values.keys());
      this.#sorted.sort((x, y) => this.#compareValues(values[x]!, values[y]!));
      this.#places = new Uint32Array(values.length);
      this.#sorted.forEach((number, place) => (this.#places[number] = place));
    }
    return this.#sorted;
  }

  compare(a: number, b: number): number {
    this.sorted();
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

/** In the order in which answers show them. */
export const inOrder =
  ([first, second]: readonly GroupLevel[]) =>
  ({ key: a }: Counted, { key: b }: Counted): number =>
    first!.compare(firstOf(a), firstOf(b)) || (second ? second.compare(secondOf(a), secondOf(b)) : 0);

/** Counts the rows of a bitset by their innermost group; groups in order. */
export function countGroups(levels: readonly GroupLevel[], bits: Bits): Counted[] {
  const groups: Counted[] = [];
  const add = (count: number, key: GroupKey) => void (count > 0 && groups.push({ key, count, told: count }));
  const [first, second] = levels;
  if (!first) return groups;
  const bitmaps = second ? undefined : first.bitmaps();
  const cells = first.cells();
  const inner = second?.cells();
  const width = second?.values.length ?? 1;
  const size = first.values.length * width;
  if (!cells || (second && !inner) || size > 1 << 20) {
    const counts = new Map<GroupKey, number>();
    visitBits(bits, (row) => {
      const key = groupOf(levels, row);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    counts.forEach(add);
    return groups.sort(inOrder(levels));
  }
  const counts = size > spare.length ? new Uint32Array(size) : spare.fill(0, 0, size);
  const { table, codes, index } = cells;
  if (bitmaps) bitmaps.forEach((bitmap, code) => (counts[table[code]!]! += kernels.count(bits, bitmap)));
  else {
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
        const row = (word << 5) + 31 - Math.clz32(rest & -rest);
        let place = table[codes[index ? index[row]! : row]!]! * width;
        if (inner) place += inner.table[inner.codes[inner.index ? inner.index[row]! : row]!]!;
        counts[place]!++;
      }
    }
  }
  const numbers = second?.sorted() ?? [0];
  for (const outer of first.sorted())
    for (const number of numbers) add(counts[outer * width + number]!, keyOf(outer, number));
  return groups;
}

/** For few groups: making an array takes longer than counting some hundred rows. */
const spare = new Uint32Array(4096);

export function groupOf([first, second]: readonly GroupLevel[], row: number): GroupKey {
  return keyOf(first?.of(row) ?? 0, second?.of(row) ?? 0);
}

export function valuesOfGroup(levels: readonly GroupLevel[], key: GroupKey): readonly Value[] {
  const numbers = [firstOf(key), secondOf(key)];
  return levels.map(({ values }, depth) => values[numbers[depth]!]!);
}

/**
 * Groups as an answer shows them: in the order of their values, no value last.
 *
 * @param all in order.
 * @param figures of the innermost groups with these keys together.
 */
export function groupTree(
  [first, second]: readonly GroupLevel[],
  all: readonly Counted[],
  figures: ((keys: readonly GroupKey[]) => readonly Value[]) | undefined,
): readonly ColumnarGroup[] {
  const groups: ColumnarGroup[] = [];
  if (!first) return groups;
  const withFigures = (group: ColumnarGroup, from: number, to: number): ColumnarGroup =>
    figures ? { ...group, aggregates: figures(all.slice(from, to).map(({ key }) => key)) } : group;
  for (let from = 0, to = 0; from < all.length; from = to) {
    const number = firstOf(all[from]!.key);
    const value = first.values[number]!;
    const inner: ColumnarGroup[] = [];
    let sum = 0;
    for (; to < all.length && firstOf(all[to]!.key) === number; to++) {
      const { key, count } = all[to]!;
      sum += count;
      if (second && count > 0)
        inner.push(withFigures({ value: second.values[secondOf(key)]!, count }, to, to + 1));
    }
    if (sum > 0)
      groups.push(
        withFigures(second ? { value, count: sum, groups: inner } : { value, count: sum }, from, to),
      );
  }
  return groups;
}
