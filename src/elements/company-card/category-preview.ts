import { cardMessages } from '../../locale/cards.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { CategoryPreview } from '../../rules/company-commands.js';
import { defaultStatusId } from '../../rules/lead-status.js';
import type { LeadStore } from '../../store/lead-store.js';

/** L5–L7 in a sentence: what another category would do to the contacts of the company. */
export function categoryPreviewSentence(
  locale: LocaleController,
  store: LeadStore,
  { before, after, contacts: count }: CategoryPreview,
): string {
  const text = locale.texts(cardMessages);
  if (before === after) return text('previewNothing');
  if (after === 'hidden') return count === 0 ? text('previewHidesNone') : text('previewHides', { count });
  if (count === 0) return text('previewAppearsNone');
  const id = defaultStatusId(store.setup);
  const status = (id === null ? undefined : store.setup.leadStatuses.get(id)?.name) ?? '–';
  const returns = store.setup.settings.onReturn === 'retained';
  return text(returns ? 'previewReturns' : 'previewAppears', { count, status });
}
