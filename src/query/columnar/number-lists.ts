import { clearBit, type Arena, type Bits, type Block } from './memory.js';
import { Postings } from './postings.js';

/**
 * The rows of a column of numbers by the part that their number is in: ranges that few rows are in, such as the last
 * seven days, are taken from lists. 6 bytes a row. Numbers that come later and lie outside count to the outermost parts.
 */
export class NumberLists {
  /** For each row its part, from 1 on; 0 is no number. */
  readonly #codes: Block<Uint16Array>;
  readonly #postings: Postings;
  /** Of what lies between the least and the greatest number: as many as 16 bits can tell apart, for some rows each. */
  readonly #parts: number;
  /** Halves, so that the whole range of numbers does not overflow. */
  readonly #from: number;
  readonly #scale: number;

  /** @param rows that have numbers by now. */
  constructor(arena: Arena, numbers: Float64Array, [low, high]: readonly [number, number], rows: number) {
    this.#from = low / 2;
    this.#parts = Math.min(4096 + (numbers.length >> 4), 65_535);
    this.#scale = high > low ? this.#parts / (high / 2 - low / 2) : 0;
    this.#codes = arena.u16(numbers.length);
    this.#postings = new Postings(arena);
    for (let row = 0; row < rows; row++) this.set(row, numbers[row]!);
  }

  grow(rows: number): void {
    this.#codes.grow(rows);
  }

  /** A row has another number. */
  set(row: number, number: number): void {
    const code = this.#codeOf(number);
    if (this.#codes.view[row] === code) return;
    this.#codes.view[row] = code;
    this.#postings.touch(row);
  }

  /** Sets the bits of the rows with numbers from `low` to `high`, and no others. False: they are not few. */
  scan(to: Bits, numbers: Float64Array, low: number, high: number): boolean {
    if (!(low <= high)) return false;
    const [first, last] = [this.#codeOf(low), this.#codeOf(high)];
    const postings = this.#postings.upToDate(this.#codes.view, this.#parts + 1);
    if (!postings.setRange(first, last, numbers.length / 6, to)) return false;
    // All in the parts between are within.
    for (const code of [first, last])
      postings.visit(code, (row) => {
        if (numbers[row]! < low || numbers[row]! > high) clearBit(to, row);
      });
    return true;
  }

  free(): void {
    this.#codes.free();
    this.#postings.free();
  }

  #codeOf(number: number): number {
    if (number !== number) return 0;
    const place = (number / 2 - this.#from) * this.#scale;
    return place > 0 ? (place < this.#parts ? (place | 0) + 1 : this.#parts) : 1;
  }
}
