import { sameValue } from '../model/changes.js';
import { createMemoryEngine } from '../query/memory-engine.js';
import { QuestionFault } from '../query/question-fault.js';
import { touches } from '../query/dependencies.js';
import type { Answer, QueryEngine, Question } from '../query/types.js';
import type { LeadStore, StoreChange } from './lead-store.js';

/** A question that stays asked: its answer follows the records. */
export interface LiveAnswer {
  readonly answer: Answer;
  /** Asks something else instead. The answer there was stays, as stale, until the new one is here. */
  ask(question: Question): void;
  close(): void;
}

export interface AskOptions {
  /** Language tag for sorting text. */
  readonly language: string;
}

const nothing: Omit<Answer, 'phase'> = { rows: [], offset: 0, total: 'unknown', groups: [] };

/** One engine for each store, made when somebody first asks: a page that only shows a picker needs none. */
const engines = new WeakMap<LeadStore, QueryEngine>();

/**
 * Asks a question of a store. The answer is there at once where memory can give it; `listener` hears each later one,
 * at most once a microtask. A wrong question is an answer in phase `failed`, not an exception.
 */
export function ask(
  store: LeadStore,
  question: Question,
  options: AskOptions,
  listener: (answer: Answer) => void,
): LiveAnswer {
  let current = question;
  let answer = answerNow(store, current, options, undefined);
  const unsubscribe = store.subscribe((change) => {
    if (store.phase === 'ready' && answer.phase === 'ready' && !mayTouch(store, current, change)) return;
    const next = answerNow(store, current, options, answer);
    if (sameValue(answer, next)) return;
    answer = next;
    listener(answer);
  });
  return {
    get answer() {
      return answer;
    },
    ask(next) {
      current = next;
      answer = answerNow(store, current, options, answer);
    },
    close: unsubscribe,
  };
}

function answerNow(
  store: LeadStore,
  question: Question,
  { language }: AskOptions,
  before: Answer | undefined,
): Answer {
  if (store.phase === 'failed') return { ...(before ?? nothing), phase: 'failed', error: store.problem };
  if (store.phase === 'loading')
    return { ...(before ?? nothing), phase: before && before.total !== 'unknown' ? 'stale' : 'loading' };
  try {
    return engineOf(store).answer(question, { language, timeZone: store.timeZone, now: store.now });
  } catch (error) {
    if (!(error instanceof QuestionFault)) throw error;
    return {
      ...nothing,
      phase: 'failed',
      error: { kind: 'invalid', message: error.message, retryable: false },
    };
  }
}

function engineOf(store: LeadStore): QueryEngine {
  let engine = engines.get(store);
  if (!engine) engines.set(store, (engine = createMemoryEngine(store.records)));
  return engine;
}

function mayTouch(store: LeadStore, question: Question, { touched }: StoreChange): boolean {
  return touches(question, touched, store.fields, store.records);
}
