import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCriteria } from '../../../src/criteria/evaluate.js';
import { simplifyCriteria } from '../../../src/criteria/simplify.js';
import { fromSets, toSets } from '../../../src/criteria/sets.js';
import type { Criteria } from '../../../src/criteria/types.js';
import * as arbitrary from '../../helpers/arbitraries.js';
import { oracle } from './oracle.js';

const catalog = arbitrary.arbitraryCatalog;
const setup = arbitrary.arbitrarySetup;
const settings = { seed: 20261121, numRuns: 1500 };

const asked = fc.record({
  clock: arbitrary.clock,
  contact: arbitrary.contact,
  company: fc.option(arbitrary.company, { nil: undefined }),
});

describe('evaluating random criteria', () => {
  it('[Q1–Q5] agrees with a second, naive writing of the rules: contacts', () => {
    fc.assert(
      fc.property(asked, arbitrary.criteria('contact'), ({ clock, contact, company }, criteria) => {
        const context = { ...clock, catalog, setup };
        expect(compileCriteria(criteria, context)(contact, company)).toBe(
          oracle(criteria, contact, company, context),
        );
      }),
      settings,
    );
  });

  it('[Q1–Q5] agrees with a second, naive writing of the rules: companies', () => {
    fc.assert(
      fc.property(
        arbitrary.clock,
        arbitrary.company,
        arbitrary.criteria('company'),
        (clock, company, criteria) => {
          const context = { ...clock, catalog, setup };
          expect(compileCriteria(criteria, context)(company)).toBe(
            oracle(criteria, company, undefined, context),
          );
        },
      ),
      settings,
    );
  });

  it('[Q3–Q5] agrees for single lines, where nothing else can hide a mistake', () => {
    fc.assert(
      fc.property(
        asked,
        arbitrary.line('contact'),
        ({ clock, contact, company }, { muted: _muted, ...line }) => {
          const context = { ...clock, catalog, setup };
          const criteria: Criteria = { match: 'all', items: [line] };
          expect(compileCriteria(criteria, context)(contact, company)).toBe(
            oracle(criteria, contact, company, context),
          );
        },
      ),
      { ...settings, numRuns: 4000 },
    );
  });

  it('[Q2] simplifying changes no answer', () => {
    fc.assert(
      fc.property(asked, arbitrary.criteria('contact'), ({ clock, contact, company }, criteria) => {
        const context = { ...clock, catalog, setup };
        const simplified = simplifyCriteria(criteria, catalog);
        expect(oracle(simplified, contact, company, context)).toBe(
          oracle(criteria, contact, company, context),
        );
        expect(simplifyCriteria(simplified, catalog)).toBe(simplified);
      }),
      settings,
    );
  });

  it('[Q1] none of these is: all of their opposites (De Morgan)', () => {
    const lines = fc.array(arbitrary.line('contact'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(asked, lines, ({ clock, contact, company }, items) => {
        const test = (criteria: Criteria) =>
          compileCriteria(criteria, { ...clock, catalog, setup })(contact, company);
        const opposites: Criteria = {
          match: 'all',
          items: items.map((item) => ({ match: 'none', items: [item] })),
        };
        expect(test({ match: 'none', items })).toBe(test(opposites));
      }),
      settings,
    );
  });

  it('[Q1] criteria that fit into sets ask the same as sets', () => {
    let fitting = 0;
    fc.assert(
      fc.property(asked, arbitrary.criteria('contact'), ({ clock, contact, company }, criteria) => {
        const sets = toSets(criteria);
        if (!sets) return;
        fitting++;
        const context = { ...clock, catalog, setup };
        expect(oracle(fromSets(sets), contact, company, context)).toBe(
          oracle(criteria, contact, company, context),
        );
        expect(toSets(fromSets(sets))).toEqual(sets);
      }),
      settings,
    );
    expect(fitting).toBeGreaterThan(100);
  });
});
