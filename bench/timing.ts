import type { Awaitable } from './peer.js';

/** One side of a comparison: anything that gives an answer. */
export type Run = () => Awaitable<unknown>;

export interface Figures {
  /** Medians, in milliseconds. */
  readonly ours: number;
  readonly theirs: number;
  readonly rounds: number;
  /** Distance between the quartiles of the rounds' ratios, as a share of their median. */
  readonly spread: number;
}

export interface Effort {
  readonly rounds: number;
  /** Milliseconds that an operation may take altogether; slow peers get fewer rounds. */
  readonly budget: number;
}

/** A clock in a page ticks every 5 to 100 µs, so that a round repeats what is quick for this long. */
const shortestRound = 2;

/**
 * Both sides in turn, so that what the machine does meanwhile touches both. Each side repeats within a round until that
 * is long enough to be measured.
 */
export async function compare(ours: Run, theirs: Run, { rounds, budget }: Effort): Promise<Figures> {
  const us = await prepare(ours, budget / 5);
  const them = await prepare(theirs, budget / 5);
  const oneRound = us.guess * us.times + them.guess * them.times;
  // Three even where that takes longer: a single one might be the one that collects garbage.
  const least = oneRound < 3 * budget ? 3 : 1;
  const wanted = Math.max(least, Math.min(rounds, Math.floor(budget / oneRound)));
  const oursTook: number[] = [];
  const theirsTook: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < wanted; round++) {
    const theirTime = await measure(theirs, them);
    // Where theirs takes so long that there are few rounds, ours is measured more often in each: one hiccup of the
    // machine would otherwise be its figure.
    const ourTimes: number[] = [];
    for (let time = 0; time < (wanted < 5 ? 5 : 1); time++) ourTimes.push(await measure(ours, us));
    const ourTime = median(ourTimes);
    theirsTook.push(theirTime);
    oursTook.push(ourTime);
    ratios.push(theirTime / ourTime);
  }
  return {
    ours: median(oursTook),
    theirs: median(theirsTook),
    rounds: wanted,
    spread: (quantile(ratios, 0.75) - quantile(ratios, 0.25)) / median(ratios),
  };
}

/** One side alone. */
export async function timeAlone(run: Run, { rounds, budget }: Effort): Promise<Omit<Figures, 'theirs'>> {
  const prepared = await prepare(run, budget / 5);
  const wanted = Math.max(1, Math.min(rounds, Math.floor(budget / (prepared.guess * prepared.times))));
  const took: number[] = [];
  for (let round = 0; round < wanted; round++) took.push(await measure(run, prepared));
  return {
    ours: median(took),
    rounds: wanted,
    spread: (quantile(took, 0.75) - quantile(took, 0.25)) / median(took),
  };
}

interface Prepared {
  readonly guess: number;
  readonly times: number;
  readonly asynchronous: boolean;
}

/** Runs until the machine code is there, or the time for that is over. */
async function prepare(run: Run, budget: number): Promise<Prepared> {
  const first = performance.now();
  const result = run();
  const asynchronous = result instanceof Promise;
  await result;
  let guess = performance.now() - first;
  const end = first + Math.min(budget, 150);
  for (let times = 1; performance.now() < end && times < 20_000; times++) {
    const start = performance.now();
    await run();
    guess = Math.min(guess, Math.max(performance.now() - start, 0.0005));
  }
  const prepared = { guess, times: 1, asynchronous };
  if (guess >= shortestRound) return prepared;
  const times = Math.ceil(shortestRound / guess);
  const again = await measure(run, { ...prepared, times });
  return {
    guess: again,
    times: Math.max(1, Math.min(100_000, Math.ceil(shortestRound / again))),
    asynchronous,
  };
}

let sink: unknown;

async function measure(run: Run, { times, asynchronous }: Prepared): Promise<number> {
  const start = performance.now();
  if (asynchronous) for (let time = 0; time < times; time++) sink = await run();
  else for (let time = 0; time < times; time++) sink = run();
  const took = performance.now() - start;
  if (sink === measure) throw new Error('Nothing is this function.');
  return Math.max(took, 0.001) / times;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** As many tasks as a page has between loading and the first question: what is put off until then happens. */
export async function idle(): Promise<void> {
  for (let task = 0; task < 100; task++) await new Promise((resolve) => setTimeout(resolve));
}

/** Lets whatever waits go first, without the milliseconds that a timer takes where there is nothing. */
export function takeTurns(): { next(): Promise<void>; end(): void } {
  const { port1, port2 } = new MessageChannel();
  return {
    next: () =>
      new Promise((resolve) => {
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      }),
    end: () => port1.close(),
  };
}
