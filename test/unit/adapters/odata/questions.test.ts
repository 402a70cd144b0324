import { beforeEach, describe, expect, test } from 'vitest';
import { kitRows } from '../../../../src/adapters/kit/index.js';
import type { ODataAdapterOptions } from '../../../../src/adapters/odata/index.js';
import type { Criteria, CriteriaNode } from '../../../../src/criteria/types.js';
import { emptyContact } from '../../../../src/model/defaults.js';
import type { PageQuery } from '../../../../src/store/port.js';
import { crmAdapter, crmBase, crmMapping, crmService } from '../../../helpers/odata/crm.js';
import type { FakeService, ServiceOptions } from '../../../helpers/odata/service.js';

const { signal } = new AbortController();
const all: Criteria = { match: 'all', items: [] };
const query = (more: Partial<PageQuery> = {}): PageQuery => ({
  of: 'contact',
  criteria: all,
  sort: [],
  limit: 50,
  timeZone: 'Europe/Oslo',
  ...more,
});

let service: FakeService;
const connect = (options: Partial<ODataAdapterOptions> = {}, more: Partial<ServiceOptions> = {}) => {
  service = crmService(kitRows, more);
  return crmAdapter(service, options);
};

beforeEach(() => void connect());

/** What stands behind `$filter=` in the last request. */
const lastFilter = () =>
  new URL(crmBase + service.requests.at(-1)!.split(' ').slice(1).join(' ')).searchParams.get('$filter');

describe('[Q1–Q5] a filter', () => {
  const cases: readonly [what: string, items: readonly CriteriaNode[], filter: string][] = [
    [
      'folds text on both sides',
      [{ field: 'contact.lastName', operator: 'begins', value: 'ÆRØ' }],
      "startswith(tolower(Surname),'ærø')",
    ],
    [
      'heeds case where it is wanted',
      [{ field: 'contact.lastName', operator: 'isExactly', value: 'Ærø' }],
      "Surname eq 'Ærø'",
    ],
    [
      'doubles quotes',
      [{ field: 'contact.lastName', operator: 'is', value: "O'Neill" }],
      "tolower(Surname) eq 'o''neill'",
    ],
    [
      'includes what has no value where an operator says no',
      [{ field: 'contact.title', operator: 'notContains', value: 'CTO' }],
      "(Role eq null or not (contains(tolower(Role),'cto')))",
    ],
    [
      'excludes it where the line says so',
      [{ field: 'contact.title', operator: 'notContains', value: 'CTO', empty: 'exclude' }],
      "(not (Role eq null or Role eq '') and not (contains(tolower(Role),'cto')))",
    ],
    [
      'takes empty text for none',
      [{ field: 'contact.title', operator: 'isEmpty' }],
      "(Role eq null or Role eq '')",
    ],
    [
      'writes numbers as numbers',
      [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2', 'x'] }],
      'StageId in (1,2)',
    ],
    [
      'knows what nothing can be',
      [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['x'] }],
      'false',
    ],
    [
      'begins days in the zone of the asker',
      [{ field: 'contact.created', operator: 'on', value: '2026-03-29' }],
      '(CreatedAt ge 2026-03-28T23:00:00Z and CreatedAt lt 2026-03-29T22:00:00Z)',
    ],
    [
      'goes to the company',
      [{ field: 'company.country', operator: 'is', value: 'Norway' }],
      "tolower(Organisation/Country) eq 'norway'",
    ],
    [
      'asks for the categories of a group',
      [{ field: 'company.categoryGroup', operator: 'oneOf', value: ['customer', 'partner'] }],
      "Organisation/KindId in ('customer','partner')",
    ],
    [
      'takes "none of" down to the lines',
      [
        {
          match: 'none',
          items: [
            { field: 'contact.retired', operator: 'isYes' },
            { field: 'contact.title', operator: 'isEmpty' },
          ],
        },
      ],
      "((Left eq null or Left eq false) and not (Role eq null or Role eq ''))",
    ],
  ];

  test.each(cases)('%s', async (_what, items, filter) => {
    const adapter = connect();
    await adapter.query!(query({ criteria: { match: 'all', items } }), { signal });
    expect(lastFilter()).toBe(filter);
  });

  test('of a field that is not mapped is refused, and nothing is asked', async () => {
    const criteria: Criteria = {
      match: 'all',
      items: [{ field: 'contact.budget', operator: 'greater', value: 1 }],
    };
    const adapter = connect();
    await expect(adapter.query!(query({ criteria }), { signal })).rejects.toMatchObject({ kind: 'invalid' });
    expect(service.requests.filter((each) => each.includes('People'))).toEqual([]);
  });

  test('with half a character is refused: no address can hold it', async () => {
    const criteria: Criteria = {
      match: 'all',
      items: [{ field: 'contact.title', operator: 'is', value: '\uD800' }],
    };
    await expect(connect().query!(query({ criteria }), { signal })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  test('finds text in another normal form only where the service takes both for one', async () => {
    const criteria: Criteria = {
      match: 'all',
      items: [{ field: 'contact.lastName', operator: 'is', value: 'müller' }],
    };
    const found = async (canonical: boolean) =>
      (await connect({}, { abilities: { canonical } }).query!(query({ criteria }), { signal })).ids;
    expect(await found(true)).toEqual(['k-07', 'k-08']);
    expect(await found(false)).toEqual(['k-07']);
  });
});

describe('an order', () => {
  test('puts what has no value last, by an expression', async () => {
    const adapter = connect();
    const sort = [
      { field: 'contact.title', direction: 'descending' },
      { field: 'contact.leadStatus', direction: 'ascending' },
    ] as const;
    await adapter.query!(query({ sort }), { signal });
    expect(service.requests.at(-1)).toContain(
      "$orderby=(Role eq null or Role eq ''),Role desc,StageId eq null,Stage/Rank eq null,Stage/Rank,PersonId&",
    );
  });

  test('by id needs no second id', async () => {
    const adapter = connect();
    await adapter.query!(query({ sort: [{ field: 'contact.id', direction: 'descending' }] }), { signal });
    expect(service.requests.at(-1)).toContain('$orderby=PersonId desc&');
  });

  test('is left to a service that does that by itself', async () => {
    const adapter = connect({ service: { emptyLast: 'service' } });
    await adapter.query!(query({ sort: [{ field: 'contact.title', direction: 'descending' }] }), { signal });
    expect(service.requests.at(-1)).toContain('$orderby=Role desc,PersonId&');
  });

  test('is asked in two parts of a service whose order takes no expressions', async () => {
    const adapter = connect({ service: { emptyLast: 'parts' } }, { plainOrder: true });
    const sort = [{ field: 'contact.title', direction: 'descending' }] as const;
    const criteria: Criteria = { match: 'all', items: [{ field: 'contact.retired', operator: 'isNo' }] };
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await adapter.query!(query({ sort, criteria, limit: 4, after }), { signal });
      expect(page.ids.length).toBeGreaterThan(0);
      expect(page.total).toBeUndefined();
      ids.push(...page.ids);
      after = page.next;
    } while (after !== undefined);
    expect(ids).toEqual(['k-03', 'k-06', 'k-09', 'k-12', 'k-02', 'k-05', 'k-08', 'k-11', 'k-04', 'k-10']);
    expect(
      service.requests
        .filter((each) => each.includes('$orderby'))
        .map((each) => /\$filter=(.*?)&\$orderby=(.*?)&?(?=\$|$)/.exec(each)?.slice(1)),
    ).toEqual([
      ["(Left eq null or Left eq false) and not (Role eq null or Role eq '')", 'Role desc,PersonId'],
      expect.anything(),
      ["(Left eq null or Left eq false) and (Role eq null or Role eq '')", 'Role desc,PersonId'],
    ]);
    const can = await capabilitiesOf(adapter);
    expect(can.query!.contact).toMatchObject({ sortFields: 1, offset: false });
  });

  test('is not declared where the service can not, nor for ids whose order is that of a list', async () => {
    const can = await capabilitiesOf(connect({ service: { emptyLast: 'never' } }));
    expect(Object.values(can.query!.contact!.fields).some(({ sort }) => sort)).toBe(false);
    const plain = await capabilitiesOf(
      connect({
        mapping: {
          ...crmMapping,
          leadStatus: [],
          contact: { ...crmMapping.contact, properties: { leadStatusId: 'StageId' } },
        },
      }),
    );
    expect(plain.query!.contact!.fields['contact.leadStatus']!.sort).toBe(false);
  });
});

describe('pages', () => {
  const people = (count: number) => ({
    ...kitRows,
    contacts: Array.from({ length: count }, (_, at) =>
      emptyContact({ id: `p${String(at).padStart(3, '0')}` }),
    ),
  });

  test('are cut from portions that are larger than wanted', async () => {
    service = crmService(people(25), { pageSize: 10, heedsPageSize: false });
    const adapter = crmAdapter(service);
    const ids: string[] = [];
    let after: string | undefined;
    const sizes: number[] = [];
    do {
      const page = await adapter.query!(query({ limit: 4, after }), { signal });
      sizes.push(page.ids.length);
      ids.push(...page.ids);
      after = page.next;
    } while (after !== undefined);
    expect(sizes).toEqual([4, 4, 2, 4, 4, 2, 4, 1]);
    expect(new Set(ids).size).toBe(25);
  });

  test('are of the wanted size where the service heeds it', async () => {
    service = crmService(people(9), { pageSize: 100 });
    const adapter = crmAdapter(service);
    const first = await adapter.query!(query({ limit: 5 }), { signal });
    const second = await adapter.query!(query({ limit: 5, after: first.next! }), { signal });
    expect([first.ids.length, second.ids.length, second.next]).toEqual([5, 4, undefined]);
    expect(first.total).toEqual({ exact: 9 });
    expect(service.requests.filter((each) => each.includes('$skiptoken'))).toHaveLength(1);
  });

  test('are never fetched from another origin: the token would go there', async () => {
    const asked: string[] = [];
    const adapter = crmAdapter(
      {
        fetch: (request) => {
          asked.push(request.url);
          const body = { value: [], '@odata.nextLink': 'https://evil.example/odata/People?$skiptoken=1' };
          return Promise.resolve(Response.json(body));
        },
      },
      { token: () => 'secret' },
    );
    await expect(adapter.query!(query(), { signal })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('another origin') as unknown,
    });
    expect(asked.every((url) => url.startsWith(crmBase))).toBe(true);
  });

  test('that lead in a circle end in an error', async () => {
    const body = { value: [], '@odata.nextLink': 'People?$skiptoken=1' };
    const adapter = crmAdapter({ fetch: () => Promise.resolve(Response.json(body)) });
    const reading = adapter.read({ signal, entities: ['contact'] }) as AsyncIterable<unknown>;
    const all = async () => {
      for await (const _ of reading);
    };
    await expect(all()).rejects.toMatchObject({ kind: 'invalid' });
  });

  test.each([
    ['no collection', {}],
    ['something else in place of entities', { value: [1] }],
    ['an entity without its key', { value: [{ GivenName: 'Ada' }] }],
    ['an entity twice', { value: [{ PersonId: 'a' }, { PersonId: 'a' }] }],
  ])('that hold %s are refused', async (_what, answer) => {
    const adapter = crmAdapter({
      fetch: ({ url }) => Promise.resolve(Response.json(url.includes('/People') ? answer : { value: [] })),
    });
    await expect(adapter.query!(query(), { signal })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('a long question', () => {
  const ids = Array.from({ length: 300 }, (_, at) => `contact-${at}`);
  const criteria: Criteria = {
    match: 'all',
    items: [{ field: 'contact.id', operator: 'oneOf', value: [...ids, 'k-01'] }],
  };

  test('goes by POST where the service takes that', async () => {
    const adapter = connect({ service: { post: true } });
    expect((await adapter.query!(query({ criteria }), { signal })).ids).toEqual(['k-01']);
    expect(service.requests.at(-1)).toBe('POST People/$query');
  });

  test('goes by its address otherwise', async () => {
    const adapter = connect();
    expect((await adapter.query!(query({ criteria }), { signal })).ids).toEqual(['k-01']);
    expect(service.requests.at(-1)).toMatch(/^GET People\?/);
  });
});

describe('counts', () => {
  test('come without a record', async () => {
    const adapter = connect();
    const criteria: Criteria = { match: 'all', items: [{ field: 'contact.retired', operator: 'isYes' }] };
    expect(await adapter.count!({ of: 'contact', criteria, timeZone: 'UTC' }, { signal })).toEqual({
      exact: 3,
    });
    expect(service.requests.at(-1)).toBe('GET People?$filter=Left eq true&$top=0&$count=true');
  });

  test('by group add up the categories of it', async () => {
    const adapter = connect({ service: { apply: true } });
    const groups = await adapter.groups!(
      {
        of: 'contact',
        criteria: all,
        timeZone: 'UTC',
        groupBy: ['company.categoryGroup', 'contact.leadStatus'],
      },
      { signal },
    );
    expect(groups.find(({ value }) => value === 'potentialCustomer')).toEqual({
      value: 'potentialCustomer',
      count: 6,
      groups: [
        { value: '1', count: 2 },
        { value: '5', count: 1 },
        { value: '2', count: 3 },
      ],
    });
    expect(service.requests.at(-1)).toBe(
      'GET People?$apply=groupby((Organisation/KindId,StageId),aggregate($count as LeadkitCount))',
    );
  });
});

test('questions are not declared where the service answers none: everything is read', async () => {
  const adapter = connect({ service: { questions: false } });
  expect(await capabilitiesOf(adapter)).not.toHaveProperty('query');
});

async function capabilitiesOf(adapter: ReturnType<typeof connect>) {
  if (typeof adapter.capabilities !== 'function') throw new Error('The adapter asks nobody.');
  return adapter.capabilities({ signal });
}
