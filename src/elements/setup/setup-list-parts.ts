import { html, type TemplateResult } from 'lit';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { setupMessages } from '../../locale/setup.js';
import type { LeadStore } from '../../store/lead-store.js';
import '../../ui/dialog.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import type { Item } from './item-draft.js';

/** In place of the list: there is no store, or it could not read. */
export function renderUnavailable(locale: LocaleController, store: LeadStore | undefined): TemplateResult {
  const common = locale.texts(commonMessages);
  if (!store) return html`<div class="surface">${renderEmpty({ text: common('noStore') })}</div>`;
  return html`<div class="surface">
    ${renderFailed({
      title: locale.texts(problemMessages)(store.problem?.kind ?? 'unavailable'),
      detail: store.problem?.message,
      detailLabel: common('details'),
      retryLabel: common('retry'),
      onRetry: () => void store.reload(),
    })}
  </div>`;
}

/** Rows while the list is loading, as high as those to come. */
export function renderRowSkeletons(): TemplateResult {
  return html`<div class="rows" aria-hidden="true">
    ${Array.from(
      { length: 5 },
      () =>
        html`<div class="row">
          <div class="main"><span class="skeleton short"></span><span class="skeleton long"></span></div>
        </div>`,
    )}
  </div>`;
}

/** Asks before an item is removed for good. */
export function renderRemoveDialog(
  locale: LocaleController,
  item: Item | undefined,
  onRemove: (item: Item) => void,
  onClose: () => void,
): TemplateResult {
  const text = locale.texts(setupMessages);
  return html`<lead-ui-dialog
    size="small"
    heading=${text('removeTitle', { name: item?.name ?? '' })}
    .open=${item !== undefined}
    @lead-ui-close=${onClose}
  >
    <p>${text('removeText')}</p>
    <button slot="footer" class="button" type="button" @click=${onClose}>
      ${locale.texts(commonMessages)('cancel')}
    </button>
    <button slot="footer" class="button danger" type="button" @click=${() => item && onRemove(item)}>
      ${text('removeForGood')}
    </button>
  </lead-ui-dialog>`;
}
