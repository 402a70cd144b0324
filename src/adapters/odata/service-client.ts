import { isObject } from '../../model/parse-values.js';
import { AdapterError } from '../../store/port.js';
import { RestClient, type Call } from '../rest/rest-client.js';
import { textOf, type Described, type Members } from '../rest/rest-problem.js';
import { control, type Entity } from './entities.js';
import type { ODataAdapterOptions } from './options.js';

/** Letters of an address, above which a question goes by `POST …/$query` where the service takes that. */
const longestAddress = 2_000;

/** Entities of a portion, when everything is read; services have limits of their own. */
const portionSize = 2_000;

/** Part of a collection. */
export interface Portion {
  readonly entities: readonly Entity[];
  /** All that there are, when it was asked for. */
  readonly count?: number;
  /** Where it goes on. */
  readonly next?: string;
}

/** What is asked of a collection: `$filter`, `$orderby` …, without the sign. Empty ones are left out. */
export type QueryOptions = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes the requests of OData (JSON format 4.01). Rejects with an `AdapterError`. */
export class ServiceClient {
  readonly rest: RestClient;
  readonly #post: boolean;

  constructor(options: ODataAdapterOptions) {
    const headers = { Accept: 'application/json', 'OData-MaxVersion': '4.01' };
    this.rest = new RestClient(options, { headers, describe });
    this.#post = options.service?.post ?? false;
  }

  /** @param size entities that a portion is to have, as far as the service heeds it */
  first(set: string, options: QueryOptions, size: number | undefined, signal: AbortSignal): Promise<Portion> {
    const query = Object.entries(options)
      .filter(([, value]) => value !== undefined && value !== '' && value !== false)
      .map(([name, value]) => `$${name}=${encodeURIComponent(value!)}`)
      .join('&');
    if (this.#post && query.length > longestAddress) {
      const headers = { 'Content-Type': 'text/plain' };
      return this.#portion({ method: 'POST', path: `${set}/$query`, headers, text: query }, size, signal);
    }
    return this.#portion({ method: 'GET', path: query ? `${set}?${query}` : set }, size, signal);
  }

  /** @param link as `Portion.next` */
  further(link: string, size: number | undefined, signal: AbortSignal): Promise<Portion> {
    return this.#portion({ method: 'GET', path: link }, size, signal);
  }

  /** All of a collection, portion by portion. */
  async *all(set: string, options: QueryOptions, signal: AbortSignal): AsyncGenerator<readonly Entity[]> {
    const links = new Set<string>();
    let portion = await this.first(set, options, portionSize, signal);
    for (;;) {
      yield portion.entities;
      const { next } = portion;
      if (next === undefined) return;
      if (links.has(next)) throw fault(`${set} leads to "${next}" twice.`);
      links.add(next);
      portion = await this.further(next, portionSize, signal);
    }
  }

  #portion(call: Call, size: number | undefined, signal: AbortSignal): Promise<Portion> {
    const headers = { ...call.headers, ...(size !== undefined && { Prefer: `odata.maxpagesize=${size}` }) };
    return this.rest.call({ ...call, headers }, (body, what) => this.#read(body, what, call.path), signal);
  }

  #read(body: unknown, what: string, path: string): Portion {
    const entities = isObject(body) ? body['value'] : undefined;
    if (!Array.isArray(entities) || !entities.every(isObject)) throw fault(`${what} answered no entities.`);
    const count = Number(control(body as Entity, 'count') ?? NaN);
    const link = control(body as Entity, 'nextLink');
    return {
      entities,
      count: count >= 0 ? count : undefined,
      next: typeof link === 'string' && link !== '' ? this.#resolve(link, path) : undefined,
    };
  }

  /** Links are followed with the token, so only to where it belongs. */
  #resolve(link: string, path: string): string {
    const { base } = this.rest;
    const from = new URL(path, base);
    const url = URL.canParse(link, from.href) ? new URL(link, from) : undefined;
    if (url?.origin === base.origin) return url.href;
    throw fault(`The next page is said to be at "${link}", which is another origin.`);
  }
}

/** The service answered something that is not OData. */
export function fault(message: string): AdapterError {
  return new AdapterError('invalid', message);
}

/** The error body of OData (JSON format, 21.1). */
export function describe({ error }: Members): Described {
  const { message, code, details } = isObject(error) ? error : ({} as Members);
  return {
    message: textOf(message) || textOf(code),
    details: Array.isArray(details)
      ? details
          .filter(isObject)
          .map((each) => ({ path: textOf(each['target']), message: textOf(each['message']) }))
      : undefined,
  };
}
