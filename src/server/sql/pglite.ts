import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Kysely, PGliteDialect } from 'kysely';
import type { SqlConnection } from './connection.js';
import type { Database } from './schema.js';

/**
 * PostgreSQL within this process (WebAssembly), with nothing to install or start: for a laptop, demos and tests.
 *
 * @param folder where it keeps its files, made when it is not there; only one process can use it at a time. Left out: in
 * memory, gone when the process ends.
 */
export async function openPGlite(folder?: string): Promise<SqlConnection> {
  return fromPGlite(await PGlite.create({ dataDir: folder, extensions: { pg_trgm } }));
}

/** A PGlite that is there already; closing the connection closes it. */
export function fromPGlite(pglite: PGlite): SqlConnection {
  return {
    db: new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) }),
    listen(channel, heard, signal) {
      const unlisten = pglite.listen(channel, heard);
      const stop = () => void unlisten.then((end) => (pglite.closed ? undefined : end()));
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    },
    async close() {
      if (!pglite.closed) await pglite.close();
    },
  };
}
