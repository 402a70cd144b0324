import { formatDay, toDayNumber } from '../../criteria/calendar.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';

// Numbers and dates as one kind of number: days and instants are milliseconds since 1970, no value is NaN.

const dayLength = 86_400_000;

/**
 * The number of a field's value; NaN for what is no value of its type. Undefined for a date that is written in another
 * way than `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS.sssZ`: dates compare as text, and such text no number stands for.
 */
export function numberOf(value: Value, field: Field): number | undefined {
  if (field.type === 'number') return typeof value === 'number' ? value : NaN;
  if (typeof value !== 'string' || value === '') return NaN;
  const number = field.instant ? instantOf(value) : value.length === 10 ? dayOf(value) : -1;
  return number === -1 && value !== beforeEpoch ? undefined : number;
}

export function valueOfNumber(number: number, field: Field): Value {
  if (Number.isNaN(number)) return null;
  if (field.type === 'number') return number;
  return field.instant ? new Date(number).toISOString() : (formatDay(number / dayLength) ?? null);
}

/** The one instant whose number is the one that stands for "not a date". */
const beforeEpoch = '1969-12-31T23:59:59.999Z';

// By character codes: text[4] would make a string.
const [dash, colon, point] = [0x2d, 0x3a, 0x2e];

function instantOf(text: string): number {
  if (text.length !== 24 || text.charCodeAt(10) !== 0x54 || text.charCodeAt(23) !== 0x5a) return -1;
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon || text.charCodeAt(19) !== point)
    return -1;
  const day = dayOf(text);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  const rest = digits(text, 20, 3);
  if (
    day === -1 ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    second < 0 ||
    second > 59 ||
    rest < 0
  )
    return -1;
  return day + ((hour * 60 + minute) * 60 + second) * 1000 + rest;
}

function dayOf(text: string): number {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return -1;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return -1;
  if (day > 28 && day > 32 - new Date(Date.UTC(2000 + (year % 400), month - 1, 32)).getUTCDate()) return -1;
  return toDayNumber(year, month, day) * dayLength;
}

function digits(text: string, at: number, length: number): number {
  let number = 0;
  for (let index = at; index < at + length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** The next number below or above, for ranges that leave out their end. */
export function nextTo(number: number, direction: -1 | 1): number {
  if (number === 0) return direction * Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(number > 0 ? direction : -direction));
  return view.getFloat64(0);
}
