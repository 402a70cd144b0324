import { constructTable, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { between, click, textOf } from '../look.js';
import { rowsOf, type PersonRow } from '../people.js';
import type { Side } from '../view.js';
import {
  columns,
  compareTexts,
  gridSize,
  rowHeight,
  rowsText,
  type Column,
  type GridWidget,
} from './widget.js';

interface TableRow {
  readonly id: string;
  readonly original: PersonRow;
  getValue(column: string): string | null;
}

interface Table {
  setOptions(update: (old: object) => object): void;
  setSorting(sorting: readonly Sorting[]): void;
  getSortedRowModel(): { readonly rows: readonly TableRow[] };
}

interface Sorting {
  readonly id: Column;
  readonly desc: boolean;
}

/**
 * https://tanstack.com/table and https://tanstack.com/virtual, which leave the document to their user: here lit-html
 * puts the rows in view where the virtualizer says, and nothing else is done. The least that a grid can do.
 */
export const tanstack: Side<GridWidget> = {
  name: 'TanStack Table + Virtual',
  open: (place, people) => {
    const grid = new Grid(place, rowsOf(people));
    return {
      mount: () => grid.mount(),
      seen: () => grid.seen(),
      jumpTo: (row) => void (grid.box.scrollTop = row * rowHeight),
      scrollBy: (rows) => void (grid.box.scrollTop += rows * rowHeight),
      clickHeader: (column) => click(place.querySelector(`[data-column="${column}"]`)),
      setTitle: (id, title) => grid.setTitle(id, title),
      close: () => grid.close(),
    };
  },
};

class Grid {
  readonly #place: HTMLElement;
  readonly #places: ReadonlyMap<string, number>;
  #data: PersonRow[];
  #table!: Table;
  #virtualizer!: Virtualizer<HTMLElement, HTMLElement>;
  #unmount: () => void = () => undefined;
  #sorting: readonly Sorting[] = [];

  constructor(place: HTMLElement, data: PersonRow[]) {
    this.#place = place;
    this.#data = data;
    this.#places = new Map(data.map((row, index) => [row.id, index]));
    this.mount();
  }

  get box(): HTMLElement {
    return this.#place.querySelector<HTMLElement>('.box')!;
  }

  mount(): void {
    this.close();
    const features = tableFeatures({
      coreReactivityFeature: storeReactivityBindings(),
      rowSortingFeature,
      sortedRowModel: createSortedRowModel(),
    });
    const options: unknown = {
      features,
      columns: columns.map((key) => ({ id: key, accessorKey: key, sortFn: collated })),
      data: this.#data,
      getRowId: (row: PersonRow) => row.id,
    };
    const table: unknown = constructTable(options as never);
    this.#table = table as Table;
    this.#sortBy('name', false);
    const frame = document.createElement('div');
    frame.className = 'box';
    frame.style.cssText = `width: ${gridSize.width}px; height: ${gridSize.height}px; overflow: auto; position: relative`;
    this.#place.replaceChildren(frame);
    this.#virtualizer = new Virtualizer({
      count: this.#data.length,
      getScrollElement: () => this.box,
      estimateSize: () => rowHeight,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      overscan: 5,
      onChange: () => this.#render(),
    });
    this.#unmount = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.#render();
  }

  close(): void {
    this.#unmount();
    this.#unmount = () => undefined;
  }

  setTitle(id: string, title: string): void {
    const index = this.#places.get(id) ?? -1;
    this.#data = this.#data.map((row, at) => (at === index ? { ...row, title } : row));
    this.#table.setOptions((old) => ({ ...old, data: this.#data }));
    this.#render();
  }

  seen(): string {
    const frame = this.box.getBoundingClientRect();
    const rows = between(this.box.querySelectorAll<HTMLElement>('.row'), {
      top: frame.top + rowHeight,
      bottom: frame.bottom,
    });
    return rowsText(rows.map((row) => [...row.children].map(textOf)));
  }

  #sortBy(id: Column, desc: boolean): void {
    this.#sorting = [{ id, desc }];
    this.#table.setSorting(this.#sorting);
  }

  readonly #handleClick = (column: Column): void => {
    const [sorting] = this.#sorting;
    this.#sortBy(column, sorting?.id === column && !sorting.desc);
    this.#render();
  };

  #render(): void {
    const { rows } = this.#table.getSortedRowModel();
    const line = `display: grid; grid-template-columns: repeat(${columns.length}, 1fr); height: ${rowHeight}px`;
    render(
      html`<div style="${line}; position: sticky; top: 0; background: white; z-index: 1">
          ${columns.map(
            (column) =>
              html`<button data-column=${column} @click=${() => this.#handleClick(column)}>
                ${column}
              </button>`,
          )}
        </div>
        <div style="position: relative; height: ${this.#virtualizer.getTotalSize()}px">
          ${repeat(
            this.#virtualizer.getVirtualItems(),
            ({ index }) => rows[index]?.id,
            ({ index, start }) =>
              html`<div class="row" style="${line}; position: absolute; width: 100%; top: ${start}px">
                ${columns.map(
                  (column) =>
                    html`<span style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis"
                      >${rows[index]?.getValue(column)}</span
                    >`,
                )}
              </div>`,
          )}
        </div>`,
      this.box,
    );
  }
}

const collated = (a: TableRow, b: TableRow, column: string) =>
  compareTexts(a.getValue(column) ?? '', b.getValue(column) ?? '');
