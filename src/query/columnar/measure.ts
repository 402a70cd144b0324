import type { Value } from '../../model/records.js';
import { ExactSums, grown, none } from './exact-sums.js';
import { FieldNumbers } from './field-numbers.js';
import type { Bits } from './memory.js';
import { valueOfNumber } from './number-values.js';
import type { Aggregate } from './types.js';
import type { Seen } from './views.js';

const signs = { minimum: 1, maximum: -1 } as const;

/** What is wanted of the numbers of one field: for each slot their sum, and the least and the greatest one. */
export class Measure {
  readonly #seen: Seen;
  readonly #numbers: FieldNumbers;
  #sums: ExactSums | undefined;
  /** The least of all, each times a sign: the greatest is least when all are negative. NaN: the one that it was has gone. */
  readonly #extremes = new Map<1 | -1, Float64Array>();

  constructor(seen: Seen) {
    this.#seen = seen;
    this.#numbers = new FieldNumbers(seen);
  }

  want(of: Aggregate['of']): void {
    if (of === 'sum' || of === 'average') this.#sums ??= new ExactSums();
    else this.#extremes.set(signs[of], none);
  }

  /** False: a sum became more than a number can be, so that no change can be followed. */
  get isExact(): boolean {
    return this.#sums?.isExact !== false;
  }

  grow(slots: number): void {
    this.#sums?.grow(slots);
    for (const [sign, least] of this.#extremes) this.#extremes.set(sign, grown(least, slots, Infinity));
  }

  /** The first `count` rows of a list come to their slots (1), or go (-1). */
  take(rows: Uint32Array, slots: Uint32Array, count: number, by: 1 | -1): void {
    const [table, places] = this.#numbers.read(rows, count);
    this.#sums?.addAll(table, places, slots, count, by);
    for (const [sign, least] of this.#extremes) {
      for (let at = 0; at < count && by < 0; at++)
        if (table[places[at]!]! * sign === least[slots[at]!]) least[slots[at]!] = NaN;
      for (let at = 0; at < count && by > 0;) {
        const slot = slots[at]!;
        let known = least[slot]!;
        do {
          const number = table[places[at]!]! * sign;
          if (number < known) known = number;
        } while (++at < count && slots[at] === slot);
        least[slot] = known;
      }
    }
  }

  /** Adds all of another slot to one. */
  addSlot(slot: number, from: number): void {
    this.#sums?.addSlot(slot, from);
    for (const least of this.#extremes.values()) least[slot] = Math.min(least[slot]!, least[from]!);
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
    const sign = signs[of];
    const least = this.#extremes.get(sign)!;
    if (Number.isNaN(least[slot])) least[slot] = this.#numbers.least(rows(), sign);
    return least[slot] === Infinity ? NaN : least[slot]! * sign;
  }
}
