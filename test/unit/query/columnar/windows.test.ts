import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSetup, emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import { createColumnarEngine, type ColumnarEngine } from '../../../../src/query/columnar/index.js';
import type { Filter } from '../../../../src/query/columnar/filter.js';
import type { RowOrder } from '../../../../src/query/columnar/levels.js';
import { setBit } from '../../../../src/query/columnar/memory.js';
import { selectRows } from '../../../../src/query/columnar/sort-rows.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';
import type { Question, Sort } from '../../../../src/query/types.js';
import { mulberry32 } from '../../../../bench/random.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import { accelerators, settings, timeout } from './run.js';
import { Records } from './world.js';

// Of many rows the engine finds a window by a sample of them and by what the first column says of all.

const count = 40_000;
const setup = createSetup({
  settings: {
    fields: [
      { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
      { entity: 'company', key: 'budget', label: 'Budget', type: 'number' },
    ],
  },
});
const surroundings = { language: 'nb', timeZone: 'Europe/Oslo', now: () => new Date('2026-11-15T12:00:00Z') };
const random = mulberry32(20261122);
const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() ** 2 * items.length)]!;
const words = [
  'berg',
  'aas',
  'ek',
  'ström',
  'lund',
  'Øst',
  'haug',
  'vik',
  'moen',
  'gård',
  'dahl',
  'nes',
  '-',
];
const word = () => pick(words) + pick(words) + (random() < 0.3 ? pick(words) : '');
const rarely = <Value>(value: Value, share: number) => (random() < share ? value : undefined);

function contact(id: number): Contact {
  return emptyContact({
    id: `p${id}`,
    companyId: rarely(null, 0.1) ?? `c${Math.floor(random() ** 2 * 605)}`, // the last five there are not
    firstName: rarely('', 0.05) ?? pick(['Åse', 'Anna', 'Anna Maria', 'Lars', 'Aage', word()]),
    lastName: rarely('', 0.05) ?? word(),
    title: rarely(null, 0.4) ?? `${word()} ${Math.floor(random() * 9)}`,
    leadStatusId: pick(['1', '2', '3', '4', '5']),
    created: rarely(null, 0.1) ?? new Date(1.6e12 + Math.floor(random() ** 3 * 1e7) * 1e4).toISOString(),
    extra: { score: rarely(null, 0.3) ?? pick([0, -0, 1e300, -1e300, random(), Math.floor(random() * 900)]) },
  });
}

const before = Array.from({ length: count }, (_, id) => contact(id));
const after = before.map((each, id) => (id % 97 === 0 ? contact(id) : each));
const companies = Array.from({ length: 600 }, (_, at) =>
  emptyCompany({
    id: `c${at}`,
    name: at % 50 === 0 ? '' : `${word()} ${at % 7 === 0 ? 'AS' : at}`,
    country: pick(['NO', 'SE', null]),
    created: rarely(null, 0.1) ?? new Date(1.6e12 + Math.floor(random() * 1e7) * 1e4).toISOString(),
    extra: { budget: rarely(null, 0.2) ?? Math.floor(random() ** 3 * 900) },
  }),
);

const by = (...fields: string[]): readonly Sort[] =>
  fields.map((field) =>
    field.startsWith('-')
      ? { field: field.slice(1), direction: 'descending' }
      : { field, direction: 'ascending' },
  );
const sorts: readonly (readonly Sort[])[] = [
  by('contact.name'),
  by('-contact.name'),
  by('contact.created'),
  by('-contact.created', 'contact.name'),
  by('contact.score', '-contact.title'),
  by('-contact.score'),
  by('contact.title'),
  by('-contact.title', 'contact.created'),
  by('contact.leadStatus', '-contact.created', 'contact.name'),
  by('-contact.leadStatus', 'contact.name'),
  by('company.country', 'contact.name'),
  by('-company.country', '-company.name'),
  by('company.name'),
  by('-company.name', 'contact.created'),
  by('contact.leadStatus', 'company.name', 'contact.name'),
  by('-company.created', 'contact.name'),
  by('company.budget', 'company.name'),
  by('-contact.companyId', '-contact.score'),
];
const criteria: NonNullable<Question['criteria']> = {
  match: 'all',
  items: [{ field: 'contact.leadStatus', operator: 'notOneOf', value: ['5'] }],
};
const named = (sort: readonly Sort[]) =>
  sort.map(({ field, direction }) => `${field} ${direction}`).join(', ');

describe.each(accelerators)('windows, %s', { timeout: 120_000 }, (_, accelerator) => {
  let engine: ColumnarEngine;

  beforeAll(() => {
    engine = createColumnarEngine({ setup, parse: parseQuestion, accelerator });
    engine.load('company', companies);
    engine.load('contact', before);
    for (const sort of sorts)
      engine.answer({ of: 'contact', fields: [], sort, window: { offset: 0, limit: 1 } }, surroundings);
    while (engine.prepare());
    // Lists of rows stand: what changes now is noted beside them.
    engine.apply(after.map((each) => ({ entity: 'contact' as const, id: each.id, after: each })));
    while (engine.prepare());
  });

  it.each(sorts.map((sort) => [named(sort), sort] as const))('40,000 contacts by %s', (_name, sort) => {
    const plain = createPlainEngine(new Records(after, companies, setup));
    for (const criteriaAsked of [undefined, criteria]) {
      const question: Question = { of: 'contact', fields: [], sort, criteria: criteriaAsked };
      const all = plain.answer({ ...question, window: { offset: 0, limit: count } }, surroundings).rows;
      for (const offset of [0, 60, 5_000, 9_000, all.length >> 1, all.length - 3_000, all.length - 20]) {
        const { rows } = engine.answer({ ...question, window: { offset, limit: 50 } }, surroundings);
        expect(rows, `from ${offset} on`).toEqual(all.slice(offset, offset + 50));
      }
    }
  });

  it('by a field that came after most records, which have nothing there', () => {
    const withShop = createSetup({
      settings: { fields: [{ entity: 'contact', key: 'shop', label: 'Shop', type: 'text' }] },
    });
    const bare = createColumnarEngine({ setup: createSetup({}), parse: parseQuestion, accelerator });
    bare.load('contact', before);
    bare.setupChanged(withShop);
    const shops = before.map((each, at) =>
      at % 3 === 0 ? { ...each, extra: { shop: at % 2 === 0 ? `Shop ${at % 100}` : null } } : each,
    );
    // Nearly all have a shop for a while: that it is gone is known of them, of the others that it was never there.
    const once = before.filter((_, at) => at % 100 !== 1);
    for (const some of [once.map((each) => ({ ...each, extra: { shop: 'Shop' } })), shops])
      bare.apply(some.map((each) => ({ entity: 'contact' as const, id: each.id, after: each })));
    const question: Question = { of: 'contact', fields: [], sort: by('contact.shop', 'contact.name') };
    const plain = createPlainEngine(new Records(shops, [], withShop));
    const all = plain.answer({ ...question, window: { offset: 0, limit: count } }, surroundings).rows;
    while (bare.answer({ ...question, window: { offset: 0, limit: 1 } }, surroundings).phase === 'loading')
      bare.prepare();
    for (const offset of [0, 3_000, 6_600, 9_000, 20_000, 39_900])
      expect(
        bare.answer({ ...question, window: { offset, limit: 50 } }, surroundings).rows,
        `from ${offset} on`,
      ).toEqual(all.slice(offset, offset + 50));
  });
});

describe('a window of rows with keys', () => {
  const size = 4096;
  const keys = fc
    .constantFrom(1, 3, 300, 0xffff_ffff)
    .chain((most) =>
      fc.array(fc.oneof(fc.nat(most), fc.constantFrom(0, most)), { minLength: 1, maxLength: size }),
    );
  it('is what it is of all of them, sorted', { timeout }, () => {
    fc.assert(
      fc.property(keys, fc.nat(size), fc.nat(200), (keys, offset, limit) => {
        const order: RowOrder = {
          keys: (rows) => Uint32Array.from(rows, (row) => keys[row]!),
          sieve: () => undefined,
          compare: (a, b) => keys[a]! - keys[b]! || b - a,
        };
        const all = [...keys.keys()].sort(order.compare);
        const bits = new Int32Array(size / 32);
        for (const row of all) setBit(bits, row);
        const from = offset % all.length;
        const wanted = all.slice(from, from + limit + 1);
        expect([...selectRows(bits, all.length, order, from, limit + 1)]).toEqual(wanted);
      }),
      settings(500),
    );
  });
});

// Whatever the sample says, answers are right: only how many rows get keys tells whether it was of use.
describe('a window of 40,000 rows', () => {
  const keys: Record<string, (row: number) => number> = {
    'in the order of the rows': (row) => row,
    'in no order': (row) => Math.imul(row, 0x9e37_79b1) >>> 0,
    'that come round with every twentieth row': (row) => (row % 20) * 1000 + (row % 7),
    'that are all the same': () => 7,
  };
  it.each(Object.entries(keys))('looks at each row once, with keys %s', (_name, keyOf) => {
    let looked = 0;
    const order: RowOrder = {
      keys(rows) {
        looked += rows.length;
        return Uint32Array.from(rows, keyOf);
      },
      sieve: () => undefined,
      compare: (a, b) => keyOf(a) - keyOf(b) || a - b,
    };
    const all = Array.from({ length: count }, (_each, row) => row).sort(order.compare);
    const bits = new Int32Array(count / 32).fill(-1);
    for (const offset of [0, 5_000, count - 60]) {
      looked = 0;
      expect([...selectRows(bits, count, order, offset, 50)]).toEqual(all.slice(offset, offset + 50));
      expect(looked).toBeLessThanOrEqual(count + 2048);
    }
  });

  it('is found among all of them when the sample was wrong', () => {
    const keyOf = (row: number) => Math.imul(row, 0x9e37_79b1) >>> 0;
    const rowsWith = (isWanted: (key: number) => boolean): Filter => ({
      cost: 1,
      scan(to) {
        to.fill(0);
        for (let row = 0; row < count; row++) if (isWanted(keyOf(row))) setBit(to, row);
      },
      test: (row) => isWanted(keyOf(row)),
    });
    const asked: (readonly [number, number])[] = [];
    const order: RowOrder = {
      // The sample is asked first.
      keys: (rows) => Uint32Array.from(rows, asked.length === 0 ? () => 0xffff_ffff : keyOf),
      sieve(low, high) {
        asked.push([low, high]);
        return {
          between: rowsWith((key) => key >= low && key <= high),
          before: rowsWith((key) => key < low),
        };
      },
      compare: (a, b) => keyOf(a) - keyOf(b),
    };
    const all = Array.from({ length: count }, (_each, row) => row).sort(order.compare);
    const bits = new Int32Array(count / 32).fill(-1);
    expect([...selectRows(bits, count, order, 9_000, 50)]).toEqual(all.slice(9_000, 9_050));
    expect(asked).toEqual([
      [0xffff_ffff, 0xffff_ffff],
      [0, 0xffff_ffff],
    ]);
  });
});
