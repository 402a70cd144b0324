import { everything, type Criteria, type CriteriaLine } from '../../src/criteria/types.js';
import type { Sort } from '../../src/query/types.js';
import type { AnswerPage, CallContext, PlacedQuery, ServerData } from '../../src/server/data.js';
import * as offset from './offset-list.js';
import * as postgrest from './postgrest.js';

/** A statement of a peer, with what it answers as something that can be compared. */
export interface PeerRequest {
  readonly statements: readonly { readonly text: string; readonly parameters: readonly unknown[] }[];
  /** False: what it does leaves something else behind, so there is nothing to compare. */
  readonly isSame?: false;
  readonly answer: (results: readonly (readonly Record<string, unknown>[])[]) => unknown;
}

export interface ServerOperation {
  readonly op: string;
  /** What is asked, ready to be asked again and again. */
  readonly ours: (data: ServerData) => Promise<() => Promise<unknown>>;
  readonly peers: Readonly<Record<string, PeerRequest>>;
  /** Rows that a page may look at. Left out: as many as match, for it counts them. */
  readonly rows?: number;
}

const context = (): CallContext => ({ caller: {}, signal: new AbortController().signal });

const line = (
  field: string,
  operator: CriteriaLine['operator'],
  value?: CriteriaLine['value'],
): CriteriaLine => (value === undefined ? { field, operator } : { field, operator, value });
const all = (...items: CriteriaLine[]): Criteria => ({ match: 'all', items });
const up = (field: string): readonly Sort[] => [{ field, direction: 'ascending' }];
const down = (field: string): readonly Sort[] => [{ field, direction: 'descending' }];

const timeZone = 'Europe/Oslo';
const pageSize = 50;
const page = (query: Partial<PlacedQuery>): PlacedQuery => ({
  of: 'contact',
  criteria: everything,
  timeZone,
  sort: [],
  limit: pageSize,
  ...query,
});
const idsOf = ({ ids }: AnswerPage) => ids;

const ask = (query: Partial<PlacedQuery>) => async (data: ServerData) => async () =>
  idsOf(await data.query(page(query), context()));
/** The page, and how many there are in all: what a list with a pager shows. */
const askWithTotal = (query: Partial<PlacedQuery>) => async (data: ServerData) => async () => {
  const [{ ids }, total] = await Promise.all([
    data.query(page(query), context()),
    data.count(page(query), context()),
  ]);
  return { ids, total: 'exact' in (total as object) ? (total as { exact: number }).exact : -1 };
};
const count = (criteria: Criteria) => async (data: ServerData) => async () =>
  ((await data.count({ of: 'contact', criteria, timeZone }, context())) as { exact: number }).exact;

const leads = ['lead', 'mql', 'opportunity'];
const potential = line('company.category', 'oneOf', leads);
const contacting = line('contact.leadStatus', 'oneOf', ['2']);
const search = 'lundstr';
const address = 'anna.berg';
const word = 'polarqv';

/** `n` contacts: the deep page is in the middle of them. */
export function operations(n: number): readonly ServerOperation[] {
  const middle = Math.floor(n / 2);
  return [
    {
      op: 'board_counts',
      ours: async (data) => async () => {
        const groups = await data.groups(
          { of: 'contact', criteria: all(potential), timeZone, groupBy: ['contact.leadStatus'] },
          context(),
        );
        return Object.fromEntries(groups.map(({ value, count: each }) => [String(value), each]));
      },
      peers: { offset: offset.boardCounts(leads) },
    },
    {
      op: 'board_column',
      rows: 20 * pageSize,
      ours: ask({ criteria: all(potential, contacting), sort: down('contact.updated') }),
      peers: {
        offset: offset.list({
          where: `c.category_id = any($2) and p.lead_status_id = '2'`,
          parameters: [leads],
          orderBy: 'p.updated desc, p.id',
        }),
      },
    },
    {
      op: 'first_page',
      rows: 4 * pageSize,
      ours: ask({ sort: up('contact.name') }),
      peers: { offset: offset.list({ orderBy: offset.byName }) },
    },
    {
      op: 'first_page_total',
      ours: askWithTotal({ sort: up('contact.name') }),
      peers: {
        offset: offset.list({ orderBy: offset.byName, total: true }),
        postgrest: postgrest.list({ order: postgrest.byName }),
      },
    },
    {
      op: 'deep_page',
      rows: 4 * pageSize,
      ours: fromPlace(up('contact.name'), middle),
      peers: { offset: offset.list({ orderBy: offset.byName, offset: middle }) },
    },
    {
      op: 'deep_page_descending',
      rows: 10 * pageSize,
      ours: fromPlace(down('contact.name'), middle),
      peers: {
        offset: offset.list({ orderBy: `p.name collate leadkit.sorting desc, p.id`, offset: middle }),
      },
    },
    {
      op: 'deep_page_by_company',
      rows: 10 * pageSize,
      ours: fromPlace(up('company.name'), middle),
      peers: {
        offset: offset.list({ orderBy: `c.name collate leadkit.sorting, p.id`, offset: middle }),
      },
    },
    {
      op: 'deep_page_three_columns',
      rows: 20 * pageSize,
      ours: fromPlace(
        [...up('contact.lastName'), ...up('contact.firstName'), ...down('contact.updated')],
        middle,
      ),
      peers: {
        offset: offset.list({
          orderBy: `p.last_name collate leadkit.sorting, p.first_name collate leadkit.sorting,
            p.updated desc nulls last, p.id`,
          offset: middle,
        }),
      },
    },
    {
      op: 'jump_to_middle',
      ours: ask({ sort: up('contact.name'), offset: middle }),
      peers: { offset: offset.list({ orderBy: offset.byName, offset: middle }) },
    },
    {
      op: 'page_by_status',
      rows: 4 * pageSize,
      ours: ask({ sort: up('contact.leadStatus') }),
      peers: {
        offset: offset.list({
          orderBy: `array_position(array['1','2','3','4','5'], p.lead_status_id::text), p.id`,
        }),
      },
    },
    {
      op: 'company_tab',
      rows: 1_000,
      ours: ask({ criteria: all(line('contact.companyId', 'oneOf', ['c000100'])), sort: up('contact.name') }),
      peers: {
        offset: offset.list({ where: `p.home = $2`, parameters: ['c000100'], orderBy: offset.byName }),
      },
    },
    {
      op: 'count_selective',
      ours: count(all(line('contact.email', 'begins', address), potential)),
      peers: {
        offset: offset.count(`lower(p.email) like $2 and c.category_id = any($3)`, [`${address}%`, leads]),
        postgrest: postgrest.count(`p.email ilike $2 and c.category_id = any($3)`, [`${address}%`, leads]),
      },
    },
    {
      op: 'count_unselective',
      ours: count(all(line('contact.leadStatus', 'notOneOf', ['5']))),
      peers: {
        offset: offset.count(`p.lead_status_id <> '5'`, []),
        postgrest: postgrest.count(`p.lead_status_id <> '5'`, []),
      },
    },
    {
      op: 'search',
      ours: askWithTotal({
        criteria: all(line('contact.name', 'contains', search)),
        sort: up('contact.name'),
      }),
      peers: {
        offset: offset.list({
          where: `lower(p.name collate "und-x-icu") like $2`,
          parameters: [`%${search}%`],
          orderBy: offset.byName,
          total: true,
        }),
        postgrest: postgrest.list({
          where: `"contact"."name" ilike $2`,
          parameters: [`%${search}%`],
          order: postgrest.byName,
        }),
        // By somebody who knows of the column that the index is made of.
        postgrest_folded: postgrest.list({
          where: `"contact"."name_folded" like $2`,
          parameters: [`%${search}%`],
          order: postgrest.byName,
        }),
      },
    },
    {
      op: 'search_across',
      rows: n / 50, // all that match are counted
      ours: askWithTotal({
        criteria: {
          match: 'any',
          items: ['contact.name', 'contact.email', 'company.name'].map((field) =>
            line(field, 'contains', word),
          ),
        },
        sort: up('contact.name'),
      }),
      peers: {
        offset: offset.list({
          where: `(lower(p.name collate "und-x-icu") like $2 or lower(p.email) like $2
            or lower(c.name collate "und-x-icu") like $2)`,
          parameters: [`%${word}%`],
          orderBy: offset.byName,
          total: true,
        }),
      },
    },
  ];
}

/** Where the page before ended is found once, as whoever scrolls has done. */
function fromPlace(sort: readonly Sort[], before: number) {
  return async (data: ServerData) => {
    const { next: after } = await data.query(page({ sort, offset: before - 1, limit: 1 }), context());
    return async () => idsOf(await data.query(page({ sort, after }), context()));
  };
}
