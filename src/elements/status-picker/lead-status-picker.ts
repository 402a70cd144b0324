import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import { LeadStatusChangeEvent } from '../../events/lead-status-change.js';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages, fieldMessages, problemMessages } from '../../locale/common.js';
import { byRank, type Id } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult } from '../../store/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { UiChangeEvent } from '../../ui/events.js';
import { icon, lockSimpleIcon, warningCircleIcon } from '../../ui/icons.js';
import '../../ui/listbox-select.js';
import type { ListboxOption } from '../../ui/listbox-select.js';
import { LeadElement } from '../lead-element.js';
import { reasonSentence } from '../sentences.js';
import { contactStatus, statusView, type ContactStatus } from '../status-badge/status-view.js';
import { pickerStyles } from './lead-status-picker.styles.js';

/**
 * Chooses a lead status, as a control of a form: `name`, `value`, `required`, `disabled` and validity work as they do
 * for a native select. With `contact-id` the rules of that contact apply: where it shows no lead status the picker is
 * read-only and says why (L1, L7).
 *
 * @summary Chooses a lead status; form-associated.
 * @fires {LeadStatusChangeEvent} lead-status-change - A person chose another status; `value`, `previous`.
 * @fires {Event} input - A person chose another status. Bubbles and is composed.
 * @fires {Event} change - A person chose another status. Bubbles and is composed.
 * @csspart label - The visible label.
 * @csspart control - The box to choose in, or the text in its place when it is read-only.
 * @csspart message - Why it is read-only, or was not saved.
 * @cssstate blank - Nothing is chosen.
 * @cssstate disabled - It is disabled, by itself or by a fieldset.
 * @cssstate readonly - It is read-only.
 * @cssstate blocked - A rule makes it read-only.
 * @cssstate invalid - The constraint `required` is not met.
 * @cssstate user-invalid - The same, after a person used it or tried to submit.
 * @cssstate saving - The choice is on its way to the backend.
 */
@defineElement('lead-status-picker')
export class LeadStatusPicker extends LeadElement {
  /** Takes part in forms. */
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = {
    ...LeadElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles: CSSResultGroup = [baseStyles, pickerStyles];

  /** Name in the form's data. */
  @property({ reflect: true }) name = '';

  /** The contact whose status is chosen: its status is the value to begin with, and its rules apply. */
  @property({ attribute: 'contact-id' }) contactId: Id | null = null;

  /** A status must be chosen. */
  @property({ type: Boolean, reflect: true }) required = false;

  @property({ type: Boolean, reflect: true }) disabled = false;

  @property({ type: Boolean, reflect: true, attribute: 'readonly' }) readOnly = false;

  /** Visible label. Without it, a `<label for>` in the page names the picker. */
  @property() label = '';

  /** With `contact-id`: saves each choice at once. */
  @property({ type: Boolean }) save = false;

  /** Id of the chosen status; empty for none. The attribute is the value that a form resets to. */
  @property()
  get value(): string {
    return this.#value ?? this.#shown?.value ?? '';
  }
  set value(value: string | null) {
    this.#value = value ?? (this.contactId ? undefined : '');
  }

  @state() private fieldsetDisabled = false;
  @state() private used = false;
  @state() private failure: Exclude<CommandResult, { status: 'done' }> | undefined;
  @state() private saving = false;
  @query('lead-ui-listbox-select') private control!: HTMLElementTagNameMap['lead-ui-listbox-select'] | null;

  readonly #internals = this.attachInternals();
  readonly #contact = new RecordController(this, 'contact', () => this.contactId);
  /** What the host or a person set; undefined while the contact's own status counts. */
  #value: string | undefined;
  #shown: ContactStatus | undefined;

  constructor() {
    super();
    // L1 is about the company: the picker follows it, too.
    new RecordController(this, 'company', () => this.#contact.record?.companyId);
    this.addEventListener('invalid', () => (this.used = true));
  }

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  get labels(): NodeList {
    return this.#internals.labels;
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Opens the list. */
  show(): void {
    this.control?.show();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.fieldsetDisabled = disabled;
  }

  /** @internal */
  formResetCallback(): void {
    this.used = false;
    this.failure = undefined;
    this.value = this.getAttribute('value');
  }

  /** @internal */
  formStateRestoreCallback(restored: string | null): void {
    if (typeof restored === 'string') this.value = restored;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contactId') && changed.get('contactId')) {
      this.#value = undefined;
      this.failure = undefined;
    }
    const { leads, contactId } = this;
    this.#shown = leads && contactId ? contactStatus(leads, contactId) : undefined;
  }

  protected override updated(): void {
    const { value } = this;
    const blocked = this.#blocked;
    this.#internals.setFormValue(value === '' || blocked ? null : value, value);
    const missing = this.required && value === '' && !blocked && !this.readOnly;
    this.#internals.setValidity(
      missing ? { valueMissing: true } : {},
      missing ? this.locale.texts(cardMessages)('statusRequired') : '',
      this.control ?? undefined,
    );
    this.#setStates({
      blank: value === '',
      disabled: this.#disabled,
      readonly: this.readOnly || blocked,
      blocked,
      invalid: missing,
      'user-invalid': missing && this.used,
      saving: this.saving,
    });
  }

  protected override render() {
    return html`${
      this.label
        ? html`<span class="label" part="label" @click=${() => this.focus()}>${this.label}</span>`
        : nothing
    }${this.#renderControl()}`;
  }

  #renderControl() {
    const { leads } = this;
    const common = this.locale.texts(commonMessages);
    if (!leads) return this.#renderText('–', common('noStore'));
    if (leads.phase === 'failed') {
      const problem = this.locale.texts(problemMessages)(leads.problem?.kind ?? 'unavailable');
      return html`<div class="message error" part="message" role="alert">
        ${problem}
        <button class="link" type="button" @click=${() => leads.reload()}>${common('retry')}</button>
      </div>`;
    }
    const waiting = leads.setup.leadStatuses.size === 0 || (this.contactId && !this.#shown);
    if (leads.phase === 'loading' && waiting)
      return html`<div class="input waiting" part="control"><span class="skeleton"></span></div>`;
    if (this.#blocked) return this.#renderBlocked(leads);
    if (this.readOnly) return this.#renderReadOnly(leads);
    return html`<lead-ui-listbox-select
        part="control"
        .label=${this.#accessibleName}
        .options=${this.#options(leads)}
        .values=${this.value === '' ? [] : [this.value]}
        .placeholder=${this.locale.texts(cardMessages)('chooseStatus')}
        ?disabled=${this.#disabled}
        ?clearable=${!this.required}
        ?invalid=${this.used && !this.validity.valid}
        @lead-ui-change=${this.#handleChange}
        @focusout=${() => (this.used ||= this.required && this.value === '' && !this.control?.open)}
      ></lead-ui-listbox-select>
      ${this.#renderMessage(leads)}`;
  }

  #renderText(text: unknown, message: string) {
    return html`<div
        class="input text"
        part="control"
        role="group"
        aria-label=${this.#accessibleName}
        aria-describedby=${message ? 'message' : nothing}
        tabindex="0"
      >
        ${text}
      </div>
      ${message ? html`<div class="message hint" part="message" id="message">${message}</div>` : nothing}`;
  }

  #renderBlocked(leads: LeadStore) {
    const reasons =
      this.#shown?.reasons ??
      leads.explain({ entity: 'contact', id: this.contactId!, field: 'leadStatus' }).reasons;
    // L13: a value that the backend changed although it is closed is shown all the same.
    const value =
      this.#shown && !this.#shown.hidden
        ? this.#renderValue(leads)
        : this.locale.texts(cardMessages)('blocked');
    return this.#renderText(
      html`${icon(lockSimpleIcon)}<span>${value}</span>`,
      reasons.map((reason) => reasonSentence(this.locale, leads, reason)).join(' '),
    );
  }

  #renderReadOnly(leads: LeadStore) {
    const status = statusView(leads.setup, this.value)?.status;
    return this.#renderText(this.#renderValue(leads), status?.description ?? '');
  }

  #renderValue(leads: LeadStore) {
    const option = this.#options(leads).find(({ id }) => id === this.value);
    if (!option) return this.locale.texts(cardMessages)('noStatus');
    return html`<span class="dot" data-tone=${option.tone ?? nothing}></span> ${
        option.deleted
          ? this.locale.texts(commonMessages)('deletedItem', { name: option.label })
          : option.label
      }`;
  }

  #renderMessage(leads: LeadStore) {
    const { failure } = this;
    if (failure) {
      const sentences =
        failure.status === 'refused'
          ? failure.reasons.map((reason) => reasonSentence(this.locale, leads, reason))
          : [this.locale.texts(problemMessages)(failure.problem.kind)];
      return html`<div class="message error" part="message" role="alert">
        ${icon(warningCircleIcon)} ${this.locale.texts(cardMessages)('notSaved')} ${sentences.join(' ')}
      </div>`;
    }
    if (this.used && !this.validity.valid)
      return html`<div class="message error" part="message">${this.validationMessage}</div>`;
    const unknown = this.value !== '' && !leads.setup.leadStatuses.has(this.value);
    return unknown
      ? html`<div class="message hint" part="message">
          ${this.locale.texts(cardMessages)('unknownStatus')}
        </div>`
      : nothing;
  }

  get #disabled(): boolean {
    return this.disabled || this.fieldsetDisabled;
  }

  get #blocked(): boolean {
    const { leads } = this;
    if (!leads || !this.contactId || leads.phase === 'failed') return false;
    return this.#shown ? !this.#shown.editable : leads.phase === 'ready';
  }

  get #accessibleName(): string {
    const labels = [...this.#internals.labels].map((label) => label.textContent?.trim() ?? '');
    return (
      this.label || labels.filter(Boolean).join(' ') || this.locale.texts(fieldMessages)('contact.leadStatus')
    );
  }

  /** L9: in rank order; a deleted one is there only while it is the value. An unknown one is shown as such (L13). */
  #options(leads: LeadStore): ListboxOption[] {
    const { value } = this;
    const options: ListboxOption[] = byRank(leads.setup.leadStatuses.values())
      .filter(({ id, deleted }) => !deleted || id === value)
      .map(({ id, name, description, tone, deleted }) => ({
        id,
        label: name,
        description: description ?? undefined,
        tone,
        deleted,
      }));
    if (value !== '' && !leads.setup.leadStatuses.has(value)) {
      const label = this.locale.texts(commonMessages)('unknownItem', { id: value });
      options.push({ id: value, label, disabled: true });
    }
    return options;
  }

  #setStates(states: Readonly<Record<string, boolean>>): void {
    for (const [name, on] of Object.entries(states)) {
      if (on) this.#internals.states.add(name);
      else this.#internals.states.delete(name);
    }
  }

  #handleChange(event: UiChangeEvent): void {
    const previous = this.value;
    const value = event.values[0] ?? '';
    this.value = value;
    this.used = true;
    this.failure = undefined;
    // The form has the new value before anybody hears of it.
    this.#internals.setFormValue(value || null, value);
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    this.dispatchEvent(new LeadStatusChangeEvent(value || null, previous || null));
    if (this.save && this.contactId) void this.#save(this.contactId, value || null);
  }

  /** Whatever comes of it, the contact's own status counts again afterwards. */
  async #save(contactId: Id, value: Id | null): Promise<void> {
    const { leads } = this;
    if (!leads) return;
    this.saving = true;
    const result = await leads.setLeadStatus(contactId, value);
    if (this.contactId !== contactId) return;
    this.saving = false;
    this.failure = result.status === 'done' ? undefined : result;
    this.value = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-status-picker': LeadStatusPicker;
  }
}
