import { roomFor, type Arena, type Block } from './memory.js';
import { decode, encode, textOf } from './text-bytes.js';

const end = 0xff;
/** A slot holds a row and, above it, a few bits of its id's hash: most others need no look at their ids. */
const rowMask = 2 ** 26 - 1;

/**
 * Rows by id and ids by row: the ids' bytes, where each starts, and a hash table of rows (open addressing, linear
 * probing). A `Map` from text to number would take about 60 bytes for each, this takes 12 and the id itself.
 */
export class IdIndex {
  readonly #bytes: Block<Uint8Array>;
  readonly #starts: Block<Uint32Array>;
  #slots: Block<Uint32Array>;
  #end = 1;
  #count = 0;
  #waste = 0;
  #lastId = '';
  #lastRow = 0;
  #asked = '';
  #askedLength = 0;
  #askedSlot = -1;
  /** What the slot that was looked for says of the hash. */
  #tag = 0;
  #wanted = new Uint8Array(64);

  /** Whether rows are in the order of their ids. */
  isAscending = true;

  readonly #arena: Arena;

  constructor(arena: Arena) {
    this.#arena = arena;
    this.#bytes = arena.u8(1 << 12);
    this.#starts = arena.u32(1 << 10);
    this.#slots = arena.u32(1 << 11);
    this.#bytes.view[0] = end; // row 0 is no record, and its id is ''
  }

  /** The row of an id; 0 where there is none. */
  rowOf(id: string): number {
    this.#askedLength = this.#encode(id);
    this.#askedSlot = this.#slotOf(this.#askedLength);
    this.#asked = id;
    return this.#slots.view[this.#askedSlot]! & rowMask;
  }

  /** The id of a row that was added, and not overwritten since. */
  idOf(row: number): string {
    return textOf(units, decode(this.#bytes.view, this.#starts.view[row]!, units));
  }

  /** Whether the ids of two rows are in order: by UTF-16 units, as `<` compares. */
  compare(a: number, b: number): number {
    const bytes = this.#bytes.view;
    let first = this.#starts.view[a]!;
    let second = this.#starts.view[b]!;
    for (; bytes[first] === bytes[second] && bytes[first] !== end; first++) second++;
    const [x, y] = [bytes[first]!, bytes[second]!];
    if (x === y) return 0;
    if (x === end || y === end) return x === end ? -1 : 1;
    if (x < 0xee && y < 0xee) return x - y;
    const [left, right] = [this.idOf(a), this.idOf(b)]; // surrogates sort before what comes after them in Unicode
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** Memory for so many rows, at once. */
  reserve(rows: number): void {
    this.#starts.grow(rows);
    let slots = this.#slots.view.length;
    while (slots * 3 < rows * 4) slots *= 2;
    if (slots > this.#slots.view.length) this.#rehash(slots);
  }

  add(id: string, row: number): void {
    this.isAscending &&= row > this.#lastRow && id > this.#lastId;
    [this.#lastRow, this.#lastId] = [row, id];
    if (this.#count * 4 >= this.#slots.view.length * 3) this.#rehash(this.#slots.view.length * 2);
    if (row < this.#starts.view.length) this.#forget(row);
    // Whoever adds an id has asked for it just before.
    const isAsked = this.#askedSlot >= 0 && this.#asked === id;
    const length = isAsked ? this.#askedLength : this.#encode(id);
    if (this.#end + length + 1 > this.#bytes.view.length)
      this.#bytes.grow(roomFor(this.#end + length + 1, this.#count, this.#starts.view.length));
    if (row >= this.#starts.view.length) this.#starts.grow(Math.ceil((row + 1) * 1.3));
    const slot = isAsked ? this.#askedSlot : this.#slotOf(length);
    this.#askedSlot = -1;
    this.#slots.view[slot] = row | this.#tag;
    this.#starts.view[row] = this.#end;
    const bytes = this.#bytes.view;
    const wanted = this.#wanted;
    for (let at = 0; at < length; at++) bytes[this.#end++] = wanted[at]!;
    bytes[this.#end++] = end;
    this.#count++;
  }

  /** Forgets a row. What it was called can still be read until the row is given away. */
  remove(row: number): void {
    const slots = this.#slots.view;
    const mask = slots.length - 1;
    this.#askedSlot = -1;
    let hole = this.#slotOf(this.#encode(this.idOf(row)));
    this.#count--;
    // What comes after and would not be found across the hole moves into it (Knuth 6.4, algorithm R).
    for (let slot = hole; ;) {
      slot = (slot + 1) & mask;
      const other = slots[slot]!;
      if (other === 0) break;
      const home = this.#hashOf(other & rowMask) & mask;
      if (hole <= slot ? hole < home && home <= slot : hole < home || home <= slot) continue;
      slots[hole] = other;
      hole = slot;
    }
    slots[hole] = 0;
  }

  /** Ids of rows that were given away stay among the bytes until they are half of them. */
  #forget(row: number): void {
    const start = this.#starts.view[row]!;
    if (start === 0) return;
    this.#waste += this.#bytes.view.indexOf(end, start) - start + 1;
    this.#starts.view[row] = 0;
    if (this.#waste > 4096 && this.#waste * 2 > this.#end) this.#compact();
  }

  #compact(): void {
    const old = this.#bytes.view.slice(0, this.#end);
    const starts = this.#starts.view;
    const bytes = this.#bytes.view;
    let at = 1;
    for (let row = 1; row < starts.length; row++) {
      let from = starts[row]!;
      if (from === 0) continue;
      starts[row] = at;
      do bytes[at++] = old[from]!;
      while (old[from++] !== end);
    }
    this.#end = at;
    this.#waste = 0;
  }

  #rehash(length: number): void {
    this.#askedSlot = -1;
    const old = this.#slots;
    this.#slots = this.#arena.u32(length);
    const slots = this.#slots.view;
    for (const entry of old.view) {
      if (entry === 0) continue;
      let slot = this.#hashOf(entry & rowMask) & (length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (length - 1);
      slots[slot] = entry;
    }
    old.free();
  }

  #encode(id: string): number {
    if (id.length * 3 > this.#wanted.length) this.#wanted = new Uint8Array(id.length * 6);
    return encode(id, this.#wanted, 0);
  }

  /** The slot that has the id in `#wanted`, or the free one where it would be. */
  #slotOf(length: number): number {
    const slots = this.#slots.view;
    const starts = this.#starts.view;
    const bytes = this.#bytes.view;
    const wanted = this.#wanted;
    let hash = 0x811c_9dc5;
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ wanted[at]!, 0x0100_0193);
    hash = spread(hash);
    this.#tag = hash & ~rowMask;
    let slot = hash & (slots.length - 1);
    search: for (; ; slot = (slot + 1) & (slots.length - 1)) {
      const entry = slots[slot]!;
      if (entry === 0) return slot;
      if (((entry ^ hash) & ~rowMask) !== 0) continue;
      const start = starts[entry & rowMask]!;
      for (let at = 0; at < length; at++) if (bytes[start + at] !== wanted[at]) continue search;
      if (bytes[start + length] === end) return slot;
    }
  }

  #hashOf(row: number): number {
    const bytes = this.#bytes.view;
    let hash = 0x811c_9dc5;
    for (let at = this.#starts.view[row]!; bytes[at] !== end; at++)
      hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
    return spread(hash);
  }
}

const units: number[] = [];

/** FNV-1a leaves the low bits of similar ids close together. */
const spread = (hash: number) => (hash ^ (hash >>> 15)) >>> 0;
