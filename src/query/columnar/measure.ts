import type { Value } from '../../model/records.js';
import { ExactSums } from './exact-sums.js';
import { Extremes } from './extremes.js';
import { FieldNumbers } from './field-numbers.js';
import type { Bits } from './memory.js';
import { valueOfNumber } from './number-values.js';
import type { Aggregate } from './types.js';
import type { Seen } from './views.js';

/** What is wanted of the numbers of one field: for each slot their sum, and the least and the greatest one. */
export class Measure {
  readonly #seen: Seen;
  readonly #numbers: FieldNumbers;
  #sums: ExactSums | undefined;
  #least: Extremes | undefined;
  #greatest: Extremes | undefined;

  constructor(seen: Seen) {
    this.#seen = seen;
    this.#numbers = new FieldNumbers(seen);
  }

  want(of: Aggregate['of']): void {
    if (of === 'minimum') this.#least ??= new Extremes(1);
    else if (of === 'maximum') this.#greatest ??= new Extremes(-1);
    else this.#sums ??= new ExactSums();
  }

  /** Those that are wanted. */
  get extremes(): readonly Extremes[] {
    return [this.#least, this.#greatest].filter((each) => each !== undefined);
  }

  grow(slots: number): void {
    this.#sums?.grow(slots);
    this.#least?.grow(slots);
    this.#greatest?.grow(slots);
  }

  /** The first `count` rows of a list come to their slots (1), or go (-1). */
  take(rows: Uint32Array, slots: Uint32Array, count: number, by: 1 | -1): void {
    const [table, places] = this.#numbers.read(rows, count);
    this.#sums?.addAll(table, places, slots, count, by);
    const does = by > 0 ? 'add' : 'remove';
    this.#least?.[does](table, places, slots, count);
    this.#greatest?.[does](table, places, slots, count);
  }

  /** The first `count` rows of a list, which are in their slots: extremes may have forgotten them. */
  look(rows: Uint32Array, slots: Uint32Array, count: number): void {
    const [table, places] = this.#numbers.read(rows, count);
    this.#least?.add(table, places, slots, count);
    this.#greatest?.add(table, places, slots, count);
  }

  /** Adds all of another slot to one. */
  addSlot(slot: number, from: number): void {
    this.#sums?.addSlot(slot, from);
    this.#least?.addSlot(slot, from);
    this.#greatest?.addSlot(slot, from);
  }

  /** One figure of a slot, and its rows for those that have to look at them again. */
  figure(of: Aggregate['of'], slot: number, rows: () => Bits): Value {
    const { field } = this.#seen;
    const number = this.#numberOf(of, slot, rows);
    if (Number.isNaN(number)) return null;
    if (field.type === 'number') return number + 0; // -0 and 0 are the same
    const unit = field.instant ? 1 : 86_400_000;
    return valueOfNumber(Math.floor(number / unit) * unit, field);
  }

  /** NaN: there is none. */
  #numberOf(of: Aggregate['of'], slot: number, rows: () => Bits): number {
    if (of === 'sum' || of === 'average') {
      const count = this.#sums!.countOf(slot);
      return count > 0 ? this.#sums!.of(slot) / (of === 'sum' ? 1 : count) : NaN;
    }
    const extremes = of === 'minimum' ? this.#least! : this.#greatest!;
    return extremes.of(slot, (sign, floor) => this.#numbers.least(rows(), sign, floor));
  }
}
