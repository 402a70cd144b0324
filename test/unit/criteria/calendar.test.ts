import { describe, expect, it } from 'vitest';
import { dayNumber, formatDay, isCalendarDate } from '../../../src/criteria/calendar.js';

describe('calendar dates', () => {
  it.each([
    ['2026-11-21', true],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['0001-01-01', true],
    ['9999-12-31', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['0000-01-01', false],
    ['2026-1-1', false],
    ['2026-11-21T00:00:00Z', false],
    ['', false],
    [20261121, false],
    [null, false],
  ])('[Q6] %j is a day that exists: %s', (value, expected) => {
    expect(isCalendarDate(value)).toBe(expected);
  });

  it('numbers days without gaps and reads the numbers back, as Date in UTC does', () => {
    const first = dayNumber('1895-12-25');
    for (let day = first; day < first + 60_000; day++) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(formatDay(day)).toBe(date);
      expect(dayNumber(date)).toBe(day);
    }
  });

  it('gives no date outside the years that four digits can hold', () => {
    expect(formatDay(dayNumber('9999-12-31'))).toBe('9999-12-31');
    expect(formatDay(dayNumber('9999-12-31') + 1)).toBeUndefined();
    expect(formatDay(dayNumber('0001-01-01') - 1)).toBeUndefined();
    expect(formatDay(NaN)).toBeUndefined();
  });
});
