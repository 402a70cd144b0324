import type { Value } from '../../model/records.js';
import type { Group } from '../../query/types.js';

/** Counts by value, one level within the other. */
export type Counts = Map<Value, { count: number; readonly inner: Counts }>;

/** The service tells null and empty text apart, and several categories of one group: what counts as one is added up. */
export function add(counts: Counts, [value = null, ...rest]: readonly Value[], count: number): void {
  const entry = counts.get(value) ?? { count: 0, inner: new Map() as Counts };
  counts.set(value, entry);
  entry.count += count;
  if (rest.length > 0) add(entry.inner, rest, count);
}

export function groupsOf(counts: Counts): readonly Group[] {
  return [...counts].map(([value, { count, inner }]) => ({
    value,
    count,
    ...(inner.size > 0 && { groups: groupsOf(inner) }),
  }));
}
