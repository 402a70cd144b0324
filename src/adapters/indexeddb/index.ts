export { createIndexedDbAdapter } from './indexeddb-adapter.js';
export type { IndexedDbAdapter, IndexedDbAdapterOptions } from './indexeddb-adapter.js';
