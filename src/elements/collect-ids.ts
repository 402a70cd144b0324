import type { Criteria } from '../criteria/types.js';
import type { Subject } from '../model/fields.js';
import type { Id } from '../model/records.js';
import type { Answer, Question, QuestionError } from '../query/types.js';
import { ask } from '../store/ask.js';
import type { LeadStore } from '../store/lead-store.js';

/** Rows that are asked for at a time. */
const windowSize = 2_000;

export interface Wanted {
  readonly of: Subject;
  /** Left out: everybody. */
  readonly criteria?: Criteria;
  readonly language: string;
}

export type Collected =
  { readonly ok: true; readonly ids: readonly Id[] } | { readonly ok: false; readonly error: QuestionError };

/**
 * The ids of all who meet criteria, asked for window by window. Whoever comes or goes meanwhile may be missed, as in any
 * list that is read page by page; nobody is in it twice.
 *
 * @param onProgress hears how many there are so far, after each window
 */
export async function collectIds(
  store: LeadStore,
  { of, criteria, language }: Wanted,
  onProgress: (done: number) => void = () => {},
): Promise<Collected> {
  const ids = new Set<Id>();
  const windowAt = (offset: number): Question => ({
    of,
    criteria,
    fields: [],
    window: { offset, limit: windowSize },
  });
  let hear = () => {};
  const live = ask(store, windowAt(0), { language }, () => hear());
  try {
    for (let offset = 0; ;) {
      while (!isSettled(live.answer)) await new Promise<void>((resolve) => (hear = resolve));
      const { phase, rows, total, error } = live.answer;
      if (phase === 'failed')
        return { ok: false, error: error ?? { kind: 'unavailable', message: '', retryable: true } };
      for (const row of rows) ids.add(row.id);
      offset += rows.length;
      onProgress(ids.size);
      const isAll = typeof total === 'object' && 'exact' in total && offset >= total.exact;
      if (rows.length === 0 || isAll) return { ok: true, ids: [...ids] };
      await new Promise((resolve) => setTimeout(resolve)); // long walks leave the page room to breathe
      live.ask(windowAt(offset));
    }
  } finally {
    live.close();
  }
}

const isSettled = ({ phase }: Answer) => phase === 'ready' || phase === 'failed';
