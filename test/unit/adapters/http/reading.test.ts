import { describe, expect, it } from 'vitest';
import { everything } from '../../../../src/criteria/types.js';
import type { LeadAdapter } from '../../../../src/store/port.js';
import { FakeBackend, json, never, problem, readAll, text, type Answer } from './fake-backend.js';

const setup = {
  settings: { id: 'settings' },
  categories: [{ id: 'lead', name: 'Lead' }],
  leadStatuses: [],
  selections: [],
};
const rows = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

/** Pages by cursor, as a good backend gives them. */
const pages =
  (all: readonly unknown[], expected?: number): Answer =>
  ({ path }) => {
    const query = new URLSearchParams(path.split('?')[1]);
    const [from, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit'))];
    const next = from + limit < all.length ? String(from + limit) : undefined;
    return Response.json({ rows: all.slice(from, from + limit), next, expected });
  };
const backend = () =>
  new FakeBackend()
    .on('GET /setup', json(setup))
    .on('GET /companies', pages(rows('a', 'b', 'c')))
    .on('GET /contacts', pages(rows('x')));

const declaredBy = async (adapter: LeadAdapter) =>
  typeof adapter.capabilities === 'function' ? adapter.capabilities({ signal: never }) : adapter.capabilities;

describe('A1: what a backend can do', () => {
  it('is what it declares', async () => {
    const declared = { protocol: 1, watch: false, save: { contact: ['update'] } };
    const adapter = new FakeBackend().on('GET /capabilities', json(declared)).adapter();
    expect(await declaredBy(adapter)).toMatchObject(declared);
  });

  it('is reading and saving where it declares nothing', async () => {
    const adapter = new FakeBackend().adapter();
    expect(await declaredBy(adapter)).toEqual({
      watch: false,
      preferences: false,
    });
  });

  it('is nothing where it speaks another protocol, or can not be asked', async () => {
    for (const answer of [json({ protocol: 2 }), problem(403)]) {
      const adapter = new FakeBackend().on('GET /capabilities', answer).adapter();
      await expect(declaredBy(adapter)).rejects.toThrow(/protocol|403/);
    }
  });
});

describe('reading everything', () => {
  it('is settings and lists, then the records page by page, with their number', async () => {
    const fake = backend()
      .on('GET /companies', pages(rows('a', 'b', 'c'), 3))
      .on('GET /contacts', pages(rows('x'), 1));
    expect(await readAll(fake.adapter({ pageSize: 2 }))).toEqual([
      { ...setup, expected: 6 },
      { companies: rows('a', 'b'), expected: 6 },
      { companies: rows('c'), expected: 6 },
      { contacts: rows('x'), expected: 6 },
    ]);
    expect(fake.paths).toEqual([
      'GET /companies?limit=2',
      'GET /contacts?limit=2',
      'GET /setup',
      'GET /companies?limit=2&after=2',
    ]);
  });

  it('says no number where one list does not', async () => {
    const fake = backend().on('GET /contacts', pages(rows('x'), 1));
    expect((await readAll(fake.adapter())).map(({ expected }) => expected)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('leaves out what nobody wants', async () => {
    const fake = backend();
    await readAll(fake.adapter(), ['category', 'selection']);
    expect(fake.paths).toEqual(['GET /setup']);
    const records = backend();
    expect(await readAll(records.adapter(), ['contact'])).toEqual([{}, { contacts: rows('x') }]);
    expect(records.paths).toEqual(['GET /contacts?limit=2000']);
  });

  it('asks for the next page while the one before is worked on', async () => {
    const fake = backend();
    const reading = fake
      .adapter({ pageSize: 1 })
      .read({ signal: never, entities: ['company'] }) as AsyncGenerator;
    await reading.next();
    await reading.next();
    expect(fake.paths).toEqual(['GET /companies?limit=1', 'GET /companies?limit=1&after=1']);
    await reading.return(undefined);
  });

  it('who stops listening stops the requests that are under way', async () => {
    const first = json({ rows: rows('a'), next: '1' });
    const fake = backend()
      .on('GET /companies', first, 'silence')
      .on('GET /contacts', json({ rows: [] }));
    const reading = fake
      .adapter()
      .read({ signal: never, entities: ['company', 'contact'] }) as AsyncGenerator;
    await reading.next();
    await reading.next();
    expect(fake.open).toBe(1);
    await reading.return(undefined);
    await new Promise((resolve) => setTimeout(resolve));
    expect(fake.open).toBe(0);
  });

  it.each<[string, Answer, RegExp]>([
    [
      'a cursor that comes again',
      json({ rows: [], next: 'x' }),
      /limit=2000&after=x gave the cursor "x" twice/,
    ],
    [
      'a page that comes again',
      ({ path }) => Response.json({ rows: rows('a'), next: path }),
      /gave the record "a" twice/,
    ],
    ['a record twice on a page', json({ rows: rows('a', 'b', 'a') }), /gave the record "a" twice/],
    ['fewer rows than promised', json({ rows: rows('a'), expected: 3 }), /1 of 3 companies/],
    ['rows that are none', json({ rows: 'many' }), /"\/rows" must be a list/],
    ['a cursor that is none', json({ rows: [], next: {} }), /"\/next" must be text/],
  ])('%s is noticed and named', async (_, answer, message) => {
    await expect(readAll(backend().on('GET /companies', answer).adapter())).rejects.toMatchObject({
      name: 'AdapterError',
      message: expect.stringMatching(message) as string,
    });
  });

  it('a page that was garbled once is asked for again', async () => {
    const garbled = json({ rows: rows('a', 'a') });
    for (const once of [garbled, text('{"rows": [{"id"')]) {
      const fake = backend().on('GET /companies', once, pages(rows('a', 'b')));
      expect(await readAll(fake.adapter(), ['company'])).toMatchObject([{}, { companies: rows('a', 'b') }]);
    }
  });

  it('A4: rows that are no records go on to the store, which reports them', async () => {
    const odd = [null, 7, {}, {}, { id: {} }];
    const fake = backend().on('GET /companies', json({ rows: odd }));
    expect(await readAll(fake.adapter(), ['company'])).toMatchObject([{}, { companies: odd }]);
  });

  it('fails as a whole when one part does', async () => {
    await expect(readAll(backend().on('GET /setup', problem(403)).adapter())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});

describe('questions', () => {
  const question = { of: 'company', criteria: everything, timeZone: 'UTC' } as const;
  const options = { signal: never };

  it('are sent as they are', async () => {
    const page = { ids: ['a'], rows: { companies: rows('a') }, next: 'c', total: { atLeast: 50 } };
    const groups = [{ value: 'lead', count: 2, groups: [{ value: null, count: 2 }] }];
    const fake = new FakeBackend().on('POST /query', json(page)).on('POST /groups', json({ groups }));
    const query = { ...question, sort: [], limit: 50, after: 'b' };
    expect(await fake.adapter().query!(query, options)).toEqual(page);
    expect(await fake.adapter().groups!({ ...question, groupBy: ['company.category'] }, options)).toEqual(
      groups,
    );
    expect(fake.requests.map(({ body }) => body)).toEqual([
      query,
      { ...question, groupBy: ['company.category'] },
    ]);
  });

  it('numbers as ids become text, null is as good as not there', async () => {
    const answer = { ids: [7], rows: { companies: [{ id: 7 }], contacts: null }, next: null, total: null };
    const fake = new FakeBackend().on('POST /query', json(answer));
    expect(await fake.adapter().query!({ ...question, sort: [], limit: 1 }, options)).toEqual({
      ids: ['7'],
      rows: { companies: [{ id: 7 }] },
    });
  });

  it.each([
    [
      'half of the rows',
      { ids: ['a', 'b'], rows: { companies: rows('a') } },
      /"\/rows\/companies" must hold a row for each/,
    ],
    [
      'an id twice',
      { ids: ['a', 'a'], rows: { companies: rows('a', 'a') } },
      /"\/ids" must hold no id twice/,
    ],
    ['a total that is none', { ids: [], rows: {}, total: { exact: -1 } }, /"\/total" must be/],
    ['an id that is none', { ids: [{}], rows: {} }, /"\/ids\/0" must be an id/],
    ['no page', [], /"" must be an object/],
  ])('%s is noticed and named', async (_, answer, message) => {
    const adapter = new FakeBackend().on('POST /query', json(answer)).adapter();
    await expect(adapter.query!({ ...question, sort: [], limit: 2 }, options)).rejects.toThrow(message);
  });

  it('counts of one microtask go together', async () => {
    const count: Answer = ({ body }) =>
      Response.json({ totals: (body as { queries: unknown[] }).queries.map((_, at) => ({ exact: at })) });
    const fake = new FakeBackend().on('POST /count', count);
    const adapter = fake.adapter();
    const contacts = { ...question, of: 'contact' } as const;
    expect(await Promise.all([question, contacts].map((each) => adapter.count!(each, options)))).toEqual([
      { exact: 0 },
      { exact: 1 },
    ]);
    await adapter.count!(contacts, options);
    expect(fake.requests.map(({ body }) => body)).toEqual([
      { queries: [question, contacts] },
      { queries: [contacts] },
    ]);
    await Promise.all(Array.from({ length: 250 }, () => adapter.count!(question, options)));
    expect(fake.requests.slice(2).map(({ body }) => (body as { queries: [] }).queries.length)).toEqual([
      100, 100, 50,
    ]);
  });

  it('a count that is cancelled leaves the others alone; the last one ends the request', async () => {
    const fake = new FakeBackend().on('POST /count', 'silence');
    const adapter = fake.adapter();
    const [one, two] = [new AbortController(), new AbortController()];
    const counts = [one, two].map(({ signal }) => adapter.count!(question, { signal }));
    const settled = counts.map((count) => count.catch((error: unknown) => (error as { kind: string }).kind));
    await Promise.resolve();
    one.abort();
    expect(await settled[0]).toBe('cancelled');
    await expect.poll(() => fake.open).toBe(1);
    two.abort();
    expect(await settled[1]).toBe('cancelled');
    await expect.poll(() => fake.open).toBe(0);
  });

  it.each([{ totals: [] }, { totals: [1] }, { totals: ['unknown', 'unknown'] }, {}, null])(
    'totals that are %j are noticed',
    async (answer) => {
      const adapter = new FakeBackend().on('POST /count', json(answer)).adapter();
      await expect(adapter.count!(question, options)).rejects.toMatchObject({ kind: 'invalid' });
    },
  );
});

describe('preferences', () => {
  it('are kept by key; one that was never saved is undefined', async () => {
    const fake = new FakeBackend()
      .on('GET /preferences/grid%2Fcolumns', json(['a', 'b']))
      .on('PUT /preferences/grid%2Fcolumns', () => new Response(null, { status: 204 }));
    const { preferences } = fake.adapter();
    expect(await preferences!.read('grid/columns', { signal: never })).toEqual(['a', 'b']);
    expect(await preferences!.read('other', { signal: never })).toBeUndefined();
    await preferences!.save('grid/columns', ['b'], { signal: never });
    expect(fake.requests.at(-1)).toMatchObject({ method: 'PUT', body: ['b'] });
  });
});
