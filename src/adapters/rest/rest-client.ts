import { deadline } from '../../store/deadline.js';
import { AdapterError } from '../../store/port.js';
import { isUnauthorised, RestProblem, type Describe } from './rest-problem.js';
import { TokenSource, type TokenCallback } from './token-source.js';
import { backOff, sleep } from './waiting.js';

/** What a host says of its backend. */
export interface RestOptions {
  /** Where the backend is: `/api` (in a page), `https://crm.example.com/leads`. */
  readonly url: string;
  /** Asked for the bearer token of requests. Left out: none is sent; cookies of the page's own origin are. */
  readonly token?: TokenCallback;
  /** Makes the requests; for headers of one's own, and for tests. */
  readonly fetch?: typeof fetch;
  /** Milliseconds that one try may take. How long all may take together, the store says. */
  readonly timeout?: number;
  /** How often a request is tried in all, when the network or the backend is away for a moment. */
  readonly tries?: number;
  /** Milliseconds before the second try, at most; the wait doubles with each further one. */
  readonly backOff?: number;
}

/** How one kind of backend speaks. */
export interface RestManners {
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the body of an answer says that is no. */
  readonly describe: Describe;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After the base, with its query; the parts are escaped. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of a body; needs a `Content-Type`. */
  readonly text?: string;
}

/** Reads a body, undefined where there is none. `what` was asked. Throws an `AdapterError`. */
export type Reader<Answer> = (body: unknown, what: string, response: Response) => Answer;

/** Milliseconds between two tries, at most. If the backend asks for more, that is for the caller to decide. */
const longestWait = 10_000;

/** What may be over in a moment; everything else says the same again. */
const passing: readonly number[] = [429, 502, 503, 504];

/**
 * Makes requests. A token that the backend does not take (401) is renewed once; a backend that says so in another way
 * needs a `fetch` that translates. Rejects with an `AdapterError`, at once when the signal aborts.
 */
export class RestClient {
  readonly base: URL;
  readonly #options: RestOptions;
  readonly #manners: RestManners;
  readonly #tokens: TokenSource | undefined;

  constructor(options: RestOptions, manners: RestManners) {
    const { url, token } = options;
    this.base = baseOf(url);
    this.#options = options;
    this.#manners = manners;
    this.#tokens = token && new TokenSource(token);
  }

  /** Tries again what may be over in a moment: a lost connection, a busy backend, an answer that is garbled. */
  async call<Answer>(call: Call, read: Reader<Answer>, signal: AbortSignal): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.callOnce(call, read, signal);
      } catch (error) {
        const wait = this.#waitAfter(error as AdapterError, tries);
        if (wait === undefined) throw error;
        await sleep(wait, signal);
      }
    }
  }

  /** One try: for writes that the backend would do twice. */
  callOnce<Answer>(call: Call, read: Reader<Answer>, signal: AbortSignal): Promise<Answer> {
    return deadline(this.#options.timeout ?? 15_000, signal, async (until) => {
      const response = await this.send(call, until);
      const what = nameOf(call);
      const text = await response.text().catch((error: unknown) => lost(call, error));
      if (!response.ok) throw new RestProblem(what, response, text, this.#manners.describe);
      return read(parseJson(what, response, text), what, response);
    });
  }

  /** The answer as it comes, whatever its status. A token that has expired is renewed once. */
  async send(call: Call, signal: AbortSignal): Promise<Response> {
    const token = this.#tokens?.current();
    const response = await this.#request(call, await token, signal);
    if (!token || !isUnauthorised(response)) return response;
    response.body?.cancel().catch(() => {});
    return this.#request(call, await this.#tokens?.after(token), signal);
  }

  async #request(call: Call, token: string | undefined, signal: AbortSignal): Promise<Response> {
    const { fetch = globalThis.fetch } = this.#options;
    const { method, path, headers, text } = call;
    const body = text ?? JSON.stringify(call.body);
    try {
      return await fetch(new URL(path, this.base), {
        method,
        body,
        headers: {
          ...this.#manners.headers,
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(body && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        signal,
        cache: 'no-store',
        // A redirect could carry the token and the records to another origin.
        redirect: 'manual',
      });
    } catch (error) {
      return lost(call, error);
    }
  }

  /** Milliseconds until the next try; undefined: there is none. */
  #waitAfter(error: AdapterError, tries: number): number | undefined {
    const { tries: most = 4, backOff: first = 400 } = this.#options;
    const { kind, retryable, retryAfter = 0 } = error;
    const passes =
      error instanceof RestProblem
        ? retryable && passing.includes(error.status)
        : retryable || kind === 'invalid';
    if (tries >= most || !passes || retryAfter > longestWait) return undefined;
    return retryAfter + backOff(tries, first, longestWait);
  }
}

function nameOf({ method, path }: Call): string {
  return `${method} /${path}`;
}

function baseOf(url: string): URL {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  try {
    return new URL(url.replace(/\/?$/, '/'), page);
  } catch (cause) {
    throw new TypeError(`"${url}" is no URL, or lacks an origin.`, { cause });
  }
}

function lost(call: Call, cause: unknown): never {
  throw new AdapterError('unavailable', `${nameOf(call)} got no answer: ${String(cause)}`, { cause });
}

function parseJson(what: string, response: Response, text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = response.headers.get('Content-Type');
    const kind = type?.includes('json') ? 'unavailable' : 'invalid'; // cut off on the way, or somebody else's page
    throw new AdapterError(kind, `${what} answered ${type} that is not JSON.`, { cause });
  }
}
