import { createIndexedDbAdapter, type IndexedDbAdapter } from '../../src/adapters/indexeddb/index.js';
import { adapterKit, type AdapterSubject } from '../../src/adapters/kit/index.js';
import { createMemoryAdapter } from '../../src/adapters/memory/index.js';
import type { LeadAdapter, Rows } from '../../src/store/port.js';
import { httpSubject } from '../helpers/http-subject.js';

// The kit in a real browser, as somebody would run it there: with a real database and real messages between tabs.

let shared: LeadAdapter;
const open: IndexedDbAdapter[] = [];
let name = '';

function openDatabase(rows: Rows): IndexedDbAdapter {
  const adapter = createIndexedDbAdapter({ name, seed: () => rows });
  open.push(adapter);
  return adapter;
}

const subjects: readonly AdapterSubject[] = [
  {
    name: 'memory',
    connect: (rows) => (shared = createMemoryAdapter(rows)),
    connectAgain: () => shared,
  },
  {
    name: 'IndexedDB',
    async connect(rows) {
      name = `kit-${crypto.randomUUID()}`;
      const adapter = openDatabase(rows);
      // The database is filled when it is first opened: by this connection, not by the second.
      await (adapter.read({ signal: new AbortController().signal, entities: [] }) as AsyncGenerator).next();
      return adapter;
    },
    connectAgain: () => openDatabase({}),
    async disconnect() {
      await Promise.all(open.splice(0).map((adapter) => adapter.close()));
      indexedDB.deleteDatabase(name);
    },
  },
  httpSubject('everything'),
];

for (const subject of subjects) {
  describe(`[A7] the adapter "${subject.name}" in a browser`, () => {
    for (const check of adapterKit(subject)) {
      it(`${check.id}: ${check.title}`, async () => {
        const result = await check.run();
        if (!result.ok) throw new Error(result.message);
      }).timeout(20_000); // the kit has a timeout of its own, which says what it waited for
    }
  });
}
