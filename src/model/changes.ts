import type { Entities, EntityName, Id } from './records.js';

/** A change of one record. `patch` holds the fields that become different, nothing else. */
export type Change<Name extends EntityName = EntityName> = { [N in Name]: ChangeOf<N> }[Name];

type ChangeOf<Name extends EntityName> =
  | { readonly kind: 'create'; readonly entity: Name; readonly id: Id; readonly record: Entities[Name] }
  | {
      readonly kind: 'update';
      readonly entity: Name;
      readonly id: Id;
      readonly patch: Partial<Entities[Name]>;
      /** The version that the change is based on; the store fills it in when it sends the change (A3). */
      readonly baseVersion?: string;
    }
  | { readonly kind: 'delete'; readonly entity: Name; readonly id: Id; readonly baseVersion?: string };

export function created<Name extends EntityName>(entity: Name, record: Entities[Name]): Change {
  return { kind: 'create', entity, id: record.id, record } as Change;
}

export function updated<Name extends EntityName>(
  entity: Name,
  id: Id,
  patch: Partial<Entities[Name]>,
): Change {
  return { kind: 'update', entity, id, patch } as Change;
}

export function deleted(entity: EntityName, id: Id): Change {
  return { kind: 'delete', entity, id };
}

/** The record after a change; undefined when the change deletes it, or updates what is not there. */
export function applyChange<Name extends EntityName>(
  record: Entities[Name] | undefined,
  change: Change,
): Entities[Name] | undefined {
  switch (change.kind) {
    case 'create':
      return change.record as Entities[Name];
    case 'update':
      return record && { ...record, ...change.patch };
    case 'delete':
      return undefined;
  }
}

/** The change that takes back `change`, given the record before it. */
export function inverseChange(before: Entities[EntityName] | undefined, change: Change): Change {
  if (change.kind === 'create') return deleted(change.entity, change.id);
  if (!before)
    throw new Error(`There is no ${change.entity} "${change.id}" whose ${change.kind} could be undone.`);
  if (change.kind === 'delete') return created(change.entity, before as never);
  const fields = Object.keys(change.patch) as (keyof typeof before)[];
  return updated(
    change.entity,
    change.id,
    Object.fromEntries(fields.map((field) => [field, before[field]])) as never,
  );
}

/** The part of `patch` that differs from `record`; undefined when nothing does. Compares one level deep. */
export function differing<Shape extends object>(
  record: Shape,
  patch: Partial<Shape>,
): Partial<Shape> | undefined {
  const different = (Object.keys(patch) as (keyof Shape)[]).filter(
    (key) => !sameValue(record[key], patch[key]),
  );
  if (different.length === 0) return undefined;
  return Object.fromEntries(different.map((key) => [key, patch[key]])) as Partial<Shape>;
}

/** Equality of plain data, as deep as it goes. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b))
    return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && sameValue(a[key as keyof typeof a], b[key as keyof typeof b]),
    )
  );
}
