import { foldText } from '../../criteria/text.js';
import type { Value } from '../../model/records.js';
import { kernels } from './kernels.js';
import { roomFor, setBit, type Arena, type Bits, type Block } from './memory.js';
import { isAt, textEnd } from './search-texts.js';
import { decode, encode, textOf } from './text-bytes.js';

export type TextSearch = 'contains' | 'begins' | 'ends' | 'is';

// What ends an entry, and says how its text is made from the folded one.
const dead = textEnd; // not an entry any more
const same = 0xf8; // the text is its own folded form
const capitals = 0xf9; // the next bytes say which letters are capital ones, 6 letters a byte
const other = 0xfa; // whoever has the run knows the value: text that folds in another way, or no text at all
const nothing = 0xfb; // null

/** Behind the last entry, so that kernels may read some bytes further than they have to. */
const slack = 64;

/**
 * Texts one after the other in one array of bytes, folded (Q4) for searching, with as little beside as gives back the
 * text itself: for nearly all texts, which letters are capital ones. Entries are added and erased, never changed.
 */
export class TextRun {
  readonly #bytes: Block<Uint8Array>;
  /** Where each entry starts, and where the next one will. */
  readonly #starts: Block<Uint32Array>;
  #end = 0;
  count = 0;

  constructor(arena: Arena, entries: number) {
    this.#bytes = arena.u8(Math.min(entries * 8, 4096) + slack, () => this.#end); // how long texts are shows soon
    this.#starts = arena.u32(entries + 1, () => this.count + 1);
  }

  /** So many entries are to come. */
  reserve(entries: number): void {
    this.#starts.grow(entries + 1);
  }

  /** False: the entry can be searched, but not be read. */
  append(value: Value): boolean {
    if (this.count + 2 > this.#starts.view.length) this.#starts.grow(Math.ceil((this.count + 2) * 1.3));
    const isWhole = this.#write(value);
    this.#starts.view[++this.count] = this.#end;
    return isWhole;
  }

  /**
   * The same for many, as far as they are ASCII without capitals, as addresses and numbers of telephones are: the platform
   * writes those in a quarter of the time. False: nothing was appended.
   */
  appendPlain(values: readonly Value[]): boolean {
    const all = values.join('\n');
    if (all.toLowerCase() !== all) return false;
    for (const value of values) if (typeof value !== 'string' && value !== null) return false;
    const { length } = all;
    this.#room(length + 1);
    this.#starts.grow(this.count + values.length + 1);
    const [bytes, starts] = [this.#bytes.view, this.#starts.view];
    let at = this.#end;
    if (encoder.encodeInto(all, bytes.subarray(at, at + length)).read < length) {
      bytes.fill(0, at, at + length);
      return false;
    }
    for (const value of values) {
      if (value !== null) at += (value as string).length;
      bytes[at++] = value === null ? nothing : same;
      starts[++this.count] = at;
    }
    this.#end = at;
    return true;
  }

  /** Nothing is found in the entry any more, and reading it has no meaning. */
  erase(entry: number): void {
    const bytes = this.#bytes.view;
    let at = this.#starts.view[entry]!;
    while (bytes[at]! < dead) bytes[at++] = dead;
    bytes[at] = dead;
  }

  /** The value of an entry that was appended whole. */
  value(entry: number): Value {
    const bytes = this.#bytes.view;
    const at = this.#starts.view[entry]!;
    if (bytes[at] === nothing) return null;
    const length = decode(bytes, at, units);
    let end = at + length; // exact for ASCII, else further on
    while (bytes[end]! < dead) end++;
    if (bytes[end] === capitals) restoreCapitals(bytes, end + 1, length);
    return textOf(units, length);
  }

  /** Whether an entry is text that is not empty. */
  has(entry: number): boolean {
    return this.#bytes.view[this.#starts.view[entry]!]! < dead;
  }

  /** Sets the bits of the entries that `needle` is in, which is UTF-8 and not empty. */
  search(how: TextSearch, needle: Uint8Array, to: Bits): void {
    const texts = { bytes: this.#bytes.view, starts: this.#starts.view, count: this.count };
    if (how === 'contains' || how === 'ends') kernels.search(to, texts, needle, how === 'ends');
    else {
      for (let entry = 0; entry < this.count; entry++)
        if (startsAt(texts.bytes, texts.starts[entry]!, needle, how === 'is')) setBit(to, entry);
    }
  }

  /** The same for one entry. */
  test(how: TextSearch, needle: Uint8Array, entry: number): boolean {
    const bytes = this.#bytes.view;
    const start = this.#starts.view[entry]!;
    if (how === 'begins' || how === 'is') return startsAt(bytes, start, needle, how === 'is');
    const first = needle[0];
    for (let at = start; bytes[at]! < dead; at++)
      if (bytes[at] === first && startsAt(bytes, at, needle, how === 'ends')) return true;
    return false;
  }

  /** An entry of another run, as it is. */
  copy(from: TextRun, entry: number): void {
    const starts = from.#starts.view;
    const start = starts[entry]!;
    const length = starts[entry + 1]! - start;
    this.#room(length);
    const [source, bytes] = [from.#bytes.view, this.#bytes.view];
    for (let at = 0; at < length; at++) bytes[this.#end + at] = source[start + at]!;
    this.#end += length;
    this.#starts.view[++this.count] = this.#end;
  }

  free(): void {
    this.#bytes.free();
    this.#starts.free();
  }

  #room(length: number): void {
    const end = this.#end + length + slack;
    if (end > this.#bytes.view.length)
      this.#bytes.grow(roomFor(end, this.count, this.#starts.view.length) & ~3);
  }

  #write(value: Value): boolean {
    if (typeof value !== 'string') {
      this.#room(1);
      this.#bytes.view[this.#end++] = value === null ? nothing : other;
      return value === null;
    }
    this.#room(value.length * 4);
    const bytes = this.#bytes.view;
    let at = this.#end;
    let capitalCount = 0;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit >= 0x80) return this.#writeOther(value);
      if (unit >= 0x41 && unit <= 0x5a) {
        places[capitalCount++] = index;
        bytes[at++] = unit | 0x20;
      } else bytes[at++] = unit;
    }
    this.#end = at;
    return this.#finish(capitalCount);
  }

  #writeOther(value: string): boolean {
    const folded = foldText(value);
    this.#room(folded.length * 4);
    this.#end = encode(folded, this.#bytes.view, this.#end);
    return this.#finish(folded === value ? 0 : capitalsOf(value, folded));
  }

  /** @param count of capitals, by their `places`; negative: they do not give the text back. */
  #finish(count: number): boolean {
    const bytes = this.#bytes.view;
    bytes[this.#end++] = count > 0 ? capitals : count < 0 ? other : same;
    for (let index = 0, base = 0; index < count; base += 6) {
      let six = 0x80;
      for (; index < count && places[index]! < base + 6; index++) six |= 1 << (places[index]! - base);
      bytes[this.#end++] = six;
    }
    return count >= 0;
  }
}

const encoder = new TextEncoder();
const units: number[] = [];
const places: number[] = [];

function startsAt(bytes: Uint8Array, start: number, needle: Uint8Array, whole: boolean): boolean {
  return isAt(bytes, needle, start) && (!whole || bytes[start + needle.length]! >= dead);
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

/** What stands behind the last six is no more of it: the next entry, or zeros. */
function restoreCapitals(bytes: Uint8Array, at: number, length: number): void {
  for (let base = 0; base < length && (bytes[at]! & 0xc0) === 0x80; base += 6, at++) {
    for (let bit = 0; bit < 6; bit++)
      if (bytes[at]! & (1 << bit)) units[base + bit] = capitalOf(units[base + bit]!);
  }
}

function capitalOf(unit: number): number {
  if (unit < 0x80) return unit - 0x20;
  const capital = String.fromCharCode(unit).toUpperCase();
  return capital.length === 1 ? capital.charCodeAt(0) : -1;
}
