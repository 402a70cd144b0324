import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import { LeadStatusChangeEvent } from '../../events/lead-status-change.js';
import { statusMessages } from '../../locale/cards.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { Id } from '../../model/records.js';
import type { Reason } from '../../rules/reasons.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult } from '../../store/types.js';
import { defineElement } from '../../ui/define.js';
import type { UiChangeEvent } from '../../ui/events.js';
import { fieldStyles } from '../../ui/field-styles.js';
import { icon, lockSimpleIcon } from '../../ui/icons.js';
import type { ListboxOption } from '../../ui/listbox-options.js';
import { tokens } from '../../ui/tokens.js';
import { LeadElement } from '../lead-element.js';
import { contactStatus, type ContactStatus } from '../status-badge/status-view.js';
import { pickerStyles } from './lead-status-picker.styles.js';
import { isListLoaded, loadList, reasonText } from './picker-lazy.js';
import { statusOptions } from './picker-options.js';
import { renderChosen, renderFixed, renderTrigger } from './picker-parts.js';

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
  static override styles: CSSResultGroup = [tokens, fieldStyles, pickerStyles];

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
    this.#tellForm(); // at once, as with native controls
  }

  @state() private fieldsetDisabled = false;
  @state() private used = false;
  @state() private failure: Exclude<CommandResult, { status: 'done' }> | undefined;
  @state() private saving = false;
  @state() private hasList = false;
  @query('[part=control]') private control!: HTMLElement | null;

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

  /** Gives it the focus and opens the list of choices. */
  show(): void {
    this.focus();
    void this.#open();
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
    if (!this.hasUpdated) this.hasList = isListLoaded();
    const { leads, contactId } = this;
    this.#shown = leads && contactId ? contactStatus(leads, contactId) : undefined;
  }

  protected override updated(): void {
    this.#tellForm();
  }

  protected override render() {
    const label = this.label
      ? html`<span class="label" part="label" @click=${() => this.focus()}>${this.label}</span>`
      : nothing;
    return html`${label}${this.#renderControl()}`;
  }

  #renderControl() {
    const { leads } = this;
    const common = this.locale.texts(commonMessages);
    if (!leads) return renderFixed(this.#name, '–', common('noStore'));
    if (leads.phase === 'failed') {
      const problem = this.locale.texts(problemMessages)(leads.problem?.kind ?? 'unavailable');
      return html`<div class="message error" part="message" role="alert">
        ${problem}
        <button class="retry" type="button" @click=${() => leads.reload()}>${common('retry')}</button>
      </div>`;
    }
    const waiting = leads.setup.leadStatuses.size === 0 || (this.contactId && !this.#shown);
    const isLoading = leads.phase === 'loading' || this.#contact.answer?.phase === 'loading';
    if (isLoading && waiting) return html`<div class="input waiting" part="control"></div>`;
    if (this.#blocked) return this.#renderBlocked(leads);
    const options = statusOptions(this.locale, leads.setup, this.value, this.required);
    if (this.readOnly) {
      const chosen = options.find(({ id }) => id === this.value);
      return renderFixed(this.#name, this.#renderChosen(chosen), chosen?.description ?? '');
    }
    return html`${this.#renderChoice(options)} ${this.#renderMessage(leads)}`;
  }

  #renderChoice(options: readonly ListboxOption[]) {
    const placeholder = this.locale.texts(statusMessages)('chooseStatus');
    const invalid = this.used && !this.validity.valid;
    if (!this.hasList) {
      const chosen = this.value === '' ? undefined : options.find(({ id }) => id === this.value);
      return renderTrigger({
        label: this.#name,
        content: chosen ? this.#renderChosen(chosen) : html`<span class="placeholder">${placeholder}</span>`,
        disabled: this.#disabled,
        invalid,
        onNear: () => void loadList().catch(() => {}),
        onOpen: () => void this.#open(),
        onLeave: this.#handleLeave,
      });
    }
    return html`<lead-ui-listbox-select
      part="control"
      .label=${this.#name}
      .options=${options}
      .values=${this.value === '' ? [] : [this.value]}
      .placeholder=${placeholder}
      ?disabled=${this.#disabled}
      ?invalid=${invalid}
      @lead-ui-change=${this.#handleChange}
      @focusout=${this.#handleLeave}
    ></lead-ui-listbox-select>`;
  }

  #renderChosen(option: ListboxOption | undefined) {
    return option && option.id !== ''
      ? renderChosen(this.locale, option)
      : this.locale.texts(statusMessages)('noStatus');
  }

  #renderBlocked(leads: LeadStore) {
    const shown = this.#shown;
    const reasons =
      shown?.reasons ??
      leads.explain({ entity: 'contact', id: this.contactId!, field: 'leadStatus' }).reasons;
    // L13: a value that the backend changed although it is closed is shown all the same.
    const chosen =
      shown && !shown.hidden
        ? statusOptions(this.locale, leads.setup, this.value, true).find(({ id }) => id === this.value)
        : undefined;
    const content = chosen
      ? this.#renderChosen(chosen)
      : html`<span>${this.locale.texts(statusMessages)('blocked')}</span>`;
    return renderFixed(this.#name, html`${icon(lockSimpleIcon)}${content}`, this.#inWords(leads, reasons));
  }

  #renderMessage(leads: LeadStore) {
    const { failure } = this;
    const text = this.locale.texts(statusMessages);
    if (failure) {
      const why =
        failure.status === 'refused'
          ? this.#inWords(leads, failure.reasons)
          : this.locale.texts(problemMessages)(failure.problem.kind);
      return html`<div class="message error" part="message" role="alert">
        ${text('statusNotSaved')} ${why}
      </div>`;
    }
    if (this.used && !this.validity.valid)
      return html`<div class="message error" part="message">${this.validationMessage}</div>`;
    const unknown = this.value !== '' && !leads.setup.leadStatuses.has(this.value);
    return unknown ? html`<div class="message hint" part="message">${text('unknownStatus')}</div>` : nothing;
  }

  #inWords(leads: LeadStore, reasons: readonly Reason[]): string {
    return reasonText(this.locale, leads, reasons, () => this.requestUpdate());
  }

  get #disabled(): boolean {
    return this.disabled || this.fieldsetDisabled;
  }

  get #blocked(): boolean {
    const { leads } = this;
    if (!leads || !this.contactId || leads.phase === 'failed') return false;
    return this.#shown ? !this.#shown.editable : leads.phase === 'ready';
  }

  /** Its label, that of the page, or what it is. */
  get #name(): string {
    const labels = [...this.#internals.labels].map((label) => label.textContent?.trim());
    const name = this.label || labels.filter(Boolean).join(' ');
    return name || this.locale.texts(statusMessages)('leadStatus');
  }

  /** Value, validity and states, as the form and style sheets see them. */
  #tellForm(): void {
    const { value } = this;
    const blocked = this.#blocked;
    const isOpen = value === '' && this.required && !blocked && !this.readOnly;
    this.#internals.setFormValue(value === '' || blocked ? null : value, value);
    this.#internals.setValidity(
      isOpen ? { valueMissing: true } : {},
      isOpen ? this.locale.texts(statusMessages)('statusRequired') : '',
      this.control ?? undefined,
    );
    this.#setStates({
      blank: value === '',
      disabled: this.#disabled,
      readonly: this.readOnly || blocked,
      blocked,
      invalid: isOpen,
      'user-invalid': isOpen && this.used,
      saving: this.saving,
    });
  }

  #setStates(states: Readonly<Record<string, boolean>>): void {
    for (const [name, on] of Object.entries(states)) {
      if (on) this.#internals.states.add(name);
      else this.#internals.states.delete(name);
    }
  }

  /** Puts the list in the place of the button that stands for it, and opens it. */
  async #open(): Promise<void> {
    if (this.#disabled) return;
    await loadList();
    const hadFocus = this.matches(':focus-within');
    this.hasList = true;
    await this.updateComplete;
    const list = this.control as HTMLElementTagNameMap['lead-ui-listbox-select'] | null;
    if (list?.localName !== 'lead-ui-listbox-select') return; // read-only by now
    await list.updateComplete;
    if (hadFocus) list.focus();
    list.show();
  }

  readonly #handleLeave = (): void => {
    this.used ||= this.required && this.value === '' && !this.matches(':focus-within');
  };

  #handleChange(event: UiChangeEvent): void {
    const previous = this.value;
    const value = event.values[0] ?? '';
    this.value = value;
    this.used = true;
    this.failure = undefined;
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
