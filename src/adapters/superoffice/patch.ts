import { isObject } from '../../model/parse-values.js';
import type { FieldMap } from './fields.js';

// JSON Patch (RFC 6902), as far as SuperOffice knows it: add, replace, remove, test. Each change is guarded by a test of
// what stood there, because HTTP dates alone don't tell two changes of one second apart.

export type Entity = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** A value as it is written there: ids and names are numbers by now, 0 is none. */
export interface Write {
  readonly map: FieldMap;
  readonly value: string | number | boolean | null;
}

/** What turns an entity into one with these values. */
export function operationsFor(entity: Entity, writes: readonly Write[]): Operation[] {
  return writes.flatMap(({ map, value }) => {
    const path = map.path!;
    if (map.kind === 'entry') return entryOperations(entity, path, value as string | null);
    const wanted = map.kind === 'text' && !map.custom ? (value ?? '') : value;
    if (isReference(map)) return referenceOperations(entity, path, value as number);
    return valueOperations(entity, path, wanted);
  });
}

/** Whether a field is a carrier with an id in it (`Category/Id`). */
function isReference({ list, entity, path }: FieldMap): boolean {
  return (list !== undefined || entity !== undefined) && path!.includes('/');
}

/** The value at a path; undefined where a step is missing. */
export function valueAt(entity: Entity, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (at, step) =>
        isObject(at) || Array.isArray(at) ? (at as Entity)[step.replaceAll('~1', '/')] : undefined,
      entity,
    );
}

/** What is missing on the way is made: the address of a record that has none. */
function valueOperations(entity: Entity, path: string, value: unknown): Operation[] {
  const steps = path.split('/');
  const depth = steps.findIndex(
    (_, at) => at > 0 && !isObject(valueAt(entity, steps.slice(0, at).join('/'))),
  );
  if (depth > 0) {
    const inner = steps.slice(depth).reduceRight((whole: unknown, step) => ({ [step]: whole }), value);
    return [{ op: 'replace', path: steps.slice(0, depth).join('/'), value: inner }];
  }
  const before = valueAt(entity, path);
  if (before === undefined) return [{ op: 'add', path, value }];
  return [
    { op: 'test', path, value: before },
    { op: 'replace', path, value },
  ];
}

/** The carrier is written as a whole: a path into one that is null leads nowhere. */
function referenceOperations(entity: Entity, path: string, id: number): Operation[] {
  const [property, key] = path.split('/') as [string, string];
  const before = valueAt(entity, path);
  return [
    before === undefined
      ? { op: 'test', path: property, value: entity[property] ?? null }
      : { op: 'test', path, value: before },
    { op: 'replace', path: property, value: id === 0 ? null : { [key]: id } },
  ];
}

/** The first entry is ours; the others stay. */
function entryOperations(entity: Entity, path: string, value: string | null): Operation[] {
  const before = valueAt(entity, `${path}/0/Value`);
  if (before === undefined)
    return value === null ? [] : [{ op: 'add', path: `${path}/-`, value: { Value: value, Description: '' } }];
  const test: Operation = { op: 'test', path: `${path}/0/Value`, value: before };
  if (value === null) return [test, { op: 'remove', path: `${path}/0` }];
  return [test, { op: 'replace', path: `${path}/0/Value`, value }];
}

/** A new entity with these values, from what the server gives to begin with. */
export function filledIn(entity: Entity, writes: readonly Write[]): Entity {
  const filled = structuredClone(entity) as Record<string, unknown>;
  for (const { op, path, value } of operationsFor(entity, writes)) {
    if (op === 'test') continue;
    const steps = path.split('/').map((step) => step.replaceAll('~1', '/'));
    const last = steps.pop()!;
    const parent = steps.reduce((at, step) => (at[step] ??= {}) as Record<string, unknown>, filled);
    if (Array.isArray(parent)) parent.push(value);
    else if (last === '-') filled[steps[0]!] = [value];
    else parent[last] = value;
  }
  return filled;
}
