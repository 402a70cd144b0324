import { applyChange, sameValue, type Change } from '../model/changes.js';
import type { Company, Contact, Id, RecordRef } from '../model/records.js';
import { leadStatusBlockers } from '../rules/lead-status.js';
import { reason, type Reason } from '../rules/reasons.js';
import { bookkeeping } from './journal.js';
import type { Tables } from './tables.js';

/**
 * S4: why the changes `undo` can't take back `done` any more; empty when they can. A record that was changed
 * otherwise since then is left alone, and a lead status that is hidden now stays closed for this path as well (L7).
 */
export function reversalBlockers(
  tables: Tables,
  undo: readonly Change[],
  done: readonly Change[],
): readonly Reason[] {
  const going = new Set(
    undo.flatMap(({ kind, entity, id }) => (kind === 'delete' && entity === 'contact' ? [id] : [])),
  );
  const doneByRecord = new Map(done.map((change) => [`${change.entity}/${change.id}`, change]));
  return undo.flatMap((change) => {
    const ref: RecordRef = { entity: change.entity, id: change.id };
    const record = tables.get(change.entity, change.id);
    if (change.kind === 'create') return record ? [reason('changed-since', [ref])] : [];
    if (!record) return [reason('record-not-found', [ref])];
    if (change.kind === 'delete')
      return usedSince(tables, change, going) ? [reason('changed-since', [ref])] : [];
    const forward = doneByRecord.get(`${change.entity}/${change.id}`);
    const expected: object = forward?.kind === 'update' ? forward.patch : {};
    const changed = Object.entries(expected).some(
      ([field, value]) => field !== bookkeeping && !sameValue(record[field as keyof typeof record], value),
    );
    if (changed) return [reason('changed-since', [ref])];
    return change.entity === 'contact' && 'leadStatusId' in change.patch
      ? hiddenStatus(tables, change.id, undo)
      : [];
  });
}

/** Contacts that go together with their company, as when an import is taken back, are no use of it. */
function usedSince(tables: Tables, { entity, id }: Change, going: ReadonlySet<Id>): boolean {
  if (entity === 'company')
    return [...tables.contactsOf(id)].some((contact) => contact.companyId === id && !going.has(contact.id));
  if (entity === 'leadStatus')
    return tables.usesOf(entity, id) > 0 || tables.setup.settings.defaultStatusId === id;
  return entity === 'category' && tables.usesOf(entity, id) > 0;
}

/** L7, looked at on both sides of the change: taking back a move of the company may bring the status back into sight. */
function hiddenStatus(tables: Tables, contactId: Id, changes: readonly Change[]): readonly Reason[] {
  const before = tables.contact(contactId)!;
  const after = changes.reduce<Contact>(
    (contact, change) =>
      isAbout(change, 'contact', contactId) ? (applyChange<'contact'>(contact, change) ?? contact) : contact,
    before,
  );
  const companyNow = (id: Id | null) => (id === null ? undefined : tables.company(id));
  const companyThen = (id: Id | null) =>
    changes.reduce<Company | undefined>(
      (company, change) =>
        id !== null && isAbout(change, 'company', id) ? applyChange<'company'>(company, change) : company,
      companyNow(id),
    );
  const hiddenNow = leadStatusBlockers(companyNow(before.companyId), tables.setup);
  const hiddenThen = leadStatusBlockers(companyThen(after.companyId), tables.setup);
  return hiddenNow.length > 0 && hiddenThen.length > 0 ? hiddenNow : [];
}

function isAbout(change: Change, entity: Change['entity'], id: Id): boolean {
  return change.entity === entity && change.id === id;
}
