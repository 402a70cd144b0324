import { html, type TemplateResult } from 'lit';
import { boardMessages } from '../../locale/board.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import '../../ui/dialog.js';
import type { Confirmation } from './confirmation.js';

/** The dialog that says what else a move would do. Always there, so that it can close. */
export function renderConfirmation(
  confirmation: Confirmation | undefined,
  locale: LocaleController,
  answer: (yes: boolean) => void,
): TemplateResult {
  return html`<lead-ui-dialog
    size="small"
    .heading=${confirmation?.heading ?? ''}
    .open=${confirmation !== undefined}
    @lead-ui-close=${() => answer(false)}
  >
    <div class="confirmation">${confirmation?.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
    <button class="button" slot="footer" type="button" @click=${() => answer(false)}>
      ${locale.texts(commonMessages)('cancel')}
    </button>
    <button class="button primary" slot="footer" type="button" @click=${() => answer(true)}>
      ${locale.texts(boardMessages)('confirmMove')}
    </button>
  </lead-ui-dialog>`;
}
