import type { Value } from '../../model/records.js';
import { numberAt, type GroupLevel } from './group-level.js';
import { kernels } from './kernels.js';
import { rowsOf, type Bits } from './memory.js';
import type { Keyed } from './order.js';
import { Siblings, type Counted } from './siblings.js';
import { sortedByKey } from './sort-rows.js';
import type { Tallies } from './tallies.js';
import type { ColumnarGroup, GroupDifference } from './types.js';

type Levels = readonly GroupLevel[];

/** Groups that are made at a time, in about a millisecond. */
const piece = 4096;

/** The groups of some rows, and how many are in each. What rows coming and going does not touch stays the same object. */
export class GroupCounts {
  readonly #levels: Levels;
  readonly #outermost: Siblings;
  /** Innermost groups that were counted since it was told. */
  #touched: Counted[] = [];

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
   * The same in pieces, with all that is shown of them. Rows have to stay what they are meanwhile.
   *
   * @param tallies ready ones.
   */
  static *inPieces(levels: Levels, bits: Bits, tallies: Tallies | undefined): Generator<void, GroupCounts> {
    const counts = new GroupCounts(levels, yield* countGroups(levels, bits));
    let shown = 0;
    for (const outer of counts.#outermost.all) {
      for (const inner of outer.inner?.all ?? []) {
        inner.shown = counts.#showOne(inner, 1, tallies);
        if (++shown % piece === 0) yield;
      }
      outer.shown = counts.#showOne(outer, 0, tallies);
      if (++shown % piece === 0) yield;
    }
    return counts;
  }

  /** A row comes (1), or is about to go (-1). */
  count(row: number, by: 1 | -1): void {
    const [first, second] = this.#levels;
    const outer = this.#outermost.of(first!.of(row), undefined, !!second);
    const innermost = second ? outer.inner!.of(second.of(row), outer, false) : outer;
    if (second) outer.inner!.count(innermost, by);
    this.#outermost.count(outer, by);
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
    return this.#showAll(this.#outermost, 0, tallies);
  }

  #showAll(siblings: Siblings, depth: number, tallies: Tallies | undefined): readonly ColumnarGroup[] {
    return siblings.show(this.#levels[depth]!, (group) => this.#showOne(group, depth, tallies));
  }

  #showOne(group: Counted, depth: number, tallies: Tallies | undefined): ColumnarGroup {
    const { number, count, outer, inner } = group;
    const value = this.#levels[depth]!.values[number]!;
    const aggregates = tallies && (outer ? tallies.of(outer.number, number) : tallies.of(number));
    const groups = inner && this.#showAll(inner, 1, tallies);
    if (!aggregates) return groups ? { value, count, groups } : { value, count };
    return groups ? { value, count, groups, aggregates } : { value, count, aggregates };
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
  const outer = first!.cells();
  const inner = second?.cells();
  const width = second?.values.length ?? 1;
  const bitmaps = second ? undefined : first!.bitmaps();
  if (bitmaps)
    bitmaps.forEach((bitmap, code) => (counts[outer.table[code]!]! += kernels.count(bits, bitmap)));
  else {
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
        const row = (word << 5) + 31 - Math.clz32(rest & -rest);
        counts[numberAt(outer, row) * width + (inner ? numberAt(inner, row) : 0)]!++;
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
    const cells = level.cells();
    for (let at = 0; at < rows.length; at++)
      sorted.keys[at] = ranks[numberAt(cells, sorted.rows[at]!)]! >>> shift;
    yield;
    sorted = yield* sortedByKey(sorted);
  }
  const groups = new Siblings();
  let cells = second.cells();
  let outer: Counted | undefined;
  let innermost: Counted | undefined;
  for (let at = 0; at < rows.length; at++) {
    const row = sorted.rows[at]!;
    const number = numberAt(cells, row);
    if (!outer || sorted.keys[at] !== sorted.keys[at - 1])
      [outer, innermost] = [groups.append(first.of(row), 0, undefined, new Siblings()), undefined];
    if (innermost?.number !== number) innermost = outer.inner!.append(number, 0, outer);
    outer.count++;
    innermost.told = ++innermost.count;
    if (at % (piece * 4) > 0) continue;
    yield;
    cells = second.cells(); // memory may have moved meanwhile
  }
  return groups;
}
