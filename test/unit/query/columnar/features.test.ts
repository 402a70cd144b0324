import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criteria, CriteriaNode } from '../../../../src/criteria/types.js';
import { asksNothing } from '../../../../src/criteria/simplify.js';
import { isGroup } from '../../../../src/criteria/types.js';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import type { ColumnarOptions } from '../../../../src/query/columnar/types.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import { Arena, type Accelerator } from '../../../../src/query/columnar/memory.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import { QuestionFault } from '../../../../src/query/question-fault.js';
import type { Surroundings } from '../../../../src/query/types.js';
import * as arbitrary from '../../../helpers/arbitraries.js';
import { oracle } from '../../criteria/oracle.js';
import { accelerators, settings, timeout } from './run.js';
import { catalog, criteria, Records, setup, world } from './world.js';

const surroundings = (clock: { readonly now: Date; readonly timeZone: string }): Surroundings => ({
  language: 'en',
  timeZone: clock.timeZone,
  now: () => clock.now,
});

function engineOf(records: Records, accelerator?: Accelerator, tuning?: ColumnarOptions['tuning']) {
  const engine = createColumnarEngine({
    setup,
    parse: parseQuestion,
    source: records,
    accelerator,
    tuning: { distinctTexts: 3, ...tuning },
  });
  engine.expect('contact', 50);
  engine.load('company', [...records.companies()]);
  engine.load('contact', [...records.contacts()]);
  return engine;
}

describe('criteria over columns', () => {
  it('[Q1–Q5] agree with the rules written a second time', { timeout }, () => {
    const plainWorld = arbitrary.world;
    fc.assert(
      fc.property(
        plainWorld,
        arbitrary.clock,
        arbitrary.criteria('contact'),
        ({ contacts, companies }, clock, asked) => {
          const records = new Records(contacts, companies);
          const { rows } = engineOf(records).answer(
            { of: 'contact', criteria: asked, fields: [], window: { offset: 0, limit: 1000 } },
            surroundings(clock),
          );
          const expected = contacts.filter((contact) =>
            oracle(asked, contact, records.company(contact.companyId ?? ''), { ...clock, catalog, setup }),
          );
          expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
        },
      ),
      settings(1500),
    );
  });
});

describe.each(accelerators)('contacts of companies that are not there %s', (_, accelerator) => {
  it('have none of their dates, however many those are', () => {
    const company = (at: number) => emptyCompany({ id: `c${at}`, created: '2026-03-01T00:00:00.000Z' });
    const person = (at: number) => emptyContact({ id: `p${at}`, companyId: `c${at}` });
    const indices = Array.from({ length: 3000 }, (_, at) => at);
    const engine = createColumnarEngine({ setup, parse: parseQuestion, accelerator });
    const ids = (operator: 'before' | 'after', value: string) => {
      const line: CriteriaNode = { field: 'company.created', operator, value };
      const question = {
        of: 'contact' as const,
        criteria: { match: 'all' as const, items: [line] },
        fields: [],
        window: { offset: 0, limit: 10 },
      };
      return engine
        .answer(question, surroundings({ now: new Date(0), timeZone: 'UTC' }))
        .rows.map(({ id }) => id);
    };
    engine.load('company', [company(7)]);
    engine.load('contact', indices.map(person));
    engine.load('company', [company(2900)]);
    // More than once, for lists of rows are made for whoever asks again.
    for (let time = 0; time < 3; time++) {
      expect(ids('before', '2026-06-01')).toEqual(['p2900', 'p7']);
      expect(ids('after', '1960-01-01')).toEqual(['p2900', 'p7']);
      expect(ids('before', '2026-01-01')).toEqual([]);
    }
  });
});

describe('counts for the criteria builder', () => {
  it('[Q2] are of each active line and group by itself', { timeout }, () => {
    fc.assert(
      fc.property(world, arbitrary.clock, criteria('contact'), ({ contacts, companies }, clock, asked) => {
        const records = new Records(contacts, companies);
        const plain = createPlainEngine(records);
        const expected: { path: number[]; count: number }[] = [];
        const visit = (node: CriteriaNode, path: number[]) => {
          const alone: Criteria = isGroup(node) ? node : { match: 'all', items: [node] };
          if (path.length > 0 && asksNothing(alone, catalog)) return;
          const { total } = plain.answer({ of: 'contact', criteria: alone, fields: [] }, surroundings(clock));
          expected.push({ path, count: (total as { exact: number }).exact });
          if (isGroup(node) && !node.muted)
            node.items.forEach((item, index) => visit(item, [...path, index]));
        };
        visit(asked, []);
        expect(engineOf(records).counts('contact', asked, surroundings(clock))).toEqual(expected);
      }),
      settings(600),
    );
  });
});

describe('aggregates', () => {
  it('[Q6] refuses what makes no sense', () => {
    const engine = createColumnarEngine({ setup, parse: parseQuestion });
    const ask = (aggregates: unknown) =>
      engine.answer(
        { of: 'contact', fields: [], aggregates: aggregates as never },
        surroundings({ now: new Date(0), timeZone: 'UTC' }),
      );
    for (const wrong of [
      1,
      [1],
      [{ field: 'contact.nothing', of: 'sum' }],
      [{ field: 'contact.created', of: 'sum' }],
      [{ field: 'contact.name', of: 'minimum' }],
      [{ field: 'contact.score', of: 'toString' }],
    ])
      expect(() => ask(wrong)).toThrow(QuestionFault);
  });
});

// What was asked lately is known by all but its window.
describe('a question that is asked again', () => {
  const engine = createColumnarEngine({ setup, parse: parseQuestion });
  const ask = (question: unknown) =>
    engine.answer(question as never, surroundings({ now: new Date(0), timeZone: 'UTC' }));
  const faultOf = (question: unknown) => {
    try {
      return ask(question).phase;
    } catch (error) {
      return (error as QuestionFault).code;
    }
  };

  it('has the window of each time, or none', () => {
    for (const window of [undefined, { offset: 0, limit: 5 }, null, { offset: 3, limit: 1 }, undefined])
      expect(ask({ of: 'contact', fields: [], window })).toMatchObject({ offset: window?.offset ?? 0 });
  });

  it.each<readonly [code: string, question: unknown]>([
    ['not-an-object', null],
    ['not-an-object', 5],
    ['not-an-object', 'contact'],
    ['not-an-object', []],
    ['unknown-subject', { window: { offset: 0, limit: 1 } }],
    ...[0, '', false, []].map((window) => ['not-an-object', { of: 'contact', fields: [], window }] as const),
    ...[{ offset: -1, limit: 1 }, { offset: 0 }, { offset: 0, limit: 0.5 }].map(
      (window) => ['window-invalid', { of: 'contact', fields: [], window }] as const,
    ),
  ])('[Q6] is refused as %s: %j', (code, question) => {
    expect(faultOf({ of: 'contact', fields: [] })).toBe('ready');
    expect(faultOf(question)).toBe(code);
  });
});

describe('standing questions', () => {
  const records = new Records(
    fc.sample(fc.uniqueArray(arbitrary.contact, { selector: ({ id }) => id, minLength: 30, maxLength: 40 }), {
      seed: 1,
      numRuns: 1,
    })[0]!,
    [],
  );
  const at = surroundings({ now: new Date('2019-01-01'), timeZone: 'UTC' });

  it('leave nothing behind, however many come and go', { timeout }, () => {
    const arena = new Arena();
    const engine = engineOf(records, { createArena: () => arena });
    const question = (of: number) =>
      ({
        of: 'contact',
        fields: [],
        groupBy: ['contact.leadStatus'],
        sort: [{ field: of % 2 ? 'contact.name' : 'contact.created', direction: 'ascending' }],
        window: { offset: 0, limit: 5 },
      }) as const;
    for (let round = 0; round < 10; round++) engine.subscribe(question(round), at, () => {}).close();
    const { bytes } = arena;
    for (let round = 0; round < 10_000; round++) engine.subscribe(question(round), at, () => {}).close();
    expect(arena.bytes).toBe(bytes);
  });

  it('that come back have their order at once, unless a change concerned it meanwhile', () => {
    const engine = engineOf(records, undefined, { orderAtOnce: 0 });
    const [contact] = records.contacts();
    const pieces = () => {
      const live = engine.subscribe(
        { of: 'contact', fields: [], sort: [{ field: 'contact.created', direction: 'ascending' }] },
        at,
        () => {},
      );
      let count = 0;
      while (engine.prepare()) count++;
      live.close();
      return count;
    };
    const apply = (after: Contact) => engine.apply([{ entity: 'contact', id: after.id, after }]);
    const first = pieces();
    expect(first).toBeGreaterThan(1);
    expect(pieces()).toBe(1);
    apply({ ...contact!, title: 'Someone else' });
    expect(pieces()).toBe(1);
    apply({ ...contact!, created: '2018-03-04T05:06:07.000Z' });
    expect(pieces()).toBe(first);
    engine.apply([{ entity: 'contact', id: contact!.id, after: undefined }]);
    expect(pieces()).toBe(first);
  });

  it('follow the day, and say so only if it makes a difference (Q5)', () => {
    const engine = engineOf(records);
    let told = 0;
    const criteria: Criteria = {
      match: 'all',
      items: [{ field: 'contact.created', operator: 'beforeToday' }],
    };
    const live = engine.subscribe({ of: 'contact', criteria, fields: [] }, at, () => told++);
    live.refresh(at);
    expect(told).toBe(0);
    live.refresh({ ...at, now: () => new Date('2017-01-01') });
    expect([told, live.total]).toEqual([1, 0]);
  });

  it('keep their rows while another one that asks by the same fails', () => {
    const engine = engineOf(records);
    const fields = setup.settings.fields.filter(({ key }) => key !== 'score');
    const ask = (shown: string) => engine.subscribe({ of: 'contact', fields: [shown] }, at, () => {});
    const [failing, other] = [ask('contact.score'), ask('contact.name')];
    const { total } = other;
    engine.setupChanged({ ...setup, settings: { ...setup.settings, fields } });
    expect([failing.answer.phase, other.total]).toEqual(['failed', total]);
  });

  it('fail while a field that they name is gone', () => {
    const engine = engineOf(records);
    const fields = setup.settings.fields.filter(({ key }) => key !== 'score');
    const live = engine.subscribe(
      {
        of: 'contact',
        criteria: {
          match: 'none',
          items: [{ field: 'contact.score', operator: 'equals', value: 7 }],
        },
        sort: [{ field: 'contact.score', direction: 'ascending' }],
        fields: ['contact.score'],
        window: { offset: 0, limit: 5 },
      },
      at,
      () => {},
    );
    const { rows } = live.answer;
    expect(rows).toHaveLength(5);
    engine.setupChanged({ ...setup, settings: { ...setup.settings, fields } });
    expect(live.answer).toMatchObject({
      phase: 'failed',
      error: { code: 'unknown-field', path: '/criteria/items/0/field' },
    });
    live.refresh(at);
    expect([live.answer.phase, live.total, live.window(0, 5).length]).toEqual(['failed', 0, 0]);
    engine.setupChanged(setup);
    expect(live.answer.rows).toEqual(rows);
  });
});
