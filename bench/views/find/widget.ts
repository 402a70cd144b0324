import { wanted } from '../../operations.js';
import type { PersonRow } from '../people.js';
import type { Opened } from '../view.js';

// Criteria above, results below, sorted by name: how many there are, and the first rows. The criteria are four lines
// that all have to hold; a person types into the first one.

export const findSize = { width: 1_280, height: 900 };

export const lines = {
  /** Contact's name contains what is typed. */
  statuses: ['1', '2', '3'],
  groups: [...wanted.joinGroups, 'customer'],
  score: wanted.score,
} as const;

export interface FindWidget extends Opened {
  type(text: string): void;
}

const rowsCompared = 5;

/** What is seen: the number of results and the first of them. */
export const findText = (count: number, rows: readonly (readonly [name: string, email: string])[]) =>
  [`${count}`, ...rows.slice(0, rowsCompared).map((row) => row.join(' | '))].join('\n');

export const isFound = (row: PersonRow, text: string) =>
  row.name.toLowerCase().includes(text) &&
  lines.statuses.some((status) => status === row.leadStatus) &&
  lines.groups.some((group) => group === row.categoryGroup) &&
  row.score >= lines.score[0] &&
  row.score <= lines.score[1];

const collator = new Intl.Collator('en');
export const compareNames = (a: string, b: string) => collator.compare(a, b);
