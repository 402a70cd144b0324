/** A bitset: row r is bit r % 32 of word r / 32. Signed, because that is what JavaScript computes on without detours. */
export type Bits = Int32Array;

type View = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/**
 * A growable piece of memory. Growing may move it (and, in an arena of WebAssembly, any other piece), so take `view`
 * afresh after every call that can grow something, and never keep one in a field.
 */
export interface Block<V extends View> {
  readonly view: V;
  /** Room for at least `length` elements; new ones are 0. */
  grow(length: number): void;
  free(): void;
}

/** Memory of another kind, which faster kernels can see: that of a WebAssembly module (`simd/`). */
export interface Home {
  /** Another one after the memory has grown; those from before are detached. */
  readonly buffer: ArrayBuffer;
  /**
   * The address of so many bytes, all 0; undefined when there are none.
   *
   * @param mayGrow the memory may grow, which detaches every view.
   */
  take(bytes: number, mayGrow: boolean): number | undefined;
  giveBack(address: number, bytes: number): void;
}

/** Makes homes, for the engine's option of that name. */
export interface Accelerator {
  /** From so many bytes on a home pays. */
  readonly least: number;
  createHome(): Home | undefined;
}

type Make<V extends View> = {
  new (length: number): V;
  new (buffer: ArrayBuffer, address: number, length: number): V;
  readonly BYTES_PER_ELEMENT: number;
};

/** So many bytes move into the home at a time: about a millisecond each. */
const moveAtOnce = 1 << 23;

/**
 * Where columns live: each block in a buffer of its own, or all in a home as soon as they are large enough for that.
 *
 * A home may only grow, and so detach all views, while nobody holds one: within `moving`, or when nothing of the engine
 * runs. Whatever finds no room in between gets a buffer of its own and moves in afterwards. Kernels take either.
 */
export class Arena {
  bytes = 0;
  #accelerator: Accelerator | undefined;
  #home: Home | undefined;
  #known: ArrayBuffer | undefined;
  readonly #blocks = new Set<ArenaBlock<View>>();
  #isMoving = false;
  #isSettling = false;

  constructor(accelerator?: Accelerator) {
    this.#accelerator = accelerator;
  }

  u8(length: number): Block<Uint8Array> {
    return this.#block(Uint8Array, length);
  }
  u16(length: number): Block<Uint16Array> {
    return this.#block(Uint16Array, length);
  }
  u32(length: number): Block<Uint32Array> {
    return this.#block(Uint32Array, length);
  }
  bits(rows: number): Block<Bits> {
    return this.#block(Int32Array, wordsFor(rows));
  }
  f64(length: number): Block<Float64Array> {
    return this.#block(Float64Array, length);
  }

  /** Runs what takes memory and keeps no view while it does. */
  moving<Result>(run: () => Result): Result {
    const before = this.#isMoving;
    this.#isMoving = true;
    try {
      return run();
    } finally {
      this.#isMoving = before;
    }
  }

  /** What blocks call: a view of so many elements, all 0, and its address if it is in the home. */
  take<V extends View>(make: Make<V>, length: number): readonly [view: V, address: number | undefined] {
    const bytes = length * make.BYTES_PER_ELEMENT;
    this.bytes += bytes;
    if (this.#isLarge && bytes > 0) {
      const address = this.#home!.take(bytes, this.#isMoving);
      this.#renew();
      if (address !== undefined) return [new make(this.#home!.buffer, address, length), address];
      if (this.#isMoving)
        this.#accelerator = undefined; // there is no more memory of that kind
      else this.#settleLater();
    }
    return [new make(length), undefined];
  }

  giveBack(address: number | undefined, bytes: number): void {
    this.bytes -= bytes;
    if (address !== undefined) this.#home!.giveBack(address, bytes);
  }

  forget(block: ArenaBlock<View>): void {
    this.#blocks.delete(block);
  }

  /** Moves into the home what has no place there yet. False: nothing is left to move. */
  settle(): boolean {
    let left = moveAtOnce;
    this.moving(() => {
      for (const block of this.#blocks) if (left > 0 && this.#accelerator) left -= block.move();
    });
    return left <= 0;
  }

  /** Whether a home pays. Whatever was there before moves in. */
  get #isLarge(): boolean {
    if (!this.#accelerator || this.bytes < this.#accelerator.least) return false;
    if (!this.#home) {
      this.#home = this.#accelerator.createHome();
      if (this.#home) this.#settleLater();
      else this.#accelerator = undefined;
    }
    return this.#home !== undefined;
  }

  #block<V extends View>(make: Make<V>, length: number): Block<V> {
    const block = new ArenaBlock(this, make, length);
    this.#blocks.add(block);
    return block;
  }

  /** The home has grown: all views of it are void. */
  #renew(): void {
    const { buffer } = this.#home!;
    if (this.#known === buffer) return;
    this.#known = buffer;
    for (const block of this.#blocks) block.renew(buffer);
  }

  /** In a task of its own, when nobody holds a view. */
  #settleLater(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    const settle = () => {
      if (this.settle()) setTimeout(settle);
      else this.#isSettling = false;
    };
    queueMicrotask(settle);
  }
}

class ArenaBlock<V extends View> implements Block<V> {
  view: V;
  readonly #arena: Arena;
  readonly #make: Make<V>;
  #address: number | undefined;
  #length: number;

  constructor(arena: Arena, make: Make<V>, length: number) {
    this.#arena = arena;
    this.#make = make;
    this.#length = length;
    [this.view, this.#address] = arena.take(make, length);
  }

  grow(length: number): void {
    if (length > this.#length) this.#become(length);
  }

  free(): void {
    this.#arena.giveBack(this.#address, this.view.byteLength);
    this.#arena.forget(this);
    this.#address = undefined;
    this.view = new this.#make((this.#length = 0));
  }

  /** Into the home. Answers how many bytes that were. */
  move(): number {
    if (this.#address !== undefined || this.#length === 0) return 0;
    this.#become(this.#length);
    return this.view.byteLength;
  }

  /** The view from before may be detached, and know nothing. */
  renew(buffer: ArrayBuffer): void {
    if (this.#address !== undefined) this.view = new this.#make(buffer, this.#address, this.#length);
  }

  #become(length: number): void {
    const [view, address] = this.#arena.take(this.#make, length);
    view.set(this.view); // taken afresh: it may have moved just now
    this.#arena.giveBack(this.#address, this.view.byteLength);
    [this.view, this.#address, this.#length] = [view, address, length];
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

/** The rows of a bitset in ascending order, written to `to`. Answers how many. */
export function rowsOf(bits: Bits, to: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!;
    while (rest !== 0) {
      const low = rest & -rest;
      to[count++] = (word << 5) + 31 - Math.clz32(low);
      rest ^= low;
    }
  }
  return count;
}
