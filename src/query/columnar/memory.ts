/** A bitset: row r is bit r % 32 of word r / 32. Signed, because that is what JavaScript computes on without detours. */
export type Bits = Int32Array;

/** What a row has, as a small number. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

export type View = Codes | Int32Array | Float64Array;

/**
 * A growable piece of memory. Growing moves it, and in an arena of WebAssembly it may move between two tasks, so take
 * `view` afresh after every call that can grow it, and never keep one in a field.
 */
export interface Block<V extends View> {
  readonly view: V;
  /** Room for at least `length` elements; new ones are 0. */
  grow(length: number): void;
  free(): void;
}

/** How many of a block's elements were ever written: the others are 0, and need not be copied. Left out: any. */
export type Used = () => number;

/** Where columns live: each block in a buffer of its own. `simd/arena.ts` has another one. */
export class Arena {
  bytes = 0;

  u8(length: number, used?: Used): Block<Uint8Array> {
    return this.block(Uint8Array, length, used);
  }
  u16(length: number): Block<Uint16Array> {
    return this.block(Uint16Array, length);
  }
  u32(length: number, used?: Used): Block<Uint32Array> {
    return this.block(Uint32Array, length, used);
  }
  bits(rows: number): Block<Bits> {
    return this.block(Int32Array, wordsFor(rows));
  }
  f64(length: number): Block<Float64Array> {
    return this.block(Float64Array, length);
  }

  /** Blocks will take about so many bytes more. Buffers of their own need not know. */
  expect(_bytes: number): void {}

  protected block<V extends View>(make: Make<V>, length: number, used?: Used): Block<V> {
    return new ArenaBlock(this, make, length, used);
  }
}

/** For the engine's option of that name. */
export interface Accelerator {
  createArena(): Arena;
}

export interface Make<V extends View> {
  new (length: number): V;
  new (buffer: ArrayBuffer, address: number, length: number): V;
  readonly BYTES_PER_ELEMENT: number;
}

class ArenaBlock<V extends View> implements Block<V> {
  view: V;
  readonly #arena: Arena;
  readonly #make: Make<V>;
  readonly #used: Used | undefined;

  constructor(arena: Arena, make: Make<V>, length: number, used?: Used) {
    this.#arena = arena;
    this.#make = make;
    this.#used = used;
    this.view = new make(length);
    arena.bytes += this.view.byteLength;
  }

  grow(length: number): void {
    const old = this.view;
    if (length <= old.length) return;
    const grown = new this.#make(length);
    grown.set(old.subarray(0, this.#used?.()));
    this.#arena.bytes += grown.byteLength - old.byteLength;
    this.view = grown;
  }

  free(): void {
    this.#arena.bytes -= this.view.byteLength;
    this.view = new this.#make(0);
  }
}

/** Rows that are allocated together: whole words of bitsets and whole zones. */
export const zone = 1024;

/** A capacity for `rows`, half as much again as there are: growing in small steps copies everything over and over. */
export function capacityFor(rows: number): number {
  return Math.ceil((rows + (rows >> 1) + 1) / zone) * zone;
}

/** Bytes for texts of which `count` took `bytes`: enough for all that there are rows for, if they go on like that. */
export function roomFor(bytes: number, count: number, rows: number): number {
  const all = count < 256 ? 0 : Math.min(bytes * 16, (bytes / count) * rows * 1.05);
  return Math.ceil(Math.max(bytes * 1.3, all)) + 64;
}

export const wordsFor = (rows: number) => (rows + 31) >> 5;

export const setBit = (bits: Bits, row: number) => void (bits[row >> 5]! |= 1 << (row & 31));
export const clearBit = (bits: Bits, row: number) => void (bits[row >> 5]! &= ~(1 << (row & 31)));
export const hasBit = (bits: Bits, row: number) => (bits[row >> 5]! >>> (row & 31)) & 1;

/** Calls `visitor` with each bit that is set, from the first on. */
export function visitBits(bits: Bits, visitor: (at: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!;
    while (rest !== 0) {
      const low = rest & -rest;
      visitor((word << 5) + 31 - Math.clz32(low));
      rest ^= low;
    }
  }
}

/** The rows of a bitset in ascending order, written to `to`, which has room for them. */
export function rowsOf(bits: Bits, to: Uint32Array): Uint32Array {
  rowsIn(bits, 0, bits.length, to);
  return to;
}

/**
 * The same for rows that are in two bitsets, for the words from `start` to `end` (not included); written behind the first
 * `count`. Answers how many there are then.
 */
export function rowsIn(
  bits: Bits,
  start: number,
  end: number,
  to: Uint32Array,
  count = 0,
  others = bits,
): number {
  for (let word = start; word < end; word++) {
    let rest = bits[word]! & others[word]!;
    while (rest !== 0) {
      const low = rest & -rest;
      to[count++] = (word << 5) + 31 - Math.clz32(low);
      rest ^= low;
    }
  }
  return count;
}
