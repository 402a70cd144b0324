import { createHandler, type Handler, type HandlerOptions } from '../../../src/server/index.js';
import {
  createMemoryData,
  type MemoryData,
  type MemoryDataOptions,
} from '../../../src/server/memory/index.js';
import { sample, testNow } from '../../helpers/stores.js';

export interface Ask {
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
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
  /** `ask('PATCH /contacts/ada', {body, headers})`. */
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
    async ask(what, { body, text, headers, signal } = {}) {
      const [method, path] = what.split(' ') as [string, string];
      const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const response = await handler(
        new Request(`${origin}/api${path}`, {
          method,
          body: content,
          signal,
          headers: { ...(content === undefined ? {} : { 'Content-Type': type }), ...headers },
        }),
      );
      const answered = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: answered === '' ? undefined : JSON.parse(answered),
      };
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
