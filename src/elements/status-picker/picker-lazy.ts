import type { LocaleController } from '../../locale/locale-controller.js';
import type { Reason } from '../../rules/reasons.js';
import type { LeadStore } from '../../store/lead-store.js';
import type * as Sentences from '../sentences.js';

// What a picker needs only when somebody uses it, or when a rule is in the way. A page with ten pickers at rest loads
// none of it.

let list: Promise<unknown> | undefined;
let words: typeof Sentences | undefined;

/** Whether the list of choices is there, because a picker or another element has loaded it. */
export function isListLoaded(): boolean {
  return customElements.get('lead-ui-listbox-select') !== undefined;
}

/** Loads the list of choices. Offline it rejects, and the next call tries again. */
export async function loadList(): Promise<void> {
  list ??= import('../../ui/listbox-select.js');
  try {
    await list;
  } catch (error) {
    list = undefined;
    throw error;
  }
}

/** Reasons in words; empty while the words are on their way, and `onLoad` tells when they are here. */
export function reasonText(
  locale: LocaleController,
  store: LeadStore,
  reasons: readonly Reason[],
  onLoad: () => void,
): string {
  if (reasons.length > 0 && !words) {
    void import('../sentences.js').then((module) => {
      words = module;
      onLoad();
    });
  }
  return words ? reasons.map((reason) => words!.reasonSentence(locale, store, reason)).join(' ') : '';
}
