import type { Value } from '../../model/records.js';
import type { Group, RowWindow } from '../../query/types.js';

/** A group and its place among the rows that are shown, counted over all groups. */
export interface GroupPlace {
  /** Says which group it is as long as the grouping stays the same. */
  readonly key: string;
  /** The values of this group and of the one around it, outermost first. */
  readonly path: readonly Value[];
  readonly count: number;
  readonly level: number;
  readonly expanded: boolean;
  /** Index of its header. Its records, if it shows any, come right after. */
  readonly at: number;
  /** Records that it shows: none unless it is open and has no groups of its own. */
  readonly rows: number;
}

export interface GroupLayout {
  readonly places: readonly GroupPlace[];
  /** Headers and records together. */
  readonly total: number;
}

/** Where everything is when these groups are open. Knows counts only, no records. */
export function layOutGroups(groups: readonly Group[], expanded: ReadonlySet<string>): GroupLayout {
  const places: GroupPlace[] = [];
  let at = 0;
  const visit = (group: Group, path: readonly Value[]): void => {
    const key = groupKey(path);
    const isExpanded = expanded.has(key);
    const rows = isExpanded && !group.groups ? group.count : 0;
    places.push({ key, path, count: group.count, level: path.length, expanded: isExpanded, at, rows });
    at += 1 + rows;
    if (isExpanded) for (const inner of group.groups ?? []) visit(inner, [...path, inner.value]);
  };
  for (const group of groups) visit(group, [group.value]);
  return { places, total: at };
}

export function groupKey(path: readonly Value[]): string {
  return JSON.stringify(path);
}

/** The groups of which something lies in the window. */
export function placesIn({ places }: GroupLayout, { offset, limit }: RowWindow): readonly GroupPlace[] {
  const first = firstEndingAfter(places, offset);
  const inWindow: GroupPlace[] = [];
  for (let index = first; index < places.length && places[index]!.at < offset + limit; index++) {
    inWindow.push(places[index]!);
  }
  return inWindow;
}

/** The part of a window that falls on the records of a group, counted within the group. */
export function windowWithin(place: GroupPlace, { offset, limit }: RowWindow): RowWindow | undefined {
  const start = place.at + 1;
  const from = Math.max(offset, start);
  const to = Math.min(offset + limit, start + place.rows);
  return from < to ? { offset: from - start, limit: to - from } : undefined;
}

/** By halving: there may be as many groups as records. */
function firstEndingAfter(places: readonly GroupPlace[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { at, rows } = places[middle]!;
    if (at + rows < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
