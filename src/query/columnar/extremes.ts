import { grown, none } from './exact-sums.js';

/** The least of numbers, one for each slot, each times a sign: the greatest is the least when all are negative. Infinity: there are none. */
export class Extremes {
  readonly sign: 1 | -1;
  #least = none;
  /** 1 where the least one has gone: then none is less, but which is the least has to be sought. */
  #hasGone = new Uint8Array(0);
  /** Slots that it has gone from. */
  gone = 0;

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  grow(slots: number): void {
    this.#least = grown(this.#least, slots, Infinity);
    const hasGone = new Uint8Array(slots);
    hasGone.set(this.#hasGone);
    this.#hasGone = hasGone;
  }

  /** Numbers come, each to its slot; as often as one likes. NaN is none. */
  add(table: Float64Array, places: Uint32Array, slots: Uint32Array, count: number): void {
    const { sign } = this;
    const least = this.#least;
    for (let at = 0; at < count;) {
      const slot = slots[at]!;
      const before = least[slot]!;
      let known = Infinity;
      do {
        const number = table[places[at]!]! * sign;
        if (number < known) known = number;
      } while (++at < count && slots[at] === slot);
      if (known <= before) this.#set(slot, known, 0);
    }
  }

  /** Numbers go. */
  remove(table: Float64Array, places: Uint32Array, slots: Uint32Array, count: number): void {
    for (let at = 0; at < count; at++) {
      const slot = slots[at]!;
      if (table[places[at]!]! * this.sign === this.#least[slot]) this.#set(slot, this.#least[slot]!, 1);
    }
  }

  /** Adds all of another slot to one. */
  addSlot(slot: number, from: number): void {
    const [known, other] = [this.#least[slot]!, this.#least[from]!];
    if (other < known || (other === known && !this.hasGone(from)))
      this.#set(slot, other, this.#hasGone[from]!);
  }

  hasGone(slot: number): boolean {
    return this.#hasGone[slot] === 1;
  }

  /** Writes 1 for each slot that it has gone from. */
  markGone(to: Uint8Array): void {
    for (let slot = 0; slot < to.length; slot++) to[slot]! |= this.#hasGone[slot]!;
  }

  /** Where the least one has gone, there is nothing until numbers are added: all that there are. */
  forget(slot: number): void {
    if (this.hasGone(slot)) this.#set(slot, Infinity, 0);
  }

  /**
   * The least number, or the greatest; NaN for none.
   *
   * @param seek the least one, times the sign, where it is not known: none is less than `floor`.
   */
  of(slot: number, seek: (sign: 1 | -1, floor: number) => number): number {
    if (this.hasGone(slot)) this.#set(slot, seek(this.sign, this.#least[slot]!), 0);
    const least = this.#least[slot]!;
    return least === Infinity ? NaN : least * this.sign;
  }

  #set(slot: number, least: number, hasGone: number): void {
    this.gone += hasGone - this.#hasGone[slot]!;
    this.#least[slot] = least;
    this.#hasGone[slot] = hasGone;
  }
}
