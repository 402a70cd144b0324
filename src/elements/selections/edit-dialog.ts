import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { selectionDialogMessages } from '../../locale/selection-dialogs.js';
import type { Id, Selection } from '../../model/records.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import '../../ui/dialog.js';
import { formStyles } from '../../ui/form-styles.js';
import { LeadElement } from '../lead-element.js';
import { reasonSentence } from '../sentences.js';

/**
 * Changes name and description of a selection.
 *
 * @summary The dialog "Edit selection".
 */
@defineElement('lead-selection-edit')
export class LeadSelectionEdit extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, formStyles];

  @state() private selection: Selection | undefined;
  @state() private fault: { readonly atName: boolean; readonly text: string } | undefined;
  @query('lead-ui-dialog') private dialog!: LeadUiDialog;
  @query('#name') private nameBox!: HTMLInputElement | null;
  @query('#description') private descriptionBox!: HTMLTextAreaElement | null;
  #saved: ((id: Id) => void) | undefined;

  /** Opens the dialog; `saved` hears when it worked. */
  show(selection: Selection, saved: (id: Id) => void): void {
    this.fault = undefined;
    this.selection = selection;
    this.#saved = saved;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('selection') && this.selection)
      void this.dialog.updateComplete.then(() => this.nameBox?.focus());
  }

  protected override render(): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const common = this.locale.texts(commonMessages);
    return html`<lead-ui-dialog
      .open=${this.selection !== undefined}
      .heading=${text('editTitle')}
      @lead-ui-close=${this.#close}
    >
      ${this.selection ? this.#renderForm(this.selection) : nothing}
      <button slot="footer" class="button" type="button" @click=${this.#close}>${common('cancel')}</button>
      <button slot="footer" class="button primary" type="button" @click=${this.#save}>
        ${common('save')}
      </button>
    </lead-ui-dialog>`;
  }

  #renderForm({ name, description }: Selection): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const nameFault = this.fault?.atName ? this.fault.text : undefined;
    return html`<form
      novalidate
      @submit=${(event: Event) => event.preventDefault()}
      @keydown=${this.#handleKeydown}
    >
      <div class="field">
        <label for="name">${text('name')}</label>
        <input
          class="input"
          id="name"
          type="text"
          autocomplete="off"
          required
          .value=${name}
          aria-invalid=${nameFault ? 'true' : nothing}
          aria-describedby=${nameFault ? 'name-error' : nothing}
          @input=${() => (this.fault = undefined)}
        />
        ${nameFault ? html`<span class="error" id="name-error">${nameFault}</span>` : nothing}
      </div>
      <div class="field">
        <label for="description"
          >${text('description')} <span class="optional">(${text('optional')})</span></label
        >
        <textarea class="input" id="description" rows="3" .value=${description ?? ''}></textarea>
      </div>
      <div role="alert">
        ${this.fault && !this.fault.atName ? html`<p class="error">${this.fault.text}</p>` : nothing}
      </div>
    </form>`;
  }

  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.target !== this.nameBox) return;
    event.preventDefault();
    void this.#save();
  }

  readonly #close = (): void => {
    this.selection = undefined;
  };

  readonly #save = async (): Promise<void> => {
    const { leads: store, selection } = this;
    if (!store || !selection) return;
    const text = this.locale.texts(selectionDialogMessages);
    const name = this.nameBox?.value.trim() ?? '';
    if (!name) return this.#complain(text('nameMissing'), true);
    const description = this.descriptionBox?.value.trim() || null;
    const result = await store.updateSelection(selection.id, { name, description });
    if (result.status === 'done') {
      this.#close();
      this.#saved?.(selection.id);
    } else if (result.status === 'failed') {
      this.#complain(this.locale.texts(problemMessages)(result.problem.kind), false);
    } else if (result.reasons.some(({ code }) => code === 'name-taken')) {
      this.#complain(text('nameTaken'), true);
    } else {
      this.#complain(
        result.reasons.map((reason) => reasonSentence(this.locale, store, reason)).join(' '),
        false,
      );
    }
  };

  #complain(text: string, atName: boolean): void {
    this.fault = { text, atName };
    if (atName) this.nameBox?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-selection-edit': LeadSelectionEdit;
  }
}
