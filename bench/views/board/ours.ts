import type { LeadBoard } from '../../../src/elements/board/lead-board.js';
import '../../../src/elements/board/lead-board.js';
import { between, textOf } from '../look.js';
import { openStore } from '../people.js';
import type { Side } from '../view.js';
import { boardSize, boardText, type BoardWidget } from './widget.js';

export const oursBoard: Side<BoardWidget> = {
  name: 'lead-board',
  open: (place, people) => {
    const store = openStore(people);
    let element: LeadBoard;
    const mount = () => {
      element = document.createElement('lead-board');
      element.store = store;
      element.style.cssText = `width: ${boardSize.width}px; height: ${boardSize.height}px`;
      place.replaceChildren(element);
    };
    mount();
    return {
      mount,
      seen: () => {
        const columns = element.shadowRoot?.querySelectorAll<HTMLElement>('.column') ?? [];
        return boardText(
          [...columns].map((column) => {
            const list = column.querySelector('.list')!;
            const cards = between(list.querySelectorAll<HTMLElement>('.item'), list.getBoundingClientRect());
            return {
              status: statusOf(column),
              count: Number(textOf(column.querySelector('.count')).replace(/\D/g, '')),
              cards: cards.map(
                (card) =>
                  [textOf(card.querySelector('.open')), textOf(card.querySelector('.company'))] as const,
              ),
            };
          }),
        );
      },
      move: (id, to) => void store.setLeadStatus([id], to),
      close: () => {
        place.replaceChildren();
        store.close();
      },
    };
  },
};

/** Keys of columns are JSON of their values, or the values. */
const statusOf = ({ dataset: { key = '' } }: HTMLElement) => key.replace(/\D/g, '');
