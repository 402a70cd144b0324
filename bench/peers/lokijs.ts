import Loki from 'lokijs';
import { windowLimit, type FilterName, type LiveSpec, type SortName } from '../operations.js';
import { nestedKey, type LiveStore, type Peer, type PeerStore } from '../peer.js';
import type { Contact } from '../../src/model/records.js';
import { comparers, countBy, figuresBy, flatRows, type FlatRow } from './flat.js';
import { mongoQueries, type MongoQuery } from './mongo.js';

/**
 * https://github.com/techfort/LokiJS: indices on what is filtered and sorted by, chains for questions once asked,
 * dynamic views for those that stay. Sorting by a comparing function is its way to a language's order.
 */
export const lokiPeer: Peer = {
  name: 'lokijs',
  limits: [
    { upTo: 100_000, why: 'inserting a million rows with its indices takes about ten minutes' },
    { op: 'live20', where: 'chromium', upTo: 10_000, why: 'a minute of views is the same as in Node' },
  ],
  create: (world): PeerStore => {
    const people = new Loki('bench').addCollection<FlatRow>('people', {
      unique: ['id'],
      indices: ['leadStatus', 'created', 'updated', 'categoryGroup', 'country'],
      // Kept up to date while rows are inserted, indices make that quadratic; its documentation says to switch off.
      adaptiveBinaryIndices: false,
      disableMeta: true,
    });
    people.insert(flatRows(world));
    people.ensureAllIndexes();
    people.adaptiveBinaryIndices = true;

    const chain = (filter: FilterName) => {
      const query = lokiQueries[filter];
      // "All of" is what a chain of finds is.
      const parts = '$and' in query ? (query['$and'] as never[]) : [query as never];
      return parts.reduce((set, part) => set.find(part), people.chain());
    };
    const update = (contact: Contact) => {
      const row = people.by('id', contact.id);
      if (!row) throw new Error(`There is no row ${contact.id}.`);
      row.leadStatus = contact.leadStatusId;
      row.updated = Date.parse(contact.updated ?? '');
      people.update(row);
    };
    return {
      count: (filter) => chain(filter).count(),
      ids: (filter) =>
        chain(filter)
          .data()
          .map((row) => row.id),
      window: (filter, sort, offset, limit) =>
        chain(filter).sort(sorted(sort)).offset(offset).limit(limit).data(),
      board: (filter) => countBy(chain(filter).data(), (row) => row.leadStatus),
      nested: (filter) => countBy(chain(filter).data(), (row) => nestedKey(row.country, row.leadStatus)),
      figures: (filter) => figuresBy(chain(filter).data()),
      update,
      subscribe: (specs) => views(people, specs, update),
    };
  },
};

/** Results of an index come in its order, so ties need the id. */
const sorted = (sort: SortName) => (a: FlatRow, b: FlatRow) =>
  comparers[sort](a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function views(
  people: Collection<FlatRow>,
  specs: readonly LiveSpec[],
  update: (contact: Contact) => void,
): LiveStore {
  const all = specs.map((spec, index) => {
    const view = people.addDynamicView(`view ${index}`, { sortPriority: 'passive' });
    view.applyFind(lokiQueries[spec.filter]);
    if (spec.kind === 'window') view.applySort(sorted(spec.sort));
    view.data();
    return { spec, view };
  });
  const read = ({ spec, view }: (typeof all)[number]) => {
    if (spec.kind === 'count') return view.count();
    if (spec.kind === 'board') return countBy(view.data(), (row) => row.leadStatus);
    view.performSortPhase({ suppressRebuildEvent: true });
    const rows: readonly FlatRow[] = view.branchResultset().limit(windowLimit).data() as FlatRow[];
    return rows;
  };
  let answers = all.map(read);
  return {
    update: (contact) => {
      update(contact);
      answers = all.map(read);
    },
    answer: (index) => answers[index] as never,
    close: () => all.forEach(({ view }) => people.removeDynamicView(view.name)),
  };
}

/**
 * LokiJS looks at the first operator of a field only, so ranges are its `$between`, both ends included. And it reads
 * null as the text "null" for a `$regex`, which begins with the n that is looked for.
 */
const lokiQueries = Object.fromEntries(
  Object.entries(mongoQueries).map(([name, query]) => [name, inLoki(query)]),
) as Readonly<Record<FilterName, MongoQuery>>;

function inLoki(query: unknown): unknown {
  if (Array.isArray(query)) return query.map(inLoki);
  if (typeof query !== 'object' || query === null || query instanceof RegExp) return query;
  if ('$gte' in query && '$lt' in query) return { $between: [query.$gte, (query.$lt as number) - 1] };
  if ('$gte' in query && '$lte' in query) return { $between: [query.$gte, query.$lte] };
  if ('country' in query) return { $and: [{ country: { $ne: null } }, query] };
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, inLoki(value)]));
}
