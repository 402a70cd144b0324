import { createIndexedDbAdapter } from '../src/adapters/indexeddb/index.js';
import type { LeadAdapter, Outbox } from '../src/store/index.js';
import { generateSample } from './data/generate.js';

/** What a provider is given. */
interface Connection {
  readonly adapter: LeadAdapter;
  /** Keeps changes while the backend can't be reached. */
  readonly outbox?: Outbox;
}

const backends = {
  /** In this browser. */
  indexeddb: async (): Promise<Connection> => ({
    adapter: createIndexedDbAdapter({
      name: 'leadkit-demo',
      seed: () => generateSample({ now: new Date() }),
    }),
  }),
  /** A backend that answers questions and tells of changes. */
  http: () => overHttp('api'),
  /** One that can only be read and saved to. */
  'http-minimal': () => overHttp('api-minimal'),
} as const;

/**
 * The backend that the address asks for by `?backend=`: IndexedDB, unless it says otherwise. The choice holds for this
 * tab, and so do `?world=`, the records of the backend to work with, and `?src=`, the address of a backend elsewhere,
 * such as `npm run server`.
 */
export function connect(): Promise<Connection> {
  const backend = chosen('backend') ?? '';
  return (
    Object.hasOwn(backends, backend) ? backends[backend as keyof typeof backends] : backends.indexeddb
  )();
}

async function overHttp(api: string): Promise<Connection> {
  const [{ createHttpAdapter }, { createOutbox }] = await Promise.all([
    import('../src/adapters/http/index.js'),
    import('../src/adapters/outbox/index.js'),
  ]);
  const url = chosen('src') ?? `/${api}/${encodeURIComponent(chosen('world') ?? 'demo')}`;
  return { adapter: createHttpAdapter({ url }), outbox: createOutbox({ name: `fjordline ${url}` }) };
}

/** What the address says, or said when this tab was opened. */
function chosen(what: 'backend' | 'world' | 'src'): string | null {
  const key = `fjordline-${what}`;
  const said = new URLSearchParams(location.search).get(what);
  try {
    if (said !== null) sessionStorage.setItem(key, said);
    return said ?? sessionStorage.getItem(key);
  } catch {
    return said; // storage denied: the choice holds for this address
  }
}
