import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../src/model/records.js';
import {
  decideCreateContact,
  decideSetLeadStatus,
  decideUpdateContact,
} from '../../../src/rules/contact-commands.js';
import type { Decision } from '../../../src/rules/decision.js';
import { createSetup } from '../../../src/model/defaults.js';
import { createView } from '../../helpers/view.js';

const codes = (decision: Decision<unknown>) => (decision.ok ? [] : decision.reasons.map(({ code }) => code));
const record = (decision: Decision<unknown>) =>
  decision.ok && decision.changes[0]?.kind === 'create' ? (decision.changes[0].record as Contact) : undefined;
const patches = (decision: Decision<unknown>) =>
  decision.ok
    ? decision.changes.map((change) => (change.kind === 'update' ? [change.id, change.patch] : change.kind))
    : decision.reasons;

describe('a new contact', () => {
  it.each([
    ['[L4] of a company with lead status: the default', { companyId: 'acme' }, '1'],
    ['[L4] with a status of its own', { companyId: 'acme', leadStatusId: '5' }, '5'],
    ['[L1] of a customer: none', { companyId: 'initech' }, null],
    ['[L1] of a company without category: none', { companyId: 'hooli' }, null],
    ['[L8] without company: none', {}, null],
  ])('%s', (_, draft, expected) => {
    const decision = decideCreateContact(createView(), 'new', { lastName: 'New', ...draft });
    expect(record(decision)?.leadStatusId).toBe(expected);
  });

  it.each([
    [
      '[L7] a status where none is shown',
      { companyId: 'initech', leadStatusId: '1' },
      ['category-not-potential-customer'],
    ],
    ['[L8] a status without company', { leadStatusId: '1' }, ['no-company']],
    ['[L9] a status that does not exist', { companyId: 'acme', leadStatusId: '99' }, ['item-not-found']],
    ['[L8] a category of its own', { companyId: 'acme', categoryId: 'lead' }, ['category-inherited']],
    ['a company that does not exist', { companyId: 'gone' }, ['record-not-found']],
    ['no name', { lastName: ' ' }, ['field-invalid']],
    ['[A4] a field of the wrong type', { email: 7 }, ['field-invalid']],
  ])('is refused with %s', (_, draft, expected) => {
    expect(codes(decideCreateContact(createView(), 'new', { lastName: 'New', ...draft } as never))).toEqual(
      expected,
    );
  });
});

describe('a changed contact', () => {
  it.each([
    ['[L6] from one lead to another: its status stays', 'ada', 'globex', [['ada', { companyId: 'globex' }]]],
    [
      '[L5] from a customer to a lead: the default',
      'alan',
      'acme',
      [['alan', { companyId: 'acme', leadStatusId: '1' }]],
    ],
    [
      '[L5] from nowhere to a lead: the default',
      'lonely',
      'acme',
      [['lonely', { companyId: 'acme', leadStatusId: '1' }]],
    ],
    ['[L7] from a lead to a customer: kept', 'grace', 'initech', [['grace', { companyId: 'initech' }]]],
    ['[L7] from a lead to nowhere: kept', 'grace', null, [['grace', { companyId: null }]]],
  ])('moves %s', (_, id, companyId, expected) => {
    expect(patches(decideUpdateContact(createView(), id, { companyId }))).toEqual(expected);
  });

  it('[L5] brings the kept status back where the policy says so', () => {
    const view = createView({ setup: createSetup({ settings: { onReturn: 'retained' } }) });
    expect(patches(decideUpdateContact(view, 'alan', { companyId: 'acme' }))).toEqual([
      ['alan', { companyId: 'acme' }],
    ]);
  });

  it('may be moved and given a status in one step', () => {
    expect(
      patches(decideUpdateContact(createView(), 'alan', { companyId: 'acme', leadStatusId: '5' })),
    ).toEqual([['alan', { companyId: 'acme', leadStatusId: '5' }]]);
  });

  it('keeps the retained status when it is named again on the way into a lead', () => {
    expect(
      patches(decideUpdateContact(createView(), 'alan', { companyId: 'acme', leadStatusId: '4' })),
    ).toEqual([['alan', { companyId: 'acme' }]]);
  });

  it('[L7] may not be given one by moving out of sight in the same step', () => {
    expect(
      codes(decideUpdateContact(createView(), 'ada', { companyId: 'initech', leadStatusId: '5' })),
    ).toContain('value-retained');
  });

  it('is no change when nothing differs', () => {
    expect(patches(decideUpdateContact(createView(), 'ada', { title: 'CTO' }))).toEqual([]);
  });

  it.each([
    ['[L8] a category', 'ada', { categoryId: 'customer' }, ['category-inherited']],
    [
      '[L7] a hidden status',
      'alan',
      { leadStatusId: '5' },
      ['category-not-potential-customer', 'value-retained'],
    ],
    ['no name', 'ada', { firstName: '', lastName: '' }, ['field-invalid']],
    ['an unknown id', 'gone', { title: 'x' }, ['record-not-found']],
  ])('is refused with %s', (_, id, patch, expected) => {
    expect(codes(decideUpdateContact(createView(), id, patch as never))).toEqual(expected);
  });
});

describe('the status of many contacts', () => {
  it('[L3] sets each alone, and leaves colleagues as they are', () => {
    expect(patches(decideSetLeadStatus(createView(), ['ada', 'linus'], '3'))).toEqual([
      ['ada', { leadStatusId: '3' }],
      ['linus', { leadStatusId: '3' }],
    ]);
  });

  it('[L7] names those that a rule excludes and changes the others', () => {
    const decision = decideSetLeadStatus(createView(), ['ada', 'alan', 'lonely', 'ada'], '3');
    expect(patches(decision)).toEqual([['ada', { leadStatusId: '3' }]]);
    expect(decision.ok && decision.value.refused.map(({ id }) => id)).toEqual(['alan', 'lonely']);
  });

  it('[L7] refuses when all are excluded, even where the value would stay the same', () => {
    expect(codes(decideSetLeadStatus(createView(), ['alan'], '4'))).toContain('value-retained');
  });
});
