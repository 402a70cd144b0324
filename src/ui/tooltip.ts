import {
  css,
  html,
  LitElement,
  noChange,
  type CSSResultGroup,
  type ElementPart,
  type TemplateResult,
} from 'lit';
import { AsyncDirective, directive, PartType, type PartInfo } from 'lit/async-directive.js';
import { property } from 'lit/decorators.js';
import { baseStyles } from './base.js';
import { defineElement } from './define.js';
import { place } from './floating.js';

const delay = 350;
const linger = 120;
let count = 0;

/**
 * @summary A description that shows while its target is pointed at or has the keyboard focus.
 *
 * The text lives in the light DOM, in the same root as the target, so `aria-describedby` reaches it. It stays while the
 * pointer is on it, goes with Escape, and never takes the focus (WCAG 1.4.13).
 *
 * @slot - The text.
 */
@defineElement('lead-ui-tooltip')
export class LeadUiTooltip extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        position: fixed;
        inset: auto;
        inline-size: max-content;
        max-inline-size: min(20rem, calc(100vw - 1rem));
        margin: 0;
        padding: 0.375rem 0.5rem;
        border: 0;
        border-radius: var(--_radius);
        background: light-dark(oklch(0.27 0.015 265), oklch(0.34 0.014 265));
        color: #fff;
        box-shadow: var(--_shadow);
        font-size: var(--_size-meta);
        font-weight: 400;
        overflow-wrap: anywhere;
        white-space: normal;
      }
      @media (forced-colors: active) {
        :host {
          border: 1px solid;
        }
      }
    `,
  ];

  /** The id of the target in the same root; or set `target`. */
  @property() for = '';

  #target: Element | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | undefined;

  /** The element that the text describes. */
  get target(): Element | undefined {
    return this.#target;
  }
  set target(target: Element | undefined) {
    if (target === this.#target) return;
    this.#detach();
    this.#target = target;
    if (target && this.isConnected) this.#attach(target);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.role = 'tooltip';
    this.id ||= `lead-ui-tooltip-${++count}`;
    const target =
      this.#target ?? (this.getRootNode() as ParentNode).querySelector(`#${CSS.escape(this.for)}`);
    this.#target = target ?? undefined;
    if (target) this.#attach(target);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#detach();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  /** Shows the text now. */
  show(): void {
    clearTimeout(this.#timer);
    if (!this.#target?.isConnected || !this.textContent?.trim() || this.matches(':popover-open')) return;
    this.showPopover();
    place(this, this.#target, { side: 'above', gap: 6 });
  }

  /** Hides the text now. */
  hide(): void {
    clearTimeout(this.#timer);
    if (this.matches(':popover-open')) this.hidePopover();
  }

  #attach(target: Element): void {
    const stop = (this.#stop = new AbortController());
    const { signal } = stop;
    const listen = (node: EventTarget, type: string, listener: (event: Event) => void): void =>
      node.addEventListener(type, listener, { signal, capture: type === 'scroll' });
    target.setAttribute('aria-describedby', describedBy(target).concat(this.id).join(' '));
    listen(
      target,
      'pointerenter',
      (event) => (event as PointerEvent).pointerType === 'mouse' && this.#later(true, delay),
    );
    listen(target, 'pointerdown', () => this.hide());
    // Later: the focus may come back from a popover that is just closing, and until it has no other one can open.
    listen(target, 'focusin', () =>
      target.matches(':focus-visible, :focus-within:has(:focus-visible)') ? this.#later(true, 0) : undefined,
    );
    listen(target, 'focusout', () => this.hide());
    listen(this, 'pointerenter', () => clearTimeout(this.#timer));
    for (const node of [target, this]) listen(node, 'pointerleave', () => this.#later(false, linger));
    listen(window, 'keydown', (event) => this.#handleKeydown(event as KeyboardEvent));
    listen(window, 'scroll', () => this.hide());
  }

  #detach(): void {
    this.hide();
    this.#stop?.abort();
    const target = this.#target;
    if (!target) return;
    const rest = describedBy(target).filter((id) => id !== this.id);
    if (rest.length > 0) target.setAttribute('aria-describedby', rest.join(' '));
    else target.removeAttribute('aria-describedby');
  }

  #later(shows: boolean, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (shows ? this.show() : this.hide()), ms);
  }

  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.matches(':popover-open')) return;
    event.preventDefault(); // the dialog around the target stays
    this.hide();
  }
}

function describedBy(target: Element): string[] {
  return (target.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
}

class TooltipDirective extends AsyncDirective {
  #tooltip: LeadUiTooltip | undefined;
  #described: [Element, string] | undefined;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT)
      throw new Error('tooltip() describes an element: <button ${tooltip(text)}>.');
  }

  override render(_text: string | undefined): unknown {
    return noChange;
  }

  override update(part: ElementPart, [text]: [string | undefined]): unknown {
    this.#described = text ? [part.element, text] : undefined;
    if (this.#described) void this.#describe(...this.#described);
    else this.disconnected();
    return noChange;
  }

  override disconnected(): void {
    this.#tooltip?.remove();
    this.#tooltip = undefined;
  }

  override reconnected(): void {
    if (this.#described) void this.#describe(...this.#described);
  }

  async #describe(target: Element, text: string): Promise<void> {
    const tooltip = (this.#tooltip ??= document.createElement('lead-ui-tooltip'));
    tooltip.textContent = text;
    tooltip.target = target;
    await Promise.resolve(); // while a template renders for the first time its elements are in no root yet
    if (this.#tooltip === tooltip && target.isConnected && tooltip.parentNode !== target.getRootNode()) {
      (target.getRootNode() as ShadowRoot).append(tooltip);
    }
  }
}

/**
 * Describes an element on hover and on keyboard focus: `<button ${tooltip('Only an owner may do this')}>`. The text is
 * added to the root of the element, so that assistive technology finds it, too.
 */
export const tooltip = directive(TooltipDirective);

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-tooltip': LeadUiTooltip;
  }
}
