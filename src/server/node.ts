import type { Handler } from './handler.js';

/** What is used of Node's `IncomingMessage`. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string;
  readonly url?: string;
  readonly rawHeaders: readonly string[];
  /** Whether all of it has arrived. */
  readonly complete: boolean;
  destroy(): unknown;
}

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  /** False: the connection ends with the answer. */
  readonly shouldKeepAlive: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): boolean;
  end(done?: () => void): unknown;
  destroy(): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

export interface NodeListenerOptions {
  /** Milliseconds that a client may leave unread what was sent to it, before the connection is ended; 60,000 without. */
  readonly unreadTime?: number;
  /**
   * Milliseconds for which the rest of a body is still read, and thrown away, when the answer has been given without it:
   * many clients look at an answer only when they have sent everything. 2,000 without.
   */
  readonly restTime?: number;
}

/**
 * A handler as a listener of Node's `http.createServer`, Express or Vite. Bodies pass in both directions as streams, so
 * events arrive when they happen, and a client that reads slowly slows its stream down. Who reads or sends nothing at all
 * is let go of.
 *
 * @example
 * createServer(toNodeListener(createHandler({ data, base: '/api' }))).listen(8080);
 */
export function toNodeListener(
  handler: Handler,
  { unreadTime = 60_000, restTime = 2_000 }: NodeListenerOptions = {},
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const gone = new AbortController();
    const leave = () => gone.abort();
    outgoing.once('close', leave);
    const body = hasBody(incoming) ? incoming[Symbol.asyncIterator]() : undefined;
    try {
      const response = await handler(toRequest(incoming, body, gone.signal));
      await send(response, outgoing, gone.signal, unreadTime);
      const throwAwayRest = async () => {
        if (body && !incoming.complete) await throwAway(body, incoming, outgoing, restTime);
      };
      if (!outgoing.shouldKeepAlive) await throwAwayRest();
      outgoing.end();
      await throwAwayRest();
    } catch (error) {
      if (!gone.signal.aborted) console.error('A request failed.', error);
      outgoing.destroy();
    } finally {
      outgoing.off('close', leave);
    }
  };
}

type Body = AsyncIterator<Uint8Array>;

function hasBody({ method }: NodeRequest): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function toRequest(incoming: NodeRequest, body: Body | undefined, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (!name.startsWith(':')) headers.append(name, rawHeaders[at + 1]!);
  }
  // The host is the client's word, and not looked at; the path may be anything (`//`, `*`).
  const address = new URL(`http://localhost${url.startsWith('/') ? url : '/'}`);
  const stream = body && toStream(body);
  return new Request(address, { method, headers, body: stream, signal, duplex: 'half' } as RequestInit);
}

function toStream(pieces: Body): ReadableStream<Uint8Array> {
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

/** Reads on for a while, and then ends the connection. */
async function throwAway(
  rest: Body,
  incoming: NodeRequest,
  outgoing: NodeResponse,
  time: number,
): Promise<void> {
  const late = setTimeout(() => outgoing.end(() => incoming.destroy()), time);
  try {
    while (!(await rest.next()).done);
  } catch {
    // The client has gone, or was too slow.
  } finally {
    clearTimeout(late);
  }
}

/** All of an answer but its end. */
async function send(
  response: Response,
  outgoing: NodeResponse,
  signal: AbortSignal,
  unreadTime: number,
): Promise<void> {
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
      if (!outgoing.write(piece.value)) await drained(outgoing, unreadTime);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Until there is room again, or nobody is there any more; who does not read is sent away. */
function drained(outgoing: NodeResponse, time: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => outgoing.destroy(), time);
    const done = () => {
      clearTimeout(late);
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('drain', done);
    outgoing.once('close', done);
  });
}
