import { describe, expect, test } from 'vitest';
import type { ODataAdapterOptions } from '../../../../src/adapters/odata/index.js';
import { defaultSettings } from '../../../../src/model/defaults.js';
import type { Question } from '../../../../src/query/types.js';
import { createStore } from '../../../helpers/backend-store.js';
import { many } from '../../../helpers/backend-world.js';
import { crmAdapter, crmMapping, crmService } from '../../../helpers/odata/crm.js';
import type { ServiceOptions } from '../../../helpers/odata/service.js';
import { watch } from '../../../helpers/settled.js';

// A store on an OData service, as the elements use it: what the one asks and the other answers fits together.

async function open(service: Partial<ServiceOptions>, options: Partial<ODataAdapterOptions>) {
  const crm = crmService({ ...many, settings: defaultSettings }, { batch: true, ...service });
  return { crm, store: await createStore(crmAdapter(crm, options)) };
}

const leads: Question = {
  of: 'contact',
  criteria: {
    match: 'all',
    items: [
      { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] },
      { field: 'contact.title', operator: 'notContains', value: 'TITLE 1' },
    ],
  },
  sort: [{ field: 'contact.lastName', direction: 'descending' }],
  groupBy: ['contact.leadStatus'],
  fields: ['contact.name', 'company.name', 'contact.leadStatus'],
  window: { offset: 0, limit: 20 },
};

describe('[A2] a store', () => {
  test.each([
    ['lets a rich service answer', {}, { service: { apply: true, batch: true } }],
    [
      'finishes in memory what a poor one can not',
      { refuses: ['$apply', '$count', '$top', '$skip'] },
      { service: { count: false, skip: false } },
    ],
    [
      'reads everything from one that answers nothing',
      { refuses: ['$filter', '$orderby', '$apply', '$count'] },
      { service: { questions: false } },
    ],
  ])('%s, and gives the same answer', async (_what, service, options) => {
    const { store } = await open(service, options);
    const answer = await watch(store, leads).until();
    expect(answer.error).toBeUndefined();
    const ofLeads = many.contacts.filter(({ companyId, title }) => {
      const category = many.companies.find(({ id }) => id === companyId)?.categoryId;
      return (category === 'lead' || category === 'mql') && !title?.includes('Title 1');
    });
    const expected = ofLeads
      .map(({ lastName }) => lastName)
      .sort()
      .reverse();
    expect(answer.rows.map(({ values }) => String(values['contact.name']).replace(/^\S+ /, ''))).toEqual(
      expected.slice(0, 20),
    );
    expect(answer.groups.reduce((sum, { count }) => sum + count, 0)).toBe(ofLeads.length);
  });
});

describe('[L5] a company that becomes a lead', () => {
  test('gets its contacts the default status, in one batch', async () => {
    const { crm, store } = await open({}, { service: { apply: true, batch: true } });
    expect(await store.setCategory('c1', 'lead')).toMatchObject({ status: 'done' });
    const people = crm.entities('People').filter((each) => each['OrganisationId'] === 'c1');
    expect(people.length).toBeGreaterThan(5);
    expect(new Set(people.map((each) => each['StageId']))).toEqual(new Set([1]));
    expect(crm.requests.filter((each) => /^(POST|PATCH)/.test(each))).toEqual(['POST $batch']);
  });
});

describe('[S6] two people', () => {
  test('who change different fields both have their way; of the same field a conflict is kept', async () => {
    const { crm, store } = await open({}, {});
    const other = await createStore(crmAdapter(crm));
    for (const each of [store, other])
      await watch(each, { ...leads, criteria: { match: 'all', items: [] } }).until();
    const load = (each: typeof store) => expect.poll(() => each.record('contact', 'p1').phase).toBe('ready');
    await Promise.all([load(store), load(other)]);
    expect(await other.updateContact('p1', { email: 'p1@example.org' })).toMatchObject({ status: 'done' });
    expect(await store.updateContact('p1', { title: 'Countess' })).toMatchObject({ status: 'done' });
    const person = () => crm.entities('People').find((each) => each['PersonId'] === 'p1');
    expect(person()).toMatchObject({ Mail: 'p1@example.org', Role: 'Countess' });
    await other.updateContact('p1', { title: 'Duchess' });
    expect(other.conflictOf('contact', 'p1')).toBeDefined();
    expect(person()).toMatchObject({ Role: 'Countess' });
  });
});

test('lists that the host gave as rows can not be changed', async () => {
  const mapping = { ...crmMapping, leadStatus: many.leadStatuses, category: many.categories, settings: {} };
  const { store } = await open({}, { mapping });
  expect(store.can('update', 'leadStatus')).toBe(false);
  expect(store.can('update', 'contact')).toBe(true);
});
