import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CriteriaError } from '../../criteria/errors.js';
import { parseCriteriaText } from '../../criteria/parse.js';
import type { Criteria } from '../../criteria/types.js';
import { commonMessages } from '../../locale/common.js';
import { findDialogMessages } from '../../locale/find-dialogs.js';
import type { Subject } from '../../model/fields.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import '../../ui/dialog.js';
import { LeadElement } from '../lead-element.js';
import { renderCriteriaErrors } from './criteria-errors.js';

/**
 * Criteria as text: to be corrected or replaced, or to be copied by hand where the browser forbids the clipboard.
 *
 * @summary The dialog with criteria as JSON.
 */
@defineElement('lead-criteria-json')
export class LeadCriteriaJson extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      textarea {
        min-block-size: 14rem;
        font-family: ui-monospace, monospace;
        font-size: var(--_size-small);
      }
      .stack {
        display: grid;
        gap: 0.75rem;
      }
      .errors {
        display: grid;
        gap: 0.25rem;
        max-block-size: 12rem;
        padding-inline-start: 1.25rem;
        overflow: auto;
        font-size: var(--_size-small);
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() of: Subject = 'contact';
  /** What was typed is valid and is to be used. */
  @property({ attribute: false }) apply?: (criteria: Criteria) => void;

  @state() private mode: 'closed' | 'copy' | 'paste' = 'closed';
  @state() private errors: readonly CriteriaError[] = [];
  @query('lead-ui-dialog') private dialog!: LeadUiDialog;
  @query('textarea') private box!: HTMLTextAreaElement | null;
  #text = '';

  /** Opens the dialog with a text. For `copy` it is selected and can't be changed. */
  show(mode: 'copy' | 'paste', text: string): void {
    this.#text = text;
    this.errors = [];
    this.mode = mode;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('mode') || this.mode === 'closed') return;
    void this.dialog.updateComplete.then(() => {
      this.box?.focus();
      if (this.#text) this.box?.select();
    });
  }

  protected override render(): TemplateResult {
    const text = this.locale.texts(findDialogMessages);
    const common = this.locale.texts(commonMessages);
    const isOpen = this.mode !== 'closed';
    const pastes = this.mode === 'paste';
    return html`<lead-ui-dialog
      .open=${isOpen}
      .heading=${text('jsonTitle')}
      size="large"
      @lead-ui-close=${this.#close}
    >
      ${
        isOpen
          ? html`<div class="stack">
              <div class="field">
                <label for="json">${text('jsonLabel')}</label>
                <textarea
                  class="input"
                  id="json"
                  spellcheck="false"
                  aria-describedby="hint"
                  aria-invalid=${this.errors.length > 0 ? 'true' : nothing}
                  ?readonly=${!pastes}
                  .value=${this.#text}
                ></textarea>
                <span class="hint" id="hint">${text(pastes ? 'jsonHint' : 'jsonCopyHint')}</span>
              </div>
              <div role="alert">${this.#renderErrors()}</div>
            </div>`
          : nothing
      }
      <button slot="footer" class="button" type="button" @click=${this.#close}>
        ${common(pastes ? 'cancel' : 'close')}
      </button>
      ${
        pastes
          ? html`<button slot="footer" class="button primary" type="button" @click=${this.#apply}>
              ${text('apply')}
            </button>`
          : nothing
      }
    </lead-ui-dialog>`;
  }

  #renderErrors(): TemplateResult | typeof nothing {
    if (this.errors.length === 0) return nothing;
    const text = this.locale.texts(findDialogMessages);
    return html`<p class="error">${text('jsonErrors', { count: this.errors.length })}</p>
      ${renderCriteriaErrors(this.locale, this.errors)}`;
  }

  readonly #close = (): void => {
    this.mode = 'closed';
  };

  /** Q6: with one error nothing of it is used. */
  readonly #apply = (): void => {
    if (!this.leads || !this.box) return;
    const parsed = parseCriteriaText(this.box.value, this.leads.fields, this.of);
    if (!parsed.ok) {
      this.errors = parsed.errors;
      this.box.focus();
      return;
    }
    this.#close();
    this.apply?.(parsed.criteria);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-criteria-json': LeadCriteriaJson;
  }
}
