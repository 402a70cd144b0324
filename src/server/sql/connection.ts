import type { Db } from './schema.js';

/** A database that can be asked. `openPGlite` and `openPostgres` make one; a host may bring its own. */
export interface SqlConnection {
  readonly db: Db;
  /** Whether a statement that nobody waits for any more can be stopped in the database. */
  readonly canCancel?: boolean;
  /**
   * Hears what is notified on a channel (`NOTIFY`), until the signal aborts. Left out: there is no such thing here, and
   * whoever waits for news polls. A notification may be lost (a connection broke), so one polls now and then anyway.
   */
  listen?(channel: string, heard: (payload: string) => void, signal: AbortSignal): void;
  close(): Promise<void>;
}
