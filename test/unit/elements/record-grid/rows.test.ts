import { describe, expect, it } from 'vitest';
import { totalOf } from '../../../../src/elements/record-grid/rows.js';
import type { Answer } from '../../../../src/query/types.js';

const answer = (part: Partial<Answer>): Answer => ({
  phase: 'ready',
  rows: [{ id: 'a', values: {} }],
  offset: 10,
  total: 'unknown',
  groups: [],
  ...part,
});

describe('the rows that a grid makes room for', () => {
  it.each([
    ['all, when somebody counted them', { total: { exact: 50 } }, 50],
    ['those that there are at least', { total: { atLeast: 50 } }, { atLeast: 50 }],
    ['those that were seen, when nobody counts', {}, { atLeast: 11 }],
    ['as far as pages have come', { total: { exact: 5_000 }, reach: 100 }, { atLeast: 100 }],
  ] as const)('are %s', (_, part, expected) => {
    expect(totalOf(answer(part))).toEqual(expected);
  });
});
