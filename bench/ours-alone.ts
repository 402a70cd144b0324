import { handful } from '../src/store/answers/memory-idle.js';
import { contactName, type Company, type Contact } from '../src/model/records.js';
import { countOf, windowOf } from './answers.js';
import { companyTexts, contactTexts, createWorld, parseBatch, type World } from './data.js';
import {
  changes,
  liveQuestion,
  liveSet,
  scrolling,
  windowLimit,
  windowOffset,
  windowQuestion,
} from './operations.js';
import { createOurs, load, type Ours } from './ours.js';
import { same } from './same.js';
import { emit, wants, type Session } from './session.js';
import { storeLoad } from './store-load.js';
import { idle, median, quantile, takeTurns, timeAlone } from './timing.js';

/** Ours alone: what has no counterpart, or one in the platform. */
export async function oursAlone(session: Session): Promise<void> {
  const { n, engine, effort } = session;
  // While nothing else is in memory, as in a page that begins: collecting garbage takes the longer the more there is.
  if (wants(session, 'first_load')) await firstLoad(session);
  if (wants(session, 'store_load') && engine !== 'plain') await storeLoad(session);
  if (wants(session, 'load_parse')) await compareWithParsing(session);

  const world = createWorld(n);
  const ours = await load(createOurs(engine), world.companies, world.contacts);
  await idle();
  if (wants(session, 'rank_cold')) await compareRank(world, session);

  if (wants(session, 'stand')) {
    const live = ours.live([windowQuestion('f_join', 'name', 0)]);
    const total = countOf(ours, 'f_join');
    for (const [op, offset] of [
      ['stand_0', 0],
      ['stand_mid', windowOffset(n)],
      ['stand_90', Math.floor(total * 0.9)],
    ] as const) {
      const next = scrolling(offset);
      const run = () => live.handles(0, next(), windowLimit);
      emit(session, engine, op, null, await timeAlone(run, effort));
    }
    live.close();
  }

  if (wants(session, 'live20')) await growth(world, ours, session);
  if (wants(session, 'subscribe')) await subscribeRounds(ours, session);
}

/**
 * What somebody waits for who opens a page: batches of JSON parsed and loaded, what a window by name needs made, and that
 * window answered. And the longest of these pieces: a page does other things between two, but none while one runs.
 */
async function firstLoad(session: Session): Promise<void> {
  const { n, engine } = session;
  const ours = createOurs(engine);
  const pieces: number[] = [];
  const tasks = takeTurns();
  // What is put off until nothing runs is part of the piece that put it off, or one of its own after that.
  const piece = async <Result>(run: () => Result): Promise<Result> => {
    const start = performance.now();
    const result = run();
    await tasks.next();
    const between = performance.now();
    await tasks.next();
    pieces.push(between - start, performance.now() - between);
    return result;
  };
  const take = async <Row>(text: string, add: (rows: readonly Row[]) => void) => {
    const rows = await piece(() => parseBatch<Row>(text));
    for (let from = 0; from < rows.length; from += handful)
      await piece(() => add(rows.slice(from, from + handful)));
  };
  await piece(() => ours.expect(Math.floor(n / 8), n));
  for (const text of companyTexts(n)) await take(text, (rows: readonly Company[]) => ours.addCompanies(rows));
  for (const text of contactTexts(n)) await take(text, (rows: readonly Contact[]) => ours.addContacts(rows));
  const question = windowQuestion('f_join', 'name', 0);
  while ((await piece(() => ours.ask(question))).phase === 'loading')
    while (await piece(() => ours.prepare()));
  tasks.end();
  same('first_load', countOf(ours, 'all'), n);
  const total = pieces.reduce((sum, took) => sum + took, 0);
  emit(session, engine, 'first_load', null, { ours: total, rounds: 1, spread: 0 });
  emit(session, engine, 'first_load_block', null, { ours: Math.max(...pieces), rounds: 1, spread: 0 });
}

/** Loading against what the platform needs to make objects of the same JSON. */
async function compareWithParsing(session: Session): Promise<void> {
  const { n, engine, quick } = session;
  const oursTook: number[] = [];
  const theirsTook: number[] = [];
  const tasks = takeTurns();
  for (let round = 0; round < (quick ? 2 : n > 100_000 ? 3 : 5); round++) {
    const ours = createOurs(engine);
    let [parsing, loading] = [0, 0];
    // With what loading puts off until nothing runs.
    const timed = async (add: () => void) => {
      const start = performance.now();
      add();
      await tasks.next();
      loading += performance.now() - start;
    };
    // Texts are made one by one and thrown away: only what is measured is kept.
    const take = async <Row>(text: string, add: (rows: readonly Row[]) => void) => {
      const start = performance.now();
      const rows = parseBatch<Row>(text);
      parsing += performance.now() - start;
      await timed(() => add(rows));
    };
    await timed(() => ours.expect(Math.floor(n / 8), n));
    for (const text of companyTexts(n))
      await take(text, (rows: readonly Company[]) => ours.addCompanies(rows));
    for (const text of contactTexts(n))
      await take(text, (rows: readonly Contact[]) => ours.addContacts(rows));
    oursTook.push(loading);
    theirsTook.push(parsing);
  }
  tasks.end();
  const ratios = oursTook.map((took, round) => (theirsTook[round] ?? NaN) / took);
  emit(session, engine, 'load_parse', 'JSON.parse', {
    ours: median(oursTook),
    theirs: median(theirsTook),
    rounds: ratios.length,
    spread: (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / median(ratios),
  });
}

/** The first window by name, with nothing prepared, against sorting the column by the language once. */
async function compareRank(world: World, session: Session): Promise<void> {
  const { engine, n, quick } = session;
  const oursTook: number[] = [];
  const theirsTook: number[] = [];
  for (let round = 0; round < (n > 100_000 || (quick && n > 10_000) ? 1 : 5); round++) {
    const ours = await load(createOurs(engine), world.companies, world.contacts);
    const start = performance.now();
    const rows = windowOf(ours, 'all', 'name', windowOffset(n));
    const between = performance.now();
    const names = world.contacts.map(contactName).sort(new Intl.Collator('en').compare);
    theirsTook.push(performance.now() - between);
    oursTook.push(between - start);
    same(
      'rank_cold',
      rows.map((row) => row.values['contact.name']).join(),
      names.slice(windowOffset(n), windowOffset(n) + windowLimit).join(),
    );
  }
  const ratios = oursTook.map((took, round) => (theirsTook[round] ?? NaN) / took);
  emit(session, engine, 'rank_cold', 'Array.sort(collator)', {
    ours: median(oursTook),
    theirs: median(theirsTook),
    rounds: ratios.length,
    spread: (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / median(ratios),
  });
}

/** A change with nobody else sweeping the caches, and how its cost grows from 10,000 contacts to this size. */
async function growth(world: World, ours: Ours, session: Session): Promise<void> {
  const { n, engine } = session;
  const all = ownChanges(world, ours, session);
  const figure = (took: readonly number[], share: number) => {
    const spread = (quantile(took, 0.75) - quantile(took, 0.25)) / median(took);
    return { ours: quantile(took, share), rounds: took.length, spread };
  };
  for (const [op, took] of Object.entries(all)) {
    emit(session, engine, `live20_${op}_p50`, null, figure(took, 0.5));
    emit(session, engine, `live20_${op}_p99`, null, figure(took, 0.99));
  }
  if (n <= 10_000) return;
  const small = createWorld(10_000);
  const few = ownChanges(small, await load(createOurs(engine), small.companies, small.contacts), session);
  // Ratio below 1: that many times dearer than with 10,000.
  emit(session, engine, 'live20_growth', 'ours at 10000', {
    ...figure(all.hot, 0.5),
    theirs: median(few.hot),
  });
}

/**
 * Thousands of changes, as far as the time goes. Warm: the second to the fifth thousand, when all of it has run and much
 * of it is still to become machine code. Hot: after that.
 */
function ownChanges(
  world: World,
  ours: Ours,
  { effort }: Session,
): { readonly warm: readonly number[]; readonly hot: readonly number[] } {
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
  until(10_000, effort.budget * 3);
  live.close();
  const half = Math.floor(took.length / 2);
  return { warm: took.slice(Math.min(1_000, half >> 1), half), hot: took.slice(half) };
}

/** Nothing may grow when questions come and go. Some of them get what idle moments make for them. */
async function subscribeRounds(ours: Ours, session: Session): Promise<void> {
  const { host, engine, quick } = session;
  const question = liveQuestion({ kind: 'window', filter: 'f_join', sort: 'created' });
  const rounds = engine === 'plain' ? 20 : quick ? 1_000 : 10_000;
  const open = () => {
    const start = performance.now();
    for (let round = 0; round < rounds; round++) ours.live([question], 'unprepared').close();
    const took = performance.now() - start;
    for (let time = 0; time < 10; time++) ours.live([question]).close();
    return took;
  };
  // The first ones make what is kept for all that follow.
  const took = open();
  emit(session, engine, 'subscribe', null, { ours: took / rounds, rounds, spread: 0 });
  // What a heap is measured to is right to some 200 kB: too much for few rounds.
  if (quick) return;
  const before = await host.memory();
  open();
  const grown = (await host.memory()) - before;
  emit(session, engine, 'subscribe_growth', null, { ours: grown / rounds, rounds, spread: 0 }, { unit: 'B' });
}
