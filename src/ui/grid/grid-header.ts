import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { arrowDownIcon, arrowUpIcon, funnelIcon, icon } from '../icons.js';
import { tooltip } from '../tooltip.js';
import type { ColumnDrag } from './column-drag.js';
import type { GridColumn } from './grid-types.js';
import type { GridView } from './grid-view.js';

/** The row of column headers. */
export function renderHeader(view: GridView, drag: ColumnDrag): TemplateResult {
  const last = view.columnCount - 1;
  return html`<div
    class="row"
    role="row"
    aria-rowindex="1"
    @dragstart=${drag.start}
    @dragover=${drag.over}
    @drop=${drag.drop}
    @dragend=${drag.end}
  >
    ${view.ticks ? renderTickAll(view) : nothing}
    ${view.columns.map((column, index) => renderColumn(view, column, index + view.before))}
    ${
      view.rowActions
        ? html`<div
            class="cell actions"
            role="columnheader"
            aria-colindex=${last + 1}
            data-index=${last}
            tabindex=${view.active.tabIndex(-1, last)}
          >
            <span class="visually-hidden">${view.text('actions')}</span>
          </div>`
        : nothing
    }
  </div>`;
}

function renderTickAll(view: GridView): TemplateResult {
  return html`<div
    class="cell select sticky"
    role="columnheader"
    aria-colindex="1"
    data-index="0"
    tabindex=${view.active.tabIndex(-1, 0)}
  >
    <input
      type="checkbox"
      class="checkbox"
      tabindex="-1"
      aria-label=${view.text('selectAll')}
      .checked=${view.selection.extent === 'all'}
      .indeterminate=${view.selection.extent === 'some'}
      @change=${() => view.selection.toggleAll(view.selection.extent !== 'all')}
    />
  </div>`;
}

function renderColumn(view: GridView, column: GridColumn, index: number): TemplateResult {
  const rank = view.sort.findIndex((sort) => sort.column === column.id);
  const direction = view.sort[rank]?.direction;
  const filterText = column.filtered ? 'filterColumnActive' : 'filterColumn';
  const title = html`<span class="content">${column.label}</span>
    ${direction ? icon(direction === 'asc' ? arrowUpIcon : arrowDownIcon) : nothing}
    ${direction && view.sort.length > 1 ? html`<span class="rank">${rank + 1}</span>` : nothing}`;
  return html`<div
    class=${classMap({
      cell: true,
      sticky: index === view.before,
      end: column.align === 'end',
      filtered: column.filtered === true,
    })}
    role="columnheader"
    aria-colindex=${index + 1}
    aria-sort=${rank === 0 ? (direction === 'asc' ? 'ascending' : 'descending') : nothing}
    data-index=${index}
    data-column=${column.id}
    draggable=${view.reorderable ? 'true' : nothing}
    tabindex=${view.active.tabIndex(-1, index)}
    ${tooltip(column.filtered ? column.filterText : undefined)}
  >
    ${
      column.sortable
        ? html`<button
            class="sort"
            type="button"
            tabindex="-1"
            @click=${(event: MouseEvent) => view.sortBy(column, event.shiftKey)}
          >
            ${title}
          </button>`
        : html`<span class="sort">${title}</span>`
    }
    ${
      column.filterable
        ? html`<button
            class="icon-button funnel"
            type="button"
            tabindex="-1"
            aria-haspopup="dialog"
            aria-label=${view.text(filterText, { column: column.label })}
            @click=${(event: Event) => view.filterBy(column, event.currentTarget as Element)}
          >
            ${icon(funnelIcon)}
          </button>`
        : nothing
    }
  </div>`;
}
