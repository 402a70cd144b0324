import {
  css,
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query, queryAssignedElements, state } from 'lit/decorators.js';
import { LocaleController } from '../locale/index.js';
import { uiMessages } from '../locale/ui.js';
import { baseStyles } from './base.js';
import { defineElement } from './define.js';
import { UiSelectEvent } from './events.js';
import { FloatingController } from './floating.js';
import { checkIcon, dotsThreeIcon, icon, type Icon } from './icons.js';
import { Typeahead } from './typeahead.js';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon;
  /** `danger`, or one of the tones, which shows a dot. */
  readonly tone?: string;
  readonly disabled?: boolean;
  /** Why it is disabled, in a sentence. Shown under the label. */
  readonly reason?: string;
  /** Given, the item can be ticked. */
  readonly checked?: boolean;
  /** A line above the item. */
  readonly separator?: boolean;
}

/**
 * @summary A menu button with its menu, or only the menu for another element to show with `show(anchor)`.
 *
 * @slot trigger - A button of your own in place of the built-in icon button.
 * @fires {UiSelectEvent} lead-ui-select - An item was chosen; `itemId`.
 * @csspart trigger - The built-in button.
 * @csspart menu - The menu.
 */
@defineElement('lead-ui-menu')
export class LeadUiMenu extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: inline-block;
      }
      [popover] {
        min-inline-size: 11rem;
        max-inline-size: min(22rem, calc(100vw - 1rem));
      }
      .item {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: var(--_control);
        padding: 0.25rem 0.5rem;
        border-radius: calc(var(--_radius) - 2px);
        cursor: pointer;
        user-select: none;
      }
      .item > .icon {
        color: var(--_muted);
      }
      .item:focus {
        background: color-mix(in oklab, var(--_text) 7%, transparent);
        outline: none;
      }
      .item:focus-visible {
        outline: 2px solid var(--_focus);
        outline-offset: -2px;
      }
      .item[data-danger],
      .item[data-danger] > .icon {
        color: var(--_danger);
      }
      .item[aria-disabled='true'] {
        cursor: not-allowed;
      }
      .item[aria-disabled='true'] > :not(.text),
      .item[aria-disabled='true'] .name {
        opacity: 0.55;
      }
      .text {
        flex: 1;
        min-inline-size: 0;
      }
      .reason {
        display: block;
        color: var(--_muted);
        font-size: var(--_size-meta);
      }
      .tick {
        inline-size: 1.25em;
      }
      hr {
        margin: 0.25rem -0.25rem;
        border: 0;
        border-block-start: 1px solid var(--_line);
      }
      @media (forced-colors: active) {
        .item:focus {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  /** What can be done. */
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Accessible name of the button and the menu. */
  @property() label = '';
  /** The icon of the built-in button. */
  @property({ attribute: false }) icon: Icon = dotsThreeIcon;
  /** No button: the menu opens only through `show()`. */
  @property({ type: Boolean, attribute: 'no-trigger' }) noTrigger = false;
  /** Edge of the trigger with which the menu lines up. */
  @property() align: 'start' | 'end' = 'end';
  /** What the menu opens beside when `show()` is called without an anchor; the trigger unless given. */
  @property({ attribute: false }) anchor: Element | DOMRect | undefined;

  @state() private isOpen = false;
  @query('[popover]') private popup!: HTMLElement;
  @query('.icon-button') private builtIn!: HTMLButtonElement | null;
  @queryAssignedElements({ slot: 'trigger' }) private slotted!: HTMLElement[];

  readonly #locale = new LocaleController(this);
  readonly #floating = new FloatingController(this, () => (this.isOpen = false));
  readonly #typeahead = new Typeahead();
  #anchor: Element | DOMRect | undefined;
  #first: 'first' | 'last' = 'first';
  #wasOpen = false;

  /** Whether the menu is showing. */
  get open(): boolean {
    return this.isOpen;
  }

  /** Opens the menu beside the anchor (an element, or the place of the pointer) and focuses an item. */
  show(anchor?: Element | DOMRect, first: 'first' | 'last' = 'first'): void {
    this.#anchor = anchor ?? this.anchor ?? this.#trigger ?? this;
    this.#first = first;
    this.isOpen = true;
    this.requestUpdate();
  }

  /** Closes the menu; focus returns to where it was. */
  hide(): void {
    this.#floating.hide();
  }

  protected override updated(changed: PropertyValues): void {
    const trigger = this.#trigger;
    trigger?.setAttribute('aria-haspopup', 'menu');
    trigger?.setAttribute('aria-expanded', String(this.isOpen));
    if (!changed.has('isOpen') || !this.isOpen || !this.#anchor) return;
    this.#floating.show(this.popup, this.#anchor, { align: this.align });
    const items = this.#elements();
    items[this.#first === 'first' ? 0 : items.length - 1]?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`
      ${
        this.noTrigger
          ? nothing
          : html`<slot
              name="trigger"
              @slotchange=${() => this.requestUpdate()}
              @pointerdown=${() => (this.#wasOpen = this.isOpen)}
              @click=${this.#handleTriggerClick}
              @keydown=${this.#handleTriggerKeydown}
            >
              <button class="icon-button" part="trigger" type="button" aria-label=${this.#label}>
                ${icon(this.icon)}
              </button>
            </slot>`
      }
      <div
        popover
        part="menu"
        role="menu"
        aria-label=${this.#label}
        @keydown=${this.#handleKeydown}
        @click=${this.#handleClick}
        @pointermove=${this.#handlePointermove}
      >
        ${this.isOpen ? this.items.map((item, index) => this.#renderItem(item, index)) : nothing}
      </div>
    `;
  }

  #renderItem(item: MenuItem, index: number): TemplateResult {
    const danger = item.tone === 'danger';
    const ticks = this.items.some((each) => each.checked !== undefined);
    return html`
      ${item.separator ? html`<hr />` : nothing}
      <div
        class="item"
        role=${item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
        tabindex="-1"
        data-index=${index}
        aria-checked=${item.checked ?? nothing}
        aria-disabled=${item.disabled ? 'true' : nothing}
        ?data-danger=${danger}
      >
        ${ticks ? html`<span class="tick">${item.checked ? icon(checkIcon) : nothing}</span>` : nothing}
        ${item.icon ? icon(item.icon) : nothing}
        ${item.tone && !danger ? html`<span class="dot" data-tone=${item.tone}></span>` : nothing}
        <span class="text">
          <span class="name">${item.label}</span>
          ${item.disabled && item.reason ? html`<span class="reason">${item.reason}</span>` : nothing}
        </span>
      </div>
    `;
  }

  get #label(): string {
    return this.label || this.#locale.texts(uiMessages)('moreActions');
  }

  get #trigger(): HTMLElement | null {
    return this.noTrigger ? null : (this.slotted[0] ?? this.builtIn);
  }

  #elements(): HTMLElement[] {
    return [...this.popup.querySelectorAll<HTMLElement>('.item')];
  }

  #handleTriggerClick(): void {
    // The pointer that clicks has already closed an open menu.
    if (this.isOpen || this.#wasOpen) this.hide();
    else this.show();
    this.#wasOpen = false;
  }

  #handleTriggerKeydown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.show(undefined, event.key === 'ArrowUp' ? 'last' : 'first');
  }

  #handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Tab') return this.hide(); // focus is back on the trigger before the browser moves it on
    const elements = this.#elements();
    const current = elements.indexOf(event.target as HTMLElement);
    const target = this.#targetOf(event, elements.length, current);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (!this.#typeahead.accepts(event)) this.#choose(current);
    } else if (target !== undefined) {
      event.preventDefault();
      elements[target]?.focus();
    }
  }

  #targetOf(event: KeyboardEvent, count: number, current: number): number | undefined {
    switch (event.key) {
      case 'ArrowDown':
        return (current + 1) % count;
      case 'ArrowUp':
        return (current + count - 1 + (current < 0 ? 1 : 0)) % count;
      case 'Home':
        return 0;
      case 'End':
        return count - 1;
      default:
        if (!this.#typeahead.accepts(event)) return undefined;
        return this.#typeahead.find(
          event,
          this.items.map((item) => item.label),
          current,
        );
    }
  }

  #handlePointermove(event: PointerEvent): void {
    const item = (event.target as Element).closest<HTMLElement>('.item');
    if (item && event.pointerType === 'mouse' && !item.matches(':focus')) item.focus({ preventScroll: true });
  }

  #handleClick(event: Event): void {
    const item = (event.target as Element).closest<HTMLElement>('.item');
    if (item) this.#choose(Number(item.dataset['index']));
  }

  #choose(index: number): void {
    const item = this.items[index];
    if (!item || item.disabled) return;
    this.hide();
    this.dispatchEvent(new UiSelectEvent(item));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-menu': LeadUiMenu;
  }
}
