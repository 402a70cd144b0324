import type { Host, Peer } from '../peer.js';
import type { World } from '../data.js';
import {
  companyColumns,
  companyRows,
  contactColumns,
  contactRows,
  createTables,
  sqlStore,
  updateStatement,
  type Dialect,
  type SqlRow,
} from './sql.js';

/** What both builds of the package have, one with promises. */
interface Connection {
  query(sql: string): Awaitable<Result>;
  prepare(sql: string): Awaitable<{ query(...parameters: unknown[]): Awaitable<Result> }>;
  insertJSONFromPath(path: string, options: object): Awaitable<void>;
  close(): Awaitable<void>;
}
type Awaitable<T> = T | Promise<T>;
interface Result {
  toArray(): Record<string, unknown>[];
}
interface Database {
  connect(): Awaitable<Connection>;
  registerFileText(name: string, text: string): Awaitable<void>;
  dropFile(name: string): Awaitable<unknown>;
}

export const duckDialect: Dialect = {
  contains: (column, text) => `${column} ILIKE '%${text}%'`,
  begins: (column, text) => `${column} ILIKE '${text}%'`,
  no: '0',
  yes: '1',
};

/**
 * https://duckdb.org/docs/api/wasm: the asynchronous build with its worker in a page, the blocking one in Node. Zone
 * maps are its indexes; its collations by language are an extension that it would have to fetch.
 */
export const duckdbPeer: Peer = {
  name: 'duckdb-wasm',
  uncollated: true,
  limits: [
    { op: 'live20', upTo: 100_000, why: 'asking 20 questions again takes 2.5 s a change' },
    { op: 'bytes', where: 'chromium', upTo: 0, why: 'its worker has a memory of its own' },
  ],
  create: async (world, host) => {
    const database = host.where === 'node' ? await openInNode(host) : await openInPage(host);
    const connection = await database.connect();
    await load(database, connection, world);
    const update = await connection.prepare(updateStatement);
    return sqlStore(
      duckDialect,
      async (sql) => (await connection.query(sql)).toArray(),
      async (status, updated, id) => void (await update.query(status, updated, id)),
      () => connection.close(),
    );
  },
};

async function openInNode(host: Host): Promise<Database> {
  const blocking: string = '@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs';
  const duckdb = ((await import(blocking)) as { readonly default: BlockingModule }).default;
  const dist = '@duckdb/duckdb-wasm/dist';
  const bundle = (name: string) => ({
    mainModule: host.assetUrl(`${dist}/duckdb-${name}.wasm`),
    mainWorker: host.assetUrl(`${dist}/duckdb-node-${name}.worker.cjs`),
  });
  const bundles = { mvp: bundle('mvp'), eh: bundle('eh') };
  const database = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await database.instantiate(() => undefined);
  return database;
}

interface BlockingModule {
  createDuckDB(
    bundles: object,
    logger: object,
    runtime: unknown,
  ): Promise<Database & { instantiate(onProgress: () => void): Promise<unknown> }>;
  readonly VoidLogger: new () => object;
  readonly NODE_RUNTIME: unknown;
}

async function openInPage(host: Host): Promise<Database> {
  const duckdb = await import('@duckdb/duckdb-wasm');
  const dist = '@duckdb/duckdb-wasm/dist';
  const worker = new Worker(host.assetUrl(`${dist}/duckdb-browser-eh.worker.js`));
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  // From memory, so that it does not matter what type the server calls it.
  const program = new Blob([(await host.asset(`${dist}/duckdb-eh.wasm`)).slice()], {
    type: 'application/wasm',
  });
  await database.instantiate(URL.createObjectURL(program));
  return database;
}

async function load(database: Database, connection: Connection, world: World): Promise<void> {
  // Its reader of JSON puts keys in alphabetical order, and inserts by place.
  for (const sql of createTables) await connection.query(inAlphabeticalOrder(sql));
  await insert(database, connection, 'company', companyColumns, companyRows(world));
  await insert(database, connection, 'contact', contactColumns, contactRows(world));
}

/** In pieces: a file in its memory is a copy. */
async function insert(
  database: Database,
  connection: Connection,
  table: string,
  columns: readonly string[],
  rows: Iterable<SqlRow>,
): Promise<void> {
  let objects: object[] = [];
  const flush = async () => {
    const file = `${table}.json`;
    await database.registerFileText(file, JSON.stringify(objects));
    await connection.insertJSONFromPath(file, { name: table, schema: 'main', create: false });
    await database.dropFile(file);
    objects = [];
  };
  for (const row of rows) {
    objects.push(Object.fromEntries(columns.map((column, index) => [column, row[index]])));
    if (objects.length === 50_000) await flush();
  }
  if (objects.length > 0) await flush();
}

function inAlphabeticalOrder(sql: string): string {
  const [open, close] = [sql.indexOf('('), sql.lastIndexOf(')')];
  const columns = sql
    .slice(open + 1, close)
    .replace(' PRIMARY KEY', '')
    .split(',')
    .map((column) => column.trim())
    .sort();
  return `${sql.slice(0, open)}(${columns.join(', ')})`;
}
