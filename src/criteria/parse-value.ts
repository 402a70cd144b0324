import { isCalendarDate } from './calendar.js';
import { isPeriod, maxPeriodAmount, type ValueShape } from './operators.js';
import type { CriteriaValue, PeriodAmount } from './types.js';

type ParsedValue =
  | { readonly ok: true; readonly value: CriteriaValue | undefined }
  | { readonly ok: false; readonly expected: ValueShape };

/**
 * Q6: a value from outside in the shape that its operator wants, as a fresh object. No value and null (what JSON makes
 * of NaN) are none; half-filled values pass as well, since Q2 keeps their lines. Anything else is of a wrong type.
 */
export function parseValue(input: unknown, shape: ValueShape): ParsedValue {
  if (input === undefined || input === null) return { ok: true, value: undefined };
  const value = readers[shape](input);
  return value === undefined ? { ok: false, expected: shape } : { ok: true, value };
}

type Reader = (input: unknown) => CriteriaValue | undefined;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isDateOrBlank = (value: unknown): value is string => value === '' || isCalendarDate(value);

const readers: Readonly<Record<ValueShape, Reader>> = {
  none: () => undefined,
  text: (input) => (typeof input === 'string' ? input : undefined),
  texts: (input) =>
    Array.isArray(input) && input.every((each) => typeof each === 'string') ? [...input] : undefined,
  number: (input) => (isNumber(input) ? input : undefined),
  numberRange: (input) => pair(input, (end): end is number | null => end === null || isNumber(end)),
  date: (input) => (isDateOrBlank(input) ? input : undefined),
  dateRange: (input) => pair(input, isDateOrBlank),
  periodAmount: periodAmount,
  period: periodAmount,
};

function pair<End>(input: unknown, isEnd: (end: unknown) => end is End): readonly [End, End] | undefined {
  if (!Array.isArray(input) || input.length !== 2) return undefined;
  const [from, to] = input as unknown[];
  return isEnd(from) && isEnd(to) ? [from, to] : undefined;
}

/** `amount` is kept where the operator has no use for it, so that nothing is lost when a person switches back. */
function periodAmount(input: unknown): PeriodAmount | undefined {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, 'period')) return undefined;
  const { period } = input as { period: unknown };
  const amount = Object.hasOwn(input, 'amount') ? (input as { amount: unknown }).amount : undefined;
  if (!isPeriod(period)) return undefined;
  if (amount === undefined || amount === null) return { period };
  return Number.isInteger(amount) && (amount as number) >= 0 && (amount as number) <= maxPeriodAmount
    ? { period, amount: amount as number }
    : undefined;
}
