import { created, differing, updated, type Change } from '../model/changes.js';
import { emptyContact } from '../model/defaults.js';
import { hasLeadStatus } from '../model/fields.js';
import { parseRow } from '../model/parse.js';
import type { Company, Contact, Id } from '../model/records.js';
import { accepted, refused, type Decision, type RulesView } from './decision.js';
import { defaultStatusId, statusChoiceBlockers, statusOnReturn } from './lead-status.js';
import { reason, type Reason } from './reasons.js';

type ContactPatch = Partial<Omit<Contact, 'id' | 'version'>>;

/** L4, L8: a new contact; with a company that has lead status it starts with the default status, or the one given. */
export function decideCreateContact(view: RulesView, id: Id, draft: ContactPatch): Decision<Id> {
  const faults = contactFaults(view, id, draft, emptyContact({ id, ...draft }));
  if (faults.length > 0) return refused(...faults);
  const company = companyOf(view, draft.companyId ?? null);
  const statusId = draft.leadStatusId ?? null;
  if (statusId !== null) {
    const blockers = statusChoiceBlockers({ id, leadStatusId: null }, company, statusId, view.setup);
    if (blockers.length > 0) return refused(...blockers);
  }
  const inForce = company !== undefined && hasLeadStatus(company, view.setup);
  const leadStatusId = inForce ? (statusId ?? defaultStatusId(view.setup)) : null;
  return accepted([created('contact', emptyContact({ ...draft, id, leadStatusId }))], id);
}

/**
 * L5–L8: a change of a contact's own fields. Moving it to another company follows the rules of a company that moves:
 * into lead status gives the default, out of it retains.
 */
export function decideUpdateContact(view: RulesView, id: Id, patch: ContactPatch): Decision {
  const contact = view.contact(id);
  if (!contact) return refused(reason('record-not-found', [{ entity: 'contact', id }]));
  const wanted = differing(contact, patch as Partial<Contact>);
  if (!wanted) return accepted([]);
  const faults = contactFaults(view, id, wanted, { ...contact, ...wanted });
  if (faults.length > 0) return refused(...faults);

  const companyBefore = companyOf(view, contact.companyId);
  const companyAfter = wanted.companyId === undefined ? companyBefore : companyOf(view, wanted.companyId);
  if (wanted.leadStatusId !== undefined) {
    const blockers = statusChoiceBlockers(contact, companyAfter, wanted.leadStatusId, view.setup);
    return blockers.length > 0 ? refused(...blockers) : accepted([updated('contact', id, wanted)]);
  }
  // Naming the retained status again is a choice, too: it is no difference, but it is not reset either.
  const comesIntoForce =
    patch.leadStatusId === undefined && !inForce(view, companyBefore) && inForce(view, companyAfter);
  const status = comesIntoForce
    ? differing(contact, { leadStatusId: statusOnReturn(contact, view.setup) })
    : undefined;
  return accepted([updated('contact', id, { ...wanted, ...status })]);
}

/** L1, L3, L7, L9: sets the status of one or many contacts. Those that a rule excludes are named and left alone. */
export function decideSetLeadStatus(
  view: RulesView,
  ids: readonly Id[],
  statusId: Id | null,
): Decision<{ readonly refused: readonly { readonly id: Id; readonly reasons: readonly Reason[] }[] }> {
  const changes: Change[] = [];
  const exceptions: { id: Id; reasons: readonly Reason[] }[] = [];
  for (const id of new Set(ids)) {
    const decision = decideUpdateContact(view, id, { leadStatusId: statusId });
    // An unchanged value is no change, but a hidden field stays closed even then (L7).
    const contact = view.contact(id);
    const blockers =
      contact && statusChoiceBlockers(contact, companyOf(view, contact.companyId), statusId, view.setup);
    if (!decision.ok) exceptions.push({ id, reasons: decision.reasons });
    else if (blockers && blockers.length > 0) exceptions.push({ id, reasons: blockers });
    else changes.push(...decision.changes);
  }
  const nothingAllowed = exceptions.length > 0 && exceptions.length === new Set(ids).size;
  return nothingAllowed
    ? refused(...exceptions.flatMap((each) => each.reasons))
    : accepted(changes, { refused: exceptions });
}

function companyOf(view: RulesView, companyId: Id | null): Company | undefined {
  return companyId === null ? undefined : view.company(companyId);
}

function inForce(view: RulesView, company: Company | undefined): boolean {
  return company !== undefined && hasLeadStatus(company, view.setup);
}

function contactFaults(view: RulesView, id: Id, patch: ContactPatch, result: Contact): Reason[] {
  const ref = [{ entity: 'contact', id }] as const;
  const faults: Reason[] = [];
  // L8: hosts without types reach for these; the contact has no category of its own.
  if ('categoryId' in patch || 'category' in patch) faults.push(reason('category-inherited', ref));
  const parsed = parseRow('contact', result);
  if (!parsed.ok)
    faults.push(
      ...parsed.faults.map(({ path, message }) => reason('field-invalid', ref, { field: path, message })),
    );
  else if (!result.firstName.trim() && !result.lastName.trim()) {
    faults.push(
      reason('field-invalid', ref, {
        field: '/lastName',
        message: 'A contact needs a first or a last name.',
      }),
    );
  }
  if (patch.companyId != null && !view.company(patch.companyId)) {
    faults.push(reason('record-not-found', [{ entity: 'company', id: patch.companyId }]));
  }
  return faults;
}
