import { shapedValue } from '../../src/criteria/operators.js';
import { isGroup, type Criteria } from '../../src/criteria/types.js';
import type { FieldId, Subject } from '../../src/model/fields.js';
import type { Company, Contact, Id } from '../../src/model/records.js';
import type { RecordSource } from '../../src/query/types.js';

/**
 * The records that can meet the criteria at all, each once: those of an id or of a company that every record has to
 * have, where there is such a line, else all. Expects simplified criteria.
 */
export function candidates(
  of: Subject,
  criteria: Criteria,
  source: RecordSource,
): Iterable<Contact | Company> {
  const ids = requiredIds(criteria, `${of}.id`);
  if (of === 'company') return ids ? found(ids, (id) => source.company(id)) : source.companies();
  if (ids) return found(ids, (id) => source.contact(id));
  const companyIds = requiredIds(criteria, 'contact.companyId') ?? requiredIds(criteria, 'company.id');
  return companyIds ? colleagues(companyIds, source) : source.contacts();
}

function requiredIds({ match, items }: Criteria, field: FieldId): ReadonlySet<Id> | undefined {
  if (match === 'none' || (match === 'any' && items.length > 1)) return undefined;
  for (const item of items) {
    if (!isGroup(item) && item.field === field && item.operator === 'oneOf')
      return new Set(shapedValue(item, 'texts'));
  }
  return undefined;
}

function* found<Item>(ids: ReadonlySet<Id>, get: (id: Id) => Item | undefined): Generator<Item> {
  for (const id of ids) {
    const record = get(id);
    if (record) yield record;
  }
}

function* colleagues(companyIds: ReadonlySet<Id>, source: RecordSource): Generator<Contact> {
  for (const id of companyIds) yield* source.contactsOf(id);
}
