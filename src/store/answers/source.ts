import type { QuestionFault } from '../../query/question-fault.js';
import type { Answer, Question } from '../../query/types.js';

export interface AskOptions {
  /** Language tag for sorting text. */
  readonly language: string;
}

/** Who answers questions once the store is ready: this tab's memory, or the backend. */
export interface AnswerSource {
  /**
   * Keeps a question asked until it is closed. Throws a `QuestionFault` when the question is not a valid one (Q6).
   *
   * @param before what the element shows now; it stays, as stale, where the answer takes time.
   * @param listener hears each later answer, at most once a microtask.
   */
  open(
    question: Question,
    options: AskOptions,
    before: Answer | undefined,
    listener: (answer: Answer) => void,
  ): OpenQuestion;

  /** Somebody waits for records to ask about: what answers need besides can be fetched meanwhile. */
  prepare?(): void;
}

export interface OpenQuestion {
  /** As of now. */
  readonly answer: Answer;
  close(): void;
}

export const noAnswer: Omit<Answer, 'phase'> = { rows: [], offset: 0, total: 'unknown', groups: [] };

/** An answer while one waits for it: what was there before stays. */
export function waitingAnswer(before: Answer | undefined): Answer {
  return { ...(before ?? noAnswer), phase: before && before.total !== 'unknown' ? 'stale' : 'loading' };
}

/** Q6: a wrong question is an answer, too. */
export function faultAnswer(fault: QuestionFault): Answer {
  return {
    ...noAnswer,
    phase: 'failed',
    error: { kind: 'invalid', message: fault.message, retryable: false },
  };
}
