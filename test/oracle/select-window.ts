import type { RowWindow } from '../../src/query/types.js';

/** Compares two things by their index. Never 0 for two different ones, so that windows fit together. */
export type CompareIndices = (a: number, b: number) => number;

/**
 * The indices of a window of `count` things in order. For a window near the start, the usual case, it keeps only the
 * first so many in a heap, whose root is the last of them: one comparison for nearly every thing instead of a sort.
 */
export function selectWindow(count: number, compare: CompareIndices, { offset, limit }: RowWindow): number[] {
  const wanted = Math.min(offset + limit, count);
  if (limit === 0 || offset >= count) return [];
  const indices =
    wanted * 4 < count ? firstOf(count, wanted, compare) : Array.from({ length: count }, (_, index) => index);
  return indices.sort(compare).slice(offset, wanted);
}

function firstOf(count: number, wanted: number, compare: CompareIndices): number[] {
  const heap: number[] = [];
  for (let index = 0; index < wanted; index++) heap.push(index);
  for (let at = (wanted >> 1) - 1; at >= 0; at--) siftDown(heap, at, compare);
  for (let index = wanted; index < count; index++) {
    if (compare(index, heap[0] ?? index) >= 0) continue;
    heap[0] = index;
    siftDown(heap, 0, compare);
  }
  return heap;
}

function siftDown(heap: number[], at: number, compare: CompareIndices): void {
  const value = heap[at] ?? 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1] ?? 0, heap[child] ?? 0) > 0) child++;
    const last = heap[child] ?? 0;
    if (compare(last, value) <= 0) break;
    heap[at] = last;
    at = child;
  }
  heap[at] = value;
}
