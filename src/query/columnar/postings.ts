import { kernels } from './kernels.js';
import { clearBit, setBit, type Arena, type Bits, type Block, type Codes } from './memory.js';

/**
 * The rows of each code, in one list sorted by code. A row whose code changes is only noted down; after a sixteenth
 * of the rows, the list is made anew when somebody wants it.
 */
export class Postings {
  readonly #starts: Block<Uint32Array>;
  readonly #rows: Block<Uint32Array>;
  readonly #touched = new Set<number>();
  #codes: Codes = new Uint8Array(0);
  #built = -1;
  #stale = false;

  constructor(arena: Arena) {
    this.#starts = arena.u32(0);
    this.#rows = arena.u32(0);
  }

  touch(row: number): void {
    if (this.#stale || this.#built < 0) return;
    this.#touched.add(row);
    if (this.#touched.size * 16 > this.#built + 1024) this.#stale = true;
  }

  /** For these codes, which must be the column's as of now. */
  upToDate(codes: Codes, codeCount: number): this {
    this.#codes = codes;
    // Rows beyond those of the list hold code 0 unless they were touched.
    if (this.#built < 0 || this.#stale || codes.length > this.#built * 1.5) this.#build(codes, codeCount);
    return this;
  }

  /** At least as many rows as these codes have. */
  countOf(codes: Iterable<number>): number {
    const starts = this.#starts.view;
    let count = this.#touched.size;
    for (const code of codes) count += starts[code + 1]! - starts[code]! || 0; // none of a code that came later
    return count;
  }

  /**
   * Sets the bits of the rows of these codes; `to` is empty, and code 0 not among them.
   *
   * @param isOne whether a code is.
   */
  setBits(codes: ArrayLike<number>, isOne: (code: number) => boolean, to: Bits): void {
    const starts = this.#starts.view;
    const rows = this.#rows.view;
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index]!;
      const [from, end] = [starts[code]!, starts[code + 1]!]; // undefined where the code came later
      // A call takes longer than to set a few.
      if (end - from > 32) kernels.setRows(to, rows, from, end);
      else for (let at = from; at < end; at++) setBit(to, rows[at]!);
    }
    this.#correct(isOne, to);
  }

  /** Sets the bits of the rows of the codes from `first` to `last`, without 0, and no others. False: of more than `most`. */
  setRange(first: number, last: number, most: number, to: Bits): boolean {
    const rows = this.#rows.view;
    const [from, end] = [this.#starts.view[first]!, this.#starts.view[last + 1]!];
    if (end - from + this.#touched.size > most) return false;
    to.fill(0);
    kernels.setRows(to, rows, from, end);
    this.#correct((code) => code >= first && code <= last, to);
    return true;
  }

  /** Each row of a code once. Not for code 0: rows that were never filled have it, too. */
  visit(code: number, visitor: (row: number) => void): void {
    const starts = this.#starts.view;
    const rows = this.#rows.view;
    for (let at = starts[code]!, end = starts[code + 1]!; at < end; at++)
      if (!this.#touched.has(rows[at]!)) visitor(rows[at]!);
    for (const row of this.#touched) if (this.#codes[row] === code) visitor(row);
  }

  free(): void {
    this.#starts.free();
    this.#rows.free();
  }

  /** The bits of rows that have another code than when the list was made. */
  #correct(isOne: (code: number) => boolean, to: Bits): void {
    for (const row of this.#touched) (isOne(this.#codes[row]!) ? setBit : clearBit)(to, row);
  }

  #build(codes: Codes, codeCount: number): void {
    this.#starts.grow(codeCount + 1);
    this.#rows.grow(codes.length);
    const starts = this.#starts.view.fill(0);
    const rows = this.#rows.view;
    for (let row = 0; row < codes.length; row++) starts[codes[row]!]!++;
    let sum = 0;
    for (let code = 0; code < starts.length; code++) sum = starts[code] = starts[code]! + sum;
    for (let row = codes.length - 1; row >= 0; row--) rows[--starts[codes[row]!]!] = row;
    this.#built = codes.length;
    this.#touched.clear();
    this.#stale = false;
  }
}
