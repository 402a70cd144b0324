import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { updated } from '../../../../src/model/changes.js';
import type { HttpAdapterOptions } from '../../../../src/adapters/http/index.js';
import type { RemoteEvent } from '../../../../src/store/port.js';
import { FakeBackend, FakeStream, json, lost, never, problem, readAll, type Answer } from './fake-backend.js';

const controls: AbortController[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  for (const control of controls.splice(0)) control.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0); // nothing is left after any of these
  vi.useRealTimers();
});

/** Listens, and notes what it hears. */
async function listen(backend: FakeBackend, options: Partial<HttpAdapterOptions> = {}) {
  const adapter = backend.adapter({ backOff: 100, heartbeat: 10_000, timeout: 5_000, ...options });
  const heard: RemoteEvent[] = [];
  const control = new AbortController();
  controls.push(control);
  adapter.watch!((event) => void heard.push(event), { signal: control.signal });
  await import('../../../../src/adapters/http/live/live-changes.js');
  await pass(0);
  return { adapter, heard, control };
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const streaming = () => {
  const stream = new FakeStream();
  return { stream, backend: new FakeBackend().on('GET /events', stream.answer) };
};
const rows = (...ids: string[]) =>
  ({ kind: 'rows', rows: { companies: ids.map((id) => ({ id })) } }) as const;
const gone = (id: string) => ({ kind: 'deleted', entity: 'company', id }) as const;
const reload = { kind: 'reload' } as const;

describe('the stream of events', () => {
  it('tells of changes as they come', async () => {
    const { stream, backend } = streaming();
    const { heard } = await listen(backend);
    stream.write('id: 1\nevent: ready\ndata: {}\n\n:\n\n');
    stream.event('2', rows('a'));
    stream.event('3', gone('b'));
    stream.event('4', reload);
    await pass(0);
    expect(heard).toEqual([rows('a'), gone('b'), reload]);
    expect(backend.requests[0]!.headers.get('Accept')).toBe('text/event-stream');
    expect(backend.requests[0]!.headers.has('Last-Event-ID')).toBe(false);
  });

  it('is read as it arrives, in pieces of any size', async () => {
    const { stream, backend } = streaming();
    const { heard } = await listen(backend);
    const event = { kind: 'rows', rows: { companies: [{ id: 'ø', name: '日本' }] } };
    const bytes = new TextEncoder().encode(`id: 1\r\nevent: rows\r\ndata: ${JSON.stringify(event)}\r\n\r\n`);
    for (const byte of bytes) stream.bytes(Uint8Array.of(byte));
    await pass(0);
    expect(heard).toEqual([event]);
  });

  it('resumes after the last event that it heard', async () => {
    const [first, second] = [new FakeStream(), new FakeStream()];
    const backend = new FakeBackend().on('GET /events', first.answer, lost, second.answer);
    const { heard } = await listen(backend);
    first.event('41', rows('a'));
    await pass(0);
    first.break();
    await pass(2000);
    expect(backend.requests.map(({ headers }) => headers.get('Last-Event-ID'))).toEqual([null, '41', '41']);
    second.event('42', rows('b'));
    await pass(0);
    expect(heard).toEqual([rows('a'), rows('b')]);
  });

  it('is opened again when the backend ends it, or nothing comes for too long', async () => {
    const streams = [new FakeStream(), new FakeStream(), new FakeStream()];
    const backend = new FakeBackend().on('GET /events', ...streams.map(({ answer }) => answer));
    await listen(backend, { heartbeat: 1000 });
    streams[0]!.event('1', rows('a'));
    await pass(0);
    streams[0]!.end();
    await pass(300);
    expect(backend.requests).toHaveLength(2);
    streams[1]!.write(':\n\n');
    await pass(900);
    streams[1]!.write(':\n\n');
    await pass(900);
    expect(backend.requests).toHaveLength(2);
    await pass(400);
    expect([backend.requests.length, streams[1]!.isCancelled]).toEqual([3, true]);
  });

  it('says reload when it can not know what it missed', async () => {
    const [first, second] = [new FakeStream(), new FakeStream()];
    const backend = new FakeBackend().on('GET /events', first.answer, second.answer);
    const { heard } = await listen(backend);
    first.event(undefined, rows('a'));
    await pass(0);
    first.end();
    await pass(300);
    expect(heard).toEqual([rows('a'), reload]);
  });

  it.each([
    ['is no JSON', 'data: {"kind": "rows", '],
    ['has rows that are none', 'data: {"kind": "rows", "rows": {"companies": 7}}'],
    ['deletes nothing that there is', 'data: {"kind": "deleted", "entity": "planet", "id": "x"}'],
  ])('an event that %s: reading again finds out what it was about', async (_, data) => {
    const { stream, backend } = streaming();
    const { heard } = await listen(backend);
    stream.write(`id: 1\nevent: rows\n${data}\n\n`);
    await pass(0);
    expect(heard).toEqual([reload]);
  });

  it('an event of a kind that is not known is passed over, not forgotten', async () => {
    const streams = [new FakeStream(), new FakeStream()];
    const backend = new FakeBackend().on('GET /events', ...streams.map(({ answer }) => answer));
    const { heard } = await listen(backend);
    streams[0]!.write('id: 9\nevent: weather\ndata: {"kind": "weather"}\n\n');
    await pass(0);
    streams[0]!.end();
    await pass(300);
    expect(heard).toEqual([]);
    expect(backend.requests[1]!.headers.get('Last-Event-ID')).toBe('9');
  });

  it('closes when nobody listens any more', async () => {
    const { stream, backend } = streaming();
    const { heard, control } = await listen(backend);
    control.abort();
    await pass(0);
    expect([stream.isCancelled, backend.open, vi.getTimerCount()]).toEqual([true, 0, 0]);
    await pass(100_000);
    expect([backend.requests.length, heard.length]).toEqual([1, 0]);
  });

  it('carries the token, renewed once', async () => {
    const stream = new FakeStream();
    const guarded: Answer = (request) =>
      request.headers.get('Authorization') === 'Bearer expired'
        ? (stream.answer as (request: unknown) => Response)(request)
        : new Response('', { status: 401 });
    const backend = new FakeBackend().on('GET /events', guarded);
    const { heard } = await listen(backend, { token: (reason) => reason });
    stream.event('1', rows('a'));
    await pass(0);
    expect(heard).toEqual([rows('a')]);
  });
});

describe('events out of order', () => {
  const tell = async (...events: [id: string, event: { kind: string }][]) => {
    const { stream, backend } = streaming();
    const { heard } = await listen(backend);
    for (const [id, event] of events) stream.event(id, event);
    await pass(0);
    return heard;
  };

  it('that come twice are told once', async () => {
    expect(await tell(['1', rows('a')], ['2', gone('b')], ['1', rows('a')], ['2', gone('b')])).toEqual([
      rows('a'),
      gone('b'),
    ]);
  });

  it('do not take a record back to what it was', async () => {
    expect(await tell(['2', gone('a')], ['1', rows('a')])).toEqual([gone('a')]);
    expect(await tell(['3', rows('a', 'b')], ['2', rows('b', 'c')])).toEqual([rows('a', 'b'), rows('c')]);
  });

  it('are told late where nothing newer was heard of their record: nothing is lost', async () => {
    expect(await tell(['2', rows('b')], ['1', rows('a')])).toEqual([rows('b'), rows('a')]);
  });

  it('are resumed after the last one', async () => {
    const streams = [new FakeStream(), new FakeStream()];
    const backend = new FakeBackend().on('GET /events', ...streams.map(({ answer }) => answer));
    await listen(backend);
    streams[0]!.event('10', rows('b'));
    streams[0]!.event('9', rows('a'));
    await pass(0);
    streams[0]!.end();
    await pass(300);
    expect(backend.requests[1]!.headers.get('Last-Event-ID')).toBe('10');
  });

  it('ids are as large as they like, and may name the life of the log', async () => {
    const large = '90071992547409930';
    expect(await tell([`${large}2`, rows('a')], [`${large}1`, rows('a')])).toHaveLength(1);
    expect(await tell(['x-10', rows('a')], ['x-9', rows('a')], ['y-1', rows('a')])).toHaveLength(2);
  });

  it('a backend that begins anew is believed', async () => {
    expect(await tell(['90', rows('a')], ['1', reload], ['2', rows('a')])).toEqual([
      rows('a'),
      reload,
      rows('a'),
    ]);
  });
});

describe('where there is no stream', () => {
  const page = (last: string, ...events: object[]) => json({ last, events });

  it.each([404, 405, 406, 410, 501])(
    '(%i) the backend is asked again and again, from where it was',
    async (status) => {
      const backend = new FakeBackend()
        .on('GET /events', problem(status))
        .on(
          'GET /changes',
          page('5'),
          page('7', { id: '6', event: rows('a') }, { id: '7', event: gone('b') }),
          page('7'),
        );
      const { heard } = await listen(backend, { pollInterval: 1000 });
      await pass(2600);
      expect(heard).toEqual([rows('a'), gone('b')]);
      const asked = backend.paths.filter((path) => path.includes('changes'));
      expect(asked.slice(0, 3)).toEqual(['GET /changes', 'GET /changes?since=5', 'GET /changes?since=7']);
      expect(asked.length).toBeLessThanOrEqual(4);
    },
  );

  it.each<[string, Answer]>([
    ['another body', json({ events: [] })],
    ['a stream that never brings a byte', new FakeStream().answer],
  ])('(%s) as well', async (_, answer) => {
    const backend = new FakeBackend().on('GET /events', answer).on('GET /changes', page('1'));
    await listen(backend, { timeout: 500 });
    await pass(600);
    expect(backend.paths).toEqual(['GET /events', 'GET /changes']);
  });

  it('and nothing to ask either: it ends, without a word', async () => {
    const backend = new FakeBackend();
    const { heard } = await listen(backend);
    await pass(60_000);
    expect([backend.paths, heard]).toEqual([['GET /events', 'GET /changes'], []]);
  });

  it('an answer that is not understood is a failure like any other', async () => {
    const backend = new FakeBackend()
      .on('GET /events', problem(404))
      .on('GET /changes', json({ last: '1', events: [{ id: '1', event: 7 }] }));
    const { heard } = await listen(backend);
    await pass(60_000);
    expect(heard).toMatchObject([{ kind: 'notice', code: 'watch-lost', problem: { kind: 'invalid' } }]);
  });
});

describe('a connection that is lost', () => {
  it('is told after three failures, and taken back when it is there again', async () => {
    const stream = new FakeStream();
    const backend = new FakeBackend().on('GET /events', lost, problem(503), lost, lost, stream.answer);
    const { heard } = await listen(backend);
    await pass(2000);
    expect(heard).toMatchObject([
      { kind: 'notice', code: 'watch-lost', problem: { kind: 'unavailable' } },
      reload, // nobody knows what was missed
    ]);
    stream.write(':\n\n');
    await pass(0);
    expect(heard.at(-1)).toEqual({ kind: 'notice', code: 'watch-lost', over: true });
    expect(heard).toHaveLength(3);
  });

  it('is tried for less and less often, but never given up', async () => {
    const backend = new FakeBackend().on('GET /events', lost);
    await listen(backend);
    await pass(60_000);
    const early = backend.requests.length;
    await pass(600_000);
    expect(early).toBeLessThan(25);
    expect(backend.requests.length - early).toBeGreaterThan(15);
    expect(backend.requests.length - early).toBeLessThan(120);
  });
});

describe('reading and listening', () => {
  const readable = (backend: FakeBackend) =>
    backend
      .on('GET /setup', json({}))
      .on('GET /companies', json({ rows: [] }))
      .on('GET /contacts', json({ rows: [] }));

  it('reading begins when nothing is missed any more', async () => {
    const stream = new FakeStream();
    let open!: () => void;
    const opening = new Promise<void>((resolve) => (open = resolve));
    const slow: Answer = async (request) => {
      await opening;
      return (stream.answer as (request: unknown) => Response)(request);
    };
    const backend = readable(new FakeBackend().on('GET /events', slow));
    const { adapter, heard } = await listen(backend);
    const reading = readAll(adapter);
    await pass(100);
    expect(backend.paths).toEqual(['GET /events']);
    open();
    await pass(0);
    await reading;
    expect(heard).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['does not open', 'silence'],
    ['is not there', problem(404)],
    ['is lost', lost],
  ])('a stream that %s does not keep anybody from reading', async (_, answer) => {
    const { adapter } = await listen(readable(new FakeBackend().on('GET /events', answer)));
    const reading = readAll(adapter);
    await pass(2000);
    expect(await reading).toHaveLength(3);
  });

  it('S5: an echo waits for the answer to the save that it is of', async () => {
    const { stream, backend } = streaming();
    let answer!: (response: Response) => void;
    backend.on('PATCH /companies/a', () => new Promise<Response>((resolve) => (answer = resolve)));
    const { adapter, heard } = await listen(backend);
    const order: string[] = [];
    const saving = adapter
      .save([updated('company', 'a', { name: 'N' })], { signal: never, key: 'k' })
      .then(() => order.push('saved'));
    await pass(0);
    stream.event('1', rows('a'));
    stream.event('2', rows('b'));
    await pass(50);
    expect(heard).toEqual([]);
    answer(Response.json({ id: 'a', version: '2' }));
    await saving;
    expect(heard).toEqual([]);
    await pass(0);
    expect(heard).toEqual([rows('a'), rows('b')]);
  });

  it("one listener's error does not end the listening", async () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { stream, backend } = streaming();
    const { adapter, heard } = await listen(backend);
    adapter.watch!(
      () => {
        throw new Error('boom');
      },
      { signal: controls[0]!.signal },
    );
    await pass(0);
    stream.event('1', rows('a'));
    stream.event('2', rows('b'));
    await pass(0);
    expect(heard.length + reported.mock.calls.length).toBe(2);
    reported.mockRestore();
  });
});

describe('a page', () => {
  let page: EventTarget & { visibilityState: string };
  const show = (state: 'visible' | 'hidden') => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  beforeEach(() => {
    page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', page);
    vi.resetModules();
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('that is hidden holds no connection, and resumes when it is seen again', async () => {
    const streams = [new FakeStream(), new FakeStream()];
    const backend = new FakeBackend().on('GET /events', ...streams.map(({ answer }) => answer));
    const { heard } = await listen(backend);
    streams[0]!.event('7', rows('a'));
    await pass(0);
    show('hidden');
    await pass(600_000);
    expect([streams[0]!.isCancelled, backend.requests.length]).toEqual([true, 1]);
    show('visible');
    await pass(0);
    expect(backend.requests[1]!.headers.get('Last-Event-ID')).toBe('7');
    expect(heard).toEqual([rows('a')]);
  });

  it('that is hidden does not ask', async () => {
    const backend = new FakeBackend().on('GET /changes', json({ last: '1', events: [] }));
    await listen(backend, { pollInterval: 100 });
    show('hidden');
    await pass(60_000);
    const asked = backend.requests.length;
    expect(asked).toBeLessThanOrEqual(3);
    show('visible');
    await pass(0);
    expect(backend.requests.length).toBe(asked + 1);
  });

  it('that was hidden from the start connects all the same', async () => {
    show('hidden');
    const { stream, backend } = streaming();
    const { heard } = await listen(backend);
    stream.event('1', rows('a'));
    await pass(0);
    expect(heard).toEqual([rows('a')]);
  });

  it('that is online again does not wait any longer', async () => {
    const browser = new EventTarget();
    vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser));
    vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser));
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const backend = new FakeBackend().on('GET /events', lost);
    await listen(backend, { backOff: 20_000 });
    await pass(100);
    expect(backend.requests).toHaveLength(1);
    browser.dispatchEvent(new Event('online'));
    await pass(0);
    expect(backend.requests).toHaveLength(2);
    vi.mocked(Math.random).mockRestore();
  });
});
