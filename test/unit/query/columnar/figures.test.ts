import { describe, expect, it } from 'vitest';
import { createSetup, emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import type { Question } from '../../../../src/query/types.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import { accelerators } from './run.js';
import { Records } from './world.js';

const setup = createSetup({
  settings: {
    fields: [
      { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
      { entity: 'contact', key: 'value', label: 'Value', type: 'number' },
      { entity: 'company', key: 'staff', label: 'Staff', type: 'number' },
    ],
  },
});
const surroundings = { language: 'en', timeZone: 'UTC', now: () => new Date('2026-11-23T12:00:00Z') };
const count = 25_000;
/** So that half of them are too many to be looked at at once. */
const tuning = { ranksAtOnce: 512 };
const companies = Array.from({ length: 3_000 }, (_, at) =>
  emptyCompany({ id: `c${at}`, name: `Company ${at % 2_600}`, extra: { staff: (at * 7919) % 5_003 } }),
);
const contacts = Array.from({ length: count }, (_, at) => contactOf(at, at));

/** One whose values are those of another place. */
function contactOf(id: number, at: number): Contact {
  return emptyContact({
    id: `p${id}`,
    companyId: at % 10 === 0 ? null : `c${(at * 31) % 3_000}`,
    // Some statuses have few contacts, which are not those with the least numbers.
    leadStatusId: at % 1_999 === 0 ? '5' : String(1 + (Math.floor(at / 7) % 4)),
    created: new Date(Date.UTC(2020, 0, 1) + ((at * 7919) % count) * 60_000).toISOString(),
    extra: { score: at % 7 === 0 ? null : (at * 31) % 100, value: ((at * 7919) % 100_003) / 100 },
  });
}

const all = ['sum', 'average', 'minimum', 'maximum'] as const;
const aggregates: NonNullable<Question['aggregates']> = [
  ...all.map((of) => ({ field: 'contact.score', of })),
  ...all.map((of) => ({ field: 'contact.value', of })),
  ...all.slice(1).map((of) => ({ field: 'contact.created', of })),
  { field: 'company.staff', of: 'maximum' },
];
const by = (...groupBy: string[]): Question => ({ of: 'contact', fields: [], groupBy, aggregates });

function loaded(accelerator?: (typeof accelerators)[number][1]) {
  const records = new Records(contacts, companies, setup);
  const engine = createColumnarEngine({ setup, parse: parseQuestion, accelerator, tuning });
  engine.load('company', companies);
  engine.load('contact', contacts);
  return { records, engine, plain: createPlainEngine(records) };
}

const groupings = [
  [],
  ['contact.leadStatus'],
  ['company.name'],
  ['contact.leadStatus', 'company.name'],
  ['company.category', 'contact.leadStatus'],
];

describe('figures of many records', { timeout: 60_000 }, () => {
  it.each(groupings)('are taken in piece by piece: by %s %s', (...given) => {
    const { engine, plain } = loaded();
    const question = by(...given.filter((field) => typeof field === 'string'));
    let told = 0;
    const live = engine.subscribe(question, surroundings, () => told++);
    expect(live.answer).toMatchObject({ phase: 'loading', total: { exact: count }, groups: [] });
    expect(live.answer.aggregates).toBeUndefined();
    let pieces = 0;
    while (engine.prepare()) pieces++;
    expect(pieces).toBeGreaterThan(2);
    expect(told).toBe(1);
    expect(live.answer).toEqual(plain.answer(question, surroundings));
    expect(engine.answer(question, surroundings)).toEqual(live.answer);
  });

  it.each(groupings)('follow changes while they are taken in, and then: by %s %s', (...given) => {
    const { engine, records, plain } = loaded();
    const question = by(...given.filter((field) => typeof field === 'string'));
    const live = engine.subscribe(question, surroundings, () => {});
    expect(live.answer.phase).toBe('loading');
    let step = 0;
    const change = () => {
      const at = (step++ * 7919) % count;
      const other = contactOf(at, count + step * 37);
      // Often in a group that there was not.
      const after = step % 9 === 0 ? undefined : { ...other, leadStatusId: String(1 + (step % 5)) };
      const made = { entity: 'contact', id: `p${at}`, after } as const;
      records.apply([made]);
      engine.apply([made]);
    };
    for (let piece = 0; engine.prepare(); piece++) if (piece < 400) change();
    expect(step).toBeGreaterThan(1);
    expect(live.answer).toEqual(plain.answer(question, surroundings));
    for (let round = 1; round <= 60; round++) {
      change();
      const { answer } = live; // figures are worked out each time, so that what they leave behind is seen
      if (round % 20 === 0) expect(answer).toEqual(plain.answer(question, surroundings));
    }
  });

  it.each(groupings)('follow many changes at a time, and what they undo: by %s %s', (...given) => {
    const { engine, records, plain } = loaded();
    const question = by(...given.filter((field) => typeof field === 'string'));
    const live = engine.subscribe(question, surroundings, () => {});
    while (engine.prepare());
    const apply = (changes: readonly { entity: 'contact'; id: string; after: Contact | undefined }[]) => {
      records.apply(changes);
      engine.apply(changes);
    };
    const some = Array.from({ length: 700 }, (_, at) => (at * 7919) % count);
    const before = some.map(
      (at) => ({ entity: 'contact', id: `p${at}`, after: records.contact(`p${at}`) }) as const,
    );
    for (const round of [1, 2]) {
      // Least and greatest numbers go, and others come.
      apply(
        some.map((at) => ({
          entity: 'contact',
          id: `p${at}`,
          after: at % 3 === 0 ? undefined : contactOf(at, count + at * 37 * round),
        })),
      );
      expect(live.answer).toEqual(plain.answer(question, surroundings));
      apply(before);
      if (round === 1) continue; // gone, and back before somebody looks
      expect(live.answer).toEqual(plain.answer(question, surroundings));
    }
    // Nothing but statuses: numbers go from groups that keep others, and come to groups that have less.
    apply(
      some.map((at) => ({
        entity: 'contact',
        id: `p${at}`,
        after: { ...contactOf(at, at), leadStatusId: '5' },
      })),
    );
    expect(live.answer).toEqual(plain.answer(question, surroundings));
    expect(engine.answer(question, surroundings)).toEqual(live.answer);
  });

  it('stay what they are where rows are loaded, and memory moves, while they are taken in', async () => {
    const [, [, accelerator]] = accelerators;
    const { engine, records, plain } = loaded(accelerator);
    const questions = groupings.map((fields) => by(...fields));
    const lives = questions.map((question) => engine.subscribe(question, surroundings, () => {}));
    const more = Array.from({ length: 9_000 }, (_, at) => contactOf(count + at, at * 3));
    for (let piece = 0; engine.prepare(); piece++) {
      await Promise.resolve();
      if (piece % 5 > 0 || more.length === 0) continue;
      const some = more.splice(0, 1_000);
      records.apply(some.map((after) => ({ entity: 'contact', id: after.id, after }) as const));
      engine.load('contact', some);
    }
    expect(more).toEqual([]);
    for (const [at, live] of lives.entries())
      expect(live.answer).toEqual(plain.answer(questions[at]!, surroundings));
  });

  it('are not made anew when a question is asked again and means the same', () => {
    const { engine } = loaded();
    let told = 0;
    const live = engine.subscribe(by('contact.leadStatus'), surroundings, () => told++);
    while (engine.prepare());
    const { answer } = live;
    live.refresh({ ...surroundings, now: () => new Date('2026-11-24T12:00:00Z') });
    expect(live.answer).toBe(answer);
    expect(told).toBe(1);
  });

  it.each(accelerators)('find the next one when the least or the greatest goes, %s', (_, accelerator) => {
    const { engine, records, plain } = loaded(accelerator);
    const questions = groupings.map((fields) => by(...fields));
    const lives = questions.map((question) => engine.subscribe(question, surroundings, () => {}));
    while (engine.prepare());
    const read = (id: string, key: string) =>
      key === 'created' ? records.contact(id)!.created! : (records.contact(id)!.extra[key] as number);
    for (const key of ['score', 'value', 'created'])
      for (const status of ['1', '5']) {
        const ids = [...records.contacts()].filter(({ leadStatusId }) => leadStatusId === status);
        const sorted = ids.map(({ id }) => id).sort((a, b) => (read(a, key) < read(b, key) ? -1 : 1));
        const changes = [...sorted.slice(0, 2), ...sorted.slice(-2)].map(
          (id) => ({ entity: 'contact', id, after: undefined }) as const,
        );
        for (const each of changes) {
          records.apply([each]);
          engine.apply([each]);
          for (const live of lives) expect(live.answer.phase).toBe('ready');
        }
      }
    for (const [at, live] of lives.entries())
      expect(live.answer).toEqual(plain.answer(questions[at]!, surroundings));
  });
});

describe('figures', () => {
  it('come back from a sum that was more than a number can be', () => {
    const engine = createColumnarEngine({ setup, parse: parseQuestion });
    const contact = (id: string, value: number) => emptyContact({ id, extra: { value } });
    engine.load('contact', [contact('a', 1.7e308), contact('b', 1.7e308), contact('c', 4)]);
    const sum: Question = { of: 'contact', fields: [], aggregates: [{ field: 'contact.value', of: 'sum' }] };
    const live = engine.subscribe(sum, surroundings, () => {});
    expect(live.answer.aggregates).toEqual([Infinity]);
    engine.apply([{ entity: 'contact', id: 'd', after: contact('d', -1.7e308) }]);
    expect(live.answer.aggregates).toEqual([1.7e308]);
    engine.apply([{ entity: 'contact', id: 'a', after: undefined }]);
    expect(live.answer.aggregates).toEqual([4]);
    engine.apply([{ entity: 'contact', id: 'b', after: contact('b', 0.5) }]);
    engine.apply([{ entity: 'contact', id: 'd', after: contact('d', 0.1) }]);
    expect(live.answer.aggregates).toEqual([4.6]);
  });

  it('are the same objects in groups that no change touches', () => {
    const engine = createColumnarEngine({ setup, parse: parseQuestion });
    engine.load('contact', contacts.slice(0, 100));
    const live = engine.subscribe(by('contact.leadStatus'), surroundings, () => {});
    const before = live.answer.groups;
    engine.apply([{ entity: 'contact', id: 'p1', after: { ...contacts[1]!, extra: { score: 3 } } }]);
    const after = live.answer.groups;
    expect(after.map((group) => before.includes(group))).toEqual(
      after.map(({ value }) => value !== contacts[1]!.leadStatusId),
    );
  });
});
