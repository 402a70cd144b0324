import { createSetup, defaultLeadStatuses, emptyContact, hasLeadStatus, type Company, type Contact } from '../../src/model/index.js';
import { createDistinct, phone, slug } from './addresses.js';
import type { SampleCompany } from './companies.js';
import type { Moments } from './moments.js';
import type { Nation } from './nation.js';
import { nations } from './nations.js';
import type { Random } from './random.js';

const titles =
  'CEO,CFO,CTO,Managing director,Head of sales,Sales manager,Key account manager,Marketing manager,Purchaser,Head of purchasing,Project manager,Office manager,IT manager,Developer,Consultant,Warehouse manager,Owner,Board member,Assistant,Trainee'.split(',');

/** How many leads stand where, by rank: Open, Contacting, Disqualified, Re-nurture, Qualified. */
const statusWeights = [40, 25, 12, 10, 13];

const setup = createSetup();

export function makeContacts(
  count: number,
  companies: readonly SampleCompany[],
  random: Random,
  moments: Moments,
): readonly Contact[] {
  const distinctAddress = createDistinct();
  const crowd = crowdOf(companies, random);
  return Array.from({ length: count }, (_, index): Contact => {
    const company = random.chance(0.03) ? undefined : random.pick(crowd);
    const nation = company && random.chance(0.92) ? company.nation : random.pick(nations);
    const person = inventPerson(nation, random);
    const domain = company?.record.website?.slice('https://www.'.length) ?? 'mail.example';
    const { created, updated } = moments.pair(random);
    return emptyContact({
      id: `p${index + 1}`,
      companyId: company?.record.id ?? null,
      firstName: person.firstName,
      lastName: person.lastName,
      title: random.chance(0.15) ? null : random.pick(titles),
      email: random.chance(0.08) ? null : `${distinctAddress(person.address, domain)}@${domain}`,
      phone: random.chance(0.3) ? null : phone(nation, random),
      mobile: random.chance(0.4) ? null : phone(nation, random),
      leadStatusId: statusFor(company?.record, random),
      retired: random.chance(0.03),
      created,
      updated,
      extra: random.chance(0.3) ? {} : { newsletter: random.chance(0.35) },
    });
  });
}

/** A few companies have very many contacts, most have some, some have none. */
function crowdOf(companies: readonly SampleCompany[], random: Random): readonly SampleCompany[] {
  return companies.flatMap((company) => Array<SampleCompany>(Math.floor(random.next() ** 4 * 30)).fill(company));
}

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly address: string;
}

function inventPerson(nation: Nation, random: Random): Person {
  const own = nation.ownScript;
  if (own && random.chance(0.15)) {
    const [firstName, lastName, address] = random.pick(own.persons);
    return { firstName, lastName, address };
  }
  const firstName = random.pick(nation.firstNames);
  const lastName = random.pick(nation.lastNames);
  return { firstName, lastName, address: slug(`${firstName} ${lastName}`, '.') };
}

/** L1: contacts of companies with lead status mostly have one; elsewhere some have kept one from before (L7). */
function statusFor(company: Company | undefined, random: Random): string | null {
  const inForce = company !== undefined && hasLeadStatus(company, setup);
  const probability = inForce ? 0.95 : company ? 0.15 : 0;
  if (!random.chance(probability)) return null;
  return random.weighted(defaultLeadStatuses, (_status, rank) => statusWeights[rank] ?? 1).id;
}
