import type { Arena, Block } from './memory.js';

/** A slot holds an entry and, above it, a few bits of its hash: most others need no look at what they stand for. */
const entryMask = 2 ** 26 - 1;

/**
 * Small numbers from 1 on, found by a hash of 32 bits: open addressing, linear probing. A `Map` from text to number takes
 * about 50 bytes for each and hashes each text anew that came off the wire, this takes 5 to 8.
 *
 *     let entry = slots.first(hash);
 *     while (entry !== 0 && !isIt(entry)) entry = slots.next();
 *     if (entry === 0) slots.put(fresh); //  where the search ended
 */
export class Slots {
  readonly #arena: Arena;
  readonly #hashOf: (entry: number) => number;
  #slots: Block<Uint32Array>;
  #count = 0;
  /** What is looked for, and the slot that was looked at last. */
  #hash = 0;
  #at = 0;

  constructor(arena: Arena, hashOf: (entry: number) => number) {
    this.#arena = arena;
    this.#hashOf = hashOf;
    this.#slots = arena.u32(31);
  }

  first(hash: number): number {
    this.#hash = hash >>> 0;
    // Neighbours' hashes have neighbouring slots. The length is odd, so that all bits count.
    this.#at = (this.#hash % this.#slots.view.length) - 1;
    return this.next();
  }

  next(): number {
    const slots = this.#slots.view;
    const hash = this.#hash;
    let at = this.#at;
    for (;;) {
      if (++at === slots.length) at = 0;
      const slot = slots[at]!;
      if (slot !== 0 && ((slot ^ hash) & ~entryMask) !== 0) continue;
      this.#at = at;
      return slot & entryMask;
    }
  }

  /**
   * Of many hashes, the entries at their places: most often those that are looked for. Side by side, so that nothing
   * waits for what it finds.
   */
  likely(hashes: Uint32Array, to: Uint32Array): void {
    const slots = this.#slots.view;
    for (let at = 0; at < to.length; at++) to[at] = slots[hashes[at]! % slots.length]! & entryMask;
  }

  put(entry: number): void {
    if (++this.#count * 4 > this.#slots.view.length * 3) this.reserve(this.#count * 2);
    this.#slots.view[this.#at] = entry | (this.#hash & ~entryMask);
  }

  /** The entry that was found. */
  remove(): void {
    const slots = this.#slots.view;
    this.#count--;
    let hole = this.#at;
    // What comes after and would not be found across the hole moves into it (Knuth 6.4, algorithm R).
    for (let at = hole; ;) {
      if (++at === slots.length) at = 0;
      const slot = slots[at]!;
      if (slot === 0) break;
      const home = (this.#hashOf(slot & entryMask) >>> 0) % slots.length;
      if (hole <= at ? hole < home && home <= at : hole < home || home <= at) continue;
      slots[hole] = slot;
      hole = at;
    }
    slots[hole] = 0;
  }

  /** Room for so many. A search that found nothing ends where it would now. */
  reserve(entries: number): void {
    const length = Math.ceil((entries * 4) / 3) | 1;
    const old = this.#slots;
    if (length <= old.view.length) return;
    const fresh = (this.#slots = this.#arena.u32(length));
    const entriesOf = old.view;
    const slots = fresh.view;
    for (const slot of entriesOf) {
      if (slot === 0) continue;
      let at = (this.#hashOf(slot & entryMask) >>> 0) % length;
      while (slots[at] !== 0) if (++at === length) at = 0;
      slots[at] = slot;
    }
    old.free();
    for (let found = this.first(this.#hash); found !== 0;) found = this.next();
  }

  free(): void {
    this.#slots.free();
  }
}
