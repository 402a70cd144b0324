import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../src/server/index.js';
import { createMemoryData, type MemoryData } from '../../../src/server/memory/index.js';
import { toNodeListener } from '../../../src/server/node.js';
import { sample } from '../../helpers/stores.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server on a free port. */
async function serve(): Promise<{ url: string; data: MemoryData }> {
  const data = createMemoryData(structuredClone(sample));
  server = createServer(
    toNodeListener(createHandler({ data, base: '/api', limits: { bodyBytes: 100_000 } })),
  );
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, data };
}

describe('the handler as a listener of Node', () => {
  it('reads and writes', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/contacts/ada`, {
      method: 'PATCH',
      body: JSON.stringify({ lastName: 'Ærøskøbing' }),
      headers: { 'Content-Type': 'application/merge-patch+json', 'Idempotency-Key': 'k', 'If-Match': '*' },
    });
    expect(response.headers.get('ETag')).toMatch(/^"v\d+"$/);
    expect(await (await fetch(`${url}/contacts/ada`)).json()).toMatchObject({ lastName: 'Ærøskøbing' });
  });

  it('events arrive when they happen, and nothing is left when the client has gone', async () => {
    const { url, data } = await serve();
    const leave = new AbortController();
    const response = await fetch(`${url}/events`, { signal: leave.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: ready');
    data.change([{ kind: 'update', entity: 'contact', id: 'ada', patch: { title: 'CEO' } }]);
    expect((await reader.read()).value).toContain('"title":"CEO"');
    leave.abort();
    await expect.poll(() => data.listeners).toBe(0);
  });

  it('a body that is too large is refused with an answer', async () => {
    const { url } = await serve();
    const status = await new Promise((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json' };
      const sending = ask(`${url}/query`, { method: 'POST', headers }, ({ statusCode }) =>
        resolve(statusCode),
      );
      sending.on('error', reject);
      for (let piece = 0; piece < 4; piece++) sending.write(' '.repeat(50_000));
    });
    expect(status).toBe(413);
  });

  it('an address that is none is a 4xx', async () => {
    const { url } = await serve();
    const status = (path: string) =>
      new Promise((resolve, reject) =>
        ask(url, { path }, ({ statusCode }) => resolve(statusCode))
          .on('error', reject)
          .end(),
      );
    expect(await status('/api/contacts/%')).toBe(400);
    expect(await status('//')).toBe(404);
  });
});
