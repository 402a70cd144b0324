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

const rows = new Uint32Array(mostRows);
const slots = new Uint32Array(mostRows);
/** Of so many groups that there might be, slots are found in an array. */
const mostListed = 2 ** 20;

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
  /** The slot of each group that there might be, plus one. */
  #listed: Uint32Array = new Uint32Array(0);
  #width = 0;

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

  /** False: a sum became more than a number can be, so that no change can be followed. */
  get isExact(): boolean {
    return [...this.#measures.values()].every(({ isExact }) => isExact);
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
    const [first, second] = this.#levels.map((level) => level.cells());
    const { bitmaps } = this.#levels[0] ?? {};
    const few = first && !second ? bitmaps?.() : undefined;
    let count = 0;
    // Group by group, where that is quick: neighbours in the same slot take half the time.
    for (const [code, others] of few?.entries() ?? []) {
      const from = count;
      count = rowsIn(bits, this.#next, end, rows, from, others);
      if (count > from) slots.fill(this.#slotOf(keyOf(first!.table[code])), from, count);
    }
    if (!few) {
      count = rowsIn(bits, this.#next, end, rows);
      this.#findSlots(count, first, second);
    }
    this.#take(count, 1);
    this.#next = end;
    if (end < bits.length) return;
    this.#next = Infinity;
    this.#innermost = this.#keys.length;
  }

  /** The slots of the first rows noted. */
  #findSlots(count: number, first: Cells | undefined, second: Cells | undefined): void {
    if (!first) slots.fill(this.#slotOf(everyRow), 0, count);
    else {
      const list = this.#list();
      const width = this.#width;
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

  /** The figures of a group by its numbers; left out: of all rows. */
  of(first?: number, second?: number): readonly Value[] {
    const slot = this.#slots.get(keyOf(first, second));
    const rowsOfGroup = () => this.#rowsOf([first, second]);
    return this.#aggregates.map(({ field, of }) =>
      slot === undefined ? null : this.#measures.get(field)!.figure(of, slot, rowsOfGroup),
    );
  }

  #rowsOf(group: readonly (number | undefined)[]): Bits {
    const bits = this.#bits().slice();
    for (const [at, level] of this.#levels.entries())
      if (group[at] !== undefined) level.keepOnly(bits, group[at]);
    return bits;
  }

  /** The first rows noted come to the slots noted, or go. */
  #take(count: number, by: 1 | -1): void {
    for (const measure of this.#measures.values()) measure.take(rows, slots, count, by);
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

  /** Slots as they are known, by the numbers of their levels as many as there are now. */
  #list(): Uint32Array | undefined {
    const [first, second] = this.#levels;
    const width = second?.values.length ?? 1;
    const size = (first?.values.length ?? 1) * width;
    if (size > mostListed) return undefined;
    if (width !== this.#width || size > this.#listed.length) this.#listed = new Uint32Array(size * 2);
    this.#width = width;
    return this.#listed;
  }
}
