import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createODataAdapter,
  type ODataMapping,
  type ODataService,
} from '../../../../src/adapters/odata/index.js';
import { absoluteCriteria } from '../../../../src/criteria/absolute.js';
import { compileCriteria } from '../../../../src/criteria/evaluate.js';
import { simplifyCriteria } from '../../../../src/criteria/simplify.js';
import { isGroup, type Criteria, type CriteriaNode } from '../../../../src/criteria/types.js';
import type { Subject } from '../../../../src/model/fields.js';
import type { Company, Contact } from '../../../../src/model/records.js';
import { arbitraryCatalog, arbitrarySetup, clock, criteria, world } from '../../../helpers/arbitraries.js';
import { FakeService, type ServiceOptions } from '../../../helpers/odata/service.js';

// The filters that the adapter sends, asked of a service by the letter of the standard, against the rules of SPEC.

const base = 'https://crm.example/';
const text = 'Edm.String';
const instant = 'Edm.DateTimeOffset';

const sets: ServiceOptions['sets'] = {
  People: {
    key: 'Id',
    properties: {
      Id: text,
      OrganisationId: text,
      GivenName: text,
      Surname: text,
      Role: text,
      Stage: text,
      Left: 'Edm.Boolean',
      CreatedAt: instant,
      Vip: 'Edm.Boolean',
      Size: text,
    },
    navigation: { Organisation: { set: 'Organisations', by: 'OrganisationId' } },
  },
  Organisations: {
    key: 'Id',
    properties: {
      Id: text,
      Title: text,
      Kind: text,
      Country: text,
      CreatedAt: instant,
      Budget: 'Edm.Decimal',
      Fair: 'Edm.Date',
    },
  },
};

const mapping: ODataMapping = {
  contact: {
    set: 'People',
    key: 'Id',
    properties: {
      companyId: 'OrganisationId',
      firstName: 'GivenName',
      lastName: 'Surname',
      title: 'Role',
      leadStatusId: 'Stage',
      retired: 'Left',
      created: 'CreatedAt',
    },
    extra: { vip: 'Vip', size: 'Size' },
    company: 'Organisation',
  },
  company: {
    set: 'Organisations',
    key: 'Id',
    properties: { name: 'Title', categoryId: 'Kind', country: 'Country', created: 'CreatedAt' },
    extra: { budget: 'Budget', fair: 'Fair' },
  },
  category: [...arbitrarySetup.categories.values()],
  leadStatus: [...arbitrarySetup.leadStatuses.values()],
  settings: { ...arbitrarySetup.settings },
};

interface World {
  readonly contacts: readonly Contact[];
  readonly companies: readonly Company[];
}

function serviceOf({ contacts, companies }: World, options: Partial<ServiceOptions>): FakeService {
  const service = new FakeService({ base, sets, ...options });
  service.fill(
    'People',
    contacts.map((each) => ({
      Id: each.id,
      OrganisationId: each.companyId,
      GivenName: each.firstName,
      Surname: each.lastName,
      Role: each.title,
      // No value is no (SPEC, model): a service may have neither.
      Stage: each.leadStatusId,
      Left: each.retired || null,
      CreatedAt: each.created,
      Vip: each.extra['vip'],
      Size: each.extra['size'],
    })),
  );
  service.fill(
    'Organisations',
    companies.map((each) => ({
      Id: each.id,
      Title: each.name,
      Kind: each.categoryId,
      Country: each.country,
      CreatedAt: each.created,
      Budget: each.extra['budget'],
      Fair: each.extra['fair'],
    })),
  );
  return service;
}

/** Without what is refused: half a character, which no address can hold, and what is not declared. */
function askable(node: CriteriaNode, can: ODataService): CriteriaNode {
  if (isGroup(node)) return { ...node, items: node.items.map((item) => askable(item, can)) };
  const { value, operator } = node;
  return {
    ...node,
    ...(typeof value === 'string' && { value: value.replaceAll('\uD800', 'x') }),
    operator: operator === 'isExactly' && can.case === 'ignored' ? 'is' : operator,
  };
}

async function idsFrom(
  service: FakeService,
  of: Subject,
  asked: Criteria,
  timeZone: string,
  can: ODataService,
): Promise<readonly string[]> {
  const adapter = createODataAdapter({
    url: base,
    mapping,
    service: can,
    fetch: (input, init) => service.fetch(new Request(input, init)),
  });
  const { ids } = await adapter.query!(
    { of, criteria: asked, sort: [], limit: 1_000, timeZone },
    { signal: new AbortController().signal },
  );
  return ids;
}

const cases: readonly [name: string, can: ODataService, options: Partial<ServiceOptions>, runs: number][] = [
  ['OData 4.01', {}, {}, 1_000],
  ['OData 4.0, which has no "in"', { in: false }, { abilities: { in: false } }, 300],
  [
    'a database that does not heed case',
    { case: 'ignored' },
    { abilities: { caseless: true, functions: ['contains', 'startswith', 'endswith', 'concat'] } },
    300,
  ],
];

describe('[Q1–Q5] random criteria give the same records as in memory, asked of', () => {
  test.each(cases)('%s', { timeout: 60_000 }, async (_name, can, options, numRuns) => {
    await fc.assert(
      fc.asyncProperty(
        world,
        clock,
        fc
          .constantFrom('contact' as const, 'company' as const)
          .chain((of) => fc.tuple(fc.constant(of), criteria(of))),
        async (records, { now, timeZone }, [of, random]) => {
          const asked = absoluteCriteria(
            simplifyCriteria(askable(random, can) as Criteria, arbitraryCatalog),
            {
              now,
              timeZone,
            },
          );
          const context = { catalog: arbitraryCatalog, setup: arbitrarySetup, now, timeZone };
          const meets = compileCriteria(asked, context);
          const companies = new Map(records.companies.map((company) => [company.id, company]));
          const expected =
            of === 'contact'
              ? records.contacts.filter((contact) => meets(contact, companies.get(contact.companyId ?? '')))
              : records.companies.filter((company) => meets(company));
          const ids = await idsFrom(serviceOf(records, options), of, asked, timeZone, can);
          expect([...ids].sort()).toEqual(expected.map(({ id }) => id).sort());
        },
      ),
      { numRuns },
    );
  });
});
