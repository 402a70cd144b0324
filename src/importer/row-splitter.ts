import type Papa from 'papaparse';
import type { Dialect } from './dialect.js';

/** A row as it stands in the file. `cells` undefined: its quotes are broken, only its first line was taken. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
}

/** Characters that are parsed at a time: some milliseconds of work. */
const largeWindow = 1 << 16;
/** After a fault, so that a file full of faults is not parsed over and over. */
const smallWindow = 1 << 9;
/** A row longer than this is a quote that was never closed. */
const longestRow = 1 << 20;

/**
 * Splits text into rows, piece by piece. papaparse does the splitting; this adds line numbers, and finds its way back
 * after broken quotes: the line on which the broken row begins is given up, and reading goes on with the next line.
 */
export class RowSplitter {
  readonly #papa: typeof Papa;
  readonly #dialect: Dialect;
  #rest = '';
  #line = 1;
  #window = largeWindow;

  constructor(papa: typeof Papa, dialect: Dialect) {
    this.#papa = papa;
    this.#dialect = dialect;
    this.#line += dialect.skip > 0 ? 1 : 0;
  }

  /** Rows that are complete with this piece; the last piece completes all. Each step takes some milliseconds. */
  *split(piece: string, isLast: boolean): Generator<RawRow[]> {
    this.#rest += piece;
    // A carriage return that ends the file would otherwise stand behind a closing quote.
    if (isLast && !this.#rest.endsWith(this.#dialect.newline)) this.#rest += this.#dialect.newline;
    while (this.#rest.length > 0) {
      const atEnd = isLast && this.#rest.length <= this.#window;
      if (!atEnd && !isLast && this.#rest.length < this.#window) return;
      yield this.#step(atEnd ? this.#rest : this.#rest.slice(0, this.#window), atEnd);
    }
  }

  #step(text: string, atEnd: boolean): RawRow[] {
    const { data, errors, meta } = this.#parse(text, atEnd);
    const quoteErrors = errors.filter(({ type }) => type === 'Quotes');
    const broken = quoteErrors[0]?.row;
    if (broken === undefined && (meta.cursor > 0 || atEnd)) {
      this.#window = Math.min(this.#window * 2, largeWindow);
      return this.#take(data, atEnd ? text.length : meta.cursor);
    }
    // The row at the end of the window may only look broken because the window ends there.
    const isCut = !atEnd && (broken === undefined || broken === data.length);
    if (isCut && data.length > 0) return this.#take(data, meta.cursor);
    if (isCut && quoteErrors.length < 2 && this.#window < longestRow) {
      this.#window *= 2;
      return [];
    }
    const complete = broken ? this.#parse(text, atEnd, broken) : undefined;
    const rows = complete ? this.#take(complete.data, complete.meta.cursor) : [];
    return [...rows, this.#giveUpLine()];
  }

  #take(data: readonly string[][], length: number): RawRow[] {
    this.#rest = this.#rest.slice(length);
    return data.map((cells) => {
      const row = { line: this.#line, cells };
      this.#line += 1 + cells.reduce((sum, cell) => sum + count(cell, this.#dialect.newline), 0);
      return row;
    });
  }

  #giveUpLine(): RawRow {
    const end = this.#rest.indexOf(this.#dialect.newline);
    this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
    this.#window = smallWindow;
    return { line: this.#line++, cells: undefined };
  }

  /** `ignoreLastRow` unless at the end: it may go on in the next window. */
  #parse(text: string, atEnd: boolean, preview = 0): Parsed {
    const { delimiter, newline } = this.#dialect;
    return new this.#papa.Parser({ delimiter, newline, preview }).parse(text, 0, !atEnd) as Parsed;
  }
}

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly type: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

function count(text: string, char: string): number {
  let found = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found++;
  return found;
}
