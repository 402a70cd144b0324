import type { Handler } from './handler.js';

/**
 * A `fetch` that asks a handler in this very place: for stories, tests and pages without a backend. An answer that is a
 * network error (`Response.error()`) rejects, and so does a request whose signal aborts, as a real `fetch` would.
 *
 * @example
 * createHttpAdapter({ url: '/api', fetch: asFetch(createHandler({ data, base: '/api' })) });
 */
export function asFetch(handler: Handler): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    let stop: () => void;
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason);
      signal.addEventListener('abort', stop);
    });
    try {
      const response = await Promise.race([handler(request), aborted]);
      if (response.type === 'error') throw new TypeError('Failed to fetch');
      return response;
    } finally {
      signal.removeEventListener('abort', stop!);
    }
  };
}
