import { UiSelectionChangeEvent } from './grid-events.js';
import { isGroup, type GridRecord, type GridRow } from './grid-types.js';
import { rowCount } from './grid-window.js';
import type { GridHost } from './grid-view.js';

/** Ticking rows: one by one, from one to another, or all there are. */
export class RowSelection {
  readonly #host: GridHost;
  #last: number | undefined;

  constructor(host: GridHost) {
    this.#host = host;
  }

  has(row: GridRecord): boolean {
    const { selected, inverted } = this.#host;
    return selected.has(row.id) !== inverted;
  }

  /** What the box in the header shows. */
  get extent(): 'all' | 'some' | 'none' {
    const { rows, offset, total, selected, inverted } = this.#host;
    if (inverted) return selected.size === 0 ? 'all' : 'some';
    if (selected.size === 0) return 'none';
    const isWhole = rows.length === rowCount(total, rows, offset);
    return isWhole && rows.every((row) => isGroup(row) || selected.has(row.id)) ? 'all' : 'some';
  }

  /** Ticks a row, or takes its tick away; with `range` those from the last one on, too. */
  toggle(index: number, range: boolean): void {
    const from = range ? (this.#last ?? index) : index;
    this.#last = index;
    const { rows, selected, offset, inverted } = this.#host;
    this.#set(withRange(rows, selected, from - offset, index - offset), inverted);
  }

  toggleAll(all: boolean): void {
    this.#set(new Set(), all);
  }

  #set(selected: ReadonlySet<string>, inverted: boolean): void {
    this.#host.selected = selected;
    this.#host.inverted = inverted;
    this.#host.dispatchEvent(new UiSelectionChangeEvent(selected, inverted));
  }
}

/**
 * The ticked ids after the rows from one to another take over what the last one becomes. Groups are left out. Works as
 * well on the ids that are not ticked.
 */
function withRange(
  rows: readonly GridRow[],
  ticked: ReadonlySet<string>,
  from: number,
  to: number,
): ReadonlySet<string> {
  const target = rows[to];
  if (!target || isGroup(target)) return ticked;
  const result = new Set(ticked);
  const ticks = !ticked.has(target.id);
  for (const row of rows.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1)) {
    if (isGroup(row)) continue;
    if (ticks) result.add(row.id);
    else result.delete(row.id);
  }
  return result;
}
