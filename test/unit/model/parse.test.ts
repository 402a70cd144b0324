import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultCategories,
  defaultLeadStatuses,
  defaultSettings,
  emptyCompany,
  emptyContact,
} from '../../../src/model/defaults.js';
import { parseRow, parseRows } from '../../../src/model/parse.js';
import { entityNames, type Entities, type EntityName } from '../../../src/model/records.js';

const when = '2026-11-21T08:30:00.000Z';

const full: Entities = {
  company: {
    id: 'c1',
    version: '7',
    name: "L'Étoile & Söhne",
    categoryId: 'lead',
    business: 'IT',
    city: 'Oslo',
    country: 'Norway',
    phone: '+47 22 00 00 00',
    email: 'post@firma.example',
    website: 'https://firma.example',
    owner: 'Kari',
    created: when,
    updated: when,
    extra: { employees: 12, vip: true, note: null, source: 'fair' },
  },
  contact: {
    id: 'p1',
    version: '7',
    companyId: 'c1',
    firstName: 'Åse',
    lastName: 'van der Berg',
    title: 'CEO',
    email: 'aase@firma.example',
    phone: '1',
    mobile: '2',
    leadStatusId: '1',
    retired: true,
    note: 'x',
    created: when,
    updated: when,
    extra: { newsletter: false },
  },
  category: { ...defaultCategories[0]!, version: '7' },
  leadStatus: { ...defaultLeadStatuses[0]!, version: '7' },
  settings: {
    ...defaultSettings,
    version: '7',
    fields: [
      {
        entity: 'company',
        key: 'size',
        label: 'Size',
        type: 'list',
        options: [
          { id: 's', label: 'Small' },
          { id: 'l', label: 'Large', deleted: true },
        ],
      },
    ],
  },
  selection: {
    id: 's1',
    version: '7',
    name: 'Hot',
    description: 'd',
    of: 'contact',
    source: { kind: 'dynamic', criteria: { match: 'all', items: [] } },
    created: when,
    updated: when,
  },
};

const faultsOf = (entity: EntityName, row: unknown) => parseRow(entity, row).faults.map(({ path }) => path);

describe('A4: a row from outside', () => {
  it.each(entityNames)('a full %s comes out as it went in, as a fresh object', (entity) => {
    const parsed = parseRow(entity, full[entity]);
    expect(parsed).toEqual({ ok: true, record: full[entity], faults: [] });
    expect(parsed.ok && parsed.record).not.toBe(full[entity]);
  });

  it.each(entityNames)('a %s survives JSON and a second parsing unchanged', (entity) => {
    const parsed = parseRow(entity, JSON.parse(JSON.stringify(full[entity])));
    expect(parsed.ok && parsed.record).toEqual(full[entity]);
  });

  it('what is missing gets its empty value', () => {
    expect(parseRow('contact', { id: 'p' })).toMatchObject({ ok: true, record: emptyContact({ id: 'p' }) });
    expect(parseRow('company', { id: 'c' })).toMatchObject({ ok: true, record: emptyCompany({ id: 'c' }) });
    expect(parseRow('category', { id: 1, name: 'A' })).toMatchObject({
      ok: true,
      record: {
        id: '1',
        name: 'A',
        description: null,
        rank: 0,
        deleted: false,
        group: 'none',
        leadStatusEnabled: false,
      },
    });
    expect(parseRow('leadStatus', { id: 1, name: 'A' })).toMatchObject({
      ok: true,
      record: { tone: 'slate' },
    });
    expect(parseRow('settings', {})).toMatchObject({ ok: true, record: defaultSettings });
  });

  it('null stands for missing, and "no default status" can be said', () => {
    expect(parseRow('company', { ...full.company, extra: null, city: null, version: null })).toMatchObject({
      ok: true,
      record: { extra: {}, city: null },
    });
    expect(parseRow('settings', { defaultStatusId: null })).toMatchObject({
      ok: true,
      record: { defaultStatusId: null },
    });
  });

  it('numbers as ids become text, empty references and empty optional text none', () => {
    const row = { id: 17, companyId: 4, leadStatusId: '', title: '', version: 3 };
    expect(parseRow('contact', row)).toMatchObject({
      ok: true,
      record: { id: '17', companyId: '4', leadStatusId: null, title: null, version: '3' },
    });
  });

  it('unknown keys are dropped, inherited ones are not read', () => {
    const row = Object.assign(Object.create({ city: 'Rome' }) as object, { id: 'c', password: 'x' });
    const parsed = parseRow('company', row);
    expect(parsed).toMatchObject({ ok: true, record: { city: null } });
    expect(parsed.ok && 'password' in parsed.record).toBe(false);
  });

  it.each(['', '  ', null, undefined, NaN, 1.5, {}, [], true])('%j is no id', (id) => {
    expect(parseRow('company', { id, name: 'x' })).toMatchObject({
      ok: false,
      id: undefined,
      faults: [{ path: '/id' }],
    });
  });

  it.each([
    ['2026-11-21T08:30:00Z', when],
    ['2026-11-21T09:30:00+01:00', when],
    ['2026-11-21T09:30+0100', when],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    [new Date(when), when],
  ])('%j is an instant', (created, expected) => {
    expect(parseRow('company', { id: 'c', created })).toMatchObject({
      ok: true,
      record: { created: expected },
    });
  });

  it.each([
    'yesterday',
    '',
    '2026-02-30',
    '2026-13-01',
    '2026-11-21T08:30:00',
    '2026-11-21T24:30:00Z',
    '21.11.2026',
    0,
    new Date(NaN),
  ])('%j is none: a local time names no instant', (created) => {
    expect(faultsOf('company', { id: 'c', created })).toEqual(['/created']);
  });

  it('an instant in the one form that they come out in is itself, if the calendar and the clock have it', () => {
    const two = fc.nat(99).map((number) => String(number).padStart(2, '0'));
    const like = fc
      .tuple(
        fc.constantFrom('0000', '1900', '2000', '2023', '2024', '9999'),
        two,
        two,
        two,
        two,
        two,
        fc.nat(999),
      )
      .map(
        ([year, month, day, hour, minute, second, thousandth]) =>
          `${year}-${month}-${day}T${hour}:${minute}:${second}.${String(thousandth).padStart(3, '0')}Z`,
      );
    const near = fc
      .tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 27, max: 32 }),
        fc.constantFrom('2023', '2024', '1900'),
      )
      .map(([month, day, year]) => `${year}-${String(month).padStart(2, '0')}-${day}T23:59:59.999Z`);
    const isReal = (text: string) => {
      const date = new Date(text);
      return !Number.isNaN(date.getTime()) && date.toISOString() === text;
    };
    fc.assert(
      fc.property(fc.oneof(like, near), (created) => {
        const parsed = parseRow('company', { id: 'c', created });
        expect(parsed.ok ? parsed.record.created : undefined).toBe(isReal(created) ? created : undefined);
      }),
      { numRuns: 3_000, examples: [['2024-02-29T00:00:00.000Z'], ['2023-02-29T00:00:00.000Z']] },
    );
  });

  it('every field that is of a wrong type is reported with its path, one at a time and all together', () => {
    const nonsense = Symbol('wrong');
    for (const entity of entityNames) {
      for (const key of Object.keys(full[entity])) {
        expect(faultsOf(entity, { ...full[entity], [key]: nonsense }), `${entity}/${key}`).toEqual([
          `/${key}`,
        ]);
      }
    }
    expect(faultsOf('contact', { id: 'p', email: 7, phone: {}, retired: 'yes' })).toEqual([
      '/email',
      '/phone',
      '/retired',
    ]);
  });

  it.each([
    ['category', { group: 'customers' }, '/group'],
    ['leadStatus', { tone: '#ff0000' }, '/tone'],
    ['leadStatus', { name: ' ' }, '/name'],
    ['leadStatus', { rank: Infinity }, '/rank'],
    ['settings', { onReturn: 'sometimes' }, '/onReturn'],
    ['settings', { id: 'other' }, '/id'],
    ['selection', { of: 'sale' }, '/of'],
    ['selection', { source: { kind: 'magic' } }, '/source/kind'],
    ['selection', { source: { kind: 'constructor' } }, '/source/kind'],
    ['selection', { source: { kind: 'static', members: ['a', ''] } }, '/source/members/1'],
    ['selection', { source: { kind: 'dynamic' } }, '/source/criteria'],
    [
      'selection',
      { source: { kind: 'combined', first: 'a', second: 'b', operation: 'xor' } },
      '/source/operation',
    ],
  ] as const)('closed sets: %s %j is reported at %s', (entity, wrong, path) => {
    expect(faultsOf(entity, { ...full[entity], ...wrong })).toEqual([path]);
  });

  it('the id of a bad row is told, so that somebody can look for it', () => {
    expect(parseRow('contact', { id: 9, email: 1 })).toMatchObject({ ok: false, id: '9' });
  });
});

describe('Q6: keys of user data never reach a prototype', () => {
  it.each(['__proto__', 'constructor', 'prototype', ''])('host values named %j are reported', (key) => {
    const row = JSON.parse(`{"id":"c","extra":{"${key}":"x"}}`) as unknown;
    expect(faultsOf('company', row)).toEqual([`/extra/${key}`]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('so are they in criteria, and criteria without end', () => {
    const criteria = JSON.parse('{"match":"all","items":[{"__proto__":{"polluted":true}}]}') as unknown;
    const selection = (source: unknown) => ({ ...full.selection, source });
    expect(faultsOf('selection', selection({ kind: 'dynamic', criteria }))).toEqual([
      '/source/criteria/items/0/__proto__',
    ]);
    let deep: unknown = {};
    for (let level = 0; level < 10_000; level++) deep = { items: [deep] };
    expect(faultsOf('selection', selection({ kind: 'dynamic', criteria: deep }))).toHaveLength(1);
  });

  it('host values are text, finite numbers, yes or no, or null', () => {
    expect(faultsOf('company', { id: 'c', extra: { a: {}, 'b/c': [], d: NaN, e: 'ok' } })).toEqual([
      '/extra/a',
      '/extra/b~1c',
      '/extra/d',
    ]);
  });
});

describe("fields of the host: a bad one is left out and reported, the settings' other parts stay", () => {
  const field = { entity: 'company', key: 'budget', label: 'Budget', type: 'number' };
  it.each([
    [{ ...field, key: 'name' }, '/fields/0/key'],
    [{ ...field, key: 'categoryGroup' }, '/fields/0/key'],
    [{ ...field, key: '__proto__' }, '/fields/0/key'],
    [{ ...field, key: 'a.b' }, '/fields/0/key'],
    [{ ...field, key: '' }, '/fields/0/key'],
    [{ ...field, entity: 'sale' }, '/fields/0/entity'],
    [{ ...field, type: 'color' }, '/fields/0/type'],
    [{ ...field, label: '' }, '/fields/0/label'],
    [{ ...field, type: 'list', options: [{ id: 'a' }] }, '/fields/0/options/0/label'],
    [null, '/fields/0'],
  ])('%j', (wrong, path) => {
    const parsed = parseRow('settings', { onReturn: 'retained', fields: [wrong, field] });
    expect(parsed).toMatchObject({ ok: true, record: { onReturn: 'retained', fields: [field] } });
    expect(parsed.faults.map((each) => each.path)).toEqual([path]);
  });

  it('of two with the same key the first one stays; a contact may have the key of a company', () => {
    const parsed = parseRow('settings', {
      fields: [field, { ...field, label: 'B' }, { ...field, entity: 'contact' }],
    });
    expect(parsed.ok && parsed.record.fields).toEqual([field, { ...field, entity: 'contact' }]);
    expect(parsed.faults.map(({ path }) => path)).toEqual(['/fields/1/key']);
  });
});

describe('parseRows', () => {
  it('keeps the good ones and names the others', () => {
    const { records, rejected } = parseRows('company', [{ id: 1 }, null, { id: 2, city: 5 }, { id: 3 }]);
    expect(records.map(({ id }) => id)).toEqual(['1', '3']);
    expect(rejected.map(({ id, faults }) => [id, faults[0]?.path])).toEqual([
      [undefined, ''],
      ['2', '/city'],
    ]);
  });
});

describe('properties', () => {
  const anything = fc.anything({
    withDate: true,
    withMap: true,
    withBigInt: true,
    withNullPrototype: true,
    withSparseArray: true,
  });
  it('never throws, whatever the row is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entityNames), anything, (entity, row) => void parseRow(entity, row)),
      { numRuns: 2_000 },
    );
  });

  it('never throws on records with anything in one place, and a good row parsed again is the same', () => {
    const mutated = fc
      .constantFrom(...entityNames)
      .chain((entity) =>
        fc.tuple(fc.constant(entity), fc.constantFrom(...Object.keys(full[entity])), anything),
      );
    fc.assert(
      fc.property(mutated, ([entity, key, value]) => {
        const parsed = parseRow(entity, { ...full[entity], [key]: value });
        if (parsed.ok)
          expect(parseRow(entity, parsed.record)).toEqual({ ok: true, record: parsed.record, faults: [] });
        else expect(parsed.faults.every(({ path, message }) => path.startsWith('/') && message)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
