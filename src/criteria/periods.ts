import { dayNumber, formatDay, fromDayNumber, toDayNumber } from './calendar.js';
import { hasValue, shapedValue } from './operators.js';
import type { CriteriaLine, Period } from './types.js';
import { localDay } from './time-zone.js';

/** Calendar dates from `from` to `to`, both included, as `YYYY-MM-DD`. A null end is open. */
export interface CalendarRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** What "today" is: an instant, and the IANA zone (`Europe/Oslo`) of whoever asks. */
export interface Clock {
  readonly now: Date;
  readonly timeZone: string;
}

type DateLine = Pick<CriteriaLine, 'operator' | 'value'>;

/**
 * Q5: the days that a date operator asks for. Undefined for a line without a value and for operators that name no days
 * (`isEmpty`, `isNotEmpty`).
 *
 * @example
 * resolveDates({ operator: 'next', value: { period: 'week', amount: 4 } }, clock) // on 15 Oct 2019
 * // { from: '2019-10-21', to: '2019-11-17' }
 */
export function resolveDates(line: DateLine, clock: Clock): CalendarRange | undefined {
  if (!hasValue(line, 'date')) return undefined;
  switch (line.operator) {
    case 'before':
      return days(null, dayNumber(shapedValue(line, 'date')) - 1);
    case 'on':
      return { from: shapedValue(line, 'date'), to: shapedValue(line, 'date') };
    case 'after':
      return days(dayNumber(shapedValue(line, 'date')) + 1, null);
    case 'between': {
      const [first, second] = shapedValue(line, 'dateRange');
      return first <= second ? { from: first, to: second } : { from: second, to: first };
    }
    case 'isEmpty':
    case 'isNotEmpty':
      return undefined;
    default:
      return relativeDates(line, localDay(clock.now, clock.timeZone));
  }
}

/** The same for relative operators alone, given the day number of today. */
function relativeDates(line: DateLine, today: number): CalendarRange | undefined {
  switch (line.operator) {
    case 'beforeToday':
      return days(null, today - 1);
    case 'today':
      return days(today, today);
    case 'afterToday':
      return days(today + 1, null);
    case 'thisPeriod':
      return around(line, today, 0, 0);
    case 'thisPreviousAndNext':
      return around(line, today, -1, 1);
    case 'thisAndNext':
      return around(line, today, 0, amountOf(line));
    case 'next':
      return around(line, today, 1, amountOf(line));
    case 'thisAndPrevious':
      return around(line, today, -amountOf(line), 0);
    case 'previous':
      return around(line, today, -amountOf(line), -1);
    default:
      return undefined;
  }
}

const amountOf = (line: DateLine) => shapedValue(line, 'periodAmount').amount;

/** Whole periods, counted from the one that holds today. */
function around(line: DateLine, today: number, first: number, last: number): CalendarRange {
  const { period } = shapedValue(line, 'period');
  const current = indexOfPeriod(today, period);
  return days(startOfPeriod(current + first, period), startOfPeriod(current + last + 1, period) - 1);
}

/** Ends beyond the years that a date can name are open: nothing lies there. */
function days(from: number | null, to: number | null): CalendarRange {
  return {
    from: from === null ? null : (formatDay(from) ?? null),
    to: to === null ? null : (formatDay(to) ?? null),
  };
}

const monthsOf = { month: 1, quarter: 3, halfyear: 6, year: 12 } as const;

/** Periods of a kind are numbered without gaps, so that "n periods on" is an addition. */
function indexOfPeriod(day: number, period: Period): number {
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + 3) / 7); // day 0 was a Thursday; weeks start on Monday
  const { year, month } = fromDayNumber(day);
  return Math.floor((year * 12 + month - 1) / monthsOf[period]);
}

function startOfPeriod(index: number, period: Period): number {
  if (period === 'day') return index;
  if (period === 'week') return index * 7 - 3;
  const months = index * monthsOf[period];
  return toDayNumber(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
}
