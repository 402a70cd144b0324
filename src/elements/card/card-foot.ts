import { html, nothing, type TemplateResult } from 'lit';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { uiMessages } from '../../locale/ui.js';
import type { Reason } from '../../rules/reasons.js';
import type { CommandResult } from '../../store/types.js';
import '../../ui/dialog.js';
import { icon, warningCircleIcon } from '../../ui/icons.js';
import { reasonSentence } from '../sentences.js';
import type { CardView } from './card-view.js';

export interface Foot {
  /** Why Save does nothing now. */
  readonly blocker: string | undefined;
  readonly failure: Exclude<CommandResult<unknown>, { status: 'done' }> | undefined;
  /** Some of the controls could not be loaded. */
  readonly incomplete: boolean;
  readonly saving: boolean;
  readonly onCancel: () => void;
}

/** Save and Cancel, why Save is not available, and why the last try did not work. */
export function renderFoot(view: CardView, foot: Foot): TemplateResult {
  const { blocker, failure, incomplete, saving, onCancel } = foot;
  const common = view.locale.texts(commonMessages);
  return html`<footer class="foot" part="foot">
    ${renderFailure(view, failure)}
    ${incomplete ? renderAlert(view.locale.texts(uiMessages)('notLoaded')) : nothing}
    <p class="why-not hint" id="why-not" role="status">${saving ? nothing : blocker}</p>
    <div class="buttons">
      <button class="button" type="button" aria-disabled=${saving ? 'true' : nothing} @click=${onCancel}>
        ${common('cancel')}
      </button>
      <button
        class="button primary"
        type="submit"
        aria-disabled=${saving || blocker !== undefined ? 'true' : nothing}
        aria-describedby="why-not"
      >
        ${saving ? common('saving') : common('save')}
      </button>
    </div>
  </footer>`;
}

function renderFailure({ locale, store, label }: CardView, failure: Foot['failure']) {
  if (!failure) return nothing;
  const isProblem = failure.status === 'failed';
  const sentences = isProblem
    ? [locale.texts(problemMessages)(failure.problem.kind)]
    : failure.reasons.map((reason) => reasonSentence(locale, store, withLabel(reason, label)));
  return renderAlert(
    html`<strong>${locale.texts(cardMessages)('notSaved')}</strong> ${sentences.join(' ')}`,
    isProblem
      ? html`<details>
          <summary>${locale.texts(commonMessages)('details')}</summary>
          ${failure.problem.message}
        </details>`
      : nothing,
  );
}

function renderAlert(text: unknown, more: unknown = nothing): TemplateResult {
  return html`<div class="failure" role="alert">
    ${icon(warningCircleIcon)}
    <div>
      <p>${text}</p>
      ${more}
    </div>
  </div>`;
}

/** Rules name a field by its path, such as `/extra/budget`; people by its label. */
function withLabel(reason: Reason, label: CardView['label']): Reason {
  const path = reason.details?.['field'];
  return typeof path === 'string'
    ? { ...reason, details: { ...reason.details, field: label(path.slice(1).replaceAll('/', '.')) } }
    : reason;
}

/** Asked when Escape would throw away what was entered. */
export function renderDiscardDialog(
  locale: LocaleController,
  open: boolean,
  onKeep: () => void,
  onDiscard: () => void,
): TemplateResult {
  const text = locale.texts(cardMessages);
  return html`<lead-ui-dialog
    size="small"
    heading=${text('discardTitle')}
    ?open=${open}
    @lead-ui-close=${onKeep}
  >
    <p>${text('discardText')}</p>
    <button class="button" slot="footer" type="button" @click=${onKeep}>${text('keepEditing')}</button>
    <button class="button danger" slot="footer" type="button" @click=${onDiscard}>${text('discard')}</button>
  </lead-ui-dialog>`;
}
