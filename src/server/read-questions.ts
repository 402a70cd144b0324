import { parseCriteria } from '../criteria/parse.js';
import { simplifyCriteria } from '../criteria/simplify.js';
import { everything, isGroup, type Criteria, type CriteriaNode } from '../criteria/types.js';
import type { FieldCatalog, FieldId, Subject } from '../model/fields.js';
import { entityNames, type RecordRef } from '../model/records.js';
import type { Sort } from '../query/types.js';
import type { QueryCapabilities } from '../store/capabilities.js';
import type { CountQuery, GroupQuery } from '../store/port.js';
import { decodePlace } from './cursor.js';
import type { PlacedQuery, ServerCapabilities } from './data.js';
import type { Limits } from './limits.js';
import { Reader } from './reader.js';

/** What a question is read against: Q6, and what the backend declares (A1). */
export interface Terms {
  readonly capabilities: ServerCapabilities;
  readonly catalog: FieldCatalog;
  readonly limits: Limits;
}

const countKeys = ['of', 'criteria', 'timeZone'];

/** One page: `PageQuery` of the port, its cursor opened. Throws a 422 that names each part that is wrong. */
export function readPageQuery(json: unknown, terms: Terms): PlacedQuery {
  const reader = new Reader(terms.limits.textLength);
  const keys = [...countKeys, 'sort', 'limit', 'after', 'offset'];
  const fields = reader.object(json, '', keys) ?? {};
  const question = readQuestion(reader, fields, '', terms);
  const able = question && terms.capabilities.query?.[question.of];
  if (!question || !able) return failed(reader);
  const sort = readSort(reader, fields['sort'], able, terms, question.of);
  const limit = reader.count(fields['limit'], '/limit', 1, able.pageSize);
  const { after: cursor, offset } = fields;
  const after = cursor === undefined ? undefined : readCursor(reader, cursor, sort, terms.catalog);
  if (offset !== undefined) {
    if (!able.offset) reader.fail('/offset', 'is not offered: pages start where another one ended');
    else if (cursor !== undefined) reader.fail('/offset', 'must not be given together with after');
    else reader.count(offset, '/offset', 0, Number.MAX_SAFE_INTEGER);
  }
  reader.throwIfFailed();
  return { ...question, sort, limit: limit!, after, offset: offset as number | undefined };
}

/** `{queries: CountQuery[]}`. */
export function readCountQueries(json: unknown, terms: Terms): readonly CountQuery[] {
  const reader = new Reader(terms.limits.textLength);
  const queries = reader.list(
    reader.object(json, '', ['queries'])?.['queries'],
    '/queries',
    terms.limits.counts,
  );
  const read = queries?.map((each, index) => {
    const pointer = `/queries/${index}`;
    const question = readQuestion(reader, reader.object(each, pointer, countKeys) ?? {}, pointer, terms);
    if (question && !terms.capabilities.query?.[question.of]?.count)
      reader.fail(`${pointer}/of`, 'is not counted');
    return question;
  });
  reader.throwIfFailed();
  return read as CountQuery[];
}

export function readGroupQuery(json: unknown, terms: Terms): GroupQuery {
  const reader = new Reader(terms.limits.textLength);
  const fields = reader.object(json, '', [...countKeys, 'groupBy']) ?? {};
  const question = readQuestion(reader, fields, '', terms);
  const able = question && terms.capabilities.query?.[question.of];
  if (!question || !able) return failed(reader);
  const groupBy = reader.list(fields['groupBy'], '/groupBy', able.groupFields)?.map((id, index) => {
    const pointer = `/groupBy/${index}`;
    const field = readField(reader, id, pointer, able, question.of, terms.catalog);
    if (field && !able.fields[field]?.group) reader.fail(pointer, 'can’t be grouped by');
    return field;
  });
  if (groupBy?.length === 0) reader.fail('/groupBy', 'must name a field');
  reader.throwIfFailed();
  return { ...question, groupBy: groupBy as FieldId[] };
}

/** `{refs: RecordRef[]}`. */
export function readRefs(json: unknown, limits: Limits): readonly RecordRef[] {
  const reader = new Reader(limits.textLength);
  const refs = reader.list(reader.object(json, '', ['refs'])?.['refs'], '/refs', limits.refs);
  const read = refs?.map((each, index) => {
    const pointer = `/refs/${index}`;
    const ref = reader.object(each, pointer, ['entity', 'id']) ?? {};
    const entity = reader.oneOf(ref['entity'], `${pointer}/entity`, entityNames);
    const id = reader.text(ref['id'], `${pointer}/id`);
    return { entity, id };
  });
  reader.throwIfFailed();
  return read as RecordRef[];
}

function failed(reader: Reader): never {
  reader.throwIfFailed();
  throw new Error('A question could not be read, and nothing said why.');
}

/** The part that all questions share. Inactive lines are left out (Q2), as if they had not been sent. */
function readQuestion(
  reader: Reader,
  fields: Readonly<Record<string, unknown>>,
  pointer: string,
  { capabilities, catalog }: Terms,
): CountQuery | undefined {
  const of = reader.oneOf(fields['of'], `${pointer}/of`, ['contact', 'company']);
  const able = of && capabilities.query?.[of];
  if (of && !able) reader.fail(`${pointer}/of`, 'is not asked about here: read everything instead');
  const timeZone = readTimeZone(reader, fields['timeZone'], `${pointer}/timeZone`);
  if (!of || !able) return undefined;
  const criteria = readCriteria(reader, fields['criteria'], `${pointer}/criteria`, of, able, catalog);
  return { of, criteria, timeZone: timeZone ?? 'UTC' };
}

function readCriteria(
  reader: Reader,
  value: unknown,
  pointer: string,
  of: Subject,
  able: QueryCapabilities,
  catalog: FieldCatalog,
): Criteria {
  const parsed = parseCriteria(value, catalog, of);
  if (!parsed.ok) {
    for (const { code, path, details } of parsed.errors) {
      const named = Object.entries(details).map(([name, detail]) => `${name} ${JSON.stringify(detail)}`);
      reader.fail(`${pointer}${path}`, [code, ...named].join(' '));
    }
    return everything;
  }
  checkOffered(reader, parsed.criteria, pointer, 1, able);
  return simplifyCriteria(parsed.criteria, catalog);
}

/** A1, A2: what is not declared is refused, so that nobody comes to depend on it. */
function checkOffered(
  reader: Reader,
  node: CriteriaNode,
  pointer: string,
  depth: number,
  able: QueryCapabilities,
): void {
  if (isGroup(node)) {
    if (depth > able.depth) reader.fail(pointer, `is nested more than ${able.depth} levels deep`);
    else if (!able.match.includes(node.match))
      reader.fail(`${pointer}/match`, `${node.match} is not offered`);
    else
      node.items.forEach((item, index) =>
        checkOffered(reader, item, `${pointer}/items/${index}`, depth + 1, able),
      );
    return;
  }
  const field = Object.hasOwn(able.fields, node.field) ? able.fields[node.field] : undefined;
  if (!field) reader.fail(`${pointer}/field`, `${node.field} is not asked about here`);
  else if (!field.operators.includes(node.operator))
    reader.fail(`${pointer}/operator`, `${node.operator} is not offered for ${node.field}`);
}

function readSort(
  reader: Reader,
  value: unknown,
  able: QueryCapabilities,
  { catalog }: Terms,
  of: Subject,
): readonly Sort[] {
  const sorts = reader.list(value, '/sort', able.sortFields) ?? [];
  return sorts.flatMap((each, index) => {
    const pointer = `/sort/${index}`;
    const sort = reader.object(each, pointer, ['field', 'direction']) ?? {};
    const field = readField(reader, sort['field'], `${pointer}/field`, able, of, catalog);
    const direction = reader.oneOf(sort['direction'], `${pointer}/direction`, ['ascending', 'descending']);
    if (field && !able.fields[field]?.sort) reader.fail(`${pointer}/field`, 'can’t be sorted by');
    return field && direction ? [{ field, direction }] : [];
  });
}

function readField(
  reader: Reader,
  value: unknown,
  pointer: string,
  able: QueryCapabilities,
  of: Subject,
  catalog: FieldCatalog,
): FieldId | undefined {
  const field = typeof value === 'string' ? catalog.get(value) : undefined;
  if (!field || !Object.hasOwn(able.fields, field.id))
    return reader.fail(pointer, 'is not a field that is offered');
  if (of === 'company' && field.entity !== 'company')
    return reader.fail(pointer, 'is not a field of companies');
  return field.id;
}

function readCursor(reader: Reader, value: unknown, sort: readonly Sort[], catalog: FieldCatalog) {
  const cursor = reader.text(value, '/after');
  if (!cursor || reader.failed) return undefined;
  return decodePlace(cursor, sort, catalog) ?? reader.fail('/after', 'is not a cursor of this question');
}

function readTimeZone(reader: Reader, value: unknown, pointer: string): string | undefined {
  const timeZone = reader.text(value, pointer);
  if (!timeZone) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return reader.fail(pointer, 'must be an IANA time zone');
  }
}
