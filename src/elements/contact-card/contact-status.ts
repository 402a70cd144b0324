import type { Contact, Id } from '../../model/records.js';
import { defaultStatusId, statusOnReturn } from '../../rules/lead-status.js';
import { reason, type Reason } from '../../rules/reasons.js';
import type { CardView } from '../card/card-view.js';
import { contactStatus, statusBlockersIn } from '../status-badge/status-view.js';

/** The lead status of a contact on its card, with what has been entered so far taken into account. */
export interface CardStatus {
  readonly value: Id | null;
  readonly hidden: boolean;
  readonly editable: boolean;
  readonly reasons: readonly Reason[];
  /** The value is not the contact's own yet: it starts with it (L4), or comes back to it (L5). */
  readonly starts: boolean;
}

/** L1, L4, L5, L7 for a contact in the company that is saved or has just been chosen. */
export function cardStatus(
  { store, record, edit }: CardView<Contact>,
  companyId: Id | null,
  isNew: boolean,
): CardStatus {
  const entered = edit?.has('leadStatusId') ? (edit.value(record, 'leadStatusId') as Id | null) : undefined;
  const own = !isNew && companyId === record.companyId ? contactStatus(store, record.id) : undefined;
  if (own) return { ...own, value: entered === undefined ? own.value : entered, starts: false };

  const blockers = statusBlockersIn(store, companyId);
  if (blockers.length > 0) {
    const retained =
      record.leadStatusId === null ? [] : [reason('value-retained', [{ entity: 'contact', id: record.id }])];
    return { value: null, hidden: true, editable: false, reasons: [...blockers, ...retained], starts: false };
  }
  const stays = !isNew && statusBlockersIn(store, record.companyId).length === 0;
  const first = isNew ? defaultStatusId(store.setup) : statusOnReturn(record, store.setup);
  return {
    value: entered === undefined ? (stays ? record.leadStatusId : first) : entered,
    hidden: false,
    editable: true,
    reasons: [],
    starts: !stays && entered === undefined,
  };
}
