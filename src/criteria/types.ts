import type { FieldId } from '../model/fields.js';
import type { Value } from '../model/records.js';

/** A question about contacts or companies as data (JSON). The outermost level is always a group. */
export type Criteria = CriteriaGroup;

/** Q1: nested to any depth. Without `muted`, a group asks; a muted one is left out as if it were not there (Q2). */
export interface CriteriaGroup {
  readonly match: 'all' | 'any' | 'none';
  readonly items: readonly CriteriaNode[];
  readonly muted?: boolean;
}

/** `value` has the shape that the operator asks for; see `operators.ts`. Without one, the line is inactive (Q2). */
export interface CriteriaLine {
  readonly field: FieldId;
  readonly operator: OperatorId;
  readonly value?: CriteriaValue;
  /** Q3: whether records without a value match a negative operator. Left out means 'include'. */
  readonly empty?: 'include' | 'exclude';
  readonly muted?: boolean;
}

export type CriteriaNode = CriteriaGroup | CriteriaLine;

/**
 * A single value, a list for "one of", `[from, to]` for "between" (both ends included), or an amount of periods.
 * While somebody is still filling in a range, the missing end is null (numbers) or '' (dates).
 */
export type CriteriaValue =
  Exclude<Value, null> | readonly string[] | readonly [number | null, number | null] | PeriodAmount;

export const periods = ['day', 'week', 'month', 'quarter', 'halfyear', 'year'] as const;
export type Period = (typeof periods)[number];

/** Q5: stays relative. `amount` counts whole periods; "this" and "thisPreviousAndNext" take none. */
export interface PeriodAmount {
  readonly period: Period;
  readonly amount?: number;
}

/** The operators of domain section 4.2, by field type. */
export const operatorIds = {
  text: [
    'begins',
    'contains',
    'ends',
    'is',
    'isExactly',
    'notBegins',
    'notContains',
    'notEnds',
    'isNot',
    'isEmpty',
    'isNotEmpty',
  ],
  list: ['oneOf', 'notOneOf', 'isEmpty', 'isNotEmpty'],
  number: [
    'equals',
    'notEquals',
    'less',
    'lessOrEqual',
    'greater',
    'greaterOrEqual',
    'between',
    'isEmpty',
    'isNotEmpty',
  ],
  date: [
    'before',
    'on',
    'after',
    'between',
    'beforeToday',
    'today',
    'afterToday',
    'thisPeriod',
    'thisAndNext',
    'next',
    'thisAndPrevious',
    'previous',
    'thisPreviousAndNext',
    'isEmpty',
    'isNotEmpty',
  ],
  yesno: ['isYes', 'isNo'],
} as const;

export type OperatorId = (typeof operatorIds)[keyof typeof operatorIds][number];

export function isGroup(node: CriteriaNode): node is CriteriaGroup {
  return 'match' in node;
}

/** Criteria that every record meets. */
export const everything: Criteria = { match: 'all', items: [] };
