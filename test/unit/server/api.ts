import {
  createHandler,
  type Handler,
  type HandlerOptions,
  type ServerData,
} from '../../../src/server/index.js';
import {
  createMemoryData,
  type MemoryData,
  type MemoryDataOptions,
} from '../../../src/server/memory/index.js';
import { sample, testNow } from '../../helpers/stores.js';
import { Exchange } from './protocol.js';

export interface Ask {
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The request is not one that the document knows: only the answer is checked. */
  readonly wrong?: boolean;
  /** Neither is the answer: rows that are none, addresses that are not there. */
  readonly unknown?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** A handler, and a way to ask it that a test can read. */
export interface Api {
  readonly data: ServerData;
  readonly handler: Handler;
  /** `ask('PATCH /contacts/ada', {body, headers})`. What is sent and answered is checked against the OpenAPI document. */
  ask(what: string, options?: Ask): Promise<Reply>;
  /** A write with a key of its own. */
  write(what: string, options?: Ask & { readonly ifMatch?: string }): Promise<Reply>;
  /** All there is, as a client reads it. */
  everything(): Promise<unknown>;
}

export type ApiOptions = Partial<Omit<HandlerOptions, 'data'>>;

export const origin = 'https://leads.example';

/** A handler over any data. */
export function apiOver(data: ServerData, options: ApiOptions = {}): Api {
  const handler = createHandler({ data, base: '/api', ...options });
  const api: Api = {
    data,
    handler,
    async ask(what, { body, text, headers, signal, wrong, unknown } = {}) {
      const [method, path] = what.split(' ') as [string, string];
      const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const exchange = unknown ? undefined : new Exchange(method, path);
      if (body !== undefined && !wrong) exchange?.expectRequest(body, type);
      const response = await handler(
        new Request(`${origin}/api${path}`, {
          method,
          body: content,
          signal,
          headers: { ...(content === undefined ? {} : { 'Content-Type': type }), ...headers },
        }),
      );
      const answered = await response.text();
      const read: unknown = answered === '' ? undefined : JSON.parse(answered);
      exchange?.expectAnswer(response.status, response.headers, read);
      return { status: response.status, headers: response.headers, body: read };
    },
    write(what, { ifMatch, headers, ...rest } = {}) {
      return api.ask(what, {
        ...rest,
        headers: {
          'Idempotency-Key': crypto.randomUUID(),
          ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
          ...headers,
        },
      });
    },
    async everything() {
      const read = async (path: string): Promise<unknown> => (await api.ask(`GET ${path}`)).body;
      return Promise.all(['/setup', '/companies', '/contacts'].map(read));
    },
  };
  return api;
}

/** The sample in memory behind a handler. */
export interface MemoryApi extends Api {
  readonly data: MemoryData;
}

export function createApi(options: ApiOptions & { readonly rows?: MemoryDataOptions } = {}): MemoryApi {
  const { rows, ...more } = options;
  const data = createMemoryData({ ...structuredClone(sample), now: () => testNow, ...rows });
  return { ...apiOver(data, more), data };
}

export const everyone = { of: 'contact', criteria: { match: 'all', items: [] }, timeZone: 'UTC' } as const;
export const byName = [{ field: 'contact.name', direction: 'ascending' }] as const;
