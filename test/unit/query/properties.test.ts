import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readField } from '../../../src/model/fields.js';
import { selectWindow } from '../../oracle/select-window.js';
import type { Group, Question, Sort } from '../../../src/query/types.js';
import * as arbitrary from '../../helpers/arbitraries.js';
import { columnarEngine } from '../../helpers/columnar.js';
import { recordSource } from '../../helpers/record-source.js';
import { oracle } from '../criteria/oracle.js';

const settings = { seed: 20261121, numRuns: 400 };
const { arbitraryCatalog: catalog, arbitrarySetup: setup } = arbitrary;

const asked = fc.record({
  world: arbitrary.world,
  clock: arbitrary.clock,
  criteria: arbitrary.criteria('contact'),
  sort: fc.array(
    fc.record<Sort>({
      field: arbitrary.field('contact').map(({ id }) => id),
      direction: fc.constantFrom('ascending', 'descending'),
    }),
    { maxLength: 3 },
  ),
  groupBy: fc.array(
    arbitrary.field('contact').map(({ id }) => id),
    { maxLength: 2 },
  ),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

function answer({ world: { contacts, companies }, clock }: Asked, question: Omit<Question, 'of' | 'fields'>) {
  const engine = columnarEngine(recordSource(contacts, companies, setup));
  return engine.answer(
    { of: 'contact', fields: ['contact.id'], ...question },
    { language: 'en', timeZone: clock.timeZone, now: () => clock.now },
  );
}
const everything = { offset: 0, limit: 1000 };

describe('answers to random questions', () => {
  it('[Q1–Q5] hold exactly the records that a naive reading of the rules finds', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const { rows, total } = answer(given, { criteria: given.criteria, window: everything });
        const expected = given.world.contacts.filter((contact) => {
          const company = given.world.companies.find(({ id }) => id === contact.companyId);
          return oracle(given.criteria, contact, company, { ...given.clock, catalog, setup });
        });
        expect(rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        expect(total).toEqual({ exact: expected.length });
      }),
      settings,
    );
  });

  it('windows put together are the whole', () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 9 }), (given, limit) => {
        const { sort } = given;
        const whole = answer(given, { sort, window: everything }).rows;
        const parts = [];
        for (let offset = 0; offset < whole.length; offset += limit)
          parts.push(...answer(given, { sort, window: { offset, limit } }).rows);
        expect(parts).toEqual(whole);
      }),
      settings,
    );
  });

  it('sorting puts values in order and no value last', () => {
    fc.assert(
      fc.property(asked, arbitrary.field('contact'), (given, field) => {
        const values = answer(given, {
          sort: [{ field: field.id, direction: 'ascending' }],
          window: everything,
        }).rows.map(({ id }) => {
          const contact = given.world.contacts.find((each) => each.id === id)!;
          const company = given.world.companies.find((each) => each.id === contact.companyId);
          return readField(field, contact, company, setup) ?? '';
        });
        const empty = values.indexOf('');
        if (empty >= 0) expect(values.slice(empty).every((value) => value === '')).toBe(true);
        const present = empty >= 0 ? values.slice(0, empty) : values;
        if (field.type === 'number' || field.type === 'date') {
          expect(present).toEqual([...present].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
        }
      }),
      settings,
    );
  });

  it('group counts add up to the total, on both levels', () => {
    const sum = (groups: readonly Group[]) => groups.reduce((total, { count }) => total + count, 0);
    fc.assert(
      fc.property(asked, (given) => {
        const { criteria, groupBy } = given;
        const { groups, total } = answer(given, { criteria, groupBy });
        if (groupBy.length === 0) {
          expect(groups).toEqual([]);
          return;
        }
        expect({ exact: sum(groups) }).toEqual(total);
        for (const group of groups) {
          expect(group.count).toBeGreaterThan(0);
          if (groupBy.length === 2) expect(sum(group.groups!)).toBe(group.count);
        }
        const values = groups.map(({ value }) => value);
        expect(new Set(values).size).toBe(values.length);
        expect([-1, values.length - 1]).toContain(values.indexOf(null));
      }),
      settings,
    );
  });
});

describe('selecting a window', () => {
  it('is sorting and cutting, however few are wanted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { maxLength: 200, size: 'max' }),
        fc.nat(30),
        fc.nat(30),
        (values, offset, limit) => {
          const compare = (a: number, b: number) => values[a]! - values[b]! || a - b;
          const sorted = values.map((_, index) => index).sort(compare);
          expect(selectWindow(values.length, compare, { offset, limit })).toEqual(
            sorted.slice(offset, offset + limit),
          );
        },
      ),
      settings,
    );
  });
});
