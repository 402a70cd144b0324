import type { ReactiveController } from 'lit';
import type { LeadElement } from '../lead-element.js';

/** How far below what is seen of a list its end may be, in pixels. Browsers without `scrollMargin` wait until it is seen. */
const scrollMargin = '400px';

/** Asks for more of a column when the end of its list comes near: while one scrolls, or at once on a tall screen. */
export class MoreOnSight implements ReactiveController {
  readonly #host: LeadElement;
  readonly #more: (key: string) => void;
  #observer: IntersectionObserver | undefined;

  constructor(host: LeadElement, more: (key: string) => void) {
    this.#host = host;
    this.#more = more;
    host.addController(this);
  }

  /** Observed anew, since the end may be in sight still when more has come. */
  hostUpdated(): void {
    this.#observer?.disconnect();
    this.#observer?.takeRecords(); // of what was in sight before: a page that came meanwhile would be followed by another
    const ends = this.#host.renderRoot.querySelectorAll('.rest');
    if (ends.length === 0) return;
    this.#observer ??= new IntersectionObserver((entries) => this.#see(entries), {
      scrollMargin,
    });
    for (const end of ends) this.#observer.observe(end);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const key = target.closest<HTMLElement>('.column')?.dataset['key'];
      // What has the focus must not be pushed out of sight by cards that nobody asked for.
      if (isIntersecting && key !== undefined && !target.matches(':focus-within')) this.#more(key);
    }
  }
}
