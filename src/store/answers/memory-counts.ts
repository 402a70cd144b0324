import { sameValue } from '../../model/changes.js';
import type { ColumnarEngine } from '../../query/columnar/index.js';
import { QuestionFault } from '../../query/question-fault.js';
import type { Surroundings } from '../../query/types.js';
import { IdleWork } from './memory-idle.js';
import {
  faultAnswer,
  waitingCounts,
  type CountsAnswer,
  type CountsQuestion,
  type OpenCounts,
} from './source.js';

/** Counting that takes longer than this, in milliseconds, waits for an idle moment: somebody may be typing. */
const quick = 4;

/** The parts of criteria that are being counted in one store. */
export class MemoryCounts {
  readonly #engine: () => ColumnarEngine | undefined;
  readonly #surroundings: () => Surroundings;
  readonly #open = new Set<User>();
  readonly #late = new Set<User>();
  readonly #work: IdleWork;
  #took = 0;

  constructor(engine: () => ColumnarEngine | undefined, surroundings: () => Surroundings, life: AbortSignal) {
    this.#engine = engine;
    this.#surroundings = surroundings;
    this.#work = new IdleWork(
      () => this.#step(),
      () => false,
      life,
    );
  }

  open(question: CountsQuestion, before: CountsAnswer, listener: (answer: CountsAnswer) => void): OpenCounts {
    const user: User = { question, listener, answer: waitingCounts(before) };
    this.#open.add(user);
    if (this.#engine() && this.#took <= quick) user.answer = this.#count(user);
    else this.#later(user);
    return {
      get answer() {
        return user.answer;
      },
      close: () => {
        this.#open.delete(user);
        this.#late.delete(user);
      },
    };
  }

  /** The records, the setup or the day is another one, or there is an engine now. */
  changed(): void {
    for (const user of this.#open) this.#later(user);
  }

  #later(user: User): void {
    this.#late.add(user);
    if (this.#engine()) this.#work.schedule();
  }

  #step(): boolean {
    const [user] = this.#late;
    if (!user || !this.#engine()) return false;
    this.#late.delete(user);
    const answer = this.#count(user);
    if (!sameValue(answer, user.answer)) {
      user.answer = answer;
      user.listener(answer);
    }
    return this.#late.size > 0;
  }

  #count({ question: { of, criteria } }: User): CountsAnswer {
    const start = performance.now();
    try {
      const counts = this.#engine()!.counts(of, criteria, this.#surroundings());
      return {
        phase: 'ready',
        counts: counts.map(({ path, count }) => ({ path, total: { exact: count } })),
      };
    } catch (error) {
      if (!(error instanceof QuestionFault)) throw error;
      return { phase: 'failed', counts: [], error: faultAnswer(error).error! };
    } finally {
      this.#took = performance.now() - start;
    }
  }
}

interface User {
  readonly question: CountsQuestion;
  readonly listener: (answer: CountsAnswer) => void;
  answer: CountsAnswer;
}
