import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LocaleController } from '../../locale/index.js';
import { uiMessages } from '../../locale/ui.js';
import { AnnouncerController } from '../announcer.js';
import { baseStyles } from '../base.js';
import { defineElement } from '../define.js';
import type { LeadUiMenu } from '../menu.js';
import '../menu.js';
import { renderEmpty } from '../states.js';
import { style } from '../style.js';
import { ColumnDrag, reorder } from './column-drag.js';
import {
  UiColumnFilterEvent,
  UiColumnsReorderEvent,
  UiGroupToggleEvent,
  UiRowActionEvent,
  UiRowOpenEvent,
  UiSelectionChangeEvent,
  UiSortEvent,
} from './grid-events.js';
import { renderHeader } from './grid-header.js';
import { handleGridKey } from './grid-keyboard.js';
import type { Cell } from './grid-keys.js';
import { columnWidths, keyOf, levelOf, tickRange } from './grid-layout.js';
import { renderRow } from './grid-rows.js';
import { GridScroller } from './grid-scroller.js';
import { RowSlots } from './row-slots.js';
import { gridStyles } from './grid-styles.js';
import {
  isGroup,
  type GridColumn,
  type GridRecord,
  type GridRow,
  type GridRowAction,
  type GridSort,
  type GridTotal,
} from './grid-types.js';
import type { GridView } from './grid-view.js';

export * from './grid-events.js';
export type * from './grid-types.js';

/** Milliseconds without another row until scrolling is taken to be over. */
const untilRest = 200;

/**
 * @summary A data grid that shows a window of any number of rows and asks for the window that it needs.
 *
 * It knows nothing about where rows come from: answer `lead-ui-window-request` by setting `rows` and `offset`. Give it a
 * height (`block-size: 100%; max-block-size: none`), or it grows with its rows up to `--lead-grid-max-height`.
 *
 * Keys are those of the APG grid: one tab stop, arrows, Home and End (with Ctrl for the whole grid), Page Up and Page
 * Down; Enter opens a row, sorts by a header or enters the controls of a cell (Escape leaves them); Space ticks; Left
 * and Right close and open groups; Alt+Down on a header filters, Ctrl+Shift+Left and Right move the column.
 *
 * @slot empty - In place of `emptyText`.
 * @fires {UiWindowRequestEvent} lead-ui-window-request - Rows are needed; `offset`, `limit`.
 * @fires {UiSortEvent} lead-ui-sort - `column`, `direction`, `additive`.
 * @fires {UiRowOpenEvent} lead-ui-row-open - `rowId`.
 * @fires {UiRowActionEvent} lead-ui-row-action - `rowId`, `action`.
 * @fires {UiGroupToggleEvent} lead-ui-group-toggle - `key`, `expanded`.
 * @fires {UiColumnFilterEvent} lead-ui-column-filter - `column`, `anchor`.
 * @fires {UiColumnsReorderEvent} lead-ui-columns-reorder - `columns`.
 * @fires {UiSelectionChangeEvent} lead-ui-selection-change - `selected`, `inverted`.
 * @csspart scroller - The box that scrolls.
 * @cssproperty [--lead-grid-max-height=70vh] - How high the grid grows by itself.
 */
@defineElement('lead-ui-grid')
export class LeadUiGrid extends LitElement {
  static override styles: CSSResultGroup = [baseStyles, gridStyles];

  @property({ attribute: false }) columns: readonly GridColumn[] = [];
  /** The rows of the window that starts at `offset`. */
  @property({ attribute: false }) rows: readonly GridRow[] = [];
  /** Index of the first of `rows` in the whole answer. */
  @property({ type: Number }) offset = 0;
  /** Rows in the whole answer, group rows included. */
  @property({ attribute: false }) total: GridTotal = 0;
  @property({ attribute: false }) sort: readonly GridSort[] = [];
  /** With `multiple`, rows have boxes to tick. */
  @property() selection: 'none' | 'multiple' = 'none';
  /** Ids of the ticked rows. */
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  /** Every row of the answer is ticked, in view or not, and `selected` are those that are not. */
  @property({ type: Boolean }) inverted = false;
  /** What can be done with a row: buttons on hover and focus, and a menu. */
  @property({ attribute: false }) rowActions: ((row: GridRecord) => readonly GridRowAction[]) | undefined;
  /** Columns can be moved. */
  @property({ type: Boolean }) reorderable = false;
  /** Rows are on their way. Without rows it shows skeletons, with rows a moving line under the header. */
  @property({ type: Boolean }) loading = false;
  @property({ attribute: 'empty-text' }) emptyText = '';
  /** Accessible name. */
  @property() label = '';
  /** Rows of 40 px, or of 32. */
  @property({ reflect: true }) density: 'comfortable' | 'compact' = 'comfortable';

  @state() private active: Cell | undefined;
  @query('.grid') private grid!: HTMLElement;
  @query('lead-ui-menu') private menu!: LeadUiMenu | null;

  readonly #locale = new LocaleController(this);
  readonly #announcer = new AnnouncerController(this);
  readonly #drag = new ColumnDrag((moved, target, after) => this.#view.moveColumn(moved, target, after));
  readonly #scroller = new GridScroller(this);
  readonly #slots = new RowSlots();
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #view: GridView = this.#createView();
  #activeKey: string | undefined;
  #lastTicked: number | undefined;
  #menuRow: GridRecord | undefined;
  #focusActive = false;

  /** Scrolls a row into view, by its index in the whole answer. */
  scrollToRow(index: number): void {
    this.#scroller.scrollToRow(index);
  }

  /** Puts the focus on the active cell. */
  override focus(): void {
    this.#focusActive = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('rows') && !changed.has('offset') && !changed.has('total')) return;
    this.#followActive();
    this.#scroller.update();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#resting);
  }

  protected override updated(): void {
    clearTimeout(this.#resting);
    if (!this.#slots.areSorted) this.#resting = setTimeout(() => this.#sortRows(), untilRest);
    if (!this.#focusActive) return;
    this.#focusActive = false;
    const cell = this.#view.cellAt(this.#tabCell);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    const { count } = this.#scroller;
    const waiting = this.loading && count === 0;
    const height = waiting ? this.#scroller.rowHeight * 8 : this.#scroller.geometry.height;
    const counted = typeof this.total === 'number' && !waiting;
    this.#slots.show(waiting ? [0, 1, 2, 3, 4, 5, 6, 7] : this.#indices());
    return html`
      <div class="probe"></div>
      <div
        class="scroller ${this.loading && count > 0 ? 'busy' : ''}"
        part="scroller"
        tabindex="-1"
        @scroll=${() => this.#scroller.handleScroll()}
      >
        <div
          class="grid"
          role=${this.rows.some(isGroup) ? 'treegrid' : 'grid'}
          aria-label=${this.label || nothing}
          aria-rowcount=${counted ? count + 1 : -1}
          aria-colcount=${view.columnCount}
          aria-multiselectable=${view.ticks ? 'true' : nothing}
          aria-busy=${this.loading}
          ${style(columnWidths(this.columns, { ticks: view.ticks, actions: this.#buttonCount() }))}
          @keydown=${this.#handleKeydown}
          @focusin=${this.#handleFocusin}
          @click=${this.#handleClick}
          @dblclick=${this.#handleDblclick}
          @contextmenu=${this.#handleContextmenu}
        >
          <div role="rowgroup" class="head">${renderHeader(view, this.#drag)}</div>
          <div role="rowgroup" class="body" ${style({ 'block-size': `${height}px` })}>
            ${repeat(
              this.#slots.all,
              ({ key }) => key,
              ({ index }) => renderRow(view, index, this.#scroller.topOf(index)),
            )}
          </div>
        </div>
        ${
          count === 0 && !this.loading
            ? html`<slot name="empty" class="empty">
                ${renderEmpty({ text: this.emptyText || view.text('empty') })}
              </slot>`
            : nothing
        }
      </div>
      ${
        this.rowActions
          ? html`<lead-ui-menu
              no-trigger
              .label=${view.text('actions')}
              @lead-ui-select=${this.#handleMenu}
            ></lead-ui-menu>`
          : nothing
      }
      ${this.#announcer.render()}
    `;
  }

  #createView(): GridView {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getters below need a name for the element
    const grid = this;
    return {
      get columns() {
        return grid.columns;
      },
      get sort() {
        return grid.sort;
      },
      get rowActions() {
        return grid.rowActions;
      },
      get reorderable() {
        return grid.reorderable;
      },
      get ticks() {
        return grid.selection === 'multiple';
      },
      get before() {
        return this.ticks ? 1 : 0;
      },
      get columnCount() {
        return this.before + grid.columns.length + (grid.rowActions ? 1 : 0);
      },
      get rowCount() {
        return grid.#scroller.count;
      },
      get page() {
        return Math.max(1, Math.floor(grid.#scroller.viewHeight / grid.#scroller.rowHeight) - 1);
      },
      get rtl() {
        return grid.matches(':dir(rtl)');
      },
      get text() {
        return grid.#locale.texts(uiMessages);
      },
      get allTicked() {
        if (grid.inverted) return grid.selected.size === 0 ? 'all' : 'some';
        if (grid.selected.size === 0) return 'none';
        const isWhole = grid.rows.length === grid.#scroller.count;
        return isWhole && grid.rows.every((row) => isGroup(row) || grid.selected.has(row.id))
          ? 'all'
          : 'some';
      },
      rowAt: (index) => grid.rows[index - grid.offset],
      levelAt: (index) => levelOf(grid.rows, index - grid.offset),
      isTicked: (row) => grid.selected.has(row.id) !== grid.inverted,
      tabIndex: (row, column) => {
        const cell = grid.#tabCell;
        return cell.row === row && (cell.column === column || column < 0) ? 0 : -1;
      },
      formatNumber: (value) => grid.#locale.number(value),
      cellAt: ({ row, column }) => {
        const parent = grid.grid.querySelector(row < 0 ? '.head' : `[data-row="${row}"]`);
        const group = parent?.classList.contains('group');
        return parent?.querySelector<HTMLElement>(group ? '.cell' : `[data-index="${column}"]`) ?? null;
      },
      placeOf: (cell) => {
        const row = cell.closest<HTMLElement>('[data-row]');
        return {
          row: row ? Number(row.dataset['row']) : -1,
          column: row?.classList.contains('group')
            ? grid.#tabCell.column
            : Number((cell as HTMLElement).dataset['index']),
        };
      },
      moveTo: (cell) => {
        grid.#activate(cell);
        if (cell.row >= 0) grid.scrollToRow(cell.row);
        grid.focus();
      },
      sortBy: (column, additive) => {
        const now = grid.sort.find((sort) => sort.column === column.id)?.direction;
        const again = additive ? 'none' : 'asc';
        const direction = now === undefined ? 'asc' : now === 'asc' ? 'desc' : again;
        grid.dispatchEvent(new UiSortEvent(column.id, direction, additive));
      },
      filterBy: (column, anchor) => grid.dispatchEvent(new UiColumnFilterEvent(column.id, anchor)),
      moveColumn: (moved, target, after) => grid.#moveColumn(moved, target, after),
      toggleGroup: (group) => grid.dispatchEvent(new UiGroupToggleEvent(group.key, !group.expanded)),
      tick: (index, range) => {
        const from = range ? (grid.#lastTicked ?? index) : index;
        grid.#lastTicked = index;
        const { rows, selected, offset, inverted } = grid;
        grid.#select(tickRange(rows, selected, from - offset, index - offset), inverted);
      },
      tickAll: (all) => grid.#select(new Set(), all),
      open: (row) => grid.dispatchEvent(new UiRowOpenEvent(row.id)),
      act: (row, action) => grid.dispatchEvent(new UiRowActionEvent(row.id, action)),
    };
  }

  // What is where

  /** The active cell, inside of what there is. */
  get #tabCell(): Cell {
    const { columnCount, before } = this.#view;
    const { row, column } = this.active ?? { row: 0, column: before };
    return {
      row: Math.min(row, this.#scroller.count - 1),
      column: Math.max(0, Math.min(column, columnCount - 1)),
    };
  }

  /** The rows to render, and the row with the focus wherever it is, because without it the focus would be lost. */
  #indices(): number[] {
    const { first, end } = this.#scroller.geometry;
    const indices = Array.from({ length: end - first }, (_, index) => first + index);
    const { row } = this.#tabCell;
    if (row >= 0 && row < first) indices.unshift(row);
    else if (row >= end) indices.push(row);
    return indices;
  }

  /** Whoever reads the page as a document reads its rows in their order. */
  #sortRows(): void {
    this.#slots.sort();
    this.requestUpdate();
  }

  /** Buttons that a row's actions need room for. */
  #buttonCount(): number {
    if (!this.rowActions) return 0;
    const record = this.rows.find((row): row is GridRecord => !isGroup(row));
    return 1 + (record ? this.rowActions(record).filter((action) => action.inline).length : 0);
  }

  /** Keeps the active cell on its record when rows above it come or go. */
  #followActive(): void {
    const at = this.rows.findIndex((row) => keyOf(row) === this.#activeKey);
    const row = at + this.offset;
    if (at < 0 || !this.active || row === this.active.row) return;
    this.#focusActive = this.grid?.matches(':focus-within') ?? false;
    this.active = { ...this.active, row };
  }

  // What a person does

  #activate(cell: Cell): void {
    if (cell.row !== this.active?.row || cell.column !== this.active.column) this.active = cell;
    const row = this.#view.rowAt(cell.row);
    this.#activeKey = row && keyOf(row);
  }

  #handleKeydown(event: KeyboardEvent): void {
    handleGridKey(this.#view, event);
  }

  #handleFocusin(event: FocusEvent): void {
    const cell = (event.target as Element).closest('.cell');
    if (cell) this.#activate(this.#view.placeOf(cell));
  }

  #handleClick(event: MouseEvent): void {
    const target = event.target as Element;
    const row = this.#rowOf(target);
    const button = target.closest('[data-menu]');
    if (!row) return;
    if (isGroup(row)) this.#view.toggleGroup(row);
    else if (button) this.#openMenu(row, button);
    else if (target.closest('[data-opens]')) this.#view.open(row);
    else if (target.closest('.select')) this.#handleTick(event, target);
  }

  /** The whole cell is the target of its box, and the state decides, not the box. */
  #handleTick(event: MouseEvent, target: Element): void {
    const index = Number(target.closest<HTMLElement>('[data-row]')?.dataset['row']);
    if (target.matches('input')) event.preventDefault();
    // The browser puts a prevented box back after this event, over what we would render now.
    setTimeout(() => this.#view.tick(index, event.shiftKey));
  }

  #handleDblclick(event: Event): void {
    const target = event.target as Element;
    const row = this.#rowOf(target);
    const control = target.closest('button, a, input, select, textarea, .select');
    if (row && !isGroup(row) && !control) this.#view.open(row);
  }

  #handleContextmenu(event: MouseEvent): void {
    const row = this.#rowOf(event.target as Element);
    if (!row || isGroup(row) || !this.rowActions) return;
    event.preventDefault();
    const open = (): void => this.#openMenu(row, new DOMRect(event.clientX, event.clientY, 0, 0));
    // Where the event comes with the press, the release would close the menu again.
    if (event.buttons === 0) open();
    else window.addEventListener('pointerup', () => setTimeout(open), { capture: true, once: true });
  }

  #rowOf(target: Element): GridRow | undefined {
    const index = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    return index === undefined ? undefined : this.#view.rowAt(Number(index));
  }

  #openMenu(row: GridRecord, anchor: Element | DOMRect): void {
    if (!this.menu || !this.rowActions) return;
    this.#menuRow = row;
    this.menu.items = this.rowActions(row);
    this.menu.align = anchor instanceof Element ? 'end' : 'start';
    this.menu.show(anchor);
  }

  #handleMenu(event: HTMLElementEventMap['lead-ui-select']): void {
    event.stopPropagation();
    if (this.#menuRow) this.#view.act(this.#menuRow, event.itemId);
  }

  #moveColumn(moved: string, target: string, after: boolean): void {
    const ids = this.columns.map((column) => column.id);
    const order = reorder(ids, moved, target, after);
    if (order === ids) return;
    this.dispatchEvent(new UiColumnsReorderEvent(order));
    const position = order.indexOf(moved);
    const column = this.columns.find(({ id }) => id === moved)?.label ?? moved;
    this.#announcer.announce(
      this.#view.text('columnMoved', { column, position: position + 1, count: order.length }),
    );
    if (this.active && this.active.row < 0)
      this.#view.moveTo({ row: -1, column: position + this.#view.before });
  }

  #select(selected: ReadonlySet<string>, inverted: boolean): void {
    this.selected = selected;
    this.inverted = inverted;
    this.dispatchEvent(new UiSelectionChangeEvent(selected, inverted));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-grid': LeadUiGrid;
  }
}
