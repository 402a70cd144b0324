import { html, type TemplateResult } from 'lit';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { outboxMessages } from '../../locale/outbox.js';
import { cloudSlashIcon, icon, pencilSimpleIcon } from '../../ui/icons.js';

/** Below the heading: what the card shows is not saved yet. */
export function renderWaiting(locale: LocaleController): TemplateResult {
  return html`<p class="waits meta">
    ${icon(cloudSlashIcon)} ${locale.texts(outboxMessages)('recordWaits')}
  </p>`;
}

/** The button that opens edit mode; `onNear` when the person reaches for it. */
export function renderPencil(
  locale: LocaleController,
  name: string,
  onNear: () => void,
  onOpen: () => void,
): TemplateResult {
  const text = locale.texts(cardMessages);
  return html`<button
    class="icon-button pencil"
    part="pencil"
    type="button"
    aria-label=${text('editContact', { name: name || text('unnamed') })}
    title=${locale.texts(commonMessages)('edit')}
    @pointerenter=${onNear}
    @focus=${onNear}
    @click=${onOpen}
  >
    ${icon(pencilSimpleIcon)}
  </button>`;
}
