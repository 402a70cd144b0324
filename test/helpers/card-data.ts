import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import { defaultLeadStatuses, defaultSettings } from '../../src/model/defaults.js';
import type { Contact, HostField } from '../../src/model/records.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import type { Rows } from '../../src/store/port.js';
import { createSampleStore, sample } from './stores.js';

/** One field of the host for each type, on contacts, and one on companies. */
export const cardFields: readonly HostField[] = [
  { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
  { entity: 'contact', key: 'birthday', label: 'Birthday', type: 'date' },
  { entity: 'contact', key: 'newsletter', label: 'Newsletter', type: 'yesno' },
  {
    entity: 'contact',
    key: 'source',
    label: 'Lead source',
    type: 'list',
    options: [
      { id: 'web', label: 'Web' },
      { id: 'fair', label: 'Trade fair' },
      { id: 'fax', label: 'Fax', deleted: true },
    ],
  },
  { entity: 'contact', key: 'motto', label: 'Motto', type: 'text' },
  { entity: 'company', key: 'budget', label: 'Budget', type: 'number' },
];

/** The sample with the host's fields and a contact and a company that have everything filled in. */
export function cardRows(): Rows {
  const { companies, contacts, categories, leadStatuses } = structuredClone(sample);
  const full: Partial<Contact> = {
    phone: '+47 22 00 00 00',
    mobile: '+47 900 00 000',
    note: 'Met at the fair in Oslo.\nWants a demo in January.',
    extra: { score: 12.5, birthday: '1990-12-10', newsletter: true, source: 'web', motto: 'Compute' },
  };
  return {
    settings: { ...defaultSettings, fields: cardFields },
    categories: [...categories],
    leadStatuses: [...leadStatuses],
    companies: companies.map((company) =>
      company.id === 'acme'
        ? {
            ...company,
            business: 'Software',
            phone: '+47 22 11 22 33',
            email: 'post@acme.example',
            website: 'www.acme.example',
            extra: { budget: 1_250_000 },
          }
        : company,
    ),
    contacts: contacts.map((contact) => (contact.id === 'ada' ? { ...contact, ...full } : contact)),
  };
}

export function createCardStore(rows: Partial<Rows> = {}): Promise<LeadStore> {
  return createSampleStore(createMemoryAdapter({ ...cardRows(), ...rows }));
}

/** The statuses with one deleted; records that have it keep it (L9). */
export function statusesWithDeleted(id: string): Rows['leadStatuses'] {
  return defaultLeadStatuses.map((status) => (status.id === id ? { ...status, deleted: true } : status));
}
