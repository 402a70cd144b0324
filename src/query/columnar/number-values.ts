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
  const number = field.instant ? instantOf(value) : value.length === 10 ? dayOf(value) : noDate;
  return number === noDate ? undefined : number;
}

export function valueOfNumber(number: number, field: Field): Value {
  if (Number.isNaN(number)) return null;
  if (field.type === 'number') return number;
  const day = Math.floor(number / dayLength);
  const date = dateOf(day);
  if (!field.instant) return date;
  const time = number - day * dayLength;
  const minute = Math.floor(time / 60_000);
  const rest = time - minute * 60_000;
  const second = Math.floor(rest / 1000);
  const thousandth = rest - second * 1000;
  minutes[minute] ??= `T${digits[Math.floor(minute / 60)]}:${digits[minute % 60]}:`;
  thousandths[thousandth] ??= `.${String(1000 + thousandth).slice(1)}Z`;
  return date + minutes[minute] + digits[second]! + thousandths[thousandth];
}

/** Two for each number below 100. */
const digits = Array.from({ length: 100 }, (_, number) => String(100 + number).slice(1));

/** Of a day, and of a second: made once, since making texts is what takes the time. */
const minutes = Array<string | undefined>(1440);
const thousandths = Array<string | undefined>(1000);

const dates = new Map<number, string>();

/** Rows of a window are often of the same days, and making a date takes longer than all else about them. */
function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size > 4096) dates.clear();
    dates.set(day, (date = formatDay(day) ?? ''));
  }
  return date;
}

/** No date has this number: milliseconds are whole. */
const noDate = 0.5;

// By character codes: text[4] would make a string.
const [dash, colon, point] = [0x2d, 0x3a, 0x2e];

function instantOf(text: string): number {
  if (text.length !== 24 || text.charCodeAt(10) !== 0x54 || text.charCodeAt(23) !== 0x5a) return noDate;
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon || text.charCodeAt(19) !== point)
    return noDate;
  const day = dayOf(text);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const tens = twoDigits(text, 20);
  const ones = text.charCodeAt(22) - 48;
  // Not a number: one of them has no digits, and no comparison holds.
  const isTime = hour < 24 && minute < 60 && second < 60 && tens >= 0 && ones >= 0 && ones < 10;
  return day === noDate || !isTime
    ? noDate
    : day + ((hour * 60 + minute) * 60 + second) * 1000 + tens * 10 + ones;
}

function dayOf(text: string): number {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return noDate;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return noDate;
  const number = year * 12 + month;
  const place = (number & 1023) * 3;
  if (months[place] !== number) {
    const start = toDayNumber(year, month, 1);
    months.set([number, start, toDayNumber(year, month + 1, 1) - start], place);
  }
  return day > months[place + 2]! ? noDate : (months[place + 1]! + day - 1) * dayLength;
}

/** Of the months of 85 years: which one it is, its first day, and how many it has. */
const months = new Int32Array(1024 * 3);

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** The next number below or above, for ranges that leave out their end. */
export function nextTo(number: number, direction: -1 | 1): number {
  if (number === 0) return direction * Number.MIN_VALUE;
  const numbers = new Float64Array([number]);
  new BigInt64Array(numbers.buffer)[0]! += BigInt(number > 0 ? direction : -direction);
  return numbers[0]!;
}
