import type { MenuItem } from '../menu.js';

/** A row that stands for a record. Everything besides `id` is the business of the columns' `render`. */
export interface GridRecord {
  readonly id: string;
  readonly kind?: 'record';
  readonly [field: string]: unknown;
}

/** A row that heads the rows of a group. */
export interface GridGroup {
  readonly kind: 'group';
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly tone?: string;
  readonly expanded: boolean;
  /** Depth of nesting, from 1. */
  readonly level?: number;
}

export type GridRow = GridRecord | GridGroup;

export interface GridColumn {
  readonly id: string;
  readonly label: string;
  /** Numbers and amounts go to the `end`. */
  readonly align?: 'start' | 'end';
  /** The narrowest it gets, as a CSS length, e.g. `12rem`. */
  readonly width?: string;
  /** Share of the room that is left, 1 unless given; 0 keeps the column at its `width`. */
  readonly grow?: number;
  readonly sortable?: boolean;
  readonly filterable?: boolean;
  /** A filter on this column is in force: the header is bold and shows the funnel. */
  readonly filtered?: boolean;
  /** The filter in force as a sentence: a description of the header. */
  readonly filterText?: string;
  /** The text of the cell is a link that opens the row. */
  readonly opens?: boolean;
  /** Content of a cell; without it the field of the row that has the column's id. */
  readonly render?: (row: GridRecord) => unknown;
}

export interface GridSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** Rows in the whole answer, of which `rows` is a window. */
export type GridTotal = number | { readonly atLeast: number };

/** Something to do with a row. Those with `inline` are buttons in the row, the others wait in its menu. */
export interface GridRowAction extends MenuItem {
  readonly inline?: boolean;
}

export function isGroup(row: GridRow | undefined): row is GridGroup {
  return row?.kind === 'group' && typeof row['key'] === 'string';
}
