import { css, html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { LocaleController } from '../locale/index.js';
import { uiMessages } from '../locale/ui.js';
import { baseStyles } from './base.js';
import { defineElement } from './define.js';
import { UiCloseEvent } from './events.js';
import { icon, xIcon } from './icons.js';

/**
 * @summary A modal dialog: heading, body that scrolls, foot with buttons. A sheet at the lower edge on narrow screens.
 *
 * @slot - The body.
 * @slot footer - Buttons, the primary one last.
 * @fires {UiCloseEvent} lead-ui-close - The person is closing it (close button, Escape). `preventDefault()` keeps it open.
 * @csspart dialog - The native dialog.
 * @csspart body - The part that scrolls.
 */
@defineElement('lead-ui-dialog')
export class LeadUiDialog extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        flex-direction: column;
        inline-size: min(var(--_inline, 32rem), calc(100vw - 2rem));
        max-inline-size: none;
        max-block-size: min(46rem, calc(100dvh - 4rem));
        margin: auto;
        margin-block-start: max(8dvh, 2rem);
        padding: 0;
        border: 0;
        border-radius: calc(var(--_radius-card) + 2px);
        background: var(--_raised);
        color: var(--_text);
        box-shadow: var(--_shadow);
        overflow: hidden;
      }
      :host([size='small']) {
        --_inline: 24rem;
      }
      :host([size='large']) {
        --_inline: 52rem;
      }
      dialog[open] {
        display: flex;
        animation: rise var(--_fast);
      }
      dialog::backdrop {
        background: var(--_scrim);
      }
      header {
        display: flex;
        order: -1;
        align-items: center;
        gap: 0.5rem;
        padding: 0.75rem 0.75rem 0.5rem 1.25rem;
        padding-inline: 1.25rem 3.25rem;
      }
      .body {
        flex: 1;
        min-block-size: 0;
        padding: 0.25rem 1.25rem 1.25rem;
        overflow: auto;
        overscroll-behavior: contain;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.5rem;
      }
      slot[name='footer'] {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.5rem;
        padding: 0.75rem 1.25rem;
        border-block-start: 1px solid var(--_line);
      }
      footer[hidden] slot {
        display: none;
      }
      .close {
        position: absolute;
        inset-block-start: 0.5rem;
        inset-inline-end: 0.5rem;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
      /* The top layer has no container but the viewport. */
      @media (max-width: 36rem) {
        dialog {
          inline-size: 100%;
          max-block-size: calc(100dvh - 2rem);
          margin: auto 0 0;
          border-end-start-radius: 0;
          border-end-end-radius: 0;
        }
        slot[name='footer'] {
          padding-block-end: max(0.75rem, env(safe-area-inset-bottom));
        }
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  /** The heading, which is also the accessible name. */
  @property() heading = '';
  /** `small` 24rem, `medium` 32rem, `large` 52rem. */
  @property({ reflect: true }) size: 'small' | 'medium' | 'large' = 'medium';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('footer') private footer!: HTMLElement;
  readonly #locale = new LocaleController(this);

  /** Opens the dialog. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog without an event; focus returns to where it was. */
  hide(): void {
    this.open = false;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('open')) return;
    if (this.open && !this.dialog.open) this.#showModal();
    else if (!this.open && this.dialog.open) this.dialog.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A native dialog leaves the top layer with the document; put it back when the element is moved.
    if (this.hasUpdated && this.open) {
      this.dialog.close();
      this.#showModal();
    }
  }

  protected override render(): TemplateResult {
    const text = this.#locale.texts(uiMessages);
    // The close button comes last, so that opening focuses the content and not the way out.
    return html`<dialog
      part="dialog"
      aria-labelledby="heading"
      @cancel=${this.#handleCancel}
      @close=${this.#handleClose}
    >
      <div class="body" part="body"><slot></slot></div>
      <footer hidden><slot name="footer" @slotchange=${this.#handleFooter}></slot></footer>
      <header><h2 class="title" id="heading">${this.heading}</h2></header>
      <button
        class="icon-button close"
        type="button"
        aria-label=${text('close')}
        @click=${this.#requestClose}
      >
        ${icon(xIcon)}
      </button>
    </dialog>`;
  }

  #handleFooter(event: Event): void {
    this.footer.hidden = (event.target as HTMLSlotElement).assignedElements().length === 0;
  }

  #handleCancel(event: Event): void {
    if (event.target !== this.dialog) return; // a file input in the body cancels, too
    event.preventDefault();
    this.#requestClose();
  }

  /** The browser closed it without asking: a form with `method="dialog"`, or Escape before any other action. */
  #handleClose(): void {
    if (!this.open || this.dialog.open) return;
    if (this.dispatchEvent(new UiCloseEvent())) this.open = false;
    else this.#showModal();
  }

  #showModal(): void {
    this.dialog.showModal();
    // Firefox does not look for the first control in slotted content.
    if (!this.shadowRoot?.activeElement) return;
    const controls = 'input, select, textarea, button, a[href], lead-ui-listbox-select';
    const first = this.querySelector<HTMLElement>('[autofocus]') ?? this.querySelector<HTMLElement>(controls);
    first?.focus();
  }

  readonly #requestClose = (): void => {
    if (this.dispatchEvent(new UiCloseEvent())) this.open = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-dialog': LeadUiDialog;
  }
}
