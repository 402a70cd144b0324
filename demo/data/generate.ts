import {
  defaultCategories,
  defaultLeadStatuses,
  defaultSettings,
  type Category,
  type Company,
  type Contact,
  type HostField,
  type LeadStatus,
  type Selection,
  type Settings,
} from '../../src/model/index.js';
import { makeCompanies } from './companies.js';
import { makeContacts } from './contacts.js';
import { momentsBefore } from './moments.js';
import { createRandom } from './random.js';
import { makeSelections } from './selections.js';

export interface SampleOptions {
  readonly companies?: number;
  readonly contacts?: number;
  /** The same seed and the same `now` give the same data. */
  readonly seed?: number;
  /** Records were created in the two years before. */
  readonly now: Date;
}

/** Rows for every entity, in the shape that adapters take. */
export interface Sample {
  readonly settings: Settings;
  readonly categories: readonly Category[];
  readonly leadStatuses: readonly LeadStatus[];
  readonly companies: readonly Company[];
  readonly contacts: readonly Contact[];
  readonly selections: readonly Selection[];
}

const fields: readonly HostField[] = [
  { entity: 'company', key: 'employees', label: 'Employees', type: 'number' },
  { entity: 'contact', key: 'newsletter', label: 'Newsletter', type: 'yesno' },
];

/**
 * Invents companies and their people: names of eleven countries, with all that makes names difficult; no real person
 * and no address that reaches anybody (RFC 2606 domains, film phone numbers).
 */
export function generateSample({ companies = 400, contacts = 5_000, seed = 1, now }: SampleOptions): Sample {
  const random = createRandom(seed);
  const moments = momentsBefore(now);
  const firms = makeCompanies(companies, random, moments);
  const people = makeContacts(contacts, firms, random, moments);
  return {
    settings: { ...defaultSettings, fields },
    categories: defaultCategories,
    leadStatuses: defaultLeadStatuses,
    companies: firms.map(({ record }) => record),
    contacts: people,
    selections: makeSelections(people, random, now.toISOString()),
  };
}
