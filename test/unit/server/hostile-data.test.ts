import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { byName, everyone, origin } from './api.js';
import { onEveryBackend, sqlBackends, type BackendApi } from './backends.js';
import { listen } from './listen.js';

/** What breaks out of a text, a pattern, an array or a JSON document, if anything does. */
const injections = [
  `'; drop table contact; --`,
  `' or '1'='1`,
  `'; select pg_sleep(10); --`,
  `") ; delete from company; --`,
  `\\'; drop schema leadkit cascade; --`,
  `E'\\x27'`,
  `$$; drop table contact; $$`,
  `$1 $2 :name ? @p @@x`,
  `%`,
  `_`,
  `\\`,
  `%_\\%`,
  `{a,NULL}`,
  `{"a":null}`,
  `NULL`,
  `(,)`,
  `"contact"."id"`,
  `/* */ --`,
  `\u2028\u202e\u{1f600}\ufeff`,
  `İıſßK`,
  `\u0001\u001f\u007f`,
  'x'.repeat(1_900),
];

const all = (items: readonly object[]) => ({ match: 'all', items });
const line = (field: string, operator: string, value?: unknown) => all([{ field, operator, value }]);
const idsOf = async (api: BackendApi, of: string, criteria: object) => {
  const { status, body } = await api.ask('POST /query', {
    body: { of, criteria, timeZone: 'UTC', sort: [], limit: 100 },
  });
  expect(status).toBe(200);
  return body.ids as string[];
};

onEveryBackend((createApi) => {
  describe('SQL in every field', { timeout: 60_000 }, () => {
    it('is kept as it is, and found as what it is', async () => {
      const api = await createApi();
      const before = (await api.ask('GET /contacts')).body.rows.length as number;
      for (const text of injections) {
        const id = text;
        const company = {
          ...{ id, name: text, business: text, city: text, country: text, phone: text, email: text },
          ...{ website: text, owner: text, extra: { [text]: text } },
        };
        const contact = {
          ...{ id, companyId: id, firstName: text, lastName: text, title: text, email: text, phone: text },
          ...{ mobile: text, note: text, extra: { [text]: text } },
        };
        const path = encodeURIComponent(id);
        expect((await api.write('POST /companies', { body: company })).status).toBe(201);
        expect((await api.write('POST /contacts', { body: contact })).status).toBe(201);
        expect((await api.ask(`GET /companies/${path}`)).body).toMatchObject(company);
        expect((await api.ask(`GET /contacts/${path}`)).body).toMatchObject(contact);
        for (const operator of ['is', 'isExactly', 'contains', 'begins', 'ends'])
          expect(await idsOf(api, 'contact', line('contact.title', operator, text))).toContain(id);
        expect(await idsOf(api, 'contact', line('contact.title', 'is', text))).toEqual([id]);
        const changed = await api.write(`PATCH /contacts/${path}`, {
          body: { note: `${text}!` },
          ifMatch: '*',
        });
        expect(changed.body.note).toBe(`${text}!`);
        const preference = { body: { [text]: text }, unknown: true };
        expect((await api.ask(`PUT /preferences/${path}`, preference)).status).toBe(204);
        expect((await api.ask(`GET /preferences/${path}`, { unknown: true })).body).toEqual({ [text]: text });
      }
      const sort = [{ field: 'contact.title', direction: 'descending' }];
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const { status, body } = await api.ask('POST /query', {
          body: { ...everyone, sort, limit: 5, after },
        });
        expect(status).toBe(200);
        ids.push(...body.ids);
        after = body.next;
      } while (after);
      expect(ids).toHaveLength(before + injections.length);
      expect(new Set(ids)).toEqual(new Set([...ids, ...injections]));
      const groupBy = ['company.name', 'contact.title'];
      expect((await api.ask('POST /groups', { body: { ...everyone, groupBy } })).status).toBe(200);
      for (const id of injections)
        expect((await api.write(`DELETE /contacts/${encodeURIComponent(id)}`, { ifMatch: '*' })).status).toBe(
          204,
        );
      expect((await api.ask('GET /contacts')).body.rows).toHaveLength(before);
    });

    it('is no part of lists, selections, keys or versions either', async () => {
      const api = await createApi();
      for (const text of injections) {
        const item = { id: text, name: `${text}x`, description: text };
        expect((await api.write('POST /lead-statuses', { body: item })).status).toBe(201);
        const selection = {
          id: text,
          name: text.trim() || 'x',
          of: 'contact',
          source: { kind: 'static', members: [text] },
        };
        expect((await api.write('POST /selections', { body: selection })).status).toBe(201);
        const ifMatch = `"${encodeURIComponent(text)}"`;
        expect((await api.write('PATCH /contacts/ada', { body: { title: 'x' }, ifMatch })).status).toBe(412);
        const key = encodeURIComponent(text).replaceAll('%20', ' ');
        const headers = { 'Idempotency-Key': key, 'Leadkit-Client': key, 'If-Match': '*' };
        if (key.length < 2_000)
          expect((await api.ask('PATCH /contacts/ada', { body: { title: 'y' }, headers })).status).toBe(200);
      }
      const { body } = await api.ask('GET /setup');
      expect(body.leadStatuses).toHaveLength(5 + injections.length);
      expect(body.selections).toHaveLength(injections.length);
    });
  });

  describe('questions that are large', { timeout: 60_000 }, () => {
    const wide = (count: number, item: object) => ({ match: 'any', items: Array<object>(count).fill(item) });
    const nest = (depth: number, item: object): object =>
      depth === 0 ? item : { match: depth % 2 ? 'none' : 'any', items: [nest(depth - 1, item), item] };
    const title = { field: 'contact.title', operator: 'contains', value: 'a' };

    it.each([
      ['9,000 lines', wide(9_000, title)],
      ['63 levels', nest(63, title)],
      ['a list of 100,000', line('contact.leadStatus', 'oneOf', Array.from({ length: 100_000 }, String))],
      ['200 lists of 500', wide(200, line('contact.owner', 'x').items[0]!)],
    ])('%s are answered, or refused, in bounded time', async (_, criteria) => {
      const api = await createApi({ onError: (error) => expect.fail(String(error)) });
      const started = performance.now();
      const { status } = await api.ask('POST /count', {
        body: { queries: [{ ...everyone, criteria }] },
        wrong: true,
      });
      expect([200, 422]).toContain(status);
      expect(performance.now() - started).toBeLessThan(20_000);
    });

    it('10,000 changes of one command', async () => {
      const api = await createApi();
      const changes = Array.from({ length: 10_000 }, (_, index) => ({
        kind: 'create',
        entity: 'contact',
        id: `n${index}`,
        record: { lastName: `N${index}`, companyId: 'acme' },
      }));
      const { status } = await api.write('POST /changes', { body: { changes }, wrong: true });
      expect(status).toBe(200);
      expect((await api.ask('POST /count', { body: { queries: [everyone] } })).body.totals).toEqual([
        { exact: 10_006 },
      ]);
    });
  });

  describe('what is forged', () => {
    it.each([
      'other.1.1',
      '.1.1',
      '1.1',
      '99999999999999999999.1',
      '-1',
      'NaN',
      "' or 1=1",
      '0x10.1',
      '1e9.1',
      ' 1.1',
    ])('an event id like %s is not known: read again', async (part) => {
      const api = await createApi();
      const { last } = (await api.ask('GET /changes')).body;
      const life = String(last).split(/[.-]/)[0]!;
      for (const forged of [part, `${life}.${part}`, `${life}-${part}`]) {
        const { status, body } = await api.ask(`GET /changes?since=${encodeURIComponent(forged)}`);
        expect(status).toBe(200);
        expect(body.events).toMatchObject([{ event: { kind: 'reload' } }]);
      }
    });

    it('cursors: any place in the order will do, and shows nothing that the question does not', async () => {
      const api = await createApi();
      const cursor = (value: unknown) =>
        Buffer.from(JSON.stringify(['contact.name ascending', [value], 'zzz'])).toString('base64url');
      for (const value of [null, '', "'; drop table contact; --", '\\', '\uffff', 'x'.repeat(500)]) {
        const body = { ...everyone, criteria: line('contact.title', 'is', 'CTO'), sort: byName, limit: 5 };
        const reply = await api.ask('POST /query', { body: { ...body, after: cursor(value) } });
        expect(reply.status).toBe(200);
        for (const id of reply.body.ids) expect(id).toBe('ada');
      }
    });
  });

  it('a stream that nobody reads makes nothing pile up, and holds nobody up', async () => {
    const api = await createApi();
    const asked = vi.spyOn(api.data, 'eventsSince');
    const leave = new AbortController();
    const request = new Request(`${origin}/api/events`, { signal: leave.signal });
    const response = await api.handler(request);
    expect(response.status).toBe(200);
    for (let index = 0; index < 50; index++)
      await api.write('PATCH /contacts/ada', { body: { title: String(index) }, ifMatch: '*' });
    expect(asked.mock.calls.length).toBeLessThanOrEqual(3);
    leave.abort();
    await vi.waitFor(() => expect(api.listeners()).toBe(0));
    asked.mockRestore();
  });

  it('anything at all is answered, and never by a 500', { timeout: 120_000 }, async () => {
    const api = await createApi({ onError: (error) => expect.fail(String(error)) });
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...injections));
    const change = fc.record({
      kind: fc.constantFrom('create', 'update', 'delete'),
      entity: fc.constantFrom('contact', 'company', 'category', 'leadStatus', 'selection', 'settings'),
      id: fc.oneof(text, fc.constantFrom('ada', 'acme', 'lead', '1', 'settings')),
      patch: fc.dictionary(
        fc.constantFrom('title', 'name', 'companyId', 'leadStatusId', 'extra', 'rank'),
        fc.anything(),
      ),
      record: fc.dictionary(
        fc.constantFrom('name', 'lastName', 'companyId', 'extra', 'created'),
        fc.anything(),
      ),
    });
    const question = fc.record({
      of: fc.constantFrom('contact', 'company'),
      criteria: fc.record({
        match: fc.constantFrom('all', 'any', 'none'),
        items: fc.array(
          fc.record({
            field: fc.constantFrom('contact.name', 'contact.created', 'company.category', 'contact.retired'),
            operator: fc.constantFrom('is', 'contains', 'oneOf', 'before', 'between', 'isYes', 'isEmpty'),
            value: fc.oneof(text, fc.array(text), fc.anything()),
          }),
        ),
      }),
      timeZone: fc.constant('UTC'),
      sort: fc.constant(byName),
      limit: fc.nat(20),
      after: fc.option(text, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), question, async (changes, asked) => {
        const replies = [
          await api.write('POST /changes', { body: { changes }, wrong: true }),
          await api.ask('POST /query', { body: asked, wrong: true }),
        ];
        for (const { status } of replies) expect(status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});

onEveryBackend((createApi) => {
  describe('other tenants, whose records have the same ids', () => {
    const two = async () => [await createApi(), await createApi()] as const;

    it('see nothing: neither records, nor counts, nor lists, nor preferences', async () => {
      const [mine, yours] = await two();
      const before = await yours.everything();
      await mine.write('POST /contacts', { body: { id: 'secret', lastName: 'Secret', companyId: 'acme' } });
      await mine.write('PATCH /contacts/ada', { body: { title: 'Secret' }, ifMatch: '*' });
      await mine.write('POST /lead-statuses', { body: { id: 'secret', name: 'Secret' } });
      await mine.ask('PUT /preferences/grid', { body: { secret: true } });
      expect(await yours.everything()).toEqual(before);
      expect((await yours.ask('GET /contacts/secret')).status).toBe(404);
      expect((await yours.ask('GET /preferences/grid')).status).toBe(204);
      const refs = [{ entity: 'contact', id: 'secret' }];
      expect((await yours.ask('POST /get', { body: { refs } })).body.contacts ?? []).toEqual([]);
      expect(await idsOf(yours, 'contact', line('contact.title', 'is', 'secret'))).toEqual([]);
      expect((await yours.ask('POST /count', { body: { queries: [everyone] } })).body.totals).toEqual([
        { exact: 6 },
      ]);
      const { body } = await yours.ask('POST /groups', { body: { ...everyone, groupBy: ['contact.title'] } });
      expect(JSON.stringify(body)).not.toContain('Secret');
    });

    it('change and delete nothing', async () => {
      const [mine, yours] = await two();
      await mine.write('POST /contacts', { body: { id: 'secret', lastName: 'Secret', companyId: 'acme' } });
      const before = await mine.everything();
      expect(
        (await yours.write('PATCH /contacts/secret', { body: { title: 'x' }, ifMatch: '*' })).status,
      ).toBe(404);
      expect((await yours.write('DELETE /contacts/secret', { ifMatch: '*' })).status).toBe(404);
      expect(
        (await yours.write('PATCH /companies/acme', { body: { categoryId: 'customer' }, ifMatch: '*' }))
          .status,
      ).toBe(200);
      expect(
        (await yours.write('PATCH /contacts/ada', { body: { companyId: 'hooli' }, ifMatch: '*' })).status,
      ).toBe(200);
      expect((await yours.write('DELETE /companies/globex', { ifMatch: '*' })).status).toBe(204);
      expect(await mine.everything()).toEqual(before);
      const leads = line('company.leadStatusEnabled', 'isYes');
      expect((await idsOf(mine, 'contact', leads)).sort()).toEqual(['ada', 'grace', 'linus', 'secret']);
      // What it has made for itself is another record.
      expect(
        (await yours.write('POST /contacts', { body: { id: 'secret', lastName: 'Other' } })).status,
      ).toBe(201);
      expect(await mine.everything()).toEqual(before);
    });

    it('hear nothing, and can’t resume from what others heard', async () => {
      const [mine, yours] = await two();
      const client = await listen(yours);
      await client.next();
      const { body: start } = await mine.ask('GET /changes');
      await mine.write('PATCH /contacts/ada', { body: { title: 'Secret' }, ifMatch: '*' });
      await mine.settled();
      const { body: told } = await mine.ask(`GET /changes?since=${start.last}`);
      expect(told.events).toHaveLength(1);
      expect((await yours.ask(`GET /changes?since=${told.last}`)).body.events).toMatchObject([
        { event: { kind: 'reload' } },
      ]);
      await yours.write('PATCH /contacts/grace', { body: { title: 'Mine' }, ifMatch: '*' });
      expect((await client.next()).data.rows.contacts).toMatchObject([{ id: 'grace' }]);
      client.leave();
    });

    it('have idempotency keys of their own', async () => {
      const [mine, yours] = await two();
      const headers = { 'Idempotency-Key': 'k', 'If-Match': '*' };
      const first = await mine.ask('PATCH /contacts/ada', { body: { title: 'Secret' }, headers });
      const second = await yours.ask('PATCH /contacts/ada', { body: { title: 'Other' }, headers });
      expect([first.body.title, second.status, second.body.title]).toEqual(['Secret', 200, 'Other']);
    });
  });
}, sqlBackends);
