import type { Handler } from './handler.js';

export interface CorsOptions {
  /** The origins whose pages may ask, as browsers write them (`https://portal.example`), or `*` for all. */
  readonly origins: readonly string[] | '*';
  /** Whether cookies may be sent along; not with `*`. Tokens in `Authorization` need no such thing. */
  readonly credentials?: boolean;
  /** Seconds for which browsers remember what they may do; two hours without. */
  readonly maxAge?: number;
}

const methods = 'GET, POST, PUT, PATCH, DELETE';
/** What the HTTP adapter sends, and reads, beyond what browsers allow anyway. */
const requestHeaders =
  'Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, Leadkit-Client';
const responseHeaders = 'ETag, Location, Retry-After';

/**
 * The same handler for pages of other origins (CORS, Fetch standard): answers their preflights, and lets them read what
 * is answered. Pages of origins that are not named get the same answers without leave to read them; who may ask at all
 * is for `authorise` to say.
 *
 * @example
 * withCors(createHandler({ data, base: '/api' }), { origins: ['https://portal.example'] });
 */
export function withCors(handler: Handler, options: CorsOptions): Handler {
  const { origins, credentials = false, maxAge = 7_200 } = options;
  if (credentials && origins === '*')
    throw new Error('Cookies need named origins: "*" would lend them to every page.');

  return async (request) => {
    const origin = request.headers.get('Origin');
    const isAllowed = origin !== null && (origins === '*' || origins.includes(origin));
    if (!isAllowed) return withHeaders(await handler(request), vary());
    const leave = {
      'Access-Control-Allow-Origin': origins === '*' ? '*' : origin,
      ...(credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
      ...vary(),
    };
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');
    if (!isPreflight)
      return withHeaders(await handler(request), {
        ...leave,
        'Access-Control-Expose-Headers': responseHeaders,
      });
    return new Response(null, {
      status: 204,
      headers: {
        ...leave,
        'Access-Control-Allow-Methods': methods,
        'Access-Control-Allow-Headers': requestHeaders,
        'Access-Control-Max-Age': String(maxAge),
      },
    });
  };

  /** Answers differ by origin, unless all are alike: caches must know. */
  function vary(): Record<string, string> {
    return origins === '*' ? {} : { Vary: 'Origin' };
  }
}

function withHeaders(response: Response, more: Readonly<Record<string, string>>): Response {
  if (response.type === 'error') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}
