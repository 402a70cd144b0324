import sift from 'sift';
import type { FilterName } from '../operations.js';
import type { Peer } from '../peer.js';
import { arrayStore } from './arrays.js';
import { flatRows, type FlatRow } from './flat.js';
import { mongoQueries } from './mongo.js';

/** The package has a CommonJS entry for Node: its default export is one level down there. */
const createTest = ((sift as unknown as { default?: typeof sift }).default ?? sift) as unknown as (
  query: unknown,
) => (row: FlatRow) => boolean;

/** https://github.com/crcn/sift.js: `array.filter(sift(query))`. Queries are compiled once. */
export const siftPeer: Peer = {
  name: 'sift',
  limits: [{ op: 'live20', upTo: 10_000, why: 'asking 20 questions again takes 2 to 16 s a change' }],
  create: (world) => {
    const tests = new Map<FilterName, (row: FlatRow) => boolean>();
    return arrayStore(flatRows(world), (filter) => {
      let test = tests.get(filter);
      if (!test) tests.set(filter, (test = createTest(mongoQueries[filter])));
      return test;
    });
  },
};
