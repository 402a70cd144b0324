import type { Answer, Group } from '../src/query/types.js';
import { exact, type Ours } from './ours.js';
import { boardQuestion, countQuestion, idsQuestion, nestedQuestion, windowQuestion } from './operations.js';
import type { FilterName, SortName } from './operations.js';
import { nestedKey, type Counts } from './peer.js';

// Our answers in the shape that peers give theirs, and whether the two are the same.

export const countOf = (ours: Ours, filter: FilterName) => exact(ours.answer(countQuestion(filter)));

export const idsOf = (ours: Ours, filter: FilterName, n: number) =>
  ours.answer(idsQuestion(filter, n)).rows.map((row) => row.id);

export const windowOf = (ours: Ours, filter: FilterName, sort: SortName, offset: number) =>
  ours.answer(windowQuestion(filter, sort, offset)).rows;

export const boardOf = (ours: Ours, filter: FilterName) =>
  boardCounts(ours.answer(boardQuestion(filter)).groups);

export const nestedOf = (ours: Ours, filter: FilterName) =>
  nestedCounts(ours.answer(nestedQuestion(filter)).groups);

export function boardCounts(groups: readonly Group[]): Counts {
  return new Map(groups.map((group) => [group.value as string | null, group.count]));
}

function nestedCounts(groups: readonly Group[]): Counts {
  const counts = new Map<string | null, number>();
  for (const outer of groups) {
    for (const inner of outer.groups ?? [])
      counts.set(nestedKey(outer.value as string | null, inner.value as string | null), inner.count);
  }
  return counts;
}

/** What one of the live questions has as its answer. */
export function liveAnswer(kind: 'board' | 'count' | 'window', answer: Answer) {
  if (kind === 'board') return boardCounts(answer.groups);
  return kind === 'count' ? exact(answer) : answer.rows;
}

export class Disagreement extends Error {}

/** Throws a `Disagreement` unless both are the same; maps and lists of ids by content. */
export function same(what: string, ours: unknown, theirs: unknown): void {
  const [mine, other] = [plain(ours), plain(theirs)];
  if (mine === other) return;
  const at = firstDifference(mine, other);
  throw new Disagreement(
    `${what}: ours …${mine.slice(Math.max(0, at - 60), at + 60)}… theirs …${other.slice(Math.max(0, at - 60), at + 60)}…`,
  );
}

function plain(answer: unknown): string {
  if (answer instanceof Map)
    return JSON.stringify([...(answer as Map<unknown, unknown>)].map((entry) => String(entry)).sort());
  if (Array.isArray(answer))
    return JSON.stringify(
      answer.map((each: unknown) =>
        typeof each === 'object' && each !== null ? (each as { id: unknown }).id : each,
      ),
    );
  return String(answer);
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
