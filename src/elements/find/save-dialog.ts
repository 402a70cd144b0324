import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { QuestionController } from '../../controllers/question-controller.js';
import type { Criteria } from '../../criteria/types.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { findDialogMessages } from '../../locale/find-dialogs.js';
import type { Subject } from '../../model/fields.js';
import type { ProblemKind } from '../../store/port.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import '../../ui/dialog.js';
import type { UiChangeEvent, UiCloseEvent } from '../../ui/events.js';
import { formStyles } from '../../ui/form-styles.js';
import { icon, warningIcon } from '../../ui/icons.js';
import '../../ui/listbox-select.js';
import { LeadElement } from '../lead-element.js';
import { reasonSentence } from '../sentences.js';
import { saveSelection, staticSelections, type SaveChoice, type SaveOutcome } from './save-selection.js';

type Kind = SaveChoice['kind'];
type Saved = Extract<SaveOutcome, { status: 'saved' }>;

/** From this many members on, a static selection is warned of. */
const many = 10_000;

/**
 * Saves what was found: its criteria, or those who are found now.
 *
 * @summary The dialog "Save as selection".
 */
@defineElement('lead-save-selection')
export class LeadSaveSelection extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    formStyles,
    css`
      .kind {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.625rem;
        padding: 0.5rem 0.625rem;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        cursor: pointer;
      }
      .kind:hover {
        background: var(--_hover);
      }
      .kind:has(:checked) {
        border-color: var(--_accent);
        background: var(--_selected);
      }
      .kind:has(:disabled) {
        opacity: 0.6;
        cursor: not-allowed;
      }
      .kind input {
        margin: 0.2em 0 0;
        accent-color: var(--_accent);
      }
      .kind .hint {
        grid-column: 2;
      }
      .warning {
        display: flex;
        gap: 0.5rem;
        color: var(--_warning);
        font-size: var(--_size-small);
      }
    `,
  ];

  @property() of: Subject = 'contact';
  @property({ attribute: false }) criteria?: Criteria;
  /** It was saved. */
  @property({ attribute: false }) onSaved?: (saved: Saved) => void;

  @state() private isOpen = false;
  @state() private kind: Kind = 'dynamic';
  @state() private selectionId = '';
  @state() private fault: { readonly at: 'name' | 'existing' | 'form'; readonly text: string } | undefined;
  @state() private progress: number | undefined;
  @query('lead-ui-dialog') private dialog!: LeadUiDialog;
  @query('#name') private nameBox!: HTMLInputElement | null;
  @query('#description') private descriptionBox!: HTMLTextAreaElement | null;

  readonly #question = new QuestionController(this, () =>
    this.isOpen && this.criteria ? { of: this.of, criteria: this.criteria, fields: [] } : undefined,
  );

  /** Opens the dialog, empty. */
  show(): void {
    this.kind = 'dynamic';
    this.selectionId = '';
    this.fault = undefined;
    this.isOpen = true;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('isOpen') && this.isOpen)
      void this.dialog.updateComplete.then(() => this.nameBox?.focus());
  }

  protected override render(): TemplateResult {
    const text = this.locale.texts(findDialogMessages);
    const common = this.locale.texts(commonMessages);
    const isBusy = this.progress !== undefined;
    return html`<lead-ui-dialog
      .open=${this.isOpen}
      .heading=${text('saveTitle')}
      @lead-ui-close=${this.#handleClose}
    >
      ${this.isOpen ? this.#renderForm() : nothing}
      <button
        slot="footer"
        class="button"
        type="button"
        ?disabled=${isBusy}
        @click=${() => (this.isOpen = false)}
      >
        ${common('cancel')}
      </button>
      <button
        slot="footer"
        class="button primary"
        type="button"
        aria-disabled=${isBusy ? 'true' : nothing}
        @click=${this.#save}
      >
        ${common(isBusy ? 'saving' : 'save')}
      </button>
    </lead-ui-dialog>`;
  }

  #renderForm(): TemplateResult {
    const text = this.locale.texts(findDialogMessages);
    return html`<form novalidate @submit=${this.#handleSubmit} @keydown=${this.#handleKeydown}>
      ${this.kind === 'add' ? this.#renderExisting() : this.#renderName()}
      <fieldset>
        <legend class="label">${text('kind')}</legend>
        ${(['dynamic', 'static', 'add'] as const).map((kind) => this.#renderKind(kind))}
      </fieldset>
      ${
        this.kind === 'add'
          ? nothing
          : html`<div class="field">
              <label for="description"
                >${text('description')} <span class="optional">(${text('optional')})</span></label
              >
              <textarea class="input" id="description" rows="2"></textarea>
            </div>`
      }
      <div role="status">${this.#renderMembers()}</div>
      <div role="alert">
        ${this.fault?.at === 'form' ? html`<p class="error">${this.fault.text}</p>` : nothing}
      </div>
    </form>`;
  }

  #renderName(): TemplateResult {
    const text = this.locale.texts(findDialogMessages);
    const fault = this.fault?.at === 'name' ? this.fault.text : undefined;
    return html`<div class="field">
      <label for="name">${text('name')}</label>
      <input
        class="input"
        id="name"
        type="text"
        autocomplete="off"
        required
        placeholder=${text('namePlaceholder')}
        aria-invalid=${fault ? 'true' : nothing}
        aria-describedby=${fault ? 'name-error' : nothing}
        @input=${() => (this.fault = undefined)}
      />
      ${fault ? html`<span class="error" id="name-error">${fault}</span>` : nothing}
    </div>`;
  }

  #renderExisting(): TemplateResult {
    const text = this.locale.texts(findDialogMessages);
    const fault = this.fault?.at === 'existing' ? this.fault.text : undefined;
    return html`<div class="field">
      <span class="label">${text('existing')}</span>
      <lead-ui-listbox-select
        class="existing"
        .options=${this.#existing().map(({ id, name, description }) => ({ id, label: name, ...(description ? { description } : {}) }))}
        .values=${this.selectionId ? [this.selectionId] : []}
        .label=${fault ? `${text('existing')}: ${fault}` : text('existing')}
        .placeholder=${text('choose')}
        ?invalid=${fault !== undefined}
        @lead-ui-change=${(event: UiChangeEvent) => {
          this.selectionId = event.values[0] ?? '';
          this.fault = undefined;
        }}
      ></lead-ui-listbox-select>
      ${fault ? html`<span class="error">${fault}</span>` : nothing}
    </div>`;
  }

  #renderKind(kind: Kind): TemplateResult {
    const text = this.locale.texts(findDialogMessages);
    const isOff = kind === 'add' && this.#existing().length === 0;
    return html`<label class="kind">
      <input
        type="radio"
        name="kind"
        value=${kind}
        aria-describedby="hint-${kind}"
        ?disabled=${isOff}
        .checked=${this.kind === kind}
        @change=${() => {
          this.kind = kind;
          this.fault = undefined;
        }}
      />
      <span>${text(`kind.${kind}`)}</span>
      <span class="hint" id="hint-${kind}">${text(isOff ? 'kind.add.none' : `kind.${kind}.hint`)}</span>
    </label>`;
  }

  #renderMembers(): TemplateResult | typeof nothing {
    const text = this.locale.texts(findDialogMessages);
    const { total } = this.#question.answer;
    if (this.kind === 'dynamic' || total === 'unknown') return nothing;
    const count = 'exact' in total ? total.exact : total.atLeast;
    if (this.progress !== undefined)
      return html`<p class="hint">${text('collecting', { done: this.progress, count })}</p>`;
    if (count === 0) return html`<p class="hint">${text('noMembers')}</p>`;
    if (count <= many) return nothing;
    return html`<p class="warning">${icon(warningIcon)}${text('manyMembers', { count })}</p>`;
  }

  #existing() {
    return this.leads ? staticSelections(this.leads, this.of, this.language) : [];
  }

  #handleClose(event: UiCloseEvent): void {
    if (this.progress === undefined) this.isOpen = false;
    else event.preventDefault();
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    void this.#save();
  }

  /** The buttons are outside of the form, which therefore has none to submit it by Enter. */
  #handleKeydown(event: KeyboardEvent): void {
    const inBox = event.target === this.nameBox || (event.target as HTMLInputElement).type === 'radio';
    if (event.key !== 'Enter' || !inBox) return;
    event.preventDefault();
    void this.#save();
  }

  readonly #save = async (): Promise<void> => {
    const { leads: store, criteria, of, language } = this;
    if (!store || !criteria || this.progress !== undefined) return;
    const choice = this.#choice();
    if (!choice) return;
    this.progress = 0;
    const outcome = await saveSelection(
      store,
      { of, criteria, language },
      choice,
      (done) => (this.progress = done),
    );
    this.progress = undefined;
    if (outcome.status === 'saved') {
      this.isOpen = false;
      this.onSaved?.(outcome);
    } else this.#explain(outcome);
  };

  #choice(): SaveChoice | undefined {
    const text = this.locale.texts(findDialogMessages);
    if (this.kind === 'add') {
      if (this.selectionId) return { kind: 'add', selectionId: this.selectionId };
      this.#complain('existing', text('existingMissing'));
      return undefined;
    }
    const name = this.nameBox?.value.trim() ?? '';
    if (name) return { kind: this.kind, name, description: this.descriptionBox?.value ?? '' };
    this.#complain('name', text('nameMissing'));
    return undefined;
  }

  /** What concerns the name is said at the name. */
  #explain(outcome: Exclude<SaveOutcome, Saved>): void {
    const text = this.locale.texts(findDialogMessages);
    const problems = this.locale.texts(problemMessages);
    if (outcome.status === 'uncollected')
      return this.#complain(
        'form',
        `${text('collectFailed')} ${problems(outcome.error.kind as ProblemKind)}`,
      );
    if (outcome.status === 'failed') return this.#complain('form', problems(outcome.problem.kind));
    const codes = outcome.reasons.map(({ code }) => code);
    if (codes.includes('name-taken')) return this.#complain('name', text('nameTaken'));
    if (codes.includes('name-missing')) return this.#complain('name', text('nameMissing'));
    const sentences = outcome.reasons.map((reason) => reasonSentence(this.locale, this.leads!, reason));
    this.#complain('form', sentences.join(' '));
  }

  #complain(at: 'name' | 'existing' | 'form', text: string): void {
    this.fault = { at, text };
    if (at === 'name') this.nameBox?.focus();
    if (at === 'existing') this.renderRoot.querySelector<HTMLElement>('.existing')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-save-selection': LeadSaveSelection;
  }
}
