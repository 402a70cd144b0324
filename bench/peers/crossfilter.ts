import crossfilter from 'crossfilter2';
import { times, wanted, type FilterName, type SortName } from '../operations.js';
import { nestedKey, type Counts, type Figures, type Peer, type PeerStore } from '../peer.js';
import { figuresBy, flatRows, tests, type FlatRow } from './flat.js';

/**
 * https://crossfilter.github.io/crossfilter/: a dimension for each thing that is filtered or sorted by, each with at
 * most one filter; all of them have to hold. What is no "all of" is a function over a dimension of the rows' places.
 * It holds one state, so questions that stay asked are asked again.
 */
export const crossfilterPeer: Peer = {
  name: 'crossfilter2',
  quick: true,
  uncollated: true,
  limits: [
    { op: 'w_three', upTo: 0, why: 'it sorts by one dimension' },
    { op: 'live20', upTo: 100_000, why: 'asking 20 questions again takes 3 s a change' },
  ],
  create: (world): PeerStore => new Cross(flatRows(world)),
};

type Indexed = FlatRow & { readonly place: number };

class Cross implements PeerStore {
  readonly #rows: Indexed[];
  readonly #cross: crossfilter.Crossfilter<Indexed>;
  readonly #all: crossfilter.GroupAll<Indexed, number>;
  readonly #place;
  readonly #status;
  readonly #group;
  readonly #name;
  readonly #email;
  readonly #created;
  readonly #updated;
  readonly #byStatus: crossfilter.Group<Indexed, string, number>;
  readonly #byCountry: crossfilter.Group<Indexed, string, number>;

  constructor(rows: readonly FlatRow[]) {
    this.#rows = rows.map((row, place) => ({ place, ...row }));
    this.#cross = crossfilter(this.#rows);
    this.#place = this.#cross.dimension((row) => row.place);
    this.#status = this.#cross.dimension((row) => row.leadStatus ?? '');
    this.#group = this.#cross.dimension((row) => row.categoryGroup ?? '');
    this.#name = this.#cross.dimension((row) => row.name);
    this.#email = this.#cross.dimension((row) => row.email?.toLowerCase() ?? '');
    this.#created = this.#cross.dimension((row) => row.created);
    this.#updated = this.#cross.dimension((row) => row.updated);
    this.#all = this.#cross.groupAll<number>().reduceCount();
    // Groups observe all filters but their own dimension's: these two are of dimensions that are never filtered.
    this.#byStatus = this.#cross
      .dimension((row) => row.leadStatus ?? '')
      .group<string, number>()
      .reduceCount();
    this.#byCountry = this.#cross
      .dimension((row) => nestedKey(row.country, row.leadStatus))
      .group<string, number>()
      .reduceCount();
  }

  count(filter: FilterName): number {
    this.#filter(filter);
    return this.#all.value();
  }

  ids(filter: FilterName): readonly string[] {
    this.#filter(filter);
    return this.#cross.allFiltered().map((row) => row.id);
  }

  /** `bottom` is ascending, `top` descending; both skip from their end. */
  window(filter: FilterName, sort: SortName, offset: number, limit: number): readonly Indexed[] {
    this.#filter(filter);
    if (sort === 'name') return this.#name.bottom(limit, offset);
    return (sort === 'created' ? this.#created : this.#updated).top(limit, offset);
  }

  board(filter: FilterName): Counts {
    this.#filter(filter);
    return counted(this.#byStatus);
  }

  nested(filter: FilterName): Counts {
    this.#filter(filter);
    return counted(this.#byCountry);
  }

  /** A group of its own would be kept up to date with every filter of every question. */
  figures(filter: FilterName): Figures {
    this.#filter(filter);
    return figuresBy(this.#cross.allFiltered());
  }

  /** A record is changed by taking it out and putting it in again. */
  update(contact: { id: string; leadStatusId: string | null; updated: string | null }): void {
    const place = Number(contact.id.slice(1));
    const row = this.#rows[place];
    if (!row) throw new Error(`There is no row ${contact.id}.`);
    this.#filter('all');
    this.#cross.remove((each) => each.place === place);
    row.leadStatus = contact.leadStatusId;
    row.updated = Date.parse(contact.updated ?? '');
    this.#cross.add([row]);
  }

  #filter(filter: FilterName): void {
    for (const dimension of [this.#place, this.#status, this.#group, this.#name, this.#email, this.#created])
      if (dimension.hasCurrentFilter()) dimension.filterAll();
    switch (filter) {
      case 'all':
        return;
      case 'f_simple':
        this.#status.filterFunction((status) => (wanted.statuses as readonly string[]).includes(status));
        return;
      case 'f_join':
        this.#group.filterFunction((group) => (wanted.joinGroups as readonly string[]).includes(group));
        this.#status.filterFunction(
          (status) => !(wanted.joinNotStatuses as readonly string[]).includes(status),
        );
        return;
      case 'f_text':
        this.#name.filterFunction((name) => name.toLowerCase().includes(wanted.name));
        return;
      case 'f_email':
        this.#email.filterFunction((email) => email.includes(wanted.email));
        return;
      case 'f_date7':
        this.#created.filterRange([...times.f_date7]);
        return;
      case 't_created':
        this.#created.filterRange([...times.t_created]);
        return;
      default: {
        const test = tests[filter];
        this.#place.filterFunction((place) => test(this.#rows[place] as Indexed));
      }
    }
  }
}

function counted(group: crossfilter.Group<Indexed, string, number>): Counts {
  const counts = new Map<string | null, number>();
  for (const { key, value } of group.all()) if (value > 0) counts.set(key, value);
  return counts;
}
