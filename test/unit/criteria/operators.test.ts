import { describe, expect, it } from 'vitest';
import {
  hasValue,
  isNegative,
  isOperator,
  isRelative,
  operatorsFor,
  valueShape,
} from '../../../src/criteria/operators.js';
import { operatorIds, type CriteriaValue, type OperatorId } from '../../../src/criteria/types.js';
import { fieldTypes, type FieldType } from '../../../src/model/records.js';

describe('operators', () => {
  it.each(fieldTypes)('[Q1] every operator of a %s field knows its value, and no other has one', (type) => {
    for (const operator of operatorsFor(type)) expect(valueShape(operator, type)).toBeTypeOf('string');
    const others = Object.values(operatorIds)
      .flat()
      .filter((operator) => !(operatorIds[type] as readonly string[]).includes(operator));
    for (const operator of others) expect(valueShape(operator, type)).toBeUndefined();
  });

  it('[Q1] "between" is a range of what its field holds', () => {
    expect(valueShape('between', 'number')).toBe('numberRange');
    expect(valueShape('between', 'date')).toBe('dateRange');
    expect(valueShape('between', 'text')).toBeUndefined();
  });

  it('[Q6] names of Object.prototype are no operators', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(isOperator(name)).toBe(false);
      expect(valueShape(name as OperatorId, 'text')).toBeUndefined();
    }
    expect(isOperator(undefined)).toBe(false);
  });

  it('[Q3] the negative ones', () => {
    const negative = Object.values(operatorIds).flat().filter(isNegative);
    expect(negative).toEqual(['notBegins', 'notContains', 'notEnds', 'isNot', 'notOneOf', 'notEquals']);
  });

  it('[Q5] the ones that depend on the day', () => {
    const relative = [
      'beforeToday',
      'today',
      'afterToday',
      'thisPeriod',
      'thisAndNext',
      'next',
      'thisAndPrevious',
      'previous',
      'thisPreviousAndNext',
    ];
    expect(operatorIds.date.filter(isRelative)).toEqual(relative);
  });
});

describe('having a value', () => {
  it.each<[FieldType, OperatorId, CriteriaValue | undefined, boolean]>([
    ['text', 'contains', 'a', true],
    ['text', 'contains', ' ', true],
    ['text', 'contains', '', false],
    ['text', 'contains', undefined, false],
    ['text', 'contains', 5, false],
    ['text', 'isEmpty', undefined, true],
    ['list', 'oneOf', ['1'], true],
    ['list', 'oneOf', [], false],
    ['list', 'oneOf', '1', false],
    ['number', 'less', 0, true],
    ['number', 'less', NaN, false],
    ['number', 'less', Infinity, false],
    ['number', 'between', [1, 2], true],
    ['number', 'between', [1, null], false],
    ['number', 'between', [1, NaN], false],
    ['number', 'between', ['1', '2'], false],
    ['date', 'on', '2026-11-21', true],
    ['date', 'on', '2026-11-31', false],
    ['date', 'on', '', false],
    ['date', 'between', ['2026-11-21', '2026-11-22'], true],
    ['date', 'between', ['2026-11-21', ''], false],
    ['date', 'next', { period: 'week', amount: 1 }, true],
    ['date', 'next', { period: 'week', amount: 0 }, false],
    ['date', 'next', { period: 'week', amount: 1.5 }, false],
    ['date', 'next', { period: 'week' }, false],
    ['date', 'thisPeriod', { period: 'week' }, true],
    ['date', 'thisPeriod', { period: 'eon' } as never, false],
    ['date', 'today', undefined, true],
    ['yesno', 'isNo', undefined, true],
    ['text', 'less', 5, false],
  ])('[Q2] %s %s %j: %s', (type, operator, value, expected) => {
    expect(hasValue({ operator, value }, type)).toBe(expected);
  });
});
