import { isGroup, type GridRow } from './grid-types.js';
import type { GridView } from './grid-view.js';

/** Does what a click on a row asks for. The buttons of the header have listeners of their own. */
export function handleGridClick(view: GridView, event: MouseEvent): void {
  const target = event.target as Element;
  const row = rowOf(view, target);
  const button = target.closest('[data-menu]');
  if (!row) return;
  if (isGroup(row)) view.toggleGroup(row);
  else if (button) view.menu.show(row, button);
  else if (target.closest('[data-opens]')) view.open(row);
  else if (target.closest('.select')) handleTick(view, event, target);
}

export function handleGridDblclick(view: GridView, { target }: Event): void {
  const row = rowOf(view, target as Element);
  const control = (target as Element).closest('button, a, input, select, textarea, .select');
  if (row && !isGroup(row) && !control) view.open(row);
}

export function handleGridContextmenu(view: GridView, event: MouseEvent): void {
  const row = rowOf(view, event.target as Element);
  if (!row || isGroup(row) || !view.rowActions) return;
  event.preventDefault();
  const open = (): void => view.menu.show(row, new DOMRect(event.clientX, event.clientY, 0, 0));
  // Where the event comes with the press, the release would close the menu again.
  if (event.buttons === 0) open();
  else window.addEventListener('pointerup', () => setTimeout(open), { capture: true, once: true });
}

/** The whole cell is the target of its box, and the state decides, not the box. */
function handleTick(view: GridView, event: MouseEvent, target: Element): void {
  if (target.matches('input')) event.preventDefault();
  const index = indexOf(target);
  // The browser puts a prevented box back after this event, over what we would render now.
  setTimeout(() => view.selection.toggle(index, event.shiftKey));
}

function rowOf(view: GridView, target: Element): GridRow | undefined {
  return view.rowAt(indexOf(target));
}

/** NaN outside of the rows. */
function indexOf(target: Element): number {
  return Number(target.closest<HTMLElement>('[data-row]')?.dataset['row']);
}
