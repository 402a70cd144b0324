import 'fake-indexeddb/auto';
import { createIndexedDbAdapter, type IndexedDbAdapter } from '../../../../src/adapters/indexeddb/index.js';
import type { AdapterSubject } from '../../../../src/adapters/kit/index.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/index.js';
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
