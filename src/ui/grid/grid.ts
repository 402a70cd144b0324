import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { LocaleController, type Translate } from '../../locale/index.js';
import { uiMessages } from '../../locale/ui.js';
import { AnnouncerController } from '../announcer.js';
import { baseStyles } from '../base.js';
import { defineElement } from '../define.js';
import {
  arrowDownIcon,
  arrowUpIcon,
  caretRightIcon,
  caretUpDownIcon,
  dotsThreeIcon,
  funnelIcon,
  icon,
} from '../icons.js';
import type { LeadUiMenu } from '../menu.js';
import '../menu.js';
import { renderEmpty } from '../states.js';
import { ColumnDrag, reorder } from './column-drag.js';
import {
  UiColumnFilterEvent,
  UiColumnsReorderEvent,
  UiGroupToggleEvent,
  UiRowActionEvent,
  UiRowOpenEvent,
  UiSelectionChangeEvent,
  UiSortEvent,
  UiWindowRequestEvent,
} from './grid-events.js';
import { moveCell, type Cell } from './grid-keys.js';
import { gridStyles } from './grid-styles.js';
import {
  isGroup,
  type GridColumn,
  type GridGroup,
  type GridRecord,
  type GridRow,
  type GridRowAction,
  type GridSort,
  type GridTotal,
} from './grid-types.js';
import { geometry, isMissing, rowCount, scrollTopFor, wantedWindow, type Geometry } from './grid-window.js';

export * from './grid-events.js';
export type * from './grid-types.js';

const defaultWidth = '8rem';

/**
 * @summary A data grid that shows a window of any number of rows and asks for the window that it needs.
 * @tagname lead-ui-grid
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
 * @fires {UiSelectionChangeEvent} lead-ui-selection-change - `selected`, `all`.
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

  @state() private geometry: Geometry = geometry(0, 40, 0, 0);
  @state() private active: Cell = { row: 0, column: 0 };
  @query('.scroller') private scroller!: HTMLElement;
  @query('.grid') private grid!: HTMLElement;
  @query('.probe') private probe!: HTMLElement;
  @query('lead-ui-menu') private menu!: LeadUiMenu | null;

  readonly #locale = new LocaleController(this);
  readonly #announcer = new AnnouncerController(this);
  readonly #drag = new ColumnDrag((moved, target, after) => this.#reorder(moved, target, after));
  readonly #resize = new ResizeObserver(() => this.#measure());
  #rowHeight = 40;
  #activeId: string | undefined;
  #lastTicked: number | undefined;
  #menuRow: GridRecord | undefined;
  #asked = { key: '', times: 0 };
  #focusActive = false;

  /** Scrolls a row into view, by its index in the whole answer. */
  scrollToRow(index: number): void {
    const view = this.#viewHeight;
    const top = index * this.#rowHeight;
    const seen = this.scroller.scrollTop * (this.#count ? this.#stretch : 1);
    let wanted = seen;
    if (top < seen) wanted = top;
    else if (top + this.#rowHeight > seen + view) wanted = top + this.#rowHeight - view;
    if (wanted !== seen) this.scroller.scrollTop = scrollTopFor(wanted, this.#count, this.#rowHeight, view);
    this.#measure();
  }

  /** Puts the focus on the active cell. */
  override focus(): void {
    this.#focusActive = true;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('rows') || changed.has('offset') || changed.has('total')) {
      this.#followActive();
      this.#updateGeometry();
    }
  }

  protected override firstUpdated(): void {
    this.active = { row: 0, column: this.selection === 'multiple' ? 1 : 0 };
    this.#observe();
  }

  protected override updated(): void {
    this.#askForRows();
    if (!this.#focusActive) return;
    this.#focusActive = false;
    const cell = this.#cellElement(this.#tabCell);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { total, selection } = this;
    const count = this.#count;
    const waiting = this.loading && count === 0;
    return html`
      <div class="probe"></div>
      <div
        class="scroller ${this.loading && count > 0 ? 'busy' : ''}"
        part="scroller"
        @scroll=${this.#handleScroll}
      >
        <div
          class="grid"
          role=${this.rows.some(isGroup) ? 'treegrid' : 'grid'}
          aria-label=${this.label || nothing}
          aria-rowcount=${typeof total === 'number' ? total + 1 : -1}
          aria-colcount=${this.#columnCount}
          aria-multiselectable=${selection === 'multiple' ? 'true' : nothing}
          aria-busy=${this.loading}
          style=${styleMap({ '--_columns': this.#template(), '--_least': this.#leastWidth(), '--_tick': '2.5rem' })}
          @keydown=${this.#handleKeydown}
          @focusin=${this.#handleFocusin}
          @click=${this.#handleClick}
          @dblclick=${this.#handleDblclick}
          @contextmenu=${this.#handleContextmenu}
        >
          <div role="rowgroup" class="head">${this.#renderHead()}</div>
          <div
            role="rowgroup"
            class="body"
            style=${styleMap({ blockSize: `${waiting ? this.#rowHeight * 8 : this.geometry.height}px` })}
          >
            ${waiting ? Array.from({ length: 8 }, (_, index) => this.#renderRow(index)) : this.#renderRows()}
          </div>
        </div>
        ${
          count === 0 && !this.loading
            ? html`<slot name="empty" class="empty"
                >${renderEmpty({ text: this.emptyText || this.#text('empty') })}</slot
              >`
            : nothing
        }
      </div>
      ${
        this.rowActions
          ? html`<lead-ui-menu
              no-trigger
              .label=${this.#text('actions')}
              @lead-ui-select=${this.#handleMenu}
            ></lead-ui-menu>`
          : nothing
      }
      ${this.#announcer.render()}
    `;
  }

  #renderHead(): TemplateResult {
    return html`<div
      class="row"
      role="row"
      aria-rowindex="1"
      @dragstart=${this.#drag.start}
      @dragover=${this.#drag.over}
      @drop=${this.#drag.drop}
      @dragend=${this.#drag.end}
    >
      ${this.selection === 'multiple' ? this.#renderTickAll() : nothing}
      ${this.columns.map((column, index) => this.#renderHeader(column, index + this.#before))}
      ${
        this.rowActions
          ? html`<div
              class="cell actions"
              role="columnheader"
              aria-colindex=${this.#columnCount}
              data-index=${this.#columnCount - 1}
              tabindex=${this.#tabIndex(-1, this.#columnCount - 1)}
            >
              <span class="visually-hidden">${this.#text('actions')}</span>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderTickAll(): TemplateResult {
    const records = this.rows.filter((row): row is GridRecord => !isGroup(row));
    const some = this.selected.size > 0;
    const all =
      some &&
      (typeof this.total === 'number' ? this.selected.size >= records.length : false) &&
      records.every((row) => this.selected.has(row.id));
    return html`<div
      class="cell select sticky"
      role="columnheader"
      aria-colindex="1"
      data-index="0"
      tabindex=${this.#tabIndex(-1, 0)}
    >
      <input
        type="checkbox"
        class="checkbox"
        tabindex="-1"
        aria-label=${this.#text('selectAll')}
        .checked=${all}
        .indeterminate=${some && !all}
        @change=${() => this.#tickAll(!all)}
      />
    </div>`;
  }

  #renderHeader(column: GridColumn, index: number): TemplateResult {
    const rank = this.sort.findIndex((sort) => sort.column === column.id);
    const direction = this.sort[rank]?.direction;
    const filterText = column.filtered ? 'filterColumnActive' : 'filterColumn';
    return html`<div
      class=${classMap({ cell: true, sticky: index === this.#before, end: column.align === 'end', filtered: Boolean(column.filtered) })}
      role="columnheader"
      aria-colindex=${index + 1}
      aria-sort=${rank === 0 ? (direction === 'asc' ? 'ascending' : 'descending') : nothing}
      data-index=${index}
      data-column=${column.id}
      draggable=${this.reorderable ? 'true' : nothing}
      tabindex=${this.#tabIndex(-1, index)}
    >
      <button
        class="sort"
        type="button"
        tabindex="-1"
        ?disabled=${!column.sortable}
        @click=${(event: MouseEvent) => this.#sortBy(column, event.shiftKey)}
      >
        <span class="content">${column.label}</span>
        ${direction ? icon(direction === 'asc' ? arrowUpIcon : arrowDownIcon) : nothing}
        ${direction && this.sort.length > 1 ? html`<span class="rank">${rank + 1}</span>` : nothing}
        ${column.sortable && !direction ? html`<span class="hint">${icon(caretUpDownIcon)}</span>` : nothing}
      </button>
      ${
        column.filterable
          ? html`<button
              class="icon-button funnel"
              type="button"
              tabindex="-1"
              aria-haspopup="dialog"
              aria-label=${this.#text(filterText, { column: column.label })}
              @click=${(event: Event) => this.#filterBy(column, event.currentTarget as Element)}
            >
              ${icon(funnelIcon)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderRows(): unknown {
    const { first, end } = this.geometry;
    const indices = Array.from({ length: end - first }, (_, index) => first + index);
    // The row with the focus stays, wherever the others have scrolled, or the focus would be lost.
    const { row } = this.#tabCell;
    if (row >= 0 && row < first) indices.unshift(row);
    else if (row >= end) indices.push(row);
    return repeat(
      indices,
      (index) => index,
      (index) => this.#renderRow(index),
    );
  }

  #renderRow(index: number): TemplateResult {
    const row = this.rows[index - this.offset];
    const place = { transform: `translateY(${index * this.#rowHeight + this.geometry.shift}px)` };
    if (isGroup(row)) return this.#renderGroup(row, index, place);
    const ticked = row !== undefined && this.selected.has(row.id);
    return html`<div
      class="row"
      role="row"
      data-row=${index}
      aria-rowindex=${index + 2}
      aria-level=${this.#levelOf(index) ?? nothing}
      aria-selected=${this.selection === 'multiple' ? ticked : nothing}
      style=${styleMap(place)}
    >
      ${this.selection === 'multiple' ? this.#renderTick(row, index, ticked) : nothing}
      ${this.columns.map((column, position) => this.#renderCell(row, index, column, position + this.#before))}
      ${this.rowActions ? this.#renderActions(row, index) : nothing}
    </div>`;
  }

  #renderTick(row: GridRecord | undefined, index: number, ticked: boolean): TemplateResult {
    return html`<div
      class="cell select sticky"
      role="gridcell"
      aria-colindex="1"
      data-index="0"
      tabindex=${this.#tabIndex(index, 0)}
    >
      <input
        type="checkbox"
        class="checkbox"
        tabindex="-1"
        aria-label=${this.#text('selectRow')}
        ?disabled=${!row}
        .checked=${ticked}
      />
    </div>`;
  }

  #renderCell(
    row: GridRecord | undefined,
    index: number,
    column: GridColumn,
    position: number,
  ): TemplateResult {
    const value = row && (column.render ? column.render(row) : row[column.id]);
    return html`<div
      class=${classMap({ cell: true, sticky: position === this.#before, end: column.align === 'end' })}
      role="gridcell"
      aria-colindex=${position + 1}
      data-index=${position}
      tabindex=${this.#tabIndex(index, position)}
    >
      ${
        row
          ? column.opens
            ? html`<button class="opens content" type="button" tabindex="-1" data-opens>${value}</button>`
            : html`<div class="content">${value}</div>`
          : html`<span class="skeleton"></span>`
      }
    </div>`;
  }

  #renderActions(row: GridRecord | undefined, index: number): TemplateResult {
    const column = this.#columnCount - 1;
    return html`<div
      class="cell actions"
      role="gridcell"
      aria-colindex=${column + 1}
      data-index=${column}
      tabindex=${this.#tabIndex(index, column)}
    >
      ${row ? this.rowActions!(row).map((action) => (action.inline && action.icon ? this.#renderAction(row, action) : nothing)) : nothing}
      ${
        row
          ? html`<button
              class="icon-button"
              type="button"
              tabindex="-1"
              aria-haspopup="menu"
              aria-label=${this.#text('actions')}
              data-menu
            >
              ${icon(dotsThreeIcon)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderAction(row: GridRecord, action: GridRowAction): TemplateResult {
    return html`<button
      class="icon-button inline"
      type="button"
      tabindex="-1"
      aria-label=${action.label}
      title=${action.reason && action.disabled ? `${action.label}. ${action.reason}` : action.label}
      aria-disabled=${action.disabled ? 'true' : nothing}
      @click=${() => !action.disabled && this.dispatchEvent(new UiRowActionEvent(row.id, action.id))}
    >
      ${icon(action.icon!)}
    </button>`;
  }

  #renderGroup(group: GridGroup, index: number, place: Record<string, string>): TemplateResult {
    return html`<div
      class="row group"
      role="row"
      data-row=${index}
      aria-rowindex=${index + 2}
      aria-level=${group.level ?? 1}
      aria-expanded=${group.expanded}
      style=${styleMap({ ...place, '--_level': String(group.level ?? 1) })}
    >
      <div
        class="cell"
        role="gridcell"
        aria-colindex="1"
        aria-colspan=${this.#columnCount}
        data-index="0"
        tabindex=${this.#tabIndex(index, this.active.column)}
      >
        <span class="twist">${icon(caretRightIcon)}</span>
        ${group.tone ? html`<span class="dot" data-tone=${group.tone}></span>` : nothing}
        <span class="content">${group.label}</span>
        ${group.count === undefined ? nothing : html`<span class="count">${this.#locale.number(group.count)}</span>`}
      </div>
    </div>`;
  }

  // What is where

  get #text(): Translate<keyof (typeof uiMessages)['en']> {
    return this.#locale.texts(uiMessages);
  }

  get #count(): number {
    return rowCount(this.total, this.rows, this.offset);
  }

  /** Columns before the first of `columns`. */
  get #before(): number {
    return this.selection === 'multiple' ? 1 : 0;
  }

  get #columnCount(): number {
    return this.#before + this.columns.length + (this.rowActions ? 1 : 0);
  }

  get #viewHeight(): number {
    return Math.max(0, this.scroller.clientHeight - this.#rowHeight); // the header covers one row
  }

  get #stretch(): number {
    return 1 / scrollTopFor(1, this.#count, this.#rowHeight, this.#viewHeight);
  }

  /** The active cell, inside of what there is. */
  get #tabCell(): Cell {
    const row = Math.min(this.active.row, this.#count - 1);
    return { row, column: Math.max(0, Math.min(this.active.column, this.#columnCount - 1)) };
  }

  #tabIndex(row: number, column: number): 0 | -1 {
    const cell = this.#tabCell;
    return cell.row === row && cell.column === column ? 0 : -1;
  }

  #template(): string {
    const columns = this.columns.map(({ width = defaultWidth, grow = 1 }, index) => {
      // On a narrow container the column that stays in place leaves room for the others.
      const least = index === 0 ? `min(${width}, 48cqi)` : width;
      return grow > 0 ? `minmax(${least}, ${grow}fr)` : least;
    });
    return `${this.#before ? 'var(--_tick) ' : ''}${columns.join(' ')}${this.rowActions ? ' 3rem' : ''}`;
  }

  #leastWidth(): string {
    const widths = this.columns.map(({ width = defaultWidth }, index) =>
      index === 0 ? `min(${width}, 48cqi)` : width,
    );
    return `calc(${['0px', ...widths, this.#before ? 'var(--_tick)' : '0px', this.rowActions ? '3rem' : '0px'].join(' + ')})`;
  }

  #levelOf(index: number): number | undefined {
    if (!this.rows.some(isGroup)) return undefined;
    const row = this.rows[index - this.offset];
    if (typeof row?.['level'] === 'number') return row['level'];
    for (let at = index - this.offset; at >= 0; at--) {
      const above = this.rows[at];
      if (isGroup(above)) return (above.level ?? 1) + 1;
    }
    return 2;
  }

  #cellElement({ row, column }: Cell): HTMLElement | null {
    const parent =
      row < 0 ? this.grid.querySelector('.head') : this.grid.querySelector(`[data-row="${row}"]`);
    if (parent?.classList.contains('group')) return parent.querySelector<HTMLElement>('.cell');
    return parent?.querySelector<HTMLElement>(`[data-index="${column}"]`) ?? null;
  }

  /** Keeps the active cell on its record when rows above it come or go. */
  #followActive(): void {
    if (this.#activeId === undefined) return;
    const at = this.rows.findIndex((row) => keyOf(row) === this.#activeId);
    const row = at + this.offset;
    if (at < 0 || row === this.active.row) return;
    this.#focusActive = this.grid?.matches(':focus-within') ?? false;
    this.active = { ...this.active, row };
  }

  // Scrolling and the window

  #observe(): void {
    this.#resize.observe(this.scroller);
    this.#resize.observe(this.probe);
  }

  #measure(): void {
    if (!this.isConnected) return;
    this.#rowHeight = this.probe.offsetHeight || this.#rowHeight;
    const first = this.grid.querySelector<HTMLElement>('.head .sticky:not(.select)');
    const sticky =
      (first?.offsetWidth ?? 0) + (this.grid.querySelector<HTMLElement>('.select')?.offsetWidth ?? 0);
    this.scroller.style.setProperty('--_sticky', `${sticky}px`);
    this.#updateGeometry();
  }

  #updateGeometry(): void {
    const { scrollTop = 0 } = this.scroller ?? {};
    const view = this.scroller ? this.#viewHeight : 0;
    const next = geometry(this.#count, this.#rowHeight, scrollTop, view);
    const { geometry: now } = this;
    const same =
      next.first === now.first &&
      next.end === now.end &&
      next.height === now.height &&
      next.shift === now.shift;
    if (!same) this.geometry = next;
  }

  readonly #handleScroll = (): void => {
    this.#asked.times = 0;
    this.#updateGeometry();
    this.scroller.classList.toggle('scrolled', this.scroller.scrollLeft !== 0);
  };

  #askForRows(): void {
    const count = this.#count;
    if (!this.hasUpdated || count === 0 || !isMissing(this.geometry, this.rows, this.offset)) {
      this.#asked = { key: '', times: 0 };
      return;
    }
    const { offset, limit } = wantedWindow(this.geometry, count);
    const key = `${offset}+${limit}`;
    const times = this.#asked.key === key ? this.#asked.times + 1 : 0;
    this.#asked = { key, times };
    // An answer that leaves out what it promised is asked for again, but not for ever.
    if (times < 3) this.dispatchEvent(new UiWindowRequestEvent(offset, limit));
  }

  // What a person does

  #handleFocusin(event: FocusEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    if (cell) this.#activate(this.#placeOf(cell));
  }

  #placeOf(cell: Element): Cell {
    const row = cell.closest<HTMLElement>('[data-row]')?.dataset['row'];
    const group = cell.parentElement?.classList.contains('group');
    return {
      row: row === undefined ? -1 : Number(row),
      column: group ? this.active.column : Number((cell as HTMLElement).dataset['index']),
    };
  }

  #activate(cell: Cell): void {
    if (cell.row !== this.active.row || cell.column !== this.active.column) this.active = cell;
    const row = this.rows[cell.row - this.offset];
    this.#activeId = row && keyOf(row);
  }

  #moveTo(cell: Cell): void {
    this.#activate(cell);
    if (cell.row >= 0) this.scrollToRow(cell.row);
    this.#focusActive = true;
    this.requestUpdate();
  }

  #handleKeydown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('.cell');
    if (!cell || event.defaultPrevented) return;
    const inside = target !== cell;
    if (inside && event.key === 'Escape') {
      event.preventDefault();
      cell.focus();
      return;
    }
    if (
      inside &&
      (target.matches('input:not([type=checkbox]), textarea, select') || target.localName.includes('-'))
    )
      return;
    if (inside && this.#moveInside(event, cell, target)) return;
    const place = this.#placeOf(cell);
    const done =
      place.row < 0 ? this.#headerKey(event, place, inside) : this.#rowKey(event, place, cell, inside);
    if (done) {
      event.preventDefault();
      return;
    }
    const next = moveCell(event, place, {
      rows: this.#count,
      columns: this.#columnCount,
      page: Math.max(1, Math.floor(this.#viewHeight / this.#rowHeight) - 1),
      rtl: this.#isRtl,
    });
    if (!next) return;
    event.preventDefault();
    this.#moveTo(next);
  }

  /** Left and Right walk through the buttons of a cell before they leave it. */
  #moveInside(event: KeyboardEvent, cell: HTMLElement, target: HTMLElement): boolean {
    const forward = event.key === (this.#isRtl ? 'ArrowLeft' : 'ArrowRight');
    if (!forward && event.key !== (this.#isRtl ? 'ArrowRight' : 'ArrowLeft')) return false;
    const controls = focusables(cell);
    const next = controls[controls.indexOf(target) + (forward ? 1 : -1)];
    if (!next) return false;
    event.preventDefault();
    next.focus();
    return true;
  }

  #headerKey(event: KeyboardEvent, { column: index }: Cell, inside: boolean): boolean {
    const column = this.columns[index - this.#before];
    const { key } = event;
    if (!column) {
      if (inside || index > 0 || !this.#before || (key !== ' ' && key !== 'Enter')) return false;
      this.#cellElement({ row: -1, column: 0 })?.querySelector('input')?.click();
      return true;
    }
    const sideways = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (sideways && this.reorderable && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      const step = this.#isRtl ? -sideways : sideways;
      const neighbour = this.columns[index - this.#before + step];
      if (neighbour) this.#reorder(column.id, neighbour.id, step > 0);
      return true;
    }
    if (key === 'ArrowDown' && event.altKey && column.filterable) {
      const anchor = this.#cellElement({ row: -1, column: index })?.querySelector('.funnel');
      if (anchor) this.#filterBy(column, anchor);
      return true;
    }
    if (!inside && (key === 'Enter' || key === 'F2' || key === ' ') && column.sortable) {
      this.#sortBy(column, event.shiftKey);
      return true;
    }
    return false;
  }

  #rowKey(event: KeyboardEvent, place: Cell, cell: HTMLElement, inside: boolean): boolean {
    const row = this.rows[place.row - this.offset];
    if (!row || inside) return false;
    const { key } = event;
    if (isGroup(row)) {
      const opens = key === (this.#isRtl ? 'ArrowLeft' : 'ArrowRight');
      const closes = key === (this.#isRtl ? 'ArrowRight' : 'ArrowLeft');
      if (opens !== closes && opens === row.expanded) return true;
      if (!opens && !closes && key !== 'Enter' && key !== ' ') return false;
      this.#toggleGroup(row);
      return true;
    }
    if (key === ' ' && this.selection === 'multiple') {
      this.#tick(place.row, event.shiftKey);
      return true;
    }
    if (key === 'a' && (event.ctrlKey || event.metaKey) && this.selection === 'multiple') {
      this.#tickAll(true);
      return true;
    }
    if (key !== 'Enter' && key !== 'F2' && key !== ' ') return false;
    const control = focusables(cell).find((each) => !each.matches('[data-opens], .select input'));
    if (control) control.focus();
    else if (key === 'Enter') this.dispatchEvent(new UiRowOpenEvent(row.id));
    return true;
  }

  #handleClick(event: MouseEvent): void {
    const target = event.target as Element;
    const row = this.#rowOf(target);
    if (!row) return;
    if (isGroup(row)) return this.#toggleGroup(row);
    if (target.closest('[data-menu]')) this.#openMenu(row, target.closest('[data-menu]')!);
    else if (target.closest('[data-opens]')) this.dispatchEvent(new UiRowOpenEvent(row.id));
    else if (target.closest('.select')) this.#handleTick(event, target);
  }

  /** The whole cell is the target of its box. The state decides, not the box. */
  #handleTick(event: MouseEvent, target: Element): void {
    const index = Number(target.closest<HTMLElement>('[data-row]')?.dataset['row']);
    if (target.matches('input')) event.preventDefault();
    // The browser puts a prevented box back after this event, over what we render now.
    setTimeout(() => this.#tick(index, event.shiftKey));
  }

  #handleDblclick(event: Event): void {
    const target = event.target as Element;
    const row = this.#rowOf(target);
    if (row && !isGroup(row) && !target.closest('button, a, input, select, textarea, .select')) {
      this.dispatchEvent(new UiRowOpenEvent(row.id));
    }
  }

  #handleContextmenu(event: MouseEvent): void {
    const row = this.#rowOf(event.target as Element);
    if (!row || isGroup(row) || !this.rowActions) return;
    event.preventDefault();
    this.#openMenu(row, new DOMRect(event.clientX, event.clientY, 0, 0));
  }

  #rowOf(target: Element): GridRow | undefined {
    const index = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    return index === undefined ? undefined : this.rows[Number(index) - this.offset];
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
    if (this.#menuRow) this.dispatchEvent(new UiRowActionEvent(this.#menuRow.id, event.itemId));
  }

  #sortBy(column: GridColumn, additive: boolean): void {
    const now = this.sort.find((sort) => sort.column === column.id)?.direction;
    const direction = now === undefined ? 'asc' : now === 'asc' ? 'desc' : additive ? 'none' : 'asc';
    this.dispatchEvent(new UiSortEvent(column.id, direction, additive));
  }

  #filterBy(column: GridColumn, anchor: Element): void {
    this.dispatchEvent(new UiColumnFilterEvent(column.id, anchor));
  }

  #toggleGroup(group: GridGroup): void {
    this.dispatchEvent(new UiGroupToggleEvent(group.key, !group.expanded));
  }

  #reorder(moved: string, target: string, after: boolean): void {
    const ids = this.columns.map((column) => column.id);
    const order = reorder(ids, moved, target, after);
    if (order === ids) return;
    this.dispatchEvent(new UiColumnsReorderEvent(order));
    const column = this.columns.find((each) => each.id === moved)?.label ?? moved;
    this.#announcer.announce(
      this.#text('columnMoved', { column, position: order.indexOf(moved) + 1, count: order.length }),
    );
    if (this.active.row < 0) this.#moveTo({ row: -1, column: order.indexOf(moved) + this.#before });
  }

  #tick(index: number, range: boolean): void {
    const from = range && this.#lastTicked !== undefined ? this.#lastTicked : index;
    const row = this.rows[index - this.offset];
    if (!row || isGroup(row)) return;
    const selected = new Set(this.selected);
    const ticks = !selected.has(row.id);
    for (let at = Math.min(from, index); at <= Math.max(from, index); at++) {
      const each = this.rows[at - this.offset];
      if (!each || isGroup(each)) continue;
      if (ticks) selected.add(each.id);
      else selected.delete(each.id);
    }
    this.#lastTicked = index;
    this.selected = selected;
    this.dispatchEvent(new UiSelectionChangeEvent(selected));
  }

  #tickAll(all: boolean): void {
    this.selected = new Set(all ? this.rows.flatMap((row) => (isGroup(row) ? [] : [row.id])) : []);
    this.dispatchEvent(new UiSelectionChangeEvent(this.selected, all));
  }

  get #isRtl(): boolean {
    return this.matches(':dir(rtl)');
  }
}

function keyOf(row: GridRow): string {
  return isGroup(row) ? `group:${row.key}` : row.id;
}

function focusables(cell: Element): HTMLElement[] {
  const all = cell.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [tabindex], lead-ui-listbox-select, lead-ui-menu',
  );
  return [...all].filter((element) => element.offsetParent !== null && !element.matches(':disabled'));
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-grid': LeadUiGrid;
  }
}
