import type { Id, LeadStatus, Setup } from '../../model/records.js';
import { leadStatusBlockers } from '../../rules/lead-status.js';
import type { Reason } from '../../rules/reasons.js';
import type { LeadStore } from '../../store/lead-store.js';

/** What a status id stands for: an item of the list, or (L13) something that the list does not know. */
export type StatusView =
  { readonly id: Id; readonly status: LeadStatus } | { readonly id: Id; readonly status?: undefined };

export function statusView(setup: Setup, id: Id | null | undefined): StatusView | undefined {
  return id == null || id === '' ? undefined : { id, status: setup.leadStatuses.get(id) };
}

/** The lead status of a contact, as the rules let it be seen. */
export interface ContactStatus {
  readonly value: Id | null;
  /** L1 fails, and no breach by the backend (L13) makes it visible all the same. */
  readonly hidden: boolean;
  readonly editable: boolean;
  readonly reasons: readonly Reason[];
}

/** L1, L7, L13 for one contact; undefined while there is no such contact. */
export function contactStatus(store: LeadStore, contactId: Id): ContactStatus | undefined {
  const contact = store.record('contact', contactId).record;
  if (!contact) return undefined;
  const { state, reasons } = store.explain({ entity: 'contact', id: contactId, field: 'leadStatus' });
  const brokenByBackend = reasons.some(
    ({ code, details }) => code === 'breaks-rule-in-backend' && details?.['rule'] === 'L7',
  );
  return {
    value: contact.leadStatusId,
    hidden: state !== 'editable' && !brokenByBackend,
    editable: state === 'editable',
    reasons,
  };
}

/** L1, L8 for a contact that is not saved yet, or is about to move to another company. */
export function statusBlockersIn(store: LeadStore, companyId: Id | null): readonly Reason[] {
  const company = companyId === null ? undefined : store.record('company', companyId).record;
  return leadStatusBlockers(company, store.setup);
}
