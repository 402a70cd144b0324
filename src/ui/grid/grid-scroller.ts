import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { UiWindowRequestEvent } from './grid-events.js';
import type { GridRow, GridTotal } from './grid-types.js';
import { geometry, isMissing, rowCount, scrollTopFor, wantedWindow, type Geometry } from './grid-window.js';

interface Host extends ReactiveControllerHost, HTMLElement {
  readonly rows: readonly GridRow[];
  readonly offset: number;
  readonly total: GridTotal;
}

/** Keeps track of which rows of a grid are in view, and asks for those that it has not got. */
export class GridScroller implements ReactiveController {
  readonly #host: Host;
  readonly #resize = new ResizeObserver(() => this.measure());
  #box: HTMLElement | null = null;
  #probe: HTMLElement | null = null;
  #geometry: Geometry = geometry(0, 40, 0, 0);
  #rowHeight = 40;
  #measured = false;
  #asked: { key: string; times: number; rows?: readonly GridRow[] } = { key: '', times: 0 };

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** Rows to make room for. */
  get count(): number {
    const { total, rows, offset } = this.#host;
    return rowCount(total, rows, offset);
  }

  get rowHeight(): number {
    return this.#rowHeight;
  }

  get geometry(): Geometry {
    return this.#geometry;
  }

  /** Height of the rows in view; the header covers one. */
  get viewHeight(): number {
    return Math.max(0, (this.#box?.clientHeight ?? 0) - this.#rowHeight);
  }

  /** Place of a row, px below the first one. */
  topOf(index: number): number {
    return index * this.#rowHeight + this.#geometry.shift;
  }

  hostUpdated(): void {
    if (!this.#box) {
      const find = (selector: string) => this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
      this.#box = find('.scroller');
      this.#probe = find('.probe');
      this.#observe();
    }
    this.#askForRows();
  }

  hostConnected(): void {
    this.#observe();
  }

  hostDisconnected(): void {
    this.#resize.disconnect();
  }

  /** The person scrolled. */
  handleScroll(): void {
    this.#asked.times = 0;
    this.update();
    this.#box?.toggleAttribute('data-scrolled', this.#box.scrollLeft !== 0);
  }

  scrollToRow(index: number): void {
    if (!this.#box) return;
    const view = this.viewHeight;
    const { count } = this;
    const toScroll = (top: number): number => scrollTopFor(top, count, this.#rowHeight, view);
    const top = index * this.#rowHeight;
    const seen = this.#box.scrollTop / toScroll(1);
    const wanted = top < seen ? top : Math.max(seen, top + this.#rowHeight - view);
    if (wanted !== seen) this.#box.scrollTop = toScroll(wanted);
    this.update();
  }

  measure(): void {
    if (!this.#host.isConnected || !this.#box || !this.#probe) return;
    const height = this.#probe.offsetHeight || this.#rowHeight;
    if (height !== this.#rowHeight) this.#host.requestUpdate();
    this.#rowHeight = height;
    this.#measured ||= this.#box.clientHeight > 0;
    this.#box.style.setProperty('--_sticky-start', this.#widthOf('.head .sticky'));
    this.#box.style.setProperty('--_sticky-end', this.#widthOf('.head .actions'));
    this.update();
  }

  /** Works out anew what is in view. */
  update(): void {
    const next = geometry(this.count, this.#rowHeight, this.#box?.scrollTop ?? 0, this.viewHeight);
    const now = this.#geometry;
    const keys = ['first', 'end', 'height', 'shift'] as const;
    if (!keys.some((key) => next[key] !== now[key])) return;
    this.#geometry = next;
    this.#host.requestUpdate();
  }

  #widthOf(selector: string): string {
    const cells = [...(this.#box?.querySelectorAll<HTMLElement>(selector) ?? [])];
    return `${cells.reduce((sum, cell) => sum + cell.offsetWidth, 0)}px`;
  }

  #observe(): void {
    if (!this.#box || !this.#probe) return;
    this.#resize.observe(this.#box);
    this.#resize.observe(this.#probe);
  }

  #askForRows(): void {
    const { rows, offset } = this.#host;
    const { count } = this;
    if (!this.#measured || count === 0 || !isMissing(this.#geometry, rows, offset)) {
      this.#asked = { key: '', times: 0 };
      return;
    }
    const wanted = wantedWindow(this.#geometry, count);
    const key = `${wanted.offset}+${wanted.limit}`;
    const again = this.#asked.key === key;
    if (again && this.#asked.rows === rows) return;
    const times = again ? this.#asked.times + 1 : 0;
    this.#asked = { key, times, rows };
    // An answer that leaves out what it promised is asked for again, but not for ever.
    if (times < 3) this.#host.dispatchEvent(new UiWindowRequestEvent(wanted.offset, wanted.limit));
  }
}
