import { aggregate, Query } from 'mingo';
import type { FilterName, SortName } from '../operations.js';
import { nestedKey, type Counts, type Peer, type PeerStore } from '../peer.js';
import { flatRows, type FlatRow } from './flat.js';
import { mongoQueries } from './mongo.js';

/** https://github.com/kofrasa/mingo: queries for filters and windows, pipelines for counts by group. */
export const mingoPeer: Peer = {
  name: 'mingo',
  limits: [
    { op: 'live20', upTo: 10_000, why: 'asking 20 questions again takes 4 to 33 s a change' },
    { where: 'chromium', upTo: 100_000, why: 'a question takes 2 to 5 s; Node has the same figures' },
  ],
  create: (world): PeerStore => {
    const rows = flatRows(world);
    const places = new Map(rows.map((row, index) => [row.id, index]));
    // What it calls strength 3 and the locale are Intl.Collator's.
    const options = { collation: { locale: 'en', strength: 3 as const } };
    const queries = new Map<FilterName, Query<FlatRow>>();
    const query = (filter: FilterName) => {
      let compiled = queries.get(filter);
      if (!compiled) queries.set(filter, (compiled = new Query<FlatRow>(mongoQueries[filter], options)));
      return compiled;
    };
    const found = (filter: FilterName) => query(filter).find<FlatRow>(rows);
    return {
      count: (filter) => found(filter).all().length,
      ids: (filter) =>
        found(filter)
          .all()
          .map((row) => row.id),
      window: (filter, sort, offset, limit) =>
        found(filter).sort(sorts[sort]).skip(offset).limit(limit).all(),
      board: (filter) => grouped(rows, filter, '$leadStatus', (id) => id as string | null),
      nested: (filter) =>
        grouped(rows, filter, { country: '$country', status: '$leadStatus' }, (id) => {
          const { country, status } = id as { country?: string | null; status?: string | null };
          return nestedKey(country ?? null, status ?? null);
        }),
      figures: (filter) =>
        new Map(
          aggregate(rows as never, [
            { $match: mongoQueries[filter] },
            {
              $group: {
                _id: '$leadStatus',
                sum: { $sum: '$score' },
                average: { $avg: '$score' },
                first: { $min: '$created' },
                last: { $max: '$updated' },
              },
            },
          ]).map((group) => {
            const { _id, sum, average, first, last } = group as unknown as FigureGroup;
            return [_id ?? null, [sum, average, first, last]];
          }),
        ),
      update: (contact) => {
        const row = rows[places.get(contact.id) ?? -1];
        if (!row) throw new Error(`There is no row ${contact.id}.`);
        row.leadStatus = contact.leadStatusId;
        row.updated = Date.parse(contact.updated ?? '');
      },
    };
  },
};

interface FigureGroup {
  readonly _id?: string | null;
  readonly sum: number;
  readonly average: number;
  readonly first: number;
  readonly last: number;
}

const sorts: Readonly<Record<SortName, Record<string, 1 | -1>>> = {
  name: { name: 1 },
  three: { leadStatus: 1, created: -1, name: 1 },
  created: { created: -1 },
  updated: { updated: -1 },
};

function grouped(
  rows: FlatRow[],
  filter: FilterName,
  _id: unknown,
  keyOf: (id: unknown) => string | null,
): Counts {
  const groups = aggregate(rows as never, [
    { $match: mongoQueries[filter] },
    { $group: { _id, count: { $sum: 1 } } },
  ]);
  return new Map(groups.map((group) => [keyOf(group['_id'] ?? null), group['count'] as number]));
}
