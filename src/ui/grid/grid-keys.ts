/** A cell: row −1 is the header, columns count from 0 with the box to tick and the actions. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows in a page. */
  readonly page: number;
  readonly rtl: boolean;
}

/** Where a key moves the active cell (APG grid), or undefined when the key moves nothing. */
export function moveCell(
  event: KeyboardEvent,
  from: Cell,
  { rows, columns, page, rtl }: Bounds,
): Cell | undefined {
  const whole = event.ctrlKey || event.metaKey;
  const step = (row: number, column: number): Cell => ({
    row: Math.max(-1, Math.min(row, rows - 1)),
    column: Math.max(0, Math.min(column, columns - 1)),
  });
  switch (event.key) {
    case 'ArrowUp':
      return step(whole ? 0 : from.row - 1, from.column);
    case 'ArrowDown':
      return step(whole ? rows - 1 : from.row + 1, from.column);
    case 'ArrowLeft':
      return step(from.row, from.column + (rtl ? 1 : -1));
    case 'ArrowRight':
      return step(from.row, from.column + (rtl ? -1 : 1));
    case 'Home':
      return step(whole ? Math.min(from.row, 0) : from.row, 0);
    case 'End':
      return step(whole ? rows - 1 : from.row, columns - 1);
    case 'PageUp':
      return step(Math.max(from.row - page, Math.min(from.row, 0)), from.column);
    case 'PageDown':
      return step(from.row + page, from.column);
    default:
      return undefined;
  }
}
