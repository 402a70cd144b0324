import { describe, expect, test } from 'vitest';
import { parseCriteria } from '../../../../src/criteria/parse.js';
import type { Criteria } from '../../../../src/criteria/types.js';
import { emptyCompany } from '../../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';
import { parseRow } from '../../../../src/model/parse.js';
import type { Selection } from '../../../../src/model/records.js';
import type { SuperOfficeSelection } from '../../../../src/msw/superoffice/index.js';
import type { Rows } from '../../../../src/store/port.js';
import { adapterFor, connect } from './subject.js';

const signal = new AbortController().signal;
const companies = ['Norway', 'Germany'].map((country, at) =>
  emptyCompany({ id: String(at + 1), name: 'C', country }),
);

async function read(...selections: readonly SuperOfficeSelection[]): Promise<readonly Selection[]> {
  const batches: Rows[] = [];
  for await (const batch of adapterFor(connect({ companies, selections })).read({
    signal,
    entities: ['selection'],
  }) as AsyncIterable<Rows>)
    batches.push(batch);
  return batches
    .flatMap(({ selections: rows = [] }) => rows)
    .map((row) => {
      const parsed = parseRow('selection', row);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
      return parsed.record;
    });
}

type Line = readonly [name: string, operator: string, values: readonly string[], isActive?: boolean];
const groups = (...all: readonly (readonly Line[])[]) =>
  all.map((lines, Rank) => ({
    Name: String(Rank),
    Rank,
    Description: '',
    Restrictions: lines.map(([Name, Operator, Values, IsActive = true]) => ({
      Name,
      Operator,
      Values,
      IsActive,
      InterOperator: 'And',
      ColumnInfo: null,
    })),
  }));
const dynamic = (CriteriaGroups: readonly object[]): SuperOfficeSelection => ({
  SelectionId: 28,
  Name: 'New leads',
  SelectionType: 'Dynamic',
  TargetTableName: 'contact',
  CriteriaGroups,
});

async function criteria(...all: readonly (readonly Line[])[]): Promise<Criteria> {
  const [selection] = await read(dynamic(groups(...all)));
  return (selection!.source as { criteria: Criteria }).criteria;
}

describe('selections', () => {
  test('static ones have members, combined ones two others, those of other records are left out', async () => {
    const rest = { TargetTableName: 'contact' } as const;
    const rows = await read(
      { ...rest, SelectionId: 1, Name: 'By hand', SelectionType: 'Static', Members: [7, 8] },
      { ...rest, SelectionId: 2, Name: 'Others', SelectionType: 'Static', Members: [] },
      {
        ...rest,
        SelectionId: 3,
        Name: 'Not those',
        SelectionType: 'Combined',
        LeftSelectionId: 1,
        RightSelectionId: 2,
        SelectionUnionType: 'SubtractRightFromLeft',
      },
      { SelectionId: 4, Name: 'Sales', SelectionType: 'Static', TargetTableName: 'sale', Members: [1] },
    );
    expect(rows.map(({ id, of, source }) => ({ id, of, source }))).toEqual([
      { id: '1', of: 'contact', source: { kind: 'static', members: ['7', '8'] } },
      { id: '2', of: 'contact', source: { kind: 'static', members: [] } },
      {
        id: '3',
        of: 'contact',
        source: { kind: 'combined', first: '1', second: '2', operation: 'onlyFirst' },
      },
    ]);
  });

  test('[A4] one that can not be read is reported, the others are there', async () => {
    const connection = connect({ selections: [dynamic([]), { ...dynamic([]), SelectionId: 29 }] });
    const adapter = adapterFor(connection, {
      fetch: async (input, init) =>
        (input as URL).href.endsWith('Selection/28')
          ? Response.json({ Error: true, ErrorType: 'SoSentryException' }, { status: 403 })
          : connection.fetch(input, init),
    });
    for await (const { selections } of adapter.read({
      signal,
      entities: ['selection'],
    }) as AsyncIterable<Rows>)
      expect(selections).toMatchObject([
        { id: '28', name: null },
        { id: '29', name: 'New leads' },
      ]);
  });
});

describe('criteria groups', () => {
  test('lines of a group are joined by "and", groups by "or"; what is switched off is muted', async () => {
    const first: Line[] = [
      ['leadStatus', 'oneOf', ['1', '2']],
      ['title', 'begins', ['C'], false],
    ];
    expect(await criteria(first, [['category', 'notOneOf', ['3']]])).toEqual({
      match: 'any',
      items: [
        {
          match: 'all',
          items: [
            { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] },
            { field: 'contact.title', operator: 'begins', value: 'C', muted: true },
          ],
        },
        { match: 'all', items: [{ field: 'company.category', operator: 'notOneOf', value: ['lead'] }] },
      ],
    });
  });

  test.each([
    [['fullName', 'contains', ['Ada']], { field: 'contact.name', operator: 'contains', value: 'Ada' }],
    [['personContact/name', 'is', ['Acme']], { field: 'company.name', operator: 'is', value: 'Acme' }],
    [
      ['categoryGroup', 'oneOf', ['2', '4']],
      { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer', 'lost'] },
    ],
    [['retired', 'set', ['false']], { field: 'contact.retired', operator: 'isNo' }],
    [['leadStatus', 'equals', ['2']], { field: 'contact.leadStatus', operator: 'oneOf', value: ['2'] }],
    [['email/emailAddress', 'isNull', []], { field: 'contact.email', operator: 'isEmpty' }],
    [
      ['country', 'oneOf', ['1', '2']],
      {
        match: 'any',
        items: [
          { field: 'company.country', operator: 'is', value: 'Germany' },
          { field: 'company.country', operator: 'is', value: 'Norway' },
        ],
      },
    ],
    [['personRegisteredDate', 'today', []], { field: 'contact.created', operator: 'today' }],
    [
      ['personRegisteredDate', 'thisPeriod', ['3']],
      { field: 'contact.created', operator: 'thisPeriod', value: { period: 'month' } },
    ],
    [
      ['personRegisteredDate', 'previousPeriod', ['14', 'days']],
      { field: 'contact.created', operator: 'previous', value: { period: 'day', amount: 14 } },
    ],
    [
      ['personRegisteredDate', 'thisAndNext', ['2', 'wks']],
      { field: 'contact.created', operator: 'thisAndNext', value: { period: 'week', amount: 2 } },
    ],
    [
      ['personRegisteredDate', 'lastQuarter', []],
      { field: 'contact.created', operator: 'previous', value: { period: 'quarter', amount: 1 } },
    ],
    [
      ['personRegisteredDate', 'thisHalf', []],
      { field: 'contact.created', operator: 'thisPeriod', value: { period: 'halfyear' } },
    ],
    [
      ['registeredDate', 'between', ['[D:05/11/2020]', '2020-05-31T00:00:00']],
      { field: 'company.created', operator: 'between', value: ['2020-05-11', '2020-05-31'] },
    ],
  ] satisfies [Line, object][])('%o', async (line, expected) => {
    const found = await criteria([line]);
    const wanted =
      'items' in expected
        ? { ...expected, items: expect.arrayContaining(expected.items) as unknown }
        : expected;
    expect(found).toEqual({ match: 'all', items: [wanted] });
    expect(parseCriteria(found, createFieldCatalog([]), 'contact')).toMatchObject({ ok: true });
  });

  test('[Q6] a column or an operator that is nothing here keeps its name, and is refused with it', async () => {
    const found = await criteria([
      ['saleAmount', 'greater', ['5']],
      ['title', 'soundsLike', ['x']],
    ]);
    expect(parseCriteria(found, createFieldCatalog([]), 'contact')).toMatchObject({
      ok: false,
      errors: [
        { code: 'unknown-field', path: '/items/0/field' },
        { code: 'unknown-operator', path: '/items/1/operator' },
      ],
    });
  });
});

describe('settings of a board', () => {
  test('are columns there and fields here; what is not given stays', async () => {
    const connection = connect();
    const adapter = adapterFor(connection);
    await adapter.saveBoardSettings(
      '28',
      { groupBy: 'contact.leadStatus', sort: 'contact.name', hideEmpty: true },
      { signal },
    );
    await adapter.saveBoardSettings('28', { sortDirection: 'descending' }, { signal });
    expect(connection.office.world.boards.get('28/0')).toMatchObject({
      GroupBy: 'leadStatus',
      SortBy: 'fullName',
      SortDesc: true,
      HideEmptyGroups: true,
    });
    expect(await adapter.boardSettings('28', { signal })).toEqual({
      of: 'contact',
      groupBy: 'contact.leadStatus',
      sort: 'contact.name',
      sortDirection: 'descending',
      hideEmpty: true,
    });
  });

  test('a group that is no field here is left out, a field that is no column there refused', async () => {
    const connection = connect();
    connection.office.world.boards.set('28/7', { GroupBy: 'ticketPriority', SortBy: 'personAssociateId' });
    const adapter = adapterFor(connection);
    expect(await adapter.boardSettings('28', { signal, associateId: 7 })).not.toHaveProperty('groupBy');
    await expect(
      adapter.saveBoardSettings('28', { groupBy: 'contact.noSuch' }, { signal }),
    ).rejects.toMatchObject({ kind: 'invalid' });
  });
});
