import { describe, expect, it } from 'vitest';
import { CriteriaFault } from '../../../src/criteria/errors.js';
import { compileCriteria, type CriteriaContext } from '../../../src/criteria/evaluate.js';
import type {
  Criteria,
  CriteriaLine,
  CriteriaNode,
  CriteriaValue,
  OperatorId,
} from '../../../src/criteria/types.js';
import { createSetup, emptyCompany, emptyContact } from '../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../src/model/fields.js';
import type { Contact, HostField, Value } from '../../../src/model/records.js';

const fields: readonly HostField[] = [
  { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
  { entity: 'contact', key: 'met', label: 'Met on', type: 'date' },
  { entity: 'contact', key: 'vip', label: 'VIP', type: 'yesno' },
];
const context: CriteriaContext = {
  catalog: createFieldCatalog(fields),
  setup: createSetup({ settings: { fields } }),
  now: new Date('2019-10-15T12:00:00Z'),
  timeZone: 'Europe/Oslo',
};

const all = (...items: CriteriaNode[]): Criteria => ({ match: 'all', items });
const test = (criteria: Criteria, ...record: Parameters<ReturnType<typeof compileCriteria>>) =>
  compileCriteria(criteria, context)(...record);
const line = (
  field: string,
  operator: OperatorId,
  value?: CriteriaValue,
  empty?: CriteriaLine['empty'],
): CriteriaLine => ({
  field,
  operator,
  value,
  empty,
});

/** Asks one line about one value of a contact. */
const ask = (
  key: 'title' | 'leadStatus' | 'score' | 'met' | 'vip' | 'created',
  given: Value,
  ...rest: [OperatorId, CriteriaValue?, CriteriaLine['empty']?]
) => {
  const own =
    key === 'title' || key === 'created'
      ? { [key]: given }
      : key === 'leadStatus'
        ? { leadStatusId: given }
        : { extra: { [key]: given } };
  return test(all(line(`contact.${key}`, ...rest)), emptyContact({ id: '1', ...(own as Partial<Contact>) }));
};

describe('text', () => {
  // operator, wanted, then whether it matches: a value that fits, one that does not, null, and empty text
  it.each<[OperatorId, string, string, string, boolean, boolean]>([
    ['begins', 'sales', 'Sales manager', 'Head of sales', false, false],
    ['contains', 'MANAGE', 'Sales manager', 'Salesman', false, false],
    ['ends', 'ger', 'Sales manager', 'Manager of sales', false, false],
    ['is', 'sales manager', 'Sales Manager', 'Sales managers', false, false],
    ['isExactly', 'Sales', 'Sales', 'sales', false, false],
    ['notBegins', 'sales', 'Head of sales', 'Sales manager', true, true],
    ['notContains', 'manage', 'Salesman', 'Sales manager', true, true],
    ['notEnds', 'ger', 'Manager of sales', 'Sales manager', true, true],
    ['isNot', 'sales manager', 'Sales', 'Sales Manager', true, true],
  ])('[Q3] %s %j', (operator, wanted, fits, doesNot, whenNull, whenBlank) => {
    expect(ask('title', fits, operator, wanted)).toBe(true);
    expect(ask('title', doesNot, operator, wanted)).toBe(false);
    expect(ask('title', null, operator, wanted)).toBe(whenNull);
    expect(ask('title', '', operator, wanted)).toBe(whenBlank);
    expect(ask('title', null, operator, wanted, 'exclude')).toBe(false);
    expect(ask('title', '', operator, wanted, 'exclude')).toBe(false);
    expect(ask('title', fits, operator, wanted, 'exclude')).toBe(true);
  });

  it.each<[string, string, boolean]>([
    ['ÅSE', 'åse', true],
    ['A\u030Ase', 'åse', true], // A with a ring composed and not
    ['STRASSE', 'straße', false], // upper-casing would have made these equal: no folding beyond lower-case
    ['I', 'ı', false], // no Turkish
    ['a.c', 'abc', false], // no patterns
    ['100%', '100 %', false],
  ])('[Q4] %j is %j: %s', (wanted, value, expected) => {
    expect(ask('title', value, 'is', wanted)).toBe(expected);
    expect(ask('title', value, 'isNot', wanted)).toBe(!expected);
  });

  it('[Q4] "is exactly" heeds case, but not how a letter was composed', () => {
    expect(ask('title', 'A\u030Ase', 'isExactly', 'Åse')).toBe(true);
    expect(ask('title', 'åse', 'isExactly', 'Åse')).toBe(false);
  });

  it('[Q6] what looks like a pattern is text', () => {
    const evil = '(a+)+$';
    expect(ask('title', `x${evil}`, 'contains', evil)).toBe(true);
    expect(ask('title', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', 'contains', evil)).toBe(false);
    expect(ask('title', '\uD800', 'contains', '\uD800')).toBe(true);
  });
});

describe('lists', () => {
  it.each<[OperatorId, CriteriaLine['empty'], boolean, boolean, boolean]>([
    ['oneOf', undefined, true, false, false],
    ['oneOf', 'exclude', true, false, false],
    ['notOneOf', undefined, false, true, true],
    ['notOneOf', 'include', false, true, true],
    ['notOneOf', 'exclude', false, true, false],
  ])('[Q3] %s with empty: %s', (operator, empty, among, other, none) => {
    expect(ask('leadStatus', '2', operator, ['1', '2'], empty)).toBe(among);
    expect(ask('leadStatus', '3', operator, ['1', '2'], empty)).toBe(other);
    expect(ask('leadStatus', null, operator, ['1', '2'], empty)).toBe(none);
  });

  it('[L9] asks for ids that the list does not have any more', () => {
    expect(ask('leadStatus', 'gone', 'oneOf', ['gone'])).toBe(true);
  });

  it('[L7] a retained status is found like any other', () => {
    const customer = emptyCompany({ id: 'c', categoryId: 'customer' });
    const contact = emptyContact({ id: '1', companyId: 'c', leadStatusId: '4' });
    expect(test(all(line('contact.leadStatus', 'oneOf', ['4'])), contact, customer)).toBe(true);
  });
});

describe('numbers', () => {
  it.each<[OperatorId, CriteriaValue, number[], number[], boolean]>([
    ['equals', 5, [5], [4, 6], false],
    ['notEquals', 5, [4, 6, 0], [5], true],
    ['less', 5, [4, -5], [5, 6], false],
    ['lessOrEqual', 5, [4, 5], [5.01], false],
    ['greater', 5, [6], [5, 4], false],
    ['greaterOrEqual', 5, [5, 6], [4.99], false],
    ['between', [1, 5], [1, 3, 5], [0.9, 5.1], false],
    ['between', [5, 1], [1, 3, 5], [0.9, 5.1], false],
    ['equals', 0, [0, -0], [1], false],
  ])('[Q3] %s %j', (operator, value, matching, other, whenNull) => {
    for (const given of matching) expect(ask('score', given, operator, value)).toBe(true);
    for (const given of other) expect(ask('score', given, operator, value)).toBe(false);
    expect(ask('score', null, operator, value)).toBe(whenNull);
    expect(ask('score', null, operator, value, 'exclude')).toBe(false);
  });

  it('[A4] a value of another type is none', () => {
    expect(ask('score', '5', 'equals', 5)).toBe(false);
    expect(ask('score', '5', 'isEmpty')).toBe(true);
    expect(ask('score', NaN, 'isEmpty')).toBe(true);
  });
});

describe('dates', () => {
  it.each<[OperatorId, CriteriaValue | undefined, string[], string[]]>([
    ['before', '2019-10-15', ['2019-10-14'], ['2019-10-15']],
    ['on', '2019-10-15', ['2019-10-15'], ['2019-10-14', '2019-10-16']],
    ['after', '2019-10-15', ['2019-10-16'], ['2019-10-15']],
    ['between', ['2019-10-01', '2019-10-31'], ['2019-10-01', '2019-10-31'], ['2019-09-30', '2019-11-01']],
    ['beforeToday', undefined, ['2019-10-14'], ['2019-10-15']],
    ['today', undefined, ['2019-10-15'], ['2019-10-14', '2019-10-16']],
    ['afterToday', undefined, ['2019-10-16'], ['2019-10-15']],
    ['thisPeriod', { period: 'week' }, ['2019-10-14', '2019-10-20'], ['2019-10-13', '2019-10-21']],
    ['previous', { period: 'week', amount: 2 }, ['2019-09-30', '2019-10-13'], ['2019-09-29', '2019-10-14']],
    ['next', { period: 'day', amount: 3 }, ['2019-10-16', '2019-10-18'], ['2019-10-15', '2019-10-19']],
  ])('[Q5] %s %j', (operator, value, matching, other) => {
    for (const given of matching) expect(ask('met', given, operator, value)).toBe(true);
    for (const given of other) expect(ask('met', given, operator, value)).toBe(false);
    expect(ask('met', null, operator, value)).toBe(false);
  });

  it.each([
    ['2019-10-14T22:00:00.000Z', true], // midnight in Oslo
    ['2019-10-14T22:00:00Z', true],
    ['2019-10-14T21:59:59.999Z', false],
    ['2019-10-15T21:59:59.999Z', true],
    ['2019-10-15T22:00:00.000Z', false],
    ['2019-10-15T22:00:00Z', false],
    ['2019-10-15T23:30:00+02:00', true],
    ['2019-10-16T00:00:00+02:00', false],
    ['soon', false],
  ])('[Q5] the instant %s is today in Oslo: %s', (created, expected) => {
    expect(ask('created', created, 'today')).toBe(expected);
    expect(ask('created', created, 'on', '2019-10-15')).toBe(expected);
  });
});

describe('yes or no, and emptiness', () => {
  it('[Q3] what is neither matches neither', () => {
    expect(ask('vip', true, 'isYes')).toBe(true);
    expect(ask('vip', true, 'isNo')).toBe(false);
    expect(ask('vip', false, 'isNo')).toBe(true);
    expect(ask('vip', null, 'isYes')).toBe(false);
    expect(ask('vip', null, 'isNo')).toBe(false);
  });

  it.each([
    ['title', null, true],
    ['title', '', true],
    ['title', ' ', false],
    ['leadStatus', null, true],
    ['leadStatus', '1', false],
    ['score', null, true],
    ['score', 0, false],
    ['met', null, true],
    ['met', '2019-10-15', false],
  ] as const)('[Q3] %s %j is empty: %s', (key, given, expected) => {
    expect(ask(key, given, 'isEmpty')).toBe(expected);
    expect(ask(key, given, 'isNotEmpty')).toBe(!expected);
  });
});

describe('fields of the company', () => {
  const lead = emptyCompany({ id: 'c', categoryId: 'lead', country: 'Norway' });

  it('[Q1] a contact is asked by its company', () => {
    const contact = emptyContact({ id: '1', companyId: 'c' });
    expect(test(all(line('company.country', 'is', 'norway')), contact, lead)).toBe(true);
    expect(test(all(line('company.categoryGroup', 'oneOf', ['potentialCustomer'])), contact, lead)).toBe(
      true,
    );
    expect(test(all(line('company.leadStatusEnabled', 'isYes')), contact, lead)).toBe(true);
  });

  it('[Q3] [L8] a contact without a company has no value in any of them', () => {
    const contact = emptyContact({ id: '1' });
    expect(test(all(line('company.country', 'is', 'Norway')), contact)).toBe(false);
    expect(test(all(line('company.country', 'isNot', 'Norway')), contact)).toBe(true);
    expect(test(all(line('company.country', 'isNot', 'Norway', 'exclude')), contact)).toBe(false);
    expect(test(all(line('company.name', 'isEmpty')), contact)).toBe(true);
    expect(test(all(line('company.leadStatusEnabled', 'isNo')), contact)).toBe(false);
  });

  it('[Q1] companies are asked by themselves', () => {
    expect(test(all(line('company.country', 'is', 'Norway')), lead)).toBe(true);
    expect(test(all(line('company.category', 'notOneOf', ['lead'])), lead)).toBe(false);
  });
});

describe('groups', () => {
  const yes = line('contact.firstName', 'is', 'Ada');
  const no = line('contact.firstName', 'is', 'Bo');
  const inactive = line('contact.firstName', 'is', '');
  const ada = emptyContact({ id: '1', firstName: 'Ada' });

  it.each<[Criteria['match'], CriteriaNode[], boolean]>([
    ['all', [yes, yes], true],
    ['all', [yes, no], false],
    ['any', [no, yes], true],
    ['any', [no, no], false],
    ['none', [no, no], true],
    ['none', [no, yes], false],
    ['none', [yes], false],
    ['all', [], true],
    ['any', [], true],
    ['none', [], true],
    ['any', [inactive], true],
    ['any', [no, inactive], false],
    ['none', [yes, inactive], false],
    ['none', [inactive], true],
    ['all', [yes, { ...no, muted: true }], true],
    ['any', [no, { ...yes, muted: true }], false],
    ['any', [no, { match: 'all', items: [] }], false],
    ['any', [no, { match: 'none', items: [inactive] }], false],
    ['all', [{ match: 'any', items: [no], muted: true }], true],
  ])('[Q1] [Q2] %s %j: %s', (match, items, expected) => {
    expect(test({ match, items }, ada)).toBe(expected);
  });

  it('[Q2] criteria that are muted as a whole ask nothing', () => {
    expect(test({ match: 'all', items: [no], muted: true }, ada)).toBe(true);
  });
});

describe('criteria that were never parsed', () => {
  it.each([
    line('contact.__proto__', 'is', 'x'),
    line('constructor', 'is', 'x'),
    line('contact.title', 'less', 5),
    line('contact.title', 'is', 5),
  ])('[Q6] %j runs into a fault instead of asking something else', (wrong) => {
    expect(() => compileCriteria(all(wrong), context)).toThrow(CriteriaFault);
  });
});
