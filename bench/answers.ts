import type { Answer, Group } from '../src/query/types.js';
import { exact, type Ours } from './ours.js';
import {
  boardQuestion,
  countQuestion,
  figuresQuestion,
  idsQuestion,
  nestedQuestion,
  windowQuestion,
} from './operations.js';
import type { FilterName, SortName } from './operations.js';
import { nestedKey, type Counts, type Figures } from './peer.js';

// Our answers in the shape that peers give theirs.

export const countOf = (ours: Ours, filter: FilterName) => exact(ours.answer(countQuestion(filter)));

export const idsOf = (ours: Ours, filter: FilterName, n: number) =>
  ours.answer(idsQuestion(filter, n)).rows.map((row) => row.id);

export const windowOf = (ours: Ours, filter: FilterName, sort: SortName, offset: number) =>
  ours.answer(windowQuestion(filter, sort, offset)).rows;

export const boardOf = (ours: Ours, filter: FilterName) =>
  boardCounts(ours.answer(boardQuestion(filter)).groups);

export const nestedOf = (ours: Ours, filter: FilterName) =>
  nestedCounts(ours.answer(nestedQuestion(filter)).groups);

export const figuresOf = (ours: Ours, filter: FilterName): Figures =>
  new Map(
    ours.answer(figuresQuestion(filter)).groups.map(({ value, aggregates = [] }) => {
      const [sum, average, first, last] = aggregates;
      const time = (given: unknown) => Date.parse(given as string);
      return [value as string | null, [sum as number, average as number, time(first), time(last)]];
    }),
  );

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
