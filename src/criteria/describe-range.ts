import { dayNumber } from './calendar.js';
import type { CalendarRange } from './periods.js';
import type { CriteriaTexts } from './texts.js';

/** Q5: a range of dates as the builder shows it beside a relative date: `Oct 16 – 18, 2019`, `until Oct 14, 2019`. */
export function describeRange({ from, to }: CalendarRange, texts: CriteriaTexts, language: string): string {
  const format = formatOf(language);
  if (from !== null && to !== null) return format.formatRange(instantOf(from), instantOf(to));
  if (from !== null) return texts('range.from', { date: format.format(instantOf(from)) });
  if (to !== null) return texts('range.until', { date: format.format(instantOf(to)) });
  return texts('range.always');
}

/** Calendar dates have no zone: written and read in UTC. */
const instantOf = (date: string) => dayNumber(date) * 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string): Intl.DateTimeFormat {
  let format = formats.get(language);
  if (!format) formats.set(language, (format = createFormat(language)));
  return format;
}

function createFormat(language: string): Intl.DateTimeFormat {
  const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}
