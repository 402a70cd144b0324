import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import { LeadCompanyChangeEvent } from '../../events/lead-company-change.js';
import { cardMessages } from '../../locale/cards.js';
import { emptyCompany } from '../../model/defaults.js';
import type { Company, Id, Value } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult, CompanyDraft } from '../../store/types.js';
import { defineElement } from '../../ui/define.js';
import type { CardEdit } from '../card/card-edit.js';
import { CardElement } from '../card/card-element.js';
import { renderBelow, renderFieldEditor } from '../card/card-field-row.js';
import { hostFields, type CardField } from '../card/card-field.js';
import type { CardView } from '../card/card-view.js';
import { renderCategoryRow, renderGroupRow } from './company-category-rows.js';

type View = CardView<Company>;

const nameField: CardField = { key: 'name', id: 'company.name', kind: 'text' };
const leadFields: readonly CardField[] = [
  { key: 'categoryId', id: 'company.category', kind: 'list' },
  { key: 'categoryGroup', id: 'company.categoryGroup', kind: 'list' },
  { key: 'business', id: 'company.business', kind: 'text' },
  { key: 'owner', id: 'company.owner', kind: 'text' },
];
// On its own card a company's phone is just "Phone".
const addressFields: readonly CardField[] = [
  { key: 'city', id: 'company.city', kind: 'text' },
  { key: 'country', id: 'company.country', kind: 'text' },
  { key: 'phone', id: 'contact.phone', kind: 'phone' },
  { key: 'email', id: 'contact.email', kind: 'email' },
  { key: 'website', id: 'company.website', kind: 'url' },
];

/**
 * A company: view, and edit by the pencil in the upper right corner. Choosing another category says at once what that
 * does to the lead status of the company's contacts (L5–L7).
 *
 * @summary Shows, edits or creates a company.
 * @fires {LeadCompanyChangeEvent} lead-company-change - A person saved the company; `companyId`, `created`.
 * @fires {LeadEditChangeEvent} lead-edit-change - A person opened or left edit mode; `editing`, `entity`, `id`.
 * @csspart card - The card.
 * @csspart pencil - The button that opens edit mode.
 * @csspart foot - Save and Cancel, in edit mode.
 */
@defineElement('lead-company-card')
export class LeadCompanyCard extends CardElement<'company'> {
  /** The company to show. */
  @property({ attribute: 'company-id' }) companyId: Id | null = null;

  protected override readonly entity = 'company';
  protected override readonly controller = new RecordController(this, 'company', () => this.companyId);

  protected override get recordId(): Id | null {
    return this.companyId;
  }
  protected override set recordId(id: Id | null) {
    this.companyId = id;
  }

  protected override blank(): Company {
    return emptyCompany({ id: '' });
  }

  protected override columns(store: LeadStore): readonly (readonly CardField[])[] {
    return [leadFields, [...addressFields, ...hostFields(store, 'company')]];
  }

  protected override nameOf(company: Company): string {
    return company.name;
  }

  protected override faultIn({ record, edit }: View): string | undefined {
    return edit?.value(record, 'name') ? undefined : this.locale.texts(cardMessages)('companyNameNeeded');
  }

  protected override send(
    { store, record }: View,
    edit: CardEdit,
  ): Promise<CommandResult<Id> | CommandResult> {
    const patch = edit.patch(record);
    return this.new
      ? store.createCompany(patch as unknown as CompanyDraft)
      : store.updateCompany(record.id, patch);
  }

  protected override tellSaved(id: Id, created: boolean): void {
    this.dispatchEvent(new LeadCompanyChangeEvent(id, created));
  }

  protected override renderHeading(view: View): TemplateResult {
    const { record, edit } = view;
    const text = this.locale.texts(cardMessages);
    const name = record.name || text(this.new ? 'newCompany' : 'unnamed');
    const place = [
      edit?.value(record, 'city') ?? record.city,
      edit?.value(record, 'country') ?? record.country,
    ];
    return html`<div class="heading">
      <div class="names">
        ${
          edit
            ? html`<h2 class="visually-hidden" id="heading">${name}</h2>
                ${this.#renderNameInput(view, edit)}`
            : html`<h2 class="title" id="heading">${name}</h2>`
        }
      </div>
      ${edit ? renderBelow(view, nameField) : ''}
      <p class="summary">${place.filter(Boolean).join(', ')}</p>
    </div>`;
  }

  #renderNameInput(view: View, edit: CardEdit) {
    const label = view.label(nameField.key);
    return html`<input
      class="input"
      id="name"
      type="text"
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      placeholder=${label}
      required
      aria-invalid=${edit.has('name') && this.faultIn(view) ? 'true' : 'false'}
      aria-describedby="about-name"
      .value=${edit.text('name') ?? view.record.name}
      @input=${(event: Event) => {
        const typed = (event.target as HTMLInputElement).value;
        view.enter('name', typed.trim(), typed);
      }}
    />`;
  }

  protected override renderOwnRow(view: View, field: CardField): unknown {
    const { record, edit, store } = view;
    const categoryId = (edit ? edit.value(record, 'categoryId') : record.categoryId) as Id | null;
    switch (field.key) {
      case 'categoryId':
        return renderCategoryRow(this.locale, {
          store,
          company: record,
          categoryId,
          isNew: this.new,
          editor: edit && ((options) => renderFieldEditor(view, edit, { ...field, options })),
          below: edit && renderBelow(view, field),
        });
      case 'categoryGroup':
        return renderGroupRow(this.locale, store, { ...record, categoryId });
      default:
        return undefined;
    }
  }

  /** A category by its name, not by its id. */
  protected override read(field: CardField, value: Value): string {
    if (field.key === 'categoryId' && typeof value === 'string')
      return this.leads?.setup.categories.get(value)?.name ?? super.read(field, value);
    return super.read(field, value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-company-card': LeadCompanyCard;
  }
}
