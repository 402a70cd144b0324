import { answer, countParameter, parameter, refuseOtherParameters, type Call } from './call.js';
import type { ServerEvent } from './data.js';
import { HttpProblem } from './problems.js';

/**
 * `GET /changes?since=`: what happened after an event, for clients that can't keep a stream open. Without `since`, only
 * the id to begin with. An id that is not known gives one event, `reload`.
 */
export async function getChanges(call: Call): Promise<Response> {
  refuseOtherParameters(call, 'since', 'limit');
  await refuseWithoutWatch(call);
  const limit = countParameter(call, 'limit', call.limits.events);
  const page = await call.data.eventsSince(parameter(call, 'since'), limit, call.context);
  if (!page) {
    const last = await newest(call);
    return answer({ events: [{ id: last, event: { kind: 'reload' } }], last });
  }
  const events = page.events.filter(isForeign(call)).map(({ id, event }) => ({ id, event }));
  return answer({ events, last: page.events.at(-1)?.id ?? page.last });
}

/**
 * `GET /events`: server-sent events. Each has an id to resume from (`Last-Event-ID`), its kind as its name, and the
 * event as data; the first one, `ready`, only tells the id to begin with. Comments keep the connection alive.
 */
export async function getEvents(call: Call): Promise<Response> {
  refuseOtherParameters(call);
  await refuseWithoutWatch(call);
  if (call.streams.open >= call.limits.streams)
    throw new HttpProblem(503, 'Too many streams are open.', { retryAfter: 10 });
  const after = call.request.headers.get('Last-Event-ID')?.slice(0, call.limits.textLength) || undefined;
  return new Response(new EventStream(call, after).readable, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // Proxies that gather answers would hold back the events.
      'X-Accel-Buffering': 'no',
    },
  });
}

/** Written only as fast as it is read: who reads slowly holds one piece, not a queue. */
class EventStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly #call: Call;
  readonly #life = new AbortController();
  readonly #encoder = new TextEncoder();
  #after: string | undefined;
  #isNew = true;
  #woken = false;
  #wake: () => void = () => {};

  constructor(call: Call, after: string | undefined) {
    this.#call = call;
    this.#after = after;
    const { signal } = call.context;
    const end = () => this.#life.abort();
    signal.addEventListener('abort', end);
    const late = setTimeout(end, call.limits.streamTime);
    call.streams.open++;
    this.#life.signal.addEventListener('abort', () => {
      signal.removeEventListener('abort', end);
      clearTimeout(late);
      call.streams.open--;
      this.#wake();
    });
    call.data.subscribe(() => this.#noteNews(), { ...call.context, signal: this.#life.signal });
    this.readable = new ReadableStream({
      pull: (controller) => this.#pull(controller),
      cancel: () => this.#life.abort(),
    });
    if (signal.aborted) this.#life.abort();
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      const piece = await this.#next();
      if (piece === undefined) controller.close();
      else controller.enqueue(this.#encoder.encode(piece));
    } catch (error) {
      // A database that is away is no surprise: the client hears of it when it comes back.
      if (!this.#life.signal.aborted && !(error instanceof HttpProblem))
        console.error('A stream of events failed.', error);
      this.#life.abort();
      controller.close(); // the client resumes from the last id it has
    }
  }

  /** What to write next, as soon as there is something; undefined at the end. */
  async #next(): Promise<string | undefined> {
    for (;;) {
      if (this.#life.signal.aborted) return undefined;
      this.#woken = false;
      const piece = await this.#news();
      if (piece) return piece;
      if (!(await this.#waitForNews())) return this.#life.signal.aborted ? undefined : ':\n\n';
    }
  }

  async #news(): Promise<string> {
    const { data, context, limits } = this.#call;
    const page = await data.eventsSince(this.#after, limits.events, context);
    const isNew = this.#isNew;
    this.#isNew = false;
    if (!page) {
      this.#after = await newest(this.#call);
      return line(this.#after, 'reload', { kind: 'reload' });
    }
    const resumed = this.#after !== undefined;
    this.#after = page.events.at(-1)?.id ?? this.#after ?? page.last;
    const foreign = page.events.filter(isForeign(this.#call));
    const lines = foreign.map(({ id, event }) => line(id, event.kind, event));
    if (isNew && !resumed) lines.unshift(line(this.#after, 'ready', {}));
    // Events of one's own are left out, but not asked for again after a break.
    else if (foreign.length < page.events.length && foreign.at(-1)?.id !== this.#after)
      lines.push(line(this.#after, 'ready', {}));
    return lines.join('') || (isNew ? ':\n\n' : '');
  }

  /** True: there may be news. False: nothing happened for as long as a silence may be, or it is over. */
  async #waitForNews(): Promise<boolean> {
    if (this.#woken) return true;
    if (this.#life.signal.aborted) return false; // over since it asked
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#call.limits.heartbeat);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
    return this.#woken;
  }

  #noteNews(): void {
    this.#woken = true;
    this.#wake();
  }
}

function line(id: string, name: string, data: unknown): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function isForeign({ client }: Call): (event: ServerEvent) => boolean {
  return (event) => client === undefined || event.client !== client;
}

async function newest({ data, limits, context }: Call): Promise<string> {
  const page = await data.eventsSince(undefined, limits.events, context);
  if (!page) throw new Error('eventsSince must know where to begin.');
  return page.last;
}

async function refuseWithoutWatch({ data, context }: Call): Promise<void> {
  if ((await data.capabilities(context)).watch === false)
    throw new HttpProblem(404, 'This backend tells nothing of changes.');
}
