import { compileCriteria } from '../../../criteria/evaluate.js';
import { operatorsFor, valueShape } from '../../../criteria/operators.js';
import type { Criteria, CriteriaLine, CriteriaValue, OperatorId } from '../../../criteria/types.js';
import { optionsOf, readField, type Field, type Subject } from '../../../model/fields.js';
import type { Company, Contact, Id, Value } from '../../../model/records.js';
import { rowsOf } from '../../rows.js';
import type { KitSession } from '../session.js';

// What the right answers are: the rules of SPEC Q1–Q5 over the rows that the backend was filled with.

/** The records of a question, as they were put there. */
export function recordsOf(session: KitSession, of: Subject): readonly (Contact | Company)[] {
  return rowsOf(session.rows, of) as readonly (Contact | Company)[];
}

export function companyOf(session: KitSession, record: Contact | Company): Company | undefined {
  if (!('companyId' in record)) return undefined;
  return (recordsOf(session, 'company') as readonly Company[]).find(({ id }) => id === record.companyId);
}

/** The ids that meet criteria, in the order of the rows. */
export function matching(session: KitSession, of: Subject, criteria: Criteria, timeZone = 'UTC'): Id[] {
  const context = { catalog: session.catalog, setup: session.setup, timeZone, now: new Date(0) };
  const meets = compileCriteria(criteria, context);
  return recordsOf(session, of)
    .filter((record) => meets(record, companyOf(session, record)))
    .map(({ id }) => id);
}

export function valueOf(session: KitSession, field: Field, record: Contact | Company): Value {
  return readField(field, record, companyOf(session, record), session.setup);
}

/** Lines that ask something of a field by an operator, made from the values that there are. */
export function linesFor(
  session: KitSession,
  of: Subject,
  field: Field,
  operator: OperatorId,
): CriteriaLine[] {
  if (!operatorsFor(field.type).includes(operator)) return [];
  const values = [...new Set(recordsOf(session, of).map((record) => valueOf(session, field, record)))].filter(
    (value) => value !== null && value !== '',
  );
  const lines = wantedValues(session, field, operator, values).map((value): CriteriaLine => ({
    field: field.id,
    operator,
    ...(value === undefined ? {} : { value }),
  }));
  const negative = operator.startsWith('not') || operator === 'isNot';
  return negative ? lines.flatMap((line) => [line, { ...line, empty: 'exclude' as const }]) : lines;
}

function wantedValues(
  session: KitSession,
  field: Field,
  operator: OperatorId,
  values: readonly Value[],
): readonly (CriteriaValue | undefined)[] {
  if (valueShape(operator, field.type) === 'none') return [undefined];
  switch (field.type) {
    case 'text':
      return textValues(values as readonly string[]);
    case 'list': {
      const options = optionsOf(field, session.setup).map(({ id }) => id);
      const known = options.length > 0 ? options : (values as readonly string[]);
      return [[known[0] ?? 'k-none'], known.slice(1, 4), ['k-none', ...known.slice(0, 2)]].filter(
        (list) => list.length > 0,
      );
    }
    case 'number': {
      const numbers =
        (values as readonly number[]).length > 0
          ? [...(values as readonly number[])].sort((a, b) => a - b)
          : [0, 1];
      const middle = numbers[numbers.length >> 1]!;
      return operator === 'between'
        ? [
            [numbers[0]!, middle],
            [middle, middle],
          ]
        : [middle, numbers[0]!];
    }
    case 'date': {
      const days =
        values.length > 0
          ? [...new Set(values.map((value) => String(value).slice(0, 10)))].sort()
          : ['2026-03-29'];
      const middle = days[days.length >> 1]!;
      return operator === 'between'
        ? ([
            [days[0]!, middle],
            [middle, middle],
          ] as never)
        : [middle, days[0]!];
    }
    case 'yesno':
      return [undefined];
  }
}

/** Pieces of what is there, in capitals and not; and every value with a mark that means something to SQL or a pattern. */
function textValues(values: readonly string[]): string[] {
  const [first = 'x', ...rest] = values;
  const marked = rest.filter((value) => /[%_\\'";&?]/.test(value));
  const other = rest.find((value) => /[^\x20-\x7e]/.test(value)) ?? rest[0] ?? first;
  return [
    ...new Set([
      first,
      first.toUpperCase(),
      first.slice(0, 3).toLowerCase(),
      first.slice(-2),
      other.toLowerCase(),
      other.slice(1, 4),
      '%',
      '_',
      '\\',
      ...marked.slice(0, 4),
    ]),
  ].filter((value) => value !== ''); // a line without a value is inactive and never arrives (Q2)
}
