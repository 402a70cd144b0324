import { grown, none } from './exact-sums.js';

/** The least of numbers, one for each slot, each times a sign: the greatest is the least when all are negative. Infinity: there are none. */
export class Extremes {
  readonly sign: 1 | -1;
  /** Slots that the least one has gone from: no other is less, but which is the least has to be sought. */
  readonly gone = new Set<number>();
  #least = none;

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  grow(slots: number): void {
    this.#least = grown(this.#least, slots, Infinity);
  }

  /** Numbers come, each to its slot; as often as one likes. NaN is none. */
  add(table: Float64Array, places: Uint32Array, slots: Uint32Array, count: number): void {
    const { sign, gone } = this;
    const least = this.#least;
    for (let at = 0; at < count;) {
      const slot = slots[at]!;
      let known = Infinity;
      do {
        const number = table[places[at]!]! * sign;
        if (number < known) known = number;
      } while (++at < count && slots[at] === slot);
      if (known > least[slot]!) continue;
      least[slot] = known;
      if (gone.size > 0) gone.delete(slot);
    }
  }

  /** Numbers go. */
  remove(table: Float64Array, places: Uint32Array, slots: Uint32Array, count: number): void {
    for (let at = 0; at < count; at++)
      if (table[places[at]!]! * this.sign === this.#least[slots[at]!]) this.gone.add(slots[at]!);
  }

  /** Adds all of another slot to one. */
  addSlot(slot: number, from: number): void {
    const [known, other] = [this.#least[slot]!, this.#least[from]!];
    if (other > known) return;
    this.#least[slot] = other;
    if (!this.gone.has(from)) this.gone.delete(slot);
    else if (other < known) this.gone.add(slot);
  }

  /** Where the least one has gone, there is nothing until numbers are added: all that there are. */
  forget(slot: number): void {
    if (this.gone.delete(slot)) this.#least[slot] = Infinity;
  }

  /**
   * The least number, or the greatest; NaN for none.
   *
   * @param seek the least one, times the sign, where it is not known: none is less than `floor`.
   */
  of(slot: number, seek: (sign: 1 | -1, floor: number) => number): number {
    if (this.gone.delete(slot)) this.#least[slot] = seek(this.sign, this.#least[slot]!);
    const least = this.#least[slot]!;
    return least === Infinity ? NaN : least * this.sign;
  }
}
