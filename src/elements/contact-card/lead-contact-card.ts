import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import { LeadContactChangeEvent } from '../../events/lead-contact-change.js';
import { LeadOpenRequestEvent } from '../../events/lead-open-request.js';
import { cardMessages } from '../../locale/cards.js';
import { fieldMessages } from '../../locale/common.js';
import { emptyContact } from '../../model/defaults.js';
import { contactName, type Company, type Contact, type Id, type Value } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult } from '../../store/types.js';
import { defineElement } from '../../ui/define.js';
import type { UiChangeEvent } from '../../ui/events.js';
import type { CardEdit } from '../card/card-edit.js';
import { CardElement } from '../card/card-element.js';
import { renderBelow } from '../card/card-field-row.js';
import { hostFields, type CardField } from '../card/card-field.js';
import { renderRow } from '../card/card-row.js';
import type { CardView } from '../card/card-view.js';
import { fieldLabel } from '../sentences.js';
import { renderCategoryRow, renderStatusRow } from './contact-lead-rows.js';
import { cardStatus, type CardStatus } from './contact-status.js';

type View = CardView<Contact>;

const leadFields: readonly CardField[] = [
  { key: 'companyId', id: 'contact.company', kind: 'text' },
  { key: 'category', id: 'company.category', kind: 'list' },
  { key: 'leadStatusId', id: 'contact.leadStatus', kind: 'list' },
  { key: 'title', id: 'contact.title', kind: 'text' },
  { key: 'retired', id: 'contact.retired', kind: 'yesno' },
];
const addressFields: readonly CardField[] = [
  { key: 'email', id: 'contact.email', kind: 'email' },
  { key: 'phone', id: 'contact.phone', kind: 'phone' },
  { key: 'mobile', id: 'contact.mobile', kind: 'phone' },
];
const noteField: CardField = { key: 'note', id: 'contact.note', kind: 'longText' };
const nameFields = (['firstName', 'lastName'] as const).map((key): CardField & { key: typeof key } => ({
  key,
  id: `contact.${key}`,
  kind: 'text',
}));

/** The tag stands in the form from the start and becomes the search as soon as it is here. */
const loadCompanyChoice = () => import('../card/company-choice.js');

/**
 * A contact: view, and edit by the pencil in the upper right corner. Category is its company's and read-only (L8); Lead
 * status stands directly below it where the rules show one (L1, L2), and where not, "Why?" says why.
 *
 * @summary Shows, edits or creates a contact.
 * @fires {LeadContactChangeEvent} lead-contact-change - A person saved the contact; `contactId`, `created`.
 * @fires {LeadOpenRequestEvent} lead-open-request - A person clicked the name of the company; `entity`, `id`.
 * @fires {LeadEditChangeEvent} lead-edit-change - A person opened or left edit mode; `editing`, `entity`, `id`.
 * @csspart card - The card.
 * @csspart pencil - The button that opens edit mode.
 * @csspart foot - Save and Cancel, in edit mode.
 */
@defineElement('lead-contact-card')
export class LeadContactCard extends CardElement<'contact'> {
  /** The contact to show. */
  @property({ attribute: 'contact-id' }) contactId: Id | null = null;

  /** With `new`: the company that the new contact belongs to. */
  @property({ attribute: 'company-id' }) companyId: Id | null = null;

  protected override readonly entity = 'contact';
  protected override readonly controller = new RecordController(this, 'contact', () => this.contactId);
  /** In edit mode it may be one that is not saved yet. */
  #shownCompanyId: Id | null = null;

  constructor() {
    super();
    // Name and category are the company's: the card follows it, too.
    new RecordController(this, 'company', () => this.#shownCompanyId);
  }

  protected override get recordId(): Id | null {
    return this.contactId;
  }
  protected override set recordId(id: Id | null) {
    this.contactId = id;
  }

  protected override loadEditors(): Promise<unknown> {
    return Promise.all([super.loadEditors(), loadCompanyChoice()]);
  }

  protected override blank(): Contact {
    return emptyContact({ id: '', companyId: this.companyId });
  }

  protected override columns(store: LeadStore): readonly (readonly CardField[])[] {
    return [leadFields, [...addressFields, ...hostFields(store, 'contact')], [noteField]];
  }

  protected override nameOf(contact: Contact): string {
    return contactName(contact);
  }

  protected override faultIn({ record, edit }: View): string | undefined {
    const named = nameFields.some(({ key }) => edit?.value(record, key));
    return named ? undefined : this.locale.texts(cardMessages)('nameNeeded');
  }

  protected override async send(view: View, edit: CardEdit): Promise<CommandResult<Id> | CommandResult> {
    const { store, record } = view;
    const patch = edit.patch(record);
    // Hidden by what else was entered (L7): the choice made before does not count.
    const { editable, value } = this.#status(view);
    if (!editable) delete patch['leadStatusId'];
    if (this.new) return store.createContact({ companyId: record.companyId, ...patch });
    // Chosen again is chosen (L5), although it is no difference to the retained value.
    if (editable && edit.has('leadStatusId')) patch['leadStatusId'] = value;
    return store.updateContact(record.id, patch);
  }

  protected override tellSaved(id: Id, created: boolean): void {
    this.dispatchEvent(new LeadContactChangeEvent(id, created));
  }

  protected override renderHeading(view: View): TemplateResult {
    const { record, edit } = view;
    const text = this.locale.texts(cardMessages);
    const name = contactName(record) || text(this.new ? 'newContact' : 'unnamed');
    const company = this.#companyOf(view);
    return html`<div class="heading">
      <div class="names">
        ${
          edit
            ? html`<h2 class="visually-hidden" id="heading">${name}</h2>
                ${nameFields.map((field) => this.#renderNameInput(view, edit, field))}`
            : html`<h2 class="title" id="heading">${name}</h2>`
        }
        ${
          record.retired && !edit
            ? html`<span class="badge">${this.locale.texts(fieldMessages)('contact.retired')}</span>`
            : nothing
        }
      </div>
      ${edit ? nameFields.map((field) => renderBelow(view, field)) : nothing}
      <p class="summary">
        ${[edit?.value(record, 'title') ?? record.title, company?.name].filter(Boolean).join(' · ')}
      </p>
    </div>`;
  }

  #renderNameInput({ record, enter }: View, edit: CardEdit, field: (typeof nameFields)[number]) {
    const label = this.locale.texts(cardMessages)(field.key);
    const named = nameFields.some(({ key }) => edit.value(record, key));
    return html`<input
      class="input"
      id=${field.key}
      type="text"
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      placeholder=${label}
      aria-invalid=${!named && (edit.has('firstName') || edit.has('lastName')) ? 'true' : nothing}
      aria-describedby="about-${field.key}"
      .value=${edit.text(field.key) ?? record[field.key]}
      @input=${(event: Event) => {
        const typed = (event.target as HTMLInputElement).value;
        enter(field.key, typed.trim(), typed);
      }}
    />`;
  }

  protected override renderOwnRow(view: View, field: CardField): unknown {
    this.#shownCompanyId = this.#companyIdOf(view);
    switch (field.key) {
      case 'companyId':
        return this.#renderCompanyRow(view, field);
      case 'category':
        return renderCategoryRow(this.locale, view.store, this.#companyOf(view));
      case 'leadStatusId':
        return renderStatusRow({
          ...view,
          ...this.#status(view),
          below: view.edit && renderBelow(view, field),
        });
      default:
        return undefined;
    }
  }

  #renderCompanyRow(view: View, field: CardField) {
    const { record, edit, store } = view;
    const label = fieldLabel(this.locale, store, field.id);
    if (edit) {
      return renderRow({
        label,
        labelFor: undefined,
        content: html`<lead-card-company-choice
          id=${field.key}
          .store=${store}
          .value=${this.#companyIdOf(view)}
          .label=${label}
          @lead-ui-change=${({ values }: UiChangeEvent) => view.enter(field.key, values[0] ?? null)}
        ></lead-card-company-choice>`,
        below: renderBelow(view, field),
      });
    }
    const { companyId } = record;
    const company = this.#companyOf(view);
    if (companyId === null) return renderRow({ label, content: html`<span class="muted">–</span>` });
    if (!company) {
      const gone = this.locale.texts(cardMessages)('companyGone', { id: companyId });
      return renderRow({ label, content: html`<span class="muted">${gone}</span>` });
    }
    const open = () => this.dispatchEvent(new LeadOpenRequestEvent('company', companyId));
    return renderRow({
      label,
      content: html`<button class="link" type="button" @click=${open}>${company.name}</button>`,
    });
  }

  /** In edit mode the company that has been chosen, saved or not. */
  #companyIdOf({ record, edit }: View): Id | null {
    return edit ? (edit.value(record, 'companyId') as Id | null) : record.companyId;
  }

  #companyOf(view: View): Company | undefined {
    const id = this.#companyIdOf(view);
    return id === null ? undefined : view.store.record('company', id).record;
  }

  #status(view: View): CardStatus {
    return cardStatus(view, this.#companyIdOf(view), this.new);
  }

  /** A company by its name, not by its id. */
  protected override read(field: CardField, value: Value): string {
    if (field.key === 'companyId' && typeof value === 'string') {
      const gone = this.locale.texts(cardMessages)('companyGone', { id: value });
      return this.leads?.record('company', value).record?.name ?? gone;
    }
    if (field.key === 'leadStatusId' && typeof value === 'string')
      return this.leads?.setup.leadStatuses.get(value)?.name ?? super.read(field, value);
    return super.read(field, value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-contact-card': LeadContactCard;
  }
}
