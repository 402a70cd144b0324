import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { HttpProblem } from '../../../src/server/index.js';
import { createMemoryData } from '../../../src/server/memory/index.js';
import { apiOver, byName, createApi, everyone, origin, type Ask } from './api.js';

/** A request that nobody's client makes; the answer still keeps to the document. */
const refused = async (what: string, ask: Ask, status: number, pointer?: string) => {
  const api = createApi();
  const before = api.data.snapshot().rows;
  const reply = await api.write(what, { wrong: true, ifMatch: '*', ...ask });
  expect(reply.status).toBe(status);
  if (pointer !== undefined)
    expect(reply.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  expect(api.data.snapshot().rows).toEqual(before);
};
const page = (more: object) => ({ body: { ...everyone, sort: byName, limit: 5, ...more } });
const line = (field: string, operator: string, value?: unknown) => ({
  criteria: { match: 'all', items: [{ field, operator, value }] },
});

describe('Q6: questions', () => {
  it.each([
    ['a field that is not known', page(line('contact.shoe', 'is', 'x')), '/criteria/items/0/field'],
    ['a field of a prototype', page(line('constructor', 'is', 'x')), '/criteria/items/0/field'],
    ['an operator that is not known', page(line('contact.name', 'like', 'x')), '/criteria/items/0/operator'],
    ['a relative date', page(line('contact.created', 'today')), '/criteria/items/0/operator'],
    ['a value of another type', page(line('contact.leadStatus', 'oneOf', 7)), '/criteria/items/0/value'],
    ['a subject that is none', page({ of: 'sale' }), '/of'],
    ['a time zone that is none', page({ timeZone: 'Mars/Olympus' }), '/timeZone'],
    ['a page that is too large', page({ limit: 501 }), '/limit'],
    ['a page of nothing', page({ limit: 0 }), '/limit'],
    ['an offset before the start', page({ offset: -1 }), '/offset'],
    ['four fields to sort by', page({ sort: Array(4).fill(byName[0]) }), '/sort'],
    [
      'a direction that is none',
      page({ sort: [{ field: 'contact.name', direction: 'up' }] }),
      '/sort/0/direction',
    ],
    ['a key that is not known', page({ select: '*' }), '/select'],
    ['half of a surrogate pair', page(line('contact.name', 'is', '\ud83d')), '/criteria/items/0/value'],
    ['a cursor that is forged', page({ after: 'bm9uc2Vuc2U' }), '/after'],
    ['a cursor with U+0000', page({ after: btoa('["contact.name ascending",["\\u0000"],"ada"]') }), '/after'],
    [
      'a cursor with values of another type',
      page({ after: btoa('["contact.name ascending",[7],"ada"]') }),
      '/after',
    ],
  ])('%s is refused, with its place', (_, ask, pointer) => refused('POST /query', ask, 422, pointer));

  it('a cursor of another order is refused', async () => {
    const api = createApi();
    const { next } = (await api.ask('POST /query', page({ limit: 2 }))).body;
    const other = page({ after: next, sort: [{ field: 'contact.email', direction: 'ascending' }] });
    expect((await api.ask('POST /query', other)).status).toBe(422);
  });

  it('all that is wrong is named at once', async () => {
    const api = createApi();
    const { body } = await api.ask('POST /query', { ...page({ limit: 0, timeZone: 'x' }), wrong: true });
    expect(body.errors).toHaveLength(2);
  });

  it.each([
    ['/groups', { body: { ...everyone, groupBy: [] } }],
    ['/groups', { body: { ...everyone, groupBy: ['a', 'b', 'c'] } }],
    ['/count', { body: { queries: Array(201).fill(everyone) } }],
    ['/get', { body: { refs: Array(1001).fill({ entity: 'contact', id: 'ada' }) } }],
    ['/get', { body: { refs: [{ entity: 'user', id: 'ada' }] } }],
  ])('%s takes only so much', (path, ask) => refused(`POST ${path}`, ask, 422));
});

describe('A4: changes', () => {
  it.each([
    ['POST /contacts', { id: 'x', lastName: 7 }, '/lastName'],
    ['POST /contacts', { id: 'x', lastName: 'x', admin: true }, '/admin'],
    ['POST /contacts', { id: 'x', lastName: 'x', extra: { a: [] } }, '/extra/a'],
    ['POST /contacts', { id: 'x'.repeat(3000), lastName: 'x' }, '/id'],
    ['PATCH /contacts/ada', { created: 'yesterday' }, '/created'],
    ['PATCH /contacts/ada', { categoryId: 'lead' }, '/categoryId'],
    ['PATCH /contacts/ada', { id: 'grace' }, '/id'],
    ['PATCH /lead-statuses/1', { tone: 'pink' }, '/tone'],
    ['PATCH /contacts/ada', [], ''],
    ['POST /selections', { name: 'x', of: 'contact', source: { kind: 'sql' } }, '/source/kind'],
    ['POST /changes', { changes: [{ kind: 'drop', entity: 'contact', id: 'ada' }] }, '/changes/0/kind'],
    [
      'POST /changes',
      { changes: [{ kind: 'delete', entity: 'settings', id: 'settings' }] },
      '/changes/0/entity',
    ],
    ['POST /contacts', { id: 'x', lastName: 'a\0' }, '/lastName'],
    ['POST /contacts', { id: 'x\ud800', lastName: 'x' }, '/id'],
    ['POST /contacts', { id: 'x', lastName: 'x', extra: { 'a\udc00': 1 } }, '/extra/a\ufffd'],
    ['POST /changes', { changes: [] }, '/changes'],
    [
      'POST /changes',
      { changes: [{ kind: 'update', entity: 'contact', id: 'ada', patch: { x: 1 } }] },
      '/changes/0/patch/x',
    ],
  ])('%s %j is refused, with its place', (what, body, pointer) => refused(what, { body }, 422, pointer));

  it('a key that would reach a prototype reaches nothing', async () => {
    const text = '{"id":"x","lastName":"x","__proto__":{"admin":true}}';
    await refused('POST /contacts', { text }, 422, '/__proto__');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('what the backend does not declare is refused', async () => {
    const data = createMemoryData();
    const capabilities = async () => ({ save: { contact: ['update' as const] } });
    const api = apiOver(Object.assign(Object.create(data), { capabilities }));
    const { status, body } = await api.write('POST /contacts', { body: { lastName: 'x' } });
    expect([status, body.errors[0].detail]).toEqual([422, 'create of contact is not offered']);
  });
});

describe('bodies', () => {
  const json = { 'Content-Type': 'application/json' };

  it('must be JSON, by name and in fact', async () => {
    await refused('POST /query', { text: 'a=1', headers: { 'Content-Type': 'text/plain' } }, 415);
    await refused('PATCH /contacts/ada', { text: '{}', headers: json }, 415);
    await refused('POST /query', { text: '{"of":' }, 400, 'body');
    await refused('POST /query', { text: '' }, 400);
    const bytes = new Request(`${origin}/api/query`, {
      method: 'POST',
      headers: json,
      body: new Uint8Array([0xff]),
    });
    expect((await createApi().handler(bytes)).status).toBe(400);
  });

  it('of 10 MB are refused, whether they say so or not', async () => {
    const text = JSON.stringify({ of: 'x'.repeat(10 * 1024 * 1024) });
    await refused('POST /query', { text }, 413);
    await refused('POST /query', { text, headers: { 'Content-Length': '10485760' } }, 413);
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    const options = { method: 'POST', headers: json, body: endless, duplex: 'half' } as RequestInit;
    expect((await createApi().handler(new Request(`${origin}/api/query`, options))).status).toBe(413);
    expect(sent).toBeLessThan(5 * 1024 * 1024);
  });

  it('nested 10,000 deep are refused, and brackets in texts are no nesting', async () => {
    await refused('POST /query', { text: '['.repeat(10_000) + ']'.repeat(10_000) }, 400);
    const deep = line('contact.name', 'is', '[{"'.repeat(500));
    expect((await createApi().ask('POST /query', page(deep))).status).toBe(200);
    const nest = (depth: number): object => ({ match: 'all', items: depth ? [nest(depth - 1)] : [] });
    expect((await createApi().ask('POST /query', page({ criteria: nest(63) }))).status).toBe(200);
    await refused('POST /query', page({ criteria: nest(64) }), 422);
  });

  it('that do not arrive are not waited for', async () => {
    const api = createApi({ limits: { bodyTime: 10 } });
    const silent = new ReadableStream({ pull: () => new Promise(() => {}) });
    const options = { method: 'POST', headers: json, body: silent, duplex: 'half' } as RequestInit;
    expect((await api.handler(new Request(`${origin}/api/query`, options))).status).toBe(408);
  });
});

describe('addresses', () => {
  it.each([
    ['GET', '/', 404],
    ['GET', '/nowhere', 404],
    ['GET', '/contacts/ada/more', 404],
    ['GET', '/contacts/%E0%A4%A', 400],
    ['GET', '/contacts/ada%00', 400],
    ['GET', '/contacts?after=%00', 400],
    ['GET', `/contacts/${'x'.repeat(9000)}`, 400],
    ['GET', '/contacts?limit=-1', 400],
    ['GET', '/contacts?limit=1&limit=2', 400],
    ['GET', '/contacts?order=name', 400],
    ['GET', '/contacts?after=forged', 400],
    ['DELETE', '/contacts', 405],
    ['PUT', '/contacts/ada', 405],
    ['OPTIONS', '/contacts', 405],
  ])('%s %s is a %i', async (method, path, status) => {
    const reply = await createApi().ask(`${method} ${path}`, { unknown: true });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
    if (status === 405) expect(reply.headers.get('Allow')).toMatch(/GET/);
  });
});

describe('who asks', () => {
  it('nobody is a 401; a host can say 403 and 429', async () => {
    const as = (authorise: () => undefined) => createApi({ authorise }).ask('GET /setup');
    expect((await as(() => undefined)).status).toBe(401);
    const forbidden = () => {
      throw new HttpProblem(403, 'Not you.');
    };
    expect((await as(forbidden)).body).toMatchObject({ status: 403, kind: 'forbidden', detail: 'Not you.' });
    const busy = () => {
      throw new HttpProblem(429, 'Later.', { retryAfter: 7 });
    };
    expect((await as(busy)).headers.get('Retry-After')).toBe('7');
  });

  it('an error inside is a 500 that says nothing of it', async () => {
    const onError = vi.fn();
    const data = createMemoryData();
    const setup = () => Promise.reject(new Error('password=hunter2 at /home/db'));
    const api = apiOver(Object.assign(Object.create(data), { setup }), { onError });
    const { status, body } = await api.ask('GET /setup');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(onError).toHaveBeenCalledOnce();
  });
});

describe('anything at all', () => {
  const paths = ['query', 'count', 'groups', 'get', 'changes', 'contacts', 'companies', 'selections'];

  it('is answered, and never by a 500', async () => {
    const api = createApi({ onError: (error) => expect.fail(String(error)) });
    const keys = fc.constantFrom(
      'of',
      'criteria',
      'sort',
      'limit',
      'changes',
      'refs',
      'queries',
      'id',
      'items',
    );
    const body = fc.oneof(
      fc.json(),
      fc.dictionary(keys, fc.jsonValue()).map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), body, async (path, text) => {
        const { status } = await api.write(`POST /${path}`, { text, wrong: true });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});
