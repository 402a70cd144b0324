import { html, type TemplateResult } from 'lit';
import { boardMessages } from '../../locale/board.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { uiMessages } from '../../locale/ui.js';
import type { Answer } from '../../query/types.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { SelectionFault } from '../../store/selection-criteria.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import { failedAnswer, isPartlyHere } from '../failed-answer.js';
import type { BoardContext } from './board-context.js';

/** What stands in the place of the board while it can't be shown; undefined when it can. */
export function renderInstead(
  store: LeadStore | undefined,
  fault: SelectionFault | undefined,
  answer: Answer,
  locale: LocaleController,
): TemplateResult | undefined {
  if (!store) return renderEmpty({ text: locale.texts(commonMessages)('noStore') });
  if (store.phase === 'failed') return renderFailed(failedAnswer(locale, store, store.problem));
  if (fault) {
    const title = locale.texts(problemMessages)(fault.code, { message: fault.message ?? '' });
    return renderFailed({ title });
  }
  const { phase, error } = answer;
  if (phase === 'failed' && !isPartlyHere(answer)) return renderFailed(failedAnswer(locale, store, error));
  return phase === 'loading' ? renderSkeleton(locale) : undefined;
}

/** No cards: there are none, or none with the text that is looked for. */
export function renderNoCards(
  sought: string,
  { of, locale }: BoardContext,
  clear: () => void,
): TemplateResult {
  const text = locale.texts(boardMessages);
  if (!sought) return renderEmpty({ text: text(of === 'contact' ? 'emptyContacts' : 'emptyCompanies') });
  return renderEmpty({
    text: text('noMatch', { text: sought }),
    action: html`<button class="button" type="button" @click=${clear}>${text('clearFilter')}</button>`,
  });
}

/** Columns and cards before there are any; the five statuses of a new installation are a good guess. */
function renderSkeleton(locale: LocaleController): TemplateResult {
  const cards = [3, 2, 3, 1, 2];
  return html`<div
    class="skeletons late"
    role="group"
    aria-busy="true"
    aria-label="${locale.texts(boardMessages)('board')}: ${locale.texts(uiMessages)('loading')}"
  >
    ${cards.map(
      (count) =>
        html`<div>
          <span class="skeleton bar"></span>
          ${Array.from(
            { length: count },
            () => html`<div class="block"><span class="skeleton"></span><span class="skeleton"></span></div>`,
          )}
        </div>`,
    )}
  </div>`;
}
