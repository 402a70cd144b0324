import { linesOf, simplifyCriteria } from '../criteria/simplify.js';
import { isRelative } from '../criteria/operators.js';
import { readField, type Field, type FieldCatalog, type FieldId } from '../model/fields.js';
import type { Company, Contact, EntityName, Id } from '../model/records.js';
import type { Question, RecordSource } from './types.js';

/** What became different: each record as it was before, by entity and id; undefined for one that is new. */
export type TouchedRecords = ReadonlyMap<EntityName, ReadonlyMap<Id, unknown>>;

const setupEntities: readonly EntityName[] = ['settings', 'category', 'leadStatus'];

/**
 * Every field whose change may alter the answer: those that the question asks by, sorts, groups or shows, and, when one
 * of them is of a contact's company, which company that is. Lines that do not ask (Q2) do not count.
 */
export function dependencies(question: Question, catalog: FieldCatalog): ReadonlySet<FieldId> {
  const fields = new Set<FieldId>(question.fields);
  for (const { field } of question.sort ?? []) fields.add(field);
  for (const field of question.groupBy ?? []) fields.add(field);
  if (question.criteria) {
    for (const { field } of linesOf(simplifyCriteria(question.criteria, catalog))) fields.add(field);
  }
  const ofCompany =
    question.of === 'contact' && [...fields].some((id) => catalog.get(id)?.entity === 'company');
  return ofCompany ? fields.add('contact.companyId') : fields;
}

/** Q5: whether the answer may be another one tomorrow, with no record changed. */
export function dependsOnToday({ criteria }: Question, catalog: FieldCatalog): boolean {
  return (
    !!criteria &&
    [...linesOf(simplifyCriteria(criteria, catalog))].some(({ operator }) => isRelative(operator))
  );
}

/**
 * Whether changes may have altered the answer to a question; when in doubt, yes. A change of the setup touches every
 * question: lists order, name and classify.
 *
 * @param records The records as they are now. With them, a change of fields that the question does not depend on is
 *   recognised as such; without, any change of a record in question counts.
 */
export function touches(
  question: Question,
  touched: TouchedRecords,
  catalog: FieldCatalog,
  records?: Pick<RecordSource, 'contact' | 'company' | 'setup'>,
): boolean {
  if (setupEntities.some((entity) => (touched.get(entity)?.size ?? 0) > 0)) return true;
  const fields = [...dependencies(question, catalog)].flatMap((id) => catalog.get(id) ?? []);
  const subjects = touched.get(question.of) ?? nothing;
  for (const [id, before] of subjects) {
    if (differs(before, records?.[question.of](id), ownedBy(question.of, fields), records)) return true;
  }
  const companyFields = question.of === 'contact' ? ownedBy('company', fields) : [];
  if (companyFields.length === 0) return false;
  for (const [id, before] of touched.get('company') ?? nothing) {
    if (differs(before, records?.company(id), companyFields, records)) return true;
  }
  return false;
}

const nothing: ReadonlyMap<Id, unknown> = new Map();
const ownedBy = (entity: Field['entity'], fields: readonly Field[]) =>
  fields.filter((field) => field.entity === entity);

function differs(
  before: unknown,
  after: Contact | Company | undefined,
  fields: readonly Field[],
  records: Pick<RecordSource, 'setup'> | undefined,
): boolean {
  if (!records || !before || !after) return true;
  const { setup } = records;
  return fields.some(
    (field) =>
      readField(field, before as Contact | Company, undefined, setup) !==
      readField(field, after, undefined, setup),
  );
}
