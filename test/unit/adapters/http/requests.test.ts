import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpAdapter } from '../../../../src/adapters/http/index.js';
import { everything } from '../../../../src/criteria/types.js';
import { AdapterError, type LeadAdapter, type ProblemKind } from '../../../../src/store/port.js';
import { base, FakeBackend, json, lost, never, problem, text } from './fake-backend.js';

afterEach(() => void vi.useRealTimers());

const get = (adapter: LeadAdapter, signal = never) =>
  adapter.get!([{ entity: 'company', id: 'a' }], { signal });
const failure = async (promise: Promise<unknown>): Promise<AdapterError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AdapterError);
  return error as AdapterError;
};
const ok = json({ companies: [{ id: 'a', name: 'A' }] });

describe('an HTTP adapter', () => {
  it('asks beside its URL, whether that ends with a slash or not', async () => {
    for (const url of [base, `${base}/`]) {
      const backend = new FakeBackend().on('POST /get', ok);
      await get(backend.adapter({ url }));
      expect(backend.paths).toEqual(['POST /get']);
    }
  });

  it('throws a sentence where its URL is none', () => {
    expect(() => createHttpAdapter({ url: '/api' })).toThrow(/"\/api" is no URL.*origin/);
  });

  it('names its tab, never uses a cache and never follows a redirect', async () => {
    const backend = new FakeBackend().on('POST /get', ok);
    await get(backend.adapter());
    expect(backend.requests[0]!.headers.get('Leadkit-Client')).toBe('tab-1');
    expect(backend.requests[0]!.init).toMatchObject({ redirect: 'manual', cache: 'no-store' });
  });

  it('has a name of its own where the host gives none', async () => {
    const backend = new FakeBackend().on('POST /get', ok);
    await get(backend.adapter({ client: undefined }));
    await get(backend.adapter({ client: undefined }));
    const [first, second] = backend.requests.map(({ headers }) => headers.get('Leadkit-Client'));
    expect(first).toMatch(/^[\w-]{32,}$/);
    expect(second).not.toBe(first);
  });
});

describe('A5: problems', () => {
  it.each<[number, ProblemKind, boolean]>([
    [400, 'invalid', false],
    [401, 'unauthorised', false],
    [403, 'forbidden', false],
    [404, 'notFound', false],
    [409, 'conflict', false],
    [410, 'notFound', false],
    [412, 'conflict', false],
    [413, 'invalid', false],
    [415, 'invalid', false],
    [422, 'invalid', false],
    [428, 'conflict', false],
    [429, 'rateLimited', true],
    [408, 'unavailable', true],
    [500, 'unavailable', true],
    [502, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'unavailable', true],
  ])('%i is %s', async (status, kind, retryable) => {
    const backend = new FakeBackend().on('POST /get', problem(status, { detail: 'Because.' }));
    const error = await failure(get(backend.adapter()));
    expect(error).toMatchObject({ kind, retryable, message: `POST /get answered ${status}: Because.` });
  });

  it('the kind that the backend names goes before its status, and so does what it says of another try', async () => {
    const body = { kind: 'forbidden', retryable: true, title: 'No', detail: 'Not you.' };
    const error = await failure(get(new FakeBackend().on('POST /get', problem(409, body)).adapter()));
    expect(error).toMatchObject({ kind: 'forbidden', retryable: true });
  });

  it('says which parts of the request were wrong', async () => {
    const errors = [{ pointer: '/refs/0/id', detail: 'is unknown' }, 'nonsense', { pointer: 7 }];
    const error = await failure(get(new FakeBackend().on('POST /get', problem(422, { errors })).adapter()));
    expect(error.details).toEqual([
      { path: '/refs/0/id', message: 'is unknown' },
      { path: '', message: '' },
    ]);
  });

  it.each([
    [
      'a page of a gateway',
      text('<!doctype html><title>Bad gateway</title>', 'text/html', 403),
      'no reason given',
    ],
    ['an empty body', text('', 'text/plain', 403), 'no reason given'],
    ['JSON that is no object', text('[1]', 'application/json', 403), 'no reason given'],
    [
      'members of other types',
      problem(403, { kind: 7, detail: {}, retryable: 'yes', errors: 'x' }),
      'no reason given',
    ],
  ])('%s has a message all the same', async (_, answer, message) => {
    const error = await failure(get(new FakeBackend().on('POST /get', answer).adapter()));
    expect(error).toMatchObject({
      kind: 'forbidden',
      retryable: false,
      message: `POST /get answered 403: ${message}`,
    });
  });

  it('a page instead of JSON is no answer', async () => {
    const backend = new FakeBackend().on('POST /get', text('<!doctype html>', 'text/html'));
    const error = await failure(get(backend.adapter()));
    expect(error).toMatchObject({
      kind: 'invalid',
      message: 'POST /get answered text/html that is not JSON.',
    });
  });

  it('an answer in another shape names the place', async () => {
    const backend = new FakeBackend().on('POST /query', json({ ids: ['a'], rows: { companies: {} } }));
    const query = { of: 'company', criteria: everything, timeZone: 'UTC', sort: [], limit: 5 } as const;
    const error = await failure(backend.adapter().query!(query, { signal: never }));
    expect(error).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('"/rows/companies" must be a list') as string,
      details: [{ path: '/rows/companies', message: 'must be a list' }],
    });
  });
});

describe('trying again', () => {
  it.each([
    ['the network is lost', lost],
    ['429', problem(429)],
    ['502', problem(502)],
    ['503', problem(503)],
    ['504', problem(504)],
    ['the body is cut off', text('{"companies": [')],
    ['the answer is not understood', json({ companies: 7 })],
  ])('happens when %s', async (_, answer) => {
    const backend = new FakeBackend().on('POST /get', answer, ok);
    expect(await get(backend.adapter())).toMatchObject({ companies: [{ id: 'a' }] });
    expect(backend.requests).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 409, 412, 422, 428, 500, 501])('does not happen after %i', async (status) => {
    const backend = new FakeBackend().on('POST /get', problem(status), ok);
    await failure(get(backend.adapter()));
    expect(backend.requests).toHaveLength(1);
  });

  it('does not happen where the backend says that it would not help', async () => {
    const backend = new FakeBackend().on('POST /get', problem(503, { retryable: false }), ok);
    await failure(get(backend.adapter()));
    expect(backend.requests).toHaveLength(1);
  });

  it.each([
    ['lost', lost],
    ['not understood', json(7)],
  ])('ends after so many tries (%s)', async (_, answer) => {
    const backend = new FakeBackend().on('POST /get', answer);
    await failure(get(backend.adapter({ tries: 3 })));
    expect(backend.requests).toHaveLength(3);
  });

  it('a try that takes too long counts as one that failed', async () => {
    const backend = new FakeBackend().on('POST /get', 'silence', ok);
    expect(await get(backend.adapter({ timeout: 20 }))).toMatchObject({ companies: [{ id: 'a' }] });
    expect(backend.open).toBe(0);
  });

  it('waits longer each time, and never for long; by chance, so that not everybody comes at once', async () => {
    vi.useFakeTimers();
    const chance = vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const times: number[] = [];
    const away = () => (times.push(Date.now()), Promise.reject(lost));
    const backend = new FakeBackend().on('POST /get', away);
    const call = failure(get(backend.adapter({ tries: 9, backOff: 400 })));
    await vi.runAllTimersAsync();
    await call;
    const waits = times.slice(1).map((time, index) => time - times[index]!);
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
    chance.mockRestore();
  });

  it.each([
    ['seconds', () => '3'],
    ['a date', () => new Date(Date.now() + 3000).toUTCString()],
  ])('waits for as long as the backend asks for in %s', async (_, header) => {
    vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
    const busy = () => new Response('', { status: 503, headers: { 'Retry-After': header() } });
    const backend = new FakeBackend().on('POST /get', busy, ok);
    const call = get(backend.adapter({ backOff: 0 }));
    await vi.advanceTimersByTimeAsync(2999);
    expect(backend.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await call;
  });

  it('leaves long waits to whoever called, and tells how long', async () => {
    const busy = problem(429, {}, { 'Retry-After': '3600' });
    const backend = new FakeBackend().on('POST /get', busy, ok);
    const error = await failure(get(backend.adapter()));
    expect(error).toMatchObject({ kind: 'rateLimited', retryAfter: 3_600_000 });
    expect(backend.requests).toHaveLength(1);
  });

  it.each(['soon', '-5', '1e99', ''])('takes no notice of a Retry-After that is %j', async (header) => {
    const backend = new FakeBackend().on('POST /get', problem(503, {}, { 'Retry-After': header }), ok);
    await get(backend.adapter());
    expect(backend.requests).toHaveLength(2);
  });
});

describe('A3: cancelling', () => {
  it.each<[string, () => FakeBackend]>([
    ['before it begins', () => new FakeBackend().on('POST /get', ok)],
    ['while the backend is silent', () => new FakeBackend().on('POST /get', 'silence')],
    [
      'while it waits for another try',
      () => new FakeBackend().on('POST /get', problem(503, {}, { 'Retry-After': '9' })),
    ],
    [
      'while the body arrives',
      () => new FakeBackend().on('POST /get', () => new Response(new ReadableStream())),
    ],
  ])('%s rejects at once and leaves nothing', async (when, make) => {
    vi.useFakeTimers();
    const backend = make();
    const control = new AbortController();
    if (when === 'before it begins') control.abort();
    const call = failure(get(backend.adapter(), control.signal));
    await vi.advanceTimersByTimeAsync(100);
    control.abort();
    expect(await call).toMatchObject({ kind: 'cancelled', retryable: false });
    expect([vi.getTimerCount(), backend.open]).toEqual([0, 0]);
  });

  it('does not wait for a fetch that takes no notice', async () => {
    const control = new AbortController();
    const deaf: typeof fetch = () => new Promise(() => {});
    const call = failure(get(createHttpAdapter({ url: base, fetch: deaf }), control.signal));
    control.abort();
    expect(await call).toMatchObject({ kind: 'cancelled' });
  });
});

describe('the token', () => {
  const authorised = (token: string) => (request: { headers: Headers }) =>
    request.headers.get('Authorization') === `Bearer ${token}`
      ? new Response('{"companies":[]}', { headers: { 'Content-Type': 'application/json' } })
      : new Response('', { status: 401 });

  it('is asked for once for calls at the same time, and kept', async () => {
    const token = vi.fn(() => Promise.resolve('t1'));
    const adapter = new FakeBackend().on('POST /get', authorised('t1')).adapter({ token });
    await Promise.all([get(adapter), get(adapter), get(adapter)]);
    await get(adapter);
    expect(token.mock.calls).toEqual([['first']]);
  });

  it('is renewed once on 401 for all calls that it failed for', async () => {
    const tokens = ['old', 'new'];
    const token = vi.fn(() => tokens.shift()!);
    const backend = new FakeBackend().on('POST /get', authorised('new'));
    const adapter = backend.adapter({ token });
    await Promise.all([get(adapter), get(adapter), get(adapter)]);
    expect(token.mock.calls).toEqual([['first'], ['expired']]);
    expect(backend.requests).toHaveLength(6);
  });

  it('that is refused twice means: not signed in', async () => {
    const token = vi.fn(() => 'wrong');
    const backend = new FakeBackend().on('POST /get', authorised('right'));
    const error = await failure(get(backend.adapter({ token })));
    expect(error).toMatchObject({ kind: 'unauthorised', retryable: false });
    expect(token.mock.calls).toEqual([['first'], ['expired']]);
    expect(backend.requests).toHaveLength(2);
  });

  it('that the host can not give means the same, and the next call asks again', async () => {
    const token = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('no session'));
    token.mockResolvedValue('t');
    const adapter = new FakeBackend().on('POST /get', authorised('t')).adapter({ token });
    const error = await failure(get(adapter));
    expect(error).toMatchObject({
      kind: 'unauthorised',
      message: expect.stringContaining('no session') as string,
    });
    await get(adapter);
    expect(token.mock.calls).toEqual([['first'], ['first']]);
  });

  it('a host may say why there is none', async () => {
    const token = () => Promise.reject(new AdapterError('unavailable', 'The sign-in server is away.'));
    const error = await failure(get(new FakeBackend().adapter({ token, tries: 1 })));
    expect(error).toMatchObject({ kind: 'unavailable', message: 'The sign-in server is away.' });
  });

  it('is not sent when it is empty', async () => {
    const backend = new FakeBackend().on('POST /get', ok);
    await get(backend.adapter({ token: () => '' }));
    expect(backend.requests[0]!.headers.has('Authorization')).toBe(false);
  });

  it.each([
    [
      'as a server says it',
      () => new Response('', { status: 302, headers: { Location: 'https://login.example/' } }),
    ],
    [
      'as a browser says it',
      () => Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } }),
    ],
  ])(
    'a redirect (%s) is a sign-in page: the token is renewed, and nothing goes there',
    async (_, redirect) => {
      const token = vi.fn(() => 't');
      const backend = new FakeBackend().on('POST /get', redirect, ok);
      await get(backend.adapter({ token }));
      expect(token.mock.calls).toEqual([['first'], ['expired']]);
      const stays = new FakeBackend().on('POST /get', redirect);
      const error = await failure(get(stays.adapter()));
      expect(error).toMatchObject({
        kind: 'unauthorised',
        message: expect.stringContaining('redirect') as string,
      });
    },
  );

  it('that no header can hold is told by its reason', async () => {
    const backend = new FakeBackend();
    const strict: typeof fetch = (url, init) => (new Headers(init?.headers), backend.fetch(url, init));
    const error = await failure(get(backend.adapter({ token: () => 'a\nb', fetch: strict, tries: 1 })));
    expect(error.message).toMatch(/POST \/get got no answer: TypeError.*header/s);
    expect(backend.requests).toHaveLength(0);
  });

  it('waiting for it can be cancelled', async () => {
    const control = new AbortController();
    const call = failure(
      get(new FakeBackend().adapter({ token: () => new Promise(() => {}) }), control.signal),
    );
    control.abort();
    expect((await call).kind).toBe('cancelled');
  });
});
