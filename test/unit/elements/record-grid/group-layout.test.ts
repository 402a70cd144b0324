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

const all = { offset: 0, limit: Infinity };

describe('layOutGroups', () => {
  it('has a place for each outer group when all are closed', () => {
    const layout = layOutGroups(groups, new Set());
    expect(layout.total).toBe(3);
    expect(placesIn(layout, all).map(({ at, count, level }) => [at, count, level])).toEqual([
      [0, 3, 1],
      [1, 5, 1],
      [2, 1, 1],
    ]);
  });

  it('gives open groups room for their groups, and the innermost for their records', () => {
    const open = new Set([groupKey(['lead']), groupKey(['lead', '1'])]);
    const layout = layOutGroups(groups, open);
    expect(layout.total).toBe(3 + 2 + 2);
    expect(placesIn(layout, all).map(({ path, at, rows }) => [path.at(-1), at, rows])).toEqual([
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

  const nested = fc.uniqueArray(
    fc.record({
      value: fc.option(fc.string({ maxLength: 3 })),
      open: fc.boolean(),
      inner: fc.option(
        fc.uniqueArray(
          fc.record({
            value: fc.option(fc.string({ maxLength: 3 })),
            open: fc.boolean(),
            count: fc.integer({ min: 1, max: 9 }),
          }),
          { selector: ({ value }) => value, minLength: 1, maxLength: 6 },
        ),
        { freq: 3 },
      ),
    }),
    { selector: ({ value }) => value, maxLength: 12 },
  );

  it('of groups in groups show what is there from one place to another', () => {
    fc.assert(
      fc.property(nested, fc.nat(60), fc.integer({ min: 1, max: 40 }), (given, offset, limit) => {
        const open = new Set<string>();
        const shown: { key: string; rows: number }[] = [];
        for (const { value, open: isOpen, inner } of given) {
          const key = groupKey([value]);
          if (isOpen) open.add(key);
          for (const each of inner ?? []) if (each.open) open.add(groupKey([value, each.value]));
          shown.push({ key, rows: isOpen && !inner ? 4 : 0 });
          for (const each of isOpen && inner ? inner : [])
            shown.push({ key: groupKey([value, each.value]), rows: each.open ? each.count : 0 });
        }
        const layout = layOutGroups(
          given.map(({ value, inner }) => (inner ? { value, count: 9, groups: inner } : { value, count: 4 })),
          open,
        );
        let at = 0;
        const expected = shown.map(({ key, rows }) => {
          const place = { key, at, rows };
          at += 1 + rows;
          return place;
        });
        expect(layout.total).toBe(at);
        const inWindow = expected.filter((each) => each.at < offset + limit && each.at + each.rows >= offset);
        const found = placesIn(layout, { offset, limit });
        expect(found.map(({ key, at, rows }) => ({ key, at, rows }))).toEqual(inWindow);
      }),
    );
  });

  it('look at no group that is neither open nor in view', () => {
    let looks = 0;
    const many = Array.from({ length: 100_000 }, (_, index) => ({ value: index, count: 1 }));
    const watched = new Proxy(many, {
      get(target, key) {
        looks++;
        return Reflect.get(target, key) as unknown;
      },
    });
    const layout = layOutGroups(watched, new Set());
    expect(layout.total).toBe(100_000);
    expect(placesIn(layout, { offset: 90_000, limit: 2 }).map(({ at }) => at)).toEqual([90_000, 90_001]);
    expect(looks).toBeLessThan(10);
  });
});
