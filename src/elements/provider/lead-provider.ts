import { ContextProvider } from '@lit/context';
import { css, html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { storeContext } from '../../controllers/store-context.js';
import { LeadStore } from '../../store/lead-store.js';
import type { LeadAdapter } from '../../store/port.js';
import { defineElement } from '../../ui/define.js';
import { LeadElement } from '../lead-element.js';

/**
 * Gives the elements inside it a store: one made elsewhere (`store`), or one of its own on an adapter (`adapter`).
 * Shows notices that no single element is about: that the browser stores nothing, that rows were left out, that changes
 * wait for the connection or for a decision.
 *
 * @summary Gives its subtree a store.
 * @slot - Any page content; elements of this package in it find the store.
 * @csspart notice - A notice above the content.
 */
@defineElement('lead-provider')
export class LeadProvider extends LeadElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  /** What connects to the data. The provider makes a store on it and closes that store when it is removed for good. */
  @property({ attribute: false }) adapter?: LeadAdapter;

  /** IANA time zone for dates. Left out: the browser's. */
  @property({ attribute: 'time-zone' }) timeZone?: string;

  readonly #provider = new ContextProvider(this, { context: storeContext });
  #own: LeadStore | undefined;
  #stopListening: (() => void) | undefined;
  /** There was something to say; what says it stays, for it may have a dialog open. */
  #hasNoticed = false;

  /** The store that the subtree gets. */
  override get leads(): LeadStore | undefined {
    return this.store ?? this.#own;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('adapter');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the provider within the page disconnects it for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.#release();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const adapterChanged =
      this.#own !== undefined && changed.has('adapter') && changed.get('adapter') !== undefined;
    if (adapterChanged || this.store) this.#release();
    if (!this.store && this.adapter && this.isConnected) {
      this.#own ??= new LeadStore({ adapter: this.adapter, timeZone: this.timeZone });
    }
    const { leads } = this;
    if (this.#provider.value === leads) return;
    this.#stopListening?.();
    this.#stopListening = leads?.subscribe(() => this.requestUpdate());
    this.#provider.setValue(leads);
  }

  protected override render() {
    const { leads } = this;
    const notices = leads?.notices ?? [];
    this.#hasNoticed ||= notices.length > 0 || Boolean(leads?.waiting.length || leads?.conflicts.length);
    if (!this.#hasNoticed) return html`<slot></slot>`;
    void import('./lead-notices.js');
    return html`<lead-notices exportparts="notice" .store=${leads} .notices=${notices}></lead-notices
      ><slot></slot>`;
  }

  #release(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#own?.close();
    this.#own = undefined;
    if (!this.store) this.#provider.setValue(undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-provider': LeadProvider;
  }
}
