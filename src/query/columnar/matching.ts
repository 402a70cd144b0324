import type { FieldId } from '../../model/fields.js';
import type { Surroundings } from '../types.js';
import { scan, type Asking } from './asking.js';
import type { Filter } from './filter.js';
import { clearBit, hasBit, setBit, type Bits } from './memory.js';
import { borrow, giveBack } from './scratch.js';
import type { Table } from './table.js';
import type { ColumnarQuestion } from './types.js';

/** The rows that meet criteria, kept up to date: one for all live questions that ask by the same. */
export class Matching {
  /** The stored fields that decide. */
  readonly asks: ReadonlySet<FieldId>;
  bits!: Bits;
  total = 0;
  /** Live questions that have it. */
  users = 0;
  /** Whether the row that was looked at last was among them before its change, and whether it is now. */
  was = false;
  is = false;
  readonly #asking: Asking;
  readonly #question: ColumnarQuestion;
  readonly #surroundings: Surroundings;
  readonly #table: Table;
  #filter: Filter | undefined;

  constructor(
    asking: Asking,
    question: ColumnarQuestion,
    surroundings: Surroundings,
    asks: ReadonlySet<FieldId>,
  ) {
    this.#asking = asking;
    this.#question = question;
    this.#surroundings = surroundings;
    this.#table = asking.views.tables[question.of];
    this.asks = asks;
    this.evaluate();
  }

  /** Afresh, from the columns; no rows while criteria name a field that is gone. */
  evaluate(): void {
    const { alive } = this.#table;
    const isRight = !this.#asking.faultOf(this.#question);
    this.#filter = isRight ? this.#asking.plan(this.#question, this.#surroundings) : undefined;
    // Where kernels see it together with the columns.
    const bits = borrow(alive).fill(0);
    this.total = this.#filter ? scan(this.#filter, alive, bits) : 0;
    this.bits = bits.slice();
    giveBack(bits);
  }

  grow(): void {
    const { words } = this.#table;
    if (this.bits.length >= words) return;
    const bits = new Int32Array(words);
    bits.set(this.bits);
    this.bits = bits;
  }

  /** After a row changed. `asks`: in a field that decides. */
  look(row: number, asks: boolean): void {
    this.was = this.is = hasBit(this.bits, row) === 1;
    if (!asks) return;
    this.is = this.#table.isAlive(row) && this.#filter !== undefined && this.#filter.test(row);
    if (this.was === this.is) return;
    (this.is ? setBit : clearBit)(this.bits, row);
    this.total += this.is ? 1 : -1;
  }
}
