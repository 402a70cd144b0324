import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import { contactName, type Company, type Contact } from '../../src/model/records.js';
import { LeadStore } from '../../src/store/lead-store.js';
import { createWorld, setup, surroundings } from '../data.js';

// The records of the query suite as a page has them, once as our store reads them and once as plain rows.

/** A contact with a company, as a row of a table. Null where there is no value. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly leadStatus: string;
  readonly companyName: string;
  readonly categoryGroup: string | null;
  readonly country: string | null;
  readonly owner: string | null;
  readonly created: string | null;
  readonly score: number;
}

export interface People {
  readonly contacts: readonly Contact[];
  readonly companies: readonly Company[];
}

/**
 * `n` contacts who all work somewhere, so that every side's order is plain to say: nobody is without a company.
 *
 * @param isWanted whether a contact of that company is
 */
export function createPeople(n: number, isWanted: (company: Company) => boolean = () => true): People {
  for (let size = Math.ceil(n * 1.2) + 50; ; size *= 2) {
    const world = createWorld(size);
    const companies = new Map(
      world.companies.filter(isWanted).map((company) => [company.id, company] as const),
    );
    const contacts = world.contacts.filter(({ companyId }) => companyId !== null && companies.has(companyId));
    if (contacts.length < n) continue;
    const taken = contacts.slice(0, n).map((contact) => ({ ...contact, retired: false }));
    return { contacts: taken, companies: [...companies.values()] };
  }
}

/** Written out: copies by spreading are slower to read in V8, which would flatter us. */
export function rowsOf({ contacts, companies }: People): PersonRow[] {
  const byId = new Map(companies.map((company) => [company.id, company]));
  return contacts.map((contact) => {
    const company = byId.get(contact.companyId ?? '');
    return {
      id: contact.id,
      name: contactName(contact),
      title: contact.title,
      email: contact.email,
      phone: contact.phone,
      leadStatus: contact.leadStatusId ?? '',
      companyName: company?.name ?? '',
      categoryGroup: setup.categories.get(company?.categoryId ?? '')?.group ?? null,
      country: company?.country ?? null,
      owner: company?.owner ?? null,
      created: contact.created,
      score: contact.extra['score'] as number,
    };
  });
}

/** A store that begins to read them. */
export function openStore({ contacts, companies }: People): LeadStore {
  const { fields } = setup.settings;
  const adapter = createMemoryAdapter({
    contacts,
    companies,
    categories: [...setup.categories.values()],
    leadStatuses: [...setup.leadStatuses.values()],
    settings: { ...setup.settings, fields },
  });
  return new LeadStore({ adapter, timeZone: surroundings.timeZone, now: surroundings.now });
}
