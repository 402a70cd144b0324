import { inject } from 'vitest';
import type { SqlConnection } from '../../src/server/sql/connection.js';
import { postgresql, type Engine } from '../../src/server/sql/engine.js';
import { openPGlite } from '../../src/server/sql/pglite.js';
import { openPostgres, type PostgresOptions } from '../../src/server/sql/postgres.js';

/** Where SQL is tried out: the embedded database always, a server where there is one. */
export interface SqlDatabase {
  readonly name: 'PGlite' | 'PostgreSQL';
  readonly engine: Engine;
  open(options?: PostgresOptions): Promise<SqlConnection>;
}

/** For `describe.each`. Only within a project whose global set-up provides `postgres`. */
export function sqlDatabases(): readonly SqlDatabase[] {
  const address = inject('postgres');
  const pglite: SqlDatabase = { name: 'PGlite', engine: postgresql, open: () => openPGlite() };
  if (!address) return [pglite];
  return [
    pglite,
    { name: 'PostgreSQL', engine: postgresql, open: async (options) => openPostgres(address, options) },
  ];
}

let count = 0;

/** A name that no other test file, and no earlier run on the same server, has used. */
export function freshSchema(): string {
  return `test_${Date.now().toString(36)}_${process.pid}_${++count}`;
}
