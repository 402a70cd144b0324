import type { Peer } from '../peer.js';

/** Each in a chunk of its own: a process loads only the one that it measures. */
export const peers: Readonly<Record<string, () => Promise<Peer>>> = {
  naive: async () => (await import('./arrays.js')).plainArray,
  tuned: async () => (await import('./arrays.js')).tunedArray,
  arquero: async () => (await import('./arquero.js')).arqueroPeer,
  crossfilter: async () => (await import('./crossfilter.js')).crossfilterPeer,
  sift: async () => (await import('./sift.js')).siftPeer,
  mingo: async () => (await import('./mingo.js')).mingoPeer,
  lokijs: async () => (await import('./lokijs.js')).lokiPeer,
  sqljs: async () => (await import('./sqljs.js')).sqlJsPeer,
  alasql: async () => (await import('./alasql.js')).alasqlPeer,
  duckdb: async () => (await import('./duckdb-wasm.js')).duckdbPeer,
  table: async () => (await import('./table-core.js')).tablePeer,
  tanstackdb: async () => (await import('./tanstack-db.js')).tanstackDbPeer,
  duckdbnative: async () => (await import('./native.js')).duckdbNativePeer,
  sqlite: async () => (await import('./native.js')).sqlitePeer,
};
