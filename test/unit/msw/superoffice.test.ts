import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyContact } from '../../../src/model/defaults.js';
import { createFaults } from '../../../src/msw/index.js';
import { createSuperOffice, createSuperOfficeHandlers } from '../../../src/msw/superoffice/index.js';

// MSW 3 is made for Node 22; this is all that it misses in Node 20.
Promise.withResolvers ??= <Value>() => {
  let functions: Pick<PromiseWithResolvers<Value>, 'resolve' | 'reject'>;
  const promise = new Promise<Value>((resolve, reject) => (functions = { resolve, reject }));
  return { promise, ...functions! };
};

const url = 'https://sod.superoffice.com/Cust12345/api';
const contacts = [emptyContact({ id: '17', firstName: 'Ada', lastName: 'Lovelace', leadStatusId: '1' })];
const office = createSuperOffice({ contacts, now: () => new Date('2026-01-01T00:00:00Z') });
const faults = createFaults();
const server = setupServer(...createSuperOfficeHandlers({ url, office, faults }));
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

const ask = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${url}/v1/${path}`, init);
  return { status: response.status, body: (await response.json()) as unknown };
};
const patch = (body: unknown, headers: Record<string, string> = {}) =>
  ask('Person/17', {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  });

describe('MSW handlers of SuperOffice', () => {
  it('answer an archive in FULL mode, and in SLIM mode', async () => {
    const question = 'Archive/SimplePerson?$select=lastName,leadStatus&$filter=leadStatus oneOf (1)';
    expect((await ask(`${question}&$mode=full`)).body).toMatchObject({
      'odata.nextLink': null,
      value: [
        {
          PrimaryKey: '17',
          EntityName: 'person',
          Column: { leadStatus: { RawValue: 1, DisplayValue: 'Open' } },
        },
      ],
    });
    expect((await ask(question)).body).toMatchObject({
      value: [{ PrimaryKey: '17', lastName: 'Lovelace', leadStatus: 'Open' }],
    });
  });

  it('give names in all languages, or in the one that is asked for', async () => {
    const path = 'MDOList/categorygroup';
    expect((await ask(path)).body).toContainEqual(
      expect.objectContaining({ Id: 1, Name: 'NO:"Kunde";US:"Customer"' }),
    );
    const headers = { 'Accept-Language': 'nb-NO' };
    expect((await ask(path, { headers })).body).toContainEqual(
      expect.objectContaining({ Id: 1, Name: 'Kunde' }),
    );
  });

  it('take paths of a patch in any case, with a slash or without', async () => {
    expect((await patch([{ op: 'replace', path: '/title', value: 'CTO' }])).body).toMatchObject({
      Title: 'CTO',
    });
    expect((await patch({ TITLE: 'CEO' })).body).toMatchObject({ Title: 'CEO' });
  });

  it('answer 409 to a test that fails, 412 to what has changed, and say why', async () => {
    const conflict = await patch([{ op: 'test', path: 'LeadstatusId', value: 4 }]);
    expect(conflict).toMatchObject({
      status: 409,
      body: { Error: true, ErrorMessage: expect.stringContaining('LeadstatusId') as string },
    });
    const changed = await patch([], { 'If-Unmodified-Since': 'Thu, 01 Jan 2015 00:00:00 GMT' });
    expect(changed).toMatchObject({ status: 412, body: { Error: true } });
  });

  it('refuse an operator that they do not know, a column that is not there, a filter that is none', async () => {
    for (const filter of [
      "title soundsLike 'x'",
      "shoeSize is 'x'",
      "title is 'x",
      'title',
      "title is 'x' or",
      '(title is 1',
      'title in (,)',
    ])
      expect(await ask(`Archive/SimplePerson?$filter=${encodeURIComponent(filter)}`)).toMatchObject({
        status: 500,
        body: { Error: true },
      });
  });

  it('answer 403 to a token that has expired', async () => {
    office.token = 'new';
    expect(await ask('Person/17', { headers: { Authorization: 'Bearer old' } })).toMatchObject({
      status: 403,
      body: { ErrorMessage: 'The access token has expired' },
    });
    office.token = undefined;
  });

  it('fail on demand', async () => {
    faults.plan = { always: '500' };
    expect((await ask('Person/17')).status).toBe(500);
    faults.plan = {};
  });
});
