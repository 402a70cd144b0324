import { html, nothing, type TemplateResult } from 'lit';
import type { LeadStatusChangeEvent } from '../../events/lead-status-change.js';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Company, Contact } from '../../model/records.js';
import { defaultStatusId } from '../../rules/lead-status.js';
import { reason } from '../../rules/reasons.js';
import type { LeadStore } from '../../store/lead-store.js';
import { renderRow } from '../card/card-row.js';
import type { CardView } from '../card/card-view.js';
import '../card/card-why.js';
import { fieldLabel, reasonSentence } from '../sentences.js';
import '../status-badge/lead-status-badge.js';
import '../status-picker/lead-status-picker.js';
import type { CardStatus } from './contact-status.js';

/** L8: the category of the company, with a lock that says why it can't be changed here. */
export function renderCategoryRow(
  locale: LocaleController,
  store: LeadStore,
  company: Company | undefined,
): TemplateResult {
  const label = fieldLabel(locale, store, 'company.category');
  const why = company
    ? [
        reason('category-inherited', [{ entity: 'company', id: company.id }]),
        ...store.explain({ entity: 'company', id: company.id, field: 'category' }).reasons,
      ]
    : [reason('no-company')];
  return renderRow({
    label,
    content: html`${renderCategory(locale, store, company)}<lead-card-why
        look="lock"
        .label=${locale.texts(cardMessages)('whyField', { field: label })}
        .sentences=${why.map((each) => reasonSentence(locale, store, each))}
      ></lead-card-why>`,
  });
}

function renderCategory(locale: LocaleController, store: LeadStore, company: Company | undefined) {
  const id = company?.categoryId ?? null;
  if (id === null) return html`<span class="muted">–</span>`;
  const category = store.setup.categories.get(id);
  const common = locale.texts(commonMessages);
  if (!category) return html`<span class="muted">${common('unknownItem', { id })}</span>`;
  return category.deleted
    ? html`<span class="deleted">${common('deletedItem', { name: category.name })}</span>`
    : html`<span>${category.name}</span>`;
}

interface StatusRow extends CardView<Contact>, CardStatus {
  /** What stands below the picker in edit mode. */
  readonly below: unknown;
}

/** L1, L2: the lead status, or in its place a quiet "Why?". */
export function renderStatusRow(row: StatusRow): TemplateResult {
  const { locale, store, record, edit, hidden, editable } = row;
  if (hidden) return renderHidden(row);
  const label = fieldLabel(locale, store, 'contact.leadStatus');
  if (!edit || !editable) {
    return renderRow({
      label,
      content: html`<lead-status-badge .store=${store} .contactId=${record.id}></lead-status-badge>
        ${renderAbout(row, label)}`,
    });
  }
  const text = locale.texts(cardMessages);
  const status = row.starts && row.value !== null ? store.setup.leadStatuses.get(row.value) : undefined;
  return renderRow({
    label,
    labelFor: 'leadStatusId',
    content: html`<lead-status-picker
      id="leadStatusId"
      required
      .store=${store}
      .value=${row.value ?? ''}
      @input=${stop}
      @change=${stop}
      @lead-status-change=${(event: LeadStatusChangeEvent) => {
        stop(event);
        row.enter('leadStatusId', event.value);
      }}
    ></lead-status-picker>`,
    below: html`${
      status
        ? html`<p class="note">
            ${text(row.value === record.leadStatusId ? 'statusReturns' : 'statusFollows', { status: status.name })}
          </p>`
        : nothing
    }${row.below}`,
  });
}

function renderHidden({ locale, store, reasons }: StatusRow): TemplateResult {
  const text = locale.texts(cardMessages);
  const field = fieldLabel(locale, store, 'contact.leadStatus');
  const why = locale.texts(commonMessages)('why');
  return html`<div class="row">
    <dt><span class="visually-hidden">${field}</span></dt>
    <dd>
      <div class="value">
        <span class="note">${text('noLeadStatusHere')}</span>
        <lead-card-why
          .text=${why}
          .label=${text('whyField', { field })}
          .sentences=${reasons.map((each) => reasonSentence(locale, store, each))}
        ></lead-card-why>
      </div>
    </dd>
  </div>`;
}

/** L3–L5 in words: what people ask about the value that they see. */
function renderAbout({ locale, store, reasons }: StatusRow, field: string) {
  const text = locale.texts(cardMessages);
  const id = defaultStatusId(store.setup);
  const status = id === null ? undefined : store.setup.leadStatuses.get(id);
  const sentences = [
    ...reasons.map((each) => reasonSentence(locale, store, each)),
    text('eachContactItsOwn'),
    ...(status ? [text('startsAs', { status: status.name })] : []),
  ];
  return html`<lead-card-why
    .label=${text('aboutField', { field })}
    .sentences=${sentences}
  ></lead-card-why>`;
}

/** The card tells what was saved; what is chosen on the way is its own business. */
function stop(event: Event): void {
  event.stopPropagation();
}
