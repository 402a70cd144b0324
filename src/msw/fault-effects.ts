import type { Handler } from '../server/handler.js';
import { HttpProblem, type ProblemStatus } from '../server/problems.js';
import { rewriteEvents } from './event-faults.js';
import type { FaultKind } from './fault-kinds.js';

export interface FaultSettings {
  readonly latency: number;
  readonly retryAfter: number;
}

type Effect = (request: Request, handler: Handler, settings: FaultSettings) => Promise<Response>;

/** Lets a request go wrong in this way. */
export function befall(
  kind: FaultKind,
  request: Request,
  handler: Handler,
  settings: FaultSettings,
): Promise<Response> {
  return effects[kind](request, handler, settings);
}

/** Whether this can go wrong with this request: reading knows no conflict, and only events have an order. */
export function canBefall(kind: FaultKind, request: Request): boolean {
  const { write, question, events } = natureOf(request);
  if (kind === '409' || kind === '412') return write;
  if (kind === '404') return write && request.method !== 'POST';
  if (kind === '422') return write || question;
  if (kind === 'disorder' || kind === 'echo') return events;
  if (kind === 'half-page') return !isStream(request);
  return true;
}

const refuse =
  (status: ProblemStatus, detail: string): Effect =>
  async (_request, _handler, { retryAfter }) =>
    new HttpProblem(status, detail, status === 429 ? { retryAfter } : {}).toResponse();

const effects: { readonly [Kind in FaultKind]: Effect } = {
  latency: async (request, handler, { latency }) => {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, latency);
      request.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
    return handler(request);
  },
  '401': refuse(401, 'The token has expired.'),
  '403': refuse(403, 'You may not do this.'),
  '404': refuse(404, 'There is no such record.'),
  '409': refuse(409, 'This record exists already.'),
  '412': async (request, handler) => {
    const current = await currentRow(request, handler);
    return new HttpProblem(412, 'The record has been changed by somebody else.', {
      members: current ? { current } : {},
    }).toResponse();
  },
  '422': refuse(422, 'A rule of the backend says no.'),
  '429': refuse(429, 'Too many requests.'),
  '500': refuse(500, 'The backend failed.'),
  'network-loss': async () => Response.error(),
  'answer-lost': async (request, handler) => {
    const response = await handler(request);
    await response.body?.cancel();
    return Response.error();
  },
  'half-page': async (request, handler) => {
    const response = await handler(request);
    const text = await response.text();
    return new Response(text === '' ? null : text.slice(0, text.length / 2), response);
  },
  duplicates: async (request, handler) => {
    if (!natureOf(request).write) return rewriteBody(await handler(request), twice, 'twice');
    await handler(request.clone()).then((first) => first.body?.cancel());
    return handler(request);
  },
  disorder: async (request, handler) => rewriteBody(await handler(request), backwards, 'disorder'),
  echo: (request, handler) => {
    const headers = new Headers(request.headers);
    headers.delete('Leadkit-Client');
    return handler(new Request(request, { headers }));
  },
};

const questions = ['query', 'count', 'groups', 'get'];

function natureOf({ method, url }: Request): { write: boolean; question: boolean; events: boolean } {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const question = method === 'POST' && questions.includes(last);
  return {
    question,
    write: method !== 'GET' && method !== 'PUT' && !question,
    events: method === 'GET' && (last === 'events' || last === 'changes'),
  };
}

function isStream({ method, url }: Request): boolean {
  return method === 'GET' && new URL(url).pathname.endsWith('/events');
}

/** What a record is, for those who are told that it is another. */
async function currentRow({ url, headers, method }: Request, handler: Handler): Promise<object | undefined> {
  if (method === 'POST') return undefined;
  const authorisation = headers.get('Authorization');
  const response = await handler(
    new Request(url, { headers: authorisation ? { Authorization: authorisation } : {} }),
  );
  if (!response.ok) return undefined;
  return { row: (await response.json()) as unknown, by: 'Somebody else', at: new Date().toISOString() };
}

type Body = Readonly<Record<string, unknown>>;

async function rewriteBody(
  response: Response,
  rewrite: (body: Body) => Body,
  events: Parameters<typeof rewriteEvents>[1],
): Promise<Response> {
  const type = response.headers.get('Content-Type') ?? '';
  if (type === 'text/event-stream') return new Response(rewriteEvents(response.body!, events), response);
  if (!response.ok || type !== 'application/json') return response;
  return new Response(JSON.stringify(rewrite((await response.json()) as Body)), response);
}

/** Each row, id and event of a page is there a second time. */
function twice(body: Body): Body {
  const again = (value: unknown): unknown =>
    Array.isArray(value) ? (value as unknown[]).concat(value) : value;
  const rows = body['rows'];
  const inner = rows && !Array.isArray(rows) ? mapValues(rows as Body, again) : again(rows);
  return { ...body, ...(rows ? { rows: inner } : {}), ...mapValues(listsOf(body), again) };
}

function backwards(body: Body): Body {
  const { events } = body;
  return Array.isArray(events) ? { ...body, events: [...(events as unknown[])].reverse() } : body;
}

/** Totals and outcomes belong to the questions by their place: they are left alone. */
function listsOf({ ids, events }: Body): Body {
  return { ...(ids ? { ids } : {}), ...(events ? { events } : {}) };
}

function mapValues(body: Body, change: (value: unknown) => unknown): Body {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, change(value)]));
}
