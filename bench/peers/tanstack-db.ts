import {
  and,
  avg,
  BTreeIndex,
  count,
  createCollection,
  createLiveQueryCollection,
  eq,
  gte,
  ilike,
  inArray,
  isNull,
  lt,
  lte,
  max,
  min,
  not,
  or,
  queryOnce,
  sum,
} from '@tanstack/db';
import type { Contact } from '../../src/model/records.js';
import { setup, type World } from '../data.js';
import { times, wanted, windowLimit, type FilterName, type LiveSpec, type SortName } from '../operations.js';
import { nestedKey, type Counts, type LiveStore, type Peer, type PeerStore } from '../peer.js';
import { flatRow, type FlatRow } from './flat.js';

// The library types a query by its collections and selections. Here queries are put together from parts, which its
// types can't follow, so these few words stand for them.
type Expression = never;
type Reference = Readonly<Record<string, Expression>>;
interface Tables {
  readonly c: Reference;
  readonly co: Reference;
}
interface Builder {
  from(source: object): Builder;
  leftJoin(source: object, on: (tables: Tables) => unknown): Builder;
  where(test: (tables: Tables) => unknown): Builder;
  groupBy(by: (tables: Tables) => unknown): Builder;
  select(what: (tables: Tables) => unknown): Builder;
  orderBy(by: (tables: Tables) => unknown, options?: object): Builder;
  limit(limit: number): Builder;
  offset(offset: number): Builder;
}
type Build = (query: Builder) => Builder;
type Row = Readonly<Record<string, unknown>>;
interface Live {
  preload(): Promise<void>;
  readonly toArray: readonly Row[];
  cleanup(): Promise<void>;
  subscribeChanges(listener: () => void): { unsubscribe(): void };
}
interface SyncParams {
  begin(): void;
  write(message: { type: 'insert' | 'update'; value: object }): void;
  commit(): void;
  markReady(): void;
}

/**
 * https://tanstack.com/db: two collections that a sync source fills, B-tree indexes made as queries need them, live
 * queries with a join; `stringSort: 'locale'` for names.
 */
export const tanstackDbPeer: Peer = {
  name: '@tanstack/db',
  limits: [
    { upTo: 100_000, why: 'its 20 live queries take ten minutes and 12 GB at a million' },
    { where: 'chromium', upTo: 10_000, why: 'a window takes 4 s at 100,000; Node has the same figures' },
    { op: 'live20', upTo: 10_000, why: 'its 20 live queries take 17 s and more to set up' },
  ],
  create: async (world): Promise<PeerStore> => {
    const companies = filled('companies', world.companies.map(companyRow));
    const contacts = filled(
      'contacts',
      world.contacts.map((contact) => flatRow(contact, undefined)),
    );
    const from: Build = (query) => query.from({ c: contacts.collection });
    const joined: Build = (query) =>
      from(query).leftJoin({ co: companies.collection }, ({ c, co }) => eq(c['companyId'], co['id']));
    const filtered = (filter: FilterName, join: boolean): Build => {
      const needed = join || usesCompany.has(filter);
      return (query) => {
        const base = needed ? joined(query) : from(query);
        return filter === 'all' ? base : base.where((tables) => filters(tables)[filter]);
      };
    };
    const questions = questionsOf(filtered);
    const once = async (build: Build) => (await queryOnce(build as never)) as unknown as readonly Row[];
    const update = (contact: Contact) => contacts.update(flatRow(contact, undefined));
    await Promise.all([contacts.ready, companies.ready]);
    return {
      count: async (filter) => Number((await once(questions.count(filter)))[0]?.['n'] ?? 0),
      ids: async (filter) => (await once(questions.ids(filter))).map((row) => row['id'] as string),
      window: async (filter, sort, offset, limit) =>
        (await once(questions.window(filter, sort, offset, limit))) as unknown as readonly { id: string }[],
      board: async (filter) => counts(await once(questions.board(filter))),
      nested: async (filter) => counts(await once(questions.nested(filter)), true),
      figures: async (filter) =>
        new Map(
          (await once(questions.figures(filter))).map((row) => [
            (row['status'] ?? null) as string | null,
            ['sum', 'average', 'first', 'last'].map((name) => row[name]) as never,
          ]),
        ),
      update,
      subscribe: (specs) => subscribe(specs, questions, update),
    };
  },
};

const companyRow = (company: World['companies'][number]) => ({
  id: company.id,
  companyName: company.name,
  category: company.categoryId,
  categoryGroup: setup.categories.get(company.categoryId ?? '')?.group ?? null,
  country: company.country,
});

function filled(id: string, rows: readonly { readonly id: string }[]) {
  let writer: SyncParams | undefined;
  const collection = createCollection({
    id: `${id}${++collections}`,
    getKey: (row: { readonly id: string }) => row.id,
    startSync: true,
    autoIndex: 'eager',
    defaultIndexType: BTreeIndex,
    sync: {
      sync: (given: SyncParams) => {
        writer = given;
        given.begin();
        for (const value of rows) given.write({ type: 'insert', value });
        given.commit();
        given.markReady();
      },
    },
  } as never) as unknown as { preload(): Promise<void> };
  return {
    collection,
    ready: collection.preload(),
    update: (value: FlatRow) => {
      writer?.begin();
      writer?.write({ type: 'update', value });
      writer?.commit();
    },
  };
}

let collections = 0;

const usesCompany: ReadonlySet<FilterName> = new Set([
  ...(['f_join', 'f_tree', 'f_country', 't_group', 't_country', 't_any1', 't_any3'] as const),
]);

const inTime = (field: Expression, [from, to]: readonly [number, number]) =>
  and(gte(field, from), lt(field, to));

function filters({ c, co }: Tables): Readonly<Record<FilterName, unknown>> {
  const contact = (key: keyof FlatRow) => c[key] as Expression;
  const company = (key: string) => (co ? co[key] : undefined) as Expression;
  const lines = {
    t_group: inArray(company('categoryGroup'), [...wanted.treeGroups]),
    t_name: ilike(contact('name'), `%${wanted.name}%`),
    t_created: inTime(contact('created'), times.t_created),
    t_score: and(gte(contact('score'), wanted.score[0]), lte(contact('score'), wanted.score[1])),
    t_nomail: isNull(contact('email')),
    t_dead: inArray(contact('leadStatus'), [...wanted.deadStatus]),
    t_country: ilike(company('country'), `${wanted.country}%`),
    t_title: ilike(contact('title'), `${wanted.title}%`),
    t_active: eq(contact('retired'), false as never),
  };
  const groups = {
    t_any1: or(lines.t_group, lines.t_name),
    t_any2: or(lines.t_created, lines.t_score),
    t_none: and(not(lines.t_nomail), not(lines.t_dead)),
    t_any3: or(lines.t_country, lines.t_title),
  };
  return {
    all: undefined,
    f_simple: inArray(contact('leadStatus'), [...wanted.statuses]),
    f_join: and(
      inArray(company('categoryGroup'), [...wanted.joinGroups]),
      not(inArray(contact('leadStatus'), [...wanted.joinNotStatuses])),
    ),
    f_tree: and(lines.t_active, groups.t_none, groups.t_any2, groups.t_any1, groups.t_any3),
    f_text: lines.t_name,
    f_email: ilike(contact('email'), `%${wanted.email}%`),
    f_date7: inTime(contact('created'), times.f_date7),
    f_country: lines.t_country,
    ...lines,
    ...groups,
  };
}

function questionsOf(filtered: (filter: FilterName, join: boolean) => Build) {
  const ascending = { direction: 'asc' };
  const byName = { direction: 'asc', stringSort: 'locale', locale: 'en' };
  const sorted: Readonly<Record<SortName, Build>> = {
    name: (query) => query.orderBy(({ c }) => c['name'], byName),
    three: (query) =>
      query
        .orderBy(({ c }) => c['leadStatus'], ascending)
        .orderBy(({ c }) => c['created'], { direction: 'desc' })
        .orderBy(({ c }) => c['name'], byName),
    created: (query) => query.orderBy(({ c }) => c['created'], { direction: 'desc' }),
    updated: (query) => query.orderBy(({ c }) => c['updated'], { direction: 'desc' }),
  };
  return {
    count:
      (filter: FilterName): Build =>
      (query) =>
        filtered(filter, false)(query).select(({ c }) => ({ n: count(c['id'] as Expression) })),
    ids:
      (filter: FilterName): Build =>
      (query) =>
        filtered(filter, false)(query).select(({ c }) => ({ id: c['id'] })),
    window:
      (filter: FilterName, sort: SortName, offset: number, limit: number): Build =>
      (query) =>
        sorted[sort](filtered(filter, true)(query))
          .orderBy(({ c }) => c['id'], ascending)
          .limit(limit)
          .offset(offset)
          .select(({ c, co }) => ({
            id: c['id'],
            name: c['name'],
            title: c['title'],
            email: c['email'],
            phone: c['phone'],
            leadStatus: c['leadStatus'],
            created: c['created'],
            companyName: co['companyName'],
            country: co['country'],
          })),
    board:
      (filter: FilterName): Build =>
      (query) =>
        filtered(
          filter,
          false,
        )(query)
          .groupBy(({ c }) => c['leadStatus'])
          .select(({ c }) => ({ status: c['leadStatus'], n: count(c['id'] as Expression) })),
    figures:
      (filter: FilterName): Build =>
      (query) =>
        filtered(
          filter,
          false,
        )(query)
          .groupBy(({ c }) => c['leadStatus'])
          .select(({ c }) => ({
            status: c['leadStatus'],
            sum: sum(c['score'] as Expression),
            average: avg(c['score'] as Expression),
            first: min(c['created'] as Expression),
            last: max(c['updated'] as Expression),
          })),
    nested:
      (filter: FilterName): Build =>
      (query) =>
        filtered(
          filter,
          true,
        )(query)
          .groupBy(({ c, co }) => [co['country'], c['leadStatus']])
          .select(({ c, co }) => ({
            country: co['country'],
            status: c['leadStatus'],
            n: count(c['id'] as Expression),
          })),
  };
}

function counts(rows: readonly Row[], nested = false): Counts {
  const text = (value: unknown) => (value ?? null) as string | null;
  return new Map(
    rows.map((row) => [
      nested ? nestedKey(text(row['country']), text(row['status'])) : text(row['status']),
      Number(row['n']),
    ]),
  );
}

async function subscribe(
  specs: readonly LiveSpec[],
  questions: ReturnType<typeof questionsOf>,
  update: (contact: Contact) => void,
): Promise<LiveStore> {
  const lives = specs.map((spec) => {
    const build =
      spec.kind === 'window'
        ? questions.window(spec.filter, spec.sort, 0, windowLimit)
        : questions[spec.kind](spec.filter);
    const query: unknown = { query: build, startSync: true };
    const live: unknown = createLiveQueryCollection(query as never);
    return live as Live;
  });
  await Promise.all(lives.map((live) => live.preload()));
  let heard = 0;
  const subscriptions = lives.map((live) => live.subscribeChanges(() => heard++));
  return {
    update,
    answer: (index) => {
      const rows = lives[index]?.toArray ?? [];
      const kind = specs[index]?.kind;
      if (kind === 'count') return Number(rows[0]?.['n'] ?? 0);
      return kind === 'board' ? counts(rows) : rows.map(({ id }) => ({ id: id as string }));
    },
    close: async () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      for (const live of lives) await live.cleanup();
      if (heard === 0) throw new Error('No live query heard of a change.');
    },
  };
}
