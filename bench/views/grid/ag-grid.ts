import {
  AllCommunityModule,
  createGrid,
  ModuleRegistry,
  type ColDef,
  type GridApi,
  type GridOptions,
} from 'ag-grid-community';
import { between, click, textOf } from '../look.js';
import { rowsOf, type PersonRow } from '../people.js';
import type { Side } from '../view.js';
import { columns, compareTexts, gridSize, rowHeight, rowsText, type GridWidget } from './widget.js';

/**
 * https://www.ag-grid.com/javascript-data-grid: the community edition with row ids, transactions for changes that sort
 * what changed only (`deltaSort`), and without animations, which would only take time.
 */
export const agGrid: Side<GridWidget> = {
  name: 'ag-grid-community',
  prepare: async () => ModuleRegistry.registerModules([AllCommunityModule]),
  open: (place, people) => {
    const rows = rowsOf(people);
    let api: GridApi<PersonRow>;
    place.style.cssText = `width: ${gridSize.width}px; height: ${gridSize.height}px`;
    const mount = () => {
      api?.destroy();
      api = createGrid(place, optionsFor(rows));
    };
    mount();
    return {
      mount,
      seen: () => {
        const frame = place.querySelector('.ag-grid-viewport')?.getBoundingClientRect();
        if (!frame) return '';
        // The header covers the first row of what scrolls.
        const visible = between(place.querySelectorAll<HTMLElement>('.ag-row'), {
          top: frame.top + rowHeight,
          bottom: frame.bottom,
        });
        return rowsText(
          visible.map((row) =>
            columns.map((column) => textOf(row.querySelector(`.ag-cell[col-id="${column}"]`))),
          ),
        );
      },
      jumpTo: (row) => void (place.querySelector('.ag-grid-viewport')!.scrollTop = row * rowHeight),
      scrollBy: (rows) => void (place.querySelector('.ag-grid-viewport')!.scrollTop += rows * rowHeight),
      clickHeader: (column) =>
        click(place.querySelector(`.ag-header-cell[col-id="${column}"] .ag-header-cell-label`)),
      setTitle: (id, title) => {
        const row = api.getRowNode(id)?.data;
        if (row) api.applyTransaction({ update: [{ ...row, title }] });
      },
      close: () => api.destroy(),
    };
  },
};

function optionsFor(rowData: PersonRow[]): GridOptions<PersonRow> {
  return {
    rowData,
    rowHeight,
    headerHeight: rowHeight,
    animateRows: false,
    deltaSort: true,
    getRowId: ({ data }) => data.id,
    columnDefs: columns.map((field): ColDef<PersonRow> => {
      const isSorted = field === 'name' || field === 'companyName';
      return {
        field,
        flex: 1,
        ...(isSorted ? { comparator: compareTexts } : {}),
        ...(field === 'name' ? { sort: 'asc' as const } : {}),
      };
    }),
  };
}
