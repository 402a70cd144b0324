import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteCriteria } from '../../../src/criteria/absolute.js';
import { compileCriteria } from '../../../src/criteria/evaluate.js';
import { isRelative } from '../../../src/criteria/operators.js';
import { linesOf, simplifyCriteria } from '../../../src/criteria/simplify.js';
import type { Criteria, CriteriaLine } from '../../../src/criteria/types.js';
import type { Subject } from '../../../src/model/fields.js';
import * as arbitrary from '../../helpers/arbitraries.js';

const { arbitraryCatalog: catalog, arbitrarySetup: setup } = arbitrary;
const clock = { now: new Date('2019-10-15T22:30:00Z'), timeZone: 'Europe/Oslo' }; // the 16th there, a Wednesday

function absolute(line: Omit<CriteriaLine, 'field'>): unknown {
  const criteria: Criteria = { match: 'all', items: [{ field: 'company.fair', ...line }] };
  const { field: _, ...rest } = absoluteCriteria(criteria, clock).items[0] as CriteriaLine;
  return rest;
}

describe('Relative dates for those who have no clock (Q5)', () => {
  it.each([
    ['beforeToday', undefined, { operator: 'before', value: '2019-10-16' }],
    ['today', undefined, { operator: 'on', value: '2019-10-16' }],
    ['afterToday', undefined, { operator: 'after', value: '2019-10-16' }],
    ['thisPeriod', { period: 'week' }, { operator: 'between', value: ['2019-10-14', '2019-10-20'] }],
    ['next', { period: 'month', amount: 2 }, { operator: 'between', value: ['2019-11-01', '2019-12-31'] }],
    ['previous', { period: 'day', amount: 1 }, { operator: 'on', value: '2019-10-15' }],
    ['previous', { period: 'year', amount: 100_000 }, { operator: 'before', value: '2019-01-01' }],
    ['next', { period: 'year', amount: 100_000 }, { operator: 'after', value: '2019-12-31' }],
    [
      'thisAndNext',
      { period: 'year', amount: 7980 },
      { operator: 'between', value: ['2019-01-01', '9999-12-31'] },
    ],
  ] as const)('%s %j', (operator, value, expected) => {
    expect(absolute({ operator, value })).toEqual(expected);
  });

  it('keeps what a line says besides, and lines that do not ask', () => {
    expect(absolute({ operator: 'today', empty: 'exclude', muted: true })).toEqual({
      operator: 'on',
      value: '2019-10-16',
      empty: 'exclude',
      muted: true,
    });
    const unasked: Criteria = { match: 'any', items: [{ field: 'company.fair', operator: 'next' }] };
    expect(absoluteCriteria(unasked, clock)).toBe(unasked);
  });

  it.each<Subject>(['contact', 'company'])('matches the same %s records, whatever the clocks do', (of) => {
    fc.assert(
      fc.property(arbitrary.world, arbitrary.criteria(of), arbitrary.clock, (world, criteria, when) => {
        const context = { catalog, setup, ...when };
        const asked = absoluteCriteria(criteria, when);
        const [before, after] = [compileCriteria(criteria, context), compileCriteria(asked, context)];
        const companies = new Map(world.companies.map((company) => [company.id, company]));
        for (const record of of === 'contact' ? world.contacts : world.companies) {
          const company = 'companyId' in record ? companies.get(record.companyId ?? '') : undefined;
          expect(after(record, company)).toBe(before(record, company));
        }
        for (const { operator } of linesOf(simplifyCriteria(asked, catalog)))
          expect(isRelative(operator)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
