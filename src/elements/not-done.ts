import { problemMessages } from '../locale/common.js';
import type { LocaleController } from '../locale/locale-controller.js';
import type { LeadStore } from '../store/lead-store.js';
import type { CommandResult } from '../store/types.js';
import { reasonSentence } from './sentences.js';

/** How a command ended that changed nothing. */
export type NotDone = Exclude<CommandResult<unknown>, { readonly status: 'done' }>;

/** Why nothing changed, in words: a sentence for each reason, or the one of the problem. */
export function faultSentences(
  locale: LocaleController,
  store: LeadStore,
  result: NotDone,
): readonly string[] {
  return result.status === 'refused'
    ? result.reasons.map((reason) => reasonSentence(locale, store, reason))
    : [locale.texts(problemMessages)(result.problem.kind)];
}
