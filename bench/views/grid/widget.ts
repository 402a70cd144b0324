import type { Opened } from '../view.js';

// A grid of contacts: 6 columns, rows of 40 px, in a box of 1,200 × 640 px. What is compared is the text of the first
// rows in view.

export const rowHeight = 40;
export const gridSize = { width: 1_200, height: 640 };
export const columns = ['name', 'title', 'email', 'phone', 'companyName', 'country'] as const;
export type Column = (typeof columns)[number];

export interface GridWidget extends Opened {
  /** So that the row at this place, which has this id, is the first one in view. */
  jumpTo(row: number, id: string): void;
  /** On by so many rows. */
  scrollBy(rows: number): void;
  clickHeader(column: Column): void;
  /** Somebody changed the title of a contact. */
  setTitle(id: string, title: string): void;
}

export const rowsCompared = 10;

/** The text of rows, each a list of cells. */
export const rowsText = (rows: readonly (readonly string[])[]) =>
  rows
    .slice(0, rowsCompared)
    .map((cells) => cells.join(' | '))
    .join('\n');

const collator = new Intl.Collator('en');
/** For every side: names in the language's order. Nobody is without one. */
export const compareTexts = (a: string, b: string) => collator.compare(a, b);
