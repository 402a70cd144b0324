import type { QuestionFault } from '../../query/question-fault.js';
import type { Criteria } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';
import type { Answer, Question, QuestionError, Total } from '../../query/types.js';

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

  /**
   * Keeps the parts of criteria counted until it is closed; `before` stays, as stale, where that takes time. Left out:
   * this source can't count them.
   */
  openCounts?(
    question: CountsQuestion,
    before: CountsAnswer,
    listener: (answer: CountsAnswer) => void,
  ): OpenCounts;

  /**
   * Somebody waits for records to ask about: what answers need besides can be fetched meanwhile.
   *
   * @param language in which rows are to be sorted; left out: they are not.
   */
  prepare?(language?: string): void;
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

// Counts of the parts of criteria

/** Criteria whose parts are to be counted one by one. */
export interface CountsQuestion {
  readonly of: Subject;
  readonly criteria: Criteria;
}

/** How many meet a line, or a group, by itself. */
export interface NodeCount {
  /** Its place in the criteria, as `criteria/edit.ts` takes it; [] is the whole. */
  readonly path: readonly number[];
  readonly total: Total;
}

export interface CountsAnswer {
  /** `stale`: the counts are of the criteria before, or are being counted again. */
  readonly phase: 'loading' | 'ready' | 'stale' | 'failed';
  /** Of each line and group that is active (Q2), the whole included, in the order in which they stand. */
  readonly counts: readonly NodeCount[];
  readonly error?: QuestionError;
}

export interface OpenCounts {
  readonly answer: CountsAnswer;
  close(): void;
}

/** Counts while one waits for others. */
export function waitingCounts({ counts }: CountsAnswer): CountsAnswer {
  return { phase: counts.length > 0 ? 'stale' : 'loading', counts };
}
