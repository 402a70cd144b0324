import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import { loaded } from '../test/helpers/loaded.js';
import { defaultLeadStatuses, emptyCompany, emptyContact } from '../src/model/defaults.js';
import { LeadStore } from '../src/store/lead-store.js';
import { AdapterError, type LeadAdapter } from '../src/store/port.js';

const firstNames = [
  'Ada',
  'Grace',
  'Linus',
  'Barbara',
  'Edsger',
  'Margaret',
  'Donald',
  'Frances',
  'Ken',
  'Radia',
];
const lastNames = [
  'Aasen',
  'Berg',
  'Dahl',
  'Eriksen',
  'Falk',
  'Grieg',
  'Holm',
  'Iversen',
  'Krogh',
  'Lund',
  'Moe',
];
const titles = [
  'CTO',
  'Head of purchasing',
  'Marketing manager',
  null,
  'Developer',
  'Chief executive officer',
];
const owners = ['Ida Berg', 'Jonas Falk', 'Kari Nordmann', null];
const categories = ['lead', 'mql', 'opportunity', 'lead', 'customer', 'mql', 'lost-opportunity'];
const names = [
  'Acme Nordic AS',
  'Globex GmbH',
  'Initech',
  'Hooli',
  'Umbrella',
  'Stark Industrier',
  'Wonka',
  'Tyrell',
];
const cities = ['Oslo', 'Köln', 'Bergen', 'Stockholm'];
const statuses = ['1', '2', '1', '5', '4', '1', '2', '1'];

/** A sales department's leads: several columns of several cards, some of them with a retained status. */
export function boardRows(contacts = 60) {
  return {
    companies: names.map((name, index) =>
      emptyCompany({
        id: `c${index}`,
        name,
        categoryId: categories[index % categories.length]!,
        city: cities[index % cities.length]!,
        country: 'Norway',
        owner: owners[index % owners.length]!,
      }),
    ),
    contacts: Array.from({ length: contacts }, (_, index) =>
      emptyContact({
        id: `p${index}`,
        companyId: index % 23 === 22 ? null : `c${index % names.length}`,
        firstName: firstNames[index % firstNames.length]!,
        lastName: lastNames[(index * 7) % lastNames.length]! + (index < 110 ? '' : ` ${index}`),
        title: titles[index % titles.length]!,
        email: `person${index}@example.com`,
        leadStatusId: index % 23 === 22 ? null : statuses[index % statuses.length]!,
      }),
    ),
    leadStatuses: defaultLeadStatuses,
  };
}

export async function boardStore(
  rows: object = boardRows(),
  adapt = (adapter: LeadAdapter) => adapter,
): Promise<LeadStore> {
  const adapter = adapt(createMemoryAdapter(rows));
  const store = new LeadStore({ adapter });
  await loaded(store, adapter);
  return store;
}

/** A backend that takes its time, and then says no. */
export function refusing(adapter: LeadAdapter): LeadAdapter {
  return {
    read: (options) => adapter.read(options),
    save: async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      throw new AdapterError('unavailable', 'connect ETIMEDOUT');
    },
  };
}

/** A backend that takes its time. */
export function slow(adapter: LeadAdapter): LeadAdapter {
  return {
    read: (options) => adapter.read(options),
    async save(changes, options) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return adapter.save(changes, options);
    },
  };
}
