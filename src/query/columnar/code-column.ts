import type { CriteriaContext } from '../../criteria/evaluate.js';
import { composed } from '../../criteria/text.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { Bitmaps, maxBitmaps } from './bitmaps.js';
import { codeFilter, type Acceptance } from './code-filter.js';
import { valueTest, type Filter } from './filter.js';
import { hasBit, visitBits, wordsFor, type Arena, type Bits, type Block, type Codes } from './memory.js';
import { Postings } from './postings.js';
import { Slots } from './slots.js';
import { textLine } from './text-line.js';
import { TextPool } from './text-pool.js';

/** So many values are found without a look into the map. */
const recent = 2048;

/** So many values are appended at a time. */
export const mostAtOnce = 256;

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
  #bitmaps: Bitmaps | undefined;
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
    this.#bitmaps?.grow(rows);
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
    if (next >= maxBitmaps) this.#dropBitmaps();
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
    this.#bitmaps ??= new Bitmaps(this.#arena, this.values.length, this.#codes.view);
    return this.#bitmaps.views;
  }

  postings(): Postings {
    return (this.#postings ??= new Postings(this.#arena)).upToDate(this.#codes.view, this.values.length);
  }

  /** Makes lists of rows, unless there are any. Answers whether it did. */
  makePostings(): boolean {
    return !this.#postings && !!this.postings();
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
    while (this.copyTexts());
    const found = new Int32Array(wordsFor(this.values.length));
    this.#texts!.search(how, folded, found);
    return found;
  }

  /** Copies some values to where they can be searched. Answers whether there were any. */
  copyTexts(): boolean {
    const texts = (this.#texts ??= new TextPool(this.#arena));
    const some = this.values.slice(texts.count, texts.count + 2048);
    texts.appendAll(some.map((value) => value ?? null));
    return some.length > 0;
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
    this.#bitmaps?.move(row, before, code);
    this.#postings?.touch(row);
  }

  #widen(codes: number): void {
    const old = this.#codes;
    this.#codes = codes === 256 ? this.#arena.u16(this.#rows) : this.#arena.u32(this.#rows);
    this.#codes.view.set(old.view);
    old.free();
  }

  #dropBitmaps(): void {
    this.#bitmaps?.free();
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
