import { clearBit, type Arena, type Bits, type Block } from './memory.js';
import { Postings } from './postings.js';

/** What lies between the least and the greatest number is divided into so many parts. */
const parts = 4096;

/**
 * The rows of a column of numbers by the part that their number is in: ranges that few rows are in, such as the last
 * seven days, are taken from lists. 6 bytes a row. Numbers that come later and lie outside count to the outermost parts.
 */
export class NumberLists {
  /** For each row its part, from 1 on; 0 is no number. */
  readonly #codes: Block<Uint16Array>;
  readonly #postings: Postings;
  /** Halves, so that the whole range of numbers does not overflow. */
  readonly #from: number;
  readonly #scale: number;

  constructor(arena: Arena, numbers: Float64Array, [low, high]: readonly [number, number]) {
    this.#from = low / 2;
    this.#scale = high > low ? parts / (high / 2 - low / 2) : 0;
    this.#codes = arena.u16(numbers.length);
    this.#postings = new Postings(arena);
    const codes = this.#codes.view;
    for (let row = 0; row < numbers.length; row++) codes[row] = this.#codeOf(numbers[row]!);
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
    const postings = this.#postings.upToDate(this.#codes.view, parts + 1);
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
    return place > 0 ? (place < parts ? (place | 0) + 1 : parts) : 1;
  }
}
