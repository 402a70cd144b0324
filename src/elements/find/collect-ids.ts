import type { Criteria } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Answer, QuestionError } from '../../query/types.js';
import { ask } from '../../store/ask.js';
import type { LeadStore } from '../../store/lead-store.js';

/** Rows that are asked for at a time. */
const windowSize = 1000;

export interface Wanted {
  readonly of: Subject;
  readonly criteria: Criteria;
  readonly language: string;
}

export type Collected =
  { readonly ok: true; readonly ids: readonly Id[] } | { readonly ok: false; readonly error: QuestionError };

/**
 * The ids of all who meet criteria, asked for in windows of 1,000. Whoever comes or goes meanwhile may be missed, as in
 * any list that is read page by page; nobody is in it twice.
 *
 * @param onProgress hears how many there are so far, after each window
 */
export async function collectIds(
  store: LeadStore,
  { of, criteria, language }: Wanted,
  onProgress: (done: number) => void = () => {},
): Promise<Collected> {
  const ids = new Set<Id>();
  for (let offset = 0; ; offset += windowSize) {
    const question = { of, criteria, fields: [], window: { offset, limit: windowSize } };
    const { phase, rows, error } = await settled(store, question, language);
    if (phase === 'failed')
      return { ok: false, error: error ?? { kind: 'unavailable', message: '', retryable: true } };
    for (const row of rows) ids.add(row.id);
    onProgress(ids.size);
    if (rows.length < windowSize) return { ok: true, ids: [...ids] };
    await new Promise((resolve) => setTimeout(resolve)); // long walks leave the page room to breathe
  }
}

/** The first answer that is the one to the question. */
function settled(store: LeadStore, question: Parameters<typeof ask>[1], language: string): Promise<Answer> {
  return new Promise((resolve) => {
    const isSettled = ({ phase }: Answer) => phase === 'ready' || phase === 'failed';
    const live = ask(store, question, { language }, (answer) => {
      if (!isSettled(answer)) return;
      live.close();
      resolve(answer);
    });
    if (!isSettled(live.answer)) return;
    live.close();
    resolve(live.answer);
  });
}
