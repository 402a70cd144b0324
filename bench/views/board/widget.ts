import type { Opened } from '../view.js';

// A board of contacts, a column for each lead status, sorted by name, in a box of 1,280 × 640 px. What is compared is
// the count of each column and the first cards in view.

export const boardSize = { width: 1_280, height: 640 };
export const statuses = ['1', '2', '3', '4', '5'] as const;
export type Status = (typeof statuses)[number];

export interface BoardWidget extends Opened {
  /** A contact has another lead status now. */
  move(id: string, to: Status): void;
}

export interface SeenColumn {
  readonly status: string;
  readonly count: number;
  /** Title and company of each card in view, or of more. */
  readonly cards: readonly (readonly [title: string, company: string])[];
}

const cardsCompared = 4;

export const boardText = (columns: readonly SeenColumn[]) =>
  columns
    .map(({ status, count, cards }) =>
      [`${status}: ${count}`, ...cards.slice(0, cardsCompared).map((card) => card.join(' | '))].join('\n'),
    )
    .join('\n');

const collator = new Intl.Collator('en');
export const compareNames = (a: string, b: string) => collator.compare(a, b);
