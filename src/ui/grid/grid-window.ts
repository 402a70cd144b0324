import type { GridRow, GridTotal } from './grid-types.js';

/** Rows outside of the view that are rendered, so that quick scrolling does not show holes. */
const overscan = 6;
/**
 * Browsers cap the height of a box (Firefox at about 17.8 million px, Chromium at 33.5). Beyond 6 million px (150,000
 * rows of 40) the scroll bar stands for more than it measures: one pixel of it is several pixels of rows.
 */
const highest = 6_000_000;
/** More rows than any screen shows: keeps a grid without a bounded height from rendering everything. */
const mostRows = 250;

/** Where things are in the scroller, in px and rows. */
export interface Geometry {
  /** Height of the box that scrolls. */
  readonly height: number;
  /** First row to render. */
  readonly first: number;
  /** Row after the last one to render. */
  readonly end: number;
  /** First and last row in view, without overscan. */
  readonly firstInView: number;
  readonly lastInView: number;
  /** To add to `index * rowHeight` for the place of a row. 0 unless the box is capped. */
  readonly shift: number;
}

export function geometry(count: number, rowHeight: number, scrollTop: number, viewHeight: number): Geometry {
  const full = count * rowHeight;
  const height = Math.min(full, highest);
  const top = Math.max(0, scrollTop) * stretch(full, viewHeight);
  const firstInView = clamp(Math.floor(top / rowHeight), 0, Math.max(0, count - 1));
  const inView = Math.min(Math.ceil(viewHeight / rowHeight) + 1, mostRows);
  const lastInView = clamp(firstInView + inView - 1, 0, Math.max(0, count - 1));
  return {
    height,
    first: Math.max(0, firstInView - overscan),
    end: Math.min(count, lastInView + 1 + overscan),
    firstInView,
    lastInView,
    shift: full > highest ? scrollTop - top : 0,
  };
}

/** The scroll position at which a place in the rows (px from the first row) is at the top of the view. */
export function scrollTopFor(top: number, count: number, rowHeight: number, viewHeight: number): number {
  return top / stretch(count * rowHeight, viewHeight);
}

/** The window to ask for when rows in view are missing: the view and a view on each side, in steps of ten. */
export function wantedWindow(at: Geometry, count: number): { offset: number; limit: number } {
  const view = at.lastInView - at.firstInView + 1;
  const offset = Math.max(0, Math.floor((at.firstInView - view) / 10) * 10);
  const end = Math.ceil((at.lastInView + 1 + view) / 10) * 10;
  return { offset, limit: Math.max(10, Math.min(end, count) - offset) };
}

/** True when rows that should be rendered are not in the window. */
export function isMissing(at: Geometry, rows: readonly GridRow[], offset: number): boolean {
  return at.end > at.first && (at.first < offset || at.end > offset + rows.length);
}

/** Rows to make room for. Of an answer that goes on beyond what is known, a few more, so that one can scroll there. */
export function rowCount(total: GridTotal, rows: readonly GridRow[], offset: number): number {
  if (typeof total === 'number') return Math.max(0, total);
  return Math.max(total.atLeast, offset + rows.length) + 20;
}

function stretch(full: number, viewHeight: number): number {
  return full > highest ? (full - viewHeight) / (highest - viewHeight) : 1;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
