import { dayNumber, toDayNumber } from './calendar.js';
import type { CalendarRange } from './periods.js';

/** Instants from `start` (included) to `end` (not included), ISO 8601 in UTC. A null end is open. */
export interface InstantRange {
  readonly start: string | null;
  readonly end: string | null;
}

const dayLength = 86_400_000;

/**
 * The instants of whole days in a zone. A day lasts from its first instant to the first of the next: 23 or 25 hours
 * when clocks change, from 01:00 where midnight itself was skipped, and no time at all for Apia's 30 December 2011.
 */
export function instantRange(range: CalendarRange, timeZone: string): InstantRange {
  return {
    start: range.from === null ? null : toIso(startOfDay(dayNumber(range.from), timeZone)),
    end: range.to === null ? null : toIso(startOfDay(dayNumber(range.to) + 1, timeZone)),
  };
}

/** The day number of the local date at an instant. Throws when the instant or the zone does not exist. */
export function localDay(instant: Date, timeZone: string): number {
  const time = instant.getTime();
  if (Number.isNaN(time))
    throw new Error('The clock gave an invalid date, so relative dates cannot be resolved.');
  return Math.floor((time + offsetAt(time, timeZone)) / dayLength);
}

/** The first instant whose local date is that day (or, for a day that a zone skipped, the first after it). */
export function startOfDay(day: number, timeZone: string): number {
  const midnight = day * dayLength; // as if the zone were UTC
  const before = offsetAt(midnight - dayLength, timeZone);
  const after = offsetAt(midnight + dayLength, timeZone);
  const starts = [midnight - before, midnight - after].filter(
    (time) => time + offsetAt(time, timeZone) === midnight,
  );
  if (starts.length > 0) return Math.min(...starts);
  return transition(midnight - Math.max(before, after), midnight - Math.min(before, after), timeZone);
}

/** Midnight does not exist: the day starts when the clocks jump, at the one change of offset after `low`, by `high`. */
function transition(low: number, high: number, timeZone: string): number {
  const offset = offsetAt(high, timeZone);
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetAt(middle, timeZone) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/** Local time minus UTC at an instant, in milliseconds. Zones change only at whole seconds. */
function offsetAt(time: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(time);
  const read = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
  const seconds = (read('hour') * 60 + read('minute')) * 60 + read('second');
  const local = toDayNumber(read('year'), read('month'), read('day')) * dayLength + seconds * 1000;
  return local - Math.floor(time / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = createFormat(timeZone)));
  return format;
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new Error(
      `"${timeZone}" is not a time zone that this platform knows; use an IANA name like "Europe/Oslo".`,
      { cause },
    );
  }
}

/** Null where four digits cannot hold the year: an open end asks for the same. */
function toIso(time: number): string | null {
  const text = new Date(time).toISOString();
  return text.length === 24 ? text : null;
}
