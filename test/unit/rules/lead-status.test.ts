import { describe, expect, it } from 'vitest';
import {
  createSetup,
  defaultCategories,
  defaultLeadStatuses,
  emptyCompany,
} from '../../../src/model/defaults.js';
import { categoryGroups } from '../../../src/model/records.js';
import {
  defaultStatusId,
  leadStatusBlockers,
  statusChoiceBlockers,
  statusOnReturn,
} from '../../../src/rules/lead-status.js';

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);
const inCategory = (categoryId: string | null) => emptyCompany({ id: 'c', name: 'C', categoryId });

describe('when a lead status is shown', () => {
  const groups = categoryGroups.flatMap((group) => [true, false].map((enabled) => ({ group, enabled })));

  it.each(groups)('[L1] group $group, lead status enabled: $enabled', ({ group, enabled }) => {
    const category = {
      id: 'x',
      name: 'Lead',
      description: null,
      rank: 1,
      deleted: false,
      group,
      leadStatusEnabled: enabled,
    };
    const setup = createSetup({ categories: [category] });
    const shown = group === 'potentialCustomer' && enabled;
    expect(codes(leadStatusBlockers(inCategory('x'), setup))).toEqual(
      shown
        ? []
        : [group === 'potentialCustomer' ? 'category-lead-status-off' : 'category-not-potential-customer'],
    );
  });

  it('[L1] goes by id and flags, never by the name of the category', () => {
    const misnamed = defaultCategories.map((each) =>
      each.id === 'customer' ? { ...each, name: 'Lead 2' } : each,
    );
    expect(leadStatusBlockers(inCategory('customer'), createSetup({ categories: misnamed }))).not.toEqual([]);
  });

  it('[L1] counts a deleted category that a company still has', () => {
    const deleted = defaultCategories.map((each) => (each.id === 'lead' ? { ...each, deleted: true } : each));
    expect(leadStatusBlockers(inCategory('lead'), createSetup({ categories: deleted }))).toEqual([]);
  });

  it.each([
    ['[L8] no company', undefined, ['no-company']],
    ['[L1] a company without category', inCategory(null), ['company-without-category']],
    ['[L1] a category that is in no list', inCategory('gone'), ['category-missing']],
  ])('%s', (_, company, expected) => {
    expect(codes(leadStatusBlockers(company, createSetup()))).toEqual(expected);
  });

  it('names the company and the category that are the cause', () => {
    expect(leadStatusBlockers(inCategory('customer'), createSetup())[0]!.records).toEqual([
      { entity: 'company', id: 'c' },
      { entity: 'category', id: 'customer' },
    ]);
  });
});

describe('the default status', () => {
  it('[L4] is the one the settings name', () => {
    expect(defaultStatusId(createSetup({ settings: { defaultStatusId: '3' } }))).toBe('3');
  });

  it('[L4] is none where the settings name one that does not exist', () => {
    expect(defaultStatusId(createSetup({ settings: { defaultStatusId: 'gone' } }))).toBeNull();
    expect(defaultStatusId(createSetup({ settings: { defaultStatusId: null } }))).toBeNull();
  });

  it.each([
    ['default', '4', '1'],
    ['default', null, '1'],
    ['retained', '4', '4'],
    ['retained', null, '1'],
  ] as const)('[L5] with policy %s, a kept value %s becomes %s', (onReturn, kept, expected) => {
    expect(statusOnReturn({ leadStatusId: kept }, createSetup({ settings: { onReturn } }))).toBe(expected);
  });
});

describe('which status may be chosen', () => {
  const deleted = createSetup({
    leadStatuses: defaultLeadStatuses.map((each) => (each.id === '2' ? { ...each, deleted: true } : each)),
  });
  const lead = inCategory('lead');

  it.each([
    ['[L3] another one', '1', '5', lead, []],
    ['none', '1', null, lead, []],
    ['[L9] a deleted one', '1', '2', lead, ['item-deleted']],
    ['[L9] the deleted one that it has', '2', '2', lead, []],
    ['[L9] one that does not exist', '1', '99', lead, ['item-not-found']],
    [
      '[L7] any, where it is hidden',
      '1',
      '5',
      inCategory('customer'),
      ['category-not-potential-customer', 'value-retained'],
    ],
    [
      '[L7] the same, where it is hidden',
      '1',
      '1',
      inCategory('customer'),
      ['category-not-potential-customer', 'value-retained'],
    ],
    ['[L8] any, without a company', null, '5', undefined, ['no-company']],
  ] as const)('%s', (_, before, after, company, expected) => {
    expect(codes(statusChoiceBlockers({ id: 'p', leadStatusId: before }, company, after, deleted))).toEqual(
      expected,
    );
  });
});
