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
  /** As of the last scroll or resize: reading them in an update would make the browser lay out in between. */
  #scrollTop = 0;
  #boxHeight = 0;
  #focused: Element | null = null;
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
    return Math.max(0, this.#boxHeight - this.#rowHeight);
  }

  /** Place of a row, px below the first one. */
  topOf(index: number): number {
    return index * this.#rowHeight + this.#geometry.shift;
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    // `repeat` may have moved the row with the focus, and an element that moves loses it.
    const { shadowRoot } = this.#host;
    if (this.#focused?.isConnected && !shadowRoot?.activeElement) {
      (this.#focused as HTMLElement).focus({ preventScroll: true });
    }
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
    this.#scrollTop = this.#box?.scrollTop ?? 0;
    this.update();
    this.#box?.toggleAttribute('data-scrolled', this.#box.scrollLeft !== 0);
  }

  scrollToRow(index: number): void {
    if (!this.#box) return;
    const view = this.viewHeight;
    const { count } = this;
    const toScroll = (top: number): number => scrollTopFor(top, count, this.#rowHeight, view);
    const top = index * this.#rowHeight;
    this.#scrollTop = this.#box.scrollTop;
    const seen = this.#scrollTop / toScroll(1);
    const wanted = top < seen ? top : Math.max(seen, top + this.#rowHeight - view);
    if (wanted !== seen) this.#box.scrollTop = toScroll(wanted);
    this.#scrollTop = this.#box.scrollTop;
    this.update();
  }

  measure(): void {
    if (!this.#host.isConnected || !this.#box || !this.#probe) return;
    const height = this.#probe.offsetHeight || this.#rowHeight;
    if (height !== this.#rowHeight) this.#host.requestUpdate();
    this.#rowHeight = height;
    this.#boxHeight = this.#box.clientHeight;
    this.#scrollTop = this.#box.scrollTop;
    this.#box.style.setProperty('--_sticky-start', this.#widthOf('.head .sticky'));
    this.#box.style.setProperty('--_sticky-end', this.#widthOf('.head .actions'));
    this.update();
  }

  /** Works out anew what is in view. */
  update(): void {
    const next = geometry(this.count, this.#rowHeight, this.#scrollTop, this.viewHeight);
    const now = this.#geometry;
    const keys = ['first', 'end', 'height', 'shift'] as const;
    if (!keys.some((key) => next[key] !== now[key])) return;
    this.#geometry = next;
    // Rows that are there at once are set before the grid renders: then nobody sees, or pays for, skeletons.
    this.#askForRows();
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
    if (this.#boxHeight === 0 || count === 0 || !isMissing(this.#geometry, rows, offset)) {
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
