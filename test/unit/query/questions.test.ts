import { describe, expect, it } from 'vitest';
import type { CriteriaNode } from '../../../src/criteria/types.js';
import { createSetup, defaultLeadStatuses, emptyCompany, emptyContact } from '../../../src/model/defaults.js';
import type { Company, Contact, HostField, Setup } from '../../../src/model/records.js';
import { QuestionFault } from '../../../src/query/question-fault.js';
import type { Question, Sort, Surroundings } from '../../../src/query/types.js';
import { columnarEngine } from '../../helpers/columnar.js';
import { recordSource } from '../../helpers/record-source.js';

const surroundings: Surroundings = {
  language: 'en',
  timeZone: 'UTC',
  now: () => new Date('2026-11-21T12:00:00Z'),
};

const acme = emptyCompany({ id: 'acme', name: 'Acme', categoryId: 'lead', country: 'Norway' });
const globex = emptyCompany({ id: 'globex', name: 'Globex', categoryId: 'customer', country: '' });
const person = (id: string, fields: Partial<Contact> = {}) => emptyContact({ id, ...fields });
const people = [
  person('4', { firstName: 'Åse', companyId: 'globex', leadStatusId: '2' }),
  person('1', { firstName: 'Ada', companyId: 'acme', leadStatusId: '5' }),
  person('3', { firstName: 'ole', leadStatusId: null }),
  person('2', { firstName: 'Zoë', companyId: 'acme', leadStatusId: '1', retired: true }),
  person('5', { firstName: 'Bo', companyId: 'gone', leadStatusId: 'no-such-status' }),
];

interface Asking extends Partial<Question> {
  readonly contacts?: readonly Contact[];
  readonly companies?: readonly Company[];
  readonly setup?: Setup;
  readonly language?: string;
}

const ask = ({
  contacts = people,
  companies = [acme, globex],
  setup,
  language = 'en',
  ...question
}: Asking = {}) =>
  columnarEngine(recordSource(contacts, companies, setup)).answer(
    { of: 'contact', fields: [], window: { offset: 0, limit: 100 }, ...question },
    { ...surroundings, language },
  );
const idsOf = (asking: Asking) =>
  ask(asking)
    .rows.map(({ id }) => id)
    .join(' ');
const by = (field: string, direction: Sort['direction'] = 'ascending'): Sort => ({ field, direction });
const where = (...items: CriteriaNode[]) => ({ match: 'all', items }) as const;

describe('answers', () => {
  it('are ready at once, with rows of the wanted fields and nothing else', () => {
    expect(
      ask({
        fields: ['contact.firstName', 'company.name', 'company.categoryGroup'],
        window: { offset: 0, limit: 1 },
      }),
    ).toEqual({
      phase: 'ready',
      rows: [
        {
          id: '1',
          values: {
            'contact.firstName': 'Ada',
            'company.name': 'Acme',
            'company.categoryGroup': 'potentialCustomer',
          },
        },
      ],
      offset: 0,
      total: { exact: 5 },
      groups: [],
    });
  });

  it('[L8] have no value in company fields for a contact without a company, or whose company is not there', () => {
    const { rows } = ask({ fields: ['company.name', 'company.leadStatusEnabled'] });
    expect(rows[2]).toEqual({ id: '3', values: { 'company.name': null, 'company.leadStatusEnabled': null } });
    expect(rows[4]).toEqual({ id: '5', values: { 'company.name': null, 'company.leadStatusEnabled': null } });
  });

  it('count without rows when no window is asked for', () => {
    expect(ask({ window: undefined })).toMatchObject({ rows: [], offset: 0, total: { exact: 5 } });
  });

  it('hold the records that meet the criteria', () => {
    expect(idsOf({ criteria: where({ field: 'company.country', operator: 'is', value: 'norway' }) })).toBe(
      '1 2',
    );
    expect(
      idsOf({ criteria: where({ field: 'contact.leadStatus', operator: 'notOneOf', value: ['1', '5'] }) }),
    ).toBe('3 4 5');
  });

  it('are about companies just as well', () => {
    const question = {
      of: 'company',
      criteria: where({ field: 'company.category', operator: 'oneOf', value: ['lead'] }),
    } as const;
    expect(ask({ ...question, fields: ['company.name'] }).rows).toEqual([
      { id: 'acme', values: { 'company.name': 'Acme' } },
    ]);
  });

  it('know the fields of the host, and those of a setup that changed', () => {
    const fields: HostField[] = [{ entity: 'contact', key: 'score', label: 'Score', type: 'number' }];
    const scored = [person('1', { extra: { score: 7 } }), person('2')];
    const setup = createSetup({ settings: { fields } });
    expect(
      ask({ contacts: scored, setup, fields: ['contact.score'] }).rows.map(({ values }) => values),
    ).toEqual([{ 'contact.score': 7 }, { 'contact.score': null }]);
    const engine = columnarEngine(recordSource(scored));
    const question: Question = { of: 'contact', fields: ['contact.score'] };
    expect(() => engine.answer(question, surroundings)).toThrow(QuestionFault);
    engine.setupChanged(setup);
    expect(engine.answer(question, surroundings).total).toEqual({ exact: 2 });
  });

  it('[Q6] are refused to a question that is not one', () => {
    expect(() => ask({ fields: ['contact.shoeSize'] })).toThrow(QuestionFault);
  });
});

describe('records that criteria name by id', () => {
  it.each<[CriteriaNode, string]>([
    [{ field: 'contact.id', operator: 'oneOf', value: ['5', '1', '5', 'gone'] }, '1 5'],
    [{ field: 'contact.id', operator: 'notOneOf', value: ['5', '1'] }, '2 3 4'],
    [{ field: 'contact.companyId', operator: 'oneOf', value: ['acme', 'acme', 'gone'] }, '1 2 5'],
    [{ field: 'company.id', operator: 'oneOf', value: ['acme', 'gone'] }, '1 2'],
    [
      {
        match: 'any',
        items: [
          { field: 'contact.id', operator: 'oneOf', value: ['3'] },
          { field: 'contact.retired', operator: 'isYes' },
        ],
      },
      '2 3',
    ],
    [{ match: 'none', items: [{ field: 'contact.id', operator: 'oneOf', value: ['3'] }] }, '1 2 4 5'],
  ])('%j: %s', (node, expected) => {
    expect(idsOf({ criteria: where(node) })).toBe(expected);
    if ('match' in node) expect(idsOf({ criteria: node })).toBe(expected);
  });
});

describe('sorting', () => {
  it('ties, and no sort at all, keep the order of the ids', () => {
    expect(idsOf({})).toBe('1 2 3 4 5');
    expect(idsOf({ sort: [by('contact.retired', 'descending')] })).toBe('2 1 3 4 5');
  });

  it('[Q4] text sorts by the language', () => {
    expect(idsOf({ sort: [by('contact.firstName')] })).toBe('1 4 5 3 2'); // Ada Åse Bo ole Zoë
    expect(idsOf({ sort: [by('contact.firstName')], language: 'nb' })).toBe('1 5 3 2 4'); // Åse last
    expect(idsOf({ sort: [by('contact.firstName')], language: 'not a language' })).toBe('1 4 5 3 2');
  });

  it('[Q4] digits are letters', () => {
    const contacts = ['10', '9', '100'].map((firstName, index) => person(String(index), { firstName }));
    expect(idsOf({ contacts, sort: [by('contact.firstName')] })).toBe('0 2 1');
  });

  it('lists sort by the rank of their items, what no item is after them, and no value last', () => {
    expect(idsOf({ sort: [by('contact.leadStatus')] })).toBe('2 4 1 5 3');
    expect(idsOf({ sort: [by('contact.leadStatus', 'descending')] })).toBe('5 1 4 2 3');
  });

  it('list items of the same rank sort by name', () => {
    const [open, contacting] = defaultLeadStatuses;
    const leadStatuses = [
      { ...open!, id: 'x', name: 'Warm', rank: 1 },
      { ...contacting!, id: 'y', name: 'cold', rank: 1 },
    ];
    const contacts = [person('1', { leadStatusId: 'x' }), person('2', { leadStatusId: 'y' })];
    expect(idsOf({ contacts, setup: createSetup({ leadStatuses }), sort: [by('contact.leadStatus')] })).toBe(
      '2 1',
    );
  });

  it.each(['ascending', 'descending'] as const)('no value and empty text come last, %s', (direction) => {
    expect(idsOf({ sort: [by('company.country', direction)] })).toBe('1 2 3 4 5');
    expect(idsOf({ sort: [by('company.name', direction)] }).endsWith('3 5')).toBe(true);
  });

  it('by up to three fields', () => {
    expect(
      idsOf({
        sort: [
          by('company.name', 'descending'),
          by('contact.retired', 'descending'),
          by('contact.firstName'),
        ],
      }),
    ).toBe('4 2 1 5 3');
  });
});

describe('windows', () => {
  it.each([
    [0, 2, '1 2'],
    [2, 2, '3 4'],
    [4, 100, '5'],
    [5, 2, ''],
    [1000, 2, ''],
    [0, 0, ''],
  ])('from %i, at most %i: %s', (offset, limit, expected) => {
    const answer = ask({ window: { offset, limit } });
    expect(answer.rows.map(({ id }) => id).join(' ')).toBe(expected);
    expect(answer).toMatchObject({ offset, total: { exact: 5 } });
  });
});

describe('groups', () => {
  const groups = (asking: Asking) => ask({ window: undefined, ...asking }).groups;

  it('[B1] of a list are in rank order, what no item is after them, no value last; only those with records', () => {
    expect(groups({ groupBy: ['contact.leadStatus'] })).toEqual([
      { value: '1', count: 1 },
      { value: '2', count: 1 },
      { value: '5', count: 1 },
      { value: 'no-such-status', count: 1 },
      { value: null, count: 1 },
    ]);
  });

  it('count within groups', () => {
    expect(groups({ groupBy: ['company.name', 'contact.retired'] })).toEqual([
      {
        value: 'Acme',
        count: 2,
        groups: [
          { value: false, count: 1 },
          { value: true, count: 1 },
        ],
      },
      { value: 'Globex', count: 1, groups: [{ value: false, count: 1 }] },
      { value: null, count: 2, groups: [{ value: false, count: 2 }] },
    ]);
  });

  it('[Q3] empty text is no value', () => {
    expect(groups({ groupBy: ['company.country'] })).toEqual([
      { value: 'Norway', count: 2 },
      { value: null, count: 3 },
    ]);
  });

  it('keep apart what only looks the same', () => {
    const contacts = ['Åse', 'A\u030Ase', 'åse'].map((firstName, index) =>
      person(String(index), { firstName }),
    );
    expect(groups({ contacts, groupBy: ['contact.firstName'] })).toHaveLength(3);
  });

  it('count what meets the criteria, whatever the window', () => {
    const criteria = where({ field: 'contact.retired', operator: 'isNo' });
    expect(groups({ criteria, groupBy: ['company.name'], window: { offset: 0, limit: 1 } })).toEqual([
      { value: 'Acme', count: 1 },
      { value: 'Globex', count: 1 },
      { value: null, count: 2 },
    ]);
  });
});
