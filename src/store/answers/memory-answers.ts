import { sameValue } from '../../model/changes.js';
import { touches } from '../../query/dependencies.js';
import { createMemoryEngine } from '../../query/memory-engine.js';
import type { QueryEngine } from '../../query/types.js';
import type { LeadStore } from '../lead-store.js';
import type { AnswerSource } from './source.js';

/** Answers from the records in this tab. */
export function memoryAnswers(store: LeadStore): AnswerSource {
  let engine: QueryEngine | undefined;
  return {
    open(question, { language }, _before, listener) {
      engine ??= createMemoryEngine(store.records);
      const surroundings = { language, timeZone: store.timeZone, now: store.now };
      let answer = engine.answer(question, surroundings);
      const close = store.subscribe(({ touched }) => {
        if (!touches(question, touched, store.fields, store.records)) return;
        const next = engine!.answer(question, surroundings);
        if (sameValue(answer, next)) return;
        answer = next;
        listener(answer);
      });
      return {
        get answer() {
          return answer;
        },
        close,
      };
    },
  };
}
