import type { FieldId, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { mostRows } from './field-numbers.js';
import { numberAt, type Cells, type GroupLevel } from './group-level.js';
import { Measure } from './measure.js';
import { rowsIn, type Bits } from './memory.js';
import type { Aggregate } from './types.js';
import type { Views } from './views.js';

/** A group by its number on each level of grouping, as one number; those that have others in them, and all rows, too. */
type GroupKey = number;

const base = 2 ** 26;
const everyRow: GroupKey = 0;
const keyOf = (first?: number, second?: number): GroupKey =>
  first === undefined ? everyRow : 1 + first + (second === undefined ? 0 : (second + 1) * base);

/** What a group is in, itself first. */
function around(key: GroupKey): readonly GroupKey[] {
  const outer = key % base;
  return key === everyRow ? [key] : outer === key ? [key, everyRow] : [key, outer, everyRow];
}

const outerOf = (key: GroupKey): number => (key % base) - 1;
const innerOf = (key: GroupKey): number => Math.floor(key / base) - 1;
const depthOf = (key: GroupKey): number => (key === everyRow ? 0 : key < base ? 1 : 2);

const rows = new Uint32Array(mostRows);
const slots = new Uint32Array(mostRows);
/** Of so many groups that there might be, slots are found in an array. */
const mostListed = 2 ** 20;
/** From so many groups the least number may have gone before their rows are looked at together. */
const few = 16;

/**
 * Figures of the rows of a bitset, and of their groups. Rows are taken in piece by piece, into the innermost groups; then
 * those are added up. Changes are followed from the start: what has not had its turn is seen when it has.
 */
export class Tallies {
  readonly #levels: readonly GroupLevel[];
  readonly #bits: () => Bits;
  readonly #aggregates: readonly Aggregate[];
  readonly #measures = new Map<FieldId, Measure>();
  readonly #slots = new Map<GroupKey, number>();
  readonly #keys: GroupKey[] = [];
  #room = 0;
  /** Rows up to this word are taken in. */
  #next = 0;
  /** Slots up to here are added to what they are in, and those behind `#innermost` were from the start. */
  #added = 0;
  #innermost = Infinity;
  /** By depth of grouping. */
  readonly #listed = [new Listed(), new Listed()] as const;

  /** @param bits as they are whenever it is asked for them; what comes and goes has to be told by `change`. */
  constructor(
    views: Views,
    of: Subject,
    aggregates: readonly Aggregate[],
    levels: readonly GroupLevel[],
    bits: () => Bits,
  ) {
    this.#levels = levels;
    this.#bits = bits;
    this.#aggregates = aggregates;
    for (const { field, of: figure } of aggregates) {
      let measure = this.#measures.get(field);
      if (!measure) this.#measures.set(field, (measure = new Measure(views.see(field, of))));
      measure.want(figure);
    }
  }

  get isReady(): boolean {
    return this.#added === Infinity;
  }

  /** Takes in a piece, about a millisecond for each field; the levels have to be ready. False: nothing is left. */
  step(): boolean {
    if (this.isReady) return false;
    if (this.#next === Infinity) this.#addUp();
    else this.#takeSome();
    return true;
  }

  #takeSome(): void {
    const bits = this.#bits();
    const end = Math.min(bits.length, this.#next + mostRows / 32);
    const cells = this.#levels.map((level) => level.cells());
    const bitmaps = cells.length === 1 ? this.#levels[0]!.bitmaps() : undefined;
    let count = 0;
    // Group by group, where that is quick: neighbours in the same slot take half the time.
    for (const [code, others] of bitmaps?.entries() ?? []) {
      const from = count;
      count = rowsIn(bits, this.#next, end, rows, from, others);
      if (count > from) slots.fill(this.#slotOf(keyOf(cells[0]!.table[code])), from, count);
    }
    if (!bitmaps) {
      count = rowsIn(bits, this.#next, end, rows);
      this.#findSlots(count, cells);
    }
    this.#take(count, 1);
    this.#next = end;
    if (end < bits.length) return;
    this.#next = Infinity;
    this.#innermost = this.#keys.length;
  }

  /** The slots of the first rows noted, by as many levels as there are cells of. */
  #findSlots(count: number, [first, second]: readonly Cells[]): void {
    if (!first) return void slots.fill(this.#slotOf(everyRow), 0, count);
    const [outerLevel, innerLevel] = this.#levels;
    const width = second ? innerLevel!.values.length : 1;
    const list = this.#listed[second ? 1 : 0].upTo(outerLevel!.values.length, width);
    for (let at = 0; at < count; at++) {
      const outer = numberAt(first, rows[at]!);
      const inner = second ? numberAt(second, rows[at]!) : 0;
      const place = outer * width + inner;
      let slot = list ? list[place]! : 0;
      if (slot === 0) {
        slot = this.#slotOf(keyOf(outer, second && inner)) + 1;
        if (list) list[place] = slot;
      }
      slots[at] = slot - 1;
    }
  }

  /** A row's values come (1), or are about to go (-1). */
  change(row: number, by: 1 | -1): void {
    if (row >> 5 >= this.#next) return;
    const keys = around(this.#keyOf(row));
    slots[0] = this.#slotOf(keys[0]!);
    const isAdded = slots[0] < this.#added || slots[0] >= this.#innermost;
    const count = isAdded ? keys.length : 1;
    for (let at = 1; at < count; at++) slots[at] = this.#slotOf(keys[at]!);
    rows.fill(row, 0, count);
    this.#take(count, by);
  }

  /** Seeks least numbers that have gone, where that is quicker for many groups at once than for each that is shown. */
  seek(): void {
    const extremes = Array.from(this.#measures.values(), (measure) => measure.extremes).flat();
    if (!this.isReady || extremes.every(({ gone }) => gone.size <= few)) return;
    const gone = new Set(extremes.flatMap((each) => [...each.gone]));
    for (let depth = 1; depth <= this.#levels.length; depth++) {
      const sought = [...gone].filter((slot) => depthOf(this.#keys[slot]!) === depth);
      if (sought.length <= few) continue;
      for (const slot of sought) for (const each of extremes) each.forget(slot);
      this.#lookAgain(sought, depth);
    }
  }

  /** The figures of a group by its numbers; left out: of all rows. */
  of(first?: number, second?: number): readonly Value[] {
    const key = keyOf(first, second);
    const slot = this.#slots.get(key);
    let known: Bits | undefined;
    const rowsOfGroup = () => (known ??= this.#rowsOf([key]));
    return this.#aggregates.map(({ field, of }) =>
      slot === undefined ? null : this.#measures.get(field)!.figure(of, slot, rowsOfGroup),
    );
  }

  /** The rows of some groups; with two levels of some more. */
  #rowsOf(groups: readonly GroupKey[]): Bits {
    const bits = this.#bits().slice();
    const [outer, inner] = this.#levels;
    const [first] = groups;
    if (first === undefined || first === everyRow) return bits;
    outer!.keepOnly(bits, groups.map(outerOf));
    if (depthOf(first) === 2) inner!.keepOnly(bits, groups.map(innerOf));
    return bits;
  }

  /** The first rows noted come to the slots noted, or go. */
  #take(count: number, by: 1 | -1): void {
    for (const measure of this.#measures.values()) measure.take(rows, slots, count, by);
  }

  /** At all rows of groups that are so many levels deep, for extremes that were forgotten. */
  #lookAgain(sought: readonly number[], depth: number): void {
    const bits = this.#rowsOf(sought.map((slot) => this.#keys[slot]!));
    const isSought = new Uint8Array(this.#keys.length);
    for (const slot of sought) isSought[slot] = 1;
    const cells = this.#levels.slice(0, depth).map((level) => level.cells());
    for (let word = 0; word < bits.length; word += mostRows / 32) {
      const all = rowsIn(bits, word, Math.min(bits.length, word + mostRows / 32), rows);
      this.#findSlots(all, cells);
      let count = 0;
      for (let at = 0; at < all; at++) {
        if (isSought[slots[at]!] !== 1) continue;
        rows[count] = rows[at]!;
        slots[count++] = slots[at]!;
      }
      for (const measure of this.#measures.values()) measure.look(rows, slots, count);
    }
  }

  #addUp(): void {
    const end = Math.min(this.#innermost, this.#added + mostRows / 8);
    for (let slot = this.#added; slot < end; slot++)
      for (const outer of around(this.#keys[slot]!).slice(1)) {
        const to = this.#slotOf(outer);
        for (const measure of this.#measures.values()) measure.addSlot(to, slot);
      }
    this.#added = end === this.#innermost ? Infinity : end;
  }

  #keyOf(row: number): GroupKey {
    const [first, second] = this.#levels;
    return keyOf(first?.of(row), second?.of(row));
  }

  #slotOf(key: GroupKey): number {
    let slot = this.#slots.get(key);
    if (slot !== undefined) return slot;
    this.#slots.set(key, (slot = this.#keys.push(key) - 1));
    if (slot < this.#room) return slot;
    this.#room = slot * 2 + 8;
    for (const measure of this.#measures.values()) measure.grow(this.#room);
    return slot;
  }
}

/** The slot of each group that there might be, plus one: by the numbers of its levels, as many as there are now. */
class Listed {
  #slots: Uint32Array = new Uint32Array(0);
  #width = 0;

  upTo(outer: number, width: number): Uint32Array | undefined {
    const size = outer * width;
    if (size > mostListed) return undefined;
    if (width !== this.#width || size > this.#slots.length) this.#slots = new Uint32Array(size * 2);
    this.#width = width;
    return this.#slots;
  }
}
