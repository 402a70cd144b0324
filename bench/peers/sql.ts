import { contactName } from '../../src/model/records.js';
import { setup, type World } from '../data.js';
import { times, wanted, type FilterName, type SortName } from '../operations.js';
import { nestedKey, type Awaitable, type Counts, type PeerStore } from '../peer.js';

// What the engines that speak SQL share: two tables, a join, and the questions.

/** Where they differ. */
export interface Dialect {
  /** `column` contains, or begins with, that text in any case. */
  contains(column: string, text: string): string;
  begins(column: string, text: string): string;
  /** `NOT x IN (…)` means something else in AlaSQL. */
  readonly no: string;
  readonly yes: string;
}

export const like: Dialect = {
  contains: (column, text) => `${column} LIKE '%${text}%'`,
  begins: (column, text) => `${column} LIKE '${text}%'`,
  no: '0',
  yes: '1',
};

export const createTables = [
  `CREATE TABLE company (id TEXT PRIMARY KEY, name TEXT, category TEXT, category_group TEXT, country TEXT)`,
  `CREATE TABLE contact (id TEXT PRIMARY KEY, company_id TEXT, name TEXT, title TEXT, email TEXT, phone TEXT,
     mobile TEXT, lead_status TEXT, retired INTEGER, created BIGINT, updated BIGINT, score INTEGER, source TEXT)`,
];

export const createIndexes = ['lead_status', 'created', 'updated', 'name', 'company_id'].map(
  (column) => `CREATE INDEX contact_${column} ON contact (${column})`,
);

export type SqlRow = readonly (string | number | null)[];

export const contactColumns = [
  ...['id', 'company_id', 'name', 'title', 'email', 'phone', 'mobile', 'lead_status', 'retired'],
  ...['created', 'updated', 'score', 'source'],
] as const;
export const companyColumns = ['id', 'name', 'category', 'category_group', 'country'] as const;

export function* contactRows({ contacts }: World): Generator<SqlRow> {
  for (const each of contacts)
    yield [
      each.id,
      each.companyId,
      contactName(each),
      each.title,
      each.email,
      each.phone,
      each.mobile,
      each.leadStatusId,
      Number(each.retired),
      Date.parse(each.created ?? ''),
      Date.parse(each.updated ?? ''),
      each.extra['score'] as number,
      each.extra['source'] as string,
    ];
}

export function* companyRows({ companies }: World): Generator<SqlRow> {
  for (const each of companies)
    yield [
      each.id,
      each.name,
      each.categoryId,
      setup.categories.get(each.categoryId ?? '')?.group ?? null,
      each.country,
    ];
}

const list = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`;
const inTime = ([from, to]: readonly [number, number]) => `(c.created >= ${from} AND c.created < ${to})`;

export interface Statements {
  readonly count: Readonly<Record<FilterName, string>>;
  readonly ids: Readonly<Record<FilterName, string>>;
  readonly board: Readonly<Record<FilterName, string>>;
  readonly nested: Readonly<Record<FilterName, string>>;
  readonly figures: Readonly<Record<FilterName, string>>;
  window(filter: FilterName, sort: SortName, offset: number, limit: number): string;
}

/** Companies are joined only where a question names one, as a person would write it. */
export function statements({ contains, begins, no, yes }: Dialect): Statements {
  const lines = {
    t_group: `co.category_group IN ${list(wanted.treeGroups)}`,
    t_name: contains('c.name', wanted.name),
    t_created: inTime(times.t_created),
    t_score: `c.score BETWEEN ${wanted.score.join(' AND ')}`,
    t_nomail: `c.email IS NULL`,
    t_dead: `c.lead_status IN ${list(wanted.deadStatus)}`,
    t_country: begins('co.country', wanted.country),
    t_title: begins('c.title', wanted.title),
    t_active: `c.retired = ${no}`,
  };
  const groups = {
    t_any1: `(${lines.t_group} OR ${lines.t_name})`,
    t_any2: `(${lines.t_created} OR ${lines.t_score})`,
    t_none: `(c.email IS NOT NULL AND c.lead_status NOT IN ${list(wanted.deadStatus)})`,
    t_any3: `(${lines.t_country} OR ${lines.t_title})`,
  };
  const where: Readonly<Record<FilterName, string>> = {
    all: `1 = ${yes}`,
    f_simple: `c.lead_status IN ${list(wanted.statuses)}`,
    f_join: `co.category_group IN ${list(wanted.joinGroups)} AND c.lead_status NOT IN ${list(wanted.joinNotStatuses)}`,
    f_tree: [lines.t_active, groups.t_none, groups.t_any2, groups.t_any1, groups.t_any3].join(' AND '),
    f_text: lines.t_name,
    f_email: contains('c.email', wanted.email),
    f_date7: inTime(times.f_date7),
    f_country: lines.t_country,
    ...lines,
    ...groups,
  };
  const joined = 'FROM contact c LEFT JOIN company co ON co.id = c.company_id';
  const from = (filter: FilterName, join = where[filter].includes('co.')) =>
    `${join ? joined : 'FROM contact c'} WHERE ${where[filter]}`;
  const each = (make: (filter: FilterName) => string) =>
    Object.fromEntries(
      (Object.keys(where) as FilterName[]).map((filter) => [filter, make(filter)]),
    ) as Record<FilterName, string>;
  return {
    count: each((filter) => `SELECT count(*) AS n ${from(filter)}`),
    ids: each((filter) => `SELECT c.id AS id ${from(filter)}`),
    board: each(
      (filter) => `SELECT c.lead_status AS status, count(*) AS n ${from(filter)} GROUP BY c.lead_status`,
    ),
    nested: each(
      (filter) =>
        `SELECT co.country AS country, c.lead_status AS status, count(*) AS n ${from(filter, true)} GROUP BY co.country, c.lead_status`,
    ),
    figures: each(
      (filter) =>
        `SELECT c.lead_status AS status, sum(c.score) AS score_sum, avg(c.score) AS score_average, min(c.created) AS first_created,
           max(c.updated) AS last_updated ${from(filter)} GROUP BY c.lead_status`,
    ),
    window: (filter, sort, offset, limit) =>
      `SELECT c.id AS id, c.name AS name, c.title AS title, c.email AS email, c.phone AS phone, c.lead_status AS status,
         c.created AS created, co.name AS company, co.country AS country
       ${from(filter, true)} ORDER BY ${orders[sort]} LIMIT ${limit} OFFSET ${offset}`,
  };
}

const orders: Readonly<Record<SortName, string>> = {
  name: 'c.name, c.id',
  three: 'c.lead_status, c.created DESC, c.name, c.id',
  created: 'c.created DESC, c.id',
  updated: 'c.updated DESC, c.id',
};

export const updateStatement = 'UPDATE contact SET lead_status = ?, updated = ? WHERE id = ?';

/** Rows as objects by column. */
type Query = (sql: string) => Awaitable<readonly Readonly<Record<string, unknown>>[]>;

/** A store from "ask this" and "change this". */
export function sqlStore(
  dialect: Dialect,
  query: Query,
  update: (status: string | null, updated: number, id: string) => Awaitable<void>,
  close: () => Awaitable<void>,
): PeerStore {
  const sql = statements(dialect);
  const counts = (rows: readonly Readonly<Record<string, unknown>>[], keyOf: KeyOf): Counts =>
    new Map(rows.map((row) => [keyOf(row), Number(row['n'])]));
  return {
    count: (filter) => then(query(sql.count[filter]), (rows) => Number(rows[0]?.['n'])),
    ids: (filter) => then(query(sql.ids[filter]), (rows) => rows.map((row) => row['id'] as string)),
    window: (filter, sort, offset, limit) =>
      query(sql.window(filter, sort, offset, limit)) as Awaitable<readonly { readonly id: string }[]>,
    board: (filter) => then(query(sql.board[filter]), (rows) => counts(rows, byStatus)),
    nested: (filter) => then(query(sql.nested[filter]), (rows) => counts(rows, byCountry)),
    figures: (filter) =>
      then(
        query(sql.figures[filter]),
        (rows) =>
          new Map(
            rows.map((row) => {
              const figure = (name: string) => Number(row[name]);
              return [
                byStatus(row),
                [
                  figure('score_sum'),
                  figure('score_average'),
                  figure('first_created'),
                  figure('last_updated'),
                ],
              ];
            }),
          ),
      ),
    update: (contact) => update(contact.leadStatusId, Date.parse(contact.updated ?? ''), contact.id),
    close,
  };
}

type KeyOf = (row: Readonly<Record<string, unknown>>) => string | null;
const text = (value: unknown) => (value ?? null) as string | null;
const byStatus: KeyOf = (row) => text(row['status']);
const byCountry: KeyOf = (row) => nestedKey(text(row['country']), text(row['status']));

function then<In, Out>(value: Awaitable<In>, make: (value: In) => Out): Awaitable<Out> {
  return value instanceof Promise ? value.then(make) : make(value);
}
