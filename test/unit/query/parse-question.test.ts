import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFieldCatalog } from '../../../src/model/fields.js';
import { parseQuestion } from '../../../src/query/parse-question.js';
import { QuestionFault } from '../../../src/query/question-fault.js';

const catalog = createFieldCatalog([{ entity: 'contact', key: 'score', label: 'Score', type: 'number' }]);
const sum = { field: 'contact.score', of: 'sum' };
const contacts = { of: 'contact', fields: ['contact.name'] };
const byName = { field: 'contact.name', direction: 'ascending' };

function faultOf(input: unknown): string {
  try {
    parseQuestion(input, catalog);
    return 'none';
  } catch (error) {
    if (!(error instanceof QuestionFault)) throw error;
    return `${error.code} ${error.path}`;
  }
}

describe('questions from outside', () => {
  it('[Q6] come out as they went in when they are valid, in a fresh object', () => {
    const question = {
      ...contacts,
      criteria: { match: 'all', items: [{ field: 'company.country', operator: 'is', value: 'Norway' }] },
      sort: [byName, { field: 'company.name', direction: 'descending' }],
      groupBy: ['contact.leadStatus', 'company.owner'],
      window: { offset: 0, limit: 50 },
      aggregates: [
        { field: 'contact.score', of: 'sum' },
        { field: 'company.created', of: 'maximum' },
      ],
    };
    expect(parseQuestion(question, catalog)).toEqual(question);
    expect(parseQuestion({ ...question, evil: 1 }, catalog)).toEqual(question);
    expect(parseQuestion({ ...contacts, criteria: null, sort: undefined }, catalog)).toEqual(contacts);
  });

  it.each<[unknown, string]>([
    [null, 'not-an-object '],
    [[], 'not-an-object '],
    [{ ...contacts, of: 'sale' }, 'unknown-subject /of'],
    [{ ...contacts, of: '__proto__' }, 'unknown-subject /of'],
    [{ of: 'contact' }, 'not-a-list /fields'],
    [{ of: 'contact', fields: ['contact.name', 'contact.shoeSize'] }, 'unknown-field /fields/1'],
    [{ of: 'contact', fields: ['constructor'] }, 'unknown-field /fields/0'],
    [{ of: 'company', fields: ['contact.name'] }, 'field-not-of-subject /fields/0'],
    [{ ...contacts, sort: {} }, 'not-a-list /sort'],
    [{ ...contacts, sort: [byName, byName, byName, byName] }, 'too-many-sorts /sort'],
    [{ ...contacts, sort: [byName, { ...byName, field: 'x' }] }, 'unknown-field /sort/1/field'],
    [{ ...contacts, sort: [{ ...byName, direction: 'up' }] }, 'unknown-direction /sort/0/direction'],
    [{ ...contacts, groupBy: ['company.owner', 'company.name', 'company.city'] }, 'too-many-groups /groupBy'],
    [{ ...contacts, groupBy: [7] }, 'unknown-field /groupBy/0'],
    [{ ...contacts, window: 50 }, 'not-an-object /window'],
    [{ ...contacts, window: { offset: -1, limit: 50 } }, 'window-invalid /window/offset'],
    [{ ...contacts, window: { offset: 0, limit: 2.5 } }, 'window-invalid /window/limit'],
    [{ ...contacts, window: { offset: 0, limit: Infinity } }, 'window-invalid /window/limit'],
    [{ ...contacts, window: { offset: 0 } }, 'window-invalid /window/limit'],
    [{ ...contacts, aggregates: sum }, 'not-a-list /aggregates'],
    [{ ...contacts, aggregates: Array.from({ length: 13 }, () => sum) }, 'too-many-aggregates /aggregates'],
    [{ ...contacts, aggregates: [1] }, 'not-an-object /aggregates/0'],
    [{ ...contacts, aggregates: [{ ...sum, field: 'contact.x' }] }, 'unknown-field /aggregates/0/field'],
    [{ of: 'company', fields: [], aggregates: [sum] }, 'field-not-of-subject /aggregates/0/field'],
    [
      { ...contacts, aggregates: [{ ...sum, field: 'contact.created' }] },
      'operator-not-for-type /aggregates/0/of',
    ],
    [
      { ...contacts, aggregates: [{ field: 'contact.name', of: 'minimum' }] },
      'operator-not-for-type /aggregates/0/of',
    ],
    [{ ...contacts, aggregates: [{ ...sum, of: 'toString' }] }, 'operator-not-for-type /aggregates/0/of'],
    [
      { ...contacts, criteria: { match: 'all', items: [{ field: 'x', operator: 'is' }] } },
      'unknown-field /criteria/items/0/field',
    ],
  ])('[Q6] %j: %s', (input, fault) => {
    expect(faultOf(input)).toBe(fault);
  });

  it('[A5] a fault is an error of kind "invalid" that asking again does not help', () => {
    expect(() => parseQuestion({ ...contacts, of: 'sale' }, catalog)).toThrow(
      'unknown-subject at "/of" (subject "sale")',
    );
    expect(new QuestionFault('unknown-field', '/fields/0')).toMatchObject({
      kind: 'invalid',
      retryable: false,
    });
  });

  it('[Q6] any JSON is a question or a fault, and nothing else is thrown', () => {
    const question = fc.record(
      {
        of: fc.constantFrom('contact', 'x'),
        fields: fc.jsonValue(),
        criteria: fc.jsonValue(),
        sort: fc.jsonValue(),
        window: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(question, fc.jsonValue()), (input) => {
        expect(faultOf(input)).toBeTypeOf('string');
      }),
      { seed: 20261121, numRuns: 1000 },
    );
  });
});
