import { describe, expect, test } from 'vitest';
import { fieldMaps } from '../../../../src/adapters/superoffice/fields.js';
import { IdBook } from '../../../../src/adapters/superoffice/ids.js';
import { keyOf, toRow, type ArchiveRow, type RowContext } from '../../../../src/adapters/superoffice/rows.js';
import { inLanguage } from '../../../../src/adapters/superoffice/texts.js';
import { parseRow } from '../../../../src/model/parse.js';

const context: RowContext = {
  ids: new IdBook(),
  decisions: { zone: 'Z' },
  language: 'en',
  lists: new Map([
    ['leadstatus', [{ id: 1, name: 'Open' }, { id: 2, name: 'NO:"Kontakter";US:"Contacting"' }]],
    ['country', [{ id: 578, name: 'NO:"Norge";US:"Norway"' }]],
    ['category', [{ id: 3, name: 'Lead' }]],
  ]),
}; // prettier-ignore

const placed = (of: 'contact' | 'company') => fieldMaps[of].map((map) => ({ map, column: map.columns[0]! }));
const contact = (row: ArchiveRow) => toRow('contact', row, placed('contact'), context);
const company = (row: ArchiveRow) => toRow('company', row, placed('company'), context);

/** A row in FULL mode. */
const full = (PrimaryKey: unknown, cells: Readonly<Record<string, unknown>>): ArchiveRow => ({
  PrimaryKey,
  EntityName: 'person',
  Column: Object.fromEntries(
    Object.entries(cells).map(([name, RawValue]) => [name, { RawValue, DisplayValue: 'as people read it' }]),
  ),
});

describe('the primary key', () => {
  test('is a text in some answers and a number in others', () => {
    expect(keyOf({ PrimaryKey: '25' })).toBe(25);
    expect(keyOf({ PrimaryKey: 25 })).toBe(25);
    expect(contact(full('25', {})).id).toBe('25');
    expect(contact(full(25, {})).id).toBe('25');
  });

  test.each([[undefined], [null], [''], ['x'], [1.5], [{}]])(
    '[A4] %o is none: the store reports such a row',
    (PrimaryKey) => {
      const row = contact(full(PrimaryKey, { lastName: 'Hopper' }));
      expect(parseRow('contact', row)).toMatchObject({ ok: false, faults: [{ path: '/id' }] });
    },
  );
});

describe('FULL mode', () => {
  test('raw values count, not what people read', () => {
    const row = contact(
      full(7, {
        firstName: 'Ada',
        leadStatus: 2,
        contactId: 12,
        retired: true,
        personRegisteredDate: '2026-03-27T20:00:00',
        title: '',
      }),
    );
    expect(row).toMatchObject({ firstName: 'Ada', leadStatusId: '2', companyId: '12', retired: true });
    expect(parseRow('contact', row)).toMatchObject({
      record: { title: null, created: '2026-03-27T20:00:00.000Z' },
    });
  });

  test('0 is no item, year 1 no date, null nothing', () => {
    const row = contact(
      full(7, { leadStatus: 0, contactId: null, personUpdatedDate: '0001-01-01T00:00:00' }),
    );
    expect(row).toMatchObject({ leadStatusId: null, companyId: null, updated: null });
  });

  test('dates keep the zone that they come with', () => {
    expect(contact(full(7, { personUpdatedDate: '2020-02-14T03:24:51.9+01:00' }))).toMatchObject({
      updated: '2020-02-14T03:24:51.9+01:00',
    });
  });

  test('names of list items stand in one language', () => {
    expect(company(full(1, { country: 578, category: 3 }))).toMatchObject({
      country: 'Norway',
      categoryId: '3',
    });
  });
});

describe('display text only', () => {
  const row = {
    PrimaryKey: '25',
    EntityName: 'person',
    firstName: 'Ada',
    leadStatus: 'Kontakter',
    retired: 'True',
    contactId: '12',
  };

  test('an item is found by its name, in whatever language it comes', () => {
    expect(contact(row)).toMatchObject({
      firstName: 'Ada',
      leadStatusId: '2',
      retired: true,
      companyId: '12',
    });
    expect(company({ PrimaryKey: 1, name: 'Acme', country: 'Norge', category: 'Lead' })).toMatchObject({
      country: 'Norway',
      categoryId: '3',
    });
  });

  test('[A4] a name that is in no list is reported, not guessed', () => {
    expect(parseRow('contact', contact({ ...row, leadStatus: 'Brand new' }))).toMatchObject({
      ok: false,
      id: '25',
      faults: [{ path: '/leadStatusId' }],
    });
  });
});

describe('the version', () => {
  test('differs when anything that is shown does, and only then', () => {
    const one = contact(full(7, { lastName: 'Hopper', title: 'CTO' }));
    expect(contact(full('7', { lastName: 'Hopper', title: 'CTO' })).version).toBe(one.version);
    expect(contact(full(7, { lastName: 'Hopper', title: 'CEO' })).version).not.toBe(one.version);
    expect(contact(full(7, { lastName: 'Hoppe', title: 'rCTO' })).version).not.toBe(one.version);
  });
});

describe('text in all languages', () => {
  test.each([
    ['NO:"Leverandør";US:"Supplier"', 'nb', 'Leverandør'],
    ['US:"Vendor";NO:"Leverandør";', 'en-GB', 'Vendor'],
    ['NO:"Leverandør";US:"Supplier"', 'de', 'Supplier'],
    ['NO:"Leverandør"', 'de', 'Leverandør'],
    ['Plain; with:"marks"', 'en', 'Plain; with:"marks"'],
    ['[SR_LABEL_LEADSTATUS]', 'en', 'LABEL_LEADSTATUS'],
    ['', 'en', ''],
  ])('%s in %s', (text, language, wanted) => {
    expect(inLanguage(text, language)).toBe(wanted);
  });
});
