import type { Peer } from '../peer.js';

/** Each in a chunk of its own: a process loads only the one that it measures. The order is that of a quick run. */
export const peers: Readonly<Record<string, () => Promise<Peer>>> = {
  naive: async () => (await import('./arrays.js')).plainArray,
  tuned: async () => (await import('./arrays.js')).tunedArray,
};
