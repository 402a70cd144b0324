import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { caretRightIcon, dotsThreeIcon, icon } from '../icons.js';
import { style } from '../style.js';
import {
  isGroup,
  type GridColumn,
  type GridGroup,
  type GridRecord,
  type GridRowAction,
} from './grid-types.js';
import type { GridView } from './grid-view.js';

/** One row of the body, `top` px below the first one. A row that is not there yet shows skeletons. */
export function renderRow(view: GridView, index: number, top: number): TemplateResult {
  const row = view.rowAt(index);
  if (isGroup(row)) return renderGroup(view, row, index, top);
  return html`<div
    class="row"
    role="row"
    data-row=${index}
    aria-rowindex=${index + 2}
    aria-level=${view.levelAt(index) ?? nothing}
    aria-selected=${view.ticks ? row !== undefined && view.selection.has(row) : nothing}
    ${style({ transform: `translateY(${top}px)` })}
  >
    ${view.ticks ? renderTick(view, row, index) : nothing}
    ${view.columns.map((column, position) => renderCell(view, row, index, column, position + view.before))}
    ${view.rowActions ? renderActions(view, row, index) : nothing}
  </div>`;
}

function renderGroup(view: GridView, group: GridGroup, index: number, top: number): TemplateResult {
  const level = group.level ?? 1;
  return html`<div
    class="row group"
    role="row"
    data-row=${index}
    aria-rowindex=${index + 2}
    aria-level=${level}
    aria-expanded=${group.expanded}
    ${style({ transform: `translateY(${top}px)`, '--_level': String(level) })}
  >
    <div
      class="cell"
      role="gridcell"
      aria-colindex="1"
      aria-colspan=${view.columnCount}
      data-index="0"
      tabindex=${view.active.tabIndex(index, -1)}
    >
      <span class="twist">${icon(caretRightIcon)}</span>
      ${group.tone ? html`<span class="dot" data-tone=${group.tone}></span>` : nothing}
      <span class="content">${group.label}</span>
      ${group.count === undefined ? nothing : html`<span class="count">${view.formatNumber(group.count)}</span>`}
    </div>
  </div>`;
}

function renderTick(view: GridView, row: GridRecord | undefined, index: number): TemplateResult {
  return html`<div
    class="cell select sticky"
    role="gridcell"
    aria-colindex="1"
    data-index="0"
    tabindex=${view.active.tabIndex(index, 0)}
  >
    <input
      type="checkbox"
      class="checkbox"
      tabindex="-1"
      aria-label=${view.text('selectRow')}
      ?disabled=${!row}
      .checked=${row !== undefined && view.selection.has(row)}
    />
  </div>`;
}

function renderCell(
  view: GridView,
  row: GridRecord | undefined,
  index: number,
  column: GridColumn,
  position: number,
): TemplateResult {
  return html`<div
    class=${classMap({ cell: true, sticky: position === view.before, end: column.align === 'end' })}
    role="gridcell"
    aria-colindex=${position + 1}
    data-index=${position}
    tabindex=${view.active.tabIndex(index, position)}
  >
    ${row ? renderContent(row, column) : html`<span class="skeleton"></span>`}
  </div>`;
}

function renderContent(row: GridRecord, column: GridColumn): TemplateResult {
  const value = column.render ? column.render(row) : row[column.id];
  return column.opens
    ? html`<button class="opens content" type="button" tabindex="-1" data-opens>${value}</button>`
    : html`<div class="content">${value}</div>`;
}

function renderActions(view: GridView, row: GridRecord | undefined, index: number): TemplateResult {
  const column = view.columnCount - 1;
  const actions = row && view.rowActions ? view.rowActions(row) : [];
  return html`<div
    class="cell actions"
    role="gridcell"
    aria-colindex=${column + 1}
    data-index=${column}
    tabindex=${view.active.tabIndex(index, column)}
  >
    ${row ? actions.filter((action) => action.inline).map((action) => renderAction(view, row, action)) : nothing}
    ${
      actions.length > 0
        ? html`<button
            class="icon-button"
            type="button"
            tabindex="-1"
            aria-haspopup="menu"
            aria-label=${view.text('actions')}
            data-menu
          >
            ${icon(dotsThreeIcon)}
          </button>`
        : nothing
    }
  </div>`;
}

function renderAction(view: GridView, row: GridRecord, action: GridRowAction): TemplateResult {
  return html`<button
    class="icon-button inline"
    type="button"
    tabindex="-1"
    aria-label=${action.label}
    title=${action.disabled && action.reason ? `${action.label}: ${action.reason}` : action.label}
    aria-disabled=${action.disabled ? 'true' : nothing}
    @click=${() => !action.disabled && view.act(row, action.id)}
  >
    ${action.icon ? icon(action.icon) : action.label}
  </button>`;
}
