import { moveCell, type Cell } from './grid-keys.js';
import { isGroup } from './grid-types.js';
import type { GridView } from './grid-view.js';

/** Does what a key in the grid asks for (APG grid and treegrid). */
export function handleGridKey(view: GridView, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const cell = target.closest<HTMLElement>('.cell');
  if (!cell || event.defaultPrevented) return;
  const done =
    target === cell
      ? cellKey(view, event, cell) || moveKey(view, event, view.active.placeOf(cell))
      : controlKey(view, event, cell, target);
  if (done) event.preventDefault();
}

/** Keys in a control inside of a cell: Escape leaves it, arrows walk through the controls and then out of the cell. */
function controlKey(view: GridView, event: KeyboardEvent, cell: HTMLElement, target: HTMLElement): boolean {
  if (event.key === 'Escape') {
    cell.focus();
    return true;
  }
  const ownKeys =
    target.matches('input:not([type=checkbox]), textarea, select') || target.localName.includes('-');
  if (ownKeys) return false;
  const step = sideways(view, event);
  const all = controls(cell);
  const next = step && all[all.indexOf(target) + step];
  if (next) {
    next.focus();
    return true;
  }
  return moveKey(view, event, view.active.placeOf(cell));
}

function moveKey(view: GridView, event: KeyboardEvent, from: Cell): boolean {
  const next = moveCell(event, from, {
    rows: view.rowCount,
    columns: view.columnCount,
    page: view.page,
    rtl: view.rtl,
  });
  if (next) view.active.moveTo(next);
  return next !== undefined;
}

function cellKey(view: GridView, event: KeyboardEvent, cell: HTMLElement): boolean {
  const place = view.active.placeOf(cell);
  if (event.key === 'a' && (event.ctrlKey || event.metaKey) && view.ticks) {
    view.selection.toggleAll(true);
    return true;
  }
  return place.row < 0 ? headerKey(view, event, place, cell) : rowKey(view, event, place, cell);
}

function headerKey(view: GridView, event: KeyboardEvent, place: Cell, cell: HTMLElement): boolean {
  const column = view.columns[place.column - view.before];
  const acts = event.key === 'Enter' || event.key === 'F2' || event.key === ' ';
  if (!column) {
    if (acts) cell.querySelector('input')?.click();
    return acts;
  }
  const step = sideways(view, event);
  if (step && view.reorderable && event.shiftKey && (event.ctrlKey || event.metaKey)) {
    const neighbour = view.columns[place.column - view.before + step];
    if (neighbour) view.moveColumn(column.id, neighbour.id, step > 0);
    return true;
  }
  const funnel = cell.querySelector('.funnel');
  if (event.key === 'ArrowDown' && event.altKey && funnel) {
    view.filterBy(column, funnel);
    return true;
  }
  if (acts && column.sortable) view.sortBy(column, event.shiftKey);
  else if (acts && funnel) view.filterBy(column, funnel);
  return acts;
}

function rowKey(view: GridView, event: KeyboardEvent, place: Cell, cell: HTMLElement): boolean {
  const row = view.rowAt(place.row);
  if (!row) return false;
  const { key } = event;
  if (isGroup(row)) {
    const step = sideways(view, event);
    const changes = step === 0 ? key === 'Enter' || key === ' ' : step > 0 !== row.expanded;
    if (changes) view.toggleGroup(row);
    return changes || step !== 0;
  }
  if (key === ' ' && view.ticks) {
    view.selection.toggle(place.row, event.shiftKey);
    return true;
  }
  if (key !== 'Enter' && key !== 'F2') return false;
  const control = controls(cell).find((each) => !each.matches('[data-opens], .select > input'));
  if (control) control.focus();
  else if (key === 'Enter') view.open(row);
  return true;
}

/** 1 for the arrow towards the end of the line, −1 for the one towards its start, 0 for other keys. */
function sideways(view: GridView, { key }: KeyboardEvent): 1 | 0 | -1 {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return 0;
  return (key === 'ArrowRight') !== view.rtl ? 1 : -1;
}

function controls(cell: Element): HTMLElement[] {
  const all = cell.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [tabindex], lead-ui-listbox-select, lead-ui-menu',
  );
  return [...all].filter((element) => element.checkVisibility() && !element.matches(':disabled'));
}
