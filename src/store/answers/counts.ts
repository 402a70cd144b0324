import type { LeadStore } from '../lead-store.js';
import { sourceOf } from '../ask.js';
import { waitingCounts, type CountsAnswer, type CountsQuestion, type OpenCounts } from './source.js';

export type { CountsAnswer, CountsQuestion, NodeCount } from './source.js';

/** Counts that follow the records. */
export interface LiveCounts {
  readonly answer: CountsAnswer;
  /** Counts the parts of something else instead; what was counted stays, as stale, until then. */
  ask(question: CountsQuestion): void;
  close(): void;
}

const nothing: CountsAnswer = { phase: 'loading', counts: [] };

/**
 * Counts each part of criteria, for whoever builds them: what a line alone finds says more about a criteria that finds
 * nobody than the nobody does. `listener` hears each answer but the first. Where nobody can count, there are no counts.
 */
export function askCounts(
  store: LeadStore,
  question: CountsQuestion,
  listener: (answer: CountsAnswer) => void,
): LiveCounts {
  let current = question;
  let open: OpenCounts | undefined;
  let answer = nothing;

  function hear(next: CountsAnswer): void {
    answer = next;
    listener(next);
  }

  function start(): void {
    open?.close();
    open = undefined;
    if (store.phase === 'failed') answer = { ...answer, phase: 'failed', error: store.problem };
    else if (store.phase === 'loading') {
      answer = waitingCounts(answer);
      sourceOf(store, current.of).prepare?.();
    } else {
      open = sourceOf(store, current.of).openCounts?.(current, answer, hear);
      answer = open?.answer ?? { phase: 'ready', counts: [] };
    }
  }

  start();
  let phase = store.phase;
  const unsubscribe = store.subscribe(() => {
    if (store.phase === phase) return;
    phase = store.phase;
    start();
    listener(answer);
  });
  return {
    get answer() {
      return answer;
    },
    ask(next) {
      current = next;
      start();
    },
    close() {
      unsubscribe();
      open?.close();
    },
  };
}
