import { nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LeadRecordGrid } from '../../src/elements/record-grid/lead-record-grid.js';
import '../../src/elements/record-grid/column-filter.js';
import '../../src/elements/record-grid/columns-dialog.js';
import type { LeadUiGrid } from '../../src/ui/grid/grid.js';

/** What a test sees of a record grid. */
export function gridIn(element: LeadRecordGrid) {
  const root = element.shadowRoot!;
  const grid = (): LeadUiGrid => root.querySelector('lead-ui-grid')!;
  const inner = (): ShadowRoot => grid().shadowRoot!;
  const text = (node: Element) => (node.textContent ?? '').replace(/\s+/g, ' ').trim();
  const rows = () => [...inner().querySelectorAll<HTMLElement>('.body .row')];
  return {
    root,
    grid,
    inner,
    rows,
    /** The texts of the rows in view; a group as its header. */
    texts: () => rows().map((row) => [...row.querySelectorAll('.content')].map(text).join(' | ')),
    firstTexts: () => rows().map((row) => text(row.querySelector('.content') ?? row)),
    headers: () => [...inner().querySelectorAll('.head .content')].map(text),
    header: (column: string) => inner().querySelector<HTMLElement>(`.head [data-column="${column}"]`)!,
    cell: (row: number, column: number) =>
      inner().querySelector<HTMLElement>(`[data-row="${row}"] [data-index="${column}"]`)!,
    count: () => text(root.querySelector('.about [role=status]')!),
    tool: (name: 'filter' | 'group' | 'columns') => root.querySelector<HTMLElement>(`[data-tool="${name}"]`)!,
    filter: () => root.querySelector('lead-column-filter')!.shadowRoot!,
    dialog: () => root.querySelector('lead-columns-dialog')!.shadowRoot!,
    chips: () => [...root.querySelectorAll('.chip .text')].map(text),
    toasts: () =>
      [...root.querySelector('lead-ui-toasts')!.shadowRoot!.querySelectorAll('.toast .text')].map(text),
  };
}

/** Waits for something, patiently: the machines that run tests are busy ones. */
export function soon(condition: () => unknown, message?: string): Promise<void> {
  return waitUntil(condition, message, { timeout: 8000 });
}

/** After the grid has measured itself and what follows from that is rendered. */
export async function settled(element: LeadRecordGrid): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await element.updateComplete;
    await element.shadowRoot!.querySelector('lead-ui-grid')?.updateComplete;
    await nextFrame();
  }
}

/** The element that has the focus, through all shadow roots. */
export function deepFocus(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Presses Tab until the focus is where it should be. Throws after 40 times. */
export async function tabTo(isThere: (element: Element) => boolean): Promise<void> {
  for (let turn = 0; turn < 40; turn++) {
    const focus = deepFocus();
    if (focus && isThere(focus)) return;
    await sendKeys({ press: 'Tab' });
  }
  throw new Error('Tab does not lead there.');
}

/** Opens a menu of the toolbar with the keyboard and chooses by its label. */
export async function chooseFromMenu(trigger: HTMLElement, label: string): Promise<void> {
  trigger.focus();
  await sendKeys({ press: 'Enter' });
  const menu = trigger.closest('lead-ui-menu')!;
  await soon(() => menu.shadowRoot!.activeElement?.matches('.item'));
  for (let turn = 0; turn < 40; turn++) {
    if (menu.shadowRoot!.activeElement?.textContent?.trim() === label) break;
    await sendKeys({ press: 'ArrowDown' });
  }
  await sendKeys({ press: 'Enter' });
}

/** Presses keys together, e.g. `Control+Shift+ArrowLeft`. */
export async function press(keys: string): Promise<void> {
  const [key, ...held] = keys.split('+').reverse();
  for (const each of held) await sendKeys({ down: each });
  await sendKeys({ press: key! });
  for (const each of held) await sendKeys({ up: each });
}
