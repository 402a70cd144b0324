import { contactName, type Contact } from '../src/model/records.js';
import { boardOf, countOf, figuresOf, idsOf, nestedOf, windowOf } from './answers.js';
import { compareLive } from './compare-live.js';
import { createWorld, type World } from './data.js';
import { all } from './in-turn.js';
import {
  panelParts,
  scrolling,
  windowFields,
  windowLimit,
  windowOffset,
  windowQuestion,
  type FilterName,
  type SortName,
} from './operations.js';
import { createOurs, load, type Ours } from './ours.js';
import { roundedFigures, type Peer, type PeerStore } from './peer.js';
import { same } from './same.js';
import { emit, leftOut, wants, type Session } from './session.js';
import { compare, idle, median, type Run } from './timing.js';

/** Ids are compared one by one up to this size, beyond it counts, groups and windows. */
const everyIdUpTo = 100_000;

/** Ours and a peer in one process, in turn. Throws a `Disagreement` when an answer differs. */
export async function comparePeer(peer: Peer, session: Session): Promise<void> {
  const { n, host, effort } = session;
  if (leftOut(peer, session)) return;
  const world = createWorld(n);
  const { ours, theirs } = await loadBoth(world, peer, session);
  const offset = windowOffset(n);
  const uncollated = peer.uncollated ? { uncollated: true } : {};
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

  const checkWindow = async (op: string, sort: SortName) => {
    const isUncollated = peer.uncollated === true && sort !== 'created';
    const expected = isUncollated
      ? uncollatedWindow(world, ours, sort, offset)
      : windowOf(ours, 'f_join', sort, offset);
    same(op, expected, await theirs.window('f_join', sort, offset, windowLimit));
  };
  for (const sort of ['name', 'three', 'created'] as const) {
    await report(
      `w_${sort}`,
      () => checkWindow(`w_${sort}`, sort),
      () => windowOf(ours, 'f_join', sort, offset),
      () => theirs.window('f_join', sort, offset, windowLimit),
      sort === 'created' ? {} : uncollated,
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
    'g_figures',
    async () => {
      const [mine, other] = [figuresOf(ours, 'f_join'), await theirs.figures('f_join')];
      same('g_figures', roundedFigures(mine), roundedFigures(other));
    },
    () => figuresOf(ours, 'f_join'),
    () => theirs.figures('f_join'),
  );
  await report(
    'panel',
    async () => same('panel', ours.panel(), await all(panelParts, (part) => theirs.count(part))),
    () => ours.panel(),
    () => all(panelParts, (part) => theirs.count(part)),
  );

  if (wants(session, 'stand')) {
    const live = ours.live([windowQuestion('f_join', 'name', offset)]);
    const [us, them] = [scrolling(offset), scrolling(offset)];
    const handles = () => live.handles(0, us(), windowLimit);
    const rows = () => live.rows(0, us(), windowLimit, windowFields);
    const ask = () => theirs.window('f_join', 'name', them(), windowLimit);
    const check = async (op: string) => {
      const now = live.rows(0, offset, windowLimit, windowFields);
      same(op, windowOf(ours, 'f_join', 'name', offset), now);
      await checkWindow(op, 'name');
    };
    await report('stand_handles', () => check('stand_handles'), handles, ask, uncollated);
    await report('stand_rows', () => check('stand_rows'), rows, ask, uncollated);
    live.close();
  }

  if (wants(session, 'live20') && !leftOut(peer, session, 'live20'))
    await compareLive(world, peer, ours, theirs, session);
  await theirs.close?.();
  session.note(`${peer.name}, ${n}, ${host.where}: every answer is the same as ours`);
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
    ours = await load(createOurs(engine), world.companies, world.contacts);
    oursTook.push(performance.now() - between);
    theirsTook.push(between - start);
  }
  if (!ours || !theirs) throw new Error('At least one round loads.');
  const [us, them] = [median(oursTook), median(theirsTook)];
  if (wants(session, 'load'))
    emit(session, engine, 'load', peer.name, { ours: us, theirs: them, rounds, spread: 0 });
  await idle();
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
