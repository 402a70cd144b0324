import { describe, expect, it } from 'vitest';
import { compileCriteria } from '../../../../src/criteria/evaluate.js';
import type { Criteria, CriteriaLine } from '../../../../src/criteria/types.js';
import { criteriaOf, groupNode } from '../../../../src/elements/record-grid/criteria-of.js';
import { createSetup, emptyContact } from '../../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';
import type { Value } from '../../../../src/model/records.js';

const cto: CriteriaLine = { field: 'contact.title', operator: 'is', value: 'CTO' };
const acme: CriteriaLine = { field: 'contact.companyId', operator: 'oneOf', value: ['acme'] };

describe('criteriaOf', () => {
  it('asks nothing when nothing is given', () => {
    expect(criteriaOf(undefined, [])).toBeUndefined();
  });

  it('keeps the lines of an all group on the outermost level, where engines look for ids', () => {
    expect(criteriaOf({ match: 'all', items: [acme] }, [cto])).toEqual({ match: 'all', items: [acme, cto] });
  });

  it.each(['any', 'none'] as const)('puts a group that matches %s beside the other lines', (match) => {
    const given: Criteria = { match, items: [acme] };
    expect(criteriaOf(given, [cto])).toEqual({ match: 'all', items: [given, cto] });
  });

  it('[Q2] leaves out muted criteria and keeps the filters', () => {
    expect(criteriaOf({ match: 'all', items: [acme], muted: true }, [cto])).toEqual({
      match: 'all',
      items: [cto],
    });
  });
});

describe('groupNode', () => {
  const catalog = createFieldCatalog([
    { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
    { entity: 'contact', key: 'birthday', label: 'Birthday', type: 'date' },
    { entity: 'contact', key: 'vip', label: 'VIP', type: 'yesno' },
  ]);
  const setup = createSetup();
  const matches = (field: string, groupValue: Value, extra: Record<string, Value>, more = {}) =>
    compileCriteria(
      { match: 'all', items: [groupNode(catalog.get(field)!, groupValue)] },
      { catalog, setup, now: new Date('2026-11-21T12:00:00Z'), timeZone: 'UTC' },
    )(emptyContact({ id: 'a', extra, ...more }));

  it.each<[string, Value, Value]>([
    ['score', 3, 4],
    ['birthday', '1815-12-10', '1906-12-09'],
    ['vip', true, false],
    ['vip', false, true],
  ])('holds the records whose %s is %s, and no others', (key, value, other) => {
    expect(matches(`contact.${key}`, value, { [key]: value })).toBe(true);
    expect(matches(`contact.${key}`, value, { [key]: other })).toBe(false);
    expect(matches(`contact.${key}`, value, {})).toBe(false);
  });

  it.each(['score', 'birthday', 'vip'])(
    'holds the records without a %s in the group without a value',
    (key) => {
      expect(matches(`contact.${key}`, null, {})).toBe(true);
      expect(
        matches(`contact.${key}`, null, {
          [key]: key === 'vip' ? false : key === 'score' ? 0 : '2026-01-01',
        }),
      ).toBe(false);
    },
  );

  it('tells texts apart that differ in case, as the groups do', () => {
    expect(matches('contact.title', 'CTO', {}, { title: 'CTO' })).toBe(true);
    expect(matches('contact.title', 'CTO', {}, { title: 'Cto' })).toBe(false);
  });

  it('compares list items by id', () => {
    expect(matches('contact.leadStatus', '2', {}, { leadStatusId: '2' })).toBe(true);
    expect(matches('contact.leadStatus', null, {}, { leadStatusId: null })).toBe(true);
  });
});
