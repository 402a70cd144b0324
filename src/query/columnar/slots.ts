import type { Arena, Block } from './memory.js';

/** A slot holds an entry and, above it, a few bits of its hash: most others need no look at what they stand for. */
const entryMask = 2 ** 26 - 1;

/**
 * Small numbers from 1 on, found by a hash of 32 bits: open addressing, linear probing. A `Map` from text to number takes
 * about 50 bytes for each and hashes each text anew that came off the wire, this takes 5 to 8.
 *
 *     let entry = slots.first(hash);
 *     while (entry !== 0 && !isIt(entry)) entry = slots.next(hash);
 */
export class Slots {
  readonly #arena: Arena;
  readonly #hashOf: (entry: number) => number;
  #slots: Block<Uint32Array>;
  #count = 0;
  /** The slot that was looked at last. */
  #at = 0;

  constructor(arena: Arena, hashOf: (entry: number) => number) {
    this.#arena = arena;
    this.#hashOf = hashOf;
    this.#slots = arena.u32(31);
  }

  first(hash: number): number {
    this.#at = homeOf(hash, this.#slots.view) - 1;
    return this.next(hash);
  }

  next(hash: number): number {
    const slots = this.#slots.view;
    for (let at = this.#at + 1; ; at++) {
      if (at === slots.length) at = 0;
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
    for (let at = 0; at < to.length; at++) to[at] = slots[homeOf(hashes[at]!, slots)]! & entryMask;
  }

  add(entry: number, hash: number): void {
    this.reserve(++this.#count, this.#count * 2);
    put(this.#slots.view, entry | (hash & ~entryMask), hash);
  }

  remove(entry: number): void {
    const slots = this.#slots.view;
    const hash = this.#hashOf(entry);
    let found = this.first(hash);
    while (found !== entry) found = this.next(hash);
    this.#count--;
    // What comes after may not be found across the hole: all of it up to the next one is put in anew.
    for (let at = this.#at; slots[at] !== 0; at = at + 1 < slots.length ? at + 1 : 0) {
      const slot = slots[at]!;
      slots[at] = 0;
      if (at !== this.#at) put(slots, slot, this.#hashOf(slot & entryMask));
    }
  }

  /** Room for so many; where there is none, for `more`. */
  reserve(entries: number, more = entries): void {
    const old = this.#slots;
    if (entries * 4 <= old.view.length * 3) return;
    // The length is odd, so that all bits of a hash count.
    this.#slots = this.#arena.u32(Math.ceil((more * 4) / 3) | 1);
    const slots = this.#slots.view;
    for (const slot of old.view) if (slot !== 0) put(slots, slot, this.#hashOf(slot & entryMask));
    old.free();
  }

  free(): void {
    this.#slots.free();
  }
}

/** Neighbours among the hashes are neighbours here. */
const homeOf = (hash: number, slots: Uint32Array) => (hash >>> 0) % slots.length;

function put(slots: Uint32Array, slot: number, hash: number): void {
  let at = homeOf(hash, slots);
  while (slots[at] !== 0) if (++at === slots.length) at = 0;
  slots[at] = slot;
}
