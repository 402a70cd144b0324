import type { FieldType } from '../model/records.js';
import { isCalendarDate } from './calendar.js';
import {
  operatorIds,
  periods,
  type CriteriaLine,
  type CriteriaValue,
  type OperatorId,
  type Period,
  type PeriodAmount,
} from './types.js';

/**
 * What an operator wants as its value: nothing, a text, ids of a list, a number, `[number, number]`, a calendar date,
 * `[date, date]`, `{period, amount}`, or `{period}`.
 */
export type ValueShape =
  'none' | 'text' | 'texts' | 'number' | 'numberRange' | 'date' | 'dateRange' | 'periodAmount' | 'period';

/** The value of each shape, for those who have checked it. */
export interface ShapedValues {
  readonly none: undefined;
  readonly text: string;
  readonly texts: readonly string[];
  readonly number: number;
  readonly numberRange: readonly [number, number];
  readonly date: string;
  readonly dateRange: readonly [string, string];
  readonly periodAmount: Required<PeriodAmount>;
  readonly period: PeriodAmount;
}

/** The largest amount of periods that criteria may ask for; more than any calendar holds. */
export const maxPeriodAmount = 100_000;

const same = <Key extends string, Shape>(keys: readonly Key[], shape: Shape) =>
  Object.fromEntries(keys.map((key) => [key, shape])) as Record<Key, Shape>;
const emptiness = { isEmpty: 'none', isNotEmpty: 'none' } as const;

type ShapesOfType = {
  readonly [Type in FieldType]: Readonly<Record<(typeof operatorIds)[Type][number], ValueShape>>;
};

const shapes: ShapesOfType = {
  text: {
    ...same(
      ['begins', 'contains', 'ends', 'is', 'isExactly', 'notBegins', 'notContains', 'notEnds', 'isNot'],
      'text',
    ),
    ...emptiness,
  },
  list: { oneOf: 'texts', notOneOf: 'texts', ...emptiness },
  number: {
    ...same(['equals', 'notEquals', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual'], 'number'),
    between: 'numberRange',
    ...emptiness,
  },
  date: {
    ...same(['before', 'on', 'after'], 'date'),
    between: 'dateRange',
    ...same(['beforeToday', 'today', 'afterToday'], 'none'),
    ...same(['thisAndNext', 'next', 'thisAndPrevious', 'previous'], 'periodAmount'),
    ...same(['thisPeriod', 'thisPreviousAndNext'], 'period'),
    ...emptiness,
  },
  yesno: { isYes: 'none', isNo: 'none' },
};

const negative: ReadonlySet<OperatorId> = new Set<OperatorId>([
  'notBegins',
  'notContains',
  'notEnds',
  'isNot',
  'notOneOf',
  'notEquals',
]);

const relative: ReadonlySet<OperatorId> = new Set<OperatorId>([
  ...(['beforeToday', 'today', 'afterToday', 'thisPeriod', 'thisPreviousAndNext'] as const),
  ...(['thisAndNext', 'next', 'thisAndPrevious', 'previous'] as const),
]);

/** The operators of a field type in the order in which people should see them. */
export function operatorsFor(type: FieldType): readonly OperatorId[] {
  return operatorIds[type];
}

export function isOperator(operator: unknown): operator is OperatorId {
  return (
    typeof operator === 'string' &&
    Object.values(operatorIds).some((ids) => (ids as readonly string[]).includes(operator))
  );
}

/** What `operator` wants as its value for a field of `type`; undefined when the type has no such operator. */
export function valueShape(operator: OperatorId, type: FieldType): ValueShape | undefined {
  const ofType = shapes[type] as Readonly<Partial<Record<string, ValueShape>>>;
  return Object.hasOwn(ofType, operator) ? ofType[operator] : undefined;
}

/** Q3: such an operator matches records without a value, unless the line says `empty: 'exclude'`. */
export function isNegative(operator: OperatorId): boolean {
  return negative.has(operator);
}

/** Q5: what such an operator asks for depends on the day. */
export function isRelative(operator: OperatorId): boolean {
  return relative.has(operator);
}

/**
 * Q2: whether a line has all the value that its operator wants. Empty text, an empty list, half a range, NaN and a
 * value of another shape are none.
 */
export function hasValue(line: Pick<CriteriaLine, 'operator' | 'value'>, type: FieldType): boolean {
  const shape = valueShape(line.operator, type);
  return shape !== undefined && isComplete[shape](line.value);
}

/** The value of a line whose `hasValue` holds, typed by the shape that the caller knows its operator has. */
export function shapedValue<Shape extends ValueShape>(
  line: Pick<CriteriaLine, 'value'>,
  _shape: Shape,
): ShapedValues[Shape] {
  return line.value as CriteriaValue as ShapedValues[Shape];
}

export function isPeriod(value: unknown): value is Period {
  return (periods as readonly unknown[]).includes(value);
}

const isPair = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length === 2;
const hasPeriod = (value: unknown): value is PeriodAmount =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, 'period') &&
  isPeriod((value as PeriodAmount).period);
const isAmount = (value: unknown) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxPeriodAmount;

const isComplete: Readonly<Record<ValueShape, (value: unknown) => boolean>> = {
  none: () => true,
  text: (value) => typeof value === 'string' && value !== '',
  texts: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'),
  number: (value) => Number.isFinite(value),
  numberRange: (value) => isPair(value) && value.every(Number.isFinite),
  date: isCalendarDate,
  dateRange: (value) => isPair(value) && value.every(isCalendarDate),
  periodAmount: (value) => hasPeriod(value) && isAmount(value.amount),
  period: hasPeriod,
};
