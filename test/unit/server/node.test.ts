import { createServer, request as ask, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHandler, type Handler, type Limits } from '../../../src/server/index.js';
import { createMemoryData, type MemoryData } from '../../../src/server/memory/index.js';
import { toNodeListener, type NodeListenerOptions } from '../../../src/server/node.js';
import { sample } from '../../helpers/stores.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server on a free port. */
async function serve(
  limits: Partial<Limits> = {},
  options?: NodeListenerOptions,
): Promise<{ url: string; data: MemoryData }> {
  const data = createMemoryData(structuredClone(sample));
  const handler = createHandler({ data, base: '/api', limits: { bodyBytes: 100_000, ...limits } });
  const port = await listen(handler, options);
  return { url: `http://127.0.0.1:${port}/api`, data };
}

async function listen(handler: Handler, options?: NodeListenerOptions): Promise<number> {
  server = createServer(toNodeListener(handler, options));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Somebody at the wire, who does as he likes: what came, and whether the server has ended it. */
async function call(port: number | string, ...sent: string[]) {
  const socket: Socket = connect(Number(port), '127.0.0.1').on('error', () => {});
  const heard = { socket, text: '', isOver: false };
  socket.setEncoding('latin1').on('data', (text) => (heard.text += String(text)));
  socket.on('close', () => (heard.isOver = true));
  await new Promise((resolve) => socket.once('connect', resolve));
  for (const text of sent) socket.write(text);
  return heard;
}
const head = (length: number, connection = 'keep-alive') =>
  `POST /api/query HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

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

  it('who sends on after the answer gets to see it, for a while', async () => {
    const { url } = await serve();
    const polite = await call(new URL(url).port, head(10_000_000), ' '.repeat(1_000_000));
    await expect.poll(() => polite.text).toContain('413');
    polite.socket.write(' '.repeat(9_000_000) + 'GET /api/setup HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => polite.text).toContain('200 OK'); // the same connection, the next request
    polite.socket.destroy();
  });

  it('so does who wants the connection to end with it, and looks when everything is sent', async () => {
    const { url } = await serve();
    const blind = await call(new URL(url).port, head(10_000_000, 'close'));
    blind.socket.pause();
    for (let piece = 0; piece < 100; piece++) {
      const isRoom = blind.socket.write(' '.repeat(100_000));
      if (!isRoom) await new Promise((resolve) => blind.socket.once('drain', resolve));
    }
    blind.socket.resume();
    await expect.poll(() => blind.isOver).toBe(true);
    expect(blind.text).toContain('413');
    expect(blind.text).toMatch(/0\r\n\r\n$/);
  });

  it.each(['keep-alive', 'close'])('who goes on for ever is cut off (%s)', async (connection) => {
    const { url } = await serve({}, { restTime: 50 });
    const endless = await call(new URL(url).port, head(1e12, connection));
    const sending = setInterval(() => endless.socket.write(' '.repeat(50_000)), 5);
    await expect.poll(() => endless.isOver).toBe(true);
    clearInterval(sending);
    expect(endless.text).toContain('413');
  });

  it('who drips a body gets an answer, and is cut off', async () => {
    const { url } = await serve({ bodyTime: 50 }, { restTime: 50 });
    const slow = await call(new URL(url).port, head(1_000));
    const dripping = setInterval(() => slow.socket.write(' '), 5);
    await expect.poll(() => slow.isOver).toBe(true);
    clearInterval(dripping);
    expect(slow.text).toContain('408');
  });

  it('who does not read an answer is let go of; nothing of it piles up', async () => {
    let [made, isLeft] = [0, false];
    const endless: Handler = async () => {
      const pull = (controller: ReadableStreamDefaultController) => {
        made++;
        controller.enqueue(new Uint8Array(1_000_000));
      };
      return new Response(new ReadableStream({ pull, cancel: () => void (isLeft = true) }));
    };
    const port = await listen(endless, { unreadTime: 50 });
    const { socket } = await call(port);
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => isLeft).toBe(true);
    expect(made).toBeLessThan(50);
    socket.destroy();
  });
});
