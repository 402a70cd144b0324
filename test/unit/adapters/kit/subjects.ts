import 'fake-indexeddb/auto';
import { createIndexedDbAdapter, type IndexedDbAdapter } from '../../../../src/adapters/indexeddb/index.js';
import type { AdapterSubject } from '../../../../src/adapters/kit/index.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/index.js';
import {
  createSqlData,
  migrate,
  type SqlConnection,
  type SqlData,
} from '../../../../src/server/sql/index.js';
import type { LeadAdapter, Rows } from '../../../../src/store/port.js';
import { overHttp } from '../../../helpers/http-subject.js';

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
