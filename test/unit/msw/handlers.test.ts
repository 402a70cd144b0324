import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFaults, createLeadHandlers } from '../../../src/msw/index.js';
import { createMemoryData } from '../../../src/server/memory/index.js';
import { sample } from '../../helpers/stores.js';

// MSW 3 is made for Node 22; this is all that it misses in Node 20.
Promise.withResolvers ??= <Value>() => {
  let functions: Pick<PromiseWithResolvers<Value>, 'resolve' | 'reject'>;
  const promise = new Promise<Value>((resolve, reject) => (functions = { resolve, reject }));
  return { promise, ...functions! };
};

const url = 'https://leads.example/api';
const data = createMemoryData(structuredClone(sample));
const faults = createFaults();
const server = setupServer(...createLeadHandlers({ url, data, faults }));
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => (faults.plan = {}));
afterAll(() => server.close());

describe('MSW in Node', () => {
  it('answers like the handler', async () => {
    const contact = await (await fetch(`${url}/contacts/ada`)).json();
    expect(contact).toMatchObject({ id: 'ada', firstName: 'Ada' });
  });

  it('takes writes', async () => {
    const response = await fetch(`${url}/contacts/ada`, {
      method: 'PATCH',
      body: JSON.stringify({ title: 'CEO' }),
      headers: { 'Content-Type': 'application/merge-patch+json', 'Idempotency-Key': 'k', 'If-Match': '*' },
    });
    expect(await response.json()).toMatchObject({ title: 'CEO' });
  });

  it('streams events, and notices when nobody listens any more', async () => {
    const leave = new AbortController();
    const response = await fetch(`${url}/events`, { signal: leave.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: ready');
    data.change([{ kind: 'update', entity: 'contact', id: 'ada', patch: { title: 'CFO' } }]);
    expect((await reader.read()).value).toContain('"title":"CFO"');
    leave.abort();
    await expect.poll(() => data.listeners).toBe(0);
  });

  it('a lost network is a fetch that rejects', async () => {
    faults.plan = { always: 'network-loss' };
    await expect(fetch(`${url}/setup`)).rejects.toThrow(TypeError);
  });

  it('without data there is a new installation', async () => {
    server.use(...createLeadHandlers({ url: 'https://empty.example/' }));
    const setup = await (await fetch('https://empty.example/setup')).json();
    expect(setup.leadStatuses).toHaveLength(5);
  });
});
