import { createSetup } from '../../src/model/defaults.js';
import type { Company, Contact, Setup } from '../../src/model/records.js';
import type { RulesView } from '../../src/rules/decision.js';
import { sample } from './stores.js';

/** The records that a rule looks at, from plain lists. */
export function createView(
  parts: { setup?: Setup; companies?: readonly Company[]; contacts?: readonly Contact[] } = {},
): RulesView {
  const companies = new Map((parts.companies ?? sample.companies).map((each) => [each.id, each]));
  const contacts = new Map((parts.contacts ?? sample.contacts).map((each) => [each.id, each]));
  return {
    setup: parts.setup ?? createSetup(),
    company: (id) => companies.get(id),
    contact: (id) => contacts.get(id),
    contactsOf: (id) => [...contacts.values()].filter(({ companyId }) => companyId === id),
    usesOf: (list, id) =>
      list === 'category'
        ? [...companies.values()].filter(({ categoryId }) => categoryId === id).length
        : [...contacts.values()].filter(({ leadStatusId }) => leadStatusId === id).length,
  };
}
