import type { ReactiveController } from 'lit';
import type { Cell } from './grid-keys.js';
import { keyOf } from './grid-layout.js';
import type { GridHost, GridView } from './grid-view.js';

/** The one cell of a grid that Tab leads to. It stays with its record when rows above that come or go. */
export class ActiveCell implements ReactiveController {
  readonly #host: GridHost;
  readonly #view: GridView;
  #cell: Cell | undefined;
  #key: string | undefined;
  #takesFocus = false;
  /** The cell with the focus, before an update. */
  #focused: Element | undefined;

  constructor(host: GridHost, view: GridView) {
    this.#host = host;
    this.#view = view;
    host.addController(this);
  }

  /** Where it is, inside of what there is. */
  get place(): Cell {
    const { columnCount, rowCount, before } = this.#view;
    const { row, column } = this.#cell ?? { row: 0, column: before };
    return {
      row: Math.min(row, rowCount - 1),
      column: Math.max(0, Math.min(column, columnCount - 1)),
    };
  }

  /** A header is active: unlike `place`, not where there are no rows. */
  get isHeader(): boolean {
    return this.#cell !== undefined && this.#cell.row < 0;
  }

  /** For the `tabindex` of a cell; a column below 0 is that of a row with a single cell. */
  tabIndex(row: number, column: number): 0 | -1 {
    const { place } = this;
    return place.row === row && (place.column === column || column < 0) ? 0 : -1;
  }

  placeOf(cell: Element): Cell {
    const row = cell.closest<HTMLElement>('[data-row]');
    return {
      row: row ? Number(row.dataset['row']) : -1,
      column: row?.classList.contains('group')
        ? this.place.column
        : Number((cell as HTMLElement).dataset['index']),
    };
  }

  /** Makes it this one, and puts the focus there. */
  moveTo(cell: Cell): void {
    this.#activate(cell);
    if (cell.row >= 0) this.#view.scrollToRow(cell.row);
    this.focus();
  }

  /** Puts the focus on it, once it is rendered. */
  focus(): void {
    this.#takesFocus = true;
    this.#host.requestUpdate();
  }

  /** Other rows have come. */
  follow(): void {
    const { rows, offset, shadowRoot } = this.#host;
    const at = rows.findIndex((row) => keyOf(row) === this.#key);
    const row = at + offset;
    if (at < 0 || !this.#cell || row === this.#cell.row) return;
    this.#takesFocus = shadowRoot?.querySelector('.grid:focus-within') != null;
    this.#cell = { ...this.#cell, row };
  }

  handleFocusin({ target }: FocusEvent): void {
    const cell = (target as Element).closest('.cell');
    if (cell) this.#activate(this.placeOf(cell));
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement?.closest('.cell') ?? undefined;
  }

  hostUpdated(): void {
    // The place of a row that was on its way shows another kind of row now, a group.
    this.#takesFocus ||= this.#focused?.isConnected === false && !this.#host.shadowRoot?.activeElement;
    if (!this.#takesFocus) return;
    this.#takesFocus = false;
    const cell = this.#element();
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #activate(cell: Cell): void {
    if (cell.row !== this.#cell?.row || cell.column !== this.#cell.column) {
      this.#cell = cell;
      this.#host.requestUpdate();
    }
    const row = this.#view.rowAt(cell.row);
    this.#key = row && keyOf(row);
  }

  #element(): HTMLElement | null {
    const { row, column } = this.place;
    const parent = this.#host.shadowRoot?.querySelector(row < 0 ? '.head' : `[data-row="${row}"]`);
    const isGroup = parent?.classList.contains('group');
    return parent?.querySelector<HTMLElement>(isGroup ? '.cell' : `[data-index="${column}"]`) ?? null;
  }
}
