/** What a cell can hold that is written to CSV. */
export type CsvCell = string | number | boolean | null;

export interface ToCsvOptions {
  /**
   * Writes `'` before cells that a spreadsheet would run as a formula (on by default). Off: what is read again is
   * exactly what was written.
   */
  readonly guardFormulas?: boolean;
}

/** Rows as CSV (RFC 4180): commas, CRLF, quotes where they are needed. Null is an empty cell. */
export function toCsv(
  rows: Iterable<readonly CsvCell[]>,
  { guardFormulas = true }: ToCsvOptions = {},
): string {
  let csv = '';
  for (const row of rows) csv += `${row.map((cell) => writeCell(cell, guardFormulas)).join(',')}\r\n`;
  return csv;
}

/** Whether a spreadsheet would take a text for a formula. Phone numbers like +47… and negative numbers are none. */
export function looksLikeFormula(text: string): boolean {
  if (!/^[=+\-@\t\r]/.test(text) || text === '-' || text === '+') return false;
  return !isPhoneLike(text) && !isNegativeNumber(text);
}

function isPhoneLike(text: string): boolean {
  return /^\+[\d\s()./-]*$/.test(text) && /\d/.test(text);
}

function isNegativeNumber(text: string): boolean {
  return /^-[\d\s.,]*\d%?$/.test(text);
}

function writeCell(cell: CsvCell, guardFormulas: boolean): string {
  if (cell === null) return '';
  const text =
    typeof cell === 'string' && guardFormulas && looksLikeFormula(cell) ? `'${cell}` : String(cell);
  // Quoting whatever could be a delimiter keeps readers that guess it from guessing wrong.
  const needsQuotes = /[",;|\t\r\n]|^\s|\s$|^sep=|^\uFEFF/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
