import { problemMessages } from '../../locale/common.js';
import { gridToolMessages, type GridToolKey } from '../../locale/grid-tools.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Id } from '../../model/records.js';
import type { Reason } from '../../rules/reasons.js';
import type { LeadStore } from '../../store/lead-store.js';
import { reasonSentence } from '../sentences.js';

/** What came of setting the lead status of many contacts. */
export interface BulkOutcome {
  /** How many were changed, how many were left as they are and why. */
  readonly text: string;
  readonly changed: number;
  readonly failed: boolean;
  /** The entry of the journal that can be taken back. */
  readonly entryId?: number;
}

/** Sets the lead status of the contacts that rules allow it for (L7), and says in a sentence what came of it. */
export async function setLeadStatus(
  store: LeadStore,
  locale: LocaleController,
  ids: readonly Id[],
  statusId: Id,
): Promise<BulkOutcome> {
  const texts = locale.texts(gridToolMessages);
  const running = store.setLeadStatus(ids, statusId);
  const entry = store.journal.at(-1);
  const result = await running;
  switch (result.status) {
    case 'failed':
      return { text: locale.texts(problemMessages)(result.problem.kind), changed: 0, failed: true };
    case 'refused': {
      const text = leftSentence(store, locale, ids.length, firstReasons(result.reasons));
      return { text, changed: 0, failed: true };
    }
    case 'done': {
      const changed = result.changes.length;
      const status = store.setup.leadStatuses.get(statusId)?.name ?? statusId;
      const { refused } = result.value;
      const sentences = [
        changed > 0 || refused.length === 0
          ? texts(changed > 0 ? 'statusSet' : 'statusSame', { count: changed, status })
          : '',
        refused.length > 0
          ? leftSentence(
              store,
              locale,
              refused.length,
              refused.flatMap(({ reasons }) => reasons.slice(0, 1)),
            )
          : '',
      ];
      return {
        text: sentences.filter(Boolean).join(' '),
        changed,
        failed: false,
        ...(changed > 0 && entry ? { entryId: entry.id } : {}),
      };
    }
  }
}

/** Takes a bulk change back, unless something else was done since: Undo on its message means that change alone. */
export async function undoEntry(
  store: LeadStore,
  locale: LocaleController,
  entryId: number,
): Promise<string> {
  const last = store.journal.findLast((entry) => !entry.undone);
  if (last?.id !== entryId) return reasonSentence(locale, store, { code: 'changed-since', records: [] });
  const result = await store.undo();
  switch (result.status) {
    case 'done':
      return locale.texts(gridToolMessages)('undone');
    case 'refused':
      return reasonSentence(locale, store, result.reasons[0]!);
    case 'failed':
      return locale.texts(problemMessages)(result.problem.kind);
  }
}

/** A refusal of all comes with the reasons of each in a row; that a value is kept is no reason of its own. */
function firstReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ code }) => code !== 'value-retained');
}

function leftSentence(
  store: LeadStore,
  locale: LocaleController,
  count: number,
  reasons: readonly Reason[],
): string {
  const texts = locale.texts(gridToolMessages);
  const byCode = new Map<string, Reason[]>();
  for (const each of reasons) byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
  const why = [...byCode.values()]
    .sort((a, b) => b.length - a.length)
    .map((same) => {
      const key = `left.${same[0]!.code}`;
      const reason =
        key in gridToolMessages.en ? texts(key as GridToolKey) : reasonSentence(locale, store, same[0]!);
      return same.length === count ? reason : texts('left', { reason, count: same.length });
    });
  const sentence = texts('leftAsIs', { count, why: why.join(', ') });
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
