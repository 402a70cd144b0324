import { applyChange, type Change } from '../model/changes.js';
import type { Company, Contact, Id } from '../model/records.js';
import { decideCreateCompany } from '../rules/company-commands.js';
import { decideCreateContact } from '../rules/contact-commands.js';
import { accepted, type Decision, type RulesView } from '../rules/decision.js';
import type { Reason } from '../rules/reasons.js';

/** Creates companies and contacts of them in one step: the contacts' rules (L4, L7) see the companies of the same step. */
export function decideCreateMany(
  view: RulesView,
  companies: readonly (Partial<Company> & Pick<Company, 'id' | 'name'>)[],
  contacts: readonly (Partial<Contact> & Pick<Contact, 'id'>)[],
): Decision {
  const changes: Change[] = [];
  const reasons: Reason[] = [];
  const newCompanies = new Map<Id, Company>();
  const take = (decision: Decision<Id>) => {
    if (decision.ok) changes.push(...decision.changes);
    else reasons.push(...decision.reasons);
  };
  for (const draft of companies) {
    const decision = decideCreateCompany(view, draft.id, draft);
    take(decision);
    if (decision.ok) newCompanies.set(draft.id, applyChange<'company'>(undefined, decision.changes[0]!)!);
  }
  const extended: RulesView = {
    setup: view.setup,
    contact: (id) => view.contact(id),
    company: (id) => newCompanies.get(id) ?? view.company(id),
    contactsOf: (id) => view.contactsOf(id),
    usesOf: (list, id) => view.usesOf(list, id),
  };
  for (const draft of contacts) take(decideCreateContact(extended, draft.id, draft));
  return reasons.length > 0 ? { ok: false, reasons } : accepted(changes);
}
