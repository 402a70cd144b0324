import { css, html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LocaleController } from '../locale/index.js';
import { uiMessages } from '../locale/ui.js';
import { baseStyles } from './base.js';
import { defineElement } from './define.js';
import { checkIcon, icon, infoIcon, warningCircleIcon, xIcon } from './icons.js';

export interface Toast {
  readonly text: string;
  readonly tone?: 'neutral' | 'success' | 'danger';
  /** One thing to do about it, such as Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface ShownToast extends Toast {
  readonly id: number;
}

const icons = { neutral: infoIcon, success: checkIcon, danger: warningCircleIcon } as const;
const duration = 6000;
const most = 3;

/**
 * @summary Short messages in the lower corner of the box that it is put into (a positioned element).
 *
 * A message leaves after 6 seconds; while the pointer or the focus is on the region the clock stands still.
 */
@defineElement('lead-ui-toasts')
export class LeadUiToasts extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 5;
        display: flex;
        align-items: end;
        justify-content: end;
        pointer-events: none;
      }
      .region {
        /* In view also where the box is taller than the window. */
        position: sticky;
        inset-block-end: 1rem;
        margin: 1rem;
        display: flex;
        flex-direction: column;
        align-items: end;
        gap: 0.5rem;
      }
      .toast {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        max-inline-size: min(26rem, 100%);
        min-block-size: 2.5rem;
        padding: 0.25rem 0.375rem 0.25rem 0.75rem;
        padding-inline: 0.75rem 0.375rem;
        border-radius: var(--_radius-card);
        background: var(--_raised);
        box-shadow: var(--_shadow);
        animation: arrive var(--_fast);
        pointer-events: auto;
      }
      .toast > .icon {
        color: var(--_muted);
      }
      .toast[data-kind='success'] > .icon {
        color: var(--_success);
      }
      .toast[data-kind='danger'] > .icon {
        color: var(--_danger);
      }
      .text {
        flex: 1;
        padding-block: 0.25rem;
        overflow-wrap: anywhere;
      }
      .close {
        font-size: var(--_size-meta);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
      @media (forced-colors: active) {
        .toast {
          border: 1px solid;
        }
      }
    `,
  ];

  @state() private toasts: readonly ShownToast[] = [];
  readonly #locale = new LocaleController(this);
  /** What keeps the messages from leaving. */
  readonly #held = new Set<'pointer' | 'focus'>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #count = 0;

  /** Shows a message. The function that comes back takes it away early. */
  add(toast: Toast): () => void {
    const id = ++this.#count;
    this.toasts = [...this.toasts, { ...toast, id }].slice(-most);
    if (this.#held.size === 0) this.#start(id);
    return () => this.#remove(id);
  }

  /** Says that what was asked for could not be loaded. */
  addNotLoaded(): void {
    this.add({ text: this.#locale.texts(uiMessages)('notLoaded'), tone: 'danger' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#held.clear();
    this.toasts = [];
  }

  protected override render(): TemplateResult {
    return html`<div
      class="region"
      role="status"
      aria-live="polite"
      aria-atomic="false"
      @pointerenter=${() => this.#hold('pointer')}
      @pointerleave=${() => this.#release('pointer')}
      @focusin=${() => this.#hold('focus')}
      @focusout=${() => this.#release('focus')}
      @keydown=${this.#handleKeydown}
    >
      ${repeat(
        this.toasts,
        (toast) => toast.id,
        (toast) => this.#renderToast(toast),
      )}
    </div>`;
  }

  #renderToast(toast: ShownToast): TemplateResult {
    const tone = toast.tone ?? 'neutral';
    const { action } = toast;
    return html`<div class="toast" data-kind=${tone} data-id=${toast.id}>
      ${icon(icons[tone])}
      <span class="text">${toast.text}</span>
      ${
        action
          ? html`<button class="button quiet" type="button" @click=${() => this.#run(toast.id, action.run)}>
              ${action.label}
            </button>`
          : nothing
      }
      <button
        class="icon-button close"
        type="button"
        aria-label=${this.#locale.texts(uiMessages)('dismiss')}
        @click=${() => this.#remove(toast.id)}
      >
        ${icon(xIcon)}
      </button>
    </div>`;
  }

  #run(id: number, run: () => void): void {
    this.#remove(id);
    run();
  }

  #start(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), duration),
    );
  }

  #stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
    if (this.toasts.length === 0) this.#held.clear();
  }

  #hold(by: 'pointer' | 'focus'): void {
    this.#held.add(by);
    this.#stop();
  }

  #release(by: 'pointer' | 'focus'): void {
    this.#held.delete(by);
    if (this.#held.size === 0) for (const toast of this.toasts) this.#start(toast.id);
  }

  #handleKeydown(event: KeyboardEvent): void {
    const id = (event.target as Element).closest<HTMLElement>('.toast')?.dataset['id'];
    if (event.key === 'Escape' && id) this.#remove(Number(id));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-toasts': LeadUiToasts;
  }
}
