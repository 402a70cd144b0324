import {
  defaultCategories,
  defaultLeadStatuses,
  defaultSettings,
  emptyCompany,
  emptyContact,
} from '../../model/defaults.js';
import type { Company, Contact, HostField } from '../../model/records.js';

// What the kit fills a backend with. Chosen so that mistakes show: two spellings of one letter, capitals, marks that
// mean something in SQL and in patterns, empty text beside none, instants around midnight, colleagues, loners.

const companies: readonly Company[] = [
  company('k-acme', {
    name: 'Acme Nordic AS',
    categoryId: 'lead',
    city: 'Oslo',
    country: 'Norway',
    owner: 'Ida Berg',
  }),
  company('k-globex', {
    name: 'GLOBEX GmbH',
    categoryId: 'mql',
    city: 'Köln',
    country: 'Germany',
    owner: 'Jonas',
  }),
  company('k-initech', { name: '100% Initech', categoryId: 'customer', city: 'Austin', country: 'USA' }),
  company('k-hooli', { name: 'Hooli_Test', city: 'Palo Alto', website: 'https://hooli.example/?a=1&b=2' }),
  company('k-ostrava', {
    name: "O'Strava; DROP",
    categoryId: 'partner',
    city: 'Ostrava',
    country: 'Czechia',
  }),
];

const people: readonly [first: string, last: string, company: string | null, status: string | null][] = [
  ['Ada', 'Lovelace', 'k-acme', '1'],
  ['Grace', 'Hopper', 'k-acme', '5'],
  ['Linus', 'Ærøskøbing', 'k-globex', '2'],
  ['Alan', 'Turing', 'k-initech', '4'],
  ['Edsger', 'Dijkstra', 'k-initech', null],
  ['Lonely', 'Planet', null, null],
  ['Jörg', 'Müller', 'k-globex', '1'],
  ['JO\u0308RG', 'MU\u0308LLER', 'k-hooli', '3'],
  ['Percy', '100%', 'k-hooli', '1'],
  ['Under', 'a_b', 'k-acme', '2'],
  ['Back', 'a\\b', 'k-acme', '2'],
  ['Quo', `"it's"`, 'k-ostrava', null],
  ['Ştefan', 'Łukasz', 'k-ostrava', '5'],
];

const contacts: readonly Contact[] = people.map(([firstName, lastName, companyId, leadStatusId], at) =>
  emptyContact({
    id: `k-${String(at + 1).padStart(2, '0')}`,
    firstName,
    lastName,
    companyId,
    leadStatusId,
    title: at % 3 === 0 ? null : at % 3 === 1 ? 'CTO' : 'Head of sales',
    email: at % 4 === 0 ? null : `${firstName.toLowerCase()}@example.org`,
    phone: at % 5 === 0 ? '+47 22 33 44 55' : null,
    retired: at % 6 === 0,
    note: at === 1 ? 'Two\nlines, <b>not bold</b> & done' : null,
    // One every seven hours: several fall on another day in a zone east or west of UTC.
    created: new Date(Date.UTC(2026, 2, 27, 20) + at * 7 * 3_600_000).toISOString(),
    updated: at % 4 === 3 ? null : new Date(Date.UTC(2026, 9, 24, 21) + at * 5 * 3_600_000).toISOString(),
  }),
);

function company(id: string, fields: Partial<Company>): Company {
  return emptyCompany({
    id,
    name: id,
    created: '2026-01-15T09:00:00.000Z',
    updated: '2026-01-15T09:00:00.000Z',
    ...fields,
  });
}

/** The kit's own rows, for backends that have to be filled by hand. */
export const kitRows = {
  settings: defaultSettings,
  categories: defaultCategories,
  leadStatuses: defaultLeadStatuses,
  companies,
  contacts,
  selections: [],
} as const;

const hostFields: readonly HostField[] = [
  { entity: 'contact', key: 'budget', label: 'Budget', type: 'number' },
  { entity: 'contact', key: 'newsletter', label: 'Newsletter', type: 'yesno' },
  { entity: 'contact', key: 'birthday', label: 'Birthday', type: 'date' },
  { entity: 'contact', key: 'hobby', label: 'Hobby', type: 'text' },
  {
    entity: 'company',
    key: 'size',
    label: 'Size',
    type: 'list',
    options: [
      { id: 's', label: 'Small' },
      { id: 'l', label: 'Large' },
    ],
  },
];

/** The same with fields that the host defines. */
export const hostFieldRows = {
  ...kitRows,
  settings: { ...defaultSettings, fields: hostFields },
  companies: companies.map((each, at) => ({ ...each, extra: at % 2 ? {} : { size: at % 4 ? 's' : 'l' } })),
  contacts: contacts.map((each, at) => ({
    ...each,
    extra: {
      ...(at % 3 ? { budget: (at - 4) * 2.5 } : {}),
      ...(at % 2 ? { newsletter: at % 4 === 1 } : {}),
      ...(at % 4 ? { birthday: `19${60 + at}-02-2${at % 9}` } : {}),
      ...(at % 5 ? { hobby: at % 2 ? 'Chess' : '' } : {}),
    },
  })),
};

/** Plain words only, so that every collation has them in the same order. */
export const sortableRows = {
  ...kitRows,
  contacts: ['Delta', 'Alfa', 'Echo', 'Bravo', 'Charlie', 'Alfa', 'Foxtrot', 'Bravo'].map((lastName, at) => ({
    ...contacts[at]!,
    id: `k-${9 - at}`,
    lastName,
    firstName: 'Sam',
    email: at % 3 ? `${lastName.toLowerCase()}@example.org` : null,
    // Against the order of the ids, so that nobody sorts by it without meaning to.
    title: at === 2 ? null : `Rank${String.fromCharCode(65 + at)}`,
  })),
};

/** More than fits on a page. */
export const manyRows = {
  ...kitRows,
  contacts: Array.from({ length: 57 }, (_, at) =>
    emptyContact({
      id: `k-${String(at * 7 + 100)}`,
      lastName: `Person${String.fromCharCode(65 + (at % 5))}`,
      firstName: 'Sam',
      companyId: companies[at % companies.length]!.id,
      leadStatusId: at % 4 ? String((at % 4) + 1) : null,
      created: '2026-01-15T09:00:00.000Z',
    }),
  ),
};
