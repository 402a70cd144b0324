import { cardMessages } from '../../locale/cards.js';
import type { CardEdit } from './card-edit.js';
import type { CardView } from './card-view.js';

/** Why what was entered can't be saved now, whatever the card is about; undefined when it can. */
export function saveBlocker(
  { locale, record, conflicts, label }: CardView,
  edit: CardEdit,
  existing: 'new' | 'saved' | 'gone',
): string | undefined {
  const text = locale.texts(cardMessages);
  if (existing === 'gone') return text('goneWhileEditing');
  const changed = edit.changed(record);
  if (existing === 'saved' && changed.size === 0) return text('nothingChanged');
  if (conflicts.length > 0) return text('chooseValue', { fields: conflicts.map(label).join(', ') });
  const unreadable = [...changed].find(([, value]) => Number.isNaN(value));
  return unreadable && text('numberNeeded', { field: label(unreadable[0]) });
}
