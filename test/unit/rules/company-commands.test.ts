import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSetup, defaultCategories, emptyCompany, emptyContact } from '../../../src/model/defaults.js';
import { hasLeadStatus } from '../../../src/model/fields.js';
import {
  decideCreateCompany,
  decideUpdateCompany,
  previewCategory,
} from '../../../src/rules/company-commands.js';
import type { Decision } from '../../../src/rules/decision.js';
import { createView } from '../../helpers/view.js';

const codes = (decision: Decision<unknown>) => (decision.ok ? [] : decision.reasons.map(({ code }) => code));
const patches = (decision: Decision<unknown>) =>
  decision.ok
    ? decision.changes.map((change) => (change.kind === 'update' ? [change.id, change.patch] : change.kind))
    : decision.reasons;
const retained = createSetup({ settings: { onReturn: 'retained' } });

describe('a company that moves to another category', () => {
  it.each([
    ['[L6] lead to MQL: no status changes', 'acme', 'mql', [['acme', { categoryId: 'mql' }]]],
    ['[L7] lead to customer: values are kept', 'acme', 'customer', [['acme', { categoryId: 'customer' }]]],
    ['[L7] lead to no category: values are kept', 'acme', null, [['acme', { categoryId: null }]]],
    [
      '[L5] customer to lead: all get the default',
      'initech',
      'lead',
      [
        ['initech', { categoryId: 'lead' }],
        ['alan', { leadStatusId: '1' }],
        ['edsger', { leadStatusId: '1' }],
      ],
    ],
    ['customer to partner: nothing else', 'initech', 'partner', [['initech', { categoryId: 'partner' }]]],
  ])('%s', (_, id, categoryId, expected) => {
    expect(patches(decideUpdateCompany(createView(), id, { categoryId }))).toEqual(expected);
  });

  it('[L5] brings kept values back where the policy says so; who has none gets the default', () => {
    const view = createView({ setup: retained });
    expect(patches(decideUpdateCompany(view, 'initech', { categoryId: 'lead' }))).toEqual([
      ['initech', { categoryId: 'lead' }],
      ['edsger', { leadStatusId: '1' }],
    ]);
  });

  it('[L9] may keep a deleted category, but not choose one', () => {
    const setup = createSetup({
      categories: defaultCategories.map((each) => (each.id === 'lead' ? { ...each, deleted: true } : each)),
    });
    expect(codes(decideUpdateCompany(createView({ setup }), 'initech', { categoryId: 'lead' }))).toEqual([
      'item-deleted',
    ]);
    expect(codes(decideUpdateCompany(createView({ setup }), 'acme', { city: 'Bergen' }))).toEqual([]);
  });

  it.each([
    [
      '[L11] an automation, customer to lead',
      'initech',
      'lead',
      'automation',
      ['automation-may-not-downgrade'],
    ],
    ['[L11] a person, customer to lead', 'initech', 'lead', 'person', []],
    ['[L11] an automation, lead to customer', 'acme', 'customer', 'automation', []],
    ['[L11] an automation, customer to lost', 'initech', 'former-customer', 'automation', []],
    ['[L9] a category that does not exist', 'acme', 'gone', 'person', ['item-not-found']],
  ] as const)('%s', (_, id, categoryId, origin, expected) => {
    expect(codes(decideUpdateCompany(createView(), id, { categoryId }, origin))).toEqual(expected);
  });

  it('needs a name', () => {
    expect(codes(decideUpdateCompany(createView(), 'acme', { name: ' ' }))).toEqual(['field-invalid']);
    expect(codes(decideCreateCompany(createView(), 'new', { name: '' }))).toEqual(['field-invalid']);
  });
});

describe('the preview of a new category', () => {
  it.each([
    ['acme', 'mql', { before: 'shown', after: 'shown', contacts: 2, resets: 0, retained: 0 }],
    ['acme', 'customer', { before: 'shown', after: 'hidden', contacts: 2, resets: 0, retained: 2 }],
    ['initech', 'lead', { before: 'hidden', after: 'shown', contacts: 2, resets: 2, retained: 0 }],
    ['initech', 'partner', { before: 'hidden', after: 'hidden', contacts: 2, resets: 0, retained: 0 }],
    ['hooli', 'lead', { before: 'hidden', after: 'shown', contacts: 0, resets: 0, retained: 0 }],
  ])('%s to %s', (id, categoryId, expected) => {
    const preview = previewCategory(createView(), id, categoryId)!;
    expect({ ...preview, resets: preview.resets.length }).toEqual(expected);
  });

  it('says what the command then does (property)', () => {
    const categoryIds = fc.constantFrom(...defaultCategories.map(({ id }) => id), null);
    const statuses = fc.array(fc.constantFrom('1', '2', '3', '4', '5', null), { maxLength: 6 });
    fc.assert(
      fc.property(categoryIds, categoryIds, statuses, fc.boolean(), (from, to, kept, keep) => {
        const company = emptyCompany({ id: 'c', name: 'C', categoryId: from });
        const contacts = kept.map((leadStatusId, index) =>
          emptyContact({ id: String(index), companyId: 'c', lastName: 'X', leadStatusId }),
        );
        const view = createView({ companies: [company], contacts, setup: keep ? retained : createSetup() });
        const preview = previewCategory(view, 'c', to)!;
        const decision = decideUpdateCompany(view, 'c', { categoryId: to });
        if (!decision.ok) throw new Error('A person may move a company anywhere.');
        const changed = decision.changes.filter(({ entity }) => entity === 'contact');
        expect(changed.map(({ id }) => id)).toEqual(preview.resets.map(({ contactId }) => contactId));
        // L6, L7: contacts change only on the way in.
        const wayIn =
          !hasLeadStatus(company, view.setup) && hasLeadStatus({ ...company, categoryId: to }, view.setup);
        if (!wayIn) expect(changed).toEqual([]);
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });
});
