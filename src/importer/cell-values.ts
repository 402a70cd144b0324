import { optionsOf } from '../model/fields.js';
import { isCalendarDate } from '../model/parse-dates.js';
import type { Setup, Value } from '../model/records.js';
import { foldName } from './fold.js';
import type { ImportIssueCode } from './issues.js';
import type { ImportField } from './targets.js';

/** A cell as the value of a field, or why it is none. */
export type CellValue =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: ImportIssueCode };

export type CellReader = (cell: string) => CellValue;

const good = (value: Value): CellValue => ({ ok: true, value });
const bad = (code: ImportIssueCode): CellValue => ({ ok: false, code });

/** Reads the cells of a column that goes to `target`. */
export function cellReader({ id, type, field }: ImportField, setup: Setup): CellReader {
  if (id.endsWith('.email')) return (cell) => (isEmail(cell) ? good(cell) : bad('email-invalid'));
  switch (type) {
    case 'text':
      return good;
    case 'number':
      return (cell) => orElse(readNumber(cell), 'number-invalid');
    case 'date':
      return (cell) => orElse(readDate(cell), 'date-invalid');
    case 'yesno':
      return (cell) => orElse(yesNoWords.get(foldName(cell)), 'yesno-invalid');
    case 'list':
      return field ? optionReader(optionsOf(field, setup)) : good;
  }
}

function orElse(value: Value | undefined, code: ImportIssueCode): CellValue {
  return value === undefined ? bad(code) : good(value);
}

/** Options are given by name, ignoring case, or by id. Deleted ones are no choice (L9). */
function optionReader(
  options: readonly { readonly id: string; readonly label?: string; readonly deleted?: boolean }[],
): CellReader {
  const byWord = new Map([
    ...options.map((option) => [option.id, option] as const),
    ...options.flatMap((option) => (option.label ? [[foldName(option.label), option] as const] : [])),
  ]);
  return (cell) => {
    const option = byWord.get(foldName(cell)) ?? byWord.get(cell);
    if (!option) return bad('option-unknown');
    return option.deleted ? bad('option-deleted') : good(option.id);
  };
}

/** Something at something. More can't be said without sending a message; 254 characters is what SMTP carries. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(text);
}

/**
 * A number without doubt: `1234`, `1 234`, `12.5`, `12,5`, `1,234,567.8`, `1.234,5`. Not `1.234`, which is a thousand to
 * some people and one to others.
 */
function readNumber(text: string): number | undefined {
  const plain = text.replace(/[\s']/g, '').replace(/^−/, '-');
  if (!/^-?\d[\d.,]*$/.test(plain) || plain.length > 25) return undefined;
  const separators = [...plain].filter((char) => char === '.' || char === ',');
  const last = separators.at(-1);
  if (last === undefined) return Number(plain);
  const [whole = '', fraction = ''] = splitAtLast(plain, last);
  const other = last === '.' ? ',' : '.';
  if (separators.filter((char) => char === last).length > 1) {
    return separators.includes(other) ? undefined : grouped(plain, last);
  }
  if (whole.includes(other)) return withFraction(grouped(whole, other), fraction);
  const isAmbiguous = fraction.length === 3 && /^-?[1-9]\d{0,2}$/.test(whole);
  return isAmbiguous || !fraction ? undefined : withFraction(Number(whole), fraction, whole.startsWith('-'));
}

function splitAtLast(text: string, char: string): readonly string[] {
  const at = text.lastIndexOf(char);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Whole numbers in groups of three: 1,234,567. */
function grouped(text: string, separator: string): number | undefined {
  const [first = '', ...groups] = text.split(separator);
  const isRegular = /^-?\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  return isRegular ? Number(first + groups.join('')) : undefined;
}

function withFraction(
  whole: number | undefined,
  fraction: string,
  isNegative = (whole ?? 0) < 0,
): number | undefined {
  if (whole === undefined || !/^\d+$/.test(fraction)) return undefined;
  return Number(`${isNegative ? '-' : ''}${Math.abs(whole)}.${fraction}`);
}

/** `2026-11-21` (also with a time behind it), `2026/11/21` and `21.11.2026`. Not `11/12/2026`: which is the month? */
function readDate(text: string): string | undefined {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.,+\-Z ]*)?$/i.exec(text);
  const dayFirst = yearFirst ? null : /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  const [year, month, day] = yearFirst ? yearFirst.slice(1) : (dayFirst?.slice(1).reverse() ?? []);
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
}

const yesNoWords = new Map<string, boolean>([
  ...'yes,y,true,1,x,ja,j,wahr,sant,sann,sandt,oui,o,vrai,sí,si,s,verdadero,waar,✓,✔'
    .split(',')
    .map((word) => [word, true] as const),
  ...'no,n,false,0,nein,nei,nej,falsch,usant,falskt,falsk,non,faux,falso,nee,onwaar'
    .split(',')
    .map((word) => [word, false] as const),
]);
