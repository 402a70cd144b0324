import { createSetup } from '../src/model/defaults.js';
import type { Category, Company, Contact, HostField, Setup } from '../src/model/records.js';
import type { Surroundings } from '../src/query/types.js';
import { mulberry32, zipf, type Random } from './random.js';

// Skewed like a real customer base: few companies with many people, few common names and a long tail, most contacts
// in two of five statuses. The same for the same seed, on every machine.

export const seed = 20_261_115;

/** Rows travel in batches of this many, as they would over the wire. */
export const batchSize = 2_000;

/** What is asked is asked on this day; "the last 7 days" has to mean the same in every run. */
export const now = new Date('2026-11-15T12:00:00.000Z');
export const surroundings: Surroundings = { language: 'en', timeZone: 'Europe/Oslo', now: () => now };

const categories: readonly Category[] = (
  [
    ['lead', 'Lead', 'potentialCustomer', true],
    ['mql', 'Marketing qualified lead', 'potentialCustomer', true],
    ['opportunity', 'Opportunity', 'potentialCustomer', true],
    ['customer', 'Customer', 'customer', false],
    ['key-account', 'Key account', 'customer', false],
    ['former-customer', 'Former customer', 'lost', false],
    ['lost-opportunity', 'Lost opportunity', 'lost', false],
    ['partner', 'Partner', 'partner', false],
    ['supplier', 'Supplier', 'other', false],
    ['press', 'Press', 'none', false],
  ] as const
).map(([id, name, group, leadStatusEnabled], index) => ({
  id,
  name,
  group,
  leadStatusEnabled,
  description: null,
  rank: index + 1,
  deleted: false,
}));

export const sources = ['web', 'fair', 'referral', 'campaign', 'phone', 'partner', 'list', 'other'] as const;

const hostFields: readonly HostField[] = [
  { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
  {
    entity: 'contact',
    key: 'source',
    label: 'Source',
    type: 'list',
    options: sources.map((id) => ({ id, label: id })),
  },
];

export const setup: Setup = createSetup({ categories, settings: { fields: hostFields } });

/** Everything a run is about. Contacts and companies are in the order of their ids. */
export interface World {
  readonly n: number;
  readonly setup: Setup;
  readonly companies: readonly Company[];
  readonly contacts: readonly Contact[];
}

/** `n` contacts of n / 8 companies, each of which has been through JSON. */
export function createWorld(n: number): World {
  const contacts: Contact[] = [];
  for (const text of contactTexts(n)) for (const contact of parseBatch<Contact>(text)) contacts.push(contact);
  return { n, setup, companies: createCompanies(n), contacts };
}

export function createCompanies(n: number): Company[] {
  const companies: Company[] = [];
  for (const text of companyTexts(n))
    for (const company of parseBatch<Company>(text)) companies.push(company);
  return companies;
}

/** JSON as a backend would send it: arrays of up to `batchSize` rows. */
export function* contactTexts(n: number): Generator<string> {
  yield* inBatches(n, contactMaker(n));
}

export function* companyTexts(n: number): Generator<string> {
  yield* inBatches(companyCount(n), companyMaker());
}

export const parseBatch = <Row>(text: string) => JSON.parse(text) as Row[];

function* inBatches(count: number, make: (index: number) => unknown): Generator<string> {
  for (let start = 0; start < count; start += batchSize) {
    const rows: unknown[] = [];
    for (let index = start; index < Math.min(start + batchSize, count); index++) rows.push(make(index));
    yield JSON.stringify(rows);
  }
}

const companyCount = (n: number) => Math.max(1, Math.floor(n / 8));
const companyId = (index: number) => `c${String(index).padStart(6, '0')}`;
const contactId = (index: number) => `p${String(index).padStart(7, '0')}`;

function companyMaker(): (index: number) => Company {
  const random = mulberry32(seed);
  const category = zipf(categories.length, 0.7);
  const country = zipf(countries.length, 0.9);
  const business = zipf(businesses.length, 0.6);
  const owner = zipf(owners.length, 0.5);
  return (index) => {
    const [name, code] = at(countries, country(random));
    const domain = domainOf(index);
    const created = instant(random, 2_500);
    return {
      id: companyId(index),
      name: `${at(stems, below(random, stems.length))}${at(endings, below(random, endings.length))} ${at(trades, below(random, trades.length))} ${index}`,
      categoryId: at(categories, category(random)).id,
      business: at(businesses, business(random)),
      city: random() < 0.1 ? null : at(cities, below(random, cities.length)),
      country: random() < 0.04 ? null : name,
      phone: phone(random, code),
      email: `post@${domain}`,
      website: `https://www.${domain}`,
      owner: random() < 0.2 ? null : at(owners, owner(random)),
      created,
      updated: created,
      extra: {},
    };
  };
}

function contactMaker(n: number): (index: number) => Contact {
  const random = mulberry32(seed ^ n);
  const companies = companyCount(n);
  const size = zipf(companies, 0.4);
  const first = zipf(firstNames.length, 0.55);
  const last = zipf(lastNameCount, 0.77);
  const title = zipf(titles.length, 0.8);
  const status = zipf(5, 0.9);
  const source = zipf(sources.length, 0.8);
  return (index) => {
    const company = size(random);
    const firstName = at(firstNames, first(random));
    const lastName =
      random() < 0.1 ? `${lastNameOf(last(random))}-${lastNameOf(last(random))}` : lastNameOf(last(random));
    const created = instant(random, 2_200);
    const [, code] = at(countries, company % countries.length);
    return {
      id: contactId(index),
      companyId: random() < 0.04 ? null : companyId(company),
      firstName,
      lastName,
      title: random() < 0.15 ? null : at(titles, title(random)),
      email: emailOf(random, firstName, lastName, domainOf(company), index),
      phone: random() < 0.3 ? null : phone(random, code),
      mobile: random() < 0.4 ? null : phone(random, code),
      leadStatusId: String(1 + status(random)),
      retired: random() < 0.06,
      note: null,
      created,
      updated: later(random, created),
      extra: { score: Math.floor(100 * random() ** 1.5), source: at(sources, source(random)) },
    };
  };
}

function emailOf(random: Random, first: string, last: string, domain: string, index: number): string | null {
  const chance = random();
  if (chance < 0.015) return null;
  if (chance < 0.058) return `post@${domain}`;
  const local = `${ascii(first)}.${ascii(last)}`;
  return chance < 0.25 ? `${local}${index % 997}@${domain}` : `${local}@${domain}`;
}

const dayLength = 86_400_000;

/** Within the last `days` before `now`, more of them recent. */
function instant(random: Random, days: number): string {
  return new Date(now.getTime() - Math.floor(days * dayLength * random() ** 1.6)).toISOString();
}

function later(random: Random, created: string): string {
  const time = Date.parse(created);
  return new Date(time + Math.floor((now.getTime() - time) * random())).toISOString();
}

const phone = (random: Random, code: string) =>
  `${code} ${10 + below(random, 90)} ${10 + below(random, 90)} ${10 + below(random, 90)} ${10 + below(random, 90)}`;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item;

const domainOf = (company: number) =>
  `${ascii(at(stems, company % stems.length))}-${company.toString(36)}.${at(tlds, company % tlds.length)}`;

/** Of few names only: they would count as memory of whoever is measured. */
const folds = new Map<string, string>();

/** A name as people write it in an address. */
function ascii(name: string): string {
  let folded = folds.get(name);
  if (folded === undefined) {
    folded = name
      .toLowerCase()
      .replace(/[æä]/g, 'ae')
      .replace(/[øö]/g, 'o')
      .replace(/ł/g, 'l')
      .replace(/ß/g, 'ss')
      .normalize('NFD')
      .replace(/[^a-z-]/g, '');
    if (folds.size < 4_096) folds.set(name, folded);
  }
  return folded;
}

const words = (text: string) => text.trim().split(/\s+/);

const simpleFirst = words(`
  Anna Lars Ingrid Ole Åse Jan Kari Per Sofia Erik Maria Bjørn Emma Lukas Søren Hanna Aage Łucja Nora Jürgen Şeyma
  Haakon Liv Aase Øyvind Elif Marek Zoë Léa Ægir Håkon Günther Clara Mateusz Ida Jakob Freja Olof Signe Émile Åke
  Berit Tor Astrid Knut Solveig Gustav Magda Øystein Frida Leif Eva Kjell Agnes Rolf Alma Stig Maja Arne Tuva Nils
  Ella Henrik Sara Karl Thea Ivan Vilde Oskar Julie Filip Linnea`);
/** Simple ones first, then pairs. */
const firstNames: readonly string[] = [
  ...simpleFirst,
  ...simpleFirst.slice(0, 24).flatMap((one) => simpleFirst.slice(24, 48).map((other) => `${one} ${other}`)),
];

const stems = words(`
  Berg Lund Dahl Ek Strand Sol Nord Vester Øster Sand Stein Gran Lind Bjørk Ask Eng Fjell Haug Holm Hav Elv Aas Ås
  Kvam Lie Moen Myr Nes Rud Sæter Skog Sund Tveit Vang Vik Øver Ytter Åm Aal Brand Falk Gull Hjort Iver Jør Kling
  Lark Møl Niel Ol Pet Rosen Silver Thor Ul Wal Yng Zim Łab Şah Mül Schrö Køb Grøn Hvid Rød Blå Sten Kirk Kloster
  Borg Slott Brun Hell Mar Hansen Jensen Larsen Karl Lauritz Klar Polar Sjö Öst Väster Ång Böl Kow Nowak Demir Yıl`);
const endings = words(
  `- sen son berg dal dahl vik heim lund strand gård haug moen stad by nes rud holm bakken øy ås land mark feldt
   ström qvist gren mann ski oğlu ez er`,
).map((ending) => (ending === '-' ? '' : ending));
const lastNameCount = stems.length * endings.length;
/** Neighbours in popularity are not neighbours in the alphabet. */
const lastNameOf = (place: number) => {
  const mixed = (place * 7919) % lastNameCount;
  return `${at(stems, mixed % stems.length)}${at(endings, Math.floor(mixed / stems.length))}`;
};

const trades = words('AS AB GmbH ApS Oy Ltd Gruppen Data Bygg Handel Consult Foods Shipping Energi Media');
const tlds = words('no se dk de com net io eu');
const businesses = words(
  'Retail IT Construction Finance Health Education Transport Food Energy Media Legal Travel',
);
const cities = words(
  'Oslo Bergen Tromsø Ålesund Malmö Göteborg Århus København Berlin München Köln Łódź Gdańsk İzmir Lyon Aachen',
);
const titles = [
  'Sales manager',
  'Chief executive officer',
  'Buyer',
  'Engineer',
  'Daglig leder',
  'Salgssjef',
  'Geschäftsführerin',
  'Project manager',
  'Chief technology officer',
  'Marketing director',
  'Assistant',
  'Støttefunksjon',
];
const owners = [...simpleFirst.slice(0, 30)].map((first, index) => `${first} ${lastNameOf(index * 31)}`);
const countries = [
  ['Norway', '+47'],
  ['Germany', '+49'],
  ['Sweden', '+46'],
  ['Denmark', '+45'],
  ['Poland', '+48'],
  ['Netherlands', '+31'],
  ['Finland', '+358'],
  ['Türkiye', '+90'],
  ['France', '+33'],
  ['Åland', '+358'],
  ['Iceland', '+354'],
  ['Austria', '+43'],
] as const;
