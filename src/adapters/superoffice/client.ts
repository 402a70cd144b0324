import { RestClient } from '../rest/rest-client.js';
import type { Decisions } from './decisions.js';
import type { SuperOfficeAdapterOptions } from './options.js';
import { describeWith } from './problems.js';

type Fetch = typeof fetch;

/** The client of requests, in SuperOffice's manners. Paths begin with `v1/`. */
export function createClient(options: SuperOfficeAdapterOptions, decisions: Decisions): RestClient {
  const { language = 'en', headers, fetch, token } = options;
  return new RestClient(
    { ...options, ...(token ? { fetch: whereExpiredIs403(fetch, decisions.freshToken) } : {}) },
    {
      headers: { Accept: 'application/json', 'Accept-Language': language, ...headers },
      describe: describeWith(decisions.problemKind),
    },
  );
}

/**
 * A `fetch` that answers 401 where the server says 403 of a token that may have expired: of the first 403 of a call, unless
 * the token has just been renewed. What is still 403 after that is forbidden.
 *
 * @param fresh milliseconds for which a renewed token is believed to be good
 */
export function whereExpiredIs403(fetch: Fetch | undefined, fresh: number): Fetch {
  const renewed = new Map<string | null, number>();
  const triedAgain = new WeakSet<AbortSignal>();
  return async (input, init) => {
    const token = new Headers(init?.headers).get('Authorization');
    // Nobody knows how old the first one is.
    if (!renewed.has(token)) renewed.set(token, renewed.size === 0 ? -Infinity : Date.now());
    const response = await (fetch ?? globalThis.fetch)(input, init);
    const signal = init?.signal;
    if (response.status !== 403 || !signal || triedAgain.has(signal)) return response;
    if (Date.now() - renewed.get(token)! < fresh) return response;
    triedAgain.add(signal);
    await response.body?.cancel();
    return new Response(null, { status: 401 });
  };
}
