/**
 * Calendar dates as day numbers: days since 1970-01-01 in the proleptic Gregorian calendar, negative before. Dates
 * without a time know no time zone, so nothing here touches one.
 */

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `value` is a day that exists, as `YYYY-MM-DD`, in the years 0001 to 9999. */
export function isCalendarDate(value: unknown): value is string {
  const match = typeof value === 'string' ? datePattern.exec(value) : null;
  return match !== null && !match[0].startsWith('0000') && formatDay(dayNumber(value as string)) === value;
}

/** The day number of `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return toDayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/**
 * The day number of year, month (1–12) and day. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
 * `days_from_civil`: years start in March, so that the leap day comes last.
 */
export function toDayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (1–12) and day of a day number: `civil_from_days` of the same source. */
export function fromDayNumber(number: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** `YYYY-MM-DD` of a day number; undefined outside the years 0001 to 9999, which that form cannot hold. */
export function formatDay(number: number): string | undefined {
  if (!(number >= firstDay && number <= lastDay)) return undefined;
  const { year, month, day } = fromDayNumber(number);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const firstDay = toDayNumber(1, 1, 1);
const lastDay = toDayNumber(9999, 12, 31);
