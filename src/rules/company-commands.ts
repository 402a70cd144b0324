import { created, differing, updated, type Change } from '../model/changes.js';
import { emptyCompany } from '../model/defaults.js';
import { hasLeadStatus } from '../model/fields.js';
import { parseRow } from '../model/parse.js';
import type { Company, Contact, Id } from '../model/records.js';
import { accepted, refused, type Decision, type RulesView } from './decision.js';
import { statusOnReturn } from './lead-status.js';
import { reason, type Reason } from './reasons.js';

type CompanyPatch = Partial<Omit<Company, 'id' | 'version'>>;
export type Origin = 'person' | 'automation';

/** A new company. It has no contacts yet, so only the fields themselves can be wrong. */
export function decideCreateCompany(view: RulesView, id: Id, draft: CompanyPatch): Decision<Id> {
  const company = emptyCompany({ ...draft, id });
  const faults = companyFaults(view, draft, company);
  return faults.length > 0 ? refused(...faults) : accepted([created('company', company)], id);
}

/** L5–L7, L11: a change of a company. A change of category carries its consequences for the contacts with it. */
export function decideUpdateCompany(
  view: RulesView,
  id: Id,
  patch: CompanyPatch,
  origin: Origin = 'person',
): Decision {
  const company = view.company(id);
  if (!company) return refused(reason('record-not-found', [{ entity: 'company', id }]));
  const wanted = differing(company, patch as Partial<Company>);
  if (!wanted) return accepted([]);
  const after = { ...company, ...wanted };
  const faults = [...companyFaults(view, wanted, after), ...automationFaults(view, company, after, origin)];
  if (faults.length > 0) return refused(...faults);
  return accepted([updated('company', id, wanted), ...contactConsequences(view, company, after)]);
}

/** What a new category would do to a company's contacts; shown before it is saved. */
export interface CategoryPreview {
  readonly before: 'shown' | 'hidden';
  readonly after: 'shown' | 'hidden';
  readonly contacts: number;
  /** L5: contacts whose lead status would change, and to what. */
  readonly resets: readonly { readonly contactId: Id; readonly from: Id | null; readonly to: Id | null }[];
  /** L7: contacts whose value would be kept out of sight. */
  readonly retained: number;
}

/** L5–L7 as a look ahead; undefined when there is no such company. */
export function previewCategory(
  view: RulesView,
  companyId: Id,
  categoryId: Id | null,
): CategoryPreview | undefined {
  const company = view.company(companyId);
  if (!company) return undefined;
  const after = { ...company, categoryId };
  const contacts = [...view.contactsOf(companyId)];
  const shownBefore = hasLeadStatus(company, view.setup);
  const shownAfter = hasLeadStatus(after, view.setup);
  return {
    before: shownBefore ? 'shown' : 'hidden',
    after: shownAfter ? 'shown' : 'hidden',
    contacts: contacts.length,
    resets: contactsComingIntoForce(view, company, after).map(([contact, to]) => ({
      contactId: contact.id,
      from: contact.leadStatusId,
      to,
    })),
    retained:
      shownBefore && !shownAfter ? contacts.filter((contact) => contact.leadStatusId !== null).length : 0,
  };
}

/** L5: from a category without lead status to one with it. L6 and L7 change no contact. */
function contactConsequences(view: RulesView, before: Company, after: Company): Change[] {
  return contactsComingIntoForce(view, before, after).map(([contact, leadStatusId]) =>
    updated('contact', contact.id, { leadStatusId }),
  );
}

function contactsComingIntoForce(view: RulesView, before: Company, after: Company): [Contact, Id | null][] {
  if (hasLeadStatus(before, view.setup) || !hasLeadStatus(after, view.setup)) return [];
  return [...view.contactsOf(after.id)]
    .map((contact): [Contact, Id | null] => [contact, statusOnReturn(contact, view.setup)])
    .filter(([contact, status]) => contact.leadStatusId !== status);
}

/** L11: automations may not turn customers back into leads. */
function automationFaults(view: RulesView, before: Company, after: Company, origin: Origin): Reason[] {
  const groupOf = ({ categoryId }: Company) =>
    categoryId === null ? undefined : view.setup.categories.get(categoryId)?.group;
  const downgrade = groupOf(before) === 'customer' && groupOf(after) === 'potentialCustomer';
  return origin === 'automation' && downgrade
    ? [
        reason('automation-may-not-downgrade', [
          { entity: 'company', id: before.id },
          { entity: 'category', id: after.categoryId! },
        ]),
      ]
    : [];
}

function companyFaults(view: RulesView, patch: CompanyPatch, result: Company): Reason[] {
  const ref = [{ entity: 'company', id: result.id }] as const;
  const parsed = parseRow('company', result);
  if (!parsed.ok)
    return parsed.faults.map(({ path, message }) => reason('field-invalid', ref, { field: path, message }));
  if (!result.name.trim())
    return [reason('field-invalid', ref, { field: '/name', message: 'A company needs a name.' })];
  return patch.categoryId == null ? [] : categoryFaults(view, patch.categoryId);
}

/** L9: a deleted category stays where it is, but can't be chosen. */
function categoryFaults(view: RulesView, categoryId: Id): Reason[] {
  const category = view.setup.categories.get(categoryId);
  const records = [{ entity: 'category', id: categoryId }] as const;
  if (!category) return [reason('item-not-found', records, { id: categoryId })];
  return category.deleted ? [reason('item-deleted', records, { name: category.name })] : [];
}
