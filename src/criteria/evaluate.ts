import { readField, type Field, type FieldCatalog } from '../model/fields.js';
import type { Company, Contact, Setup, Value } from '../model/records.js';
import { CriteriaFault } from './errors.js';
import { hasValue, isNegative, shapedValue, valueShape } from './operators.js';
import { resolveDates, type CalendarRange, type Clock } from './periods.js';
import { simplifyCriteria } from './simplify.js';
import { composed, foldText } from './text.js';
import { instantRange } from './time-zone.js';
import { isGroup, type Criteria, type CriteriaGroup, type CriteriaLine, type CriteriaNode } from './types.js';

/** What criteria need to know to be asked: the fields there are, the lists, and what "today" is (Q5). */
export interface CriteriaContext extends Clock {
  readonly catalog: FieldCatalog;
  readonly setup: Setup;
}

/** Whether a record meets criteria. A contact comes with its company; one without has no value in company fields. */
export type RecordTest = (record: Contact | Company, company?: Company) => boolean;

/**
 * Criteria as a function, for many records: everything that can be worked out beforehand is. Expects parsed criteria;
 * throws a `CriteriaFault` for a field, an operator or a value that parsing would have refused, rather than asking
 * something else (Q6).
 */
export function compileCriteria(criteria: Criteria, context: CriteriaContext): RecordTest {
  const simplified = simplifyCriteria(criteria, context.catalog);
  return simplified.items.length === 0 ? () => true : compileGroup(simplified, context);
}

/** Q1. */
function compileGroup(group: CriteriaGroup, context: CriteriaContext): RecordTest {
  const tests = group.items.map((item) => compileNode(item, context));
  const [only] = tests;
  if (only && tests.length === 1)
    return group.match === 'none' ? (record, company) => !only(record, company) : only;
  // Loops, not `every` and `some`: those would make a function for each record.
  const decisive = group.match !== 'all'; // one line that is not met decides `all`, one that is met decides the others
  const decided = group.match === 'any';
  return (record, company) => {
    for (const test of tests) if (test(record, company) === decisive) return decided;
    return !decided;
  };
}

function compileNode(node: CriteriaNode, context: CriteriaContext): RecordTest {
  if (isGroup(node)) return compileGroup(node, context);
  const { field: id, operator } = node;
  const field = context.catalog.get(id);
  if (!field) throw new CriteriaFault([{ code: 'unknown-field', path: '', details: { field: id } }]);
  const { type } = field;
  const expected = valueShape(operator, type);
  if (!expected) {
    throw new CriteriaFault([
      { code: 'operator-not-for-type', path: '', details: { field: id, operator, type } },
    ]);
  }
  if (!hasValue(node, type)) {
    throw new CriteriaFault([{ code: 'wrong-value-type', path: '', details: { expected, operator } }]);
  }
  const matches = compileLine(node, field, context);
  const { setup } = context;
  if (field.entity === 'contact') return (record) => matches(field.read(record as never, setup));
  return (record, company) => matches(readField(field, record, company, setup));
}

export type ValueTest = (value: Value) => boolean;

/**
 * A line as a test of one value of its field. Q3: what has no value meets no positive operator, and every negative one
 * unless the line excludes it. Expects a line that was parsed and has its value.
 */
export function compileLine(line: CriteriaLine, field: Field, clock: Clock): ValueTest {
  const { has, test } = testsOf(line, field, clock);
  if (line.operator === 'isEmpty') return (value) => !has(value);
  if (line.operator === 'isNotEmpty') return has;
  const whenEmpty = isNegative(line.operator) && line.empty !== 'exclude';
  return (value) => (has(value) ? test(value) : whenEmpty);
}

interface Tests {
  /** A value of the field's type. Empty text is none; neither is what an adapter put there of another type. */
  readonly has: ValueTest;
  /** Asked only about values that `has` accepts. */
  readonly test: ValueTest;
}

function testsOf(line: CriteriaLine, field: Field, clock: Clock): Tests {
  const hasText: ValueTest = (value) => typeof value === 'string' && value !== '';
  switch (field.type) {
    case 'text':
      return { has: hasText, test: textTest(line) as ValueTest };
    case 'list':
      return { has: hasText, test: listTest(line) as ValueTest };
    case 'number':
      return {
        has: (value) => typeof value === 'number' && !Number.isNaN(value),
        test: numberTest(line) as ValueTest,
      };
    case 'date':
      return { has: hasText, test: dateTest(line, field, clock) as ValueTest };
    case 'yesno':
      return {
        has: (value) => typeof value === 'boolean',
        test: (value) => value === (line.operator === 'isYes'),
      };
  }
}

const never = () => false;

/** Q4. `isExactly` alone heeds case. */
function textTest(line: CriteriaLine): (value: string) => boolean {
  if (valueShape(line.operator, 'text') !== 'text') return never;
  const wanted = foldText(shapedValue(line, 'text'));
  switch (line.operator) {
    case 'begins':
      return (value) => foldText(value).startsWith(wanted);
    case 'notBegins':
      return (value) => !foldText(value).startsWith(wanted);
    case 'contains':
      return (value) => foldText(value).includes(wanted);
    case 'notContains':
      return (value) => !foldText(value).includes(wanted);
    case 'ends':
      return (value) => foldText(value).endsWith(wanted);
    case 'notEnds':
      return (value) => !foldText(value).endsWith(wanted);
    case 'is':
      return (value) => foldText(value) === wanted;
    case 'isNot':
      return (value) => foldText(value) !== wanted;
    case 'isExactly': {
      const exact = composed(shapedValue(line, 'text'));
      return (value) => composed(value) === exact;
    }
    default:
      return never;
  }
}

/** Ids are compared as they are. */
function listTest(line: CriteriaLine): (value: string) => boolean {
  if (valueShape(line.operator, 'list') !== 'texts') return never; // isEmpty, isNotEmpty
  const ids = new Set(shapedValue(line, 'texts'));
  return line.operator === 'oneOf' ? (value) => ids.has(value) : (value) => !ids.has(value);
}

function numberTest(line: CriteriaLine): (value: number) => boolean {
  if (line.operator === 'between') {
    const [first, second] = shapedValue(line, 'numberRange');
    const [low, high] = first <= second ? [first, second] : [second, first];
    return (value) => low <= value && value <= high;
  }
  const wanted = shapedValue(line, 'number');
  switch (line.operator) {
    case 'equals':
      return (value) => value === wanted;
    case 'notEquals':
      return (value) => value !== wanted;
    case 'less':
      return (value) => value < wanted;
    case 'lessOrEqual':
      return (value) => value <= wanted;
    case 'greater':
      return (value) => value > wanted;
    case 'greaterOrEqual':
      return (value) => value >= wanted;
    default:
      return never;
  }
}

/** Q5. Days are compared as text, which orders `YYYY-MM-DD` as the calendar does. */
function dateTest(line: CriteriaLine, field: Field, clock: Clock): (value: string) => boolean {
  const range = resolveDates(line, clock);
  if (!range) return never;
  if (field.instant) return instantTest(range, clock.timeZone);
  const from = range.from ?? '';
  const to = range.to ?? '9999-12-31';
  return (value) => from <= value && value <= to;
}

/**
 * Instants are compared as text too, up to the second, where every zone's days begin: `…T22:00:00` sorts before
 * `…T22:00:00Z` and `…T22:00:00.5Z` alike, and after everything earlier.
 */
function instantTest(range: CalendarRange, timeZone: string): (value: string) => boolean {
  const { start, end } = instantRange(range, timeZone);
  const first = start?.slice(0, 19) ?? '';
  const last = end?.slice(0, 19) ?? '9999-12-31T24';
  return (value) => {
    const instant = inUtc(value);
    return first <= instant && instant < last;
  };
}

const unlike = '\uffff'; // sorts after every range

/** Adapters give instants in UTC; should one write `+02:00`, the answer is still right. */
function inUtc(value: string): string {
  if (value.endsWith('Z')) return value;
  const time = Date.parse(value);
  return Number.isNaN(time) ? unlike : new Date(time).toISOString();
}
