import { css, html, LitElement, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { FloatingController } from '../../ui/floating.js';
import { icon, lockSimpleIcon, questionIcon } from '../../ui/icons.js';

/**
 * A quiet "Why?" that opens sentences. Part of the cards, not for pages.
 *
 * @summary Explains a field in a small box.
 */
@defineElement('lead-card-why')
export class LeadCardWhy extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
      }
      .text {
        min-block-size: 1.5rem;
        padding: 0.125rem 0.375rem;
        border: 0;
        border-radius: var(--_radius);
        background: none;
        color: var(--_muted);
        font: inherit;
        font-size: var(--_size-meta);
        text-align: start;
        text-decoration: underline dotted;
        text-underline-offset: 0.2em;
        cursor: pointer;
      }
      .text:is(:hover, [aria-expanded='true']) {
        background: color-mix(in oklab, var(--_text) 6%, transparent);
        color: var(--_text);
      }
      .icon-button {
        inline-size: 1.5rem;
        min-block-size: 1.5rem;
        font-size: 0.8125rem;
      }
      [popover] {
        inline-size: max-content;
        max-inline-size: min(20rem, calc(100vw - 1rem));
        padding: 0.75rem;
        font-size: var(--_size-small);
        overflow-wrap: anywhere;
      }
      [popover]:popover-open {
        display: grid;
        gap: 0.5rem;
      }
      [popover]:focus {
        outline: none;
      }
      @media (pointer: coarse) {
        .text,
        .icon-button {
          min-block-size: var(--_control);
          min-inline-size: var(--_control);
        }
      }
    `,
  ];

  /** What it says, one paragraph each. */
  @property({ attribute: false }) sentences: readonly string[] = [];
  /** Accessible name, which says which field it is about. */
  @property() label = '';
  /** The words on it. Without them it is an icon. */
  @property() text = '';
  @property() look: 'lock' | 'question' = 'question';

  @state() private isOpen = false;
  @query('button') private button!: HTMLButtonElement;
  @query('[popover]') private popup!: HTMLElement;
  readonly #floating = new FloatingController(this, () => (this.isOpen = false));
  #wasOpen = false;

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('isOpen') || !this.isOpen) return;
    this.#floating.show(this.popup, this.button);
    this.popup.focus({ preventScroll: true });
  }

  protected override render() {
    return html`<button
        class=${this.text ? 'text' : 'icon-button'}
        type="button"
        aria-label=${this.label || nothing}
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        @pointerdown=${() => (this.#wasOpen = this.isOpen)}
        @click=${this.#handleClick}
      >
        ${this.text || icon(this.look === 'lock' ? lockSimpleIcon : questionIcon)}
      </button>
      <div popover role="dialog" tabindex="-1" aria-label=${this.label} @keydown=${this.#handleKeydown}>
        ${this.sentences.map((sentence) => html`<p>${sentence}</p>`)}
      </div>`;
  }

  #handleClick(): void {
    // The pointer that clicks has already closed an open popover.
    if (this.isOpen || this.#wasOpen) this.#floating.hide();
    else this.isOpen = true;
    this.#wasOpen = false;
  }

  /** Escape closes this box and nothing around it. */
  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#floating.hide();
    this.button.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-card-why': LeadCardWhy;
  }
}
