import type { Handler } from './handler.js';

/** What is used of Node's `IncomingMessage`. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string;
  readonly url?: string;
  readonly rawHeaders: readonly string[];
}

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/**
 * A handler as a listener of Node's `http.createServer`, Express or Vite. Bodies pass in both directions as streams, so
 * events arrive when they happen, and a client that reads slowly slows its stream down.
 *
 * @example
 * createServer(toNodeListener(createHandler({ data, base: '/api' }))).listen(8080);
 */
export function toNodeListener(
  handler: Handler,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const gone = new AbortController();
    const leave = () => gone.abort();
    outgoing.once('close', leave);
    try {
      await send(await handler(toRequest(incoming, gone.signal)), outgoing, gone.signal);
    } catch (error) {
      if (!gone.signal.aborted) console.error('A request failed.', error);
      outgoing.destroy();
    } finally {
      outgoing.off('close', leave);
    }
  };
}

function toRequest(incoming: NodeRequest, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (!name.startsWith(':')) headers.append(name, rawHeaders[at + 1]!);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // The host is the client's word, and not looked at; the path may be anything (`//`, `*`).
  const address = new URL(`http://localhost${url.startsWith('/') ? url : '/'}`);
  const body = hasBody ? toStream(incoming) : undefined;
  return new Request(address, { method, headers, body, signal, duplex: 'half' } as RequestInit);
}

function toStream(incoming: NodeRequest): ReadableStream<Uint8Array> {
  const pieces = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(new Uint8Array(piece.value));
    },
    // Ending the iteration would end the connection, and with it the answer that says why.
    cancel() {},
  });
}

async function send(response: Response, outgoing: NodeResponse, signal: AbortSignal): Promise<void> {
  if (response.type === 'error') {
    outgoing.destroy(); // a fault: the network is lost
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const reader = response.body?.getReader();
  const stop = () => void reader?.cancel().catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    for (;;) {
      const piece = await reader?.read();
      if (!piece || piece.done || signal.aborted) break;
      if (!outgoing.write(piece.value)) await drained(outgoing);
    }
    outgoing.end();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Until there is room again, or nobody is there any more. */
function drained(outgoing: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('drain', done);
    outgoing.once('close', done);
  });
}
