import { sql } from 'kysely';
import type { CallContext, ServerData, ServerEvent } from '../data.js';
import { isKnown, newestPosition, readEvents, type PlacedEvent } from './events.js';
import { Feed } from './feed.js';
import { comparePositions, fromEventId, toEventId, type Position } from './position.js';
import { defaultTenant } from './schema.js';
import type { SqlSurroundings } from './sql-data.js';

/** Milliseconds between two looks for news while anybody listens, in case that nothing is notified, or it is lost. */
const pollInterval = 1_000;
/** Milliseconds in which announcements gather before they are notified together. */
const gathering = 5;

/**
 * Tells this process's listeners of changes, whoever made them. Saves of this process are announced by themselves; those
 * of others are notified (`NOTIFY`) after they have committed, since a notification within the transaction would let
 * commits wait for each other. What is lost on the way is found by polling, one statement for all tenants.
 */
export class News {
  readonly #around: SqlSurroundings;
  readonly #feeds = new Map<string, Feed>();
  readonly #toNotify = new Map<string, bigint>();
  #life: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(around: SqlSurroundings) {
    this.#around = around;
  }

  async since(
    after: string | undefined,
    limit: number,
    { caller }: CallContext,
  ): Promise<Awaited<ReturnType<ServerData['eventsSince']>>> {
    const tenant = caller.tenant ?? defaultTenant;
    const { life } = await this.#around.facts();
    if (after === undefined)
      return { events: [], last: toEventId(life, await newestPosition(this.#around, tenant)) };
    const position = fromEventId(after, life);
    if (!position) return undefined;
    const page = await this.#pageAfter(position, limit, tenant);
    return (
      page && { events: page.events.map((event) => withId(event, life)), last: toEventId(life, page.last) }
    );
  }

  subscribe(wake: () => void, { caller, signal }: CallContext): void {
    if (signal.aborted) return;
    const tenant = caller.tenant ?? defaultTenant;
    const feed = this.#feeds.get(tenant) ?? new Feed(this.#around, tenant);
    this.#feeds.set(tenant, feed);
    feed.add(wake);
    if (!this.#life) this.#start();
    signal.addEventListener('abort', () => this.#leave(tenant, feed, wake), { once: true });
  }

  /** A save of this process has committed. */
  announce(tenant: string, moment: string): void {
    const newest = BigInt(moment);
    void this.#feeds.get(tenant)?.announce(newest);
    this.#toNotify.set(tenant, newest);
    this.#gathering ??= setTimeout(() => void this.#notify(), gathering);
  }

  get listeners(): number {
    return [...this.#feeds.values()].reduce((sum, { listeners }) => sum + listeners, 0);
  }

  close(): void {
    clearTimeout(this.#gathering);
    this.#stop();
    this.#feeds.clear();
  }

  async #pageAfter(
    after: Position,
    limit: number,
    tenant: string,
  ): Promise<{ readonly events: readonly PlacedEvent[]; readonly last: Position } | undefined> {
    const feed = this.#feeds.get(tenant);
    if (feed?.to && comparePositions(after, feed.to) === 0) await feed.look();
    const kept = feed?.since(after, limit);
    if (kept) return { events: kept, last: kept.at(-1)?.position ?? feed!.to! };
    if (!(await isKnown(this.#around, tenant, after))) return undefined;
    const { events, last } = await readEvents(this.#around, tenant, after, limit);
    const page = events.slice(0, limit);
    return { events: page, last: page.at(-1)?.position ?? last };
  }

  // What comes from other processes

  #start(): void {
    this.#life = new AbortController();
    const { connection } = this.#around;
    connection.listen?.(this.#channel, (payload) => this.#hear(payload), this.#life.signal);
    this.#pollLater();
    void this.#poll();
  }

  #leave(tenant: string, feed: Feed, wake: () => void): void {
    feed.delete(wake);
    if (feed.listeners > 0 || this.#feeds.get(tenant) !== feed) return;
    this.#feeds.delete(tenant);
    if (this.#feeds.size === 0) this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#life?.abort();
    this.#life = undefined;
  }

  get #channel(): string {
    return `leadkit_${this.#around.schema}`.slice(0, 63);
  }

  /** `MOMENT TENANT`; anything else says only that there may be something. */
  #hear(payload: string): void {
    const [, moment, tenant] = /^(\d{1,19}) (.*)$/su.exec(payload) ?? [];
    if (moment === undefined || tenant === undefined) void this.#poll();
    else void this.#feeds.get(tenant)?.announce(BigInt(moment));
  }

  async #notify(): Promise<void> {
    this.#gathering = undefined;
    const payloads = Array.from(this.#toNotify, ([tenant, moment]) => `${moment} ${tenant}`.slice(0, 2_000));
    this.#toNotify.clear();
    if (!this.#around.connection.listen || payloads.length === 0) return;
    try {
      await sql`select pg_notify(${this.#channel}, payload) from unnest(${payloads}::text[]) as payload`.execute(
        this.#around.db,
      );
    } catch {
      // Others find it when they poll.
    }
  }

  #pollLater(): void {
    this.#timer = setTimeout(() => {
      void this.#poll().then(() => this.#life && this.#pollLater());
    }, pollInterval);
  }

  /** Asks for the newest change of each tenant that somebody listens to, and has those read that are behind. */
  async #poll(): Promise<void> {
    const { db, schema, engine } = this.#around;
    try {
      const fresh = [...this.#feeds.values()].filter(({ to }) => !to);
      await Promise.all(fresh.map((feed) => feed.look()));
      const { rows } = await sql<{ tenant: string; moment: string | null }>`
        select listened.tenant, (
          select moment from ${sql.id(schema, 'change')} as change
          where change.tenant = listened.tenant and moment < ${engine.settled}
          order by moment desc limit 1
        )::text as moment
        from unnest(${[...this.#feeds.keys()]}::text[]) as listened (tenant)`.execute(db);
      for (const { tenant, moment } of rows)
        if (moment !== null) void this.#feeds.get(tenant)?.announce(BigInt(moment));
    } catch {
      // The database is away: the next look comes soon.
    }
  }
}

function withId({ position, event, client }: PlacedEvent, life: string): ServerEvent {
  return { id: toEventId(life, position), event, client };
}
