import type { Field, FieldCatalog, FieldId } from '../model/fields.js';
import type { FieldType } from '../model/records.js';
import { fullName } from './types.js';

/** A place that a column can go to. */
export interface ImportField {
  readonly id: FieldId;
  readonly entity: 'company' | 'contact';
  readonly type: FieldType;
  /** The field as others know it. Absent for `contact.fullName` and `contact.note`, which nobody asks questions about. */
  readonly field?: Field;
}

/** Fields that nobody fills in: they follow from others, or from what happens. */
const derived: ReadonlySet<FieldId> = new Set([
  'contact.id',
  'contact.name',
  'contact.companyId',
  'contact.created',
  'contact.updated',
  'company.id',
  'company.categoryGroup',
  'company.leadStatusEnabled',
  'company.created',
  'company.updated',
]);

/** All places that a column can go to, in the order in which people should see them: company, contact, host's fields. */
export function importFields(catalog: FieldCatalog): readonly ImportField[] {
  const known = catalog.all
    .filter(({ id }) => !derived.has(id))
    .map((field): ImportField => ({ id: field.id, entity: field.entity, type: field.type, field }));
  const extra: ImportField[] = [fullName, 'contact.note']
    .filter((id) => !known.some((each) => each.id === id))
    .map((id) => ({ id, entity: 'contact', type: 'text' }));
  return [
    ...known.filter(({ entity }) => entity === 'company'),
    ...extra.filter(({ id }) => id === fullName),
    ...known.filter(({ entity }) => entity === 'contact'),
    ...extra.filter(({ id }) => id !== fullName),
  ];
}
