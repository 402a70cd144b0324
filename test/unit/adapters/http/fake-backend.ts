import { createHttpAdapter, type HttpAdapterOptions } from '../../../../src/adapters/http/index.js';
import { entityNames, type EntityName } from '../../../../src/model/records.js';
import type { LeadAdapter, Rows } from '../../../../src/store/port.js';

export interface Request {
  readonly method: string;
  /** After the base, with its query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal;
  readonly init: RequestInit;
}

/** What a route says to a request: an answer, an error (the network is lost), or nothing ever. */
export type Answer = ((request: Request) => Response | Promise<Response>) | Error | 'silence';

export const base = 'https://crm.example/api';
export const never = new AbortController().signal;

/** A `fetch` that says what a test has written down, and notes what it was asked. */
export class FakeBackend {
  readonly requests: Request[] = [];
  /** Requests that have neither been answered nor aborted. */
  open = 0;
  readonly #routes = new Map<string, Answer[]>();

  /** `GET /setup` and so on, without the query. Each answer once, the last one from then on. */
  on(route: string, ...answers: readonly Answer[]): this {
    this.#routes.set(route, [...answers]);
    return this;
  }

  /** The paths that were asked for, in order. */
  get paths(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  readonly fetch: typeof fetch = (input, init = {}) => {
    const url = new URL(input as URL);
    if (!url.href.startsWith(base)) throw new Error(`A request left for ${url.href}.`);
    const request: Request = {
      method: init.method ?? 'GET',
      path: url.pathname.slice('/api'.length) + url.search,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      signal: init.signal!,
      init,
    };
    this.requests.push(request);
    const answers = this.#routes.get(`${request.method} ${request.path.split('?')[0]}`) ?? [problem(404)];
    return this.#respond(request, answers.length > 1 ? answers.shift()! : answers[0]!);
  };

  #respond(request: Request, answer: Answer): Promise<Response> {
    this.open += 1;
    return new Promise<Response>((resolve, reject) => {
      const abort = () => reject(new DOMException('This operation was aborted', 'AbortError'));
      if (request.signal.aborted) abort();
      request.signal.addEventListener('abort', abort);
      if (answer instanceof Error) reject(answer);
      else if (answer !== 'silence') Promise.resolve(answer(request)).then(resolve, reject);
    }).finally(() => (this.open -= 1));
  }

  adapter(options: Partial<HttpAdapterOptions> = {}): LeadAdapter {
    return createHttpAdapter({ url: base, fetch: this.fetch, client: 'tab-1', backOff: 1, ...options });
  }
}

export const lost = new TypeError('fetch failed');

export function json(body: unknown, init: ResponseInit = {}): Answer {
  const headers = { 'Content-Type': 'application/json', ...(init.headers as Record<string, string>) };
  return () => new Response(JSON.stringify(body), { ...init, headers });
}

export function text(body: string, type = 'application/json', status = 200): Answer {
  return () => new Response(body, { status, headers: { 'Content-Type': type } });
}

/** Problem Details, with members beside its status. */
export function problem(status: number, members: object = {}, headers: Record<string, string> = {}): Answer {
  const type = { 'Content-Type': 'application/problem+json', ...headers };
  return () => new Response(JSON.stringify({ status, ...members }), { status, headers: type });
}

/** A stream of events that the test writes. */
export class FakeStream {
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  isCancelled = false;
  readonly answer: Answer = () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.isCancelled = true),
    });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  };

  write(text: string): void {
    this.bytes(new TextEncoder().encode(text));
  }

  bytes(bytes: Uint8Array): void {
    this.#controller.enqueue(bytes);
  }

  event(id: string | undefined, event: { kind: string }): void {
    this.write(
      `${id === undefined ? '' : `id: ${id}\n`}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`,
    );
  }

  end(): void {
    this.#controller.close();
  }

  break(): void {
    this.#controller.error(new TypeError('terminated'));
  }
}

export async function readAll(
  adapter: LeadAdapter,
  entities: readonly EntityName[] = entityNames,
  signal = never,
): Promise<Rows[]> {
  const batches: Rows[] = [];
  for await (const batch of adapter.read({ signal, entities }) as AsyncIterable<Rows>) batches.push(batch);
  return batches;
}
