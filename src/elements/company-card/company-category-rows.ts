import { html, type TemplateResult } from 'lit';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { optionsOf, type FieldOption } from '../../model/fields.js';
import type { Company, Id } from '../../model/records.js';
import { leadStatusBlockers } from '../../rules/lead-status.js';
import type { LeadStore } from '../../store/lead-store.js';
import { renderRow } from '../card/card-row.js';
import '../card/card-why.js';
import { fieldLabel, groupLabel, reasonSentence } from '../sentences.js';
import { categoryPreviewSentence } from './category-preview.js';

interface CategoryRow {
  readonly store: LeadStore;
  readonly company: Company;
  /** The one chosen, saved or not. */
  readonly categoryId: Id | null;
  readonly isNew: boolean;
  /** The control, in edit mode. */
  readonly editor: ((options: readonly FieldOption[]) => TemplateResult) | undefined;
  /** What stands below it, in edit mode. */
  readonly below: unknown;
}

/** The category; in edit mode with what another one would do to the contacts. */
export function renderCategoryRow(locale: LocaleController, row: CategoryRow): TemplateResult {
  const { store, company, categoryId, editor, below } = row;
  const text = locale.texts(cardMessages);
  const label = fieldLabel(locale, store, 'company.category');
  if (!editor) {
    const breaches = store.explain({ entity: 'company', id: company.id, field: 'category' }).reasons;
    return renderRow({
      label,
      content: html`${renderCategory(locale, store, categoryId)}${
        breaches.length > 0
          ? html`<lead-card-why
              .label=${text('whyField', { field: label })}
              .sentences=${breaches.map((each) => reasonSentence(locale, store, each))}
            ></lead-card-why>`
          : ''
      }`,
    });
  }
  const options = optionsOf(store.fields.get('company.category')!, store.setup);
  const preview =
    row.isNew || categoryId === company.categoryId
      ? undefined
      : store.previewCategory(company.id, categoryId);
  return renderRow({
    label,
    content: html`${editor(options)}<lead-card-why
        .label=${text('aboutField', { field: label })}
        .sentences=${[text('categoryNotListed')]}
      ></lead-card-why>`,
    below: html`<div role="status">
        ${preview ? html`<p class="preview">${categoryPreviewSentence(locale, store, preview)}</p>` : ''}
      </div>
      ${below}`,
  });
}

/** L1 from the company's side: the group, and whether the contacts have a lead status because of it. */
export function renderGroupRow(locale: LocaleController, store: LeadStore, company: Company): TemplateResult {
  const text = locale.texts(cardMessages);
  const label = fieldLabel(locale, store, 'company.categoryGroup');
  const group =
    company.categoryId === null ? undefined : store.setup.categories.get(company.categoryId)?.group;
  // While editing, the store still has the category of before: the sentence needs the chosen one.
  const blockers = leadStatusBlockers(company, store.setup);
  const sentences = [
    text('groupFromCategory'),
    ...(blockers.length === 0 ? [text('leadStatusShown')] : []),
    ...blockers.map((each) => reasonSentence(locale, store, withName(each, company))),
    text('leadStatusOnContacts'),
  ];
  return renderRow({
    label,
    content: html`${
        group ? html`<span>${groupLabel(locale, group)}</span>` : html`<span class="muted">–</span>`
      }<lead-card-why
        look="lock"
        .label=${text('whyField', { field: label })}
        .sentences=${sentences}
      ></lead-card-why>`,
  });
}

function renderCategory(locale: LocaleController, store: LeadStore, id: Id | null) {
  if (id === null) return html`<span class="muted">–</span>`;
  const common = locale.texts(commonMessages);
  const category = store.setup.categories.get(id);
  if (!category) return html`<span class="muted">${common('unknownItem', { id })}</span>`;
  return category.deleted
    ? html`<span class="deleted">${common('deletedItem', { name: category.name })}</span>`
    : html`<span>${category.name}</span>`;
}

/** A company that is not saved yet is in no list by which the sentence could find its name. */
function withName<Reason extends { readonly details?: object }>(reason: Reason, { name }: Company): Reason {
  return name ? { ...reason, details: { ...reason.details, company: name } } : reason;
}
