import { applyChange, sameValue, type Change } from '../model/changes.js';
import type { Company, Contact, Id, RecordRef } from '../model/records.js';
import { leadStatusBlockers } from '../rules/lead-status.js';
import { reason, type Reason } from '../rules/reasons.js';
import { bookkeeping } from './journal.js';
import type { CommandView } from './command-view.js';

/**
 * S4: why the changes `undo` can't take back `done` any more; empty when they can. A record that was changed
 * otherwise since then is left alone, and a lead status that is hidden now stays closed for this path as well (L7).
 */
export function reversalBlockers(
  view: CommandView,
  undo: readonly Change[],
  done: readonly Change[],
): readonly Reason[] {
  const going = new Set(
    undo.flatMap(({ kind, entity, id }) => (kind === 'delete' && entity === 'contact' ? [id] : [])),
  );
  const doneByRecord = new Map(done.map((change) => [`${change.entity}/${change.id}`, change]));
  return undo.flatMap((change) => {
    const ref: RecordRef = { entity: change.entity, id: change.id };
    const record = view.get(change.entity, change.id);
    if (change.kind === 'create') return record ? [reason('changed-since', [ref])] : [];
    if (!record) return [reason('record-not-found', [ref])];
    if (change.kind === 'delete')
      return usedSince(view, change, going) ? [reason('changed-since', [ref])] : [];
    const forward = doneByRecord.get(`${change.entity}/${change.id}`);
    const expected: object = forward?.kind === 'update' ? forward.patch : {};
    const changed = Object.entries(expected).some(
      ([field, value]) => field !== bookkeeping && !sameValue(record[field as keyof typeof record], value),
    );
    if (changed) return [reason('changed-since', [ref])];
    return change.entity === 'contact' && 'leadStatusId' in change.patch
      ? hiddenStatus(view, change.id, undo)
      : [];
  });
}

/** Contacts that go together with their company, as when an import is taken back, are no use of it. */
function usedSince(view: CommandView, { entity, id }: Change, going: ReadonlySet<Id>): boolean {
  if (entity === 'company')
    return [...view.contactsOf(id)].some((contact) => contact.companyId === id && !going.has(contact.id));
  if (entity === 'leadStatus')
    return view.usesOf(entity, id) > 0 || view.setup.settings.defaultStatusId === id;
  return entity === 'category' && view.usesOf(entity, id) > 0;
}

/** L7, looked at on both sides of the change: taking back a move of the company may bring the status back into sight. */
function hiddenStatus(view: CommandView, contactId: Id, changes: readonly Change[]): readonly Reason[] {
  const before = view.contact(contactId)!;
  const after = changes.reduce<Contact>(
    (contact, change) =>
      isAbout(change, 'contact', contactId) ? (applyChange<'contact'>(contact, change) ?? contact) : contact,
    before,
  );
  const companyNow = (id: Id | null) => (id === null ? undefined : view.company(id));
  const companyThen = (id: Id | null) =>
    changes.reduce<Company | undefined>(
      (company, change) =>
        id !== null && isAbout(change, 'company', id) ? applyChange<'company'>(company, change) : company,
      companyNow(id),
    );
  const hiddenNow = leadStatusBlockers(companyNow(before.companyId), view.setup);
  const hiddenThen = leadStatusBlockers(companyThen(after.companyId), view.setup);
  return hiddenNow.length > 0 && hiddenThen.length > 0 ? hiddenNow : [];
}

function isAbout(change: Change, entity: Change['entity'], id: Id): boolean {
  return change.entity === entity && change.id === id;
}
