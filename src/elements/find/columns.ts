import type { FieldId, Subject } from '../../model/fields.js';

/** What one wants to see of what was found, to start with. */
export const columnsOf: Readonly<Record<Subject, readonly FieldId[]>> = {
  contact: [
    'contact.name',
    'company.name',
    'company.category',
    'company.categoryGroup',
    'contact.leadStatus',
    'contact.email',
    'company.owner',
  ],
  company: [
    'company.name',
    'company.category',
    'company.categoryGroup',
    'company.city',
    'company.country',
    'company.owner',
  ],
};
