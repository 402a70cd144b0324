import { hasValue, valueShape } from '../../criteria/operators.js';
import type { CriteriaLine, CriteriaValue, OperatorId, PeriodAmount } from '../../criteria/types.js';
import type { Field, FieldId } from '../../model/fields.js';
import type { FieldType } from '../../model/records.js';

const firstOperator: Readonly<Record<FieldType, OperatorId>> = {
  text: 'begins',
  list: 'oneOf',
  number: 'between',
  date: 'between',
  yesno: 'isYes',
};

/** The line that a column's filter starts with. */
export function newLine(field: Field): CriteriaLine {
  return { field: field.id, operator: firstOperator[field.type] };
}

/** Another operator for a line. Its value stays if the new operator can use it. */
export function withOperator(line: CriteriaLine, operator: OperatorId, type: FieldType): CriteriaLine {
  const before = valueShape(line.operator, type);
  const after = valueShape(operator, type);
  const period = (line.value as PeriodAmount | undefined)?.period;
  const bothPeriods = isPeriodic(before) && isPeriodic(after) && period !== undefined;
  const value =
    before === after
      ? line.value
      : bothPeriods
        ? after === 'period'
          ? { period }
          : { period, amount: (line.value as PeriodAmount).amount ?? 1 }
        : startingValue(after);
  return value === undefined ? { field: line.field, operator } : { field: line.field, operator, value };
}

/** Another value for a line; empty text and empty lists are none. */
export function withValue(line: CriteriaLine, value: CriteriaValue | undefined): CriteriaLine {
  const { field, operator } = line;
  return value === undefined ? { field, operator } : { field, operator, value };
}

/** The filters with one of them set, or taken away when it asks nothing. One for each column, in the order they came. */
export function withFilter(
  filters: readonly CriteriaLine[],
  field: Field,
  line: CriteriaLine | undefined,
): readonly CriteriaLine[] {
  const active = line && hasValue(line, field.type) ? line : undefined;
  const present = filters.some((each) => each.field === field.id);
  if (!present) return active ? [...filters, active] : filters;
  return filters.flatMap((each) => (each.field === field.id ? (active ?? []) : each));
}

export function filterOf(filters: readonly CriteriaLine[], field: FieldId): CriteriaLine | undefined {
  return filters.find((each) => each.field === field);
}

const isPeriodic = (shape: string | undefined) => shape === 'period' || shape === 'periodAmount';

function startingValue(shape: string | undefined): CriteriaValue | undefined {
  if (shape === 'period') return { period: 'month' };
  return shape === 'periodAmount' ? { period: 'month', amount: 1 } : undefined;
}
