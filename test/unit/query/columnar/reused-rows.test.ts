import { describe, expect, it } from 'vitest';
import { createSetup, emptyContact } from '../../../../src/model/defaults.js';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';

describe('a row that is used again', () => {
  it('takes its place by its new id, also where the order was made while it was free', () => {
    const person = (at: number) => emptyContact({ id: `p${at}`, lastName: 'Same' });
    const engine = createColumnarEngine({ setup: createSetup(), parse: parseQuestion });
    const ids = () =>
      engine
        .answer(
          { of: 'contact', fields: [], window: { offset: 0, limit: 100 } },
          { language: 'en', timeZone: 'UTC', now: () => new Date(0) },
        )
        .rows.map(({ id }) => id);
    const people = Array.from({ length: 69 }, (_, at) => person(at + 1));
    engine.load('contact', people);
    const gone = ['p16', 'p69'];
    engine.apply(
      gone.map((id) => ({
        entity: 'contact',
        id,
        before: people.find((each) => each.id === id),
        after: undefined,
      })),
    );
    const left = people.map(({ id }) => id).filter((id) => !gone.includes(id));
    expect(ids()).toEqual(left.sort());
    engine.apply([{ entity: 'contact', id: 'p77', before: undefined, after: person(77) }]);
    expect(ids()).toEqual([...left, 'p77'].sort());
  });
});
