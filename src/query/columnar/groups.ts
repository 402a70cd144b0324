import type { Value } from '../../model/records.js';
import type { Tallies } from './aggregates.js';
import type { GroupLevel } from './group-level.js';
import { kernels } from './kernels.js';
import { rowsOf, type Bits } from './memory.js';
import type { Keyed } from './order.js';
import { sortedByKey } from './sort-rows.js';
import type { ColumnarGroup, GroupDifference } from './types.js';

/** A group of a question by its number on each level of grouping, in one number. */
export type GroupKey = number;

type Levels = readonly GroupLevel[];

const base = 2 ** 26;
const keyOf = (first: number, second: number): GroupKey => second * base + first;

export function groupOf([first, second]: Levels, row: number): GroupKey {
  return keyOf(first?.of(row) ?? 0, second?.of(row) ?? 0);
}

/** How many rows are in a group, and how many were when that was told last. */
interface Counted {
  readonly number: number;
  readonly outer: Counted | undefined;
  readonly inner: Siblings | undefined;
  count: number;
  told: number;
  /** As answers show it, until its rows are others. */
  shown: ColumnarGroup | undefined;
}

/** So many are looked through for one. */
const few = 16;
/** Groups that are made at a time, in about a millisecond. */
const piece = 4096;

/** Groups in the same one, or the outermost ones. */
class Siblings {
  /** In order, until some come. */
  all: Counted[] = [];
  #isInOrder = true;
  #byNumber: Map<number, Counted> | undefined;

  /** Behind all others. */
  append(number: number, count: number, outer?: Counted, inner?: Siblings): Counted {
    const group = { number, outer, inner, count, told: count, shown: undefined };
    this.all.push(group);
    return group;
  }

  /** The one of that number, a new one if need be. */
  of(number: number, outer: Counted | undefined, hasInner: boolean): Counted {
    let group = this.#find(number);
    if (group) return group;
    group = this.append(number, 0, outer, hasInner ? new Siblings() : undefined);
    this.#byNumber?.set(number, group);
    this.#isInOrder = false;
    return group;
  }

  inOrder({ ranks }: GroupLevel): readonly Counted[] {
    if (!this.#isInOrder) this.all.sort((a, b) => ranks[a.number]! - ranks[b.number]!);
    this.#isInOrder = true;
    return this.all;
  }

  /** Takes out those without rows. */
  clean(): void {
    for (const { count, number } of this.all) if (count === 0) this.#byNumber?.delete(number);
    this.all = this.all.filter(({ count }) => count > 0);
  }

  #find(number: number): Counted | undefined {
    if (this.all.length <= few) return this.all.find((each) => each.number === number);
    this.#byNumber ??= new Map(this.all.map((each) => [each.number, each]));
    return this.#byNumber.get(number);
  }
}

/** The groups of some rows, and how many are in each. What rows coming and going does not touch stays the same object. */
export class GroupCounts {
  readonly #levels: Levels;
  readonly #outermost: Siblings;
  /** Innermost groups that were counted since it was told. */
  #touched: Counted[] = [];
  #shown: readonly ColumnarGroup[] | undefined;

  private constructor(levels: Levels, outermost: Siblings) {
    this.#levels = levels;
    this.#outermost = outermost;
  }

  /** Counts the rows of a bitset by groups that are ready. */
  static of(levels: Levels, bits: Bits): GroupCounts {
    const counting = countGroups(levels, bits);
    let step = counting.next();
    while (!step.done) step = counting.next();
    return new GroupCounts(levels, step.value);
  }

  /**
   * The same in pieces. Rows have to stay what they are meanwhile.
   *
   * @param isPlain groups are shown without figures, and that is prepared, too.
   */
  static *inPieces(levels: Levels, bits: Bits, isPlain: boolean): Generator<void, GroupCounts> {
    const counts = new GroupCounts(levels, yield* countGroups(levels, bits));
    let shown = 0;
    for (const outer of isPlain ? counts.#outermost.all : []) {
      for (const inner of outer.inner?.all ?? []) {
        inner.shown = counts.#showOne(inner, 1, undefined);
        if (++shown % piece === 0) yield;
      }
      outer.shown = counts.#showOne(outer, 0, undefined);
      if (++shown % piece === 0) yield;
    }
    return counts;
  }

  /** A row comes (1), or is about to go (-1). */
  count(row: number, by: 1 | -1): void {
    const [first, second] = this.#levels;
    const outer = this.#outermost.of(first!.of(row), undefined, !!second);
    const innermost = second ? outer.inner!.of(second.of(row), outer, false) : outer;
    for (let each: Counted | undefined = innermost; each; each = each.outer) {
      each.count += by;
      each.shown = undefined;
    }
    this.#shown = undefined;
    this.#touched.push(innermost);
  }

  /** What became different since this was asked last. */
  differences(): readonly GroupDifference[] {
    const differences: GroupDifference[] = [];
    const gone = new Set<Siblings>();
    for (const group of this.#touched) {
      const { count, told, outer } = group;
      if (count !== told) differences.push({ values: this.#valuesOf(group), count });
      group.told = count;
      if (count === 0) gone.add(outer?.inner ?? this.#outermost);
      if (outer?.count === 0) gone.add(this.#outermost);
    }
    for (const siblings of gone) siblings.clean();
    this.#touched = [];
    return differences;
  }

  /** As an answer shows them: in the order of their values, no value last. The levels have to be ready. */
  show(tallies: Tallies | undefined): readonly ColumnarGroup[] {
    return (this.#shown ??= this.#showAll(this.#outermost, 0, tallies));
  }

  #showAll(siblings: Siblings, depth: number, tallies: Tallies | undefined): readonly ColumnarGroup[] {
    const groups: ColumnarGroup[] = [];
    for (const group of siblings.inOrder(this.#levels[depth]!))
      if (group.count > 0) groups.push((group.shown ??= this.#showOne(group, depth, tallies)));
    return groups;
  }

  #showOne(group: Counted, depth: number, tallies: Tallies | undefined): ColumnarGroup {
    const { number, count, outer, inner } = group;
    const value = this.#levels[depth]!.values[number]!;
    const shown = inner ? { value, count, groups: this.#showAll(inner, 1, tallies) } : { value, count };
    if (!tallies) return shown;
    const keys = inner
      ? inner.all.map((each) => keyOf(number, each.number))
      : [outer ? keyOf(outer.number, number) : keyOf(number, 0)];
    return { ...shown, aggregates: tallies.of(keys) };
  }

  #valuesOf({ number, outer }: Counted): readonly Value[] {
    const [first, second] = this.#levels;
    return outer ? [first!.values[outer.number]!, second!.values[number]!] : [first!.values[number]!];
  }
}

function* countGroups(levels: Levels, bits: Bits): Generator<void, Siblings> {
  const [first, second] = levels;
  const width = second?.values.length ?? 1;
  const size = first!.values.length * width;
  if (second && size > mostCounts) return yield* countSorted(first!, second, bits);
  // For few groups: making an array takes longer than counting some hundred rows.
  const counts = size > spare.length ? new Uint32Array(size) : spare.fill(0, 0, size);
  countInto(counts, levels, bits);
  const groups = new Siblings();
  const numbers = second?.sorted();
  for (const [place, number] of first!.sorted().entries()) {
    if (numbers) {
      const inner = new Siblings();
      const outer = groups.append(number, 0, undefined, inner);
      for (const each of numbers) {
        const count = counts[number * width + each]!;
        if (count > 0) inner.append(each, count, outer);
        outer.count += count;
      }
      if (outer.count === 0) groups.all.pop();
    } else if (counts[number]! > 0) groups.append(number, counts[number]!);
    if (place % piece === piece - 1) yield;
  }
  return groups;
}

const spare = new Uint32Array(piece);
/** Of more groups that there might be, rows are sorted in place of counted. */
const mostCounts = 2 ** 16;

function countInto(counts: Uint32Array, [first, second]: Levels, bits: Bits): void {
  const { table, codes, index } = first!.cells();
  const inner = second?.cells();
  const width = second?.values.length ?? 1;
  const bitmaps = second ? undefined : first!.bitmaps();
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
}

function* countSorted(first: GroupLevel, second: GroupLevel, bits: Bits): Generator<void, Siblings> {
  const rows = rowsOf(bits, new Uint32Array(kernels.count(bits)));
  let sorted: Keyed = { rows, keys: new Uint32Array(rows.length) };
  for (const level of [second, first]) {
    yield;
    const { ranks, shift } = level;
    const { table, codes, index } = level.cells();
    for (let at = 0; at < rows.length; at++) {
      const row = sorted.rows[at]!;
      sorted.keys[at] = ranks[table[codes[index ? index[row]! : row]!]!]! >>> shift;
    }
    yield;
    sorted = yield* sortedByKey(sorted);
  }
  const groups = new Siblings();
  let { table, codes, index } = second.cells();
  let outer: Counted | undefined;
  let innermost: Counted | undefined;
  for (let at = 0; at < rows.length; at++) {
    const row = sorted.rows[at]!;
    const number = table[codes[index ? index[row]! : row]!]!;
    if (!outer || sorted.keys[at] !== sorted.keys[at - 1])
      [outer, innermost] = [groups.append(first.of(row), 0, undefined, new Siblings()), undefined];
    if (innermost?.number !== number) innermost = outer.inner!.append(number, 0, outer);
    outer.count++;
    innermost.told = ++innermost.count;
    if (at % (piece * 4) > 0) continue;
    yield;
    ({ table, codes, index } = second.cells()); // memory may have moved meanwhile
  }
  return groups;
}
