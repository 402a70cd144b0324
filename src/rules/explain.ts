import type { Company, Contact, RecordRef } from '../model/records.js';
import type { RulesView } from './decision.js';
import { leadStatusBlockers } from './lead-status.js';
import { reason, type Reason } from './reasons.js';

/** What a person can do with a field, and why not more. */
export interface Explanation {
  readonly state: 'editable' | 'readOnly' | 'hidden' | 'unknown';
  /** Empty for an ordinary editable field. The last ones may speak of rules that the backend broke (L13). */
  readonly reasons: readonly Reason[];
}

/** What is asked about: `leadStatus` and `category` of a contact have rules of their own. */
export interface FieldQuestion {
  readonly entity: 'contact' | 'company';
  readonly id: string;
  /** The key of the field, without the entity: `leadStatus`, `category`, `email` … */
  readonly field: string;
}

/** L1, L7, L8, L13: why a field is hidden or read-only. `unknown`: there is no such record. */
export function explain(view: RulesView, question: FieldQuestion): Explanation {
  const { entity, id } = question;
  if (entity === 'company') {
    const company = view.company(id);
    if (!company) return unknown(entity, id);
    return {
      state: 'editable',
      reasons: question.field === 'category' ? categoryBreaches(company, view) : [],
    };
  }
  const contact = view.contact(id);
  if (!contact) return unknown(entity, id);
  const company = contact.companyId === null ? undefined : view.company(contact.companyId);
  if (question.field === 'category' || question.field === 'categoryGroup')
    return explainCategory(contact, company);
  if (question.field === 'leadStatus') return explainLeadStatus(contact, company, view);
  return { state: 'editable', reasons: [] };
}

/** L8: it is the company's. Without a company there is none. */
function explainCategory(contact: Contact, company: Company | undefined): Explanation {
  if (!company) return { state: 'hidden', reasons: [reason('no-company', [contactRef(contact)])] };
  return {
    state: 'readOnly',
    reasons: [reason('category-inherited', [contactRef(contact), { entity: 'company', id: company.id }])],
  };
}

/** L1, L7. */
function explainLeadStatus(contact: Contact, company: Company | undefined, view: RulesView): Explanation {
  const blockers = leadStatusBlockers(company, view.setup);
  const breaches = statusBreaches(contact, view);
  if (blockers.length === 0) return { state: 'editable', reasons: breaches };
  const retained = contact.leadStatusId === null ? [] : [reason('value-retained', [contactRef(contact)])];
  return { state: 'hidden', reasons: [...blockers, ...retained, ...breaches] };
}

/** L13: a status that is in no list. */
function statusBreaches({ id, leadStatusId }: Contact, { setup }: RulesView): Reason[] {
  if (leadStatusId === null || setup.leadStatuses.has(leadStatusId)) return [];
  return [
    reason(
      'breaks-rule-in-backend',
      [
        { entity: 'contact', id },
        { entity: 'leadStatus', id: leadStatusId },
      ],
      { rule: 'L9', id: leadStatusId },
    ),
  ];
}

/** L13: a category that is in no list. */
function categoryBreaches({ id, categoryId }: Company, { setup }: RulesView): Reason[] {
  if (categoryId === null || setup.categories.has(categoryId)) return [];
  return [
    reason(
      'breaks-rule-in-backend',
      [
        { entity: 'company', id },
        { entity: 'category', id: categoryId },
      ],
      { rule: 'L9', id: categoryId },
    ),
  ];
}

/** L13: a hidden status (L7) that the backend changed all the same. Shown, and said. */
export function remoteBreach(
  before: Contact | undefined,
  after: Contact,
  view: RulesView,
): Reason | undefined {
  if (!before || before.leadStatusId === after.leadStatusId) return undefined;
  const companyOf = ({ companyId }: Contact) => (companyId === null ? undefined : view.company(companyId));
  const hidden = [before, after].every(
    (contact) => leadStatusBlockers(companyOf(contact), view.setup).length > 0,
  );
  return hidden
    ? reason('breaks-rule-in-backend', [contactRef(after)], { rule: 'L7', id: after.id })
    : undefined;
}

function unknown(entity: RecordRef['entity'], id: string): Explanation {
  return { state: 'unknown', reasons: [reason('record-not-found', [{ entity, id }])] };
}

function contactRef({ id }: Contact): RecordRef {
  return { entity: 'contact', id };
}
