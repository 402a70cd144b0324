import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { QuestionController } from '../../controllers/question-controller.js';
import { LeadSetupChangeEvent } from '../../events/lead-setup-change.js';
import { commonMessages } from '../../locale/common.js';
import { setupItemMessages } from '../../locale/setup-item.js';
import { sameValue } from '../../model/changes.js';
import type { Question } from '../../query/types.js';
import type { ListName } from '../../rules/list-commands.js';
import type { ReasonCode } from '../../rules/reasons.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import { icon, infoIcon, warningIcon } from '../../ui/icons.js';
import { LeadElement } from '../lead-element.js';
import { faultSentences, type NotDone } from '../not-done.js';
import { itemDialogStyles } from './item-dialog.styles.js';
import { draftOf, saveDraft, showsLeadStatus, type Item, type ItemDraft } from './item-draft.js';
import { renderConsequence, renderGroup, renderTones } from './item-fields.js';

const nameFaults: readonly ReasonCode[] = ['name-missing', 'name-taken'];

/**
 * The dialog of the two setup lists: adds an item or changes one. Used by them only.
 *
 * @summary Adds or changes an item of a setup list.
 * @fires {LeadSetupChangeEvent} lead-setup-change - The item was saved.
 */
@defineElement('lead-setup-item-dialog')
export class LeadSetupItemDialog extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, itemDialogStyles];

  /** Which list the item belongs to. */
  @property() list: ListName = 'leadStatus';

  @state() private draft: ItemDraft | undefined;
  @state() private result: NotDone | undefined;
  @state() private saving = false;
  @state() private asksDiscard = false;
  @query('#name') private nameInput!: HTMLInputElement | null;
  @query('lead-ui-dialog') private dialog!: HTMLElementTagNameMap['lead-ui-dialog'];

  #item: Item | undefined;
  #start: ItemDraft | undefined;
  readonly #contacts = new QuestionController(this, () => this.#question);

  /** Opens the dialog for an item, or for a new one. */
  edit(item: Item | undefined): void {
    if (!this.leads) return;
    this.#item = item;
    this.#start = draftOf(item, this.leads.setup);
    this.draft = this.#start;
    this.result = undefined;
    this.asksDiscard = false;
  }

  protected override updated(changed: PropertyValues): void {
    const opened = changed.has('draft') && changed.get('draft') === undefined && this.draft;
    if (opened) void this.dialog.updateComplete.then(() => this.nameInput?.focus());
  }

  protected override render() {
    const { draft } = this;
    return html`<lead-ui-dialog
      heading=${this.#heading}
      .open=${live(draft !== undefined)}
      @lead-ui-close=${this.#handleClose}
    >
      ${draft ? html`${this.#renderForm(draft)}${this.asksDiscard ? this.#renderQuestion() : this.#renderButtons()}` : nothing}
    </lead-ui-dialog>`;
  }

  get #heading(): string {
    const text = this.locale.texts(setupItemMessages);
    if (this.list === 'leadStatus') return text(this.#item ? 'editStatus' : 'newStatus');
    return text(this.#item ? 'editCategory' : 'newCategory');
  }

  #renderForm(draft: ItemDraft) {
    const text = this.locale.texts(setupItemMessages);
    const status = this.list === 'leadStatus';
    const { name, other } = this.#faults();
    return html`<form id="form" novalidate @submit=${this.#handleSubmit}>
      <div class="field">
        <label for="name">${text('name')}</label>
        <input
          class="input"
          id="name"
          required
          maxlength="200"
          autocomplete="off"
          aria-invalid=${name.length > 0 ? 'true' : nothing}
          aria-describedby=${name.length > 0 ? 'name-fault' : nothing}
          .value=${live(draft.name)}
          @input=${(event: Event) => this.#edit({ name: (event.target as HTMLInputElement).value })}
        />
        ${name.length > 0 ? html`<p class="error" id="name-fault" role="alert">${name.join(' ')}</p>` : nothing}
      </div>
      ${status ? nothing : renderGroup(this.locale, draft, (patch) => this.#edit(patch))}
      <div class="field">
        <label for="description">${text('description')}</label>
        <textarea
          class="input"
          id="description"
          rows="3"
          maxlength="4000"
          aria-describedby=${status ? 'description-hint' : nothing}
          .value=${live(draft.description)}
          @input=${(event: Event) => this.#edit({ description: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
        ${status ? html`<p class="hint" id="description-hint">${text('statusDescriptionHint')}</p>` : nothing}
      </div>
      ${status ? renderTones(this.locale, draft, (patch) => this.#edit(patch)) : nothing}
      <div class="consequence" role="status" data-effect=${this.#effect}>${this.#renderConsequence()}</div>
      ${other.length > 0 ? html`<p class="error" role="alert">${other.join(' ')}</p>` : nothing}
    </form>`;
  }

  #renderConsequence() {
    const { groups } = this.#contacts.answer;
    const all = groups.reduce((sum, group) => sum + group.count, 0);
    const without = groups.find((group) => group.value === null)?.count ?? 0;
    const sentence = renderConsequence(this.locale, this.#effect, { withStatus: all - without, without });
    if (sentence === nothing) return nothing;
    return html`${icon(this.#effect === 'hides' ? warningIcon : infoIcon)}${sentence}`;
  }

  #renderButtons() {
    const text = this.locale.texts(commonMessages);
    return html`<button slot="footer" class="button" type="button" @click=${this.#close}>
        ${text('cancel')}
      </button>
      <button
        slot="footer"
        class="button primary"
        form="form"
        aria-disabled=${this.saving ? 'true' : nothing}
      >
        ${this.saving ? text('saving') : this.#item ? text('save') : text('add')}
      </button>`;
  }

  #renderQuestion() {
    const text = this.locale.texts(setupItemMessages);
    return html`<span slot="footer" class="question" role="alert">${text('discardQuestion')}</span>
      <button slot="footer" class="button danger" type="button" @click=${this.#close}>
        ${text('discard')}
      </button>
      <button slot="footer" class="button primary keep" type="button" @click=${this.#handleKeep}>
        ${text('keepEditing')}
      </button>`;
  }

  /** L7: what saving would do to the contacts of companies in this category. */
  get #effect(): 'hides' | 'shows' | 'nothing' {
    const item = this.#item;
    if (!this.draft || !item || !('group' in item)) return 'nothing';
    const [before, after] = [showsLeadStatus(item), showsLeadStatus(this.draft)];
    return before === after ? 'nothing' : before ? 'hides' : 'shows';
  }

  get #question(): Question | undefined {
    if (this.#effect === 'nothing' || !this.#item) return undefined;
    return {
      of: 'contact',
      criteria: {
        match: 'all',
        items: [{ field: 'company.category', operator: 'oneOf', value: [this.#item.id] }],
      },
      groupBy: ['contact.leadStatus'],
      fields: [],
    };
  }

  /** What stands beside the name, and what stands at the foot. */
  #faults(): { readonly name: readonly string[]; readonly other: readonly string[] } {
    const { result, leads } = this;
    if (!result || !leads) return { name: [], other: [] };
    const sentences = faultSentences(this.locale, leads, result);
    const aboutName = result.status === 'refused' && nameFaults.includes(result.reasons[0]!.code);
    return aboutName ? { name: sentences, other: [] } : { name: [], other: sentences };
  }

  #edit(patch: Partial<ItemDraft>): void {
    this.draft = { ...this.draft!, ...patch };
    if (patch.name !== undefined) this.result = undefined;
  }

  async #handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { leads, draft, saving } = this;
    if (!leads || !draft || saving) return;
    this.saving = true;
    this.result = undefined;
    const result = await saveDraft(leads, this.list, this.#item, draft);
    this.saving = false;
    if (result.status !== 'done') {
      this.result = result;
      await this.updateComplete;
      if (this.#faults().name.length > 0) this.nameInput?.focus();
      return;
    }
    this.#close();
    if (result.changes.length > 0) this.dispatchEvent(new LeadSetupChangeEvent(this.list, result.value));
  }

  /** Escape and the close button ask before they throw away what was typed; Cancel says what it does. */
  async #handleClose(event: Event): Promise<void> {
    if (sameValue(this.draft, this.#start)) return this.#close();
    event.preventDefault();
    this.asksDiscard = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.keep')?.focus();
  }

  async #handleKeep(): Promise<void> {
    this.asksDiscard = false;
    await this.updateComplete;
    this.nameInput?.focus();
  }

  readonly #close = (): void => {
    this.draft = undefined;
    this.asksDiscard = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-setup-item-dialog': LeadSetupItemDialog;
  }
}
