import { fault, type Parser } from './parse-values.js';

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const isoInstant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** The one form that instants come out in. Most are given in it, and need not be taken apart. */
const oneForm = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether a text is a day that the calendar has, as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  const parts = isoDate.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/**
 * A point in time, given as ISO 8601 with a time zone, as a day (its start in UTC), or as a `Date`. Always comes out
 * in one form, `2026-11-21T08:30:00.000Z`, so that instants compare as text. A local time names no instant: refused.
 */
export const instant: Parser<string> = (value, path, faults) => {
  if (typeof value === 'string' && oneForm.test(value) && isKnownDate(value.slice(0, 10))) return value;
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? instantOf(value) : NaN;
  const text = Number.isNaN(time) ? '' : new Date(time).toISOString();
  // Years beyond 9999 have a sign and six digits, and no longer compare as text.
  return isoLength === text.length
    ? text
    : (fault(faults, path, 'must be a date and time in ISO 8601 with a time zone') as never);
};

const isoLength = '2026-11-21T08:30:00.000Z'.length;

const days = new Set<string>();

/** As `isCalendarDate`, which takes longer than to look up a day: many records are of few. */
function isKnownDate(day: string): boolean {
  if (days.has(day)) return true;
  if (!isCalendarDate(day)) return false;
  if (days.size >= 4096) days.clear();
  days.add(day);
  return true;
}

function instantOf(text: string): number {
  if (isCalendarDate(text)) return Date.parse(text);
  const day = isoInstant.exec(text)?.[1];
  if (!day || !isKnownDate(day)) return NaN;
  // Date.parse is only bound to understand a colon in the offset and a point before fractions.
  return Date.parse(
    text
      .toUpperCase()
      .replace(',', '.')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  );
}
