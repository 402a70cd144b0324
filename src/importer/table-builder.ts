import { fatalIssue, issue, type ImportIssue } from './issues.js';
import type { RawRow } from './row-splitter.js';
import type { CsvEncoding, CsvRow, CsvTable } from './types.js';

/** Makes a table of raw rows: headers, clean cells, as many in each row as there are headers. */
export class TableBuilder {
  readonly #maxRows: number;
  readonly #issues: ImportIssue[];
  readonly #rows: CsvRow[] = [];
  #headers: readonly string[] | undefined;
  /** After broken quotes, rows that do not fit are the broken row's remains. */
  #isSuspicious = false;

  constructor(maxRows: number, issues: readonly ImportIssue[]) {
    this.#maxRows = maxRows;
    this.#issues = [...issues];
  }

  get isFull(): boolean {
    return this.#rows.length > this.#maxRows;
  }

  add(rows: readonly RawRow[]): void {
    for (const { line, cells } of rows) {
      if (!cells) this.#giveUp(line);
      else if (cells.some((cell) => cell.trim() !== '')) this.#addRow(line, cells);
    }
  }

  finish(encoding: CsvEncoding, delimiter: string): CsvTable {
    if (!fatalIssue(this.#issues)) {
      if (!this.#headers) this.#issues.push(issue('file-empty'));
      else if (this.#rows.length === 0) this.#issues.push(issue('no-rows'));
    }
    const rows = fatalIssue(this.#issues) ? [] : this.#rows;
    return { headers: this.#headers ?? [], rows, encoding, delimiter, issues: this.#issues };
  }

  #giveUp(line: number): void {
    // Without its own headers, the first row of data would be taken for them.
    this.#issues.push(issue(this.#headers ? 'broken-quotes' : 'headers-unreadable', { line }));
    this.#headers ??= [];
    this.#isSuspicious = true;
  }

  #addRow(line: number, cells: readonly string[]): void {
    if (!this.#headers) {
      this.#headers = distinctHeaders(cells, line, this.#issues);
      return;
    }
    const width = this.#headers.length;
    const surplus = cells.slice(width).find((cell) => cell.trim() !== '');
    const fits = surplus === undefined && cells.length >= width;
    if (!fits && this.#isSuspicious) return this.#giveUp(line);
    this.#isSuspicious = false;
    const details = { expected: width, found: cells.length };
    if (surplus !== undefined) {
      this.#issues.push(issue('too-many-cells', { line, details }));
      return;
    }
    if (!fits) this.#issues.push(issue('too-few-cells', { line, details }));
    this.#rows.push({ line, cells: this.#headers.map((_, index) => cleanCell(cells[index])) });
  }
}

/** The cell without the white space around it. Null when nothing is left, or the word NULL as databases export it. */
export function cleanCell(cell: string | undefined): string | null {
  if (cell === undefined) return null;
  // A tab or carriage return at the beginning stays: spreadsheets may take what follows for a formula.
  const text = /^[\t\r]/.test(cell) ? cell.trimEnd() : cell.trim();
  return text === '' || text === 'NULL' ? null : text;
}

/** Trimmed; repeated ones are numbered, those without a name are called by their place. */
function distinctHeaders(cells: readonly string[], line: number, issues: ImportIssue[]): readonly string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.trim();
    const wanted = name || `#${index + 1}`;
    let distinct = wanted;
    for (let copy = 2; used.has(distinct.toLowerCase()); copy++) distinct = `${wanted} (${copy})`;
    used.add(distinct.toLowerCase());
    if (!name) issues.push(issue('unnamed-column', { line, column: distinct }));
    else if (distinct !== name)
      issues.push(issue('duplicate-header', { line, column: distinct, value: name }));
    return distinct;
  });
}
