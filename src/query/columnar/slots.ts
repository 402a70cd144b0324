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
    this.#slots = arena.u32(2 ** 10);
  }

  first(hash: number): number {
    this.#at = homeOf(hash, this.#slots.view) - 1;
    return this.next(hash);
  }

  next(hash: number): number {
    const slots = this.#slots.view;
    const tag = tagOf(hash);
    for (let at = this.#at + 1; ; at++) {
      if (at === slots.length) at = 0;
      const slot = slots[at]!;
      if (slot !== 0 && ((slot ^ tag) & ~entryMask) !== 0) continue;
      this.#at = at;
      return slot & entryMask;
    }
  }

  add(entry: number, hash: number): void {
    this.reserve(++this.#count, this.#count * 2);
    put(this.#slots.view, entry | tagOf(hash), hash);
  }

  remove(entry: number): void {
    const slots = this.#slots.view;
    const hash = this.#hashOf(entry);
    let found = this.first(hash);
    while (found !== entry && found !== 0) found = this.next(hash);
    if (found === 0) return;
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
    if (entries * 10 <= old.view.length * 9) return;
    this.#slots = this.#arena.u32(Math.ceil((more * 4) / 3));
    const slots = this.#slots.view;
    // In the order of entries, since what they stand for lies in memory so: ids that are no numbers take 85 ms a million, in that of slots 150.
    let last = 0;
    for (const slot of old.view) last = Math.max(last, slot & entryMask);
    const isHere = new Uint8Array(last + 1);
    for (const slot of old.view) isHere[slot & entryMask] = 1;
    for (let entry = 1; entry <= last; entry++) {
      if (isHere[entry] === 0) continue;
      const hash = this.#hashOf(entry);
      put(slots, entry | tagOf(hash), hash);
    }
    old.free();
  }

  free(): void {
    this.#slots.free();
  }
}

// Fibonacci hashing (Knuth 6.4) of eights: numbers in a row stand side by side as far as that is good for the cache, and the
// eights lie evenly. In one long run whoever is not there would be looked for along all of it.
const mixed = (hash: number) => Math.imul(hash, 0x9e37_79b1);
const homeOf = (hash: number, { length }: Uint32Array) =>
  (((mixed(hash >>> 3) >>> 0) / 2 ** 32) * (length - 7) + (hash & 7)) | 0;
const tagOf = (hash: number) => mixed(hash) << 26;

function put(slots: Uint32Array, slot: number, hash: number): void {
  let at = homeOf(hash, slots);
  while (slots[at] !== 0) if (++at === slots.length) at = 0;
  slots[at] = slot;
}
