import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCriteria } from '../../../src/criteria/parse.js';
import { asksNothing, linesOf, simplifyCriteria, simplifyParsed } from '../../../src/criteria/simplify.js';
import { everything, type Criteria, type CriteriaNode } from '../../../src/criteria/types.js';
import { createFieldCatalog } from '../../../src/model/fields.js';
import { arbitrarySetup, criteria as anyCriteria } from '../../helpers/arbitraries.js';

const catalog = createFieldCatalog([]);
const active: CriteriaNode = { field: 'contact.title', operator: 'is', value: 'CTO' };
const inactive: CriteriaNode = { field: 'contact.title', operator: 'is', value: '' };
const muted: CriteriaNode = { ...active, muted: true };
const group = (match: Criteria['match'], ...items: CriteriaNode[]): Criteria => ({ match, items });

describe('leaving out what does not ask', () => {
  it.each(['all', 'any', 'none'] as const)('[Q2] inactive and muted lines, in %s', (match) => {
    expect(simplifyCriteria(group(match, inactive, active, muted), catalog)).toEqual(group(match, active));
  });

  it('[Q2] groups without an active line, however deep, and muted groups', () => {
    const criteria = group(
      'all',
      active,
      group('any', inactive, group('none', muted)),
      { ...group('any', active), muted: true },
      group('any'),
    );
    expect(simplifyCriteria(criteria, catalog)).toEqual(group('all', active));
  });

  it('[Q2] nothing left means every record', () => {
    expect(simplifyCriteria(group('none', inactive), catalog)).toBe(everything);
    expect(simplifyCriteria({ ...group('all', active), muted: true }, catalog)).toBe(everything);
    expect(asksNothing(group('any', group('all', muted)), catalog)).toBe(true);
    expect(asksNothing(group('none', active), catalog)).toBe(false);
  });

  it('shares what it does not change', () => {
    const kept = group('any', active, active);
    const criteria = group('all', kept, inactive);
    expect(simplifyCriteria(criteria, catalog).items[0]).toBe(kept);
    expect(simplifyCriteria(kept, catalog)).toBe(kept);
  });

  it('[Q2] is quicker, and the same, for criteria that were parsed', () => {
    const fields = createFieldCatalog(arbitrarySetup.settings.fields);
    fc.assert(
      fc.property(anyCriteria('contact'), (given) => {
        const parsed = parseCriteria(given, fields, 'contact');
        if (!parsed.ok) throw new Error('These criteria are valid ones.');
        expect(simplifyParsed(parsed.criteria, fields)).toEqual(simplifyCriteria(parsed.criteria, fields));
      }),
      { seed: 20261122, numRuns: 1000 },
    );
  });

  it('[Q6] does not overlook what parsing would have refused', () => {
    const unknown = { field: 'contact.gone', operator: 'is', value: '' } as const;
    const wrong = { field: 'contact.title', operator: 'less', value: 3 } as const;
    expect([...linesOf(simplifyCriteria(group('all', unknown, inactive, wrong), catalog))]).toEqual([
      unknown,
      wrong,
    ]);
  });
});
