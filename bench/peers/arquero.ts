import { collate, desc, table, type ColumnTable } from 'arquero';
import { times, wanted, type FilterName, type SortName } from '../operations.js';
import { nestedKey, type Peer, type PeerStore } from '../peer.js';
import { flatRows, type FlatRow } from './flat.js';

/**
 * https://idl.uw.edu/arquero: columns, expressions that it compiles, `collate` for a language's order. Its tables never
 * change: a changed record is a new column, and questions that stay asked are asked again. Values that expressions look
 * for are its parameters.
 */
export const arqueroPeer: Peer = {
  name: 'arquero',
  quick: true,
  limits: [{ op: 'live20', upTo: 100_000, why: 'asking 20 questions again takes seconds a change' }],
  create: (world): PeerStore => {
    const rows = flatRows(world);
    const places = new Map(rows.map((row, index) => [row.id, index]));
    const status = rows.map((row) => row.leadStatus);
    const updated = rows.map((row) => row.updated);
    const column = <Key extends keyof FlatRow>(key: Key) => rows.map((row) => row[key]);
    const columns: Record<string, unknown[]> = {
      id: column('id'),
      name: column('name'),
      title: column('title'),
      email: column('email'),
      phone: column('phone'),
      mobile: column('mobile'),
      leadStatus: status,
      retired: column('retired'),
      created: column('created'),
      updated,
      score: column('score'),
      source: column('source'),
      companyName: column('companyName'),
      category: column('category'),
      categoryGroup: column('categoryGroup'),
      country: column('country'),
    };
    const make = () => table(columns as never).params(parameters) as ColumnTable;
    let people: ColumnTable = make();

    const filtered = (filter: FilterName) =>
      filter === 'all' ? people : people.filter(expressions[filter] as never);
    const count = (filter: FilterName, ...keys: string[]) =>
      filtered(filter)
        .groupby(...keys)
        .count()
        .objects() as Group[];
    return {
      count: (filter) => filtered(filter).numRows(),
      ids: (filter) => filtered(filter).array('id') as string[],
      window: (filter, sort, offset, limit) =>
        filtered(filter)
          .orderby(...(orders[sort] as never[]))
          .slice(offset, offset + limit)
          .objects() as FlatRow[],
      board: (filter) => new Map(count(filter, 'leadStatus').map((group) => [group.leadStatus, group.count])),
      nested: (filter) =>
        new Map(
          count(filter, 'country', 'leadStatus').map((group) => [
            nestedKey(group.country, group.leadStatus),
            group.count,
          ]),
        ),
      figures: (filter) =>
        new Map(
          (
            filtered(filter)
              .groupby('leadStatus')
              .rollup({
                sum: 'd => op.sum(d.score)',
                average: 'd => op.mean(d.score)',
                first: 'd => op.min(d.created)',
                last: 'd => op.max(d.updated)',
              })
              .objects() as FigureRow[]
          ).map(({ leadStatus, sum, average, first, last }) => [leadStatus, [sum, average, first, last]]),
        ),
      update: (contact) => {
        const place = places.get(contact.id) ?? -1;
        status[place] = contact.leadStatusId;
        updated[place] = Date.parse(contact.updated ?? '');
        people = make();
      },
    };
  },
};

interface Group {
  readonly country: string | null;
  readonly leadStatus: string | null;
  readonly count: number;
}

interface FigureRow {
  readonly leadStatus: string | null;
  readonly sum: number;
  readonly average: number;
  readonly first: number;
  readonly last: number;
}

/** `$` in the expressions. */
const parameters = {
  statuses: [...wanted.statuses],
  joinGroups: [...wanted.joinGroups],
  joinNot: [...wanted.joinNotStatuses],
  treeGroups: [...wanted.treeGroups],
  dead: [...wanted.deadStatus],
  name: wanted.name,
  email: wanted.email,
  country: wanted.country,
  title: wanted.title,
  from7: times.f_date7[0],
  to7: times.f_date7[1],
  from: times.t_created[0],
  to: times.t_created[1],
  low: wanted.score[0],
  high: wanted.score[1],
};

// Text, as its documentation offers beside functions: those it would take apart by their source, which bundlers change.
const lines = {
  t_group: 'op.includes($.treeGroups, d.categoryGroup)',
  t_name: 'op.includes(op.lower(d.name), $.name)',
  t_created: '(d.created >= $.from && d.created < $.to)',
  t_score: '(d.score >= $.low && d.score <= $.high)',
  t_nomail: 'd.email == null',
  t_dead: 'op.includes($.dead, d.leadStatus)',
  t_country: 'op.startswith(op.lower(d.country), $.country)',
  t_title: 'op.startswith(op.lower(d.title), $.title)',
  t_active: '!d.retired',
};
const groups = {
  t_any1: `(${lines.t_group} || ${lines.t_name})`,
  t_any2: `(${lines.t_created} || ${lines.t_score})`,
  t_none: `!(${lines.t_nomail} || ${lines.t_dead})`,
  t_any3: `(${lines.t_country} || ${lines.t_title})`,
};
const bodies: Readonly<Record<Exclude<FilterName, 'all'>, string>> = {
  f_simple: 'op.includes($.statuses, d.leadStatus)',
  f_join: 'op.includes($.joinGroups, d.categoryGroup) && !op.includes($.joinNot, d.leadStatus)',
  f_tree: [lines.t_active, groups.t_none, groups.t_any2, groups.t_any1, groups.t_any3].join(' && '),
  f_text: lines.t_name,
  f_email: 'op.includes(op.lower(d.email), $.email)',
  f_date7: '(d.created >= $.from7 && d.created < $.to7)',
  f_country: lines.t_country,
  ...lines,
  ...groups,
};
const expressions = Object.fromEntries(
  Object.entries(bodies).map(([name, body]) => [name, `(d, $) => ${body}`]),
);

const byName = () => collate('name', new Intl.Collator('en').compare);
const orders: Readonly<Record<SortName, readonly unknown[]>> = {
  name: [byName()],
  three: ['leadStatus', desc('created'), byName()],
  created: [desc('created')],
  updated: [desc('updated')],
};
