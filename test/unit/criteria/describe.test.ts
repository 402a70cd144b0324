import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCriteria, describeLine, type DescribeContext } from '../../../src/criteria/describe.js';
import type { Criteria, CriteriaNode, CriteriaValue, OperatorId } from '../../../src/criteria/types.js';
import { criteriaMessages, type CriteriaKey } from '../../../src/locale/criteria.js';
import de from '../../../src/locale/de/criteria.js';
import { formatSentence, type Sentence, type Translate } from '../../../src/locale/messages.js';
import nb from '../../../src/locale/nb/criteria.js';
import * as arbitrary from '../../helpers/arbitraries.js';

const names: Readonly<Record<string, string>> = {
  'contact.leadStatus': 'Lead status',
  'contact.firstName': 'First name',
  'contact.email': 'E-mail',
  'contact.id': 'ID',
  'contact.created': 'Created',
  'contact.retired': 'Retired',
  'company.country': 'Company country',
  'company.category': 'Category',
};

function inLanguage(language: string, dictionary: Readonly<Record<CriteriaKey, Sentence>>): DescribeContext {
  const texts: Translate<CriteriaKey> = (key, params) => formatSentence(dictionary[key], params, language);
  return {
    texts,
    language,
    catalog: arbitrary.arbitraryCatalog,
    setup: arbitrary.arbitrarySetup,
    fieldLabel: (field) => field.label ?? names[field.id] ?? field.id,
    optionLabel: (_field, option) => option.label ?? option.id,
    now: new Date('2019-10-15T12:00:00Z'),
    timeZone: 'Europe/Oslo',
  };
}

const english = inLanguage('en', criteriaMessages.en);
const say = (criteria: Criteria, context = english) =>
  describeCriteria(criteria, context).replace(/[\u2009\u202f\u00a0]/g, ' ');
const all = (...items: CriteriaNode[]): Criteria => ({ match: 'all', items });
const any = (...items: CriteriaNode[]): Criteria => ({ match: 'any', items });
const line = (field: string, operator: OperatorId, value?: CriteriaValue) => ({ field, operator, value });

const isOpen = line('contact.leadStatus', 'oneOf', ['1', '2']);
const inNorway = line('company.country', 'is', 'Norway');
const isAda = line('contact.firstName', 'begins', 'Ada');

describe('criteria in words', () => {
  it('[Q1] says lines, joined as their groups join them', () => {
    expect(say(all(isOpen, inNorway))).toBe(
      'Lead status is one of Open or Contacting, and company country is Norway',
    );
    expect(say(any(isAda, inNorway))).toBe('First name starts with “Ada”, or company country is Norway');
    expect(say(all(isAda, inNorway, isAda))).toBe(
      'First name starts with “Ada”, company country is Norway, and first name starts with “Ada”',
    );
  });

  it('[Q1] puts groups in brackets, and single lines not', () => {
    expect(say(all(isAda, any(inNorway, isOpen)))).toBe(
      'First name starts with “Ada”, and (company country is Norway, or lead status is one of Open or Contacting)',
    );
    expect(say(all(isAda, any(inNorway)))).toBe(
      'First name starts with “Ada”, and company country is Norway',
    );
    expect(say({ match: 'none', items: [inNorway, isAda] })).toBe(
      'Not (company country is Norway, or first name starts with “Ada”)',
    );
  });

  it('[Q2] leaves out what does not ask', () => {
    expect(say(all(isAda, { ...inNorway, muted: true }, line('contact.email', 'is', '')))).toBe(
      'First name starts with “Ada”',
    );
    expect(say(all({ ...inNorway, muted: true }))).toBe('Every contact');
    expect(say(all(), { ...english, of: 'company' })).toBe('Every company');
  });

  it.each<[CriteriaNode, string]>([
    [line('contact.leadStatus', 'oneOf', ['5']), 'Lead status is Qualified'],
    [line('contact.leadStatus', 'notOneOf', ['5']), 'Lead status is not Qualified'],
    [
      { ...line('contact.leadStatus', 'notOneOf', ['5', '4']), empty: 'exclude' },
      'Lead status is not one of Qualified or Re-nurture (and has a value)',
    ],
    [line('contact.leadStatus', 'oneOf', ['gone']), 'Lead status is gone (no longer in the list)'],
    [line('contact.size', 'oneOf', ['l', 's']), 'T-shirt size is one of Large or Small (deleted)'],
    [line('contact.id', 'oneOf', ['ada']), 'ID is ada'],
    [line('contact.leadStatus', 'isEmpty'), 'Lead status is empty'],
    [line('contact.retired', 'isNo'), 'Retired: no'],
    [line('company.budget', 'between', [5000, 10]), 'Budget is between 10 and 5,000'],
    [line('company.budget', 'greaterOrEqual', 1.5), 'Budget is at least 1.5'],
  ])('[Q1] %j', (node, expected) => {
    expect(say(all(node))).toBe(expected);
  });

  it.each<[OperatorId, CriteriaValue | undefined, string]>([
    ['next', { period: 'day', amount: 3 }, 'Created is in the next 3 days (Oct 16 – 18, 2019)'],
    ['next', { period: 'week', amount: 1 }, 'Created is in the next week (Oct 21 – 27, 2019)'],
    [
      'thisAndNext',
      { period: 'quarter', amount: 1 },
      'Created is in this and the next quarter (Oct 1, 2019 – Mar 31, 2020)',
    ],
    ['thisPeriod', { period: 'year' }, 'Created is in this year (Jan 1 – Dec 31, 2019)'],
    [
      'thisPreviousAndNext',
      { period: 'week' },
      'Created is in the previous, this and the next week (Oct 7 – 27, 2019)',
    ],
    ['today', undefined, 'Created is today (Oct 15, 2019)'],
    ['beforeToday', undefined, 'Created is before today (until Oct 14, 2019)'],
    ['afterToday', undefined, 'Created is after today (from Oct 16, 2019)'],
    ['on', '2019-01-02', 'Created is Jan 2, 2019'],
    ['between', ['2019-02-01', '2019-01-02'], 'Created is between Jan 2, 2019 and Feb 1, 2019'],
  ])('[Q5] %s %j, with the resulting range', (operator, value, expected) => {
    expect(say(all(line('contact.created', operator, value)))).toBe(expected);
  });

  it('names a few of many items, and counts the rest', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `p${index}`);
    expect(say(all(line('contact.id', 'oneOf', ids)))).toBe(
      'ID is one of p0, p1, p2, p3, p4, p5, p6, p7, or 4,992 more',
    );
  });

  it('cuts a long text between characters', () => {
    const text = '😀'.repeat(100);
    expect(say(all(line('contact.email', 'is', text)))).toBe(`E-mail is ${'😀'.repeat(80)}…`);
    expect(say(all(line('contact.email', 'is', '\uD800'.repeat(100_000)))).length).toBeLessThan(120);
  });

  it('takes braces in names and values for what they are', () => {
    expect(say(all(line('company.country', 'is', '{field} {value}')))).toBe(
      'Company country is {field} {value}',
    );
  });

  it('says a single line, muted or not, and the bare operator while it has no value', () => {
    expect(describeLine({ ...inNorway, muted: true }, english)).toBe('company country is Norway');
    expect(describeLine(line('company.country', 'contains', ''), english)).toBe('company country Contains');
    expect(describeLine(line('company.gone', 'contains', 'x'), english)).toBe('company.gone');
  });
});

describe('criteria in German and Norwegian', () => {
  const german = inLanguage('de', de);
  const norwegian = inLanguage('nb', nb);

  it('are sentences of these languages', () => {
    const criteria = all(isOpen, line('contact.created', 'previous', { period: 'week', amount: 2 }));
    expect(say(criteria, german)).toBe(
      'Lead status ist Open oder Contacting und Created liegt in den vorigen 2 Wochen (30.09. – 13.10.2019)',
    );
    expect(say(criteria, norwegian)).toBe(
      'Lead status er en av Open eller Contacting og created er i de forrige 2 ukene (30. sep.–13. okt. 2019)',
    );
  });

  it.each([
    ['de', de],
    ['nb', nb],
  ] as const)('%s has every sentence, with the same places as in English', (_language, dictionary) => {
    const places = (sentence: Sentence) =>
      [...new Set((typeof sentence === 'string' ? sentence : sentence.other).match(/\{\w+\}/g))].sort();
    expect(Object.keys(dictionary)).toEqual(Object.keys(criteriaMessages.en));
    for (const key of Object.keys(criteriaMessages.en) as CriteriaKey[]) {
      expect([key, ...places(dictionary[key])]).toEqual([key, ...places(criteriaMessages.en[key])]);
    }
  });
});

describe('describing anything', () => {
  it('never throws, and leaves no place of a sentence unfilled', () => {
    const language = fc.constantFrom('en', 'de', 'nb', 'ar', 'zz', 'not a language');
    fc.assert(
      fc.property(arbitrary.criteria('contact'), arbitrary.clock, language, (criteria, clock, tag) => {
        const words = describeCriteria(criteria, { ...english, ...clock, language: tag });
        expect(words).not.toBe('');
        expect(words).not.toMatch(
          /\{(field|value|span|range|items|line|count|from|to|name|id)\}|undefined|Invalid/,
        );
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });
});
