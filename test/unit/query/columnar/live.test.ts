import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createColumnarEngine,
  type Difference,
  type LiveQuery,
} from '../../../../src/query/columnar/index.js';
import type { ColumnarQuestion } from '../../../../src/query/columnar/types.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import type { Surroundings } from '../../../../src/query/types.js';
import * as arbitrary from '../../../helpers/arbitraries.js';
import { accelerators, settings, timeout } from './run.js';
import { anyQuestion, change, otherSetup, Records, setup, world } from './world.js';

const step = fc.oneof(
  { arbitrary: fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 3 }) }), weight: 12 },
  { arbitrary: fc.record({ changes: fc.tuple(change) }), weight: 12 },
  { arbitrary: fc.record({ load: world }), weight: 1 },
  { arbitrary: fc.record({ setup: fc.constantFrom(setup, otherSetup) }), weight: 1 },
  { arbitrary: fc.record({ prepare: fc.constant(true) }), weight: 1 },
);

const lived = fc.record({
  world,
  clock: arbitrary.clock,
  questions: fc.array(anyQuestion, { minLength: 1, maxLength: 6 }),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  tuning: fc.record({
    distinctTexts: fc.constantFrom(3, 4096),
    orderAtOnce: fc.constantFrom(0, 1000),
    chunk: fc.constantFrom(2, 3, 512),
  }),
});

interface Follower {
  readonly question: ColumnarQuestion;
  readonly live: LiveQuery;
  /** Handles in order, as the last difference left them. */
  rows: number[];
  difference: Difference | undefined;
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
            const engine = createColumnarEngine({ setup, source: records, tuning, accelerator });
            engine.load('company', companies);
            engine.load('contact', contacts);
            const history: unknown[] = [];
            const followers = questions.map((question): Follower => {
              const live = engine.subscribe(question, surroundings, (difference) => {
                // Loading may tell twice: of the new records, and of those that were there.
                follower.difference = follower.difference ? { ...difference, everything: true } : difference;
              });
              const follower: Follower = {
                question,
                live,
                rows: [...live.window(0, 1000)],
                difference: undefined,
              };
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
              } else while (engine.prepare());
              for (const follower of followers) {
                expect(follower.live.answer).toEqual(plain.answer(follower.question, surroundings));
                follow(follower, JSON.stringify(history));
              }
            }
          },
        ),
        settings(1000 * share),
      );
    },
  );
});

/** Whether the difference says all that happened, and nothing that did not. */
function follow(follower: Follower, history: string): void {
  const { live, difference, rows } = follower;
  const now = [...live.window(0, 1000)];
  follower.rows = now;
  follower.difference = undefined;
  expect(now.length).toBe(live.total);
  now.forEach((row, place) => expect(live.placeOf(row)).toBe(place));
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
