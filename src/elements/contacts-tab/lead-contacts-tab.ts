import { html, nothing, type CSSResultGroup } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import type { Criteria, CriteriaLine } from '../../criteria/types.js';
import { LeadAddRequestEvent } from '../../events/index.js';
import { contactsTabMessages, type ContactsTabKey } from '../../locale/contacts-tab.js';
import { reasonMessages } from '../../locale/reasons.js';
import type { Translate } from '../../locale/messages.js';
import type { FieldId } from '../../model/fields.js';
import { contactName, type Id } from '../../model/records.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import '../../ui/dialog.js';
import { icon, plusIcon } from '../../ui/icons.js';
import { renderEmpty } from '../../ui/states.js';
import type { LeadUiToasts } from '../../ui/toasts.js';
import '../../ui/toasts.js';
import type { LeadContactCard } from '../contact-card/lead-contact-card.js';
import { LeadElement } from '../lead-element.js';
import { criteriaOf } from '../record-grid/criteria-of.js';
import type { LeadRecordGrid } from '../record-grid/lead-record-grid.js';
import '../record-grid/lead-record-grid.js';
import { contactsTabStyles } from './contacts-tab.styles.js';

/** In a company's tab, all contacts have the same company. */
const columnsOfCompany: readonly FieldId[] = [
  'contact.name',
  'contact.title',
  'contact.mobile',
  'contact.email',
];

/**
 * The contacts of a company, or of any criteria, as a grid: with Category, Category group and Lead status among the
 * columns to add, former employees at a switch, and a button to add a contact.
 *
 * @summary The Contacts section tab of a company.
 * @fires {LeadAddRequestEvent} lead-add-request - Add was pressed. Cancel it to show a form of your own.
 * @fires {LeadOpenRequestEvent} lead-open-request - A contact was opened.
 * @fires {LeadContactChangeEvent} lead-contact-change - A contact was added.
 * @fires {LeadChoiceChangeEvent} lead-choice-change - Rows were ticked; `ids`.
 * @fires {LeadLayoutChangeEvent} lead-layout-change - Columns or groups were arranged.
 * @csspart grid - The `lead-record-grid`.
 * @cssproperty [--lead-grid-max-height=70vh] - How high the grid grows when the element is given no height.
 */
@defineElement('lead-contacts-tab')
export class LeadContactsTab extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, contactsTabStyles];

  /** The company whose contacts are shown. */
  @property({ attribute: 'company-id' }) companyId?: Id;
  /** Which contacts are shown; with a company, which of its contacts. Left out: all. */
  @property({ attribute: false }) criteria?: Criteria;
  /** The columns to start with, by field id. */
  @property({ attribute: false }) columns?: readonly FieldId[];
  /** Remembers columns, order and groups in this browser under this name. */
  @property({ attribute: 'storage-key' }) storageKey = '';
  /** Rows can be chosen, to set their lead status. */
  @property({ type: Boolean, reflect: true }) selectable = false;
  /** Former employees are shown as well. */
  @property({ type: Boolean, attribute: 'former-employees', reflect: true }) formerEmployees = false;
  /** No button to add a contact. */
  @property({ type: Boolean, attribute: 'no-add', reflect: true }) noAdd = false;
  /** Rows of 40 px, or of 32. */
  @property({ reflect: true }) density: 'comfortable' | 'compact' = 'comfortable';

  @state() private adding = false;
  @query('lead-record-grid') private grid!: LeadRecordGrid | null;
  @query('lead-ui-dialog') private dialog!: LeadUiDialog;
  @query('lead-contact-card') private card!: LeadContactCard | null;
  @query('lead-ui-toasts') private toasts!: LeadUiToasts | null;

  readonly #company = new RecordController(this, 'company', () => this.companyId);

  /** Puts the focus into the grid. */
  override focus(): void {
    this.grid?.focus();
  }

  protected override render() {
    if (this.#company.answer?.phase === 'missing') {
      const text = this.locale.texts(reasonMessages)('record-not-found');
      return html`<div class="gone">${renderEmpty({ text })}</div>`;
    }
    const { record } = this.#company;
    const company = record?.name;
    return html`<lead-record-grid
        part="grid"
        .store=${this.leads}
        of="contact"
        .criteria=${this.#criteria()}
        .columns=${this.columns ?? (this.companyId === undefined ? undefined : columnsOfCompany)}
        .storageKey=${this.storageKey}
        .label=${company === undefined ? '' : this.#texts('contactsOf', { company })}
        .density=${this.density}
        ?selectable=${this.selectable}
      >
        <h2 slot="title" class="title">${this.#texts('contacts')}</h2>
        <label slot="actions" class="check"
          ><input
            class="checkbox"
            type="checkbox"
            .checked=${this.formerEmployees}
            @change=${(event: Event) => (this.formerEmployees = (event.target as HTMLInputElement).checked)}
          />${this.#texts('formerEmployees')}</label
        >
        ${this.#canAdd ? this.#renderAdd('actions') : nothing}
        <div slot="empty">
          ${renderEmpty({
            text: this.#texts(company === undefined ? 'noContacts' : 'emptyCompany'),
            action: this.#canAdd ? this.#renderAdd() : nothing,
          })}
        </div>
      </lead-record-grid>
      ${this.#renderDialog()}
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  get #canAdd(): boolean {
    return !this.noAdd && (this.leads?.can('create', 'contact') ?? true);
  }

  #renderAdd(slot?: string) {
    return html`<button slot=${slot ?? nothing} class="button" type="button" @click=${this.#handleAdd}>
      ${icon(plusIcon)}${this.#texts('addContact')}
    </button>`;
  }

  #renderDialog() {
    return html`<lead-ui-dialog
      heading=${this.#texts('newContact')}
      ?open=${this.adding}
      @lead-ui-close=${() => (this.adding = false)}
    >
      ${
        this.adding
          ? html`<lead-contact-card
              new
              company-id=${this.companyId ?? nothing}
              .store=${this.leads}
              @lead-contact-change=${this.#handleAdded}
              @lead-edit-change=${this.#handleEdit}
            ></lead-contact-card>`
          : nothing
      }
    </lead-ui-dialog>`;
  }

  get #texts(): Translate<ContactsTabKey> {
    return this.locale.texts(contactsTabMessages);
  }

  #criteria(): Criteria | undefined {
    const lines: CriteriaLine[] = [];
    if (this.companyId !== undefined) {
      lines.push({ field: 'contact.companyId', operator: 'oneOf', value: [this.companyId] });
    }
    if (!this.formerEmployees) lines.push({ field: 'contact.retired', operator: 'isNo' });
    return criteriaOf(this.criteria, lines);
  }

  readonly #handleAdd = async (): Promise<void> => {
    if (!this.dispatchEvent(new LeadAddRequestEvent('contact', this.companyId))) return;
    await import('../contact-card/lead-contact-card.js'); // most visits to a tab add nobody
    this.adding = true;
    await this.updateComplete;
    await this.dialog.updateComplete; // it opens, and puts the focus somewhere
    await this.card?.updateComplete;
    this.card?.renderRoot.querySelector<HTMLElement>('.input')?.focus();
  };

  /** Cancel on the card. */
  readonly #handleEdit = ({ editing }: HTMLElementEventMap['lead-edit-change']): void => {
    if (!editing) this.adding = false;
  };

  readonly #handleAdded = ({ contactId }: HTMLElementEventMap['lead-contact-change']): void => {
    this.adding = false;
    const contact = this.leads?.record('contact', contactId).record;
    if (contact)
      this.toasts?.add({
        text: this.#texts('contactAdded', { name: contactName(contact) }),
        tone: 'success',
      });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-contacts-tab': LeadContactsTab;
  }
}
