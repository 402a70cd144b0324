import type { Contact } from '../../src/model/records.js';
import { times, wanted, type FilterName, type SortName } from '../operations.js';
import type { World } from '../data.js';
import { nestedKey, type Figures, type Peer, type PeerStore } from '../peer.js';
import { comparers, countBy, figuresBy, flatRows, tests, type FlatRow } from './flat.js';

const slowLive = {
  op: 'live20',
  upTo: 100_000,
  why: 'asking 20 questions again takes 4 to 14 s a change',
} as const;

/** What one writes without a library. */
export const plainArray: Peer = {
  name: 'Array.filter/sort',
  quick: true,
  limits: [slowLive],
  create: (world) => arrayStore(flatRows(world), (filter) => tests[filter]),
};

/** The same for anything whose answer to a filter is an array of rows. */
export function arrayStore(
  rows: FlatRow[],
  testOf: (filter: FilterName) => (row: FlatRow) => boolean,
): PeerStore {
  const places = new Map(rows.map((row, index) => [row.id, index]));
  const matching = (filter: FilterName) => rows.filter(testOf(filter));
  return {
    count: (filter) => matching(filter).length,
    ids: (filter) => matching(filter).map((row) => row.id),
    window: (filter, sort, offset, limit) =>
      matching(filter)
        .sort(comparers[sort])
        .slice(offset, offset + limit),
    board: (filter) => countBy(matching(filter), (row) => row.leadStatus),
    nested: (filter) => countBy(matching(filter), (row) => nestedKey(row.country, row.leadStatus)),
    figures: (filter) => figuresBy(matching(filter)),
    update: (contact) => change(rows[places.get(contact.id) ?? -1], contact),
  };
}

function change(row: FlatRow | undefined, contact: Contact): void {
  if (!row) throw new Error(`There is no row ${contact.id}.`);
  row.leadStatus = contact.leadStatusId;
  row.updated = Date.parse(contact.updated ?? '');
}

/**
 * What an expert writes who knows the questions beforehand: text in lower case and the rank of each name worked out
 * once, statuses and groups as small numbers, one loop that keeps no arrays, and a sort of numbers.
 */
export const tunedArray: Peer = {
  name: 'Array, hand-tuned',
  quick: true,
  limits: [slowLive],
  create: (world) => new Tuned(world),
};

interface TunedRow extends FlatRow {
  readonly index: number;
  readonly nameLower: string;
  readonly emailLower: string;
  readonly countryLower: string;
  readonly titleLower: string;
  readonly nameRank: number;
  status: number;
}

type TunedTest = (row: TunedRow) => boolean;

const bits = (values: readonly string[]) => values.reduce((sum, value) => sum | (1 << Number(value)), 0);
const simple = bits(wanted.statuses);
const joinNot = bits(wanted.joinNotStatuses);
const dead = bits(wanted.deadStatus);
const [joinFirst, joinSecond] = wanted.joinGroups;
const [treeFirst, treeSecond] = wanted.treeGroups;
const [from7, to7] = times.f_date7;
const [fromCreated, toCreated] = times.t_created;
const [lowScore, highScore] = wanted.score;

const tuned: Readonly<Record<FilterName, TunedTest>> = {
  all: () => true,
  f_simple: (row) => ((simple >> row.status) & 1) === 1,
  f_join: (row) =>
    ((joinNot >> row.status) & 1) === 0 &&
    (row.categoryGroup === joinFirst || row.categoryGroup === joinSecond),
  f_text: (row) => row.nameLower.includes(wanted.name),
  f_email: (row) => row.emailLower.includes(wanted.email),
  f_date7: (row) => row.created >= from7 && row.created < to7,
  f_country: (row) => row.countryLower.startsWith(wanted.country),
  f_tree: (row) =>
    !row.retired &&
    ((dead >> row.status) & 1) === 0 &&
    row.email !== null &&
    (row.categoryGroup === treeFirst ||
      row.categoryGroup === treeSecond ||
      row.nameLower.includes(wanted.name)) &&
    ((row.created >= fromCreated && row.created < toCreated) ||
      (row.score >= lowScore && row.score <= highScore)) &&
    (row.countryLower.startsWith(wanted.country) || row.titleLower.startsWith(wanted.title)),
  t_group: (row) => row.categoryGroup === treeFirst || row.categoryGroup === treeSecond,
  t_name: (row) => row.nameLower.includes(wanted.name),
  t_created: (row) => row.created >= fromCreated && row.created < toCreated,
  t_score: (row) => row.score >= lowScore && row.score <= highScore,
  t_nomail: (row) => row.email === null,
  t_dead: (row) => ((dead >> row.status) & 1) === 1,
  t_country: (row) => row.countryLower.startsWith(wanted.country),
  t_title: (row) => row.titleLower.startsWith(wanted.title),
  t_active: (row) => !row.retired,
  t_any1: (row) => tuned.t_group(row) || tuned.t_name(row),
  t_any2: (row) => tuned.t_created(row) || tuned.t_score(row),
  t_none: (row) => row.email !== null && ((dead >> row.status) & 1) === 0,
  t_any3: (row) => tuned.t_country(row) || tuned.t_title(row),
};

const tunedComparers: Readonly<Record<SortName, (a: TunedRow, b: TunedRow) => number>> = {
  name: (a, b) => a.nameRank - b.nameRank,
  three: (a, b) => a.status - b.status || b.created - a.created || a.nameRank - b.nameRank,
  created: (a, b) => b.created - a.created,
  updated: (a, b) => b.updated - a.updated,
};

class Tuned implements PeerStore {
  readonly #rows: readonly TunedRow[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(world: World) {
    const flat = flatRows(world);
    const ranks = ranksOf(flat);
    this.#rows = flat.map((row, index) => ({
      index,
      id: row.id,
      name: row.name,
      title: row.title,
      email: row.email,
      phone: row.phone,
      mobile: row.mobile,
      leadStatus: row.leadStatus,
      retired: row.retired,
      created: row.created,
      updated: row.updated,
      score: row.score,
      source: row.source,
      companyId: row.companyId,
      companyName: row.companyName,
      category: row.category,
      categoryGroup: row.categoryGroup,
      country: row.country,
      nameLower: row.name.toLowerCase(),
      emailLower: row.email?.toLowerCase() ?? '',
      countryLower: row.country?.toLowerCase() ?? '',
      titleLower: row.title?.toLowerCase() ?? '',
      nameRank: ranks.get(row.name) ?? 0,
      status: Number(row.leadStatus),
    }));
    this.#places = new Map(this.#rows.map((row) => [row.id, row.index]));
  }

  count(filter: FilterName): number {
    const test = tuned[filter];
    let count = 0;
    for (const row of this.#rows) if (test(row)) count++;
    return count;
  }

  ids(filter: FilterName): readonly string[] {
    return this.#matching(filter).map((row) => row.id);
  }

  window(filter: FilterName, sort: SortName, offset: number, limit: number): readonly TunedRow[] {
    return this.#matching(filter)
      .sort(tunedComparers[sort])
      .slice(offset, offset + limit);
  }

  board(filter: FilterName): Map<string | null, number> {
    const test = tuned[filter];
    const counts = new Uint32Array(6);
    for (const row of this.#rows) if (test(row)) counts[row.status]!++;
    const board = new Map<string | null, number>();
    counts.forEach((count, status) => count > 0 && board.set(String(status), count));
    return board;
  }

  nested(filter: FilterName): Map<string | null, number> {
    const test = tuned[filter];
    const byCountry = new Map<string | null, Uint32Array>();
    for (const row of this.#rows) {
      if (!test(row)) continue;
      let counts = byCountry.get(row.country);
      if (!counts) byCountry.set(row.country, (counts = new Uint32Array(6)));
      counts[row.status]!++;
    }
    const nested = new Map<string | null, number>();
    for (const [country, counts] of byCountry) {
      counts.forEach((count, status) => count > 0 && nested.set(nestedKey(country, String(status)), count));
    }
    return nested;
  }

  figures(filter: FilterName): Figures {
    const test = tuned[filter];
    const groups = Array.from({ length: 6 }, () => ({ n: 0, sum: 0, first: Infinity, last: -Infinity }));
    for (const row of this.#rows) {
      if (!test(row)) continue;
      const group = groups[row.status]!;
      group.n++;
      group.sum += row.score;
      if (row.created < group.first) group.first = row.created;
      if (row.updated > group.last) group.last = row.updated;
    }
    return new Map(
      groups.flatMap(({ n, sum, first, last }, status) =>
        n > 0 ? [[String(status), [sum, sum / n, first, last]] as const] : [],
      ),
    );
  }

  update(contact: Contact): void {
    const row = this.#rows[this.#places.get(contact.id) ?? -1];
    change(row, contact);
    if (row) row.status = Number(contact.leadStatusId);
  }

  #matching(filter: FilterName): TunedRow[] {
    const test = tuned[filter];
    const matching: TunedRow[] = [];
    for (const row of this.#rows) if (test(row)) matching.push(row);
    return matching;
  }
}

/** Equal names, as the language sees them, have equal ranks. */
function ranksOf(rows: readonly FlatRow[]): ReadonlyMap<string, number> {
  const { compare } = new Intl.Collator('en');
  const names = [...new Set(rows.map((row) => row.name))].sort(compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  names.forEach((name, index) => {
    if (index > 0 && compare(names[index - 1] ?? '', name) !== 0) rank++;
    ranks.set(name, rank);
  });
  return ranks;
}
