import type { ReactiveControllerHost } from 'lit';
import { LocaleController, type Translate } from '../../locale/index.js';
import { uiMessages } from '../../locale/ui.js';
import { announce } from '../announcer.js';
import { ActiveCell } from './active-cell.js';
import { reorder } from './column-drag.js';
import {
  UiColumnFilterEvent,
  UiColumnsReorderEvent,
  UiGroupToggleEvent,
  UiRowActionEvent,
  UiRowOpenEvent,
  UiSortEvent,
} from './grid-events.js';
import { levelOf } from './grid-layout.js';
import type { GridScroller } from './grid-scroller.js';
import type {
  GridColumn,
  GridGroup,
  GridRecord,
  GridRow,
  GridRowAction,
  GridSort,
  GridTotal,
} from './grid-types.js';
import { RowMenu } from './row-menu.js';
import { RowSelection } from './row-selection.js';

/** The element, as its parts know it. */
export interface GridHost extends ReactiveControllerHost, HTMLElement {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  readonly offset: number;
  readonly total: GridTotal;
  readonly sort: readonly GridSort[];
  readonly rowActions: ((row: GridRecord) => readonly GridRowAction[]) | undefined;
  readonly reorderable: boolean;
  readonly selection: 'none' | 'multiple';
  selected: ReadonlySet<string>;
  inverted: boolean;
}

/** What the templates, the keyboard and the pointer know of the grid, and what they can do to it. */
export class GridView {
  readonly #host: GridHost;
  readonly #scroller: GridScroller;
  readonly #locale: LocaleController;
  readonly active: ActiveCell;
  readonly selection: RowSelection;
  readonly menu: RowMenu;

  constructor(host: GridHost, scroller: GridScroller) {
    this.#host = host;
    this.#scroller = scroller;
    this.#locale = new LocaleController(host);
    this.active = new ActiveCell(host, this);
    this.selection = new RowSelection(host);
    this.menu = new RowMenu(host, this);
  }

  get columns(): readonly GridColumn[] {
    return this.#host.columns;
  }

  get sort(): readonly GridSort[] {
    return this.#host.sort;
  }

  get rowActions(): GridHost['rowActions'] {
    return this.#host.rowActions;
  }

  get reorderable(): boolean {
    return this.#host.reorderable;
  }

  /** Rows have boxes to tick. */
  get ticks(): boolean {
    return this.#host.selection === 'multiple';
  }

  /** Cells before the first of `columns`. */
  get before(): number {
    return this.ticks ? 1 : 0;
  }

  get columnCount(): number {
    return this.before + this.columns.length + (this.rowActions ? 1 : 0);
  }

  get rowCount(): number {
    return this.#scroller.count;
  }

  /** Rows that fit into the view. */
  get page(): number {
    return Math.max(1, Math.floor(this.#scroller.viewHeight / this.#scroller.rowHeight) - 1);
  }

  get rtl(): boolean {
    return this.#host.matches(':dir(rtl)');
  }

  get text(): Translate<keyof (typeof uiMessages)['en']> {
    return this.#locale.texts(uiMessages);
  }

  formatNumber(value: number): string {
    return this.#locale.number(value);
  }

  rowAt(index: number): GridRow | undefined {
    return this.#host.rows[index - this.#host.offset];
  }

  levelAt(index: number): number | undefined {
    return levelOf(this.#host.rows, index - this.#host.offset);
  }

  scrollToRow(index: number): void {
    this.#scroller.scrollToRow(index);
  }

  sortBy(column: GridColumn, additive: boolean): void {
    const now = this.sort.find((sort) => sort.column === column.id)?.direction;
    const again = additive ? 'none' : 'asc';
    const direction = now === undefined ? 'asc' : now === 'asc' ? 'desc' : again;
    this.#host.dispatchEvent(new UiSortEvent(column.id, direction, additive));
  }

  filterBy(column: GridColumn, anchor: Element): void {
    this.#host.dispatchEvent(new UiColumnFilterEvent(column.id, anchor));
  }

  moveColumn(moved: string, target: string, after: boolean): void {
    const ids = this.columns.map((column) => column.id);
    const order = reorder(ids, moved, target, after);
    if (order === ids) return;
    this.#host.dispatchEvent(new UiColumnsReorderEvent(order));
    const position = order.indexOf(moved);
    const column = this.columns.find(({ id }) => id === moved)?.label ?? moved;
    announce(this.#host, this.text('columnMoved', { column, position: position + 1, count: order.length }));
    if (this.active.isHeader) this.active.moveTo({ row: -1, column: position + this.before });
  }

  toggleGroup(group: GridGroup): void {
    this.#host.dispatchEvent(new UiGroupToggleEvent(group.key, !group.expanded));
  }

  open(row: GridRecord): void {
    this.#host.dispatchEvent(new UiRowOpenEvent(row.id));
  }

  act(row: GridRecord, action: string): void {
    this.#host.dispatchEvent(new UiRowActionEvent(row.id, action));
  }
}
