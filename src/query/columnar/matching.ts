import type { FieldId } from '../../model/fields.js';
import type { Filter } from './filter.js';
import { kernels } from './kernels.js';
import { clearBit, hasBit, setBit, type Bits } from './memory.js';
import { borrow, giveBack } from './scratch.js';
import type { Table } from './table.js';

/** The rows that meet criteria, kept up to date: one for all live questions that ask by the same. */
export class Matching {
  readonly table: Table;
  /** The stored fields that decide. */
  readonly asks: ReadonlySet<FieldId>;
  bits: Bits;
  total = 0;
  /** Live questions that have it. */
  users = 0;
  /** Whether the row that was looked at last was among them before its change, and whether it is now. */
  was = false;
  is = false;
  #filter: Filter | undefined;

  constructor(table: Table, asks: ReadonlySet<FieldId>) {
    this.table = table;
    this.asks = asks;
    this.bits = new Int32Array(table.words);
  }

  /** Afresh, from the columns; no filter: nothing. Answers whether the rows are other ones now. */
  evaluate(filter: Filter | undefined): boolean {
    const before = this.bits;
    const { alive } = this.table;
    this.#filter = filter;
    // Where kernels see it together with the columns.
    const bits = borrow(alive).fill(0);
    if (filter) {
      filter.scan(bits);
      kernels.and(bits, alive);
    }
    this.total = kernels.count(bits);
    this.bits = bits.slice();
    giveBack(bits);
    return this.bits.some((word, at) => word !== (before[at] ?? 0));
  }

  grow(): void {
    if (this.bits.length >= this.table.words) return;
    const bits = new Int32Array(this.table.words);
    bits.set(this.bits);
    this.bits = bits;
  }

  /** Before a row changes. */
  before(row: number): void {
    this.was = this.is = hasBit(this.bits, row) === 1;
  }

  /** After it did. */
  after(row: number): void {
    this.was = hasBit(this.bits, row) === 1;
    this.is = this.table.isAlive(row) && this.#filter !== undefined && this.#filter.test(row);
    if (this.was === this.is) return;
    (this.is ? setBit : clearBit)(this.bits, row);
    this.total += this.is ? 1 : -1;
  }
}
