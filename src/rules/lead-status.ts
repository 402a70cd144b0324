import { hasLeadStatus } from '../model/fields.js';
import type { Company, Contact, Id, RecordRef, Setup } from '../model/records.js';
import { reason, type Reason } from './reasons.js';

/** L1, L8: why a company's contacts show no lead status; empty when they do. `undefined`: no company. */
export function leadStatusBlockers(company: Company | undefined, setup: Setup): readonly Reason[] {
  if (!company) return [reason('no-company')];
  if (hasLeadStatus(company, setup)) return [];
  const ofCompany: RecordRef = { entity: 'company', id: company.id };
  if (company.categoryId === null) return [reason('company-without-category', [ofCompany])];
  const records: RecordRef[] = [ofCompany, { entity: 'category', id: company.categoryId }];
  const category = setup.categories.get(company.categoryId);
  if (!category) return [reason('category-missing', records)];
  const code =
    category.group === 'potentialCustomer' ? 'category-lead-status-off' : 'category-not-potential-customer';
  return [reason(code, records)];
}

/** L4: what a lead starts with. Null when the administrator's default is missing. */
export function defaultStatusId(setup: Setup): Id | null {
  const id = setup.settings.defaultStatusId;
  return id !== null && setup.leadStatuses.has(id) ? id : null;
}

/** L5: what a contact gets when lead status comes (back) into force for it. */
export function statusOnReturn(contact: Pick<Contact, 'leadStatusId'>, setup: Setup): Id | null {
  return setup.settings.onReturn === 'retained' && contact.leadStatusId !== null
    ? contact.leadStatusId
    : defaultStatusId(setup);
}

/** L1, L7, L9: why a contact of `company` may not be given this status; empty when it may. */
export function statusChoiceBlockers(
  contact: Pick<Contact, 'id' | 'leadStatusId'>,
  company: Company | undefined,
  statusId: Id | null,
  setup: Setup,
): readonly Reason[] {
  const blockers = leadStatusBlockers(company, setup);
  if (blockers.length > 0) {
    return contact.leadStatusId === null
      ? blockers
      : [...blockers, reason('value-retained', [{ entity: 'contact', id: contact.id }])];
  }
  if (statusId === null || statusId === contact.leadStatusId) return [];
  const status = setup.leadStatuses.get(statusId);
  const ref: RecordRef = { entity: 'leadStatus', id: statusId };
  if (!status) return [reason('item-not-found', [ref], { id: statusId })];
  return status.deleted ? [reason('item-deleted', [ref], { name: status.name })] : [];
}
