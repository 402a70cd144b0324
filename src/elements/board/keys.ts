import type { Id } from '../../model/records.js';

/** The cards that can have the focus, column by column. */
export type CardGrid = readonly (readonly Id[])[];

export interface CardPlace {
  readonly column: number;
  readonly row: number;
}

/** How far PageUp and PageDown go. */
const page = 8;

export function placeOf(grid: CardGrid, id: Id | undefined): CardPlace | undefined {
  if (id === undefined) return undefined;
  for (const [column, ids] of grid.entries()) {
    const row = ids.indexOf(id);
    if (row >= 0) return { column, row };
  }
  return undefined;
}

/**
 * Where a key leads from a card (B4); undefined when it is none of these keys, the same place at an end. Left and right
 * pass over columns without cards and keep the row as well as they can.
 */
export function nextPlace(
  grid: CardGrid,
  from: CardPlace,
  key: string,
  rightToLeft = false,
): CardPlace | undefined {
  const last = (grid[from.column]?.length ?? 1) - 1;
  const inColumn = (row: number) => ({ column: from.column, row: Math.max(0, Math.min(row, last)) });
  switch (key) {
    case 'ArrowDown':
      return inColumn(from.row + 1);
    case 'ArrowUp':
      return inColumn(from.row - 1);
    case 'PageDown':
      return inColumn(from.row + page);
    case 'PageUp':
      return inColumn(from.row - page);
    case 'Home':
      return inColumn(0);
    case 'End':
      return inColumn(last);
    case 'ArrowLeft':
      return beside(grid, from, rightToLeft ? 1 : -1);
    case 'ArrowRight':
      return beside(grid, from, rightToLeft ? -1 : 1);
    default:
      return undefined;
  }
}

function beside(grid: CardGrid, from: CardPlace, step: 1 | -1): CardPlace {
  for (let column = from.column + step; column >= 0 && column < grid.length; column += step) {
    const rows = grid[column]?.length ?? 0;
    if (rows > 0) return { column, row: Math.min(from.row, rows - 1) };
  }
  return from;
}

/** The card to take the focus when the one that had it is gone: its neighbour in the column, else the first of all. */
export function heirOf(grid: CardGrid, before: CardPlace | undefined): Id | undefined {
  const column = before ? grid[before.column] : undefined;
  return column?.[Math.min(before?.row ?? 0, column.length - 1)] ?? grid.find((ids) => ids.length > 0)?.[0];
}
