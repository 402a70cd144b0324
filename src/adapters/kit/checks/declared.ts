import type { Change } from '../../../model/changes.js';
import type { FieldId, Subject } from '../../../model/fields.js';
import type { EntityName } from '../../../model/records.js';
import type { Offer } from '../types.js';

// What a backend declares to do: nothing else is expected of it.

/** Skips unless the backend takes this kind of change. */
export function unless(kind: Change['kind'], entity: EntityName): (offer: Offer) => string | undefined {
  return ({ capabilities: { save } }) =>
    !save || save[entity]?.includes(kind) ? undefined : `the backend declares no ${kind} of ${entity}`;
}

/** Skips unless the backend answers questions. */
export function noQuestions({ capabilities }: Offer): string | undefined {
  return capabilities.query && Object.keys(capabilities.query).length > 0
    ? undefined
    : 'the backend answers no questions: the store does, in memory';
}

/** What it answers questions about. */
export function asked({ capabilities }: Offer): Subject[] {
  return (['contact', 'company'] as const).filter((of) => capabilities.query?.[of]);
}

export function operatorsOf({ capabilities }: Offer, field: FieldId): readonly string[] {
  return capabilities.query?.contact?.fields[field]?.operators ?? [];
}

export function sortable({ capabilities }: Offer): FieldId[] {
  const contact = capabilities.query?.contact;
  return contact && contact.sortFields > 0
    ? Object.keys(contact.fields).filter((field) => contact.fields[field]!.sort)
    : [];
}
