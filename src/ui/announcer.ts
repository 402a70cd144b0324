import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

export type Politeness = 'polite' | 'assertive';

const announcers = new WeakMap<object, AnnouncerController>();

/**
 * Says things to screen readers through a live region in the shadow root of its host. Put `render()` once, always, into
 * the host's template: a region that comes together with its text stays silent.
 */
export class AnnouncerController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #texts: Record<Politeness, string> = { polite: '', assertive: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
    announcers.set(host, this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#texts = { polite: '', assertive: '' };
  }

  announce(text: string, politeness: Politeness = 'polite'): void {
    // The same sentence twice would be no change of the region, and so would not be said again.
    const again = this.#texts[politeness] === text;
    this.#texts = { ...this.#texts, [politeness]: again ? `${text}\u00a0` : text };
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#texts = { polite: '', assertive: '' };
      this.#host.requestUpdate();
    }, 7000);
  }

  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status">${this.#texts.polite}</div>
      <div class="visually-hidden" role="alert">${this.#texts.assertive}</div>`;
  }
}

/** Says a text through the announcer of an element; does nothing if it has none. */
export function announce(host: object, text: string, politeness: Politeness = 'polite'): void {
  announcers.get(host)?.announce(text, politeness);
}
