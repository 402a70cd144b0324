import type { Subject } from '../model/fields.js';
import { QuestionFault } from '../query/question-fault.js';
import type { Answer, Question } from '../query/types.js';
import { memoryAnswers } from './answers/memory-answers.js';
import {
  faultAnswer,
  noAnswer,
  waitingAnswer,
  type AnswerSource,
  type AskOptions,
  type OpenQuestion,
} from './answers/source.js';
import type { LeadStore } from './lead-store.js';

export type { AskOptions } from './answers/source.js';

/** A question that stays asked: its answer follows the records. */
export interface LiveAnswer {
  readonly answer: Answer;
  /** Asks something else instead. The answer there was stays, as stale, until the new one is here. */
  ask(question: Question): void;
  close(): void;
}

/** Fewer records than this are here before anybody could read how many. */
const worthProgress = 5_000;

/** One for each store, made when somebody first asks: a page that only shows a picker needs none. */
const sources = new WeakMap<LeadStore, AnswerSource>();

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
  let open: OpenQuestion | undefined;
  let answer: Answer;

  function hear(next: Answer): void {
    answer = next;
    listener(answer);
  }

  function start(before: Answer | undefined): void {
    open?.close();
    open = undefined;
    if (store.phase === 'failed') answer = { ...(before ?? noAnswer), phase: 'failed', error: store.problem };
    else if (store.phase === 'loading') {
      answer = onTheWay(store, before);
      sourceOf(store, current.of).prepare?.(current.sort && options.language);
    } else {
      try {
        open = sourceOf(store, current.of).open(current, options, before, hear);
        answer = open.answer;
      } catch (error) {
        if (!(error instanceof QuestionFault)) throw error;
        answer = faultAnswer(error);
      }
    }
  }

  start(undefined);
  let phase = store.phase;
  let percent = 0;
  const unsubscribe = store.subscribe(() => {
    if (store.phase === phase) {
      const { loaded, expected = 0 } = store.progress;
      const now = Math.floor((100 * loaded) / expected);
      if (phase !== 'loading' || expected < worthProgress || now === percent) return;
      percent = now;
      return hear(onTheWay(store, answer));
    }
    phase = store.phase;
    start(answer);
    listener(answer);
  });
  return {
    get answer() {
      return open?.answer ?? answer;
    },
    ask(next) {
      current = next;
      start(open?.answer ?? answer);
    },
    close() {
      unsubscribe();
      open?.close();
    },
  };
}

/** One answer, ready or failed, without following it. */
export function askOnce(store: LeadStore, question: Question, options: AskOptions): Promise<Answer> {
  const isSettled = ({ phase }: Answer) => phase === 'ready' || phase === 'failed';
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      if (!isSettled(answer)) return;
      live.close();
      resolve(answer);
    };
    const live = ask(store, question, options, settle);
    settle(live.answer);
  });
}

/** While records are being read: what was there stays, and if they are many, how far they have come. */
function onTheWay({ progress }: LeadStore, before: Answer | undefined): Answer {
  const answer = waitingAnswer(before);
  return (progress.expected ?? 0) < worthProgress ? answer : { ...answer, progress };
}

/** Who answers questions about such records: this tab's memory, where they are all here, or the backend. */
export function sourceOf(store: LeadStore, of: Subject): AnswerSource {
  const { remote } = store;
  if (remote?.covers(of)) return remote.answers(store);
  let source = sources.get(store);
  if (!source) sources.set(store, (source = memoryAnswers(store)));
  return source;
}
