import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sameValue } from '../model/changes.js';
import type { Answer, Question } from '../query/types.js';
import { ask, type LiveAnswer } from '../store/ask.js';
import type { LeadStore } from '../store/lead-store.js';

/** What a controller needs to know of its host to ask on its behalf. */
export interface AskingHost extends ReactiveControllerHost, HTMLElement {
  readonly leads: LeadStore | undefined;
  readonly language: string;
}

const waiting: Answer = { phase: 'loading', rows: [], offset: 0, total: 'unknown', groups: [] };

/**
 * Keeps one question asked on behalf of an element and updates it with each answer. The question is read again before
 * every rendering; the same one (by value) is not asked twice.
 *
 * @example
 * readonly #people = new QuestionController(this, () => ({ of: 'contact', fields: ['contact.name'], window: this.#window }));
 */
export class QuestionController implements ReactiveController {
  readonly #host: AskingHost;
  readonly #question: () => Question | undefined;
  #live: LiveAnswer | undefined;
  #asked: { readonly store: LeadStore; readonly language: string; readonly question: Question } | undefined;

  constructor(host: AskingHost, question: () => Question | undefined) {
    this.#host = host;
    this.#question = question;
    host.addController(this);
  }

  get answer(): Answer {
    return this.#live?.answer ?? waiting;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { leads: store, language } = this.#host;
    const question = this.#question();
    if (!store || !question || !this.#host.isConnected) return this.hostDisconnected();
    const asked = this.#asked;
    if (asked?.store !== store || asked.language !== language) {
      this.hostDisconnected();
      this.#live = ask(store, question, { language }, () => this.#host.requestUpdate());
    } else if (!sameValue(asked.question, question)) this.#live!.ask(question);
    else return;
    this.#asked = { store, language, question };
  }

  hostDisconnected(): void {
    this.#live?.close();
    this.#live = undefined;
    this.#asked = undefined;
  }
}
