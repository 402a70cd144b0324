import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler, withCors } from '../src/server/index.js';
import { toNodeListener } from '../src/server/node.js';
import { createSqlData, migrate, type SqlConnection } from '../src/server/sql/index.js';
import { openPGlite } from '../src/server/sql/pglite.js';
import { openPostgres } from '../src/server/sql/postgres.js';
import { generateSample } from './data/generate.js';

export interface ServerOptions {
  /** A `postgres://` address; PGlite without. */
  readonly postgres?: string;
  /** Where PGlite keeps its files; in memory without. */
  readonly folder?: string;
  readonly schema?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Pages that may ask: `http://localhost:5173`. */
  readonly origins: readonly string[];
}

export interface RunningServer {
  /** Of the API, without a closing slash: `http://localhost:8787/api`. */
  readonly url: string;
  /** Ends streams, lets what is under way end for a while, and closes the database. */
  stop(): Promise<void>;
}

const hour = 60 * 60 * 1000;
/** Milliseconds that requests under way get to end when the server stops. */
const patience = 5_000;

/** The backend side over SQL as a server of its own, with the demo's records when there are none. Anybody may do anything. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { postgres, folder, schema, origins, port } = options;
  const connection: SqlConnection = postgres ? openPostgres(postgres) : await openPGlite(folder);
  await migrate(connection, { schema });
  const data = createSqlData(connection, { schema });
  const life = new AbortController();
  const { rows } = await data.readPage('company', { limit: 1 }, { caller: {}, signal: life.signal });
  if (rows.length === 0) await data.fill(generateSample({ now: new Date() }));
  const pruning = setInterval(() => void data.prune().catch(console.error), hour);

  const handler = createHandler({
    data,
    base: '/api',
    authorise: () => ({ id: 'demo', name: 'Ida Berg' }),
    signal: life.signal,
  });
  const server = createServer(toNodeListener(withCors(handler, { origins })));
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, 'localhost', resolve),
  );
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/api`,
    async stop() {
      clearInterval(pruning);
      life.abort();
      const over = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), patience);
      await over;
      clearTimeout(late);
      await data.close();
      await connection.close();
    },
  };
}
