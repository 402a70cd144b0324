import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpAdapter, type HttpAdapterOptions } from '../../../../src/adapters/http/index.js';
import { updated } from '../../../../src/model/changes.js';
import { createFaults, withFaults, type FaultKind } from '../../../../src/msw/index.js';
import { asFetch, createHandler, type HandlerOptions } from '../../../../src/server/index.js';
import {
  createMemoryData,
  type MemoryData,
  type MemoryDataOptions,
} from '../../../../src/server/memory/index.js';
import { toNodeListener } from '../../../../src/server/node.js';
import { LeadStore } from '../../../../src/store/lead-store.js';
import type { RemoteEvent } from '../../../../src/store/port.js';
import { sample } from '../../../helpers/stores.js';
import { never, readAll } from './fake-backend.js';

// The adapter on the backend that comes with it: both sides of the protocol.

/** Machines with many tests at once are slow. */
const patient = { timeout: 8_000 };
const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const dataOf = (options: MemoryDataOptions = {}) =>
  createMemoryData({ ...structuredClone(sample), ...options });

function open(options: HttpAdapterOptions): LeadStore {
  const store = new LeadStore({ adapter: createHttpAdapter({ backOff: 5, ...options }) });
  closing.push(() => store.close());
  return store;
}

/** Listens on a port of its own, or on one that was used before. */
async function serve(data: MemoryData, options: Partial<HandlerOptions> = {}, port = 0): Promise<Backend> {
  const life = new AbortController();
  const handler = createHandler({ data, base: '/api', signal: life.signal, ...options });
  const server: Server = createServer((...parts) => void toNodeListener(handler)(...parts));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      life.abort();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closing.push(stop);
  return { url: `http://127.0.0.1:${address.port}/api`, port: address.port, stop };
}
interface Backend {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

describe.each(['everything', 'least'] as const)('in this process, with %s declared', (declare) => {
  const url = 'https://leads.example/api';
  const connect = () => {
    const data = dataOf({ declare });
    return { data, fetch: asFetch(createHandler({ data, base: '/api' })) };
  };

  it('shows what is there, and saves', async () => {
    const { data, fetch } = connect();
    const store = open({ url, fetch });
    await store.loaded;
    await expect.poll(() => store.record('company', 'acme').phase, patient).toBe('ready');
    expect(await store.updateCompany('acme', { city: 'Bergen' })).toMatchObject({ status: 'done' });
    const { companies } = await data.get([{ entity: 'company', id: 'acme' }], { caller: {}, signal: never });
    expect(companies).toMatchObject([{ city: 'Bergen' }]);
  });

  it('S6: of two who change the same, the second learns what the first made of it', async () => {
    const { fetch } = connect();
    const [mine, theirs] = [createHttpAdapter({ url, fetch }), createHttpAdapter({ url, fetch })];
    const { companies } = await mine.get!([{ entity: 'company', id: 'acme' }], { signal: never });
    const { version: baseVersion } = companies![0] as { version: string };
    const rename = (name: string) => [{ ...updated('company', 'acme', { name }), baseVersion } as never];
    expect(await theirs.save(rename('Theirs'), { signal: never, key: 'a' })).toMatchObject([{ ok: true }]);
    for (const changes of [
      rename('Mine'),
      [...rename('Mine'), updated('company', 'globex', { city: 'Oslo' })],
    ]) {
      const outcomes = await mine.save(changes, { signal: never, key: `b${changes.length}` });
      expect(outcomes).toHaveLength(changes.length);
      expect(outcomes).toMatchObject([
        { ok: false, problem: { kind: 'conflict' }, current: { row: { name: 'Theirs' } } },
        ...(changes.length > 1 ? [{ ok: false }] : []),
      ]);
    }
  });

  it('a save that is sent again under its key is done once', async () => {
    const { fetch } = connect();
    const adapter = createHttpAdapter({ url, fetch });
    const save = () =>
      adapter.save([updated('company', 'acme', { city: 'Bergen' })], { signal: never, key: 'k' });
    expect(await save()).toEqual(await save());
  });
});

describe('faults that pass', () => {
  it.each<FaultKind>(['latency', '429', 'network-loss', 'answer-lost', 'half-page', 'duplicates'])(
    '%s, now and then: everything is read and saved all the same, once',
    async (kind) => {
      const data = dataOf();
      const before = data.snapshot().saves;
      const faults = createFaults({
        random: { seed: 7, rate: 0.3, kinds: [kind] },
        latency: 5,
        retryAfter: 0,
      });
      const fetch = asFetch(withFaults(createHandler({ data, base: '/api' }), faults));
      const adapter = createHttpAdapter({ url: 'https://leads.example/api', fetch, backOff: 1, tries: 12 });
      for (let round = 0; round < 30; round += 1) {
        const outcomes = await adapter.save([updated('company', 'acme', { city: `City ${round}` })], {
          signal: never,
          key: `key-${round}`,
        });
        expect(outcomes).toMatchObject([{ ok: true }]);
        const rows = Object.assign({}, ...(await readAll(adapter))) as {
          companies: { id: string; city: string }[];
        };
        expect(rows.companies.find(({ id }) => id === 'acme')!.city).toBe(`City ${round}`);
      }
      expect(faults.log.length).toBeGreaterThan(5);
      expect(data.snapshot().saves - before).toBe(30);
    },
  );
});

describe('over the network', () => {
  it('two stores hear of each other', async () => {
    const data = dataOf();
    const { url } = await serve(data);
    const [one, two] = [open({ url }), open({ url })];
    await Promise.all([one.loaded, two.loaded]);
    const cityOf = (store: LeadStore) => store.record('company', 'acme').record?.city;
    await expect.poll(() => [cityOf(one), cityOf(two), data.listeners], patient).toEqual(['Oslo', 'Oslo', 2]);
    await one.updateCompany('acme', { city: 'Bergen' });
    await expect.poll(() => cityOf(two), patient).toBe('Bergen');
  });

  it('by polling as well, where streams are not to be had', async () => {
    const data = dataOf();
    const { url } = await serve(data, { limits: { streams: 0 } });
    const noStream: typeof fetch = (input, init) =>
      (input as URL).pathname.endsWith('/events')
        ? Promise.resolve(new Response('', { status: 404 }))
        : fetch(input, init);
    const store = open({ url, fetch: noStream, pollInterval: 20 });
    await expect.poll(() => store.record('company', 'acme').record?.city, patient).toBe('Oslo');
    data.change([updated('company', 'acme', { city: 'Bergen' })]);
    await expect.poll(() => store.record('company', 'acme').record?.city, patient).toBe('Bergen');
  });

  it('a backend that was away: what was missed is made up for', async () => {
    const data = dataOf();
    const first = await serve(data);
    const heard: RemoteEvent[] = [];
    const adapter = createHttpAdapter({ url: first.url, backOff: 5 });
    const control = new AbortController();
    closing.push(() => control.abort());
    adapter.watch!((event) => void heard.push(event), { signal: control.signal });
    await expect.poll(() => data.listeners, patient).toBe(1);
    data.change([updated('company', 'acme', { city: 'Bergen' })]);
    await expect.poll(() => heard, patient).toHaveLength(1);
    await first.stop();
    data.change([updated('company', 'acme', { city: 'Tromsø' })]);
    await serve(data, {}, first.port);
    await expect
      .poll(() => heard.filter(({ kind }) => kind === 'rows'))
      .toMatchObject([
        { rows: { companies: [{ city: 'Bergen' }] } },
        { rows: { companies: [{ city: 'Tromsø' }] } },
      ]);
    expect(heard.filter(({ kind }) => kind === 'reload')).toEqual([]);
  });

  it('a backend that has forgotten where one was says to read again', async () => {
    const data = dataOf();
    const first = await serve(data);
    const store = open({ url: first.url });
    await expect
      .poll(() => [store.record('company', 'acme').record?.city, data.listeners])
      .toEqual(['Oslo', 1]);
    await first.stop();
    const after = createMemoryData({ from: data.snapshot() });
    after.change([updated('company', 'acme', { city: 'Tromsø' })]);
    await serve(after, {}, first.port);
    await expect.poll(() => store.record('company', 'acme').record?.city, patient).toBe('Tromsø');
  });

  it('closing the store closes its connections', async () => {
    const data = dataOf();
    const { url } = await serve(data);
    const stores = Array.from({ length: 20 }, () => open({ url }));
    await expect.poll(() => data.listeners, patient).toBe(20);
    for (const store of stores) store.close();
    await expect.poll(() => data.listeners, patient).toBe(0);
  });

  it('the token is renewed while the stream is open, and no other origin ever gets it', async () => {
    const data = dataOf();
    const elsewhere: string[] = [];
    const thief = createServer((request, response) => {
      elsewhere.push(request.url!);
      response.end('{}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    closing.push(() => void thief.close());
    const { port } = thief.address() as AddressInfo;
    let valid = 'first';
    const authorise = ({ headers }: Request) =>
      headers.get('Authorization') === `Bearer ${valid}` ? {} : undefined;
    const { url } = await serve(data, { authorise });
    const adapter = createHttpAdapter({ url, token: (reason) => reason });
    await readAll(adapter);
    valid = 'expired';
    expect(await readAll(adapter)).not.toHaveLength(0);
    const lure = createServer((_, response) =>
      response.writeHead(307, { Location: `http://127.0.0.1:${port}/` }).end(),
    );
    await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
    closing.push(() => void lure.close());
    const lured = createHttpAdapter({
      url: `http://127.0.0.1:${(lure.address() as AddressInfo).port}`,
      token: () => 'secret',
    });
    await expect(readAll(lured)).rejects.toMatchObject({ kind: 'unauthorised' });
    expect(elsewhere).toEqual([]);
  });
});
