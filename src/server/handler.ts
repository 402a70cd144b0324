import type { Call } from './call.js';
import type { Caller, ServerData } from './data.js';
import { isKeepable } from './keepable.js';
import { defaultLimits, type Limits } from './limits.js';
import { HttpProblem, wrongPart } from './problems.js';
import { route } from './routes.js';

/** Answers one request. Rejects never: what goes wrong is an answer, too. */
export type Handler = (request: Request) => Promise<Response>;

export interface HandlerOptions {
  readonly data: ServerData;
  /** The path that the addresses begin with, e.g. `/api`; nothing else of the address is looked at. */
  readonly base?: string;
  /**
   * Who asks. Undefined is nobody: 401. Throw an `HttpProblem` to say anything else, such as 403 or 429 with
   * `retryAfter`. Left out: everybody may do everything.
   */
  readonly authorise?: (request: Request) => Caller | undefined | Promise<Caller | undefined>;
  readonly limits?: Partial<Limits>;
  /** Ends all streams of events: before a server stops. */
  readonly signal?: AbortSignal;
  /** Hears of errors that are nobody's request's fault; the answer is a 500 that says nothing of them. */
  readonly onError?: (error: unknown) => void;
}

/**
 * The backend side of the HTTP adapter (`leadkit/openapi.json`), over any data. Uses nothing but the Fetch API, so it
 * runs in Node, Bun, Deno, a worker and a service worker.
 *
 * @example
 * export default { fetch: createHandler({ data, base: '/leads' }) };
 */
export function createHandler(options: HandlerOptions): Handler {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const streams = { open: 0 };
  const { data, base = '', onError = report } = options;
  const authorise: NonNullable<HandlerOptions['authorise']> = options.authorise ?? (() => ({}));

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const endpoint = route(request.method, partsOf(url.pathname, base, limits));
    const caller = await authorise(request);
    if (!caller)
      throw new HttpProblem(401, 'Who asks is not known.', { headers: { 'WWW-Authenticate': 'Bearer' } });
    const signal = options.signal ? AbortSignal.any([request.signal, options.signal]) : request.signal;
    const client = request.headers.get('Leadkit-Client')?.slice(0, limits.textLength);
    const call: Call = { request, url, data, limits, context: { caller, signal }, client, streams, base };
    return endpoint(call);
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof HttpProblem) {
        // A 503 of the data's has a cause that whoever runs this has to hear of.
        if (error.cause !== undefined && !request.signal.aborted) onError(error);
        return error.toResponse();
      }
      if (!request.signal.aborted) onError(error);
      return new HttpProblem(500, 'The request failed here; it may succeed later.').toResponse();
    }
  };
}

/** The steps of the path after the base. */
function partsOf(path: string, base: string, { textLength }: Limits): readonly string[] {
  if (path.length > textLength * 3) throw wrongPart('path', 'is too long');
  const own = path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
  if (own === undefined) throw new HttpProblem(404, 'There is nothing at this address.');
  return own.split('/').map((part) => {
    const decoded = decode(part);
    if (decoded === undefined || !isKeepable(decoded)) throw wrongPart('path', 'is not well-formed');
    return decoded;
  });
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function report(error: unknown): void {
  console.error('A request failed.', error);
}
