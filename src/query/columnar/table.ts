import type { Field, FieldId } from '../../model/fields.js';
import type { Company, Contact, Id, Setup, Value } from '../../model/records.js';
import { CodeColumn, mostAtOnce } from './code-column.js';
import { IdIndex } from './id-index.js';
import {
  capacityFor,
  clearBit,
  hasBit,
  setBit,
  wordsFor,
  zone,
  type Arena,
  type Bits,
  type Block,
} from './memory.js';
import { NumberColumn } from './number-column.js';
import { TextColumn } from './text-column.js';

export type Column = CodeColumn | NumberColumn | TextColumn;
export type AnyRecord = Contact | Company;

/** From so many different texts on, text that is another one in every other row gets a column without codes. */
export const manyTexts = 2048;
/** From so many different numbers on, a column is one of doubles; up to then a code takes an eighth of that. */
const manyNumbers = 256;

/** About what a contact with its texts takes. Memory that is expected and never written to is only an address. */
const bytesARecord = 113;

export interface Stored {
  readonly field: Field;
  column: Column;
  /** Text that always has codes: names, of which there are few and which are searched most. */
  readonly coded: boolean;
  valuesBefore: number;
}

/** The rows of one entity: a column for each field that is stored. Row 0 is never a record. */
export class Table {
  readonly ids: IdIndex;
  readonly #arena: Arena;
  readonly #alive: Block<Bits>;
  /** A column for each field that is stored. */
  stored: readonly Stored[] = [];
  readonly #free = new Set<number>();
  readonly #manyTexts: number;
  /** Rows that were ever given out, row 0 included. */
  size = 1;
  capacity = zone;
  /** Records. */
  count = 0;
  /** Keys of the host's values that records came with, whether a field names them or not. */
  readonly keys = new Set<string>();
  readonly #lastKeys: string[] = [];
  /** Another number whenever a column was replaced by one of another kind. */
  version = 0;

  constructor(arena: Arena, texts = manyTexts) {
    this.#arena = arena;
    this.#manyTexts = texts;
    this.ids = new IdIndex(arena);
    this.#alive = arena.bits(zone);
  }

  get alive(): Bits {
    return this.#alive.view;
  }

  get words(): number {
    return wordsFor(this.capacity);
  }

  isAlive(row: number): boolean {
    return hasBit(this.#alive.view, row) === 1;
  }

  /** Whether a row stands for an id. A free one still has the bytes of its last. */
  isGiven(row: number): boolean {
    return row !== 0 && !this.#free.has(row);
  }

  column(field: FieldId): Column | undefined {
    return this.#of(field)?.column;
  }

  /** A column for a field, empty. */
  add(field: Field, coded = false): void {
    const column =
      field.type === 'date'
        ? new NumberColumn(this.#arena, field, this.capacity, this.size)
        : new CodeColumn(this.#arena, this.capacity);
    this.stored = [...this.stored, { field, column, coded, valuesBefore: 0 }];
    this.version++;
  }

  remove(field: FieldId): void {
    this.#of(field)?.column.free();
    this.stored = this.stored.filter((each) => each.field.id !== field);
    this.version++;
  }

  reserve(rows: number, exactly = false): void {
    if (rows <= this.capacity) return;
    this.capacity = exactly ? Math.ceil(rows / zone) * zone : capacityFor(rows);
    if (exactly) this.#arena.expect((this.capacity - this.size) * bytesARecord);
    this.#alive.grow(this.words);
    this.ids.reserve(this.capacity, exactly);
    for (const { column } of this.stored) column.grow(this.capacity);
  }

  /** A row for an id, its columns empty. */
  give(id: Id): number {
    const free = this.#free.size > 0 ? this.#free.values().next().value : undefined;
    if (free !== undefined) this.#free.delete(free);
    const row = free ?? this.size++;
    this.reserve(row + 1);
    if (free === undefined && row % zone === 0)
      for (const { column } of this.stored) if (column instanceof NumberColumn) column.clear(row);
    this.ids.add(id, row);
    return row;
  }

  /** The row holds a record from now on. */
  revive(row: number): void {
    setBit(this.#alive.view, row);
    this.count++;
  }

  /** The row holds none any more, but keeps its id: others may still refer to it. */
  kill(row: number): void {
    clearBit(this.#alive.view, row);
    this.count--;
  }

  /** Nobody refers to the row. */
  takeBack(row: number): void {
    this.ids.remove(row);
    this.#free.add(row);
  }

  write(stored: Stored, row: number, value: Value | undefined): void {
    if (stored.column.set(row, value) !== false) return;
    this.#replace(stored, new CodeColumn(this.#arena, this.capacity));
    stored.column.set(row, value);
  }

  /**
   * New records as they come, column by column: a few hundred at a time stay in the processor's cache.
   *
   * @param also what is to be done with those from one to another while they are there.
   */
  fill(
    records: readonly AnyRecord[],
    rows: readonly number[],
    setup: Setup,
    columns: readonly Stored[] = this.stored,
    also?: (from: number, to: number) => void,
  ): void {
    const values: Value[] = [];
    for (let from = 0; from < records.length; from += mostAtOnce) {
      const to = Math.min(from + mostAtOnce, records.length);
      const count = (values.length = to - from);
      const first = rows[from]!;
      let isRun = true;
      for (let at = 1; at < count; at++) isRun &&= rows[from + at] === first + at;
      for (const stored of columns) {
        const { column } = stored;
        const { read } = stored.field;
        for (let at = 0; at < count; at++) values[at] = read(records[from + at] as never, setup);
        if (isRun && column.setAll(first, values)) continue;
        for (let at = 0; at < count; at++) this.write(stored, rows[from + at]!, values[at]);
      }
      for (let at = from; at < to; at++) this.noteKeys(records[at]!);
      also?.(from, to);
    }
    // One at a time, or the first thousands of records would take long.
    let isFree = true;
    for (const stored of columns) {
      if (!this.#hasMany(stored, records.length) || !isFree) continue;
      this.#withoutCodes(stored);
      isFree = records.length > manyTexts * 2;
    }
  }

  noteKeys({ extra }: AnyRecord): void {
    let at = 0;
    // Nearly every record has those of the one before.
    for (const key in extra) {
      if (key === this.#lastKeys[at++]) continue;
      this.keys.add(key);
      this.#lastKeys[at - 1] = key;
    }
  }

  /** Whether codes are of no use: nearly every text is another one, or numbers are many. */
  #hasMany(stored: Stored, records: number): boolean {
    const { column, coded, field } = stored;
    if (coded || !(column instanceof CodeColumn)) return false;
    const count = column.values.length;
    const fresh = count - stored.valuesBefore;
    stored.valuesBefore = count;
    if (field.type === 'number') return count > Math.min(manyNumbers, this.#manyTexts);
    return field.type === 'text' && count >= this.#manyTexts && fresh * 2 >= records;
  }

  #withoutCodes(stored: Stored): void {
    const { field } = stored;
    this.#replace(
      stored,
      field.type === 'text'
        ? new TextColumn(this.#arena, this.capacity)
        : new NumberColumn(this.#arena, field, this.capacity, this.size),
    );
  }

  #of(id: FieldId): Stored | undefined {
    return this.stored.find(({ field }) => field.id === id);
  }

  #replace(stored: Stored, column: Column): void {
    for (let first = 0; first < this.size; first += mostAtOnce) {
      const values: Value[] = [];
      for (let row = first; row < Math.min(first + mostAtOnce, this.size); row++)
        values.push(stored.column.value(row));
      column.setAll(first, values);
    }
    stored.column.free();
    stored.column = column;
    this.version++;
  }
}
