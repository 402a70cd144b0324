import { defaultCategories, emptyCompany, type Company } from '../../src/model/index.js';
import { createDistinct, phone, slug } from './addresses.js';
import type { Nation } from './nation.js';
import { nations } from './nations.js';
import { zipf, type Random } from './random.js';
import type { Moments } from './moments.js';

/** A company and the country that its people come from. */
export interface SampleCompany {
  readonly record: Company;
  readonly nation: Nation;
}

const businesses =
  'Agriculture,Construction,Consulting,Education,Energy,Finance,Food,Health care,IT,Logistics,Manufacturing,Media,Public sector,Retail,Tourism'.split(',');

/** Our side: those whom companies are assigned to. */
export const owners = [
  'Ida Bergqvist', 'Tomás Hellström', 'Mei Okonkwo', 'Sofie Lindahl', 'Jonas Weidner', 'Amira Castellan', 'Pieter Vossen', 'Zuzanna Frost',
];

const longName =
  'Vereinigte Ost- und Westfälische Werkzeugmaschinen-, Feinblech- und Präzisionsgetriebebau Nachfolger Schäfer & Söhne GmbH & Co. Kommanditgesellschaft';

export function makeCompanies(count: number, random: Random, moments: Moments): readonly SampleCompany[] {
  const distinctName = createDistinct();
  const taken = new Set<string>();
  const distinctDomain = createDistinct();
  const special = [
    ...nations.flatMap((nation) => (nation.ownScript?.companies ?? []).map((name) => ({ name, nation }))),
    { name: longName, nation: nations.find(({ country }) => country === 'Germany')! },
  ];
  return Array.from({ length: count }, (_, index): SampleCompany => {
    // Names that stretch a layout come early enough to be seen, but not first.
    const chosen = index % 9 === 4 ? special[(index - 4) / 9] : undefined;
    const nation = chosen?.nation ?? random.weighted(nations, (_nation, rank) => 1 / (rank + 4));
    const name = distinctName(chosen?.name ?? newName(nation, random, taken));
    taken.add(name);
    const domain = `${distinctDomain(slug(name, '-').slice(0, 40).replace(/-$/, '') || `firm-${index + 1}`)}.example`;
    const { created, updated } = moments.pair(random);
    const record = emptyCompany({
      id: `c${index + 1}`,
      name,
      categoryId: random.chance(0.04) ? null : random.weighted(defaultCategories, zipf).id,
      business: random.chance(0.08) ? null : random.pick(businesses),
      city: random.chance(0.03) ? null : random.pick(nation.cities),
      country: nation.country,
      phone: random.chance(0.1) ? null : phone(nation, random),
      email: random.chance(0.3) ? null : `post@${domain}`,
      website: random.chance(0.15) ? null : `https://www.${domain}`,
      owner: random.chance(0.05) ? null : random.weighted(owners, (_owner, rank) => 1 / (rank + 2)),
      created,
      updated,
      extra: random.chance(0.2) ? {} : { employees: Math.ceil(3 * Math.exp(random.next() * 7)) },
    });
    return { record, nation };
  });
}

/** A name that nobody has yet, if the country has one left after some tries. */
function newName(nation: Nation, random: Random, taken: ReadonlySet<string>): string {
  let name = inventName(nation, random);
  for (let tries = 0; taken.has(name) && tries < 20; tries++) name = inventName(nation, random);
  return name;
}

function inventName(nation: Nation, random: Random): string {
  const form = random.pick(nation.forms);
  const trade = random.pick(nation.trades);
  const family = random.pick(nation.lastNames);
  switch (random.below(4)) {
    case 0:
      return `${family} & ${random.pick(nation.lastNames)} ${form}`;
    case 1:
      return `${family} ${trade} ${form}`;
    default:
      return `${random.pick(nation.stems)} ${trade} ${form}`;
  }
}
