import type { Field, FieldCatalog } from '../../model/fields.js';
import type { Setup } from '../../model/records.js';
import { compareKeys, orderOf } from '../../query/order.js';
import type { Row, Sort } from '../../query/types.js';
import type { BoardContext } from './board-context.js';

/**
 * Where a card will stand in the column it is moved to: the index of the row that comes after it, or the number of rows.
 * The same order as the engine's: no value last in either direction, ties by id.
 */
export function landingIndex(
  rows: readonly Row[],
  card: Row,
  sort: Sort,
  {
    fields,
    setup,
    language,
  }: { readonly fields: FieldCatalog; readonly setup: Setup; readonly language: string },
): number {
  const field = fields.get(sort.field);
  if (!field) return rows.length;
  const precedes = comesBefore(field, sort, setup, language);
  const index = rows.findIndex((row) => row.id !== card.id && precedes(card, row));
  return index < 0 ? rows.length : index;
}

/** The same in the rows of a column of the board. */
export function landingIn(rows: readonly Row[], card: Row, { store, locale, sort }: BoardContext): number {
  const { fields, setup } = store;
  return landingIndex(rows, card, sort, { fields, setup, language: locale.language });
}

function comesBefore({ id, ...rest }: Field, { direction }: Sort, setup: Setup, language: string) {
  const { key, compare } = orderOf({ id, ...rest }, setup, language);
  return (a: Row, b: Row): boolean => {
    const first = key(a.values[id] ?? null);
    const second = key(b.values[id] ?? null);
    if (first === null || second === null) {
      return first === second ? compareKeys(a.id, b.id) < 0 : second === null;
    }
    const difference = direction === 'ascending' ? compare(first, second) : compare(second, first);
    return (difference || compareKeys(a.id, b.id)) < 0;
  };
}
