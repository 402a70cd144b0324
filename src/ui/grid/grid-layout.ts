import { isGroup, type GridColumn, type GridRecord, type GridRow, type GridRowAction } from './grid-types.js';

const defaultWidth = '8rem';

/** What stands before and after the columns. */
export interface GridEdges {
  readonly ticks: boolean;
  /** Buttons in the cell with the actions, 0 for no such cell. */
  readonly actions: number;
}

/** Widths of all cells for `grid-template-columns`, and their sum, below which the grid scrolls sideways. */
export function columnWidths(columns: readonly GridColumn[], { ticks, actions }: GridEdges) {
  // On a narrow container the first column, which stays in place, leaves room for the others.
  const least = columns.map(({ width = defaultWidth }, index) =>
    index === 0 ? `min(${width}, 48cqi)` : width,
  );
  const template = columns.map(({ grow = 1 }, index) =>
    grow > 0 ? `minmax(${least[index]}, ${grow}fr)` : least[index]!,
  );
  const before = ticks ? ['var(--_tick)'] : [];
  const after = actions > 0 ? ['var(--_act)'] : [];
  return {
    '--_columns': [...before, ...template, ...after].join(' '),
    '--_least': `calc(${['0px', ...before, ...least, ...after].join(' + ')})`,
    '--_buttons': String(actions),
  };
}

/** Buttons that a row's actions need room for. */
export function buttonCount(
  rows: readonly GridRow[],
  rowActions: ((row: GridRecord) => readonly GridRowAction[]) | undefined,
): number {
  if (!rowActions) return 0;
  const record = rows.find((row): row is GridRecord => !isGroup(row));
  return 1 + (record ? rowActions(record).filter((action) => action.inline).length : 0);
}

/** What stays the same when rows come and go. */
export function keyOf(row: GridRow): string {
  return isGroup(row) ? `group:${row.key}` : row.id;
}

/** Depth of a row among groups, from 1; undefined where there are no groups. */
export function levelOf(rows: readonly GridRow[], at: number): number | undefined {
  const row = rows[at];
  if (isGroup(row)) return row.level ?? 1;
  if (typeof row?.['level'] === 'number') return row['level'];
  for (let above = at; above >= 0; above--) {
    const group = rows[above];
    if (isGroup(group)) return (group.level ?? 1) + 1;
  }
  return rows.some(isGroup) ? 2 : undefined;
}
