import { createHandler, type Handler, type HandlerOptions } from '../../../src/server/index.js';
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

/** The sample behind a handler, and a way to ask it that a test can read. */
export interface Api {
  readonly data: MemoryData;
  readonly handler: Handler;
  /** `ask('PATCH /contacts/ada', {body, headers})`. What is sent and answered is checked against the OpenAPI document. */
  ask(what: string, options?: Ask): Promise<Reply>;
  /** A write with a key of its own. */
  write(what: string, options?: Ask & { readonly ifMatch?: string }): Promise<Reply>;
}

export const origin = 'https://leads.example';

export function createApi(
  options: Partial<HandlerOptions> & { readonly rows?: MemoryDataOptions } = {},
): Api {
  const { rows, ...more } = options;
  const data = createMemoryData({ ...structuredClone(sample), now: () => testNow, ...rows });
  const handler = createHandler({ data, base: '/api', ...more });
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
  };
  return api;
}

export const everyone = { of: 'contact', criteria: { match: 'all', items: [] }, timeZone: 'UTC' } as const;
export const byName = [{ field: 'contact.name', direction: 'ascending' }] as const;
