import type { Id } from '../../model/records.js';
import { boardMessages } from '../../locale/board.js';
import { reasonSentence } from '../sentences.js';
import { columnByKey, columnLabel, type BoardContext } from './board-context.js';
import type { MovingCard, MovingHost } from './board-moves.js';
import type { BoardColumn } from './columns.js';

/** Cards that were picked up with the keyboard, and the column that they are over. */
export interface Lift {
  readonly cards: readonly MovingCard[];
  readonly over: string;
}

/** B4: Space picks up, arrows choose the column, Space or Enter drops, Escape cancels. */
export class CardLift {
  readonly #host: MovingHost;
  readonly #drop: (cards: readonly MovingCard[], to: BoardColumn) => void;
  #lift: Lift | undefined;

  constructor(host: MovingHost, drop: (cards: readonly MovingCard[], to: BoardColumn) => void) {
    this.#host = host;
    this.#drop = drop;
  }

  get current(): Lift | undefined {
    return this.#lift;
  }

  has(id: Id): boolean {
    return this.#lift?.cards.some((card) => card.id === id) ?? false;
  }

  pickUp(cards: readonly MovingCard[]): void {
    const [first] = cards;
    if (!first) return;
    this.#set({ cards, over: first.from.key });
    this.#say('lifted', first.from);
  }

  cancel(): void {
    const lift = this.#lift;
    if (!lift) return;
    this.#set(undefined);
    this.#say('liftCancelled', lift.cards[0]!.from, lift);
  }

  /** Whether the key was one of ours. */
  handleKey(key: string, rightToLeft: boolean): boolean {
    switch (key) {
      case 'Escape':
        this.cancel();
        return true;
      case ' ':
      case 'Enter':
        this.#put();
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
        this.#step((key === 'ArrowRight') === rightToLeft ? -1 : 1);
        return true;
      case 'Home':
      case 'End':
        this.#step(key === 'Home' ? -Infinity : Infinity);
        return true;
      default:
        return key.startsWith('Arrow') || key.startsWith('Page');
    }
  }

  #put(): void {
    const context = this.#host.context();
    const lift = this.#lift;
    const to = context && lift && columnByKey(context, lift.over);
    if (!to) return this.cancel();
    if (to.key === lift.cards[0]!.from.key) return this.cancel();
    if (to.blocked) return this.#say('overForbidden', to);
    this.#set(undefined);
    this.#drop(lift.cards, to);
  }

  #step(by: number): void {
    const context = this.#host.context();
    const lift = this.#lift;
    if (!context || !lift) return;
    const { columns } = context;
    const at = columns.findIndex(({ key }) => key === lift.over);
    const next = columns[Math.max(0, Math.min(at + by, columns.length - 1))];
    if (!next || next.key === lift.over) return;
    this.#set({ ...lift, over: next.key });
    this.#say(next.blocked ? 'overForbidden' : 'over', next);
  }

  #set(lift: Lift | undefined): void {
    this.#lift = lift;
    this.#host.requestUpdate();
  }

  #say(
    key: 'lifted' | 'over' | 'overForbidden' | 'liftCancelled',
    column: BoardColumn,
    lift = this.#lift,
  ): void {
    const context = this.#host.context();
    if (!context || !lift) return;
    this.#host.announce(sentence(context, key, lift, column), 'assertive');
  }
}

function sentence(
  { locale, field, store, columns }: BoardContext,
  key: 'lifted' | 'over' | 'overForbidden' | 'liftCancelled',
  { cards }: Lift,
  column: BoardColumn,
): string {
  const text = locale.texts(boardMessages);
  const label = columnLabel(locale, field, column);
  return text(key, {
    name: cards.length > 1 ? text('cardsNamed', { count: cards.length }) : cards[0]!.title,
    from: label,
    column: label,
    position: columns.findIndex((each) => each.key === column.key) + 1,
    count: columns.length,
    reason: column.blocked ? reasonSentence(locale, store, column.blocked) : '',
  });
}
