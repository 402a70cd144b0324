import { aTimeout, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { resetMouse, sendMouse, setViewport } from '@web/test-runner-commands';
import type { LeadBoard } from '../../src/elements/board/lead-board.js';
import '../../src/elements/board/lead-board.js';
import { emptyContact } from '../../src/model/defaults.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { middleOf } from './mouse.js';
import { createSampleStore, sample } from './stores.js';

/** A board wide enough for all columns, with a store of its own unless one is given. */
export async function boardWith(
  properties: Partial<LeadBoard> = {},
  store?: LeadStore,
): Promise<{ board: LeadBoard; store: LeadStore; root: ShadowRoot }> {
  await setViewport({ width: 1400, height: 800 });
  const used = store ?? (await createSampleStore());
  const board = await fixture<LeadBoard>(html`<lead-board .store=${used}></lead-board>`);
  Object.assign(board, properties);
  await settled(board);
  return { board, store: used, root: board.shadowRoot! };
}

/** The sample with `count` more contacts of Acme in status 1: Zoe 0001, Zoe 0002 … */
export function manyContacts(count: number) {
  const more = Array.from({ length: count }, (_, index) =>
    emptyContact({
      id: `zoe${index}`,
      companyId: 'acme',
      firstName: 'Zoe',
      lastName: String(index + 1).padStart(4, '0'),
      leadStatusId: '1',
    }),
  );
  return { ...structuredClone(sample), contacts: [...sample.contacts, ...more] };
}

export async function settled(board: LeadBoard): Promise<void> {
  await board.updateComplete;
  await nextFrame();
  await board.updateComplete;
}

export const cards = (board: LeadBoard) => [...board.shadowRoot!.querySelectorAll<HTMLElement>('.item')];
export const card = (board: LeadBoard, id: string) =>
  board.shadowRoot!.querySelector<HTMLElement>(`.item[data-id="${id}"]`)!;
export const title = (board: LeadBoard, id: string) =>
  card(board, id).querySelector<HTMLButtonElement>('.open')!;
export const columns = (board: LeadBoard) => [...board.shadowRoot!.querySelectorAll<HTMLElement>('.column')];

/** A column by its visible name. */
export function column(board: LeadBoard, name: string): HTMLElement {
  const found = columns(board).find((each) => nameOf(each) === name);
  if (!found) throw new Error(`There is no column "${name}" but ${columns(board).map(nameOf).join(', ')}.`);
  return found;
}

export const nameOf = (each: HTMLElement) => each.querySelector('.name')!.textContent.trim();

/** The board as text: column → titles of its cards. */
export function layout(board: LeadBoard): Record<string, string[]> {
  return Object.fromEntries(
    columns(board).map((each) => [
      nameOf(each),
      [...each.querySelectorAll('.item .open')].map((open) => open.textContent.trim()),
    ]),
  );
}

/** The card that has the focus. */
export const focusedCard = (board: LeadBoard) =>
  board.shadowRoot!.activeElement?.closest<HTMLElement>('.item')?.dataset['id'];

/** What the board has said aloud and not withdrawn yet. */
export const said = (board: LeadBoard) =>
  [...board.shadowRoot!.children]
    .filter((each) => each.matches('[role=status], [role=alert]'))
    .map((region) => region.textContent.trim())
    .filter(Boolean)
    .join(' | ');

export const toastTexts = (board: LeadBoard) =>
  [...board.shadowRoot!.querySelector('lead-ui-toasts')!.shadowRoot!.querySelectorAll('.toast .text')].map(
    (each) => each.textContent.trim(),
  );

export const toastButton = (board: LeadBoard) =>
  board
    .shadowRoot!.querySelector('lead-ui-toasts')!
    .shadowRoot!.querySelector<HTMLButtonElement>('.toast .button')!;

/** SortableJS is loaded when the first board is connected. */
export async function dragReady(board: LeadBoard): Promise<void> {
  await waitUntil(() =>
    Object.keys(board.shadowRoot!.querySelector('.list') ?? {}).some((key) => key.startsWith('Sortable')),
  );
}

/** Presses on a card with the real mouse and moves until it is dragged. */
export async function pickUp(board: LeadBoard, id: string): Promise<void> {
  await dragReady(board);
  const [x, y] = middleOf(card(board, id));
  await sendMouse({ type: 'move', position: [x, y] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [x + 4, y + 4] });
  await sendMouse({ type: 'move', position: [x + 10, y + 10] });
  await soon(() => board.shadowRoot!.querySelector('.dragged') !== null);
  await aTimeout(60); // SortableJS looks 20 times a second where the pointer is
}

/** Waits for something that need not come: a locked card is not dragged. */
async function soon(happens: () => boolean): Promise<void> {
  for (let wait = 0; wait < 15 && !happens(); wait++) await aTimeout(20);
}

/** Moves the pointer over an element, in steps. */
export async function dragOver(target: Element): Promise<void> {
  const [x, y] = middleOf(target);
  await sendMouse({ type: 'move', position: [x - 12, y - 6] });
  await sendMouse({ type: 'move', position: [x, y] });
  await aTimeout(60);
}

export async function drop(board: LeadBoard): Promise<void> {
  await sendMouse({ type: 'up' });
  await settled(board);
}

export async function drag(board: LeadBoard, id: string, to: Element): Promise<void> {
  await pickUp(board, id);
  await dragOver(to);
  await drop(board);
}

/** After a failed test the button may still be down. */
export async function releaseMouse(): Promise<void> {
  await resetMouse();
}

/** SortableJS leaves nothing behind: no ghost, no placeholder, no class. */
export function strayNodes(board: LeadBoard): Element[] {
  return [
    ...document.querySelectorAll('body > .item'),
    ...board.shadowRoot!.querySelectorAll('.dragged, .landing, .pressed'),
  ];
}
