import { Arena, type Block, type Make, type Used, type View } from '../memory.js';
import { forget } from '../scratch.js';
import type { LinearMemory } from './linear-memory.js';

/** So many bytes move into the memory at a time: some milliseconds each. */
const moveAtOnce = 1 << 22;

/** Where a block lies. Without a memory it has a buffer of its own. */
interface Place {
  readonly memory?: LinearMemory;
  readonly address: number;
}
const ownBuffer: Place = { address: 0 };

/**
 * Columns in one WebAssembly memory, as soon as they are large enough for that.
 *
 * Whatever finds no room in it gets a buffer of its own and moves in when nothing of the engine runs: only then may the
 * memory grow, for that detaches all views. Kernels take either.
 */
export class LinearArena extends Arena {
  readonly #least: number;
  #createMemory: ((bytes: number) => LinearMemory | undefined) | undefined;
  #memory: LinearMemory | undefined;
  /** Memories that were too small, while blocks are still in them. */
  readonly #former: LinearMemory[] = [];
  readonly #blocks = new Set<LinearBlock<View>>();
  #isSettling = false;

  /** @param least bytes from which on a memory pays. */
  constructor(least: number, createMemory: (bytes: number) => LinearMemory | undefined) {
    super();
    this.#least = least;
    this.#createMemory = createMemory;
  }

  /** In a memory that begins that large: V8 counts twice what has grown once, and collects garbage for it. */
  override expect(bytes: number): void {
    const room = this.#memory?.room ?? 0;
    const all = this.bytes + room + bytes; // what is free now was expected, too
    if (bytes > room && all >= this.#least) this.#use(this.#createMemory?.(all));
  }

  protected override block<V extends View>(make: Make<V>, length: number, used?: Used): Block<V> {
    const block = new LinearBlock(this, make, length, used);
    this.#blocks.add(block);
    return block;
  }

  /** A view of so many elements, all 0. */
  take<V extends View>(make: Make<V>, length: number): readonly [view: V, place: Place] {
    const bytes = length * make.BYTES_PER_ELEMENT;
    this.bytes += bytes;
    if (bytes > 0) {
      const memory = this.#enough();
      const address = memory?.take(bytes);
      if (memory && address !== undefined)
        return [new make(memory.buffer, address, length), { memory, address }];
      if (memory) this.#settleLater();
    }
    return [new make(length), ownBuffer];
  }

  giveBack({ memory, address }: Place, bytes: number): void {
    this.bytes -= bytes;
    memory?.giveBack(address, bytes);
  }

  leave(block: LinearBlock<View>): void {
    this.#blocks.delete(block);
  }

  /** The memory, if columns are large enough for one. */
  #enough(): LinearMemory | undefined {
    if (this.#memory || !this.#createMemory || this.bytes < this.#least) return this.#memory;
    this.#use(this.#createMemory(this.bytes));
    if (!this.#memory) this.#createMemory = undefined; // there is no more of that kind
    return this.#memory;
  }

  /** Whatever is elsewhere moves in. */
  #use(memory: LinearMemory | undefined): void {
    if (!memory) return;
    if (this.#memory) this.#former.push(this.#memory);
    this.#memory = memory;
    this.#settleLater();
  }

  /** In a task of its own, when nobody holds a view. */
  #settleLater(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    const settle = () => {
      if (this.#settle(this.#memory!)) setTimeout(settle);
      else this.#isSettling = false;
    };
    queueMicrotask(settle);
  }

  /** False: nothing is left to move, or there is no room for it. */
  #settle(memory: LinearMemory): boolean {
    let outside = 0;
    for (const block of this.#blocks) outside += block.bytesOutside(memory);
    if (outside === 0) {
      for (const { buffer } of this.#former.splice(0)) forget(buffer);
      return false;
    }
    if (memory.room < outside && this.#closeGaps(memory)) return true;
    try {
      memory.reserve(outside);
    } catch {
      return false;
    }
    for (const block of this.#blocks) block.renew(memory);
    let left = moveAtOnce;
    for (const block of this.#blocks) if (left > 0) left -= block.move(memory);
    return true;
  }

  /** Some blocks slide down over the gaps that others left. False: those are hardly worth it. */
  #closeGaps(memory: LinearMemory): boolean {
    if (memory.gaps * 32 < memory.buffer.byteLength) return false;
    let left = moveAtOnce;
    for (const block of [...this.#blocks].sort((a, b) => a.address - b.address))
      if (left > 0) left -= block.slide(memory);
    return left < moveAtOnce;
  }
}

class LinearBlock<V extends View> implements Block<V> {
  view: V;
  readonly #arena: LinearArena;
  readonly #make: Make<V>;
  readonly #used: Used | undefined;
  #place: Place;
  /** A detached view knows none. */
  #length: number;

  constructor(arena: LinearArena, make: Make<V>, length: number, used?: Used) {
    this.#arena = arena;
    this.#make = make;
    this.#used = used;
    this.#length = length;
    [this.view, this.#place] = arena.take(make, length);
  }

  grow(length: number): void {
    if (length > this.#length) this.#become(length);
  }

  free(): void {
    this.#arena.giveBack(this.#place, this.view.byteLength);
    this.#arena.leave(this);
    this.#place = ownBuffer;
    this.view = new this.#make((this.#length = 0));
  }

  bytesOutside(memory: LinearMemory): number {
    return this.#place.memory === memory ? 0 : this.view.byteLength;
  }

  /** Into the memory. Answers how many bytes that were. */
  move(memory: LinearMemory): number {
    const bytes = this.bytesOutside(memory);
    if (bytes > 0) this.#become(this.#length);
    return bytes;
  }

  get address(): number {
    return this.#place.address;
  }

  /** Down to where a gap before it begins. Answers how many bytes that were. */
  slide(memory: LinearMemory): number {
    const { address } = this;
    const bytes = this.view.byteLength;
    if (this.#place.memory !== memory || bytes === 0) return 0;
    const used = this.#written.byteLength;
    const to = memory.slide(address, bytes, used);
    if (to === address) return 0;
    this.#place = { memory, address: to };
    this.view = new this.#make(memory.buffer, to, this.#length);
    return used;
  }

  get #written(): View {
    return this.view.subarray(0, this.#used?.());
  }

  /** The memory may have grown. */
  renew(memory: LinearMemory): void {
    const { buffer } = memory;
    if (this.#place.memory === memory && this.view.buffer !== buffer)
      this.view = new this.#make(buffer, this.#place.address, this.#length);
  }

  #become(length: number): void {
    const [view, place] = this.#arena.take(this.#make, length);
    view.set(this.#written);
    this.#arena.giveBack(this.#place, this.view.byteLength);
    [this.view, this.#place, this.#length] = [view, place, length];
  }
}
