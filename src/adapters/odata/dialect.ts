import { isNegative, shapedValue } from '../../criteria/operators.js';
import { resolveDates } from '../../criteria/periods.js';
import { foldText, composed } from '../../criteria/text.js';
import { instantRange } from '../../criteria/time-zone.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import { AdapterError } from '../../store/port.js';
import type { Column } from './columns.js';
import type { FilterDialect } from './filter.js';
import { idLiteral, textLiteral } from './literals.js';
import type { Service } from './options.js';

/** Where a field stands, seen from the entity that is asked about. */
export interface Place {
  readonly field: Field;
  readonly column: Column;
  /** `Organisation/Name`. Two for a contact's name where the service only has its parts. */
  readonly paths: readonly [path: string, lastName?: string];
}

/** What a line says of a value that is there: true for it, and never of no value. */
type Test = (path: string) => string;

/**
 * `$filter` of OData 4.01 (Part 2, 5.1.1). A comparison with null is false and a function of null is null, of which
 * `not` makes null again: so each `not` stands beside a word about null, and nothing is left to what null becomes.
 */
export function odataDialect(
  placeOf: (field: string) => Place | undefined,
  service: Pick<Service, 'in' | 'case'>,
  timeZone: string,
): FilterDialect<Place> {
  return { column: placeOf, line };

  function line(line: CriteriaLine, place: Place, negated: boolean): string {
    const { operator } = line;
    if (place.column.kind === 'yesno') return yesOrNo(place, (operator === 'isYes') !== negated);
    if (operator === 'isEmpty' || operator === 'isNotEmpty')
      return (operator === 'isEmpty') === negated ? given(place) : missing(place);
    const test = testOf(line, place);
    const isNot = isNegative(operator);
    // Q3. A negative operator is the opposite of a positive one, and includes what has no value, as does "not" itself.
    if (!isNot || line.empty !== 'exclude')
      return isNot === negated ? holds(place, test) : fails(place, test);
    return negated
      ? `(${missing(place)} or ${holds(place, test)})`
      : `(${given(place)} and ${not(holds(place, test))})`;
  }

  function testOf(line: CriteriaLine, { field, column }: Place): Test {
    switch (field.type) {
      case 'text':
        return textTest(line, service.case);
      case 'list':
        return listTest(line, column, service.in);
      case 'number':
        return numberTest(line);
      case 'date':
        return dateTest(line, field, timeZone);
      case 'yesno':
        return (path) => `${path} eq ${line.operator === 'isYes'}`;
    }
  }
}

/** Yes or no of a record, where no value is no. (Those of the host may have none.) */
function yesOrNo({ paths: [path] }: Place, isYes: boolean): string {
  return isYes ? `${path} eq true` : `(${path} eq null or ${path} eq false)`;
}

/** No value: null, and empty text. */
export function missing({ paths, field, column }: Pick<Place, 'paths' | 'field' | 'column'>): string {
  const canBeEmpty = field.type === 'text' || (field.type === 'list' && !column.type);
  const parts = paths.map((path) => (canBeEmpty ? `(${path} eq null or ${path} eq '')` : `${path} eq null`));
  return parts.length > 1 ? `(${parts.join(' and ')})` : parts[0]!;
}

/** Any value. */
export function given(place: Place): string {
  return not(missing(place));
}

function holds({ paths: [path, second] }: Place, test: Test): string {
  if (second === undefined) return test(path);
  // Both parts with a blank between; or the one that there is.
  const has = (each: string) => `${each} ne null and ${each} ne ''`;
  const lacks = (each: string) => `(${each} eq null or ${each} eq '')`;
  const both = `${has(path)} and ${has(second)} and ${test(`concat(concat(${path},' '),${second})`)}`;
  const one = (only: string, other: string) => `${lacks(other)} and ${only} ne null and ${test(only)}`;
  return `(${both} or ${one(path, second)} or ${one(second, path)})`;
}

function fails(place: Place, test: Test): string {
  const { paths } = place;
  const fails = not(holds(place, test));
  return paths.length > 1 ? fails : `(${paths[0]} eq null or ${fails})`;
}

/** What begins with a bracket here ends with the one that closes it. */
const not = (text: string) => (text.startsWith('(') ? `not ${text}` : `not (${text})`);

const functions: Readonly<Record<string, string>> = {
  begins: 'startswith',
  contains: 'contains',
  ends: 'endswith',
};

/** Q4. The text is folded here, the column by the service. */
function textTest(line: CriteriaLine, heed: Service['case']): Test {
  const text = shapedValue(line, 'text');
  if (line.operator === 'isExactly') {
    const exact = textLiteral(composed(text));
    return (path) => `${path} eq ${exact}`;
  }
  const folded = textLiteral(foldText(text));
  const fold = heed === 'heeded' ? (path: string) => `tolower(${path})` : (path: string) => path;
  const name = functions[line.operator.replace(/^not(.)/, (_, first: string) => first.toLowerCase())];
  return name ? (path) => `${name}(${fold(path)},${folded})` : (path) => `${fold(path)} eq ${folded}`;
}

function listTest(line: CriteriaLine, column: Column, hasIn: boolean): Test {
  const ids = [...new Set(shapedValue(line, 'texts'))]
    .map((id) => (id === '' ? undefined : idLiteral(id, column)))
    .filter((id) => id !== undefined);
  if (ids.length === 0) return () => 'false';
  if (hasIn && ids.length > 1) return (path) => `${path} in (${ids.join(',')})`;
  return (path) => {
    const parts = ids.map((id) => `${path} eq ${id}`);
    return parts.length > 1 ? `(${parts.join(' or ')})` : parts[0]!;
  };
}

const comparisons: Readonly<Record<string, string>> = {
  equals: 'eq',
  notEquals: 'eq',
  less: 'lt',
  lessOrEqual: 'le',
  greater: 'gt',
  greaterOrEqual: 'ge',
};

function numberTest(line: CriteriaLine): Test {
  if (line.operator === 'between') {
    const [first, second] = shapedValue(line, 'numberRange');
    return (path) => `(${path} ge ${Math.min(first, second)} and ${path} le ${Math.max(first, second)})`;
  }
  return (path) => `${path} ${comparisons[line.operator]} ${shapedValue(line, 'number')}`;
}

/** Q5. Days of instants begin where they begin in the asker's zone. */
function dateTest(line: CriteriaLine, field: Field, timeZone: string): Test {
  const range = resolveDates(line, { timeZone, now: new Date(0) });
  if (!range) throw new AdapterError('invalid', `"${line.operator}" is no operator for dates.`);
  const { start, end } = field.instant ? instantRange(range, timeZone) : { start: range.from, end: range.to };
  return (path) => {
    const parts = [
      start !== null && `${path} ge ${start.replace('.000Z', 'Z')}`,
      end !== null && `${path} ${field.instant ? 'lt' : 'le'} ${end.replace('.000Z', 'Z')}`,
    ].filter((part) => part !== false);
    return parts.length > 1 ? `(${parts.join(' and ')})` : (parts[0] ?? `${path} ne null`);
  };
}
