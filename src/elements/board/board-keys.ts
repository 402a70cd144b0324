import type { Id } from '../../model/records.js';
import { totalOf, type BoardContext } from './board-context.js';
import type { CardLift } from './card-lift.js';
import type { CardSelection } from './card-selection.js';
import { nextPlace, placeOf, type CardGrid } from './keys.js';

/** What a key on a card can do to the board. */
export interface KeyBoard {
  readonly context: BoardContext;
  readonly id: Id;
  readonly grid: CardGrid;
  readonly lift: CardLift;
  readonly selection: CardSelection;
  readonly rightToLeft: boolean;
  /** The focus is on the title and not on a button of the card. */
  readonly onTitle: boolean;
  focus(id: Id): void;
  more(key: string): Promise<void>;
  pickUp(): void;
  openMenu(): void;
  reverse(direction: 'undo' | 'redo'): void;
}

/** B4. Whether the key meant something here; Enter on a title is left to the button that it is. */
export function handleBoardKey(event: KeyboardEvent, board: KeyBoard): boolean {
  const { key } = event;
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return handleShortcut(event, board);
  if (board.lift.current) return board.lift.handleKey(key, board.rightToLeft);
  if (key === ' ' && board.onTitle) {
    board.pickUp();
    return true;
  }
  if (key === 'm' || key === 'M') {
    board.openMenu();
    return true;
  }
  if (key === 'Escape' && board.selection.ids.size > 0) {
    board.selection.clear();
    return true;
  }
  return go(event, board);
}

function handleShortcut(
  { key, shiftKey }: KeyboardEvent,
  { context, selection, id, reverse }: KeyBoard,
): boolean {
  if (context.readOnly) return false;
  switch (key.toLowerCase()) {
    case 'z':
      reverse(shiftKey ? 'redo' : 'undo');
      return true;
    case 'y':
      reverse('redo');
      return true;
    case ' ':
      if (context.groupBy === 'contact.leadStatus') selection.toggle(id);
      return true;
    default:
      return false;
  }
}

function go({ key, shiftKey }: KeyboardEvent, board: KeyBoard): boolean {
  const { grid, id, context, selection } = board;
  const from = placeOf(grid, id);
  const to = from && nextPlace(grid, from, key, board.rightToLeft);
  if (!from || !to) return false;
  const column = context.columns[from.column]!;
  const next = grid[to.column]![to.row]!;
  if (
    next === id &&
    (key === 'ArrowDown' || key === 'PageDown') &&
    column.answer.rows.length < totalOf(column)
  ) {
    void board.more(column.key);
    return true;
  }
  const extends_ = shiftKey && (key === 'ArrowDown' || key === 'ArrowUp') && !context.readOnly;
  if (extends_ && context.groupBy === 'contact.leadStatus') selection.extend(id, next, grid);
  board.focus(next);
  return true;
}
