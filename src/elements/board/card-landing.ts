import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Id } from '../../model/records.js';
import { columnByKey, totalOf, type BoardContext } from './board-context.js';
import type { BoardQuestions } from './board-questions.js';
import type { CardFocus } from './card-focus.js';
import { landingIn } from './landing.js';
import { rowOf } from './moving-cards.js';

/** Milliseconds for which a card shows that it is the one that came. */
const landed = 1000;

/** Goes with a card to where it comes to stand: brings it into view, focuses it, and shows for a moment which one it is. */
export class CardLanding implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #context: () => BoardContext | undefined;
  readonly #questions: BoardQuestions;
  readonly #focus: CardFocus;
  #id: Id | undefined;
  #revealed: Promise<unknown> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    context: () => BoardContext | undefined,
    questions: BoardQuestions,
    focus: CardFocus,
  ) {
    this.#host = host;
    this.#context = context;
    this.#questions = questions;
    this.#focus = focus;
    host.addController(this);
  }

  /** A card that was moved far down has been brought into view. */
  get revealed(): Promise<unknown> | undefined {
    return this.#revealed;
  }

  /** Whether it is the card that came a moment ago. */
  has(id: Id): boolean {
    return this.#id === id;
  }

  follow(id: Id, columnKey: string): void {
    const context = this.#context();
    if (context && !isLoaded(context, id, columnKey))
      this.#revealed = this.#questions.reveal(columnKey, id).then((isThere) => {
        if (isThere) this.#focus.focus(id);
        return this.#host.updateComplete;
      });
    this.#focus.focus(id);
    this.#mark(id);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#mark(undefined), landed);
  }

  /** Whoever puts the board in again later has seen it; until then nothing is rendered. */
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#id = undefined;
  }

  #mark(id: Id | undefined): void {
    this.#id = id;
    this.#host.requestUpdate();
  }
}

/** Whether a card is, or will come to stand, among those that a column shows already. */
function isLoaded(context: BoardContext, id: Id, columnKey: string): boolean {
  const column = columnByKey(context, columnKey);
  const card = rowOf(context, id);
  if (!column || !card) return column === undefined;
  const { rows } = column.answer;
  if (rows.length === totalOf(column) || rows.includes(card)) return true;
  return landingIn(rows, card, context) < rows.length;
}
