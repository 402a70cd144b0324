import type { TestProject } from 'vitest/node';
import { findPostgres, startPostgres } from '../../scripts/lib/postgres.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Connection string of a PostgreSQL server whose databases are the tests' own: `inject('postgres')`. Undefined: none
     * is installed here, and PGlite alone is tested. A test file takes a schema of its own.
     */
    postgres: string | undefined;
  }
}

/** LEADKIT_POSTGRES=<connection string> is used as it is; else one is started, where one is installed. */
export default async function setup(project: TestProject) {
  const given = process.env['LEADKIT_POSTGRES'];
  const own = !given && findPostgres() ? await startPostgres() : undefined;
  project.provide('postgres', given ?? own?.url);
  return () => own?.remove();
}
