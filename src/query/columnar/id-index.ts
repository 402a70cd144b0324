import { roomFor, type Arena, type Block } from './memory.js';
import { Slots } from './slots.js';
import { decode, encode, textOf } from './text-bytes.js';

const end = 0xff;
/** From here on, what a row has is the number that its id is, not where its bytes start. */
const numeric = 2 ** 31;
/** Numbers have at most so many digits: integers of 31 bits to the compiler. */
const mostDigits = 9;

/**
 * Rows by id and ids by row. Ids that are written as the first one is, the same text and a number behind it (`17`, `c0017`),
 * are kept as that number, which is its own hash: ids of one after the other lie side by side. Of all others there are
 * the bytes.
 */
export class IdIndex {
  readonly #bytes: Block<Uint8Array>;
  /** For each row where its id starts, or the number that it is. */
  readonly #starts: Block<Uint32Array>;
  readonly #rows: Slots;
  #end = 1;
  /** Of ids that were ever put there. */
  #count = 0;
  #lastRow = 0;
  #lastId = '';
  /** What was asked for last: as a number, or -1 and so many bytes of `#wanted`, their end included. */
  #asked: string | undefined;
  #number = -1;
  #hash = 0;
  #length = 0;
  #wanted = new Uint8Array(64);
  /** What numbers stand behind, and how many digits they have at least. */
  #prefix = '';
  #digits = mostDigits + 1;
  /** From here on they have more. */
  #longer = 0;

  /** Whether rows are in the order of their ids. */
  isAscending = true;

  constructor(arena: Arena) {
    this.#bytes = arena.u8(1 << 12);
    this.#starts = arena.u32(1 << 10);
    this.#rows = new Slots(arena, (row) => this.#hashOf(row));
    this.#bytes.view[0] = end; // row 0 is no record, and its id is ''
  }

  /** The row of an id; 0 where there is none. */
  rowOf(id: string): number {
    this.#asked = id;
    this.#number = this.#numberOf(id);
    if (this.#number < 0) this.#encode(id);
    const hash = (this.#hash = this.#number < 0 ? hashOf(this.#wanted, 0) : this.#number);
    let row = this.#rows.first(hash);
    while (row !== 0 && !this.#isAsked(row)) row = this.#rows.next(hash);
    return row;
  }

  /** The same for many: what one waits for in memory is read side by side. */
  rowsOf(ids: readonly (string | null)[]): Uint32Array {
    const { length } = ids;
    const numbers = new Int32Array(length);
    for (let at = 0; at < length; at++) numbers[at] = ids[at] === null ? -1 : this.#numberOf(ids[at]!);
    const rows = new Uint32Array(length);
    for (let at = 0; at < length; at++) rows[at] = this.#rows.first(numbers[at]!);
    const starts = this.#starts.view;
    for (let at = 0; at < length; at++)
      if (starts[rows[at]!] !== numbers[at]! + numeric)
        rows[at] = ids[at] === null ? 0 : this.rowOf(ids[at]!);
    return rows;
  }

  /** The id of a row that was added, and not overwritten since. */
  idOf(row: number): string {
    const start = this.#starts.view[row]!;
    if (start < numeric) return textOf(units, decode(this.#bytes.view, start, units));
    return this.#prefix + String(start - numeric).padStart(this.#digits, '0');
  }

  /** Whether the ids of two rows are in order: by UTF-16 units, as `<` compares. Those of as many digits need no texts. */
  compare(a: number, b: number): number {
    const starts = this.#starts.view;
    const [first, second] = [starts[a]!, starts[b]!];
    if (Math.min(first, second) >= numeric && Math.max(first, second) < this.#longer) return first - second;
    const [left, right] = [this.idOf(a), this.idOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /**
   * Memory for so many rows, at once.
   *
   * @param all they are to come; otherwise the table of rows grows when it has to, and not together with all columns.
   */
  reserve(rows: number, all: boolean): void {
    this.#starts.grow(rows);
    if (all) this.#rows.reserve(rows);
  }

  add(id: string, row: number): void {
    if (this.#lastRow === 0) this.#learn(id);
    // Whoever adds an id has asked for it just before.
    if (this.#asked !== id) this.rowOf(id);
    this.#asked = undefined;
    if (row >= this.#starts.view.length) this.#starts.grow(Math.ceil((row + 1) * 1.3));
    this.#rows.add(row, this.#hash);
    this.#starts.view[row] = this.#number < 0 ? this.#write(row) : this.#number + numeric;
    this.isAscending &&= row > this.#lastRow && id > this.#lastId;
    this.#lastRow = row;
    this.#lastId = id;
  }

  /** Forgets a row. What it was called can still be read until the row is given away. */
  remove(row: number): void {
    this.#rows.remove(row);
    this.#asked = undefined;
  }

  /** The bytes of what was asked for: where the row's last ones are, if they fit there, or behind all others. */
  #write(row: number): number {
    const last = this.#starts.view[row]!;
    const fits = last > 0 && last < numeric && this.#bytes.view.indexOf(end, last) - last + 1 >= this.#length;
    const start = fits ? last : this.#end;
    if (!fits) {
      this.#end += this.#length;
      this.#count++;
    }
    if (this.#end > this.#bytes.view.length)
      this.#bytes.grow(roomFor(this.#end, this.#count, this.#starts.view.length));
    this.#bytes.view.set(this.#wanted.subarray(0, this.#length), start);
    return start;
  }

  #encode(id: string): void {
    if (id.length * 3 >= this.#wanted.length) this.#wanted = new Uint8Array(id.length * 6);
    this.#length = encode(id, this.#wanted, 0);
    this.#wanted[this.#length++] = end;
  }

  #isAsked(row: number): boolean {
    const start = this.#starts.view[row]!;
    if (this.#number >= 0) return start === this.#number + numeric;
    if (start >= numeric) return false;
    const bytes = this.#bytes.view;
    const wanted = this.#wanted;
    const length = this.#length;
    for (let at = 0; at < length; at++) if (bytes[start + at] !== wanted[at]) return false;
    return true;
  }

  #hashOf(row: number): number {
    const start = this.#starts.view[row]!;
    return start >= numeric ? start - numeric : hashOf(this.#bytes.view, start);
  }

  // Numbers

  /** How ids are written, by the first one. */
  #learn(id: string): void {
    const [, prefix = '', number] = /^(.*?)(\d{1,9})$/s.exec(id) ?? [];
    this.#prefix = prefix;
    if (number) this.#digits = number.startsWith('0') ? number.length : 1;
    this.#longer = numeric + 10 ** this.#digits;
    this.#asked = undefined;
  }

  /** The number that gives the id back, to the letter; -1: there is none. */
  #numberOf(id: string): number {
    const from = this.#prefix.length;
    const digits = id.length - from;
    if (digits < this.#digits || digits > mostDigits) return -1;
    if (digits > this.#digits && id.charCodeAt(from) === 0x30) return -1;
    let number = 0;
    for (let at = from; at < id.length; at++) {
      const digit = id.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    // Unit by unit: prefixes are short, and calling the platform for one takes longer.
    for (let at = 0; at < from; at++) if (id.charCodeAt(at) !== this.#prefix.charCodeAt(at)) return -1;
    return number;
  }
}

const units: number[] = [];

/** FNV-1a. */
function hashOf(bytes: Uint8Array, at: number): number {
  let hash = 0x811c_9dc5;
  for (; bytes[at] !== end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
  return hash;
}
