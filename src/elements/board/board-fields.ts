import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from '../../criteria/types.js';
import type { Field, FieldId, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';

/** Fields whose values can be columns, the default one first. */
export const groupFields = {
  contact: ['contact.leadStatus', 'company.category', 'company.owner'],
  company: ['company.category', 'company.owner'],
} as const satisfies Record<Subject, readonly FieldId[]>;

export type GroupField = (typeof groupFields)[Subject][number];

/** The wanted field if cards of this kind can be grouped by it, else the default. */
export function groupFieldOf(of: Subject, wanted: FieldId | undefined): GroupField {
  return groupFields[of].find((field) => field === wanted) ?? groupFields[of][0];
}

/** What stands on a card besides title, company and owner, unless the host or the person says otherwise. */
export const defaultCardFields: Readonly<Record<Subject, readonly FieldId[]>> = {
  contact: ['contact.title'],
  company: ['company.city', 'company.country'],
};

/** Fields that make sense on a card: not those that it shows anyway, and no ids. */
export function cardFieldChoices(of: Subject, fields: readonly Field[]): readonly Field[] {
  const shown = new Set([`${of}.name`, 'contact.id', 'contact.companyId', 'company.id', 'company.owner']);
  if (of === 'contact')
    ['company.name', 'contact.firstName', 'contact.lastName'].forEach((id) => shown.add(id));
  return fields.filter(({ id }) => !shown.has(id));
}

/** Fields to sort the cards of a column by. */
export function sortChoices(of: Subject): readonly FieldId[] {
  return of === 'contact'
    ? ['contact.name', 'contact.lastName', 'company.name', 'contact.created', 'contact.updated']
    : ['company.name', 'company.city', 'company.created', 'company.updated'];
}

/** What can't be moved, and so is shown locked: `hide-locked` asks for the opposite of it. */
export function movableLine(of: Subject, groupBy: GroupField): CriteriaLine | undefined {
  if (of === 'company') return undefined;
  return groupBy === 'contact.leadStatus'
    ? { field: 'company.leadStatusEnabled', operator: 'isYes' }
    : { field: 'company.id', operator: 'isNotEmpty' };
}

/** Everything that is asked of every card, whatever its column. */
export function boardCriteria(parts: {
  readonly of: Subject;
  readonly groupBy: GroupField;
  readonly given: readonly Criteria[];
  readonly titleFilter: string;
  readonly hideLocked: boolean;
}): Criteria {
  const { of, groupBy, given, titleFilter, hideLocked } = parts;
  const items: CriteriaNode[] = [...given];
  const title = titleFilter.trim();
  if (title) items.push({ field: `${of}.name`, operator: 'contains', value: title });
  const movable = hideLocked ? movableLine(of, groupBy) : undefined;
  if (movable) items.push(movable);
  const [only] = items;
  return items.length === 1 && only && isGroup(only) ? only : { match: 'all', items };
}

/** The cards of one column: the board's criteria and the column's value. */
export function columnCriteria(board: Criteria, field: Field, value: Value): Criteria {
  return { match: 'all', items: [board, valueLine(field, value)] };
}

function valueLine({ id, type }: Field, value: Value): CriteriaLine {
  if (value === null) return { field: id, operator: 'isEmpty' };
  return type === 'list'
    ? { field: id, operator: 'oneOf', value: [String(value)] }
    : { field: id, operator: 'isExactly', value };
}
