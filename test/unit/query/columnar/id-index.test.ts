import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdIndex } from '../../../../src/query/columnar/id-index.js';
import { Arena } from '../../../../src/query/columnar/memory.js';
import { settings, timeout } from './run.js';

/** As hosts have them: numbers, numbers behind a text, with and without zeros, and anything else. */
const number = fc.oneof(fc.nat(40), fc.constantFrom(99, 100, 999_999_999, 1_000_000_000, 2 ** 31, 2 ** 53));
const id = fc.oneof(
  number.map(String),
  number.map((value) => `c${String(value).padStart(4, '0')}`),
  fc
    .tuple(fc.constantFrom('', 'c', 'C', 'æ', '1-'), fc.stringMatching(/^0{0,3}\d{1,3}$/))
    .map((parts) => parts.join('')),
  fc.uuid(),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
);
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 60 });

const indexOf = (all: readonly string[]) => {
  const index = new IdIndex(new Arena());
  all.forEach((each, at) => index.add(each, at + 1));
  return index;
};

describe('rows by id', () => {
  it(
    'are those that ids were added with, however they are written, through going and coming',
    { timeout },
    () => {
      fc.assert(
        fc.property(ids, ids, fc.array(fc.nat(), { maxLength: 80 }), (given, others, order) => {
          const index = indexOf(given);
          const rows = new Map(given.map((each, at) => [each, at + 1]));
          for (const place of order) {
            const [gone, row] = [...rows][place % rows.size]!;
            index.remove(row);
            rows.delete(gone);
            expect(index.rowOf(gone)).toBe(0);
            expect(index.idOf(row)).toBe(gone);
            const come = others[place % others.length]!;
            const known = rows.get(come);
            index.reserve(place % 3000, place % 2 === 0);
            expect(index.rowOf(come)).toBe(known ?? 0);
            const fresh = known === undefined ? come : gone;
            index.add(fresh, row);
            rows.set(fresh, row);
          }
          const all = [...rows.keys(), ...others, null];
          expect([...index.rowsOf(all)]).toEqual(
            all.map((each) => (each === null ? 0 : (rows.get(each) ?? 0))),
          );
          for (const [each, row] of rows) {
            expect(index.rowOf(each)).toBe(row);
            expect(index.idOf(row)).toBe(each);
          }
        }),
        settings(300),
      );
    },
  );

  it('compare as the ids do', { timeout }, () => {
    fc.assert(
      fc.property(ids, (given) => {
        const index = indexOf(given);
        given.forEach((a, at) =>
          given.forEach((b, other) =>
            expect(Math.sign(index.compare(at + 1, other + 1))).toBe(a < b ? -1 : a > b ? 1 : 0),
          ),
        );
        expect(index.isAscending).toBe(given.every((each, at) => at === 0 || given[at - 1]! < each));
      }),
      settings(300),
    );
  });
});
