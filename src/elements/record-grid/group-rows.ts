import type { ReactiveController } from 'lit';
import { QuestionController, type AskingHost } from '../../controllers/question-controller.js';
import type { Answer, Question, RowWindow } from '../../query/types.js';
import { placesIn, windowWithin, type GroupLayout, type GroupPlace } from './group-layout.js';

/** What the grid shows of its groups at the moment. */
export interface GroupView {
  readonly layout: GroupLayout;
  readonly window: RowWindow;
  /** What to ask for the records of a group. */
  readonly question: (place: GroupPlace, window: RowWindow) => Question;
}

/**
 * Asks one question for each open group of which something is in view, and stops asking when it leaves the view.
 * Comes after the controller whose answer has the groups, so that both are of the same rendering.
 */
export class GroupRowsController implements ReactiveController {
  readonly #host: AskingHost;
  readonly #view: () => GroupView | undefined;
  readonly #asked = new Map<string, { readonly controller: QuestionController; question: Question }>();

  constructor(host: AskingHost, view: () => GroupView | undefined) {
    this.#host = host;
    this.#view = view;
    host.addController(this);
  }

  /** What is known of the records of a group. Undefined when none of them is in view. */
  answer(place: GroupPlace): Answer | undefined {
    return this.#asked.get(place.key)?.controller.answer;
  }

  hostUpdate(): void {
    const view = this.#view();
    const wanted = new Map<string, Question>();
    for (const place of view ? placesIn(view.layout, view.window) : []) {
      const window = windowWithin(place, view!.window);
      if (window) wanted.set(place.key, view!.question(place, window));
    }
    for (const key of this.#asked.keys()) if (!wanted.has(key)) this.#stop(key);
    for (const [key, question] of wanted) this.#ask(key, question);
  }

  #ask(key: string, question: Question): void {
    const asked = this.#asked.get(key);
    if (asked) asked.question = question;
    else {
      const entry = { question } as { controller: QuestionController; question: Question };
      entry.controller = new QuestionController(this.#host, () => entry.question);
      this.#asked.set(key, entry);
    }
  }

  #stop(key: string): void {
    const controller = this.#asked.get(key)!.controller;
    this.#host.removeController(controller);
    controller.hostDisconnected();
    this.#asked.delete(key);
  }
}
