import { sameValue } from '../../model/changes.js';
import { bookkeeping } from '../journal.js';

/** Values of a record or a patch by field; those of the host's fields as `extra.` and their key. */
export type FieldValues = ReadonlyMap<string, unknown>;

const hostPrefix = 'extra.';
const notFields: readonly string[] = ['id', 'version', bookkeeping, 'created'];

/** The fields of a record or patch, without what the store and the backend keep books about. */
export function fieldsOf(data: object): FieldValues {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(data)) {
    if (notFields.includes(key)) continue;
    if (key !== 'extra') fields.set(key, value);
    else for (const [own, inner] of Object.entries(value as object)) fields.set(hostPrefix + own, inner);
  }
  return fields;
}

/** A record's value of a field; null for none. */
export function valueAt(record: object | undefined, field: string): unknown {
  const [holder, key] = field.startsWith(hostPrefix)
    ? [(record as { extra?: object } | undefined)?.extra, field.slice(hostPrefix.length)]
    : [record, field];
  return holder && Object.hasOwn(holder, key) ? ((holder as Record<string, unknown>)[key] ?? null) : null;
}

/** Fields as a patch of `record`: the host's go into a copy of its `extra`. */
export function patchOf(record: object | undefined, fields: Iterable<readonly [string, unknown]>): object {
  const patch: Record<string, unknown> = {};
  for (const [field, value] of fields) {
    if (!field.startsWith(hostPrefix)) patch[field] = value;
    else {
      const extra = (patch['extra'] ??= { ...(record as { extra?: object } | undefined)?.extra });
      (extra as Record<string, unknown>)[field.slice(hostPrefix.length)] = value;
    }
  }
  return patch;
}

/** Absent and null are the same: no value. */
export function sameField(a: unknown, b: unknown): boolean {
  return sameValue(a ?? null, b ?? null);
}
