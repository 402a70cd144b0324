import { html, type TemplateResult } from 'lit';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { RecordAnswer } from '../../store/types.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import type { CardField } from './card-field.js';

interface Situation {
  readonly entity: 'contact' | 'company';
  /** Whether the host has said which record. */
  readonly chosen: boolean;
  readonly answer: RecordAnswer<unknown> | undefined;
  readonly hasRecord: boolean;
}

/** What a card shows when it has no record to show; undefined when it has, or is waiting for it. */
export function renderCardState(
  locale: LocaleController,
  store: LeadStore | undefined,
  { entity, chosen, answer, hasRecord }: Situation,
): TemplateResult | undefined {
  const text = locale.texts(cardMessages);
  const common = locale.texts(commonMessages);
  const isContact = entity === 'contact';
  if (!store) return renderEmpty({ text: common('noStore') });
  if (!chosen) return renderEmpty({ text: text(isContact ? 'noContactChosen' : 'noCompanyChosen') });
  const failed = store.phase === 'failed' || answer?.phase === 'failed';
  if (failed && (!hasRecord || answer === undefined)) {
    // All of it could not be read, or this record could not be had.
    const problem = store.problem ?? answer?.problem;
    return renderFailed({
      title: locale.texts(problemMessages)(problem?.kind ?? 'unavailable'),
      detail: problem?.message,
      detailLabel: common('details'),
      retryLabel: common('retry'),
      onRetry: () => void store.reload(),
    });
  }
  if (hasRecord || answer?.phase !== 'missing') return undefined;
  return renderEmpty({ text: text(isContact ? 'contactMissing' : 'companyMissing') });
}

/** The card as it will be, with bars in the place of texts. */
export function renderCardSkeleton(
  locale: LocaleController,
  entity: 'contact' | 'company',
  columns: readonly (readonly CardField[])[],
): TemplateResult {
  const label = locale.texts(cardMessages)(entity === 'contact' ? 'loadingContact' : 'loadingCompany');
  return html`<div class="waiting" role="status" aria-label=${label}>
    <div class="header" aria-hidden="true">
      <div class="heading">
        <div class="names"><span class="skeleton"></span></div>
        <p class="summary"><span class="skeleton"></span></p>
      </div>
    </div>
    <div class="columns" aria-hidden="true">
      ${columns.map(
        (fields) =>
          html`<div class="fields">
            ${fields.map(
              ({ kind }) =>
                html`<div class="row" ?data-wide=${kind === 'longText'}>
                  <span class="skeleton"></span><span class="skeleton"></span>
                </div>`,
            )}
          </div>`,
      )}
    </div>
  </div>`;
}
