import type { SortableHooks } from '../../controllers/sortable-controller.js';
import type { Id } from '../../model/records.js';
import { columnByKey, columnOf, type BoardContext } from './board-context.js';
import type { MovingCard } from './board-moves.js';
import { landingIn } from './landing.js';
import type { BoardColumn } from './columns.js';

/** What dragging needs of the board. */
export interface DragBoard {
  root(): ParentNode;
  context(): BoardContext | undefined;
  /** The cards that go along with a card; none if it can't be moved. */
  cardsFor(id: Id): readonly MovingCard[];
  drop(cards: readonly MovingCard[], to: BoardColumn): void;
  focus(id: Id): void;
}

/**
 * Dragging in terms of cards and columns. The board does not render meanwhile, so what a drag looks like is attributes
 * that the styles know; Lit sets the same ones for cards that are moved with the keyboard.
 */
export function createDragHooks(board: DragBoard): SortableHooks {
  let cards: readonly MovingCard[] = [];
  const columnElements = () => board.root().querySelectorAll<HTMLElement>('.column');
  const columnFor = (list: HTMLElement) => list.closest<HTMLElement>('.column');
  const viewOf = (list: HTMLElement) => {
    const context = board.context();
    return context && columnByKey(context, columnFor(list)?.dataset['key'] ?? '');
  };
  const mark = (attribute: string, element: Element | null | undefined) => {
    for (const column of columnElements()) column.toggleAttribute(attribute, column === element);
  };

  return {
    items: '.item',
    ignore: '[data-locked], .corner, .note, .rest',
    lists: () => board.root().querySelectorAll<HTMLElement>('.list'),
    listAt: (element) => element.closest('.column')?.querySelector<HTMLElement>('.list') ?? undefined,

    place(item, list) {
      const context = board.context();
      const column = viewOf(list);
      if (!context || !column || column.blocked) return false;
      const { rows } = column.answer;
      const id = item.dataset['id']!;
      const row = columnOf(context, id)?.answer.rows.find((each) => each.id === id);
      const before = row && rows[landingIn(rows, row, context)];
      if (!before) return list.querySelector('.rest');
      return [...list.children].find((each) => (each as HTMLElement).dataset['id'] === before.id) ?? null;
    },

    scrollers: (list) =>
      [list, board.root().querySelector('.columns'), document.scrollingElement].filter(
        (each) => each != null,
      ),

    started(item) {
      cards = board.cardsFor(item.dataset['id']!);
      board.root().querySelector('.columns')?.toggleAttribute('data-moving', true);
      mark('data-home', columnFor(item));
      const copy = board.root().querySelector<HTMLElement>('.item.dragged');
      if (copy && cards.length > 1) copy.dataset['count'] = String(cards.length);
    },

    moved(item, over) {
      mark('data-over', over && columnFor(over));
      if (over) bringIntoView(item, over);
    },

    ended(item, to) {
      const moving = cards;
      const column = to && viewOf(to);
      cards = [];
      board.root().querySelector('.columns')?.toggleAttribute('data-moving', false);
      mark('data-home', undefined);
      mark('data-over', undefined);
      board.focus(item.dataset['id']!);
      if (column) board.drop(moving, column);
    },
  };
}

/** Shows where the card will land. Moves nothing but the list: the board and the page stay under the pointer. */
function bringIntoView(item: HTMLElement, list: HTMLElement): void {
  const box = item.getBoundingClientRect();
  const view = list.getBoundingClientRect();
  if (box.top < view.top) list.scrollTop -= view.top - box.top;
  else if (box.bottom > view.bottom) list.scrollTop += box.bottom - view.bottom;
}
