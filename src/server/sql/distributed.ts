import { sql } from 'kysely';
import { postgresql, type Engine } from './engine.js';

// Databases that spread over machines. They run nothing that their documentation refuses; none of them was at hand, so
// that is what tests hold them to (docs/deploy.md).

export interface DistributedOptions {
  /**
   * Milliseconds that whoever listens stays behind, 2,000 without: more than the machines' clocks differ and the end of
   * a save takes. A save that is slower is not told to who listens, though it is saved.
   */
  readonly settleTime?: number;
}

export interface CitusOptions extends DistributedOptions {
  /** How tables are distributed: by `tenant`, or one tenant by company (`company.id`, `contact.home`). */
  readonly shard?: Engine['shard'];
}

/** Citus, with one coordinator: PostgreSQL inside, but each node numbers transactions for itself. */
export function citus({ settleTime, shard = 'tenant' }: CitusOptions = {}): Engine {
  return { ...postgresql, ...byClock(settleTime), shard };
}

/**
 * YugabyteDB. Its GIN indexes refuse what a search asks (one scan key, one required entry), so parts of texts are looked
 * for without; no collation can be made that takes texts for equal.
 */
export function yugabytedb({ settleTime }: DistributedOptions = {}): Engine {
  return {
    ...byClock(settleTime),
    isSerializable: true,
    shard: 'tenant',
    sorting: 'found',
    collatesColumns: true,
    trigrams: 'none',
    composes: false,
  };
}

/** CockroachDB. Collations are languages, and columns compare byte by byte without one. */
export function cockroachdb({ settleTime }: DistributedOptions = {}): Engine {
  return {
    ...byClock(settleTime),
    isSerializable: true,
    shard: 'tenant',
    sorting: 'language',
    collatesColumns: false,
    trigrams: 'built in',
    composes: false,
  };
}

/** No number of transactions is common to all machines: the clock's microseconds order them, a while after. */
function byClock(settleTime = 2_000): Pick<Engine, 'moment' | 'settled'> {
  const now = sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;
  return {
    moment: sql<string>`${now}`,
    settled: sql<string>`(${now} - ${sql.lit(Math.round(settleTime * 1000))})`,
  };
}
