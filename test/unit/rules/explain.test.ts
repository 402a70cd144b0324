import { describe, expect, it } from 'vitest';
import { emptyCompany, emptyContact } from '../../../src/model/defaults.js';
import { explain, remoteBreach } from '../../../src/rules/explain.js';
import { createView } from '../../helpers/view.js';

const ask = (entity: 'contact' | 'company', id: string, field: string, view = createView()) => {
  const { state, reasons } = explain(view, { entity, id, field });
  return [state, reasons.map(({ code }) => code)];
};

describe('why a field is as it is', () => {
  it.each([
    ['[L1] a lead', 'ada', 'leadStatus', 'editable', []],
    [
      '[L7] a contact of a customer, with a kept value',
      'alan',
      'leadStatus',
      'hidden',
      ['category-not-potential-customer', 'value-retained'],
    ],
    [
      '[L1] a contact of a customer, without one',
      'edsger',
      'leadStatus',
      'hidden',
      ['category-not-potential-customer'],
    ],
    ['[L8] a contact without company', 'lonely', 'leadStatus', 'hidden', ['no-company']],
    ['[L8] the category of a contact', 'ada', 'category', 'readOnly', ['category-inherited']],
    ['[L8] the category of nobody', 'lonely', 'category', 'hidden', ['no-company']],
    ['an ordinary field', 'ada', 'email', 'editable', []],
    ['no such contact', 'gone', 'leadStatus', 'unknown', ['record-not-found']],
  ])('%s', (_, id, field, state, reasons) => {
    expect(ask('contact', id, field)).toEqual([state, reasons]);
  });

  it('the category of a company can be changed', () => {
    expect(ask('company', 'acme', 'category')).toEqual(['editable', []]);
  });

  it('[L13] a status or category that is in no list is shown and said', () => {
    const view = createView({
      companies: [
        emptyCompany({ id: 'c', name: 'C', categoryId: 'lead' }),
        emptyCompany({ id: 'd', name: 'D', categoryId: 'gone' }),
      ],
      contacts: [emptyContact({ id: 'p', companyId: 'c', lastName: 'P', leadStatusId: 'gone' })],
    });
    expect(ask('contact', 'p', 'leadStatus', view)).toEqual(['editable', ['breaks-rule-in-backend']]);
    expect(ask('company', 'd', 'category', view)).toEqual(['editable', ['breaks-rule-in-backend']]);
  });

  it('[L13] a hidden status that the backend changed is a breach of L7; a shown one is not', () => {
    const view = createView();
    const changed = (id: string) =>
      remoteBreach(view.contact(id), { ...view.contact(id)!, leadStatusId: '3' }, view);
    expect(changed('alan')).toMatchObject({ code: 'breaks-rule-in-backend', details: { rule: 'L7' } });
    expect(changed('ada')).toBeUndefined();
  });
});
