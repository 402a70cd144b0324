import { describe, expect, test } from 'vitest';
import { createSuperOfficeAdapter, type Decisions } from '../../../../src/adapters/superoffice/index.js';
import type { Criteria, CriteriaLine } from '../../../../src/criteria/types.js';
import { emptyCompany } from '../../../../src/model/defaults.js';
import type { Subject } from '../../../../src/model/fields.js';
import { address, connect } from './subject.js';

const signal = new AbortController().signal;
const companies = ['Norway', 'Germany', 'Norway'].map((country, at) =>
  emptyCompany({ id: String(at + 1), name: `Company ${at}`, country, categoryId: 'lead' }),
);

/** What the archive is asked. */
async function filterFor(criteria: Criteria, of: Subject = 'contact', decisions: Partial<Decisions> = {}) {
  const { fetch, log, storage } = connect({ companies });
  const adapter = createSuperOfficeAdapter({ url: address, fetch, ids: storage, decisions });
  await adapter.query!({ of, criteria, sort: [], limit: 10, timeZone: 'UTC' }, { signal });
  const asked = log.findLast(
    (line) => line.includes('$mode') && line.includes(of === 'contact' ? 'Person?' : 'Contact?'),
  );
  return /\$filter=([^&]*)/.exec(asked ?? '')?.[1] ?? '';
}

const ask = (line: CriteriaLine, of?: Subject) => filterFor({ match: 'all', items: [line] }, of);

describe('[Q3, Q4] text', () => {
  test.each([
    ['begins', "title begins 'CTO'"],
    ['contains', "title contains 'CTO'"],
    ['ends', "title ends 'CTO'"],
    ['is', "title is 'CTO'"],
    ['isExactly', "title is 'CTO'"],
    ['notBegins', "(title notBegins 'CTO' or (title isNull or title is ''))"],
    ['notContains', "(title notContains 'CTO' or (title isNull or title is ''))"],
    ['isNot', "(title isNot 'CTO' or (title isNull or title is ''))"],
  ] as const)('%s', async (operator, filter) => {
    expect(await ask({ field: 'contact.title', operator, value: 'CTO' })).toBe(filter);
  });

  test('without a value, and with one', async () => {
    expect(await ask({ field: 'contact.title', operator: 'isEmpty' })).toBe("(title isNull or title is '')");
    expect(await ask({ field: 'contact.title', operator: 'isNotEmpty' })).toBe(
      "(title isNotNull and title isNot '')",
    );
  });

  test('records without a value are not asked for where the line excludes them', async () => {
    const line = { field: 'contact.title', operator: 'isNot', value: 'CTO', empty: 'exclude' } as const;
    expect(await ask(line)).toBe("title isNot 'CTO'");
  });

  test('quotes are doubled, letters composed', async () => {
    expect(await ask({ field: 'contact.lastName', operator: 'is', value: "O'Ne\u0301il" })).toBe(
      "lastName is 'O''N\u00e9il'",
    );
  });

  test('a wildcard asks for more than is meant, never for less', async () => {
    expect(await ask({ field: 'contact.title', operator: 'contains', value: '100%' })).toBe(
      "title contains '100%'",
    );
    expect(await ask({ field: 'contact.title', operator: 'notContains', value: '100%' })).toBe(
      'personId greater 0',
    );
  });

  test('the words of a name stand in one column or the other', async () => {
    expect(await ask({ field: 'contact.name', operator: 'begins', value: 'Ada L' })).toBe(
      "((firstName contains 'Ada' or lastName contains 'Ada') and (firstName contains 'L' or lastName contains 'L'))",
    );
  });

  test('a name that is an item of a list is asked for by its number', async () => {
    expect(await ask({ field: 'company.country', operator: 'begins', value: 'nor' }, 'company')).toBe(
      'country oneOf (1)',
    );
    expect(await ask({ field: 'company.country', operator: 'notContains', value: 'nor' }, 'company')).toBe(
      '(country oneOf (2) or (country isNull or country oneOf (0)))',
    );
    expect(await ask({ field: 'company.country', operator: 'is', value: 'Atlantis' }, 'company')).toBe(
      'country oneOf (-1)',
    );
  });
});

describe('[Q3] lists', () => {
  test.each([
    [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '5'] }, 'leadStatus oneOf (1,5)'],
    [
      { field: 'contact.leadStatus', operator: 'notOneOf', value: ['1', '5'] },
      '(leadStatus notOneOf (1,5) or (leadStatus isNull or leadStatus oneOf (0)))',
    ],
    [{ field: 'contact.leadStatus', operator: 'isEmpty' }, '(leadStatus isNull or leadStatus oneOf (0))'],
    [
      { field: 'contact.leadStatus', operator: 'isNotEmpty' },
      '(leadStatus isNotNull and leadStatus notOneOf (0))',
    ],
    [
      { field: 'contact.companyId', operator: 'oneOf', value: ['1', '2'] },
      '(contactId = 1 or contactId = 2)',
    ],
    [{ field: 'contact.companyId', operator: 'isEmpty' }, '(contactId isNull or contactId = 0)'],
    [{ field: 'contact.id', operator: 'oneOf', value: ['17'] }, 'personId = 17'],
    [{ field: 'contact.id', operator: 'oneOf', value: ['made-here'] }, 'personId = -1'],
    [{ field: 'contact.retired', operator: 'isNo' }, 'retired set false'],
  ] satisfies [CriteriaLine, string][])('%o', async (line, filter) => {
    expect(await ask(line)).toBe(filter);
  });

  test("fields of the company have the company's prefix in an archive of people", async () => {
    expect(await ask({ field: 'company.name', operator: 'begins', value: 'Ac' })).toBe(
      "personContact/name begins 'Ac'",
    );
    expect(await ask({ field: 'company.name', operator: 'begins', value: 'Ac' }, 'company')).toBe(
      "name begins 'Ac'",
    );
  });

  test('category groups and the flag are asked for as categories', async () => {
    const group = {
      field: 'company.categoryGroup',
      operator: 'oneOf',
      value: ['potentialCustomer'],
    } as const;
    const enabled = { field: 'company.leadStatusEnabled', operator: 'isYes' } as const;
    const filter = 'personContact/category oneOf (3,5,6)';
    expect(await ask(group)).toBe(filter);
    expect(await ask(enabled)).toBe(filter);
  });
});

describe('[Q5] dates', () => {
  const created = (operator: 'before' | 'on' | 'after' | 'between', value: string | readonly string[]) =>
    ask({ field: 'contact.created', operator, value });

  test('days are widened by one at both ends, because nobody says in which zone they are', async () => {
    expect(await created('before', '2026-03-01')).toBe("personRegisteredDate before '2026-03-02'");
    expect(await created('after', '2026-03-01')).toBe("personRegisteredDate after '2026-02-28'");
    expect(await created('on', '2026-03-01')).toBe(
      "personRegisteredDate between ('2026-02-28','2026-03-02')",
    );
    expect(await created('between', ['2026-03-09', '2026-03-01'])).toBe(
      "personRegisteredDate between ('2026-02-28','2026-03-10')",
    );
  });

  test('never is null', async () => {
    expect(await ask({ field: 'contact.updated', operator: 'isEmpty' })).toBe('personUpdatedDate isNull');
  });
});

describe('[Q1] groups', () => {
  const title = { field: 'contact.title', operator: 'is', value: 'a' } as const;
  const status = { field: 'contact.leadStatus', operator: 'oneOf', value: ['1'] } as const;

  test('"all" and "any" are "and" and "or", in parentheses', async () => {
    const inner: Criteria = { match: 'any', items: [title, status] };
    expect(await filterFor({ match: 'all', items: [inner, status] })).toBe(
      "((title is 'a' or leadStatus oneOf (1)) and leadStatus oneOf (1))",
    );
  });

  test('no criteria ask for everything, in so many words', async () => {
    expect(await filterFor({ match: 'all', items: [] })).toBe('personId greater 0');
    expect(await ask({ field: 'contact.title', operator: 'is', value: '' })).toBe('personId greater 0');
  });

  test('[A2] what has not been declared is refused', async () => {
    await expect(filterFor({ match: 'none', items: [title] })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(ask({ field: 'contact.title', operator: 'notEnds', value: 'a' })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(ask({ field: 'contact.noSuch', operator: 'is', value: 'a' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  test('a decision is replaced by itself', async () => {
    const decisions = { empty: (column: string) => `${column} equals 0` };
    const criteria: Criteria = {
      match: 'all',
      items: [{ field: 'contact.leadStatus', operator: 'isEmpty' }],
    };
    expect(await filterFor(criteria, 'contact', decisions)).toBe('leadStatus equals 0');
  });
});
