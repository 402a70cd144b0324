import { sameValue } from '../../model/changes.js';
import type { RecordRef } from '../../model/records.js';
import { dependsOnToday } from '../../query/dependencies.js';
import { parseQuestion } from '../../query/parse-question.js';
import type { Answer, Question, Surroundings } from '../../query/types.js';
import type { LeadStore, StoreChange } from '../lead-store.js';
import type { Remote } from '../remote/remote.js';
import { BackendCounts } from './backend-counts.js';
import { refusal } from './backend-refusal.js';
import { Result, type Wish } from './backend-result.js';
import { Split } from './backend-split.js';
import { DayWatch } from './memory-day.js';
import type { MemoryQuestion } from './memory-questions.js';
import { planOf, type Plan } from './plan.js';
import {
  noAnswer,
  waitingAnswer,
  type AnswerSource,
  type AskOptions,
  type CountsAnswer,
  type CountsQuestion,
  type OpenCounts,
  type OpenQuestion,
} from './source.js';

/** Results that nobody wants at present are kept for whoever comes back: so many of each kind. */
const restingResults = 12;
const restingSplits = 4;

/** Answers from the backend, as far as it can; the rest is done in memory. */
export class BackendAnswers implements AnswerSource {
  readonly #store: LeadStore;
  readonly #remote: Remote;
  readonly #results = new Shelf<Result>(restingResults);
  readonly #splits = new Shelf<Split>(restingSplits);
  readonly #open = new Set<Asked>();
  readonly #counts: BackendCounts;
  readonly #day: DayWatch;

  constructor(store: LeadStore, remote: Remote) {
    this.#store = store;
    this.#remote = remote;
    this.#counts = new BackendCounts(store, remote);
    this.#day = new DayWatch(store, () => this.#startDay());
    const stop = store.subscribe((change) => this.#hear(change));
    const release = store.hold(() => this.#needed());
    const end = () => {
      stop();
      release();
      this.#day.stop();
      this.#counts.close();
      for (const each of [...this.#results, ...this.#splits]) each.close();
    };
    store.life.addEventListener('abort', end, { once: true });
  }

  open(
    question: Question,
    { language }: AskOptions,
    before: Answer | undefined,
    listener: (answer: Answer) => void,
  ): OpenQuestion {
    const parsed = parseQuestion(question, this.#store.fields);
    const asked = new Asked(before, listener, () => {
      this.#open.delete(asked);
      this.#watchDay();
    });
    asked.start = () => this.#start(asked, parsed, language);
    asked.asksToday = dependsOnToday(parsed, this.#store.fields);
    asked.start();
    this.#open.add(asked);
    this.#watchDay();
    return asked;
  }

  openCounts(
    question: CountsQuestion,
    before: CountsAnswer,
    listener: (answer: CountsAnswer) => void,
  ): OpenCounts {
    return this.#counts.open(question, before, listener);
  }

  /** Finds out who answers, and listens to them. */
  #start(asked: Asked, question: Question, language: string): void {
    const { fields: catalog, timeZone, now } = this.#store;
    const plan = planOf(question, this.#remote.can(question.of), { catalog, timeZone, now: now() });
    if (plan.by === 'backend') this.#askBackend(asked, question, plan.criteria, language);
    else if (plan.by === 'both') this.#askBoth(asked, question, plan, this.#surroundings(language));
    else if (plan.by === 'nobody')
      asked.answer = { ...noAnswer, phase: 'failed', error: refusal(plan.obstacle, 0) };
  }

  #askBackend(
    asked: Asked,
    question: Question,
    criteria: NonNullable<Question['criteria']>,
    language: string,
  ): void {
    const { of, sort = [], groupBy = [], window, fields } = question;
    // Without rows there is no order, and one result has all the counts.
    const judged = { of, criteria, sort: window ? sort : [], groupBy };
    const result = this.#results.take(
      JSON.stringify([judged, language]),
      () => new Result(judged, this.#store, this.#remote, language),
    );
    const wish: Wish = { window, changed: () => asked.changed() };
    asked.read = (before) => {
      const { isComplete, isEmpty, error, ...state } = result.state(wish, fields);
      // What is here stays beside the failure; what belongs to another question does not.
      if (error) return { ...(isEmpty ? noAnswer : state), phase: 'failed', error };
      if (isComplete) return { ...state, phase: 'ready' };
      if (isEmpty) return waitingAnswer(before);
      const isWaiting = state.rows.length === 0 && state.groups.length === 0 && state.total === 'unknown';
      return { ...state, phase: isWaiting ? 'loading' : 'stale' };
    };
    result.add(wish);
    asked.stop = () => result.remove(wish);
  }

  #askBoth(
    asked: Asked,
    question: Question,
    plan: Extract<Plan, { by: 'both' }>,
    surroundings: Surroundings,
  ): void {
    const { criteria, members } = plan;
    const split = this.#splits.take(
      JSON.stringify([question.of, members ?? criteria]),
      () => new Split(question.of, plan, this.#store, this.#remote),
    );
    let inMemory: MemoryQuestion | undefined;
    asked.read = (before) => {
      if (split.error) return { ...(before ?? noAnswer), phase: 'failed', error: split.error };
      inMemory ??= split.open(question, surroundings, before, () => asked.changed());
      return inMemory?.answer ?? waitingAnswer(before);
    };
    const leave = split.join(() => asked.changed());
    asked.stop = () => {
      inMemory?.close();
      leave();
    };
  }

  #surroundings(language: string): Surroundings {
    const { timeZone, now } = this.#store;
    return { language, timeZone, now };
  }

  #hear(change: StoreChange): void {
    this.#counts.hear(change);
    for (const split of this.#splits) split.hear(change);
    const changed = new Set([...this.#results].filter((result) => result.hear(change)));
    if (changed.size > 0) for (const asked of [...this.#open]) asked.changed();
  }

  /** Q5: questions with relative dates are others now. */
  #startDay(): void {
    for (const split of this.#splits) split.refresh((language) => this.#surroundings(language));
    for (const asked of [...this.#open]) if (asked.asksToday) asked.restart();
  }

  #watchDay(): void {
    if ([...this.#open].some(({ asksToday }) => asksToday)) this.#day.start();
    else this.#day.stop();
  }

  *#needed(): Iterable<RecordRef> {
    for (const result of this.#results) yield* result.needed();
  }
}

/** One question of one element. */
class Asked implements OpenQuestion {
  asksToday = false;
  start: () => void = () => {};
  stop: () => void = () => {};
  /** The answer as of now, given the one before; left out where there will be no other. */
  read: ((before: Answer | undefined) => Answer) | undefined;
  readonly #listener: (answer: Answer) => void;
  readonly #onClose: () => void;
  #answer: Answer | undefined;
  #isOpen = true;
  #isOld = true;
  #isTelling = false;

  constructor(before: Answer | undefined, listener: (answer: Answer) => void, onClose: () => void) {
    this.#answer = before;
    this.#listener = listener;
    this.#onClose = onClose;
  }

  get answer(): Answer {
    if (this.read && this.#isOld) {
      this.#isOld = false;
      this.answer = this.read(this.#answer);
    }
    return this.#answer!;
  }

  /** One that says the same is the same object, so that nobody renders it again. */
  set answer(next: Answer) {
    if (!sameValue(this.#answer, next)) this.#answer = next;
  }

  /** S3: whatever happens within a task is told once. */
  changed(): void {
    this.#isOld = true;
    if (this.#isTelling) return;
    this.#isTelling = true;
    const before = this.#answer;
    queueMicrotask(() => {
      this.#isTelling = false;
      if (!this.#isOpen) return;
      const { answer } = this;
      if (answer !== before) this.#listener(answer);
    });
  }

  restart(): void {
    this.stop();
    this.start();
    this.changed();
  }

  close(): void {
    this.#isOpen = false;
    this.stop();
    this.#onClose();
  }
}

/** Things by key. Of those that nobody wants at present the ones that were wanted last are kept. */
class Shelf<Thing extends { readonly isWanted: boolean; close(): void }> implements Iterable<Thing> {
  readonly #resting: number;
  readonly #things = new Map<string, Thing>();

  constructor(resting: number) {
    this.#resting = resting;
  }

  take(key: string, create: () => Thing): Thing {
    const thing = this.#things.get(key) ?? create();
    this.#things.delete(key);
    this.#things.set(key, thing);
    const idle = [...this.#things].filter(([other, each]) => other !== key && !each.isWanted);
    for (const [other, each] of idle.slice(0, Math.max(0, idle.length - this.#resting))) {
      each.close();
      this.#things.delete(other);
    }
    return thing;
  }

  [Symbol.iterator](): Iterator<Thing> {
    return this.#things.values();
  }
}
