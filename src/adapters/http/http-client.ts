import { deadline } from '../../store/deadline.js';
import { newId } from '../../store/ids.js';
import { AdapterError } from '../../store/port.js';
import type { HttpAdapterOptions } from './options.js';
import { HttpProblem, isUnauthorised } from './problem-details.js';
import { TokenSource } from './token-source.js';
import { backOff, sleep } from './waiting.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After the base, with its query; the parts are escaped. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Reads a body, undefined where there is none. `what` was asked. Throws an `answerFault`. */
export type Reader<Answer> = (body: unknown, what: string, response: Response) => Answer;

/** Milliseconds between two tries, at most. If the backend asks for more, that is for the caller to decide. */
const longestWait = 10_000;

/** What may be over in a moment; everything else says the same again. */
const passing: readonly number[] = [429, 502, 503, 504];

/**
 * Makes requests, all of which can be repeated: reading changes nothing, and writes carry an idempotency key. Rejects
 * with an `AdapterError`, at once when the signal aborts.
 */
export class HttpClient {
  readonly #base: URL;
  readonly #tokens: TokenSource | undefined;
  readonly #fetch: HttpAdapterOptions['fetch'];
  readonly #client: string;
  readonly #timeout: number;
  readonly #tries: number;
  readonly #backOff: number;

  constructor({
    url,
    token,
    fetch,
    client = newId(),
    timeout = 15_000,
    tries = 4,
    backOff = 400,
  }: HttpAdapterOptions) {
    this.#base = baseOf(url);
    this.#tokens = token && new TokenSource(token);
    this.#fetch = fetch;
    this.#client = client;
    this.#timeout = timeout;
    this.#tries = tries;
    this.#backOff = backOff;
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

  callOnce<Answer>(call: Call, read: Reader<Answer>, signal: AbortSignal): Promise<Answer> {
    return deadline(this.#timeout, signal, async (until) => {
      const response = await this.send(call, until);
      const what = nameOf(call);
      const text = await response.text().catch((error: unknown) => lost(call, error));
      if (!response.ok) throw new HttpProblem(what, response, text);
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
    const fetch = this.#fetch ?? globalThis.fetch;
    const { method, path, headers } = call;
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    try {
      return await fetch(new URL(path, this.#base), {
        method,
        body,
        headers: {
          'Leadkit-Client': this.#client,
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
    const { kind, retryable, retryAfter = 0 } = error;
    const passes =
      error instanceof HttpProblem
        ? retryable && passing.includes(error.status)
        : retryable || kind === 'invalid';
    if (tries >= this.#tries || !passes || retryAfter > longestWait) return undefined;
    return retryAfter + backOff(tries, this.#backOff, longestWait);
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
    throw new TypeError(`"${url}" is no URL: outside of a page it needs an origin.`, {
      cause,
    });
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
