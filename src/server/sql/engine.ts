import { sql, type RawBuilder } from 'kysely';

/** What differs between databases that speak PostgreSQL's SQL. The same one for `migrate` and `createSqlData`. */
export interface Engine {
  /**
   * The moment of a save, which orders events: a whole number that is larger for saves that begin later. Taken within
   * the transaction.
   */
  readonly moment: RawBuilder<string>;
  /** All saves of an earlier moment than this one have ended, so nothing can come in before it any more. */
  readonly settled: RawBuilder<string>;
  /**
   * Whether a transaction fails when others change what it has looked at. Where not, a save sees what others have
   * committed, and locks what it looks at and what it writes.
   */
  readonly isSerializable: boolean;
  /** What lies together: all of a tenant, or a company and its people (`home`); then a lock names one home. */
  readonly shard: 'tenant' | 'home';
  /**
   * The collation that sorts texts: one that `migrate` makes, so that texts are equal whose letters are only composed
   * differently; the one that is found there for the language (`de-x-icu`); or the language itself (`de`).
   */
  readonly sorting: 'made' | 'found' | 'language';
  /** Whether columns of texts are told to compare byte by byte. Where not, they do so anyway. */
  readonly collatesColumns: boolean;
  /** Where the index for parts of texts comes from: `pg_trgm`, if it can be had; the database itself; or there is none. */
  readonly trigrams: 'extension' | 'built in' | 'none';
  /** Whether the database composes letters (`normalize`). */
  readonly composes: boolean;
}

/**
 * PostgreSQL itself, and what is PostgreSQL inside (PGlite). The moment is the number of the transaction, and everything
 * below the oldest one under way is settled: no sequence, no clock, and nothing that commits late is skipped.
 */
export const postgresql: Engine = {
  moment: sql<string>`pg_current_xact_id()::text::bigint`,
  settled: sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
  isSerializable: false,
  shard: 'tenant',
  sorting: 'made',
  collatesColumns: true,
  trigrams: 'extension',
  composes: true,
};
