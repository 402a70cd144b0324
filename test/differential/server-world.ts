import { absoluteCriteria } from '../../src/criteria/absolute.js';
import type { Criteria } from '../../src/criteria/types.js';
import { parseRow } from '../../src/model/parse.js';
import type { Company, Contact, Value } from '../../src/model/records.js';
import type { RecordSource } from '../../src/query/types.js';
import type { CountQuery, GroupQuery, PageQuery } from '../../src/store/port.js';
import {
  below,
  pick,
  randomAsked,
  randomCompany,
  randomContact,
  setup,
  texts,
  type Random,
} from './world.js';

// One data set for every backend: random records as a backend holds them, after the model's parser.

/** Records of a backend, in memory. */
export interface Records extends RecordSource {
  readonly all: { readonly companies: readonly Company[]; readonly contacts: readonly Contact[] };
}

const companyCount = 40;
const contactCount = 260;

export function randomRecords(random: Random): Records {
  const ids = Array.from({ length: companyCount }, (_, index) => `c${index + 1}`);
  const companies = ids.map((id) => parsed('company', strange(random, randomCompany(random, id))));
  // Now and then a contact and a company have the same id: they are of different kinds.
  const contacts = Array.from({ length: contactCount }, (_, index) =>
    parsed(
      'contact',
      strange(random, randomContact(random, `${index % 13 === 0 ? 'c' : 'p'}${index + 1}`, ids)),
    ),
  );
  const [companyById, contactById] = [
    new Map(companies.map((each) => [each.id, each])),
    new Map(contacts.map((each) => [each.id, each])),
  ];
  return {
    setup,
    all: { companies, contacts },
    companies: () => companies,
    contacts: () => contacts,
    company: (id) => companyById.get(id),
    contact: (id) => contactById.get(id),
    contactsOf: (id) => contacts.filter(({ companyId }) => companyId === id),
  };
}

function parsed<Name extends 'company' | 'contact'>(entity: Name, row: unknown) {
  const result = parseRow(entity, row);
  if (!result.ok) throw new Error(`A random ${entity} is none: ${JSON.stringify(result.faults)}`);
  return result.record;
}

/** Now and then, a field of the host holds what its type does not allow: an adapter may have put it there. */
function strange<Row extends Company | Contact>(random: Random, row: Row): Row {
  const wrong: readonly Value[] = ['', '12', 'yes', 5, -0.5, true, false, '2020-02-30', '9', 'z', "'); --"];
  const extra = Object.fromEntries(
    Object.entries(row.extra).map(([key, value]) => [key, random() < 0.12 ? pick(random, wrong) : value]),
  );
  return { ...row, extra };
}

export interface ServerQuestion {
  readonly count: CountQuery;
  readonly page: PageQuery & { readonly offset: number };
  readonly groups: GroupQuery | undefined;
}

/** Some text anywhere, as a person looks for somebody: in fields of the contact and of the company, one of them. */
export function randomSearch(random: Random): ServerQuestion {
  const question = randomServerQuestion(random);
  if (question.count.of === 'company') return randomSearch(random);
  const places = ['contact.name', 'contact.firstName', 'contact.lastName', 'contact.email', 'company.name'];
  const operators = ['contains', 'begins', 'ends', 'is', 'isExactly'] as const;
  const long = texts.filter((text) => text.length >= 3);
  const lines = Array.from({ length: 2 + below(random, 3) }, () => ({
    field: pick(random, places),
    operator: pick(random, operators),
    value: pick(random, long),
  }));
  const { criteria } = question.count;
  const search: Criteria = { match: pick(random, ['any', 'any', 'none'] as const), items: lines };
  const together: Criteria = {
    match: pick(random, ['all', 'any', 'none'] as const),
    items: random() < 0.5 ? [search] : [search, criteria],
  };
  return {
    count: { ...question.count, criteria: together },
    page: { ...question.page, criteria: together },
    groups: question.groups && { ...question.groups, criteria: together },
  };
}

/** A question as it arrives at a backend: without relative dates (Q5). */
export function randomServerQuestion(random: Random): ServerQuestion {
  const { question, now, timeZone } = randomAsked(random);
  const { of, sort = [], groupBy = [] } = question;
  const criteria = absoluteCriteria(question.criteria!, { now, timeZone });
  const count: CountQuery = { of, criteria, timeZone };
  return {
    count,
    page: { ...count, sort, limit: pick(random, [20, 60, 200]), offset: below(random, 60) },
    groups: groupBy.length > 0 ? { ...count, groupBy } : undefined,
  };
}
