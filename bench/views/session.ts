import { Disagreement, same } from '../same.js';
import { median, quantile } from '../timing.js';
import { idle, untilSeen } from './look.js';
import type { People } from './people.js';
import type { Opened, Side, Step, ViewSuite } from './view.js';

/** One figure as it is printed. */
export interface ViewLine {
  readonly suite: string;
  readonly op: string;
  readonly n: number;
  readonly where: 'chromium';
  readonly ours: number;
  readonly peer: string;
  readonly theirs: number;
  readonly unit: 'ms';
  /** How many times better ours is. */
  readonly ratio: number;
  readonly rounds: number;
  readonly spread: number;
  readonly quick?: true;
}

export interface ViewTask {
  readonly suite: string;
  readonly peer: string;
  readonly n: number;
  readonly rounds: number;
  /** Milliseconds after which no further round begins. */
  readonly budget: number;
  readonly quick: boolean;
  readonly only?: string;
}

/** Milliseconds after which a step that shows nothing right has gone wrong, even where many records are read. */
const patience = (n: number) => 30_000 + n / 5;

/**
 * Ours and a peer in one page, in turn, each round from the records on. A step is over when a painted frame shows what
 * has to be seen; where that never happens, the run fails.
 */
export async function compareViews<Widget extends Opened>(
  suite: ViewSuite<Widget>,
  peer: Side<Widget>,
  task: ViewTask,
  emit: (line: ViewLine) => void,
): Promise<void> {
  await suite.ours.prepare?.();
  await peer.prepare?.();
  const people = suite.people(task.n);
  const plan = suite.plan(people);
  const played: { readonly us: Figures; readonly them: Figures }[] = [];
  const begun = performance.now();
  for (let round = 0; round <= task.rounds; round++) {
    const them = await play(peer, people, plan);
    const us = await play(suite.ours, people, plan);
    played.push({ us, them });
    if (performance.now() > begun + task.budget) break;
  }
  // The first one makes the machine code, and counts only where it is the only one there is time for.
  const rounds = played.length > 1 ? played.slice(1) : played;
  for (const op of rounds[0]?.us.keys() ?? []) {
    if (task.only && !op.startsWith(task.only)) continue;
    const [ours, theirs] = (['us', 'them'] as const).map((side) =>
      rounds.map((round) => median(round[side].get(op) ?? [])),
    ) as [number[], number[]];
    const ratios = ours.map((took, round) => (theirs[round] ?? NaN) / took);
    emit({
      suite: suite.name,
      op,
      n: task.n,
      where: 'chromium',
      ours: rounded(median(ours)),
      peer: peer.name,
      theirs: rounded(median(theirs)),
      unit: 'ms',
      ratio: rounded(median(theirs) / median(ours)),
      rounds: rounds.length,
      spread: Number(((quantile(ratios, 0.75) - quantile(ratios, 0.25)) / median(ratios)).toFixed(2)),
      ...(task.quick ? { quick: true } : {}),
    });
  }
}

/** Milliseconds by operation. */
type Figures = ReadonlyMap<string, readonly number[]>;

async function play<Widget extends Opened>(
  side: Side<Widget>,
  people: People,
  plan: { readonly opened: string; readonly steps: readonly Step<Widget>[] },
): Promise<Figures> {
  const figures = new Map<string, number[]>();
  const place = document.createElement('div');
  place.className = 'place';
  document.body.append(place);
  let widget: Widget | undefined;
  const measured = async (op: string | undefined, wanted: string, act: () => void) => {
    const start = performance.now();
    act();
    const isSeen = await untilSeen(() => widget?.seen() ?? '', wanted, patience(people.contacts.length));
    const took = performance.now() - start;
    if (!isSeen) same(`${side.name}, ${op ?? 'a step'}`, wanted, widget?.seen() ?? '');
    if (op) figures.set(op, [...(figures.get(op) ?? []), took]);
  };
  const gap = watchGaps();
  await measured('load', plan.opened, () => (widget = side.open(place, people)));
  figures.set('load_block', [gap.stop()]);
  if (!widget) throw new Disagreement(`${side.name} has opened nothing.`);
  const opened: Widget = widget;
  await idle();
  await measured('mount', plan.opened, () => opened.mount());
  for (const { op, act, seen } of plan.steps) {
    await idle();
    await measured(op, seen, () => act(opened));
  }
  opened.close();
  place.remove();
  return figures;
}

/** The longest time in which the page could do nothing else. */
function watchGaps() {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let longest = 0;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  return {
    stop() {
      port1.close();
      return Math.max(longest, performance.now() - last);
    },
  };
}

const rounded = (value: number) => Number(value.toPrecision(4));
