import type { Translate } from '../../locale/index.js';
import type { uiMessages } from '../../locale/ui.js';
import type { Cell } from './grid-keys.js';
import type { GridColumn, GridGroup, GridRecord, GridRow, GridRowAction, GridSort } from './grid-types.js';

/** What the templates and the keyboard of the grid know of it. */
export interface GridView {
  readonly columns: readonly GridColumn[];
  readonly sort: readonly GridSort[];
  readonly rowActions: ((row: GridRecord) => readonly GridRowAction[]) | undefined;
  readonly reorderable: boolean;
  /** Rows have boxes to tick. */
  readonly ticks: boolean;
  /** Cells before the first of `columns`. */
  readonly before: number;
  readonly columnCount: number;
  readonly rowCount: number;
  /** Rows that fit into the view. */
  readonly page: number;
  readonly rtl: boolean;
  readonly text: Translate<keyof (typeof uiMessages)['en']>;
  rowAt(index: number): GridRow | undefined;
  levelAt(index: number): number | undefined;
  isTicked(row: GridRecord): boolean;
  /** What the box in the header shows. */
  readonly allTicked: 'all' | 'some' | 'none';
  tabIndex(row: number, column: number): 0 | -1;
  formatNumber(value: number): string;
  cellAt(cell: Cell): HTMLElement | null;
  placeOf(cell: Element): Cell;

  moveTo(cell: Cell): void;
  sortBy(column: GridColumn, additive: boolean): void;
  filterBy(column: GridColumn, anchor: Element): void;
  moveColumn(moved: string, target: string, after: boolean): void;
  toggleGroup(group: GridGroup): void;
  tick(index: number, range: boolean): void;
  tickAll(all: boolean): void;
  open(row: GridRecord): void;
  act(row: GridRecord, action: string): void;
}
