import type { Answer, Question } from '../../src/query/types.js';
import { ask } from '../../src/store/ask.js';
import type { LeadStore } from '../../src/store/lead-store.js';

export interface Watched {
  readonly answer: Answer;
  readonly heard: readonly Answer[];
  /** Resolves to the first answer from now on that meets the condition; with none, that is ready or failed. */
  until(condition?: (answer: Answer) => boolean): Promise<Answer>;
  ask(question: Question): void;
  close(): void;
}

const isSettled = ({ phase }: Answer) => phase === 'ready' || phase === 'failed';

/** Asks a question as an element does, and waits for answers. */
export function watch(store: LeadStore, question: Question, language = 'en'): Watched {
  const heard: Answer[] = [];
  const waiting = new Set<(answer: Answer) => void>();
  const live = ask(store, question, { language }, (answer) => {
    heard.push(answer);
    for (const each of [...waiting]) each(answer);
  });
  return {
    get answer() {
      return live.answer;
    },
    heard,
    until(condition = isSettled) {
      return new Promise((resolve) => {
        const check = (answer: Answer) => {
          if (!condition(answer)) return;
          waiting.delete(check);
          resolve(answer);
        };
        waiting.add(check);
        check(live.answer);
      });
    },
    ask: (next) => live.ask(next),
    close: () => live.close(),
  };
}
