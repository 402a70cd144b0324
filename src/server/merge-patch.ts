import { isObject } from '../model/parse-values.js';

/**
 * The fields of `patch` as they are to become, given what is there: within a field, members are merged and null removes
 * one (RFC 7396). Fields that the patch does not name are left out; a field that it sets to null becomes null.
 */
export function mergePatch(target: Readonly<Record<string, unknown>> | undefined, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => [key, merge(own(target, key), value)]),
  );
}

/** Whether a patch changes members within a field, so that one has to know what is there. */
export function reachesIntoFields(patch: unknown): boolean {
  return isObject(patch) && Object.values(patch).some(isObject);
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merge(result.get(key), value));
  }
  return Object.fromEntries(result);
}

function own(target: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return target && Object.hasOwn(target, key) ? target[key] : undefined;
}
