import { isNegative, operatorsFor, valueShape, type ValueShape } from '../../criteria/operators.js';
import type { CriteriaLine, CriteriaValue, OperatorId } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { FieldType } from '../../model/records.js';

/** A line that asks nothing yet (Q2), with the first operator of the field's type. */
export function newLine(field: Field): CriteriaLine {
  const [operator] = operatorsFor(field.type);
  return { field: field.id, operator: operator! };
}

/** The line about another field. What it asked is kept where it means the same there. */
export function withField(line: CriteriaLine, before: Field | undefined, field: Field): CriteriaLine {
  if (before?.id === field.id) return line;
  const muted = line.muted ? { muted: true } : {};
  const sameMeaning = before?.type === field.type && (field.type !== 'list' || before.list === field.list);
  if (sameMeaning && field.list !== 'host') return { ...line, field: field.id };
  return { ...newLine(field), ...(before?.type === field.type ? { operator: line.operator } : {}), ...muted };
}

/** The line with another operator. A value of another shape is carried over as far as it fits. */
export function withOperator(line: CriteriaLine, operator: OperatorId, type: FieldType): CriteriaLine {
  const { value, empty, muted } = line;
  const carried = carryOver(
    value,
    valueShape(line.operator, type) ?? 'none',
    valueShape(operator, type) ?? 'none',
  );
  return {
    field: line.field,
    operator,
    ...(carried === undefined ? {} : { value: carried }),
    ...(empty && isNegative(operator) ? { empty } : {}),
    ...(muted ? { muted } : {}),
  };
}

/** The line with another value; none makes it inactive (Q2). */
export function withValue(line: CriteriaLine, value: CriteriaValue | undefined): CriteriaLine {
  const { value: _before, ...rest } = line;
  return value === undefined ? rest : { ...rest, value };
}

/** Q3: whether records without a value count. Left out means that they do. */
export function withEmpty(line: CriteriaLine, included: boolean): CriteriaLine {
  const { empty: _before, ...rest } = line;
  return included ? rest : { ...rest, empty: 'exclude' };
}

function carryOver(
  value: CriteriaValue | undefined,
  from: ValueShape,
  to: ValueShape,
): CriteriaValue | undefined {
  if (from === to) return value;
  const isPeriod = (shape: ValueShape) => shape === 'period' || shape === 'periodAmount';
  if (isPeriod(to)) {
    const period = isPeriod(from) && typeof value === 'object' && 'period' in value ? value : undefined;
    return { period: period?.period ?? 'month', amount: period?.amount ?? 1 };
  }
  if (from === 'number' && to === 'numberRange' && typeof value === 'number') return [value, null];
  if (from === 'date' && to === 'dateRange' && typeof value === 'string') return [value, ''];
  if ((from === 'numberRange' && to === 'number') || (from === 'dateRange' && to === 'date')) {
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return typeof first === 'number' || (typeof first === 'string' && first) ? first : undefined;
  }
  return undefined;
}

/** A number as people type it, with a point or a comma; undefined when it is none. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim().replaceAll(/[\s\u00a0\u202f]/g, '');
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(trimmed)) return undefined;
  const number = Number(trimmed.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}
