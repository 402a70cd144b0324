import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Database, Db } from './schema.js';

/** What differs between databases that speak PostgreSQL's SQL, for those who write. */
export interface Engine {
  /**
   * The moment of a save, which orders events: a whole number that is larger for saves that begin later. Taken within
   * the transaction.
   */
  readonly moment: RawBuilder<string>;
  /** All saves of an earlier moment than this one have ended, so nothing can come in before it any more. */
  readonly settled: RawBuilder<string>;
  /** Runs a save: sees what others have committed, and waits for those who write the same. */
  transact<Result>(db: Db, work: (transaction: Transaction<Database>) => Promise<Result>): Promise<Result>;
  /**
   * Holds the setup of a tenant as it is until the transaction ends ('shared', any number of saves at a time), or for
   * oneself alone, to change it. Undefined where transactions are serialisable anyway.
   */
  setupLock?(mode: 'shared' | 'exclusive', tenant: string): RawBuilder<unknown>;
}

/**
 * PostgreSQL itself, and what is PostgreSQL inside (PGlite, Citus with one coordinator). The moment is the number of the
 * transaction, and everything below the oldest one under way is settled: no sequence, no clock, and nothing that commits
 * late is skipped.
 */
export const postgresql: Engine = {
  moment: sql<string>`pg_current_xact_id()::text::bigint`,
  settled: sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
  transact: (db, work) => db.transaction().setIsolationLevel('read committed').execute(work),
  // Kept in memory, so it costs nothing to share; only an administrator's change has to wait, and is waited for.
  setupLock: (mode, tenant) =>
    sql`${sql.raw(mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')}
      (hashtextextended(${`leadkit setup ${tenant}`}, 0))`,
};

/**
 * Databases that spread over machines and have no numbers of transactions that all of them share (CockroachDB,
 * YugabyteDB). The moment is the clock's, in microseconds; a reader stays so many milliseconds behind, which has to be
 * more than clocks differ and the end of a save takes. Transactions are serialisable.
 */
export function distributed(settleTime = 2_000): Engine {
  const now = sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;
  return {
    moment: sql<string>`${now}`,
    settled: sql<string>`(${now} - ${sql.lit(Math.round(settleTime * 1000))})`,
    transact: (db, work) => db.transaction().setIsolationLevel('serializable').execute(work),
  };
}
