import { afterEach, describe, expect, it, vi } from 'vitest';
import { chance } from '../../../src/msw/chance.js';
import {
  createFaults,
  faultKinds,
  withFaults,
  type FaultKind,
  type FaultPlan,
} from '../../../src/msw/index.js';
import { asFetch } from '../../../src/server/index.js';
import { createApi, everyone, origin } from '../server/api.js';

afterEach(() => vi.useRealTimers());

function faulty(plan: FaultPlan) {
  const api = createApi();
  const faults = createFaults(plan);
  const handler = withFaults(api.handler, faults);
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const keys = { 'Idempotency-Key': crypto.randomUUID(), 'If-Match': '*' };
    const sent: Record<string, string> = body === undefined ? {} : { 'Content-Type': type };
    const options = { method, body: body === undefined ? undefined : JSON.stringify(body) };
    return handler(
      new Request(`${origin}/api${path}`, { ...options, headers: { ...keys, ...sent, ...headers } }),
    );
  };
  return {
    ...api,
    faults,
    handler,
    send,
    read: () => send('GET', '/contacts?limit=3'),
    change: (headers?: Record<string, string>) => send('PATCH', '/contacts/ada', { title: 'CEO' }, headers),
    query: () => send('POST', '/query', { ...everyone, sort: [], limit: 3 }),
    title: async () => (await api.ask('GET /contacts/ada')).body.title as string,
  };
}

describe('what each fault does', () => {
  it.each([
    ['401', 401, 'unauthorised'],
    ['403', 403, 'forbidden'],
    ['404', 404, 'notFound'],
    ['409', 409, 'conflict'],
    ['412', 412, 'conflict'],
    ['422', 422, 'invalid'],
    ['429', 429, 'rateLimited'],
    ['500', 500, 'unavailable'],
  ] as const)('%s is a problem of kind %s, and nothing is saved', async (always, status, kind) => {
    const { change, title } = faulty({ always });
    const response = await change();
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, kind });
    expect(await title()).toBe('CTO');
  });

  it('412 says what the record is, and whose', async () => {
    const problem = await (await faulty({ always: '412' }).change()).json();
    expect(problem.current).toMatchObject({ row: { id: 'ada', title: 'CTO' }, by: 'Somebody else' });
  });

  it('429 asks to wait', async () => {
    const response = await faulty({ always: '429', retryAfter: 4 }).read();
    expect(response.headers.get('Retry-After')).toBe('4');
  });

  it('latency takes its time, then answers', async () => {
    vi.useFakeTimers();
    const { read } = faulty({ always: 'latency', latency: 60_000 });
    let answered = false;
    const reading = read().then((response) => ((answered = true), response.status));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await reading).toBe(200);
  });

  it('network loss: the request does not arrive', async () => {
    const { change, title } = faulty({ always: 'network-loss' });
    expect((await change()).type).toBe('error');
    expect(await title()).toBe('CTO');
  });

  it('a lost answer: the request was carried out', async () => {
    const { change, title } = faulty({ always: 'answer-lost' });
    expect((await change()).type).toBe('error');
    expect(await title()).toBe('CEO');
  });

  it('both reject where a handler stands in for fetch', async () => {
    const { handler } = faulty({ always: 'network-loss' });
    await expect(asFetch(handler)(`${origin}/api/setup`)).rejects.toThrow(TypeError);
  });

  it('half a page ends in the middle', async () => {
    const { read } = faulty({ always: 'half-page' });
    const response = await read();
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/^\{"rows":\[\{/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('duplicates: rows, ids and events come twice', async () => {
    const { read, query, send, data } = faulty({ always: 'duplicates' });
    const { rows } = await (await read()).json();
    expect(rows).toHaveLength(6);
    const page = await (await query()).json();
    expect([page.ids.length, page.rows.contacts.length]).toEqual([6, 6]);
    const { last } = await (await send('GET', '/changes')).json();
    data.change([{ kind: 'update', entity: 'contact', id: 'ada', patch: { title: 'x' } }]);
    expect((await (await send('GET', `/changes?since=${last}`)).json()).events).toHaveLength(2);
  });

  it('duplicates: a write arrives twice, and its key makes that harmless', async () => {
    const { send, ask } = faulty({ always: 'duplicates' });
    expect((await send('POST', '/contacts', { id: 'new', lastName: 'New' })).status).toBe(201);
    expect((await ask('GET /contacts/new')).status).toBe(200);
  });

  it.each([
    ['duplicates', ['A', 'A', 'B', 'B']],
    ['disorder', ['B', 'A']],
  ] as const)('%s: a stream of two events', async (always, titles) => {
    const { send, data } = faulty({ always });
    const response = await send('GET', '/events');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (done: () => boolean) => {
      while (!done()) heard += (await reader.read()).value ?? '';
    };
    await until(() => heard.includes('ready'));
    for (const title of ['A', 'B'])
      data.change([{ kind: 'update', entity: 'contact', id: 'ada', patch: { title } }]);
    const events = () => [...heard.matchAll(/"title":"(\w)"/g)].map(([, title]) => title);
    await until(() => events().length === titles.length);
    expect(events()).toEqual(titles);
    await reader.cancel();
    await expect.poll(() => data.listeners).toBe(0);
  });

  it('an event that nothing overtakes comes all the same', async () => {
    const { send, data } = faulty({ always: 'disorder' });
    const reader = (await send('GET', '/events')).body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    data.change([{ kind: 'update', entity: 'contact', id: 'ada', patch: { title: 'alone' } }]);
    let heard = '';
    while (!heard.includes('alone')) heard += (await reader.read()).value ?? '';
    await reader.cancel();
  });

  it.each([
    ['echo', 1],
    ['500', undefined],
  ] as const)('%s: a tab is told of what it did itself', async (always, times) => {
    const { change, send, faults } = faulty({});
    const me = { 'Leadkit-Client': 'me' };
    const { last } = await (await send('GET', '/changes', undefined, me)).json();
    await change(me);
    faults.plan = { always };
    const answer = await (await send('GET', `/changes?since=${last}`, undefined, me)).json();
    expect(answer.events?.length).toBe(times);
  });
});

describe('which requests a fault can befall', () => {
  it.each([
    ['404', ['change']],
    ['409', ['change']],
    ['412', ['change']],
    ['422', ['change', 'query']],
    ['401', ['read', 'change', 'query']],
    ['half-page', ['read', 'change', 'query']],
    ['disorder', []],
    ['echo', []],
  ] as const)('%s: %j', async (always, befallen) => {
    const api = faulty({ always });
    const all = ['read', 'change', 'query'] as const;
    for (const each of all) await api[each]();
    expect(api.faults.log).toHaveLength(befallen.length);
    const names = { read: 'GET /api/contacts', change: 'PATCH /api/contacts/ada', query: 'POST /api/query' };
    expect(api.faults.log.map(({ request }) => request)).toEqual(befallen.map((each) => names[each]));
  });
});

describe('faults by chance', () => {
  const kindsOf = async (random: NonNullable<FaultPlan['random']>, inTurn = true) => {
    const api = faulty({ random, latency: 1 });
    const requests = Array.from({ length: 40 }, (_, at) => [api.read, api.query][at % 2]!);
    if (inTurn) for (const request of requests) await request();
    else
      await Promise.all(
        [...requests.filter((_, at) => at % 2), ...requests.filter((_, at) => at % 2 === 0)].map((send) =>
          send(),
        ),
      );
    return api.faults.log.map(({ kind, request }) => `${request} ${kind}`).sort();
  };

  it('the same seed gives the same faults, in whatever order requests are made', async () => {
    const once = await kindsOf({ seed: 7, rate: 0.5 });
    expect(once.length).toBeGreaterThan(5);
    expect(await kindsOf({ seed: 7, rate: 0.5 })).toEqual(once);
    expect(await kindsOf({ seed: 7, rate: 0.5 }, false)).toEqual(once);
    expect(await kindsOf({ seed: 8, rate: 0.5 })).not.toEqual(once);
  });

  it('come as often as they should, and of every kind', async () => {
    const luck = Array.from({ length: 10_000 }, (_, turn) => chance(1, 'GET /contacts', turn));
    expect(luck.filter((each) => each < 0.1).length / luck.length).toBeCloseTo(0.1, 1);
    const seen = new Set<FaultKind>();
    for (let seed = 0; seen.size < faultKinds.length - 2 && seed < 50; seed++) {
      const api = faulty({ random: { seed, rate: 1 }, latency: 0 });
      await api.change();
      for (const { kind } of api.faults.log) seen.add(kind);
    }
    expect([...seen].sort()).toEqual(
      faultKinds.filter((kind) => kind !== 'disorder' && kind !== 'echo').sort(),
    );
  });

  it('only the wanted kinds, and none at rate 0', async () => {
    expect(await kindsOf({ seed: 1, rate: 0 })).toEqual([]);
    const kinds = await kindsOf({ seed: 1, rate: 1, kinds: ['500'] });
    expect(kinds).toHaveLength(40);
    expect(kinds.every((each) => each.endsWith(' 500'))).toBe(true);
  });
});
