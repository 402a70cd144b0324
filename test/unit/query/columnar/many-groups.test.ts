import { describe, expect, it } from 'vitest';
import { createSetup, emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import { Arena, type Accelerator } from '../../../../src/query/columnar/memory.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import type { Group, Question } from '../../../../src/query/types.js';
import { accelerators } from './run.js';

const setup = createSetup({});
const surroundings = { language: 'nb', timeZone: 'Europe/Oslo', now: () => new Date('2026-11-23T12:00:00Z') };
const count = 60_000;
const companies = Array.from({ length: 20_000 }, (_, at) =>
  emptyCompany({
    id: `c${at}`,
    name: at % 1000 === 7 ? '' : `${['Ås', 'aas', 'Émile', 'berg'][at % 4]} ${(at * 7919) % 19_997}`,
  }),
);
const contacts = Array.from({ length: count }, (_, at) =>
  emptyContact({
    id: `p${at}`,
    companyId: at % 10 === 0 ? null : `c${(at * 31) % 20_000}`,
    leadStatusId: String(1 + ((at * 7) % 5)),
    email: at % 3 === 0 ? null : `${(at * 7919) % 50_021}@example.com`,
    created: new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString(),
  }),
);
const nameOf = new Map(companies.map(({ id, name }) => [id, name || null]));
const { compare } = new Intl.Collator('nb');

const readers: Record<string, (contact: Contact) => string | null> = {
  'company.name': ({ companyId }) => nameOf.get(companyId ?? '') ?? null,
  'contact.leadStatus': ({ leadStatusId }) => leadStatusId ?? null,
  'contact.email': ({ email }) => email,
  'contact.created': ({ created }) => created,
};

/** What the groups should be, worked out without the engine. */
function expectedGroups(some: readonly Contact[], [field, ...others]: readonly string[]): Group[] {
  const byValue = new Map<string | null, Contact[]>();
  for (const each of some) {
    const value = readers[field!]!(each);
    byValue.set(value, [...(byValue.get(value) ?? []), each]);
  }
  const order = field === 'contact.created' ? (a: string, b: string) => (a < b ? -1 : 1) : compare;
  return [...byValue.entries()]
    .sort(([a], [b]) => Number(a === null) - Number(b === null) || order(a!, b!))
    .map(([value, inner]) => ({
      value,
      count: inner.length,
      ...(others.length > 0 && { groups: expectedGroups(inner, others) }),
    }));
}

function loaded(some: readonly Contact[] = contacts, accelerator?: Accelerator) {
  const engine = createColumnarEngine({ setup, parse: parseQuestion, accelerator });
  engine.load('company', companies);
  engine.load('contact', some);
  return engine;
}

const by = (...groupBy: string[]): Question => ({ of: 'contact', fields: [], groupBy });

describe('very many groups', { timeout: 60_000 }, () => {
  it.each([
    'company.name',
    'company.name, contact.leadStatus',
    'contact.leadStatus, company.name',
    'contact.email',
    'company.name, contact.created',
  ])('are counted piece by piece: by %s', (names) => {
    const fields = names.split(', ');
    const engine = loaded();
    const question = by(...fields);
    expect(engine.answer(question, surroundings)).toMatchObject({
      phase: 'loading',
      total: { exact: count },
      groups: [],
    });
    let told = 0;
    const live = engine.subscribe(question, surroundings, ({ everything }) => (told += Number(everything)));
    expect(live.answer.phase).toBe('loading');
    let pieces = 0;
    while (engine.prepare()) pieces++;
    expect(pieces).toBeGreaterThan(50);
    expect(told).toBe(1);
    const expected = expectedGroups(contacts, fields);
    expect(live.answer.groups).toEqual(expected);
    expect(engine.answer(question, surroundings)).toEqual(live.answer);
  });

  it('follow changes while they are made', () => {
    const engine = loaded();
    const now = [...contacts];
    const live = engine.subscribe(by('company.name', 'contact.created'), surroundings, () => {});
    let piece = 0;
    for (let more = true; more; piece++) {
      more = engine.prepare();
      const at = piece * 37;
      if (piece % 20 !== 19 || at >= count) continue;
      now[at] = { ...now[at]!, companyId: `c${piece}` };
      engine.apply([{ entity: 'contact', id: now[at].id, after: now[at] }]);
    }
    expect(piece).toBeGreaterThan(150);
    expect(live.answer.groups).toEqual(expectedGroups(now, ['company.name', 'contact.created']));
  });

  it('stay the same objects but for what a change touches', () => {
    const engine = loaded();
    const live = engine.subscribe(by('company.name', 'contact.leadStatus'), surroundings, () => {});
    while (engine.prepare());
    const { groups: before } = live.answer;
    const { companyId } = contacts[1]!;
    engine.apply([{ entity: 'contact', id: 'p1', after: { ...contacts[1]!, companyId: null } }]);
    const { groups: after } = live.answer;
    const others = after.filter((group) => !before.includes(group)).map(({ value }) => value);
    expect(others).toEqual([nameOf.get(companyId!), null]);
    expect(after).not.toBe(before);
    engine.apply([
      { entity: 'contact', id: 'p1', after: { ...contacts[1]!, companyId: null, title: 'CEO' } },
    ]);
    expect(live.answer.groups).toBe(after);
  });

  it('of 2,048 records need no preparing', () => {
    const some = contacts.slice(0, 2_048);
    const engine = createColumnarEngine({ setup, parse: parseQuestion });
    engine.load('contact', some);
    const { phase, groups } = engine.answer(by('contact.email', 'contact.leadStatus'), surroundings);
    expect(phase).toBe('ready');
    expect(groups).toEqual(expectedGroups(some, ['contact.email', 'contact.leadStatus']));
  });

  it('come with records that come later', () => {
    const engine = loaded(contacts.slice(0, 30_000));
    const live = engine.subscribe(by('contact.email'), surroundings, () => {});
    while (engine.prepare());
    engine.load('contact', contacts.slice(30_000));
    while (engine.prepare());
    expect(live.answer.groups).toEqual(expectedGroups(contacts, ['contact.email']));
  });

  it('are there after preparing once, together with rows in an order', () => {
    const engine = loaded();
    const sort = [{ field: 'contact.email', direction: 'ascending' as const }];
    const question: Question = { ...by('company.name'), sort, window: { offset: 0, limit: 5 } };
    expect(engine.answer(question, surroundings).phase).toBe('loading');
    while (engine.prepare());
    const { phase, rows, groups } = engine.answer(question, surroundings);
    expect({ phase, rows: rows.length, groups: groups.length > 10_000 }).toEqual({
      phase: 'ready',
      rows: 5,
      groups: true,
    });
  });

  it('are counted in one go where changes never leave time for it', () => {
    const engine = loaded();
    const live = engine.subscribe(by('company.name', 'contact.created'), surroundings, () => {});
    const some = contacts.slice(0, 5);
    let rounds = 0;
    for (; live.answer.phase === 'loading' && rounds < 10_000; rounds++) {
      engine.prepare();
      const companyId = `c${rounds % 100}`;
      engine.apply(some.map((each) => ({ entity: 'contact', id: each.id, after: { ...each, companyId } })));
    }
    expect(live.answer.phase).toBe('ready');
    const now = contacts.map((each, at) =>
      at < 5 ? { ...each, companyId: `c${(rounds - 1) % 100}` } : each,
    );
    expect(live.answer.groups).toEqual(expectedGroups(now, ['company.name', 'contact.created']));
  });

  it('that nobody asks for any more are not made, and leave nothing behind', () => {
    const prepared = (isGrouped: boolean) => {
      const arena = new Arena();
      const engine = loaded(contacts, { createArena: () => arena });
      const before = arena.bytes;
      if (isGrouped) engine.subscribe(by('contact.email'), surroundings, () => {}).close();
      let pieces = 0;
      while (engine.prepare()) pieces++;
      return { pieces, bytes: arena.bytes - before };
    };
    expect(prepared(true)).toEqual(prepared(false));
  });

  it.each(accelerators)('survive memory that grows while they are counted, %s', async (_, accelerator) => {
    const engine = createColumnarEngine({
      setup,
      parse: parseQuestion,
      accelerator,
      tuning: { ranksAtOnce: 16 },
    });
    const some = contacts.slice(0, 3000).map((each, at) => ({ ...each, companyId: `c${at}` }));
    engine.load('company', companies.slice(0, 3000));
    engine.load('contact', some);
    const expected = expectedGroups(some, ['company.name', 'contact.created']);
    const subscribe = (...fields: string[]) => engine.subscribe(by(...fields), surroundings, () => {});
    const stay = ['company.name', 'contact.created'].map((field) => subscribe(field));
    while (engine.prepare());
    const dry = subscribe('company.name', 'contact.created');
    let pieces = 0;
    while (engine.prepare()) pieces++;
    dry.close();
    expect(pieces).toBeGreaterThan(5);
    for (let stop = 0, next = 0; stop <= pieces; stop++) {
      const live = subscribe('company.name', 'contact.created');
      for (let piece = 0; piece < stop; piece++) engine.prepare();
      // Companies that no contact has. Twice as many each time, so that the memory has to grow.
      const others = Array.from({ length: 2 ** (stop + 9) }, () => emptyCompany({ id: `other ${next++}` }));
      engine.load('company', others);
      await new Promise((resolve) => setTimeout(resolve, 5));
      while (engine.prepare());
      expect(live.answer.groups).toEqual(expected);
      live.close();
    }
    for (const live of stay) live.close();
  });
});
