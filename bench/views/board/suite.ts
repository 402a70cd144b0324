import { setup } from '../../data.js';
import { createPeople, rowsOf, type PersonRow } from '../people.js';
import type { ViewSuite } from '../view.js';
import { oursBoard } from './ours.js';
import { boardText, compareNames, statuses, type BoardWidget, type Status } from './widget.js';

export const boardSuite: ViewSuite<BoardWidget> = {
  name: 'board',
  ours: oursBoard,
  peers: {
    sortable: async () => (await import('./sortable.js')).sortableBoard,
    paged: async () => (await import('./sortable.js')).pagedBoard,
  },
  // Contacts whose lead status is not in use would be locked here, and cards like any other there.
  people: (n) =>
    createPeople(n, ({ categoryId }) => setup.categories.get(categoryId ?? '')?.leadStatusEnabled === true),
  plan: (people) => {
    const rows = rowsOf(people).sort((a, b) => compareNames(a.name, b.name));
    // Whoever comes first of all comes first in any column.
    const [first] = rows;
    if (!first) throw new Error('A board without cards shows nothing.');
    const home = first.leadStatus as Status;
    const away = statuses.find((status) => status !== home)!;
    const moved = rows.map((row) => (row === first ? { ...row, leadStatus: away } : row));
    return {
      opened: textOf(rows),
      steps: [
        { op: 'move', act: (board) => board.move(first.id, away), seen: textOf(moved) },
        { op: 'move', act: (board) => board.move(first.id, home), seen: textOf(rows) },
        { op: 'move', act: (board) => board.move(first.id, away), seen: textOf(moved) },
        { op: 'move', act: (board) => board.move(first.id, home), seen: textOf(rows) },
      ],
    };
  },
};

const textOf = (rows: readonly PersonRow[]) =>
  boardText(
    statuses.map((status) => {
      const cards = rows.filter((row) => row.leadStatus === status);
      return {
        status,
        count: cards.length,
        cards: cards.map((row) => [row.name, row.companyName] as const),
      };
    }),
  );
