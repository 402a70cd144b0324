import type { Company, Contact, Setup } from '../../src/model/records.js';
import { createSetup } from '../../src/model/defaults.js';
import type { RecordSource } from '../../src/query/types.js';

/** Records that do not change, as an engine reads them. */
export function recordSource(
  contacts: readonly Contact[],
  companies: readonly Company[] = [],
  setup: Setup = createSetup(),
): RecordSource {
  const contactsById = new Map(contacts.map((contact) => [contact.id, contact]));
  const companiesById = new Map(companies.map((company) => [company.id, company]));
  return {
    setup,
    contacts: () => contactsById.values(),
    companies: () => companiesById.values(),
    contact: (id) => contactsById.get(id),
    company: (id) => companiesById.get(id),
    contactsOf: (id) => contacts.filter((contact) => contact.companyId === id),
  };
}
