import type { Field, FieldId, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { compareKeys, orderOf } from '../order.js';
import { CodeColumn, type Derive } from './code-column.js';
import { kernels } from './kernels.js';
import { pick, type Owners } from './levels.js';
import type { Bits, Codes } from './memory.js';
import { isFew, type Ranks } from './ranks.js';
import { borrow, giveBack } from './scratch.js';
import { ownerOf } from './sources.js';
import type { Table } from './table.js';
import type { Views } from './views.js';

/** What leads from a row to its group. */
export interface Cells {
  readonly table: Uint32Array;
  readonly codes: Codes;
  readonly index: Uint32Array | undefined;
}

export const numberAt = ({ table, codes, index }: Cells, row: number): number =>
  table[codes[index ? index[row]! : row]!]!;

/** Rows that are looked at in a piece. */
const piece = 512;

/**
 * One level of grouping: a small number for each different value that rows have, and the order of those. Number 0 is no
 * value. A field that is stored without codes gets some here. Of many rows, or values, all that is made piece by piece.
 */
export class GroupLevel {
  readonly field: Field;
  readonly values: Value[] = [null];
  /** The rows of each code, where those are few. */
  readonly bitmaps: () => readonly Bits[] | undefined;
  /** Whose rows get codes here. Undefined: the field has its own. */
  readonly table: Table | undefined;
  /** Live questions that group by it. */
  users = 0;
  /** The first row without a code. */
  #taken = 0;
  readonly #read: (row: number) => Value;
  readonly #index: Owners['index'];
  readonly #rowsOf: Owners['rowsOf'];
  readonly #codes: CodeColumn;
  readonly #derive: Derive;
  readonly #numberOf = new Map<Value, number>([[null, 0]]);
  #numberOfCode = new Uint32Array(16);
  #numbered = 0;
  readonly #keyOf: (value: Value) => unknown;
  readonly #ranks: Ranks;
  #sorted: Uint32Array = new Uint32Array(0);

  constructor(views: Views, id: FieldId, of: Subject, language: string) {
    const { field, codes, derive, index, rowsOf, value, bitmaps, isId } = views.see(id, of);
    const { key, compare } = orderOf(field, views.setup, language);
    this.field = field;
    this.bitmaps = bitmaps;
    this.table = codes ? undefined : views.tables[ownerOf(field)];
    this.#codes = codes ?? new CodeColumn(views.tables.arena, 0);
    this.#derive = derive ?? ((given) => given ?? null);
    this.#read = value;
    this.#index = index;
    this.#rowsOf = rowsOf;
    this.#keyOf = key;
    this.#ranks = views.ranks(field, isId, language, {
      key: (number) => key(this.values[number]!),
      // Values that the order takes for the same still are different groups.
      compare: (a, b) => compare(a, b) || compareKeys(a, b),
    });
  }

  /** Whether every row has its group, and every group its place. What is missing is made at once, where that is little. */
  isReady(most: number): boolean {
    const size = this.table?.size ?? 0;
    if (!isFew(size - this.#taken, size, most)) return false;
    this.#take(size);
    this.#number();
    const count = this.values.length;
    return this.#ranks.isNear(count, most) && !!this.#ranks.upTo(count);
  }

  /** A piece of that, of about a millisecond. False: nothing is left. */
  step(): boolean {
    const isMore = this.#take(this.#taken + piece);
    this.#number();
    return isMore || this.#ranks.step(this.values.length);
  }

  /** Call when a row of the table has another value. */
  enter(row: number): void {
    if (row < this.#taken) this.#codes.set(row, this.#read(row));
  }

  of(row: number): number {
    const index = this.#index();
    const at = index ? index[row]! : row;
    if (this.table && at >= this.#taken) this.#take(at + 1);
    return this.#number()[this.#codes.codes[at]!]!;
  }

  /** Of rows that have codes. Memory may move when anything grows. */
  cells(): Cells {
    return { table: this.#number(), codes: this.#codes.codes, index: this.#index() };
  }

  /** Takes out of a bitset the rows that are not in any of these groups. */
  keepOnly(bits: Bits, groups: Iterable<number>): void {
    const isKept = new Uint8Array(this.values.length);
    for (const number of groups) isKept[number] = 1;
    const numbers = this.#number();
    const { filter, add } = pick(this.#codes);
    for (let code = 0; code < this.#codes.values.length; code++) if (isKept[numbers[code]!] === 1) add(code);
    const own = borrow(bits);
    this.#rowsOf(filter).scan(own);
    kernels.and(bits, own);
    giveBack(own);
  }

  /** The numbers in the order of their values. */
  sorted(): Uint32Array {
    if (this.#sorted.length < this.values.length) this.#sorted = this.#ranks.sorted();
    return this.#sorted;
  }

  /** One for each number, which compares as its value does. */
  get ranks(): Uint32Array {
    return this.#ranks.ranks;
  }

  /** Bits of the ranks, on the right, that do not matter. */
  get shift(): number {
    return 32 - this.#ranks.bits;
  }

  free(): void {
    if (this.table) this.#codes.free();
    this.#ranks.free();
  }

  #take(upTo: number): boolean {
    const { table } = this;
    const end = Math.min(upTo, table?.size ?? 0);
    if (!table || this.#taken >= end) return false;
    this.#codes.grow(table.capacity);
    for (; this.#taken < end; this.#taken++) this.#codes.set(this.#taken, this.#read(this.#taken));
    return true;
  }

  /** The number of each code. */
  #number(): Uint32Array {
    const { values } = this.#codes;
    if (this.#numberOfCode.length < values.length) {
      const grown = new Uint32Array(values.length * 2);
      grown.set(this.#numberOfCode);
      this.#numberOfCode = grown;
    }
    for (; this.#numbered < values.length; this.#numbered++)
      this.#numberOfCode[this.#numbered] = this.#numberFor(this.#derive(values[this.#numbered]));
    return this.#numberOfCode;
  }

  #numberFor(given: Value): number {
    const value = this.#keyOf(given) === null ? null : given === 0 ? 0 : given; // -0 and 0 are one group
    let number = this.#numberOf.get(value);
    if (number === undefined) this.#numberOf.set(value, (number = this.values.push(value) - 1));
    return number;
  }
}
