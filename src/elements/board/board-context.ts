import { boardMessages } from '../../locale/board.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Field } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Sort } from '../../query/types.js';
import { optionLabel } from '../sentences.js';
import type { ColumnView } from './board-questions.js';
import type { CardContext } from './cards.js';
import type { BoardColumn } from './columns.js';

/** What the parts of the board share: the store, how cards are asked for, and the columns of the last rendering. */
export interface BoardContext extends CardContext {
  /** The field whose values are the columns. */
  readonly field: Field;
  readonly sort: Sort;
  readonly columns: readonly ColumnView[];
  readonly readOnly: boolean;
}

/** The name of a column, in words. */
export function columnLabel(locale: LocaleController, field: Field, { value, option }: BoardColumn): string {
  if (value === null) return locale.texts(boardMessages)('noValue');
  const common = locale.texts(commonMessages);
  if (!option) return common('unknownItem', { id: value });
  const name = optionLabel(locale, field, option);
  return option.deleted ? common('deletedItem', { name }) : name;
}

export function columnOf(context: BoardContext, id: Id): ColumnView | undefined {
  return context.columns.find(({ answer }) => answer.rows.some((row) => row.id === id));
}

export function columnByKey(context: BoardContext, key: string): ColumnView | undefined {
  return context.columns.find((column) => column.key === key);
}

/** How many cards a column has, loaded or not. */
export function totalOf({ answer, count }: ColumnView): number {
  return typeof answer.total === 'object' && 'exact' in answer.total ? answer.total.exact : count;
}
