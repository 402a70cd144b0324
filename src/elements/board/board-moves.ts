import { LeadMoveChangeEvent } from '../../events/lead-move-change.js';
import { LeadMoveRequestEvent } from '../../events/lead-move-request.js';
import { boardMessages } from '../../locale/board.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { Id } from '../../model/records.js';
import type { Reason } from '../../rules/reasons.js';
import type { CommandResult } from '../../store/types.js';
import type { Politeness } from '../../ui/announcer.js';
import type { Toast } from '../../ui/toasts.js';
import { reasonSentence } from '../sentences.js';
import { columnLabel, columnOf, totalOf, type BoardContext } from './board-context.js';
import { confirmationOf, type Confirmation } from './confirmation.js';
import type { BoardColumn } from './columns.js';

/** Why a card is where it was. */
export interface Note {
  readonly text: string;
  /** The backend may have been out of reach for a moment only. */
  readonly retry?: () => void;
}

/** A card that is to be moved, and where it stands. */
export interface MovingCard {
  readonly id: Id;
  readonly title: string;
  readonly from: BoardColumn;
}

/** What moving needs of the board. */
export interface MovingHost {
  /** What the last rendering showed. */
  context(): BoardContext | undefined;
  requestUpdate(): void;
  updated(): Promise<unknown>;
  /** Whether the host page lets it happen. */
  dispatch(event: Event): boolean;
  announce(text: string, politeness?: Politeness): void;
  toast(toast: Toast): () => void;
  /** Gives a card the focus, wherever it comes to stand, and brings it into view. */
  follow(id: Id, columnKey: string): void;
  /** Asks the person; resolves to what they said. */
  confirm(confirmation: Confirmation): Promise<boolean>;
}

type MoveResult = CommandResult<{
  readonly refused: readonly { id: Id; reasons: readonly Reason[] }[];
} | void>;

/** B3: from the drop to the command and its outcome, whatever the way the person took: pointer, keys or menu. */
export class BoardMoves {
  readonly #host: MovingHost;
  readonly #notes = new Map<Id, Note>();
  readonly #busy = new Map<Id, number>();
  #dismissToast: (() => void) | undefined;

  constructor(host: MovingHost) {
    this.#host = host;
  }

  noteOf(id: Id): Note | undefined {
    return this.#notes.get(id);
  }

  /** A command about the card is on its way to the backend. */
  isBusy(id: Id): boolean {
    return this.#busy.has(id);
  }

  dismiss(id: Id): void {
    this.#notes.delete(id);
    this.#host.requestUpdate();
  }

  clear(): void {
    this.#notes.clear();
  }

  async move(cards: readonly MovingCard[], to: BoardColumn): Promise<void> {
    const context = this.#host.context();
    const moving = cards.filter(({ from }) => from.key !== to.key);
    const [first] = moving;
    if (!context || !first) return;
    const ids = moving.map(({ id }) => id);
    if (to.blocked) return this.#refuse(moving, [to.blocked]);
    if (!this.#host.dispatch(new LeadMoveRequestEvent(ids, context.field.id, to.value)))
      return this.#stay(context, first);
    if (context.groupBy !== 'contact.leadStatus') {
      const confirmation = await confirmationOf(context, first.id, first.from, to);
      if (confirmation && !(await this.#host.confirm(confirmation))) return this.#stay(context, first);
    }

    for (const id of ids) this.#notes.delete(id);
    this.#hold(ids, 1);
    const outcome = this.#send(context, ids, to);
    this.#host.follow(first.id, to.key);
    const result = await outcome;
    this.#hold(ids, -1);
    await this.#host.updated(); // what is said below is about what can be seen
    this.#report(context, moving, to, result);
    this.#host.requestUpdate();
  }

  #send(
    { store, of, groupBy }: BoardContext,
    ids: readonly Id[],
    { value }: BoardColumn,
  ): Promise<MoveResult> {
    if (groupBy === 'contact.leadStatus') return store.setLeadStatus(ids, value);
    const id = ids[0]!;
    const companyId = of === 'company' ? id : (store.record('contact', id).record?.companyId ?? id);
    return groupBy === 'company.category'
      ? store.setCategory(companyId, value)
      : store.updateCompany(companyId, { owner: value });
  }

  #report(context: BoardContext, moving: readonly MovingCard[], to: BoardColumn, result: MoveResult): void {
    switch (result.status) {
      case 'refused':
        return this.#refuse(moving, result.reasons);
      case 'failed':
        return this.#fail(context, moving, to, result);
      case 'done': {
        const refused = result.value?.refused ?? [];
        for (const { id, reasons } of refused) this.#notes.set(id, { text: this.#sentences(reasons) });
        if (refused.length > 0) this.#announce('notMovedMany', { count: refused.length });
        const excepted = new Set(refused.map(({ id }) => id));
        this.#succeed(
          context,
          moving.filter(({ id }) => !excepted.has(id)),
          to,
          result.entryId,
        );
      }
    }
  }

  /** @param entry in the journal; left out: the newest one. */
  #succeed(
    before: BoardContext,
    moved: readonly MovingCard[],
    to: BoardColumn,
    entry = before.store.journal.at(-1)?.id,
  ): void {
    const [first] = moved;
    if (!first) return;
    this.#host.dispatch(
      new LeadMoveChangeEvent(
        moved.map(({ id }) => id),
        before.field.id,
        to.value,
      ),
    );
    const { store, locale } = before;
    this.#dismissToast?.();
    this.#dismissToast = this.#host.toast({
      text: this.#movedSentence(moved, to),
      tone: 'success',
      action: {
        label: locale.texts(commonMessages)('undo'),
        run: () => void this.#undo(store.journal.findLast(({ undone }) => !undone)?.id === entry),
      },
    });
  }

  /** Where the card stands now: the region of the toasts says it aloud. */
  #movedSentence(moved: readonly MovingCard[], to: BoardColumn): string {
    const context = this.#host.context()!;
    const text = context.locale.texts(boardMessages);
    const label = (column: BoardColumn) => columnLabel(context.locale, context.field, column);
    const { id, title, from } = moved[0]!;
    if (moved.length > 1) return text('movedMany', { count: moved.length, to: label(to) });
    const names = { name: title, from: label(from), to: label(to) };
    const column = columnOf(context, id);
    if (column?.key !== to.key) return text('movedFar', names);
    const position = column.answer.rows.findIndex((row) => row.id === id) + 1;
    return text('moved', { ...names, position, count: totalOf(column) });
  }

  async #undo(isNewest: boolean): Promise<void> {
    const context = this.#host.context();
    if (!context) return;
    if (isNewest) return this.reverse('undo');
    this.#toast(context.locale.texts(boardMessages)('undoOther'));
  }

  /** S4: takes back the newest command of the store, or does it again. */
  async reverse(direction: 'undo' | 'redo'): Promise<void> {
    const context = this.#host.context();
    if (!context) return;
    this.#dismissToast?.();
    const result = await context.store[direction]();
    const { locale } = context;
    if (result.status === 'refused') this.#toast(this.#sentences(result.reasons));
    else if (result.status === 'failed') this.#toast(locale.texts(problemMessages)(result.problem.kind));
    else this.#announce(direction === 'undo' ? 'undone' : 'redone', {});
  }

  #refuse(moving: readonly MovingCard[], reasons: readonly Reason[]): void {
    this.#stayWithNote(moving, { text: this.#sentences(reasons) });
  }

  /** Those that the backend took stay where they went; the others are back, each with the reason. */
  #fail(
    context: BoardContext,
    moving: readonly MovingCard[],
    to: BoardColumn,
    { problem, records }: Extract<MoveResult, { status: 'failed' }>,
  ): void {
    const failed = new Set(records.map(({ id }) => id));
    const ownCard = context.of === 'contact' && context.groupBy !== 'contact.leadStatus';
    const stuck = ownCard || failed.size === 0 ? moving : moving.filter(({ id }) => failed.has(id));
    const text = context.locale.texts(problemMessages)(problem.kind);
    this.#stayWithNote(stuck, {
      text,
      ...(problem.retryable ? { retry: () => void this.move(stuck, to) } : {}),
    });
    this.#succeed(
      context,
      moving.filter((card) => !stuck.includes(card)),
      to,
    );
  }

  #stayWithNote(moving: readonly MovingCard[], note: Note): void {
    const context = this.#host.context();
    const [first] = moving;
    if (!context || !first) return;
    const there = moving.filter(({ id }) => context.store.record(context.of, id).record);
    for (const { id } of there) this.#notes.set(id, note);
    if (there.length < moving.length) this.#toast(note.text);
    if (there.length === 0) return;
    this.#announce(
      'notMoved',
      {
        name: first.title,
        column: columnLabel(context.locale, context.field, first.from),
        reason: note.text,
      },
      'assertive',
    );
    this.#host.follow(first.id, first.from.key);
  }

  #stay({ locale, field }: BoardContext, { id, title, from }: MovingCard): void {
    this.#announce('liftCancelled', { name: title, column: columnLabel(locale, field, from) });
    this.#host.follow(id, from.key);
  }

  #sentences(reasons: readonly Reason[]): string {
    const { store, locale } = this.#host.context()!;
    return [...new Set(reasons.map((reason) => reasonSentence(locale, store, reason)))].join(' ');
  }

  #announce(
    key: 'undone' | 'redone' | 'notMoved' | 'notMovedMany' | 'liftCancelled',
    params: Readonly<Record<string, string | number>>,
    politeness?: Politeness,
  ): void {
    this.#host.announce(this.#host.context()!.locale.texts(boardMessages)(key, params), politeness);
  }

  #toast(text: string): void {
    this.#host.toast({ text, tone: 'danger' });
  }

  #hold(ids: readonly Id[], change: 1 | -1): void {
    for (const id of ids) {
      const count = (this.#busy.get(id) ?? 0) + change;
      if (count > 0) this.#busy.set(id, count);
      else this.#busy.delete(id);
    }
  }
}
