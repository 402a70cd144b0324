import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { inject } from 'vitest';
import {
  citus,
  cockroachdb,
  yugabytedb,
  type Engine,
  type SqlConnection,
} from '../../src/server/sql/index.js';
import { openPostgres } from '../../src/server/sql/postgres.js';
import type { Database } from '../../src/server/sql/schema.js';
import { citusDialect, cockroachDialect, refusedBy, yugabyteDialect, type Dialect } from './sql-refusals.js';

/** One that spreads over machines. None is at hand: PostgreSQL stands for it, and is sent nothing that it would refuse. */
export interface DistributedDatabase {
  readonly name: string;
  readonly engine: Engine;
  open(): Promise<SqlConnection>;
}

const settleTime = 50;

/** None without a PostgreSQL server. */
export function distributedDatabases(): readonly DistributedDatabase[] {
  const address = inject('postgres');
  if (!address) return [];
  const asIf = (name: string, engine: Engine, dialect: Dialect): DistributedDatabase => ({
    name: `PostgreSQL as if it were ${name}`,
    engine,
    open: async () => {
      if (engine.sorting === 'language') await makeBuiltIns(address);
      return openRecorded(address, dialect);
    },
  });
  return [
    asIf('Citus', citus({ settleTime }), citusDialect('tenant')),
    asIf('Citus spread by company', citus({ settleTime, shard: 'home' }), citusDialect('home')),
    asIf('YugabyteDB', yugabytedb({ settleTime }), yugabyteDialect),
    asIf('CockroachDB', cockroachdb({ settleTime }), cockroachDialect),
  ];
}

/** When it is closed, every statement that was sent must have been one which that database takes. Nothing is notified. */
function openRecorded(address: string, dialect: Dialect): SqlConnection {
  const statements = new Set<string>();
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: address, max: 20 }) }),
    log: ({ query }) => void statements.add(query.sql),
  });
  return {
    db,
    canCancel: true,
    async close() {
      await db.destroy();
      const refused = await refusedBy(dialect, statements);
      if (statements.size < 20) throw new Error(`Only ${statements.size} statements were sent.`);
      if (refused.length > 0) throw new Error(`It would refuse\n${refused.join('\n')}`);
    },
  };
}

/** What CockroachDB has and PostgreSQL has not: a collation by the name of a language, and trigrams. */
async function makeBuiltIns(address: string): Promise<void> {
  const server = openPostgres(address);
  const make = (statement: string) =>
    sql
      .raw(statement)
      .execute(server.db)
      .catch(() => {}); // made by another worker just now
  await make('create extension if not exists pg_trgm');
  await make(`create collation if not exists public.en
    (provider = icu, locale = 'en-u-kk-true', deterministic = false)`);
  await server.close();
}
