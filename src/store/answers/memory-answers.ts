import type { Answer, Question, Surroundings } from '../../query/types.js';
import { collatorOf } from '../../query/order.js';
import { parseQuestion } from '../../query/parse-question.js';
import { QuestionFault } from '../../query/question-fault.js';
import type { LeadStore } from '../lead-store.js';
import { toProblem } from '../problems.js';
import { MemoryColumns } from './memory-columns.js';
import { MemoryCounts } from './memory-counts.js';
import { DayWatch } from './memory-day.js';
import { MemoryQuestions, type MemoryQuestion } from './memory-questions.js';
import {
  faultAnswer,
  waitingAnswer,
  type AnswerSource,
  type AskOptions,
  type CountsAnswer,
  type CountsQuestion,
  type OpenCounts,
  type OpenQuestion,
} from './source.js';

/** Answers from the records in this tab. */
export function memoryAnswers(store: LeadStore): AnswerSource {
  return new MemoryAnswers(store);
}

class MemoryAnswers implements AnswerSource {
  readonly #store: LeadStore;
  readonly #columns: MemoryColumns;
  readonly #open = new Set<Asked>();
  readonly #day: DayWatch;
  readonly #counts: MemoryCounts;
  #questions: MemoryQuestions | undefined;

  constructor(store: LeadStore) {
    this.#store = store;
    this.#columns = new MemoryColumns(store, (isOther) => this.#hear(isOther));
    this.#counts = new MemoryCounts(
      () => this.#columns.engine,
      () => this.#surroundings(''),
      store.life,
    );
    this.#day = new DayWatch(store, () => {
      this.#questions?.refresh((language) => this.#surroundings(language));
      this.#counts.changed();
    });
    store.life.addEventListener('abort', () => this.#day.stop(), { once: true });
  }

  prepare(language?: string): void {
    this.#columns.start();
    if (language === undefined) return;
    // The platform takes up to 10 ms for each of them: now, in turns of their own, while all wait for something else.
    for (const level of ['base', 'variant'] as const) setTimeout(() => collatorOf(language, level));
  }

  open(
    question: Question,
    { language }: AskOptions,
    before: Answer | undefined,
    listener: (answer: Answer) => void,
  ): OpenQuestion {
    parseQuestion(question, this.#store.fields); // a wrong one is told at once, engine or not
    this.#columns.start();
    const asked = new Asked(question, language, listener, () => {
      this.#open.delete(asked);
      this.#watchDay();
    });
    this.#open.add(asked);
    if (this.#columns.engine) this.#ask(asked, before);
    else {
      this.prepare(question.sort && language);
      asked.answer = this.#waiting(before);
    }
    return asked;
  }

  openCounts(
    question: CountsQuestion,
    before: CountsAnswer,
    listener: (answer: CountsAnswer) => void,
  ): OpenCounts {
    this.#columns.start();
    return this.#counts.open(question, before, listener);
  }

  // What the columns tell

  #hear(isOther: boolean): void {
    if (isOther) this.#counts.changed();
    const { engine } = this.#columns;
    if (engine) this.#questions ??= new MemoryQuestions(engine, this.#store.life);
    for (const asked of [...this.#open]) this.#hearLate(asked);
    this.#questions?.tell();
  }

  /** The engine has come, has come further, or will not come. */
  #hearLate(asked: Asked): void {
    if (!this.#open.has(asked) || asked.asking) return;
    if (this.#columns.engine) this.#ask(asked, asked.answer);
    else asked.answer = this.#waiting(asked.answer);
    asked.listener(asked.answer);
  }

  #ask(asked: Asked, before: Answer | undefined): void {
    this.#questions ??= new MemoryQuestions(this.#columns.engine!, this.#store.life);
    const { question, language, listener } = asked;
    try {
      asked.asking = this.#questions.open(question, this.#surroundings(language), before, listener);
      this.#watchDay();
    } catch (error) {
      if (!(error instanceof QuestionFault)) throw error;
      asked.answer = faultAnswer(error);
      this.#open.delete(asked);
    }
  }

  #waiting(before: Answer | undefined): Answer {
    const { problem, loaded } = this.#columns;
    if (problem !== undefined)
      return { ...waitingAnswer(before), phase: 'failed', error: toProblem(problem) };
    return { ...waitingAnswer(before), progress: { loaded, expected: this.#store.progress.loaded } };
  }

  #surroundings(language: string): Surroundings {
    const { timeZone, now } = this.#store;
    return { language, timeZone, now };
  }

  #watchDay(): void {
    if (this.#questions?.askToday && !this.#store.life.aborted) this.#day.start();
    else this.#day.stop();
  }
}

/** A question, with the engine's answer to it once there is an engine. */
class Asked implements OpenQuestion {
  readonly question: Question;
  readonly language: string;
  readonly listener: (answer: Answer) => void;
  asking: MemoryQuestion | undefined;
  readonly #onClose: () => void;
  #answer!: Answer;

  constructor(question: Question, language: string, listener: (answer: Answer) => void, onClose: () => void) {
    this.question = question;
    this.language = language;
    this.listener = listener;
    this.#onClose = onClose;
  }

  get answer(): Answer {
    return this.asking?.answer ?? this.#answer;
  }

  set answer(answer: Answer) {
    this.#answer = answer;
  }

  close(): void {
    this.asking?.close();
    this.#onClose();
  }
}
