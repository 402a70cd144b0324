import { kernels } from './kernels.js';
import { clearBit, setBit, wordsFor, type Arena, type Bits, type Block, type Codes } from './memory.js';

/** Columns with this many different values or fewer have a bitset for each. */
export const maxBitmaps = 32;

/** A bitset of rows for each code of a column with few of them. */
export class Bitmaps {
  readonly #arena: Arena;
  readonly #bitmaps: Block<Bits>[] = [];
  #rows: number;

  /**
   * @param count of codes.
   * @param index for each row where in `codes` its own stands; left out: in the row's place.
   */
  constructor(arena: Arena, count: number, codes: Codes, index?: Uint32Array) {
    this.#arena = arena;
    this.#rows = (index ?? codes).length;
    this.#upTo(count - 1);
    const { views } = this;
    for (let row = 0; row < this.#rows; row++)
      views[codes[index ? index[row]! : row]!]![row >> 5]! |= 1 << (row & 31);
  }

  /** By code. Codes that no row ever had may be missing at the end. */
  get views(): readonly Bits[] {
    return this.#bitmaps.map(({ view }) => view);
  }

  /** The new rows were never filled, and have code 0. */
  grow(rows: number): void {
    this.#rows = rows;
    for (const [code, bitmap] of this.#bitmaps.entries()) {
      const before = bitmap.view.length;
      bitmap.grow(wordsFor(rows));
      if (code === 0) bitmap.view.fill(-1, before);
    }
  }

  /** A row has another code. */
  move(row: number, before: number, after: number): void {
    this.#upTo(after);
    clearBit(this.#bitmaps[before]!.view, row);
    setBit(this.#bitmaps[after]!.view, row);
  }

  free(): void {
    for (const bitmap of this.#bitmaps) bitmap.free();
  }

  #upTo(code: number): void {
    while (this.#bitmaps.length <= code) this.#bitmaps.push(this.#arena.bits(this.#rows));
  }
}

/** The bits of the accepted codes' bitmaps; or of the others', turned round, where those are fewer. */
export function unite(to: Bits, bitmaps: readonly Bits[], table: Uint8Array): void {
  const accepted = bitmaps.filter((_, code) => table[code] === 1);
  const others = bitmaps.filter((_, code) => table[code] !== 1);
  const isFewer = accepted.length <= others.length;
  const [first, ...more] = isFewer ? accepted : others;
  if (first) to.set(first);
  else to.fill(0);
  for (const each of more) kernels.or(to, each);
  if (!isFewer) kernels.not(to);
}
