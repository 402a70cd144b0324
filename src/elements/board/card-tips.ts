import type { ReactiveController, ReactiveControllerHost } from 'lit';
import '../../ui/tooltip.js';
import type { LeadUiTooltip } from '../../ui/tooltip.js';

const delay = 400;

/** One tooltip for all cards, for what they cut off or abbreviate: a thousand cards need not have a thousand of them. */
export class CardTips implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #tip: LeadUiTooltip | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#tip?.remove();
    this.#tip = undefined;
  }

  handlePointerover({ target, pointerType, buttons }: PointerEvent): void {
    const element = (target as Element).closest<HTMLElement>('[data-tip]');
    clearTimeout(this.#timer);
    if (!element || pointerType !== 'mouse' || buttons > 0 || !isCut(element)) return;
    this.#timer = setTimeout(() => this.#show(element), delay);
  }

  #show(element: HTMLElement): void {
    if (!element.isConnected || !element.matches(':hover')) return;
    const tip = (this.#tip ??= document.createElement('lead-ui-tooltip'));
    tip.textContent = element.dataset['tip'] ?? '';
    tip.target = element;
    if (!tip.isConnected) this.#host.shadowRoot?.append(tip);
    tip.show();
  }
}

/** Text that fits needs no tooltip. */
function isCut(element: HTMLElement): boolean {
  return !element.matches('.truncate') || element.scrollWidth > element.clientWidth;
}
