import { Kysely, PostgresDialect } from 'kysely';
import { Client, Pool } from 'pg';
import type { SqlConnection } from './connection.js';
import type { Database } from './schema.js';

export interface PostgresOptions {
  /** Connections at the same time; 10 without. */
  readonly connections?: number;
  /** Milliseconds after which the database gives up a statement; 30 s without. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection; 10 s without. */
  readonly connectionTimeout?: number;
  /** False where sessions are not kept, behind PgBouncer's transaction pooling for example: news is polled for. */
  readonly listen?: boolean;
  /** Told of connections that broke while nobody used them. They are replaced, so there is nothing to do. */
  readonly onError?: (error: Error) => void;
}

/** A PostgreSQL server, or what speaks its protocol and SQL. `connectionString` is a `postgres://` address. */
export function openPostgres(connectionString: string, options: PostgresOptions = {}): SqlConnection {
  const { connections = 10, statementTimeout = 30_000, connectionTimeout = 10_000, onError } = options;
  const own = { connectionString, connectionTimeoutMillis: connectionTimeout, keepAlive: true };
  const pool = new Pool({
    ...own,
    max: connections,
    statement_timeout: statementTimeout,
    // A server that hangs in the middle of a save must not hold its locks.
    idle_in_transaction_session_timeout: statementTimeout,
  });
  const report = (error: Error) => onError?.(error);
  // Without a listener, a connection that breaks would end the process: one that is idle, or is between two statements.
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  const listeners = new Set<Listener>();
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    canCancel: true,
    ...(options.listen === false
      ? {}
      : {
          listen(channel, heard, signal) {
            if (signal.aborted) return;
            const listener = new Listener(() => new Client(own), channel, heard, report);
            listeners.add(listener);
            signal.addEventListener(
              'abort',
              () => {
                listeners.delete(listener);
                void listener.close();
              },
              { once: true },
            );
          },
        }),
    async close() {
      await Promise.all(Array.from(listeners, (listener) => listener.close()));
      if (!pool.ended) await pool.end();
    },
  };
}

const firstPause = 100;
const longestPause = 5_000;

/** A connection that hears notifications, made anew when it breaks. */
class Listener {
  readonly #connect: () => Client;
  readonly #channel: string;
  readonly #heard: (payload: string) => void;
  readonly #report: (error: Error) => void;
  #client: Client | undefined;
  #pause = firstPause;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(
    connect: () => Client,
    channel: string,
    heard: (payload: string) => void,
    report: (error: Error) => void,
  ) {
    this.#connect = connect;
    this.#channel = channel;
    this.#heard = heard;
    this.#report = report;
    void this.#open();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #open(): Promise<void> {
    const client = (this.#client = this.#connect());
    client.on('error', this.#report);
    client.on('end', () => this.#openAgain(client));
    client.on('notification', ({ payload }) => this.#heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.#channel)}`);
      this.#pause = firstPause;
      this.#heard(''); // what was notified while nobody listened is lost: look
    } catch (error) {
      this.#report(error as Error);
      await client.end().catch(() => {});
      this.#openAgain(client);
    }
  }

  #openAgain(client: Client): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = undefined;
    this.#timer = setTimeout(() => void this.#open(), this.#pause);
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }
}
