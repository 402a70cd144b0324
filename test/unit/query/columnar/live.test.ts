import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createColumnarEngine,
  type Difference,
  type LiveQuery,
} from '../../../../src/query/columnar/index.js';
import type { ColumnarQuestion } from '../../../../src/query/columnar/types.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import type { Answer, Group, Surroundings } from '../../../../src/query/types.js';
import * as arbitrary from '../../../helpers/arbitraries.js';
import { accelerators, settings, timeout } from './run.js';
import { anyQuestion, change, otherSetup, Records, setup, world } from './world.js';

const step = fc.oneof(
  { arbitrary: fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 3 }) }), weight: 12 },
  { arbitrary: fc.record({ changes: fc.tuple(change) }), weight: 12 },
  { arbitrary: fc.record({ load: world }), weight: 1 },
  { arbitrary: fc.record({ setup: fc.constantFrom(setup, otherSetup) }), weight: 1 },
  { arbitrary: fc.record({ pieces: fc.constantFrom(1, 2, 5, 1000) }), weight: 3 },
  { arbitrary: fc.record({ turn: fc.nat() }), weight: 4 },
);

const lived = fc.record({
  world,
  clock: arbitrary.clock,
  questions: fc.array(anyQuestion, { minLength: 1, maxLength: 6 }),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  tuning: fc.record({
    distinctTexts: fc.constantFrom(3, 4096),
    orderAtOnce: fc.constantFrom(0, 1000),
    ranksAtOnce: fc.constantFrom(0, 20_000),
    chunk: fc.constantFrom(2, 3, 512),
  }),
});

interface Follower {
  readonly question: ColumnarQuestion;
  /** Undefined: it has left, and may come back. */
  live: LiveQuery | undefined;
  /** Handles in order, as the last difference left them. */
  rows: number[];
  /** How many are in each innermost group, likewise. */
  groups: Map<string, number>;
  difference: Difference | undefined;
  waits: boolean;
}

describe.each(accelerators)('live answers, %s', (_, accelerator, share) => {
  it(
    'are those of a fresh evaluation after any changes, and the differences lead from one to the next',
    { timeout },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          lived,
          async ({ world: { contacts, companies }, clock, questions, steps, tuning }) => {
            const surroundings: Surroundings = {
              language: 'nb',
              timeZone: clock.timeZone,
              now: () => clock.now,
            };
            const records = new Records(contacts, companies);
            const plain = createPlainEngine(records);
            const engine = createColumnarEngine({
              setup,
              parse: parseQuestion,
              source: records,
              tuning,
              accelerator,
            });
            engine.load('company', companies);
            engine.load('contact', contacts);
            const history: unknown[] = [];
            const subscribe = (follower: Follower) => {
              const live = engine.subscribe(follower.question, surroundings, (difference) => {
                // Loading may tell twice: of the new records, and of those that were there.
                follower.difference = follower.difference ? { ...difference, everything: true } : difference;
              });
              follower.rows = [...live.window(0, 1000)];
              follower.groups = countsOf(live.answer.groups);
              follower.waits = isUnready(live);
              return live;
            };
            const followers = questions.map((question): Follower => {
              const follower: Follower = {
                question,
                live: undefined,
                rows: [],
                groups: new Map(),
                difference: undefined,
                waits: false,
              };
              follower.live = subscribe(follower);
              return follower;
            });
            for (const each of steps) {
              await Promise.resolve(); // columns move into the memory between two steps
              if ('changes' in each) {
                const changes = each.changes.map((make) => {
                  const made = make(records);
                  records.apply([made]);
                  history.push(made);
                  return made;
                });
                engine.apply(changes);
              } else if ('load' in each) {
                for (const entity of ['company', 'contact'] as const) {
                  const given = entity === 'company' ? each.load.companies : each.load.contacts;
                  records.apply(given.map((after) => ({ entity, id: after.id, after }) as never));
                  engine.load(entity as 'contact', given as never);
                }
              } else if ('setup' in each) {
                records.setup = each.setup;
                engine.setupChanged(each.setup);
              } else if ('turn' in each) {
                const follower = followers[each.turn % followers.length]!;
                follower.live?.close();
                follower.live = follower.live ? undefined : subscribe(follower);
              } else for (let piece = 0; piece < each.pieces && engine.prepare(); piece++);
              for (const follower of followers) {
                const { live, question } = follower;
                if (!live) continue;
                const expected = plain.answer(question, surroundings);
                if (isWaiting(follower, live, expected)) continue;
                expect(live.answer).toEqual(expected);
                follow(follower, live, JSON.stringify(history));
              }
            }
            while (engine.prepare());
            for (const { live, question } of followers)
              if (live) expect(live.answer).toEqual(plain.answer(question, surroundings));
          },
        ),
        settings(1000 * share),
      );
    },
  );
});

/** How many are in each innermost group, by its values. */
function countsOf(groups: readonly Group[]): Map<string, number> {
  return new Map(
    groups.flatMap(({ value, count, groups: inner }): [string, number][] =>
      inner
        ? inner.map((each) => [JSON.stringify([value, each.value]), each.count])
        : [[JSON.stringify([value]), count]],
    ),
  );
}

/** A question without a window of its own is ready without rows. */
function isUnready(live: LiveQuery): boolean {
  return live.answer.phase === 'loading' || (live.total > 0 && live.window(0, 1).length === 0);
}

/** Whether rows can't be had yet; all else has to be right, and everything is told once they can. */
function isWaiting(follower: Follower, live: LiveQuery, expected: Answer): boolean {
  const { answer } = live;
  const isLoading = isUnready(live);
  if (answer.phase === 'loading' && answer.total !== 'unknown') {
    // Groups and figures may be what is still being made.
    const isCounted = answer.groups.length > 0 || answer.aggregates;
    const { groups, aggregates } = isCounted ? expected : { groups: [], aggregates: undefined };
    expect(answer).toEqual({ ...expected, groups, aggregates, phase: 'loading', rows: [] });
  }
  // What is told while waiting says nothing of rows that nobody has seen.
  if (isLoading || follower.waits) follower.difference = undefined;
  if (follower.waits && !isLoading) {
    follower.rows = [...live.window(0, 1000)];
    follower.groups = countsOf(answer.groups);
  }
  follower.waits = isLoading;
  return isLoading;
}

/** Whether the difference says all that happened, and nothing that did not. */
function follow(follower: Follower, live: LiveQuery, history: string): void {
  const { difference, rows } = follower;
  const now = [...live.window(0, 1000)];
  follower.rows = now;
  follower.difference = undefined;
  const groups = countsOf(live.answer.groups);
  for (const { values, count } of difference?.counts ?? []) {
    if (count > 0) follower.groups.set(JSON.stringify(values), count);
    else follower.groups.delete(JSON.stringify(values));
  }
  if (!difference?.everything) expect(follower.groups, history).toEqual(groups);
  follower.groups = groups;
  expect(now.length).toBe(live.total);
  for (const offset of [1, now.length >> 1, Math.max(0, now.length - 1)])
    expect([...live.window(offset, 3)]).toEqual(now.slice(offset, offset + 3));
  if (difference?.everything) return;
  const { entered, left, moved, changed } = difference ?? { entered: [], left: [], moved: [], changed: [] };
  const lists = [...entered, ...left, ...moved, ...changed];
  expect(new Set(lists).size).toBe(lists.length);
  expect(new Set([...rows, ...entered])).toEqual(new Set([...now, ...left]));
  for (const row of entered) expect(rows).not.toContain(row);
  for (const row of left) expect(now).not.toContain(row);
  // Those that are not named keep their order among themselves.
  const named = new Set([...entered, ...left, ...moved]);
  expect(
    now.filter((row) => !named.has(row)),
    history,
  ).toEqual(rows.filter((row) => !named.has(row)));
  if (difference) expect(difference.total).toBe(live.total);
}
