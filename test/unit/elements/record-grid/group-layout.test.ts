import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupKey,
  layOutGroups,
  placesIn,
  windowWithin,
} from '../../../../src/elements/record-grid/group-layout.js';
import { groupedRows } from '../../../../src/elements/record-grid/rows.js';
import type { Group } from '../../../../src/query/types.js';

const groups: readonly Group[] = [
  {
    value: 'lead',
    count: 3,
    groups: [
      { value: '1', count: 2 },
      { value: null, count: 1 },
    ],
  },
  { value: 'customer', count: 5, groups: [{ value: '4', count: 5 }] },
  { value: null, count: 1, groups: [{ value: null, count: 1 }] },
];

describe('layOutGroups', () => {
  it('has a place for each outer group when all are closed', () => {
    const { places, total } = layOutGroups(groups, new Set());
    expect(total).toBe(3);
    expect(places.map(({ at, count, level }) => [at, count, level])).toEqual([
      [0, 3, 1],
      [1, 5, 1],
      [2, 1, 1],
    ]);
  });

  it('gives open groups room for their groups, and the innermost for their records', () => {
    const open = new Set([groupKey(['lead']), groupKey(['lead', '1'])]);
    const { places, total } = layOutGroups(groups, open);
    expect(total).toBe(3 + 2 + 2);
    expect(places.map(({ path, at, rows }) => [path.at(-1), at, rows])).toEqual([
      ['lead', 0, 0],
      ['1', 1, 2],
      [null, 4, 0],
      ['customer', 5, 0],
      [null, 6, 0],
    ]);
  });

  it('tells the group without a value from one that is called null', () => {
    expect(groupKey([null])).not.toBe(groupKey(['null']));
  });
});

describe('windows over groups', () => {
  const flat = fc.array(fc.record({ count: fc.integer({ min: 1, max: 30 }), open: fc.boolean() }), {
    minLength: 1,
    maxLength: 30,
  });
  const anyWindow = fc.record({ offset: fc.nat(300), limit: fc.integer({ min: 1, max: 80 }) });

  it('fill every place of the window once, with the right header or the right record', () => {
    fc.assert(
      fc.property(flat, anyWindow, (given, window) => {
        const layout = layOutGroups(
          given.map(({ count }, index) => ({ value: `g${index}`, count })),
          new Set(given.flatMap(({ open }, index) => (open ? [groupKey([`g${index}`])] : []))),
        );
        const expected = given.flatMap(({ count, open }, index) => [
          `g${index}`,
          ...Array.from({ length: open ? count : 0 }, (_, row) => `g${index}:${row}`),
        ]);
        const rows = groupedRows(
          layout,
          window,
          (place) => {
            const within = windowWithin(place, window)!;
            const name = String(place.path[0]);
            return {
              phase: 'ready',
              rows: Array.from({ length: within.limit }, (_, index) => ({
                id: `${name}:${within.offset + index}`,
                values: {},
              })),
              offset: within.offset,
              total: { exact: place.count },
              groups: [],
            };
          },
          ({ key, path, count, level, expanded }) => ({
            kind: 'group',
            key,
            label: String(path[0]),
            count,
            level,
            expanded,
          }),
        );
        const names = rows.map((row) => (row.kind === 'group' ? row['label'] : row.id));
        expect(layout.total).toBe(expected.length);
        expect(names).toEqual(expected.slice(window.offset, window.offset + window.limit));
      }),
    );
  });

  it('keep a place for records that are on their way', () => {
    const layout = layOutGroups([{ value: 'a', count: 3 }], new Set([groupKey(['a'])]));
    const rows = groupedRows(
      layout,
      { offset: 0, limit: 10 },
      () => undefined,
      ({ key }) => ({ kind: 'group', key, label: 'a', expanded: true }),
    );
    expect(rows).toHaveLength(4);
    expect(rows.slice(1).every((row) => row.kind !== 'group' && row['row'] === undefined)).toBe(true);
  });

  it('find their groups among many', () => {
    const layout = layOutGroups(
      Array.from({ length: 10_000 }, (_, index) => ({ value: index, count: 1 })),
      new Set(),
    );
    expect(placesIn(layout, { offset: 9_000, limit: 2 }).map(({ at }) => at)).toEqual([9_000, 9_001]);
  });
});
