import { problemMessages } from '../../locale/common.js';
import { gridToolMessages, type GridToolKey } from '../../locale/grid-tools.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Id } from '../../model/records.js';
import type { Reason } from '../../rules/reasons.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { AdapterProblem } from '../../store/port.js';
import { reasonSentence } from '../sentences.js';

/** What came of setting the lead status of many contacts. */
export interface BulkOutcome {
  /** How many were changed, how many were left as they are and why. */
  readonly text: string;
  readonly changed: number;
  readonly failed: boolean;
  /** The entries of the journal that can be taken back, oldest first. */
  readonly entryIds: readonly number[];
}

export interface BulkOptions {
  /** Stops before the next few. */
  readonly signal?: AbortSignal;
  /** Hears how many are done, when there are too many for one command. */
  readonly onProgress?: (done: number) => void;
}

/** Contacts that one command is about: their rules, changes and rendering fit well into a frame or two. */
const handful = 200;

/**
 * Sets the lead status of the contacts that rules allow it for (L7), and says in a sentence what came of it. Many are
 * changed by several commands with room for the page in between: it stays usable, and what is done is done.
 */
export async function setLeadStatus(
  store: LeadStore,
  locale: LocaleController,
  ids: readonly Id[],
  statusId: Id,
  { signal, onProgress = () => {} }: BulkOptions = {},
): Promise<BulkOutcome> {
  const entryIds: number[] = [];
  const left: Left = { count: 0, reasons: [] };
  let changed = 0;
  let problem: AdapterProblem | undefined;
  let done = 0;
  while (done < ids.length && !problem && !signal?.aborted) {
    const some = ids.slice(done, done + handful);
    const result = await store.setLeadStatus(some, statusId);
    if (result.status === 'failed') ({ problem } = result);
    else if (result.status === 'refused') {
      left.count += some.length;
      left.reasons.push(...firstReasons(result.reasons));
    } else {
      const { refused } = result.value;
      left.count += refused.length;
      left.reasons.push(...refused.flatMap(({ reasons }) => reasons.slice(0, 1)));
      changed += result.changes.length;
      if (result.entryId !== undefined) entryIds.push(result.entryId);
    }
    done += some.length;
    if (ids.length <= handful) break;
    onProgress(done);
    await new Promise((resolve) => setTimeout(resolve));
  }
  const wasStopped = done < ids.length && !problem;
  const said = { ids, statusId, changed, left, problem, stoppedAt: wasStopped ? done : undefined };
  return {
    text: sentencesOf(store, locale, said),
    changed,
    failed: !!problem || (changed === 0 && left.count > 0),
    entryIds,
  };
}

/** Those who were left as they are, with the first reason of each. */
interface Left {
  count: number;
  readonly reasons: Reason[];
}

function sentencesOf(
  store: LeadStore,
  locale: LocaleController,
  {
    ids,
    statusId,
    changed,
    left,
    problem,
    stoppedAt,
  }: {
    readonly ids: readonly Id[];
    readonly statusId: Id;
    readonly changed: number;
    readonly left: Left;
    readonly problem: AdapterProblem | undefined;
    readonly stoppedAt: number | undefined;
  },
): string {
  const texts = locale.texts(gridToolMessages);
  const status = store.setup.leadStatuses.get(statusId)?.name ?? statusId;
  const sentences: string[] = [];
  if (changed > 0) sentences.push(texts('statusSet', { count: changed, status }));
  else if (left.count === 0 && !problem && stoppedAt === undefined)
    sentences.push(texts('statusSame', { status }));
  if (left.count > 0) sentences.push(leftSentence(store, locale, left.count, left.reasons));
  if (problem) sentences.push(locale.texts(problemMessages)(problem.kind));
  if (stoppedAt !== undefined) sentences.push(texts('stopped', { done: stoppedAt, count: ids.length }));
  return sentences.join(' ');
}

/**
 * Takes a bulk change back, unless something else was done since: Undo on its message means that change alone. One made
 * of several commands is taken back from the end, with room for the page in between.
 */
export async function undoEntries(
  store: LeadStore,
  locale: LocaleController,
  entryIds: readonly number[],
): Promise<string> {
  for (const entryId of entryIds.toReversed()) {
    const last = store.journal.findLast((entry) => !entry.undone);
    if (last?.id !== entryId) return reasonSentence(locale, store, { code: 'changed-since', records: [] });
    const result = await store.undo();
    if (result.status === 'refused') return reasonSentence(locale, store, result.reasons[0]!);
    if (result.status === 'failed') return locale.texts(problemMessages)(result.problem.kind);
    if (entryIds.length > 1) await new Promise((resolve) => setTimeout(resolve));
  }
  return locale.texts(gridToolMessages)('undone');
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
