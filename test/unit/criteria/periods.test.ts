import { describe, expect, it } from 'vitest';
import { resolveDates, type Clock } from '../../../src/criteria/periods.js';
import type { CriteriaValue, OperatorId, Period } from '../../../src/criteria/types.js';

/** The reference product's examples are given for this Tuesday. */
const tuesday: Clock = { now: new Date('2019-10-15T12:00:00Z'), timeZone: 'UTC' };

const range = (operator: OperatorId, value?: CriteriaValue, clock = tuesday) => {
  const resolved = resolveDates({ operator, value }, clock);
  return resolved && `${resolved.from ?? '…'} – ${resolved.to ?? '…'}`;
};

describe('relative dates, as the reference product documents them', () => {
  it.each<[OperatorId, number, Period, string]>([
    ['thisAndNext', 10, 'day', '2019-10-15 – 2019-10-25'],
    ['thisAndPrevious', 5, 'day', '2019-10-10 – 2019-10-15'],
    ['previous', 14, 'day', '2019-10-01 – 2019-10-14'],
    ['next', 3, 'day', '2019-10-16 – 2019-10-18'],
    ['thisAndNext', 2, 'week', '2019-10-14 – 2019-11-03'],
    ['previous', 2, 'week', '2019-09-30 – 2019-10-13'],
    ['next', 4, 'week', '2019-10-21 – 2019-11-17'],
    ['thisAndNext', 2, 'month', '2019-10-01 – 2019-12-31'],
    ['thisAndPrevious', 4, 'month', '2019-06-01 – 2019-10-31'],
    ['next', 1, 'month', '2019-11-01 – 2019-11-30'],
    ['thisAndNext', 1, 'quarter', '2019-10-01 – 2020-03-31'],
  ])('[Q5] %s %i %s: %s–%s', (operator, amount, period, expected) => {
    expect(range(operator, { period, amount })).toBe(expected);
  });

  it('[Q5] "this, previous and next week" is three whole weeks', () => {
    expect(range('thisPreviousAndNext', { period: 'week' })).toBe('2019-10-07 – 2019-10-27');
  });

  it('[Q5] "next 7 days" is not "next 1 week"', () => {
    expect(range('next', { period: 'day', amount: 7 })).toBe('2019-10-16 – 2019-10-22');
    expect(range('next', { period: 'week', amount: 1 })).toBe('2019-10-21 – 2019-10-27');
  });
});

describe('relative dates where that page has wrong examples: by its rules', () => {
  it.each<[OperatorId, number, Period, string]>([
    ['previous', 1, 'quarter', '2019-07-01 – 2019-09-30'],
    ['next', 2, 'quarter', '2020-01-01 – 2020-06-30'],
    ['next', 1, 'halfyear', '2020-01-01 – 2020-06-30'],
    ['previous', 1, 'halfyear', '2019-01-01 – 2019-06-30'],
    ['thisAndPrevious', 1, 'year', '2018-01-01 – 2019-12-31'],
    ['previous', 10, 'month', '2018-12-01 – 2019-09-30'],
  ])('[Q5] %s %i %s', (operator, amount, period, expected) => {
    expect(range(operator, { period, amount })).toBe(expected);
  });

  it.each<[Period, string]>([
    ['day', '2019-10-15 – 2019-10-15'],
    ['week', '2019-10-14 – 2019-10-20'],
    ['month', '2019-10-01 – 2019-10-31'],
    ['quarter', '2019-10-01 – 2019-12-31'],
    ['halfyear', '2019-07-01 – 2019-12-31'],
    ['year', '2019-01-01 – 2019-12-31'],
  ])('[Q5] this %s', (period, expected) => {
    expect(range('thisPeriod', { period })).toBe(expected);
  });

  it('[Q5] "this, previous and next quarter"', () => {
    expect(range('thisPreviousAndNext', { period: 'quarter' })).toBe('2019-07-01 – 2020-03-31');
  });
});

describe('weeks and months', () => {
  it.each([
    ['2019-10-13T12:00:00Z', '2019-10-07 – 2019-10-13'], // a Sunday ends its week
    ['2019-10-14T12:00:00Z', '2019-10-14 – 2019-10-20'], // a Monday begins one
    ['2021-01-01T12:00:00Z', '2020-12-28 – 2021-01-03'],
    ['1969-12-31T12:00:00Z', '1969-12-29 – 1970-01-04'],
  ])('[Q5] the week of %s is %s', (now, expected) => {
    expect(range('thisPeriod', { period: 'week' }, { now: new Date(now), timeZone: 'UTC' })).toBe(expected);
  });

  it('[Q5] February has its leap day', () => {
    const clock = { now: new Date('2024-01-31T12:00:00Z'), timeZone: 'UTC' };
    expect(range('next', { period: 'month', amount: 1 }, clock)).toBe('2024-02-01 – 2024-02-29');
  });
});

describe('dates that are given', () => {
  it.each<[OperatorId, CriteriaValue | undefined, string]>([
    ['before', '2019-03-01', '… – 2019-02-28'],
    ['on', '2019-03-01', '2019-03-01 – 2019-03-01'],
    ['after', '2019-12-31', '2020-01-01 – …'],
    ['between', ['2019-01-01', '2019-02-01'], '2019-01-01 – 2019-02-01'],
    ['between', ['2019-02-01', '2019-01-01'], '2019-01-01 – 2019-02-01'],
    ['beforeToday', undefined, '… – 2019-10-14'],
    ['today', undefined, '2019-10-15 – 2019-10-15'],
    ['afterToday', undefined, '2019-10-16 – …'],
  ])('[Q5] %s %j', (operator, value, expected) => {
    expect(range(operator, value)).toBe(expected);
  });

  it('[Q2] a line without a value names no days', () => {
    expect(range('before')).toBeUndefined();
    expect(range('between', ['2019-01-01', ''])).toBeUndefined();
    expect(range('next', { period: 'week' })).toBeUndefined();
    expect(range('isEmpty')).toBeUndefined();
  });

  it('[Q5] ends beyond the calendar are open', () => {
    expect(range('thisAndPrevious', { period: 'year', amount: 5000 })).toBe('… – 2019-12-31');
    expect(range('thisAndNext', { period: 'year', amount: 100_000 })).toBe('2019-01-01 – …');
    expect(range('after', '9999-12-31')).toBe('… – …');
  });
});

describe('today', () => {
  it.each([
    ['UTC', '2019-10-15'],
    ['Pacific/Kiritimati', '2019-10-16'],
    ['America/Los_Angeles', '2019-10-15'],
    ['Asia/Kolkata', '2019-10-16'],
  ])('[Q5] at 20:00 UTC it is, in %s, %s', (timeZone, expected) => {
    const clock = { now: new Date('2019-10-15T20:00:00Z'), timeZone };
    expect(range('today', undefined, clock)).toBe(`${expected} – ${expected}`);
  });

  it('says what is wrong with a zone or a clock that does not exist', () => {
    expect(() => range('today', undefined, { ...tuesday, timeZone: 'Mars/Olympus' })).toThrow(
      '"Mars/Olympus" is not a time zone',
    );
    expect(() => range('today', undefined, { ...tuesday, now: new Date(NaN) })).toThrow('invalid date');
  });
});
