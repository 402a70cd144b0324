import type { ReactiveControllerHost } from 'lit';
import type { Id } from '../../model/records.js';
import { placeOf, type CardGrid } from './keys.js';

/** Cards that are moved together: chosen with Shift, Ctrl or ⌘ and a click, or with Shift and the arrow keys. */
export class CardSelection {
  readonly #host: ReactiveControllerHost;
  #ids: ReadonlySet<Id> = new Set();
  #anchor: Id | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get ids(): ReadonlySet<Id> {
    return this.#ids;
  }

  has(id: Id): boolean {
    return this.#ids.has(id);
  }

  clear(): void {
    this.#anchor = undefined;
    if (this.#ids.size > 0) this.#set(new Set());
  }

  toggle(id: Id): void {
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#anchor = id;
    this.#set(ids);
  }

  /** From the card where choosing began to this one, if both are in one column. */
  extend(from: Id, to: Id, grid: CardGrid): void {
    this.#anchor ??= from;
    const start = placeOf(grid, this.#anchor);
    const end = placeOf(grid, to);
    if (!start || !end || start.column !== end.column) return this.toggle(to);
    const [first, last] = start.row < end.row ? [start.row, end.row] : [end.row, start.row];
    this.#set(new Set(grid[start.column]!.slice(first, last + 1)));
  }

  /** Whether the click chose; a plain one ends the choice. */
  handleClick(event: MouseEvent, id: Id, grid: CardGrid): boolean {
    if (event.shiftKey) this.extend(this.#anchor ?? id, id, grid);
    else if (event.ctrlKey || event.metaKey) this.toggle(id);
    else {
      this.clear();
      return false;
    }
    return true;
  }

  #set(ids: ReadonlySet<Id>): void {
    this.#ids = ids;
    this.#host.requestUpdate();
  }
}
