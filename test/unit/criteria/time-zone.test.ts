import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantRange, localDay } from '../../../src/criteria/time-zone.js';
import { formatDay } from '../../../src/criteria/calendar.js';

const instants = (from: string | null, to: string | null, timeZone: string) => {
  const { start, end } = instantRange({ from, to }, timeZone);
  return `${start ?? '…'} – ${end ?? '…'}`;
};
const hours = (day: string, timeZone: string) => {
  const { start, end } = instantRange({ from: day, to: day }, timeZone);
  return (Date.parse(end!) - Date.parse(start!)) / 3_600_000;
};

describe('the instants of calendar days', () => {
  it('[Q5] in UTC, from midnight to midnight', () => {
    expect(instants('2026-11-21', '2026-11-21', 'UTC')).toBe(
      '2026-11-21T00:00:00.000Z – 2026-11-22T00:00:00.000Z',
    );
  });

  it('[Q5] an open end stays open', () => {
    expect(instants(null, '2026-11-21', 'UTC')).toBe('… – 2026-11-22T00:00:00.000Z');
    expect(instants('2026-11-21', null, 'UTC')).toBe('2026-11-21T00:00:00.000Z – …');
    expect(instants('0001-01-01', '9999-12-31', 'UTC')).toBe('0001-01-01T00:00:00.000Z – …');
  });

  it('[Q5] Oslo: the Sunday in March has 23 hours, the one in October 25', () => {
    expect(instants('2026-03-29', '2026-03-29', 'Europe/Oslo')).toBe(
      '2026-03-28T23:00:00.000Z – 2026-03-29T22:00:00.000Z',
    );
    expect(instants('2026-10-25', '2026-10-25', 'Europe/Oslo')).toBe(
      '2026-10-24T22:00:00.000Z – 2026-10-25T23:00:00.000Z',
    );
    expect(hours('2026-03-29', 'Europe/Oslo')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Oslo')).toBe(25);
  });

  it('[Q5] São Paulo: a day whose midnight was skipped begins at 01:00', () => {
    expect(instants('2018-11-04', '2018-11-04', 'America/Sao_Paulo')).toBe(
      '2018-11-04T03:00:00.000Z – 2018-11-05T02:00:00.000Z',
    );
    expect(instants('2018-11-03', '2018-11-03', 'America/Sao_Paulo')).toBe(
      '2018-11-03T03:00:00.000Z – 2018-11-04T03:00:00.000Z',
    );
    expect(hours('2018-02-17', 'America/Sao_Paulo')).toBe(25);
  });

  it('[Q5] Apia: 30 December 2011 was no day, and its neighbours meet', () => {
    expect(hours('2011-12-30', 'Pacific/Apia')).toBe(0);
    expect(instants('2011-12-29', '2011-12-29', 'Pacific/Apia')).toBe(
      '2011-12-29T10:00:00.000Z – 2011-12-30T10:00:00.000Z',
    );
    expect(instants('2011-12-31', '2011-12-31', 'Pacific/Apia')).toBe(
      '2011-12-30T10:00:00.000Z – 2011-12-31T10:00:00.000Z',
    );
  });

  it('[Q5] zones with odd offsets', () => {
    expect(instants('2026-11-21', '2026-11-21', 'Asia/Kathmandu')).toBe(
      '2026-11-20T18:15:00.000Z – 2026-11-21T18:15:00.000Z',
    );
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
  });

  it('[Q5] days follow each other without gap or overlap, and begin and end where the local date says so', () => {
    const zones = fc.constantFrom(
      ...[
        'UTC',
        'Europe/Oslo',
        'America/Sao_Paulo',
        'Pacific/Apia',
        'Asia/Tehran',
        'America/Havana',
        'Africa/Cairo',
      ],
    );
    const days = fc.integer({ min: 10_000, max: 24_000 }); // 1997 to 2035
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        const dates = [formatDay(day)!, formatDay(day + 1)!] as const;
        const [first, second] = dates.map((date) => instantRange({ from: date, to: date }, zone)) as [
          ReturnType<typeof instantRange>,
          ReturnType<typeof instantRange>,
        ];
        expect(first.end).toBe(second.start);
        const [start, end] = [Date.parse(first.start!), Date.parse(first.end!)];
        if (start === end) return;
        expect(localDay(new Date(start), zone)).toBe(day);
        expect(localDay(new Date(end - 1), zone)).toBe(day);
        expect(localDay(new Date(start - 1), zone)).toBeLessThan(day);
        expect(localDay(new Date(end), zone)).toBeGreaterThan(day);
      }),
      { seed: 20261121, numRuns: 1500 },
    );
  });
});
