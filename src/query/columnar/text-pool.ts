import { foldText } from '../../criteria/text.js';
import type { Value } from '../../model/records.js';
import { kernels } from './kernels.js';
import { roomFor, setBit, type Arena, type Bits, type Block } from './memory.js';
import { bytesOf, decode, encode, textOf } from './text-bytes.js';

export type TextSearch = 'contains' | 'begins' | 'ends' | 'is';

// What ends an entry, and says how its text is made from the folded one.
const dead = 0xf6; // not an entry any more
const moved = 0xf7; // the next 5 bytes say whose entry follows
const same = 0xf8; // the text is its own folded form
const capitals = 0xf9; // the next bytes say which letters are capital ones, 6 letters a byte
const other = 0xfa; // `#others` has the value: text that folds in another way, or no text at all
const nothing = 0xfb; // null

/**
 * Texts in one array of bytes, folded (Q4) for searching, with as little beside as gives back the text itself: for
 * nearly all texts, which letters are capital ones. Searching is one run over all bytes.
 *
 * Entries are numbered in the order of their bytes, so that a find leads to its entry; one that was replaced stands
 * anywhere, with its number before it.
 */
export class TextPool {
  readonly #bytes: Block<Uint8Array>;
  readonly #starts: Block<Uint32Array>;
  readonly #moved = new Map<number, number>();
  readonly #others = new Map<number, Value>();
  #end = 0;
  #waste = 0;
  count = 0;

  constructor(arena: Arena, entries = 16) {
    this.#bytes = arena.u8(entries * 8);
    this.#starts = arena.u32(entries);
  }

  /** So many entries are to come. */
  reserve(entries: number): void {
    this.#starts.grow(entries);
  }

  append(value: Value): void {
    if (this.count >= this.#starts.view.length) this.#starts.grow(Math.ceil((this.count + 1) * 1.3));
    this.#starts.view[this.count] = this.#end;
    this.#write(value, this.count++);
  }

  replace(entry: number, value: Value): void {
    this.#others.delete(entry);
    const bytes = this.#bytes.view;
    let at = this.#at(entry);
    const from = at;
    while (bytes[at]! < dead) bytes[at++] = dead;
    bytes[at++] = dead;
    this.#waste += at - from + 6;
    if (this.#end + 6 > bytes.length)
      this.#bytes.grow(roomFor(this.#end + 6, this.count, this.#starts.view.length));
    const grown = this.#bytes.view;
    grown[this.#end++] = moved;
    for (let shift = 24; shift >= 0; shift -= 6) grown[this.#end++] = 0x80 | ((entry >> shift) & 0x3f);
    this.#moved.set(entry, this.#end);
    this.#write(value, entry);
    if (this.#waste > 65_536 && this.#waste * 3 > this.#end) this.#compact();
  }

  value(entry: number): Value {
    const bytes = this.#bytes.view;
    const at = this.#at(entry);
    if (this.#others.size > 0 && this.#others.has(entry)) return this.#others.get(entry)!;
    if (bytes[at] === nothing) return null;
    const length = decode(bytes, at, units);
    let end = at + length; // exact for ASCII, else further on
    while (bytes[end]! < dead) end++;
    if (bytes[end] === capitals) restoreCapitals(bytes, end + 1, this.#end, length);
    return textOf(units, length);
  }

  /** Whether an entry is text that is not empty. */
  has(entry: number): boolean {
    const at = this.#at(entry);
    return this.#bytes.view[at]! < dead;
  }

  /** Sets the bits of the entries that `text`, folded, is in. It must have no lone surrogate and not be empty. */
  search(how: TextSearch, folded: string, to: Bits): void {
    const needle = bytesOf(folded);
    if (how === 'begins' || how === 'is') this.#searchStarts(needle, how === 'is', to);
    else this.#searchAll(needle, how === 'ends', to);
  }

  /** The same for one entry. */
  test(how: TextSearch, needle: Uint8Array, entry: number): boolean {
    const bytes = this.#bytes.view;
    const start = this.#at(entry);
    if (how === 'begins' || how === 'is')
      return startsAt(bytes, start, needle) && (how === 'begins' || bytes[start + needle.length]! >= dead);
    const [first] = needle as unknown as [number];
    for (let at = start; bytes[at]! < dead; at++) {
      if (bytes[at] !== first || !startsAt(bytes, at, needle)) continue;
      if (how === 'contains' || bytes[at + needle.length]! >= dead) return true;
    }
    return false;
  }

  free(): void {
    this.#bytes.free();
    this.#starts.free();
  }

  #at(entry: number): number {
    const start = this.#starts.view[entry]!;
    return this.#moved.size > 0 ? (this.#moved.get(entry) ?? start) : start;
  }

  #write(value: Value, entry: number): void {
    if (typeof value !== 'string') {
      if (this.#end >= this.#bytes.view.length)
        this.#bytes.grow(roomFor(this.#end + 1, this.count, this.#starts.view.length));
      if (value !== null) this.#others.set(entry, value);
      this.#bytes.view[this.#end++] = value === null ? nothing : other;
      return;
    }
    const room = this.#end + value.length * 4 + 8;
    if (room > this.#bytes.view.length) this.#bytes.grow(roomFor(room, this.count, this.#starts.view.length));
    const bytes = this.#bytes.view;
    let at = this.#end;
    let capitalCount = 0;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit >= 0x80) {
        this.#writeOther(value, entry);
        return;
      }
      if (unit >= 0x41 && unit <= 0x5a) {
        places[capitalCount++] = index;
        bytes[at++] = unit | 0x20;
      } else bytes[at++] = unit;
    }
    this.#end = at;
    this.#finish(capitalCount);
  }

  #writeOther(value: string, entry: number): void {
    const folded = foldText(value);
    if (folded.length > value.length) {
      const room = this.#end + folded.length * 4 + 8;
      if (room > this.#bytes.view.length) this.#bytes.grow(room);
    }
    this.#end = encode(folded, this.#bytes.view, this.#end);
    const capitalCount = folded === value ? 0 : capitalsOf(value, folded);
    if (capitalCount >= 0) {
      this.#finish(capitalCount);
      return;
    }
    this.#others.set(entry, value);
    this.#bytes.view[this.#end++] = other;
  }

  #finish(capitalCount: number): void {
    const bytes = this.#bytes.view;
    bytes[this.#end++] = capitalCount > 0 ? capitals : same;
    for (let index = 0, base = 0; index < capitalCount; base += 6) {
      let six = 0x80;
      for (; index < capitalCount && places[index]! < base + 6; index++) six |= 1 << (places[index]! - base);
      bytes[this.#end++] = six;
    }
  }

  #searchStarts(needle: Uint8Array, whole: boolean, to: Bits): void {
    const bytes = this.#bytes.view;
    const starts = this.#starts.view;
    const first = needle[0];
    const { length } = needle;
    const test = (entry: number, start: number) => {
      if (startsAt(bytes, start, needle) && (!whole || bytes[start + length]! >= dead)) setBit(to, entry);
    };
    for (let entry = 0; entry < this.count; entry++) {
      const start = starts[entry]!;
      if (bytes[start] === first) test(entry, start);
    }
    for (const [entry, start] of this.#moved) test(entry, start);
  }

  #searchAll(needle: Uint8Array, atEnd: boolean, to: Bits): void {
    const bytes = this.#bytes.view;
    const starts = this.#starts.view;
    const { length } = needle;
    const last = this.count - 1;
    let entry = 0;
    for (let at = 0; (at = kernels.find(bytes, needle, at, this.#end)) >= 0;) {
      if (atEnd && bytes[at + length]! < dead) {
        at++;
        continue;
      }
      while (entry < last && starts[entry + 1]! <= at) entry++;
      setBit(to, this.#moved.size > 0 ? this.#ownerOf(at, entry) : entry);
      at += length;
      while (bytes[at]! < dead) at++;
    }
  }

  #ownerOf(at: number, entry: number): number {
    const bytes = this.#bytes.view;
    let before = at - 1;
    while (before >= 0 && bytes[before]! < dead) before--;
    if (bytes[before] !== moved) return entry;
    let owner = 0;
    for (let index = 1; index <= 5; index++) owner = (owner << 6) | (bytes[before + index]! & 0x3f);
    return owner;
  }

  /** Puts every entry back in its place, without what was replaced. */
  #compact(): void {
    const old = this.#bytes.view.slice(0, this.#end);
    const bytes = this.#bytes.view;
    const starts = this.#starts.view;
    let end = 0;
    for (let entry = 0; entry < this.count; entry++) {
      let at = this.#at(entry);
      starts[entry] = end;
      while (old[at]! < dead) bytes[end++] = old[at++]!;
      bytes[end++] = old[at++]!;
      if (old[at - 1] === capitals)
        while (at < old.length && (old[at]! & 0xc0) === 0x80) bytes[end++] = old[at++]!;
    }
    this.#moved.clear();
    this.#end = end;
    this.#waste = 0;
  }
}

const units: number[] = [];
const places: number[] = [];

function startsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  for (let at = 0; at < needle.length; at++) if (bytes[start + at] !== needle[at]) return false;
  return true;
}

/** Writes to `places` which units have to become capital letters again; -1 when that does not give the text back. */
function capitalsOf(value: string, folded: string): number {
  if (value.length !== folded.length) return -1;
  let count = 0;
  for (let index = 0; index < value.length; index++) {
    if (value[index] === folded[index]) continue;
    if (capitalOf(folded.charCodeAt(index)) !== value.charCodeAt(index)) return -1;
    places[count++] = index;
  }
  return count;
}

function restoreCapitals(bytes: Uint8Array, at: number, end: number, length: number): void {
  for (let base = 0; at < end && base < length && (bytes[at]! & 0xc0) === 0x80; base += 6, at++) {
    for (let bit = 0; bit < 6; bit++)
      if (bytes[at]! & (1 << bit)) units[base + bit] = capitalOf(units[base + bit]!);
  }
}

function capitalOf(unit: number): number {
  if (unit < 0x80) return unit - 0x20;
  const capital = String.fromCharCode(unit).toUpperCase();
  return capital.length === 1 ? capital.charCodeAt(0) : -1;
}
