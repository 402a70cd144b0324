import { entityNames, type EntityName } from '../../../model/records.js';
import { toProblem, type RemoteEvent, type Rows } from '../../../store/port.js';
import { asRows, rowsOf } from '../../rows.js';
import type { RestClient } from '../../rest/rest-client.js';
import type { HttpAdapterOptions } from '../options.js';
import { RestProblem } from '../../rest/rest-problem.js';
import { reading } from '../reading.js';
import { backOff, sleep } from '../../rest/waiting.js';
import { EventOrder } from './event-order.js';
import { NotStreaming, readStream } from './event-stream.js';
import { eventIn, eventsPage, type HeardEvent } from './events.js';
import { pause, shown, whileShown } from './page.js';

/** Failures in a row after which people are told. */
const patience = 3;
/** Milliseconds between two tries, at most. */
const longestWait = 30_000;
/** Milliseconds that reading everything waits for the first connection, at most. */
const headStart = 2_000;

/** The backend has no such address. */
const missing: readonly number[] = [404, 405, 406, 410, 501];

/**
 * Tells of changes until the signal aborts: from the backend's stream of events, or, where it has none or something on
 * the way holds it back, by asking again and again. Resumes where it stopped, and says `reload` when it can't know what
 * it missed. While the page is hidden nothing is open: without HTTP/2 a browser has six connections for all its tabs.
 *
 * @returns resolves when nothing is missed any more, or when that takes too long: then reading may begin
 */
export function listen(
  client: RestClient,
  options: HttpAdapterOptions,
  tell: (event: RemoteEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => void new LiveChanges(client, options, tell, signal, resolve).run());
}

class LiveChanges {
  readonly #client: RestClient;
  readonly #heartbeat: number;
  readonly #timeout: number;
  readonly #pollInterval: number;
  readonly #backOff: number;
  readonly #tell: (event: RemoteEvent) => void;
  readonly #signal: AbortSignal;
  readonly #onBegun: () => void;
  readonly #order = new EventOrder();
  #hasBegun = false;
  #failures = 0;

  constructor(
    client: RestClient,
    { timeout = 15_000, heartbeat = 45_000, pollInterval = 5_000, backOff = 800 }: HttpAdapterOptions,
    tell: (event: RemoteEvent) => void,
    signal: AbortSignal,
    onBegun: () => void,
  ) {
    this.#client = client;
    this.#timeout = timeout;
    this.#heartbeat = heartbeat;
    this.#pollInterval = pollInterval;
    this.#backOff = backOff;
    this.#tell = tell;
    this.#signal = signal;
    this.#onBegun = onBegun;
  }

  /** Never rejects; ends when the signal aborts, or when the backend has nothing to listen to. */
  async run(): Promise<void> {
    sleep(headStart, this.#signal).then(
      () => this.#begin(),
      () => this.#begin(),
    );
    try {
      for (let streams = true; ; await shown(this.#signal)) streams = await this.#listenOnce(streams);
    } catch {
      this.#begin();
    }
  }

  /** Answers whether to try a stream next time. Throws when it is over. */
  async #listenOnce(streams: boolean): Promise<boolean> {
    try {
      await (streams ? this.#stream() : this.#poll());
    } catch (error) {
      const isMissing = error instanceof RestProblem && missing.includes(error.status);
      if (this.#signal.aborted || (isMissing && !streams)) throw error;
      if (isMissing || error instanceof NotStreaming) return false;
      await this.#fail(error);
    }
    return streams;
  }

  #stream(): Promise<void> {
    return whileShown(this.#signal, async (signal) => {
      const hooks = {
        onOpen: () => this.#catchUp(),
        onSign: () => this.#recover(),
        onEvent: ({ id, event, data }: { id?: string; event?: string; data: string }) =>
          this.#take(eventIn(id, event, data)),
      };
      try {
        await readStream(
          this.#client,
          { timeout: this.#timeout, heartbeat: this.#heartbeat, position: this.#order.position, ...hooks },
          signal,
        );
        // Who ends a stream as soon as it is open is not asked again in that moment.
        await sleep(this.#backOff * (0.5 + Math.random()), signal);
      } catch (error) {
        if (!signal.aborted || this.#signal.aborted) throw error;
        // The page is hidden: that is no failure.
      }
    });
  }

  async #poll(): Promise<void> {
    const { position } = this.#order;
    const path = position === undefined ? 'changes' : `changes?since=${encodeURIComponent(position)}`;
    const call = { method: 'GET', path } as const;
    const { events, last } = await this.#client.callOnce(call, reading(eventsPage), this.#signal);
    this.#catchUp();
    this.#recover();
    for (const event of events) this.#take(event);
    this.#order.note(last);
    await sleep(this.#pollInterval * (0.75 + Math.random() / 2), this.#signal);
  }

  #begin(): void {
    this.#hasBegun = true;
    this.#onBegun();
  }

  /** Connected. Whoever has read before that, and does not know where it was then, has to read again. */
  #catchUp(): void {
    if (this.#hasBegun && this.#order.position === undefined) this.#tell({ kind: 'reload' });
    this.#begin();
  }

  #take({ id, event }: HeardEvent): void {
    if (event?.kind === 'reload') this.#order.restart(id);
    else this.#order.note(id);
    if (event?.kind === 'rows') this.#takeRows(id, event.rows);
    else if (event?.kind === 'deleted')
      for (const news of this.#order.news(id, [event], keyOf)) this.#tell(news);
    else if (event) this.#tell(event);
  }

  #takeRows(id: string | undefined, rows: Rows): void {
    const all = entityNames.flatMap((entity) =>
      rowsOf(rows, entity).map((row) => ({ entity, row, id: idOf(row) })),
    );
    const news = this.#order.news(id, all, keyOf);
    if (news.length === 0) return;
    const own = new Map<EntityName, unknown[]>();
    for (const { entity, row } of news) if (!own.get(entity)?.push(row)) own.set(entity, [row]);
    const parts = [...own].map(([entity, rows]) => asRows(entity, rows));
    this.#tell({ kind: 'rows', rows: Object.assign({}, ...parts) as Rows });
  }

  #recover(): void {
    if (this.#failures >= patience) this.#tell({ kind: 'notice', code: 'watch-lost', over: true });
    this.#failures = 0;
  }

  async #fail(error: unknown): Promise<void> {
    this.#begin();
    this.#failures += 1;
    if (this.#failures === patience)
      this.#tell({ kind: 'notice', code: 'watch-lost', problem: toProblem(error) });
    await pause(backOff(this.#failures, this.#backOff, longestWait), this.#signal);
  }
}

function keyOf({ entity, id }: { readonly entity: EntityName; readonly id: unknown }): string {
  return `${entity}/${String(id)}`;
}

function idOf(row: unknown): unknown {
  return (row as { id?: unknown } | null)?.id;
}
