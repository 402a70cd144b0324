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
  /** Headers and records together. */
  readonly total: number;
  readonly outermost: Siblings;
  /** The keys of the open ones. */
  readonly expanded: ReadonlySet<string>;
}

/** Groups next to each other: as many headers as there are, and what the open ones show after theirs. */
interface Siblings {
  readonly groups: readonly Group[];
  /** Values of the groups around them. */
  readonly path: readonly Value[];
  readonly opened: readonly Opened[];
}

interface Opened {
  readonly index: number;
  /** Places after its header, and how many of them are records. */
  readonly size: number;
  readonly rows: number;
  readonly inner: Siblings | undefined;
}

/** Where everything is when these groups are open. Looks at those alone: of closed ones there may be as many as records. */
export function layOutGroups(groups: readonly Group[], expanded: ReadonlySet<string>): GroupLayout {
  const paths = Array.from(expanded, (key) => JSON.parse(key) as readonly Value[]);
  const { size, outermost } = layOut(groups, [], paths);
  return { total: size, outermost, expanded };
}

function layOut(groups: readonly Group[], path: readonly Value[], expanded: readonly (readonly Value[])[]) {
  const depth = path.length;
  const values = new Set(expanded.map((each) => each[depth]));
  const opened: Opened[] = [];
  let size = groups.length;
  for (let index = 0; values.size > 0 && index < groups.length; index++) {
    const { value, count, groups: within } = groups[index]!;
    if (!values.has(value)) continue;
    const others = expanded.filter((each) => each[depth] === value);
    if (!others.some(({ length }) => length === depth + 1)) continue;
    const inner = within && layOut(within, [...path, value], others);
    const one = { index, size: inner?.size ?? count, rows: within ? 0 : count, inner: inner?.outermost };
    opened.push(one);
    size += one.size;
  }
  return { size, outermost: { groups, path, opened } };
}

export function groupKey(path: readonly Value[]): string {
  return JSON.stringify(path);
}

const nothing = { size: 0, rows: 0, inner: undefined };

/** The groups of which something lies in the window. */
export function placesIn({ outermost }: GroupLayout, { offset, limit }: RowWindow): readonly GroupPlace[] {
  const inWindow: GroupPlace[] = [];
  const end = offset + limit;
  const visit = ({ groups, path, opened }: Siblings, from: number): void => {
    const add = (index: number, at: number, expanded: boolean, rows: number): void => {
      const { value, count } = groups[index]!;
      const of = [...path, value];
      inWindow.push({ key: groupKey(of), path: of, count, level: of.length, expanded, at, rows });
    };
    let at = from;
    let next = 0;
    for (const { index, rows, size, inner } of [...opened, { ...nothing, index: groups.length }]) {
      for (let skip = Math.max(0, offset - at); next + skip < index && at + skip < end; skip++)
        add(next + skip, at + skip, false, 0);
      at += index - next;
      if (index < groups.length && at < end && at + rows >= offset) add(index, at, true, rows);
      if (inner && at < end) visit(inner, at + 1);
      at += 1 + size;
      next = index + 1;
    }
  };
  visit(outermost, 0);
  return inWindow;
}

/** The part of a window that falls on the records of a group, counted within the group. */
export function windowWithin(place: GroupPlace, { offset, limit }: RowWindow): RowWindow | undefined {
  const start = place.at + 1;
  const from = Math.max(offset, start);
  const to = Math.min(offset + limit, start + place.rows);
  return from < to ? { offset: from - start, limit: to - from } : undefined;
}
