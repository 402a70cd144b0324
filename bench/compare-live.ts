import type { Contact } from '../src/model/records.js';
import { liveAnswer } from './answers.js';
import type { World } from './data.js';
import { all } from './in-turn.js';
import { changes, liveQuestion, liveSet, windowLimit, type LiveSpec } from './operations.js';
import type { Ours, OursLive } from './ours.js';
import type { LiveStore, Peer, PeerStore } from './peer.js';
import { same } from './same.js';
import { emit, type Session } from './session.js';
import { median, quantile } from './timing.js';

/** One contact after the other changes; both sides keep twenty questions right. Alternating, so neither has warm caches. */
export async function compareLive(world: World, peer: Peer, ours: Ours, theirs: PeerStore, session: Session) {
  const { effort, host, quick } = session;
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
  const most = quick ? 1_000 : 10_000;
  // A few changes at least, the first ones to get warm; a hundred and more make a 99th percentile.
  const changing = changes(world);
  for (let step = 0; step < 2 || (step < 220 && !after(step < 6 ? most : effort.budget * 2)); step++) {
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
  const uncollated = peer.uncollated ? { uncollated: true } : {};
  const spread = (quantile(mine, 0.75) - quantile(mine, 0.25)) / median(mine);
  const report = (op: string, share: number) => {
    const figures = { ours: quantile(mine, share), theirs: quantile(other, share), rounds, spread };
    emit(session, ours.engine, op, peer.name, figures, uncollated);
  };
  report('live20_p50', 0.5);
  // Of fewer changes it would be the worst one.
  if (rounds >= 100) report('live20_p99', 0.99);
  const figures = { ours: ourSetUp, theirs: theirSetUp, rounds: 1, spread: 0 };
  if (theirs.subscribe) emit(session, ours.engine, 'live20_setup', peer.name, figures, uncollated);
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
