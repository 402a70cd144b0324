import type { Change } from '../../model/changes.js';
import type { RecordRef } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import { newId } from '../../store/ids.js';
import {
  toProblem,
  type CallOptions,
  type Capabilities,
  type CountQuery,
  type GroupQuery,
  type LeadAdapter,
  type Page,
  type PageQuery,
  type Preferences,
  type ReadOptions,
  type RemoteEvent,
  type Rows,
  type SaveOptions,
  type SaveOutcome,
} from '../../store/port.js';
import { RestClient, type Reader } from '../rest/rest-client.js';
import { RestProblem } from '../rest/rest-problem.js';
import { orCancelled, sleep } from '../rest/waiting.js';
import { notify, type Watcher } from '../watchers.js';
import { capabilities, groups, page } from './answers.js';
import { CountBatch } from './count-batch.js';
import type { HttpAdapterOptions } from './options.js';
import { describe } from './problem-details.js';
import { readEverything } from './read-everything.js';
import { reading, rows } from './reading.js';
import { saveChanges } from './save-changes.js';
import { collections } from './wire.js';

/**
 * Connects to a backend over HTTP that speaks the protocol of `leadkit/openapi.json`; `leadkit/server` is one. What the
 * backend can do besides reading and saving, it declares (`GET /capabilities`). Every call rejects with an
 * `AdapterError`. Stores that share one adapter do not hear of each other: make one for each.
 *
 * @example
 * const store = new LeadStore({ adapter: createHttpAdapter({ url: '/api', token: () => session.token() }) });
 */
export function createHttpAdapter(options: HttpAdapterOptions): LeadAdapter {
  return new HttpAdapter(options);
}

class HttpAdapter implements LeadAdapter {
  readonly name = 'HTTP';
  readonly preferences: Preferences;
  readonly #options: HttpAdapterOptions;
  readonly #client: RestClient;
  readonly #counts: CountBatch;
  readonly #saves = new Set<Promise<unknown>>();
  /** Reading begins when listening has: what changes in between would be missed. */
  #listening: Promise<unknown> = Promise.resolve();

  constructor(options: HttpAdapterOptions) {
    this.#options = options;
    this.#client = new RestClient(options, {
      headers: { 'Leadkit-Client': options.client ?? newId() },
      describe,
    });
    this.#counts = new CountBatch(this.#client);
    this.preferences = preferencesOf(this.#client);
  }

  /** What the backend declares; one that declares nothing can be read and saved to. */
  async capabilities({ signal }: CallOptions): Promise<Capabilities> {
    const ask = this.#client.call({ method: 'GET', path: 'capabilities' }, reading(capabilities), signal);
    return ask.catch(otherwise({ watch: false, preferences: false }));
  }

  async *read(options: ReadOptions): AsyncGenerator<Rows> {
    await orCancelled(this.#listening, options.signal);
    yield* readEverything(this.#client, options, this.#options.pageSize);
  }

  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[]> {
    const saving = saveChanges(this.#client, changes, options);
    this.#saves.add(saving);
    return saving.finally(() => this.#saves.delete(saving));
  }

  watch(watcher: Watcher, { signal }: CallOptions): void {
    if (signal.aborted) return;
    const tell = this.#afterSaves(watcher, signal);
    const begun = import('./live/live-changes.js').then(
      ({ listen }) => listen(this.#client, this.#options, tell, signal),
      (error: unknown) => tell({ kind: 'notice', code: 'watch-lost', problem: toProblem(error) }),
    );
    this.#listening = Promise.all([this.#listening, begun]);
  }

  async query(query: PageQuery, { signal }: CallOptions): Promise<Page> {
    return this.#ask('query', query, reading(page(collections[query.of])), signal);
  }

  async count(query: CountQuery, options: CallOptions): Promise<Total> {
    return this.#counts.count(query, options);
  }

  async groups(query: GroupQuery, { signal }: CallOptions): Promise<readonly Group[]> {
    return (await this.#ask('groups', query, reading(groups), signal)).groups;
  }

  async get(refs: readonly RecordRef[], { signal }: CallOptions): Promise<Rows> {
    return this.#ask('get', { refs }, reading(rows), signal);
  }

  /** A question: it has a body, and changes nothing. */
  #ask<Answer>(path: string, body: unknown, read: Reader<Answer>, signal: AbortSignal): Promise<Answer> {
    return this.#client.call({ method: 'POST', path, body }, read, signal);
  }

  /**
   * An event waits for the saves that were under way when it came: the answer brings the version by which the store
   * knows the echo of its own change (S5), and may arrive later than the echo.
   */
  #afterSaves(watcher: Watcher, signal: AbortSignal): (event: RemoteEvent) => void {
    let told: Promise<unknown> = Promise.resolve();
    return (event) => {
      const saves = [...this.#saves];
      told = told
        .then(async () => {
          if (!saves.some((save) => this.#saves.has(save))) return;
          await Promise.allSettled(saves);
          await sleep(0, signal); // the store takes the answer first
        })
        .then(() => signal.aborted || notify(watcher, event))
        .catch(() => {}); // it was cancelled
    };
  }
}

function preferencesOf(client: RestClient): Preferences {
  const pathOf = (key: string) => `preferences/${encodeURIComponent(key)}`;
  return {
    read: async (key, { signal }) =>
      client.call({ method: 'GET', path: pathOf(key) }, (value) => value, signal).catch(otherwise(undefined)),
    save: async (key, value, { signal }) =>
      client.call({ method: 'PUT', path: pathOf(key), body: value ?? null }, () => {}, signal),
  };
}

/** What to take instead where the backend has no such thing. */
function otherwise<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof RestProblem && error.status === 404) return value;
    throw error;
  };
}
