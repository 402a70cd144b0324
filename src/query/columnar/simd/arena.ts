import { Arena, type Block, type Make, type View } from '../memory.js';
import type { LinearMemory } from './linear-memory.js';

/** So many bytes move into the memory at a time: some milliseconds each. */
const moveAtOnce = 1 << 23;

/**
 * Columns in one WebAssembly memory, as soon as they are large enough for that.
 *
 * It grows, and so detaches all views, only while nobody holds one: within `moving`, or when nothing of the engine
 * runs. Whatever finds no room in between gets a buffer of its own and moves in afterwards. Kernels take either.
 */
export class LinearArena extends Arena {
  readonly #least: number;
  #createMemory: (() => LinearMemory | undefined) | undefined;
  #memory: LinearMemory | undefined;
  #known: ArrayBuffer | undefined;
  readonly #blocks = new Set<LinearBlock<View>>();
  #isMoving = false;
  #isSettling = false;

  /** @param least bytes from which on a memory pays. */
  constructor(least: number, createMemory: () => LinearMemory | undefined) {
    super();
    this.#least = least;
    this.#createMemory = createMemory;
  }

  override moving(run: () => void): void {
    const before = this.#isMoving;
    this.#isMoving = true;
    try {
      run();
    } finally {
      this.#isMoving = before;
    }
  }

  protected override block<V extends View>(make: Make<V>, length: number): Block<V> {
    const block = new LinearBlock(this, make, length);
    this.#blocks.add(block);
    return block;
  }

  /** A view of so many elements, all 0, and its address if it is in the memory. */
  take<V extends View>(make: Make<V>, length: number): readonly [view: V, address: number | undefined] {
    const bytes = length * make.BYTES_PER_ELEMENT;
    this.bytes += bytes;
    const memory = bytes > 0 ? this.#enough() : undefined;
    if (memory) {
      const address = memory.take(bytes, this.#isMoving);
      this.#renew(memory.buffer);
      if (address !== undefined) return [new make(memory.buffer, address, length), address];
      if (this.#isMoving)
        this.#createMemory = undefined; // there is no more of that kind
      else this.#settleLater();
    }
    return [new make(length), undefined];
  }

  giveBack(address: number | undefined, bytes: number): void {
    this.bytes -= bytes;
    if (address !== undefined) this.#memory!.giveBack(address, bytes);
  }

  forget(block: LinearBlock<View>): void {
    this.#blocks.delete(block);
  }

  /** The memory, if columns are large enough for one. Whatever was there before moves in. */
  #enough(): LinearMemory | undefined {
    if (!this.#createMemory || this.bytes < this.#least) return undefined;
    if (!this.#memory) {
      this.#memory = this.#createMemory();
      if (this.#memory) this.#settleLater();
      else this.#createMemory = undefined;
    }
    return this.#memory;
  }

  /** All views are void when the memory has grown. */
  #renew(buffer: ArrayBuffer): void {
    if (this.#known === buffer) return;
    this.#known = buffer;
    for (const block of this.#blocks) block.renew(buffer);
  }

  /** In a task of its own, when nobody holds a view. */
  #settleLater(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    const settle = () => {
      if (this.#settle()) setTimeout(settle);
      else this.#isSettling = false;
    };
    queueMicrotask(settle);
  }

  /** False: nothing is left to move. */
  #settle(): boolean {
    let left = moveAtOnce;
    this.moving(() => {
      for (const block of this.#blocks) if (left > 0 && this.#createMemory) left -= block.move();
    });
    return left <= 0;
  }
}

class LinearBlock<V extends View> implements Block<V> {
  view: V;
  readonly #arena: LinearArena;
  readonly #make: Make<V>;
  #address: number | undefined;
  /** A detached view knows none. */
  #length: number;

  constructor(arena: LinearArena, make: Make<V>, length: number) {
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

  /** Into the memory. Answers how many bytes that were. */
  move(): number {
    if (this.#address !== undefined || this.#length === 0) return 0;
    this.#become(this.#length);
    return this.view.byteLength;
  }

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
