import { isObject } from '../../model/parse-values.js';
import { answerFault } from '../http/reading.js';
import type { RestClient } from '../rest/rest-client.js';
import { readColumns, type Columns } from './columns.js';
import type { Decisions } from './decisions.js';
import type { ArchiveRow } from './rows.js';

export interface ArchiveQuestion {
  readonly select: readonly string[];
  readonly filter: string;
  /** `lastName asc,personId asc`. */
  readonly orderBy: string;
  readonly top: number;
  readonly skip?: number;
  readonly options?: string;
}

export interface ArchiveAnswer {
  readonly rows: readonly ArchiveRow[];
  /** Whether there are rows behind these. */
  readonly more: boolean;
  /** All of the answer. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Searches in one archive provider, in FULL mode: only there ids of lists are given. */
export class Archive {
  readonly #client: RestClient;
  readonly #path: string;
  readonly #longest: number;

  constructor(client: RestClient, provider: string, decisions: Pick<Decisions, 'longestAddress'>) {
    this.#client = client;
    this.#path = `v1/Archive/${encodeURIComponent(provider)}`;
    this.#longest = decisions.longestAddress;
  }

  columns(signal: AbortSignal): Promise<Columns> {
    return this.#client.call({ method: 'GET', path: `${this.#path}/$metadata` }, readColumns, signal);
  }

  ask(question: ArchiveQuestion, signal: AbortSignal): Promise<ArchiveAnswer> {
    const { select, filter, orderBy, top, skip = 0, options } = question;
    const parameters = Object.entries({
      $select: select.join(','),
      $filter: filter,
      $orderby: orderBy,
      $top: String(top),
      $skip: skip > 0 ? String(skip) : '',
      $mode: 'Full',
      $output: 'Logical',
      $options: options ?? '',
    }).filter(([, value]) => value !== '');
    // Not URLSearchParams: its "+" for a space is a plus to some servers.
    const text = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    const isLong = this.#client.base.href.length + this.#path.length + text.length > this.#longest;
    const call = isLong
      ? ({
          method: 'POST',
          path: this.#path,
          text,
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        } as const)
      : ({ method: 'GET', path: `${this.#path}?${text}` } as const);
    return this.#client.call(call, (body) => readAnswer(body, this.#path, top), signal);
  }
}

function readAnswer(body: unknown, what: string, top: number): ArchiveAnswer {
  const value = isObject(body) ? body['value'] : undefined;
  if (!isObject(body) || !Array.isArray(value) || !value.every(isObject))
    throw answerFault(`${what} answered no rows.`);
  const rows = value as readonly ArchiveRow[];
  const next = body['odata.nextLink'];
  // Null says that this is the end; an answer that says nothing of it may go on if it is as long as can be.
  return { rows, more: next === undefined ? rows.length >= top : Boolean(next), body };
}
