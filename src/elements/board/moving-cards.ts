import type { Id } from '../../model/records.js';
import type { Row } from '../../query/types.js';
import { columnOf, type BoardContext } from './board-context.js';
import type { MovingCard } from './board-moves.js';
import { cardOf } from './cards.js';

/** A loaded card as the question answered it. */
export function rowOf(context: BoardContext, id: Id): Row | undefined {
  return columnOf(context, id)?.answer.rows.find((row) => row.id === id);
}

/** Those of the cards that can be moved, and where they stand. */
export function movingCards(context: BoardContext | undefined, ids: Iterable<Id>): readonly MovingCard[] {
  if (!context || context.readOnly) return [];
  return [...ids].flatMap((id) => {
    const from = columnOf(context, id);
    const row = rowOf(context, id);
    const card = row && cardOf(row, context);
    return from && card && card.lock === undefined ? [{ id, title: card.title, from }] : [];
  });
}

/** B2: why a card can't be moved at all. */
export function lockReason(context: BoardContext, id: Id): string | undefined {
  const row = rowOf(context, id);
  return row && cardOf(row, context).lock;
}
