import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import type { Surroundings } from '../../../../src/query/types.js';
import * as arbitrary from '../../../helpers/arbitraries.js';
import { accelerators, settings, timeout } from './run.js';
import { anyQuestion, Records, setup, world } from './world.js';

const languages = ['en', 'nb', 'da', 'sv', 'de', 'fr', 'es', 'cs', 'hu', 'tr'];
const asked = fc.record({
  world,
  clock: arbitrary.clock,
  language: fc.constantFrom(...languages),
  questions: fc.array(anyQuestion, { minLength: 1, maxLength: 3 }),
  tuning: fc.record({ distinctTexts: fc.constantFrom(3, 4096), ranksAtOnce: fc.constantFrom(0, 20_000) }),
});

describe.each(accelerators)('answers from columns, %s', (_, accelerator, share) => {
  it('[Q1–Q6] are those of the plain evaluator, to the letter', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        asked,
        async ({ world: { contacts, companies }, clock, language, questions, tuning }) => {
          const surroundings: Surroundings = { language, timeZone: clock.timeZone, now: () => clock.now };
          const plain = createPlainEngine(new Records(contacts, companies));
          const engine = createColumnarEngine({ setup, parse: parseQuestion, tuning, accelerator });
          engine.load('contact', contacts.slice(0, 20));
          engine.load('company', companies);
          await Promise.resolve(); // what found no room moves into the memory now
          engine.load('contact', contacts.slice(20));
          for (const question of questions) {
            const answer = engine.answer(question, surroundings);
            const expected = plain.answer(question, surroundings);
            if (answer.phase === 'loading') {
              // Groups and figures may be what is still being made.
              const isCounted = answer.groups.length > 0 || answer.aggregates;
              const { groups, aggregates } = isCounted ? expected : { groups: [], aggregates: undefined };
              expect(answer).toEqual({ ...expected, groups, aggregates, phase: 'loading', rows: [] });
              while (engine.prepare());
              expect(engine.answer(question, surroundings)).toEqual(expected);
            } else expect(answer).toEqual(expected);
          }
        },
      ),
      settings(3000 * share),
    );
  });
});
