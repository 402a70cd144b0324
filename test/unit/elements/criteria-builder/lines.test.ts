import { describe, expect, it } from 'vitest';
import {
  newLine,
  parseNumber,
  withEmpty,
  withField,
  withOperator,
  withValue,
} from '../../../../src/elements/criteria-builder/lines.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';

const fields = createFieldCatalog([
  { entity: 'company', key: 'budget', label: 'Budget', type: 'number' },
  { entity: 'company', key: 'size', label: 'Size', type: 'list', options: [{ id: 's', label: 'Small' }] },
]);
const field = (id: string) => fields.get(id)!;

describe('newLine', () => {
  it('[Q2] asks nothing yet, with the first operator of the type', () => {
    expect(newLine(field('contact.leadStatus'))).toEqual({ field: 'contact.leadStatus', operator: 'oneOf' });
    expect(newLine(field('contact.email'))).toEqual({ field: 'contact.email', operator: 'begins' });
  });
});

describe('withField', () => {
  it('keeps what was asked where it means the same of another field', () => {
    const line = { field: 'contact.email', operator: 'contains', value: 'acme', muted: true } as const;
    expect(withField(line, field('contact.email'), field('company.email'))).toEqual({
      ...line,
      field: 'company.email',
    });
  });

  it('takes nothing from one list to another', () => {
    const line = { field: 'contact.leadStatus', operator: 'notOneOf', value: ['1'], muted: true } as const;
    expect(withField(line, field('contact.leadStatus'), field('company.category'))).toEqual({
      field: 'company.category',
      operator: 'notOneOf',
      muted: true,
    });
  });

  it('starts afresh with a field of another type', () => {
    const line = { field: 'contact.leadStatus', operator: 'oneOf', value: ['1'] } as const;
    expect(withField(line, field('contact.leadStatus'), field('contact.created'))).toEqual({
      field: 'contact.created',
      operator: 'before',
    });
  });

  it('is the same line for the same field', () => {
    const line = newLine(field('contact.email'));
    expect(withField(line, field('contact.email'), field('contact.email'))).toBe(line);
  });
});

describe('withOperator', () => {
  const budget = { field: 'company.budget', operator: 'equals', value: 5 } as const;

  it('keeps a value of the same shape', () => {
    expect(withOperator(budget, 'greater', 'number')).toEqual({ ...budget, operator: 'greater' });
  });

  it('makes one number the first end of a range, and back', () => {
    const between = withOperator(budget, 'between', 'number');
    expect(between).toEqual({ field: 'company.budget', operator: 'between', value: [5, null] });
    expect(withOperator(between, 'less', 'number')).toEqual({ ...budget, operator: 'less' });
  });

  it('makes one date the first end of a range, and back', () => {
    const on = { field: 'contact.created', operator: 'on', value: '2026-11-21' } as const;
    const between = withOperator(on, 'between', 'date');
    expect(between.value).toEqual(['2026-11-21', '']);
    expect(withOperator(between, 'on', 'date')).toEqual(on);
  });

  it('[Q5] proposes a period, and keeps it from one relative operator to the next', () => {
    const before = { field: 'contact.created', operator: 'on' } as const;
    const next = withOperator(before, 'next', 'date');
    expect(next.value).toEqual({ period: 'month', amount: 1 });
    const weeks = withValue(next, { period: 'week', amount: 3 });
    expect(withOperator(withOperator(weeks, 'thisPeriod', 'date'), 'previous', 'date').value).toEqual({
      period: 'week',
      amount: 3,
    });
  });

  it('drops a value that the operator has no use for', () => {
    const begins = { field: 'contact.email', operator: 'begins', value: 'a' } as const;
    expect(withOperator(begins, 'isEmpty', 'text')).toEqual({ field: 'contact.email', operator: 'isEmpty' });
  });

  it('[Q3] forgets about empty values where the operator is not negative', () => {
    const line = { field: 'contact.email', operator: 'isNot', value: 'a', empty: 'exclude' } as const;
    expect(withOperator(line, 'notContains', 'text').empty).toBe('exclude');
    expect('empty' in withOperator(line, 'is', 'text')).toBe(false);
  });
});

describe('withValue, withEmpty', () => {
  it('[Q2] leaves no key behind for no value', () => {
    const line = { field: 'contact.email', operator: 'begins', value: 'a' } as const;
    expect(withValue(line, undefined)).toEqual({ field: 'contact.email', operator: 'begins' });
  });

  it('[Q3] leaves no key behind for what goes without saying', () => {
    const line = { field: 'contact.email', operator: 'isNot', value: 'a' } as const;
    expect(withEmpty(line, false)).toEqual({ ...line, empty: 'exclude' });
    expect(withEmpty(withEmpty(line, false), true)).toEqual(line);
  });
});

describe('parseNumber', () => {
  it.each([
    ['12', 12],
    [' 1 000 ', 1000],
    ['1,5', 1.5],
    ['-0.25', -0.25],
    ['1.', 1],
    ['.5', 0.5],
  ])('reads %j', (text, number) => expect(parseNumber(text)).toBe(number));

  it.each(['', '-', 'abc', '1e5', '1.2.3', '0x10', 'Infinity'])('takes %j for no number', (text) =>
    expect(parseNumber(text)).toBeUndefined(),
  );
});
