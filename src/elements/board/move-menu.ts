import { boardMessages } from '../../locale/board.js';
import type { MenuItem } from '../../ui/menu.js';
import { reasonSentence } from '../sentences.js';
import { columnLabel, type BoardContext } from './board-context.js';
import type { MovingCard } from './board-moves.js';
import { targetsOf } from './columns.js';

/** B4: every target, those that are forbidden with the reason. */
export function moveItems(context: BoardContext, cards: readonly MovingCard[]): readonly MenuItem[] {
  const { locale, store, field, columns } = context;
  const targets = targetsOf(field, columns, store.setup);
  return targets.map((target, index) => {
    const isCurrent = cards.every(({ from }) => from.key === target.key);
    const reason = isCurrent
      ? locale.texts(boardMessages)('current')
      : target.blocked && reasonSentence(locale, store, target.blocked);
    return {
      id: target.key,
      label: columnLabel(locale, field, target),
      tone: target.option?.tone,
      disabled: reason !== undefined,
      reason,
      separator: target.value === null && index > 0,
    };
  });
}
