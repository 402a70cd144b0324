import { describe, expect, it } from 'vitest';
import { createSetup, emptyContact } from '../../../../src/model/defaults.js';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import type { Answer, Question } from '../../../../src/query/types.js';
import { MemoryQuestions } from '../../../../src/store/answers/memory-questions.js';

const surroundings = { language: 'nb', timeZone: 'Europe/Oslo', now: () => new Date() };

function questions() {
  const engine = createColumnarEngine({ setup: createSetup({}), parse: parseQuestion });
  const contacts = Array.from({ length: 5000 }, (_, at) =>
    emptyContact({ id: `p${(at * 7919) % 5003}`, firstName: `First ${at}`, email: `${at}@example.com` }),
  );
  engine.load('contact', contacts);
  const all = new MemoryQuestions(engine, new AbortController().signal);
  return (question: Partial<Question>, before?: Answer) =>
    all.open({ of: 'contact', fields: [], ...question }, surroundings, before, () => {}).answer;
}

describe('while what a question needs is being made', () => {
  it('groups of before stay, with their total and without how far records had come', () => {
    const open = questions();
    const before = { ...open({ groupBy: ['contact.leadStatus'] }), progress: { loaded: 1, expected: 5000 } };
    expect(before.groups).toEqual([{ value: null, count: 5000 }]);
    const { phase, groups, total, progress } = open({ groupBy: ['contact.email'] }, before);
    expect({ phase, groups, total, progress }).toEqual({
      phase: 'stale',
      groups: before.groups,
      total: { exact: 5000 },
      progress: undefined,
    });
  });

  it('rows of before stay', () => {
    const open = questions();
    const before = open({ window: { offset: 0, limit: 2 } });
    const { phase, rows } = open({ groupBy: ['contact.email'] }, before);
    expect({ phase, rows }).toEqual({ phase: 'stale', rows: before.rows });
  });

  it('nothing is there when nothing was before', () => {
    expect(questions()({ groupBy: ['contact.email'] })).toMatchObject({
      phase: 'loading',
      groups: [],
      total: { exact: 5000 },
    });
  });
});
