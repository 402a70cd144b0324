import type { Change } from '../../model/changes.js';
import { isObject } from '../../model/parse-values.js';
import { AdapterError } from '../../store/port.js';
import type { Column, Table } from './columns.js';
import { modelText, wireText } from './literals.js';

// Between entities of the service and rows of the store. What a row holds is judged by the store (A4).

/** An entity as it comes: JSON with control information. */
export type Entity = Readonly<Record<string, unknown>>;

/** A row as the store parses it. */
export type Row = Readonly<Record<string, unknown>>;

/** What a write says: the entity without what stays as it is. */
export type Body = Record<string, unknown>;

/** Control information: `@odata.etag` of 4.0, `@etag` of 4.01. */
export function control(entity: Entity, name: 'etag' | 'nextLink' | 'count'): unknown {
  return entity[`@odata.${name}`] ?? entity[`@${name}`];
}

export function etagOf(entity: Entity): string | undefined {
  const etag = control(entity, 'etag');
  return typeof etag === 'string' ? etag : undefined;
}

export function rowOf(entity: Entity, { key, columns, extra, entity: name }: Table): Row {
  const values = [...columns].map(([property, column]) => [property, valueIn(entity, column)] as const);
  const own = [...extra]
    .map(([field, column]) => [field, valueIn(entity, column)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return {
    ...Object.fromEntries(values.filter(([property]) => property !== 'name' || name !== 'contact')),
    ...(extra.size > 0 && { extra: Object.fromEntries(own) }),
    id: valueIn(entity, key),
    version: etagOf(entity),
  };
}

/** The names for `$select`: of complex values the whole. */
export function selectOf({ key, columns, extra }: Table): string {
  const all = [key, ...columns.values(), ...extra.values()].map(({ path }) => path[0]);
  return [...new Set(all)].join(',');
}

/** The entity of a change. Rejects values that the mapping has no place for: nothing is dropped in silence (A2). */
export function bodyOf(change: Change & { kind: 'create' | 'update' }, table: Table): Body {
  const fields = change.kind === 'create' ? change.record : change.patch;
  const body: Body = {};
  if (change.kind === 'create') put(body, table.key, change.id);
  for (const [property, value] of Object.entries(fields)) {
    if (property === 'id' || property === 'version') continue;
    if (property !== 'extra') putInto(body, table.columns.get(property), value, property);
    else {
      const extra = isObject(value) ? value : {};
      for (const key of new Set([...table.extra.keys(), ...Object.keys(extra)]))
        putInto(body, table.extra.get(key), extra[key] ?? null, `extra/${key}`);
    }
  }
  return body;
}

/** Whether an entity holds all that a write would have put there, but for when: services have clocks of their own. */
export function holds(entity: Entity, body: Body, { columns }: Table): boolean {
  const times = bookkeeping.map((property) => columns.get(property)?.path[0]);
  const own = Object.entries(body).filter(([name]) => !times.includes(name));
  return own.every(([name, wanted]) => isSame(entity[name], wanted));
}

/** Some services keep empty text as null, and write instants in another form. */
function isSame(is: unknown, wanted: unknown): boolean {
  if (isObject(wanted) && isObject(is))
    return Object.entries(wanted).every(([name, inner]) => isSame(is[name], inner));
  return (is ?? '') === (wanted ?? '') || timeOf(is) === timeOf(wanted);
}

function timeOf(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
}

function valueIn(entity: Entity, { path, kind, type, values }: Column): unknown {
  const value = path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), entity);
  if (typeof value === 'number' && type) return modelText(String(value), values); // an id
  if (typeof value !== 'string') return value;
  if (kind === 'json') return parsed(value);
  return values ? modelText(value, values) : value;
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json; // the store says what is wrong with it
  }
}

/** What a store keeps itself; a service that has no place for it has its own. */
const bookkeeping: readonly string[] = ['created', 'updated'];

function putInto(body: Body, column: Column | undefined, value: unknown, property: string): void {
  if (column && column.write !== false) return put(body, column, value);
  const isNothing = value === null || value === undefined || value === '' || value === false;
  if (isNothing || bookkeeping.includes(property)) return;
  const message = column ? 'is set by the service' : 'has no property in the service';
  throw new AdapterError('invalid', `"${property}" ${message}.`, {
    details: [{ path: `/${property}`, message }],
  });
}

function put(body: Body, { path, ...column }: Omit<Column, 'name'>, value: unknown): void {
  const inner = path.slice(0, -1).reduce<Body>((outer, name) => (outer[name] ??= {}) as Body, body);
  inner[path.at(-1)!] = wireValue(value, column);
}

function wireValue(
  value: unknown,
  { kind, type, values }: Pick<Column, 'kind' | 'type' | 'values'>,
): unknown {
  if (value === undefined || value === null) return null;
  if (kind === 'json') return JSON.stringify(value);
  if (typeof value !== 'string') return value;
  const wire = wireText(value, values);
  return type === 'number' ? Number(wire) : wire;
}
