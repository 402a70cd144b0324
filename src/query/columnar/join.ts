import { Bitmaps, maxBitmaps, unite } from './bitmaps.js';
import type { CodeColumn } from './code-column.js';
import type { Acceptance } from './code-filter.js';
import type { Filter } from './filter.js';
import { kernels } from './kernels.js';
import { hasBit, rowsOf, type Arena, type Bits, type Block } from './memory.js';
import { Postings } from './postings.js';
import { borrow, giveBack } from './scratch.js';
import type { Table } from './table.js';

/**
 * The company of each contact, as a row; 0 for none. Columns of companies with few values get bitsets over the
 * contacts too, so that a criterion of the company costs what one of the contact does.
 */
export class Join {
  readonly #arena: Arena;
  readonly #table: Table;
  readonly #companies: Block<Uint32Array>;
  readonly #postings: Postings;
  readonly #bitmaps = new Map<unknown, Bitmaps>();
  #codeCount = 1;

  constructor(arena: Arena, contacts: Table, companies: Table) {
    this.#arena = arena;
    this.#table = companies;
    this.#companies = arena.u32(contacts.capacity);
    this.#postings = new Postings(arena);
  }

  get companies(): Uint32Array {
    return this.#companies.view;
  }

  grow(rows: number): void {
    this.#companies.grow(rows);
    for (const bitmaps of this.#bitmaps.values()) bitmaps.grow(rows);
  }

  set(contact: number, company: number): void {
    const { companies } = this;
    const before = companies[contact]!;
    if (before === company) return;
    companies[contact] = company;
    if (company >= this.#codeCount) this.#codeCount = company + 1;
    this.#postings.touch(contact);
    if (this.#bitmaps.size === 0) return;
    for (const column of this.#bitmaps.keys() as Iterable<CodeColumn>)
      this.#move(column, column.codes[before]!, column.codes[company]!, [contact]);
  }

  /** Each contact of a company once. */
  contactsOf(company: number): number[] {
    const contacts: number[] = [];
    this.#upToDate().visit(company, (contact) => contacts.push(contact));
    return contacts;
  }

  /** Writes a company's value: its contacts are among those of another code then. */
  recode(column: unknown, company: number, write: () => void): void {
    if (!this.#bitmaps.has(column)) return write();
    const coded = column as CodeColumn;
    const before = coded.codes[company]!;
    write();
    const after = coded.codes[company]!;
    if (before !== after) this.#move(coded, before, after, this.contactsOf(company));
  }

  /** Bitsets of a company column over the contacts, by its codes, where there are few. */
  bitmaps(column: CodeColumn): readonly Bits[] | undefined {
    const { values, codes } = column;
    if (values.length > maxBitmaps) this.forget(column);
    else if (!this.#bitmaps.has(column)) {
      this.#bitmaps.set(column, new Bitmaps(this.#arena, values.length, codes, this.companies));
    }
    return this.#bitmaps.get(column)?.views;
  }

  /** The bitsets of a column, or of all: they hold no more. */
  forget(column?: unknown): void {
    for (const [each, bitmaps] of this.#bitmaps) {
      if (column && each !== column) continue;
      bitmaps.free();
      this.#bitmaps.delete(each);
    }
  }

  /** A filter of companies over their contacts. */
  filter(filter: Filter): Filter {
    return {
      cost: 2 + filter.cost / 8,
      scan: (to) => this.#scan((bits) => filter.scan(bits), to),
      test: (row) => filter.test(this.companies[row]!),
    };
  }

  /** The same for values of a column that had bitsets over the contacts just now. */
  codeFilter(column: CodeColumn, acceptance: Acceptance): Filter {
    return {
      cost: 1,
      scan: (to) => {
        const table = acceptance.table();
        const bitmaps = this.bitmaps(column);
        if (bitmaps) unite(to, bitmaps, table);
        else this.#scan((bits) => kernels.inSet(bits, column.codes, table), to);
      },
      test: (row) => acceptance.table()[column.codes[this.companies[row]!]!] === 1,
    };
  }

  #scan(scan: (bits: Bits) => void, to: Bits): void {
    const { words, capacity } = this.#table;
    const bits = borrow(to, words);
    scan(bits);
    const count = kernels.count(bits);
    if (count * 64 < capacity && (bits[0]! & 1) === 0) {
      to.fill(0);
      const companies = rowsOf(bits, new Uint32Array(count));
      this.#upToDate().setBits(companies, (company) => hasBit(bits, company) === 1, to);
    } else kernels.gather(to, bits, this.companies);
    giveBack(bits);
  }

  #upToDate(): Postings {
    return this.#postings.upToDate(this.companies, this.#codeCount);
  }

  #move(column: CodeColumn, before: number, after: number, contacts: readonly number[]): void {
    if (after >= maxBitmaps) this.forget(column);
    const bitmaps = this.#bitmaps.get(column);
    for (const contact of contacts) bitmaps?.move(contact, before, after);
  }
}
