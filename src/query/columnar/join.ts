import { fillBitmaps, growBitmaps, maxBitmaps, type CodeColumn } from './code-column.js';
import { clearBit, setBit, type Arena, type Bits, type Block } from './memory.js';
import { Postings } from './postings.js';

/**
 * The company of each contact, as a row; 0 for none. Columns of companies with few values get bitsets over the
 * contacts too, so that a criterion of the company costs what one of the contact does.
 */
export class Join {
  readonly #arena: Arena;
  readonly #companies: Block<Uint32Array>;
  readonly #postings: Postings;
  readonly #bitmaps = new Map<CodeColumn, Block<Bits>[]>();
  #codeCount = 1;

  constructor(arena: Arena, rows: number) {
    this.#arena = arena;
    this.#companies = arena.u32(rows);
    this.#postings = new Postings(arena);
  }

  get companies(): Uint32Array {
    return this.#companies.view;
  }

  grow(rows: number): void {
    this.#companies.grow(rows);
    for (const bitmaps of this.#bitmaps.values()) growBitmaps(bitmaps, rows);
  }

  set(contact: number, company: number): void {
    const companies = this.#companies.view;
    const before = companies[contact]!;
    if (before === company) return;
    companies[contact] = company;
    if (company >= this.#codeCount) this.#codeCount = company + 1;
    this.#postings.touch(contact);
    for (const [column, bitmaps] of this.#bitmaps) {
      const { codes } = column;
      clearBit(bitmaps[codes[before]!]!.view, contact);
      const bitmap = this.#bitmapOf(column, bitmaps, codes[company]!);
      if (bitmap) setBit(bitmap, contact);
    }
  }

  /** Each contact of a company once. */
  visit(company: number, visitor: (contact: number) => void): void {
    this.postings().visit(company, visitor);
  }

  postings(): Postings {
    return this.#postings.upToDate(this.#companies.view, this.#codeCount);
  }

  /** Bitsets of a company column over the contacts, by its codes. */
  bitmaps(column: CodeColumn): readonly Bits[] | undefined {
    if (column.values.length > maxBitmaps) {
      this.forget(column);
      return undefined;
    }
    let bitmaps = this.#bitmaps.get(column);
    if (!bitmaps) {
      const rows = this.#companies.view.length;
      bitmaps = column.values.map(() => this.#arena.bits(rows));
      this.#bitmaps.set(column, bitmaps);
      fillBitmaps(
        joinedCodes(this.#companies.view, column.codes),
        bitmaps.map(({ view }) => view),
      );
    }
    while (bitmaps.length < column.values.length) bitmaps.push(this.#arena.bits(this.#companies.view.length));
    return bitmaps.map(({ view }) => view);
  }

  /** A company's value changed: its contacts are among those of another code now. */
  recode(column: unknown, company: number, write: () => void): void {
    const bitmaps = this.#bitmaps.get(column as CodeColumn);
    if (!bitmaps) {
      write();
      return;
    }
    const coded = column as CodeColumn;
    const before = coded.codes[company]!;
    write();
    const after = coded.codes[company]!;
    if (before === after) return;
    const to = this.#bitmapOf(coded, bitmaps, after);
    const from = bitmaps[before]!.view;
    if (!to) return;
    this.visit(company, (contact) => {
      clearBit(from, contact);
      setBit(to, contact);
    });
  }

  hasContacts(company: number): boolean {
    let has = false;
    this.visit(company, () => (has = true));
    return has;
  }

  forget(column: CodeColumn): void {
    for (const bitmap of this.#bitmaps.get(column) ?? []) bitmap.free();
    this.#bitmaps.delete(column);
  }

  /** After columns were replaced: only those that are still there. */
  keepOnly(columns: ReadonlySet<unknown>): void {
    for (const column of this.#bitmaps.keys()) if (!columns.has(column)) this.forget(column);
  }

  #bitmapOf(column: CodeColumn, bitmaps: Block<Bits>[], code: number): Bits | undefined {
    if (code >= maxBitmaps) {
      this.forget(column);
      return undefined;
    }
    while (bitmaps.length <= code) bitmaps.push(this.#arena.bits(this.#companies.view.length));
    return bitmaps[code]!.view;
  }
}

function joinedCodes(companies: Uint32Array, codes: Uint8Array | Uint16Array | Uint32Array): Uint8Array {
  const joined = new Uint8Array(companies.length);
  for (let row = 0; row < joined.length; row++) joined[row] = codes[companies[row]!]!;
  return joined;
}
