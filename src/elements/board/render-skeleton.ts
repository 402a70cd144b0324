import { html, type TemplateResult } from 'lit';
import { boardMessages } from '../../locale/board.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { uiMessages } from '../../locale/ui.js';

/** Columns and cards before there are any; the five statuses of a new installation are a good guess. */
export function renderBoardSkeleton(locale: LocaleController): TemplateResult {
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
