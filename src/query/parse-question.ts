import { parseCriteria } from '../criteria/parse.js';
import type { Criteria } from '../criteria/types.js';
import type { FieldCatalog, FieldId, Subject } from '../model/fields.js';
import { QuestionFault, type QuestionFaultCode } from './question-fault.js';
import type { Aggregate, Question, RowWindow, Sort } from './types.js';

const maxSorts = 3;
const maxGroups = 2;
const maxAggregates = 12;
const functions = ['sum', 'minimum', 'maximum', 'average'] as const;

/**
 * Q6: a question from an element or off the wire, as a fresh object with nothing in it but what `types.ts` names.
 * Throws a `QuestionFault` with the path of the first thing that is wrong.
 */
export function parseQuestion(input: unknown, catalog: FieldCatalog): Question {
  const question = record(input, '');
  const subject = subjectOf(question['of']);
  const field = (id: unknown, path: string) => fieldOf(id, path, catalog, subject);
  const { criteria, sort, groupBy, window, aggregates } = question;
  const given = <Key extends string, T>(key: Key, value: unknown, parse: (value: unknown) => T) =>
    value === undefined || value === null ? {} : ({ [key]: parse(value) } as Record<Key, T>);
  return {
    of: subject,
    ...given('criteria', criteria, (value) => criteriaOf(value, catalog, subject)),
    ...given('sort', sort, (value) => sortOf(value, field)),
    ...given('groupBy', groupBy, (value) => groupByOf(value, field)),
    fields: list(question['fields'], '/fields').map((id, index) => field(id, `/fields/${index}`)),
    ...given('window', window, windowOf),
    ...given('aggregates', aggregates, (value) => aggregatesOf(value, field, catalog)),
  };
}

type ReadField = (id: unknown, path: string) => FieldId;

function subjectOf(value: unknown): Subject {
  if (value === 'contact' || value === 'company') return value;
  throw new QuestionFault('unknown-subject', '/of', { subject: shown(value) });
}

function fieldOf(id: unknown, path: string, catalog: FieldCatalog, subject: Subject): FieldId {
  const field = typeof id === 'string' ? catalog.get(id) : undefined;
  if (!field) throw new QuestionFault('unknown-field', path, { field: shown(id) });
  if (subject === 'contact' || field.entity === 'company') return field.id;
  throw new QuestionFault('field-not-of-subject', path, { field: field.id, subject });
}

function criteriaOf(value: unknown, catalog: FieldCatalog, subject: Subject): Criteria {
  const parsed = parseCriteria(value, catalog, subject);
  if (parsed.ok) return parsed.criteria;
  const [first] = parsed.errors;
  throw new QuestionFault(first?.code ?? 'not-an-object', `/criteria${first?.path ?? ''}`, first?.details);
}

function sortOf(value: unknown, field: ReadField): readonly Sort[] {
  return few(value, '/sort', maxSorts, 'too-many-sorts').map((each, index) => {
    const path = `/sort/${index}`;
    const { field: id, direction } = record(each, path);
    if (direction !== 'ascending' && direction !== 'descending') {
      throw new QuestionFault('unknown-direction', `${path}/direction`, { direction: shown(direction) });
    }
    return { field: field(id, `${path}/field`), direction };
  });
}

function groupByOf(value: unknown, field: ReadField): readonly FieldId[] {
  return few(value, '/groupBy', maxGroups, 'too-many-groups').map((id, index) =>
    field(id, `/groupBy/${index}`),
  );
}

function aggregatesOf(value: unknown, field: ReadField, catalog: FieldCatalog): readonly Aggregate[] {
  return few(value, '/aggregates', maxAggregates, 'too-many-aggregates').map((each, index) => {
    const path = `/aggregates/${index}`;
    const aggregate = record(each, path);
    const id = field(aggregate['field'], `${path}/field`);
    const type = catalog.get(id)!.type;
    const of = functions.find((known) => known === aggregate['of']);
    if (!of || (type !== 'number' && (type !== 'date' || of === 'sum')))
      throw new QuestionFault('operator-not-for-type', `${path}/of`, { field: id, type });
    return { field: id, of };
  });
}

function windowOf(value: unknown): RowWindow {
  const { offset, limit } = record(value, '/window');
  return { offset: count(offset, '/window/offset'), limit: count(limit, '/window/limit') };
}

function count(value: unknown, path: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new QuestionFault('window-invalid', path, { number: shown(value) });
}

/** A copy of the own keys of an object, with no prototype to lend others. */
function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new QuestionFault('not-an-object', path);
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new QuestionFault('not-a-list', path);
  return value as readonly unknown[];
}

function few(value: unknown, path: string, limit: number, code: QuestionFaultCode): readonly unknown[] {
  const items = list(value, path);
  if (items.length > limit) throw new QuestionFault(code, path, { limit });
  return items;
}

/** Enough of a strange value to recognise it in a message. */
function shown(value: unknown): string {
  return typeof value === 'string'
    ? value.slice(0, 60)
    : typeof value === 'number'
      ? String(value)
      : typeof value;
}
