import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { AnnouncerController } from '../announcer.js';
import { baseStyles } from '../base.js';
import { defineElement } from '../define.js';
import { renderEmpty } from '../states.js';
import { style } from '../style.js';
import { ColumnDrag } from './column-drag.js';
import { renderHeader } from './grid-header.js';
import { handleGridKey } from './grid-keyboard.js';
import { buttonCount, columnWidths } from './grid-layout.js';
import { handleGridClick, handleGridContextmenu, handleGridDblclick } from './grid-pointer.js';
import { renderRow } from './grid-rows.js';
import { GridScroller } from './grid-scroller.js';
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
import { GridView } from './grid-view.js';
import { RowSlots } from './row-slots.js';

export * from './grid-events.js';
export type * from './grid-types.js';

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

  readonly #announcer = new AnnouncerController(this);
  readonly #scroller = new GridScroller(this);
  readonly #slots = new RowSlots(this);
  readonly #view = new GridView(this, this.#scroller);
  readonly #drag = new ColumnDrag((moved, target, after) => this.#view.moveColumn(moved, target, after));

  /** Scrolls a row into view, by its index in the whole answer. */
  scrollToRow(index: number): void {
    this.#scroller.scrollToRow(index);
  }

  /** Puts the focus on the active cell. */
  override focus(): void {
    this.#view.active.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('rows') && !changed.has('offset') && !changed.has('total')) return;
    this.#view.active.follow();
    this.#scroller.update();
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
          ${style(columnWidths(this.columns, { ticks: view.ticks, actions: buttonCount(this.rows, this.rowActions) }))}
          @keydown=${(event: KeyboardEvent) => handleGridKey(view, event)}
          @focusin=${(event: FocusEvent) => view.active.handleFocusin(event)}
          @click=${(event: MouseEvent) => handleGridClick(view, event)}
          @dblclick=${(event: MouseEvent) => handleGridDblclick(view, event)}
          @contextmenu=${(event: MouseEvent) => handleGridContextmenu(view, event)}
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
      ${view.menu.render()} ${this.#announcer.render()}
    `;
  }

  /** The rows to render, and the row with the focus wherever it is, because without it the focus would be lost. */
  #indices(): number[] {
    const { first, end } = this.#scroller.geometry;
    const indices = Array.from({ length: end - first }, (_, index) => first + index);
    const { row } = this.#view.active.place;
    if (row >= 0 && row < first) indices.unshift(row);
    else if (row >= end) indices.push(row);
    return indices;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-grid': LeadUiGrid;
  }
}
