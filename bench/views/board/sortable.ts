import Sortable from 'sortablejs';
import { between, textOf } from '../look.js';
import { rowsOf, type PersonRow } from '../people.js';
import type { Side } from '../view.js';
import { boardSize, boardText, compareNames, statuses, type BoardWidget, type Status } from './widget.js';

/** A board made by hand: a list for each status, all cards in the document, https://sortablejs.github.io/Sortable. */
export const sortableBoard: Side<BoardWidget> = createSide('SortableJS, all cards', Infinity);

/** The same by somebody who shows the first fifty cards of each column, and no rules, menus or announcements. */
export const pagedBoard: Side<BoardWidget> = createSide('SortableJS, 50 a column', 50);

function createSide(name: string, page: number): Side<BoardWidget> {
  return {
    name,
    open: (place, people) => {
      const rows = rowsOf(people).sort((a, b) => compareNames(a.name, b.name));
      let board = new HandMade(place, rows, page);
      return {
        mount: () => {
          board.close();
          board = new HandMade(place, rows, page);
        },
        seen: () => board.seen(),
        move: (id, to) => board.move(id, to),
        close: () => board.close(),
      };
    },
  };
}

interface Column {
  readonly cards: PersonRow[];
  readonly list: HTMLElement;
  readonly count: HTMLElement;
  readonly sortable: Sortable;
}

class HandMade {
  readonly #place: HTMLElement;
  readonly #page: number;
  readonly #columns = new Map<Status, Column>();
  readonly #statusOf = new Map<string, Status>();

  constructor(place: HTMLElement, rows: readonly PersonRow[], page: number) {
    this.#place = place;
    this.#page = page;
    const cards = new Map(statuses.map((status) => [status, [] as PersonRow[]]));
    for (const row of rows) {
      const status = row.leadStatus as Status;
      this.#statusOf.set(row.id, status);
      cards.get(status)?.push(row);
    }
    const board = element('div', 'board');
    board.style.cssText = `display: flex; gap: 12px; width: ${boardSize.width}px; height: ${boardSize.height}px`;
    for (const status of statuses) {
      const column = this.#createColumn(status, cards.get(status) ?? []);
      this.#columns.set(status, column);
      board.append(column.list.parentElement!);
    }
    place.replaceChildren(board);
  }

  move(id: string, to: Status): void {
    const from = this.#statusOf.get(id);
    const source = from && this.#columns.get(from);
    const target = this.#columns.get(to);
    const row = source?.cards.find((each) => each.id === id);
    if (!source || !target || !row) throw new Error(`There is no card ${id}.`);
    this.#statusOf.set(id, to);
    const index = source.cards.indexOf(row);
    source.cards.splice(index, 1);
    source.list.children[index]?.remove();
    const next = source.cards[this.#page - 1];
    if (next) source.list.append(createCard(next));
    const place = target.cards.findIndex((each) => compareNames(each.name, row.name) > 0);
    target.cards.splice(place < 0 ? target.cards.length : place, 0, row);
    target.list.insertBefore(createCard(row), target.list.children[place] ?? null);
    if (target.list.childElementCount > this.#page) target.list.lastElementChild?.remove();
    for (const { cards, count } of [source, target]) count.textContent = String(cards.length);
  }

  seen(): string {
    return boardText(
      [...this.#columns].map(([status, { list, count }]) => ({
        status,
        count: Number(textOf(count)),
        cards: between(firstOf(list), list.getBoundingClientRect()).map(
          (card) => [textOf(card.querySelector('b')), textOf(card.querySelector('.company'))] as const,
        ),
      })),
    );
  }

  close(): void {
    for (const { sortable } of this.#columns.values()) sortable.destroy();
    this.#place.replaceChildren();
  }

  #createColumn(status: Status, cards: PersonRow[]): Column {
    const box = element('section', 'column');
    box.style.cssText = 'flex: 1; display: flex; flex-direction: column; min-height: 0';
    const head = element('h2', 'head', `Status ${status} `);
    const count = element('span', 'count', String(cards.length));
    const list = element('ul', 'list');
    list.style.cssText = 'flex: 1; overflow: auto; margin: 0; padding: 0; list-style: none';
    for (const card of cards.slice(0, this.#page)) list.append(createCard(card));
    head.append(count);
    box.append(head, list);
    return { cards, list, count, sortable: Sortable.create(list, { group: 'board' }) };
  }
}

/** Nothing is scrolled: the others are far below. Looking at all of them would take time that is not the board's. */
function* firstOf(list: HTMLElement): Generator<HTMLElement> {
  for (let index = 0; index < Math.min(list.childElementCount, 50); index++)
    yield list.children[index] as HTMLElement;
}

/** The texts that our cards have. */
function createCard({ id, name, companyName, title, owner }: PersonRow): HTMLElement {
  const card = element('li', 'card');
  card.dataset['id'] = id;
  card.style.cssText = 'margin: 6px; padding: 8px; border: 1px solid silver; border-radius: 6px';
  card.append(element('b', 'title', name), element('div', 'company', companyName));
  if (title) card.append(element('div', 'line', title));
  if (owner) card.append(element('div', 'owner', owner));
  return card;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
