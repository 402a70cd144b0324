import 'fake-indexeddb/auto';
import { createIndexedDbAdapter, type IndexedDbAdapter } from '../../../../src/adapters/indexeddb/index.js';
import { createHttpAdapter } from '../../../../src/adapters/http/index.js';
import type { AdapterSubject, KitFault } from '../../../../src/adapters/kit/index.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/index.js';
import { createHandler, type Handler, type HandlerOptions } from '../../../../src/server/index.js';
import { createMemoryData, type MemoryDataOptions } from '../../../../src/server/memory/index.js';
import {
  createSqlData,
  migrate,
  type SqlConnection,
  type SqlData,
} from '../../../../src/server/sql/index.js';
import type { LeadAdapter, Rows } from '../../../../src/store/port.js';

/** One adapter is everybody's: who is connected to it twice shares its memory. */
export function memorySubject(
  wrap: (adapter: LeadAdapter) => LeadAdapter = (adapter) => adapter,
): AdapterSubject {
  let shared: LeadAdapter;
  return {
    name: 'memory',
    connect: (rows: Rows) => wrap((shared = createMemoryAdapter(rows))),
    connectAgain: () => shared,
  };
}

let databases = 0;

export function indexedDbSubject(): AdapterSubject {
  const open: IndexedDbAdapter[] = [];
  let name = '';
  const connect = (rows: Rows) => {
    const adapter = createIndexedDbAdapter({ name, seed: () => rows });
    open.push(adapter);
    return adapter;
  };
  return {
    name: 'IndexedDB',
    async connect(rows) {
      name = `kit-${++databases}`;
      const adapter = connect(rows);
      // The database is filled when it is first opened: by this connection, not by the second.
      await (adapter.read({ signal: new AbortController().signal, entities: [] }) as AsyncGenerator).next();
      return adapter;
    },
    connectAgain: () => connect({}),
    disconnect: async () => void (await Promise.all(open.splice(0).map((adapter) => adapter.close()))),
  };
}

const statuses: Readonly<Partial<Record<KitFault, number>>> = {
  unauthorised: 401,
  forbidden: 403,
  'rate-limited': 429,
  'server-error': 503,
};

type Wrap = (adapter: LeadAdapter) => LeadAdapter;

/** The HTTP adapter on its own backend in memory. */
export function httpSubject(declare: MemoryDataOptions['declare'], wrap?: Wrap): AdapterSubject {
  return overHttp(
    `HTTP, ${declare} declared`,
    async (rows) => ({ data: createMemoryData({ ...rows, declare, pageSize: 50 }) }),
    wrap,
  );
}

/** The HTTP adapter on its own backend over SQL: a tenant for each check. `close` when all are done. */
export function sqlSubject(
  name: string,
  open: () => Promise<SqlConnection>,
): AdapterSubject & { close(): Promise<void> } {
  let connection: SqlConnection | undefined;
  const schema = `kit_${crypto.randomUUID().slice(0, 8)}`;
  let data: SqlData | undefined;
  return {
    ...overHttp(`HTTP on ${name}`, async (rows) => {
      if (!connection) await migrate((connection = await open()), { schema });
      await data?.close();
      data = createSqlData(connection, { schema, pageSize: 50 });
      const tenant = crypto.randomUUID();
      await data.fill(rows, { tenant });
      return { data, authorise: () => ({ tenant }) };
    }),
    async disconnect() {
      await data?.close();
      data = undefined;
    },
    async close() {
      await connection?.db.schema.dropSchema(schema).cascade().execute();
      await connection?.close();
    },
  };
}

/** The HTTP adapter and a backend in this process, with a network that can fail between them. */
function overHttp(
  name: string,
  start: (rows: Rows) => Promise<HandlerOptions>,
  wrap: Wrap = (adapter) => adapter,
): AdapterSubject {
  let handler: Handler;
  let fault: KitFault | undefined;
  const network: typeof fetch = async (input, init) => {
    await Promise.resolve();
    init?.signal?.throwIfAborted();
    if (fault === 'offline') throw new TypeError('fetch failed');
    const status = fault && statuses[fault];
    if (status) return new Response(null, { status });
    const answer = await handler(new Request(input, init));
    if (fault === 'answer-lost') throw new TypeError('terminated');
    if (fault !== 'garbage') return answer;
    return new Response((await answer.text()).slice(0, -20), {
      status: answer.status,
      headers: answer.headers,
    });
  };
  const connect = () =>
    createHttpAdapter({
      url: 'https://leads.example/api',
      fetch: network,
      tries: 2,
      backOff: 1,
      pollInterval: 20,
    });
  return {
    name,
    async connect(rows) {
      handler = createHandler({ ...(await start(rows)), base: '/api' });
      return wrap(connect());
    },
    connectAgain: connect,
    faults: {
      kinds: [
        'offline',
        'answer-lost',
        'garbage',
        'unauthorised',
        'forbidden',
        'rate-limited',
        'server-error',
      ],
      set: (next) => void (fault = next),
    },
  };
}
