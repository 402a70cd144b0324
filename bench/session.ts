import { contactName, type Contact } from '../src/model/records.js';
import { boardOf, countOf, idsOf, liveAnswer, nestedOf, windowOf } from './answers.js';
import { companyTexts, contactTexts, createWorld, parseBatch, type World } from './data.js';
import {
  changes,
  liveQuestion,
  liveSet,
  panelParts,
  windowFields,
  windowLimit,
  windowOffset,
  windowQuestion,
  type FilterName,
  type LiveSpec,
  type SortName,
} from './operations.js';
import { createOurs, load, type EngineName, type Ours, type OursLive } from './ours.js';
import type { Awaitable, Host, Limit, LiveStore, Peer, PeerStore } from './peer.js';
import { same } from './same.js';
import { compare, median, quantile, timeAlone, type Effort, type Figures, type Run } from './timing.js';

/** One figure as it is printed. */
export interface Line {
  readonly suite: 'query';
  readonly op: string;
  readonly n: number;
  readonly where: Host['where'];
  readonly engine: EngineName;
  readonly ours: number | null;
  readonly peer: string | null;
  readonly theirs: number | null;
  readonly unit: 'ms' | 'B';
  /** How many times better ours is. */
  readonly ratio: number | null;
  readonly rounds: number;
  readonly spread: number;
  readonly uncollated?: true;
  readonly quick?: true;
}

export interface Session {
  readonly n: number;
  readonly engine: EngineName;
  readonly effort: Effort;
  readonly quick: boolean;
  /** Only operations whose name begins so. */
  readonly only?: string;
  /** Peers are also measured where they take minutes. */
  readonly slow: boolean;
  readonly host: Host;
  emit(line: Line): void;
  /** For people, on standard error. */
  note(text: string): void;
}

/** Ids are compared one by one up to this size, beyond it counts, groups and windows. */
const everyIdUpTo = 100_000;

/** Ours and a peer in one process, in turn. Throws a `Disagreement` when an answer differs. */
export async function comparePeer(peer: Peer, session: Session): Promise<void> {
  const { n, host, effort } = session;
  if (leftOut(peer, session)) return;
  const world = createWorld(n);
  const { ours, theirs } = await loadBoth(world, peer, session);
  const offset = windowOffset(n);
  const report = async (op: string, check: () => Promise<void>, us: Run, them: Run, more: object = {}) => {
    if (!wants(session, op) || leftOut(peer, session, op)) return;
    await check();
    emit(session, ours.engine, op, peer.name, await compare(us, them, effort), more);
  };

  for (const filter of ['f_simple', 'f_join', 'f_tree', 'f_text', 'f_email', 'f_date7'] as const) {
    await report(
      filter,
      () => checkFilter(filter, n, ours, theirs),
      () => countOf(ours, filter),
      () => theirs.count(filter),
    );
  }

  for (const sort of ['name', 'three', 'created'] as const) {
    const uncollated = peer.uncollated === true && sort !== 'created';
    await report(
      `w_${sort}`,
      async () => {
        const expected = uncollated
          ? uncollatedWindow(world, ours, sort, offset)
          : windowOf(ours, 'f_join', sort, offset);
        same(`w_${sort}`, expected, await theirs.window('f_join', sort, offset, windowLimit));
      },
      () => windowOf(ours, 'f_join', sort, offset),
      () => theirs.window('f_join', sort, offset, windowLimit),
      uncollated ? { uncollated: true } : {},
    );
  }

  await report(
    'g_board',
    async () => same('g_board', boardOf(ours, 'f_join'), await theirs.board('f_join')),
    () => boardOf(ours, 'f_join'),
    () => theirs.board('f_join'),
  );
  await report(
    'g_nested',
    async () => same('g_nested', nestedOf(ours, 'f_join'), await theirs.nested('f_join')),
    () => nestedOf(ours, 'f_join'),
    () => theirs.nested('f_join'),
  );
  await report(
    'panel',
    async () => same('panel', ours.panel(), await all(panelParts, (part) => theirs.count(part))),
    () => ours.panel(),
    () => all(panelParts, (part) => theirs.count(part)),
  );

  if (wants(session, 'stand')) {
    const live = ours.live([windowQuestion('f_join', 'name', offset)]);
    const uncollated = peer.uncollated ? { uncollated: true } : {};
    const ask = () => theirs.window('f_join', 'name', offset, windowLimit);
    const nothing = async () => undefined;
    await report('stand_handles', nothing, () => live.handles(0, offset, windowLimit), ask, uncollated);
    await report(
      'stand_rows',
      nothing,
      () => live.rows(0, offset, windowLimit, windowFields),
      ask,
      uncollated,
    );
    live.close();
  }

  if (wants(session, 'live20') && !leftOut(peer, session, 'live20'))
    await compareLive(world, peer, ours, theirs, session);
  await theirs.close?.();
  session.note(`${peer.name}, ${n}, ${host.where}: every answer is the same as ours`);
}

/** Ours alone: what has no counterpart, or one in the platform. */
export async function oursAlone(session: Session): Promise<void> {
  const { n, engine, effort } = session;
  const world = createWorld(n);
  const ours = load(createOurs(engine), world.companies, world.contacts);

  if (wants(session, 'load_parse')) compareWithParsing(session);
  if (wants(session, 'rank_cold')) compareRank(world, session);

  if (wants(session, 'stand')) {
    const live = ours.live([windowQuestion('f_join', 'name', 0)]);
    const total = countOf(ours, 'f_join');
    for (const [op, offset] of [
      ['stand_0', 0],
      ['stand_mid', windowOffset(n)],
      ['stand_90', Math.floor(total * 0.9)],
    ] as const) {
      const run = () => live.handles(0, offset, windowLimit);
      emit(session, engine, op, null, await timeAlone(run, effort));
    }
    live.close();
  }

  if (wants(session, 'live20')) await growth(world, ours, session);
  if (wants(session, 'subscribe')) await subscribeRounds(ours, session);
}

/** Bytes per contact while nothing but the store is alive. `plain`: the records as JSON.parse gives them. */
export async function bytesPerContact(
  subject: 'ours' | 'plain' | Peer,
  { n, engine, host }: Session,
): Promise<number> {
  const before = await host.memory();
  const store = await onlyTheStore(subject, n, engine, host);
  const bytes = (await host.memory()) - before;
  if (!store) throw new Error('The store has to be alive until here.');
  return bytes / n;
}

/** A function of its own, so that nothing else that it made can still be reached. */
async function onlyTheStore(
  subject: 'ours' | 'plain' | Peer,
  n: number,
  engine: EngineName,
  host: Host,
): Promise<object> {
  if (subject === 'ours') {
    const ours = createOurs(engine);
    ours.expect(Math.floor(n / 8), n);
    for (const text of companyTexts(n)) ours.addCompanies(parseBatch(text));
    for (const text of contactTexts(n)) ours.addContacts(parseBatch(text));
    return ours;
  }
  if (subject === 'plain') return createWorld(n);
  return subject.create(createWorld(n), host);
}

function wants({ only }: Session, op: string): boolean {
  return only === undefined || op.startsWith(only) || only.startsWith(op);
}

function leftOut(peer: Peer, { n, slow, host, note }: Session, op?: string): boolean {
  const limit = (peer.limits ?? []).find(
    (each: Limit) =>
      each.op === op && (each.where === undefined || each.where === host.where) && n > each.upTo,
  );
  if (!limit || (slow && limit.upTo > 0)) return false;
  note(`${peer.name}${op ? ` ${op}` : ''} is left out at ${n} in ${host.where}: ${limit.why}`);
  return true;
}

async function loadBoth(world: World, peer: Peer, session: Session) {
  const { engine, host } = session;
  const oursTook: number[] = [];
  const theirsTook: number[] = [];
  let ours: Ours | undefined;
  let theirs: PeerStore | undefined;
  const rounds = world.n > 10_000 ? 1 : 3;
  for (let round = 0; round < rounds; round++) {
    await theirs?.close?.();
    const start = performance.now();
    theirs = await peer.create(world, host);
    const between = performance.now();
    ours = load(createOurs(engine), world.companies, world.contacts);
    oursTook.push(performance.now() - between);
    theirsTook.push(between - start);
  }
  if (!ours || !theirs) throw new Error('At least one round loads.');
  const [us, them] = [median(oursTook), median(theirsTook)];
  if (wants(session, 'load'))
    emit(session, engine, 'load', peer.name, { ours: us, theirs: them, rounds, spread: 0 });
  return { ours, theirs };
}

async function checkFilter(filter: FilterName, n: number, ours: Ours, theirs: PeerStore): Promise<void> {
  same(filter, countOf(ours, filter), await theirs.count(filter));
  if (n > everyIdUpTo) return;
  same(`${filter} ids`, [...idsOf(ours, filter, n)].sort(), [...(await theirs.ids(filter))].sort());
}

/** What the window is for somebody who sorts text by its characters' numbers. */
function uncollatedWindow(world: World, ours: Ours, sort: SortName, offset: number) {
  const matching = new Set(idsOf(ours, 'f_join', world.n));
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const byName = (a: Contact, b: Contact) => text(contactName(a), contactName(b));
  const byThree = (a: Contact, b: Contact) =>
    text(a.leadStatusId ?? '', b.leadStatusId ?? '') ||
    text(b.created ?? '', a.created ?? '') ||
    byName(a, b);
  return world.contacts
    .filter((contact) => matching.has(contact.id))
    .sort(sort === 'name' ? byName : byThree)
    .slice(offset, offset + windowLimit);
}

/** One contact after the other changes; both sides keep twenty questions right. Alternating, so neither has warm caches. */
async function compareLive(world: World, peer: Peer, ours: Ours, theirs: PeerStore, session: Session) {
  const { effort, host } = session;
  const setUp = performance.now();
  const us = ours.live(liveSet.map(liveQuestion));
  const ourSetUp = performance.now() - setUp;
  const start = performance.now();
  const them = theirs.subscribe ? await theirs.subscribe(liveSet) : askAgain(theirs);
  const theirSetUp = performance.now() - start;
  const oursTook: number[] = [];
  const theirsTook: number[] = [];
  const begun = performance.now();
  const after = (milliseconds: number) => performance.now() > begun + milliseconds;
  // A few changes at least, the first ones to get warm; a hundred and more make a 99th percentile.
  const changing = changes(world);
  for (let step = 0; step < 2 || (step < 220 && !after(step < 6 ? 10_000 : effort.budget * 2)); step++) {
    const [before, now] = changing.next().value as [Contact, Contact];
    const begin = performance.now();
    await them.update(now);
    const between = performance.now();
    us.change(before, now);
    oursTook.push(performance.now() - between);
    theirsTook.push(between - begin);
  }
  await checkLive(peer, us, them);
  us.close();
  await them.close();

  const warm = Math.min(20, Math.floor(oursTook.length / 2));
  const [mine, other] = [oursTook.slice(warm), theirsTook.slice(warm)];
  const rounds = mine.length;
  for (const [op, share] of [
    ['live20_p50', 0.5],
    ['live20_p99', 0.99],
  ] as const) {
    const spread = (quantile(mine, 0.75) - quantile(mine, 0.25)) / median(mine);
    const figures = { ours: quantile(mine, share), theirs: quantile(other, share), rounds, spread };
    emit(session, ours.engine, op, peer.name, figures);
  }
  const figures = { ours: ourSetUp, theirs: theirSetUp, rounds: 1, spread: 0 };
  if (theirs.subscribe) emit(session, ours.engine, 'live20_setup', peer.name, figures);
  session.note(`${peer.name}, ${host.where}: ${rounds} changes under 20 live questions`);
}

/** For stores that keep no question: all of them once more. */
function askAgain(store: PeerStore): LiveStore {
  let answers: (number | ReadonlyMap<unknown, unknown> | readonly unknown[])[] = [];
  return {
    update: async (contact) => {
      await store.update(contact);
      answers = await all(liveSet, (spec) => ask(store, spec));
    },
    answer: (index) => answers[index] as never,
    close: () => undefined,
  };
}

function ask(store: PeerStore, spec: LiveSpec) {
  switch (spec.kind) {
    case 'board':
      return store.board(spec.filter);
    case 'count':
      return store.count(spec.filter);
    case 'window':
      return store.window(spec.filter, spec.sort, 0, windowLimit);
  }
}

async function checkLive(peer: Peer, us: OursLive, them: LiveStore): Promise<void> {
  const answers = us.answers();
  for (const [index, spec] of liveSet.entries()) {
    if (peer.uncollated && spec.kind === 'window' && spec.sort === 'name') continue;
    const answer = answers[index];
    if (answer)
      same(
        `live question ${index} (${JSON.stringify(spec)})`,
        liveAnswer(spec.kind, answer),
        await them.answer(index),
      );
  }
}

/** Loading against what the platform needs to make objects of the same JSON. */
function compareWithParsing(session: Session): void {
  const { n, engine, quick } = session;
  const oursTook: number[] = [];
  const theirsTook: number[] = [];
  for (let round = 0; round < (n > 100_000 || quick ? 1 : 5); round++) {
    const ours = createOurs(engine);
    let [parsing, loading] = [0, 0];
    const begun = performance.now();
    ours.expect(Math.floor(n / 8), n);
    loading += performance.now() - begun;
    // Texts are made one by one and thrown away: only what is measured is kept.
    const take = <Row>(text: string, add: (rows: readonly Row[]) => void) => {
      const start = performance.now();
      const rows = parseBatch<Row>(text);
      const between = performance.now();
      add(rows);
      loading += performance.now() - between;
      parsing += between - start;
    };
    for (const text of companyTexts(n)) take(text, (rows: readonly never[]) => ours.addCompanies(rows));
    for (const text of contactTexts(n)) take(text, (rows: readonly never[]) => ours.addContacts(rows));
    oursTook.push(loading);
    theirsTook.push(parsing);
  }
  const ratios = oursTook.map((took, round) => (theirsTook[round] ?? NaN) / took);
  emit(session, engine, 'load_parse', 'JSON.parse', {
    ours: median(oursTook),
    theirs: median(theirsTook),
    rounds: ratios.length,
    spread: (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / median(ratios),
  });
}

/** The first window by name, with nothing prepared, against sorting the column by the language once. */
function compareRank(world: World, session: Session): void {
  const ours = load(createOurs(session.engine), world.companies, world.contacts);
  const start = performance.now();
  windowOf(ours, 'all', 'name', windowOffset(world.n));
  const between = performance.now();
  const names = world.contacts.map(contactName);
  names.sort(new Intl.Collator('en').compare);
  const end = performance.now();
  emit(session, session.engine, 'rank_cold', 'Array.sort(collator)', {
    ours: between - start,
    theirs: end - between,
    rounds: 1,
    spread: 0,
  });
}

/** A change with nobody else sweeping the caches, and how its cost grows from 10,000 contacts to this size. */
async function growth(world: World, ours: Ours, session: Session): Promise<void> {
  const { n, engine } = session;
  const hot = hotChanges(world, ours, session);
  const spread = (quantile(hot, 0.75) - quantile(hot, 0.25)) / median(hot);
  const alone = (share: number) => ({ ours: quantile(hot, share), rounds: hot.length, spread });
  emit(session, engine, 'live20_hot_p50', null, alone(0.5));
  emit(session, engine, 'live20_hot_p99', null, alone(0.99));
  if (n <= 10_000) return;
  const small = createWorld(10_000);
  const figures = hotChanges(small, load(createOurs(engine), small.companies, small.contacts), session);
  // Ratio below 1: that many times dearer than with 10,000.
  emit(session, engine, 'live20_growth', 'ours at 10000', { ...alone(0.5), theirs: median(figures) });
}

/** A thousand changes to get warm and thousands more, as far as the time goes. */
function hotChanges(world: World, ours: Ours, { effort }: Session): number[] {
  const live = ours.live(liveSet.map(liveQuestion));
  const changing = changes(world);
  const one = () => {
    const [before, after] = changing.next().value as [Contact, Contact];
    const start = performance.now();
    live.change(before, after);
    return performance.now() - start;
  };
  const took: number[] = [];
  const begun = performance.now();
  const until = (steps: number, most: number) => {
    while (took.length < steps && performance.now() < begun + most) took.push(one());
  };
  until(1_200, 5_000);
  until(5_000, effort.budget * 3);
  live.close();
  return took.slice(Math.min(1_000, Math.floor(took.length / 2)));
}

/** Nothing may grow when questions come and go. Some of them get what idle moments make for them. */
async function subscribeRounds(ours: Ours, session: Session): Promise<void> {
  const { host, engine } = session;
  const question = liveQuestion({ kind: 'window', filter: 'f_join', sort: 'created' });
  const open = (times: number) => {
    for (let time = 0; time < times; time++) ours.live([question], 'unprepared').close();
  };
  const rounds = engine === 'memory' ? 20 : 10_000;
  open(Math.min(rounds, 200));
  ours.live([question]).close();
  const before = await host.memory();
  const start = performance.now();
  open(rounds);
  const took = performance.now() - start;
  for (let time = 0; time < 10; time++) ours.live([question]).close();
  const grown = (await host.memory()) - before;
  emit(session, engine, 'subscribe', null, { ours: took / rounds, rounds, spread: 0 });
  emit(session, engine, 'subscribe_growth', null, { ours: grown / rounds, rounds, spread: 0 }, { unit: 'B' });
}

function emit(
  { n, host, quick, emit: print }: Session,
  engine: EngineName,
  op: string,
  peer: string | null,
  { ours, theirs, rounds, spread }: Omit<Figures, 'theirs'> & { readonly theirs?: number },
  more: object = {},
): void {
  print({
    suite: 'query',
    op,
    n,
    where: host.where,
    engine,
    ours: rounded(ours),
    peer,
    theirs: theirs === undefined ? null : rounded(theirs),
    unit: 'ms',
    ratio: theirs === undefined ? null : rounded(theirs / ours),
    rounds,
    spread: Number(spread.toFixed(2)),
    ...more,
    ...(quick ? { quick: true } : {}),
  });
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** In turn, and without promises where there are none. */
function all<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Awaitable<Result>,
): Awaitable<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    const result = ask(item);
    if (result instanceof Promise) return rest(items, index, result, results, ask);
    results.push(result);
  }
  return results;
}

async function rest<Item, Result>(
  items: readonly Item[],
  from: number,
  first: Promise<Result>,
  results: Result[],
  ask: (item: Item) => Awaitable<Result>,
): Promise<Result[]> {
  results.push(await first);
  for (const item of items.slice(from + 1)) results.push(await ask(item));
  return results;
}
