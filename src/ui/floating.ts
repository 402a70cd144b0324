import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Placement {
  /** Which edges line up, in reading direction. */
  readonly align?: 'start' | 'end';
  /** Preferred side; the other one is taken when there is more room. */
  readonly side?: 'below' | 'above';
  /** At least as wide as the anchor. */
  readonly matchWidth?: boolean;
  readonly gap?: number;
}

const margin = 8;

/** Puts a shown popover next to an anchor, on the side with room, inside the viewport. */
export function place(popover: HTMLElement, anchor: Element | DOMRect, placement: Placement = {}): void {
  const { align = 'start', side = 'below', matchWidth = false, gap = 4 } = placement;
  const at = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  const width = document.documentElement.clientWidth;
  const height = window.innerHeight;
  const { style } = popover;
  style.minWidth = matchWidth ? `${at.width}px` : '';
  style.maxHeight = '';
  const size = popover.getBoundingClientRect();
  const below = height - at.bottom - gap - margin;
  const above = at.top - gap - margin;
  const fits = size.height <= (side === 'below' ? below : above);
  const goesBelow = fits ? side === 'below' : below >= above;
  const room = Math.max(goesBelow ? below : above, 96);
  const taken = Math.min(size.height, room);
  const endAligned = (align === 'end') !== (getComputedStyle(popover).direction === 'rtl');
  const left = endAligned ? at.right - size.width : at.left;
  style.maxHeight = `${room}px`;
  style.left = `${Math.max(margin, Math.min(left, width - size.width - margin))}px`;
  style.top = `${Math.max(margin, goesBelow ? at.bottom + gap : at.top - gap - taken)}px`;
}

/**
 * Shows one popover of its host in the top layer beside an anchor, keeps it there while the page scrolls, and hides it
 * when the anchor leaves the view. The focus goes back to where it was. Escape and clicks elsewhere are the business of `popover="auto"`.
 */
export class FloatingController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onHide: () => void;
  #popover: HTMLElement | undefined;
  #stop: AbortController | undefined;
  #focusBefore: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onHide: () => void) {
    this.#host = host;
    this.#onHide = onHide;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  show(popover: HTMLElement, anchor: Element | DOMRect, placement?: Placement): void {
    this.#stop?.abort();
    this.#popover = popover;
    if (!popover.matches(':popover-open')) {
      this.#focusBefore = focusedElement();
      popover.showPopover();
    }
    place(popover, anchor, placement);
    const stop = (this.#stop = new AbortController());
    const follow = (event: Event): void => {
      if (event.composedPath().includes(popover)) return;
      if (!(anchor instanceof Element) || !isInView(anchor)) this.hide();
      else place(popover, anchor, placement);
    };
    const options = { capture: true, passive: true, signal: stop.signal };
    window.addEventListener('resize', follow, options);
    // Scroll events do not leave the shadow root in which they happen.
    for (
      let root: Node | undefined = this.#host;
      root;
      root = root instanceof ShadowRoot ? root.host : undefined
    ) {
      root = root.getRootNode();
      root.addEventListener('scroll', follow, options);
    }
    popover.addEventListener('beforetoggle', (event) => event.newState === 'closed' && this.#finish(), {
      signal: stop.signal,
    });
  }

  hide(): void {
    this.#finish();
    if (this.#popover?.matches(':popover-open')) this.#popover.hidePopover();
  }

  #finish(): void {
    if (!this.#stop) return;
    this.#stop.abort();
    this.#stop = undefined;
    // Before the content goes, and the focus with it. Elsewhere in the page the focus stays.
    if (this.#popover?.matches(':focus-within')) this.#focusBefore?.focus({ preventScroll: true });
    this.#focusBefore = undefined;
    this.#onHide();
  }
}

/** The element with the focus, through shadow roots. */
function focusedElement(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : undefined;
}

function isInView(anchor: Element): boolean {
  const { top, bottom } = anchor.getBoundingClientRect();
  return anchor.isConnected && bottom > 0 && top < window.innerHeight;
}
