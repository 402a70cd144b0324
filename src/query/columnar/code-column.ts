import type { CriteriaContext } from '../../criteria/evaluate.js';
import { composed } from '../../criteria/text.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { valueTest, type Filter } from './filter.js';
import { kernels } from './kernels.js';
import {
  clearBit,
  hasBit,
  setBit,
  visitBits,
  wordsFor,
  type Arena,
  type Bits,
  type Block,
} from './memory.js';
import { Postings } from './postings.js';
import { Slots } from './slots.js';
import { textLine } from './text-line.js';
import { TextPool } from './text-pool.js';

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** So many values are found without a look into the map. */
const recent = 2048;

/** So many values are appended at a time. */
export const mostAtOnce = 256;

/** Columns with this many different values or fewer have a bitset for each. */
export const maxBitmaps = 32;

/**
 * A column as codes of its different values: one byte a row up to 256 of them, then two, then four. What a line asks
 * is asked of each value once. Code 0, `undefined`, is for rows that hold no record; code 1 is null.
 */
export class CodeColumn {
  readonly values: (Value | undefined)[] = [undefined, null];
  readonly #slots: Slots;
  readonly #recent = new Uint32Array(recent);
  readonly #arena: Arena;
  #codes: Block<Codes>;
  #bitmaps: Block<Bits>[] | undefined;
  #postings: Postings | undefined;
  #texts: TextPool | undefined;
  #rows: number;

  constructor(arena: Arena, rows: number) {
    this.#arena = arena;
    this.#rows = rows;
    this.#codes = arena.u8(rows);
    this.#slots = new Slots(arena, (code) => hashOf(this.values[code]!));
  }

  get codes(): Codes {
    return this.#codes.view;
  }

  grow(rows: number): void {
    this.#rows = rows;
    this.#codes.grow(rows);
    growBitmaps(this.#bitmaps, rows);
  }

  codeOf(value: Value | undefined): number {
    if (value === undefined) return 0;
    if (value === null) return 1;
    // Few values are most of a column, and looking at some of their characters finds them.
    const place = typeof value === 'string' ? placeOf(value) : Number(value) & (recent - 1);
    const known = this.#recent[place]!;
    if (value !== 0 && this.values[known] === value) return known; // -0 is another value than 0
    const hash = hashOf(value);
    let code = this.#slots.first(hash);
    while (code !== 0 && !Object.is(this.values[code], value)) code = this.#slots.next(hash);
    this.#recent[place] = code || this.values.length;
    if (code !== 0) return code;
    const next = this.values.push(value) - 1;
    this.#slots.add(next, hash);
    if (next === 256 || next === 65_536) this.#widen(next);
    if (this.#bitmaps) {
      if (next < maxBitmaps) this.#bitmaps.push(this.#arena.bits(this.#rows));
      else this.#dropBitmaps();
    }
    return next;
  }

  /** @param value undefined: the row holds no record any more. */
  set(row: number, value: Value | undefined): void {
    this.#put(row, this.codeOf(value));
  }

  /** As `set` for up to `mostAtOnce` rows from `first` on. */
  setAll(first: number, values: readonly Value[]): boolean {
    for (let at = 0; at < values.length; at++) found[at] = this.codeOf(values[at]);
    if (this.#bitmaps || this.#postings)
      for (let at = 0; at < values.length; at++) this.#put(first + at, found[at]!);
    else this.#codes.view.set(found.subarray(0, values.length), first);
    return true;
  }

  value(row: number): Value {
    return this.values[this.#codes.view[row]!] ?? null;
  }

  differs(row: number, value: Value): boolean {
    return !Object.is(this.value(row), value);
  }

  /** One bitset for each code, made when they are first wanted and kept from then on; none for too many codes. */
  bitmaps(): readonly Bits[] | undefined {
    if (this.values.length > maxBitmaps) return undefined;
    if (!this.#bitmaps) {
      this.#bitmaps = this.values.map(() => this.#arena.bits(this.#rows));
      fillBitmaps(
        this.#codes.view,
        this.#bitmaps.map(({ view }) => view),
      );
    }
    return this.#bitmaps.map(({ view }) => view);
  }

  postings(): Postings {
    return (this.#postings ??= new Postings(this.#arena)).upToDate(this.#codes.view, this.values.length);
  }

  /** Makes lists of rows, unless there are any. Answers whether it did. */
  makePostings(): boolean {
    const isNew = !this.#postings;
    if (isNew) this.postings();
    return isNew;
  }

  filter(line: CriteriaLine, field: Field, context: CriteriaContext, derive?: Derive): Filter {
    return codeFilter(this, this.acceptance(line, field, context, derive));
  }

  /** Which values a line accepts, as of now and for values to come. */
  acceptance(
    line: CriteriaLine,
    field: Field,
    context: CriteriaContext,
    derive: Derive = (value) => value ?? null,
  ): Acceptance {
    const test = valueTest(line, field, context);
    const asText = field.type === 'text' && this.values.length > 16 ? textLine(line) : undefined;
    const { values } = this;
    const most = Math.max(64, this.#rows >> 5);
    let table = new Uint8Array(0);
    let few: number[] | undefined = [];
    const accept = (code: number) => {
      table[code] = 1;
      if (few && few.push(code) > most) few = undefined;
    };
    if (asText) {
      const { how, wanted, exact, negative, whenEmpty } = asText;
      const found = wanted === undefined ? undefined : this.search(how, wanted);
      const isFound = (code: number) => exact === undefined || composed(values[code] as string) === exact;
      table = new Uint8Array(values.length);
      if (found && !negative) visitBits(found, (code) => void (isFound(code) && accept(code)));
      else
        values.forEach((value, code) => {
          const isText = typeof value === 'string' && value !== '';
          const is = !found || (hasBit(found, code) === 1 && isFound(code));
          if (isText ? is !== negative : whenEmpty) accept(code);
        });
    }
    return {
      table() {
        const known = table.length;
        if (known < values.length) {
          const grown = new Uint8Array(values.length);
          grown.set(table);
          table = grown;
          for (let code = known; code < values.length; code++) if (test(derive(values[code]))) accept(code);
        }
        return table;
      },
      few: () => few,
    };
  }

  /** The codes of the texts in which `folded` is found, as a bitset. */
  search(how: Parameters<TextPool['search']>[0], folded: string): Bits {
    const texts = (this.#texts ??= new TextPool(this.#arena));
    for (let code = texts.count; code < this.values.length; code++) texts.append(this.values[code] ?? null);
    const found = new Int32Array(wordsFor(this.values.length));
    texts.search(how, folded, found);
    return found;
  }

  free(): void {
    this.#codes.free();
    this.#slots.free();
    this.#dropBitmaps();
    this.#postings?.free();
    this.#texts?.free();
  }

  #put(row: number, code: number): void {
    const codes = this.#codes.view;
    const before = codes[row]!;
    if (before === code) return;
    codes[row] = code;
    if (this.#bitmaps) {
      clearBit(this.#bitmaps[before]!.view, row);
      setBit(this.#bitmaps[code]!.view, row);
    }
    this.#postings?.touch(row);
  }

  #widen(codes: number): void {
    const old = this.#codes;
    this.#codes = codes === 256 ? this.#arena.u16(this.#rows) : this.#arena.u32(this.#rows);
    this.#codes.view.set(old.view);
    old.free();
  }

  #dropBitmaps(): void {
    for (const bitmap of this.#bitmaps ?? []) bitmap.free();
    this.#bitmaps = undefined;
  }
}

/** Of the values that are appended at a time. */
const found = new Uint32Array(mostAtOnce);

/** Another value for each value of a column; undefined stands for a row without a record. */
export type Derive = (value: Value | undefined) => Value;

function placeOf(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  const [middle, end] = [text.charCodeAt(length >> 1), text.charCodeAt(length - 1)];
  const first = text.charCodeAt(0) + text.charCodeAt(length >> 2) * 5;
  return (first * 7 + middle * 61 + end * 343 + length * 1021) & (recent - 1);
}

/** FNV-1a. */
function hashOf(value: string | number | boolean): number {
  const text = String(value);
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash;
}

/** 1 for each code whose value is accepted; grows with the values. */
export interface Acceptance {
  table(): Uint8Array;
  /** The accepted ones of that table, unless they are many. */
  few(): readonly number[] | undefined;
}

export function codeFilter(column: CodeColumn, acceptance: Acceptance): Filter {
  // How many codes are few, of how large a column, and how many rows they had then: roughly is enough.
  let [codes, words, rows] = [0, 0, 0];
  return {
    get cost() {
      return column.values.length <= maxBitmaps ? 1 : 3;
    },
    scan(to) {
      const table = acceptance.table();
      const bitmaps = column.bitmaps();
      if (bitmaps) {
        unite(to, bitmaps, table);
        return;
      }
      // Rows that were never filled are in no list, but have code 0.
      const few = column.values.length > 256 && table[0] === 0 ? acceptance.few() : undefined;
      if (few) {
        const postings = column.postings();
        if (codes !== few.length || words !== to.length)
          [codes, words, rows] = [few.length, to.length, postings.countOf(few)];
        if (rows * 6 < to.length << 5) {
          to.fill(0);
          postings.setBits(few, (code) => table[code] === 1, to);
          return;
        }
      }
      kernels.inSet(to, column.codes, table);
    },
    test(row) {
      const code = column.codes[row]!;
      return acceptance.table()[code] === 1;
    },
  };
}

/** The bits of the accepted codes' bitmaps; or of the others', turned round, where those are fewer. */
export function unite(to: Bits, bitmaps: readonly Bits[], table: Uint8Array): void {
  const accepted = bitmaps.filter((_, code) => table[code] === 1);
  const others = bitmaps.filter((_, code) => table[code] !== 1);
  if (others.length === 0) to.fill(-1);
  else if (accepted.length === 0) to.fill(0);
  else if (accepted.length <= others.length) kernels.union(to, accepted);
  else {
    kernels.union(to, others);
    kernels.not(to);
  }
}

/** Rows that were never filled have code 0. */
export function growBitmaps(bitmaps: readonly Block<Bits>[] | undefined, rows: number): void {
  for (const [code, bitmap] of bitmaps?.entries() ?? []) {
    const before = bitmap.view.length;
    bitmap.grow(wordsFor(rows));
    if (code === 0) bitmap.view.fill(-1, before);
  }
}

export function fillBitmaps(codes: Codes, bitmaps: readonly Bits[]): void {
  for (let row = 0; row < codes.length; row++) bitmaps[codes[row]!]![row >> 5]! |= 1 << (row & 31);
}
