import { ContextProvider } from '@lit/context';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { storeContext } from '../../controllers/store-context.js';
import { LeadStore } from '../../store/lead-store.js';
import type { Outbox } from '../../store/outbox/port.js';
import type { LeadAdapter } from '../../store/port.js';
import { defineElement } from '../../ui/define.js';
import { LeadElement } from '../lead-element.js';
import { lazyAdapter } from './lazy-adapter.js';

/**
 * Gives the elements inside it a store: one made elsewhere (`store`), or one of its own, on an adapter (`adapter`) or on
 * a backend that speaks the protocol of `leadkit/openapi.json` (`src`).
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

  /** Where an HTTP backend is, e.g. `/api`; used where there is neither `store` nor `adapter`. Another one: another store. */
  @property() src?: string;

  /**
   * Gives the bearer token for `src`: asked with `first`, and with `expired` when the backend did not take the one
   * before. Reject when there is none. Left out: requests carry no token.
   */
  @property({ attribute: false }) token?: (reason: 'first' | 'expired') => string | Promise<string>;

  /**
   * Keeps changes while the backend can't be reached: an outbox, or the name of one in this browser (IndexedDB). Choose
   * one name for each backend and person: what waits is sent with the rights of whoever opens it. Left out: changes
   * fail then.
   */
  @property() outbox?: string | Outbox;

  /** IANA time zone for dates. Left out: the browser's. */
  @property({ attribute: 'time-zone' }) timeZone?: string;

  /**
   * Lets questions about many records be answered by WebAssembly as well. Needs `'wasm-unsafe-eval'` in the page's
   * Content-Security-Policy, where it has one: without it, nothing changes but a report of the browser.
   */
  @property({ type: Boolean }) accelerate = false;

  readonly #provider = new ContextProvider(this, { context: storeContext });
  #own: LeadStore | undefined;
  /** What the store of one's own is made of, or will be when its outbox has been loaded. */
  #source: Source = {};
  #isPreparing = false;
  #stopListening: (() => void) | undefined;
  /** There was something to say; what says it stays, for it may have a dialog open. */
  #hasNoticed = false;

  /** The store that the subtree gets. */
  override get leads(): LeadStore | undefined {
    return this.store ?? this.#own;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the provider within the page disconnects it for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.#release();
    });
  }

  protected override willUpdate(): void {
    const { from, outbox } = this.#wanted();
    if (from !== this.#source.from || outbox !== this.#source.outbox) {
      this.#release();
      this.#source = { from, outbox };
      if (from !== undefined) this.#open(this.#source);
    }
    const { leads } = this;
    if (this.#provider.value === leads) return;
    this.#stopListening?.();
    this.#stopListening = leads?.subscribe(() => this.requestUpdate());
    this.#provider.setValue(leads);
  }

  #wanted(): Source {
    const from = this.store || !this.isConnected ? undefined : (this.adapter ?? (this.src || undefined));
    return from === undefined ? {} : { from, outbox: this.outbox || undefined };
  }

  /**
   * Makes the store; at once, unless an outbox has to be loaded first. Where that fails (offline in the middle of a
   * session), there is a notice, and changes fail instead of waiting.
   */
  #open(source: Source): void {
    const { from, outbox } = source;
    const adapter = typeof from === 'string' ? this.#connect(from) : from!;
    const make = (loaded?: Outbox) => {
      if (source !== this.#source) return;
      this.#isPreparing = false;
      const { timeZone, accelerate } = this;
      this.#own = new LeadStore({ adapter, timeZone, accelerate, outbox: loaded });
    };
    if (typeof outbox !== 'string') return make(outbox);
    this.#isPreparing = true;
    void import('../../adapters/outbox/index.js')
      .then(
        ({ createOutbox }) => make(createOutbox({ name: outbox })),
        (error: unknown) => make({ start: ({ onLost }) => void queueMicrotask(() => onLost(error)) }),
      )
      .then(() => this.requestUpdate());
  }

  /** The token is asked for when it is wanted, so that a host may set it, or another one, later. */
  #connect(url: string): LeadAdapter {
    return lazyAdapter(async () => {
      const { createHttpAdapter } = await import('../../adapters/http/index.js');
      return createHttpAdapter({ url, token: async (reason) => (await this.token?.(reason)) ?? '' });
    });
  }

  protected override render() {
    if (this.#isPreparing) return nothing; // elements would say that there is no store
    const { leads } = this;
    const notices = leads?.notices ?? [];
    this.#hasNoticed ||= notices.length > 0 || Boolean(leads?.waiting.length || leads?.conflicts.length);
    // What says that there is no connection can't be loaded without one.
    this.#hasNoticed ||= this.#source.outbox !== undefined && leads?.phase === 'ready';
    if (!this.#hasNoticed) return html`<slot></slot>`;
    import('./lead-notices.js').catch(() => {}); // and tries again when there is more to say
    return html`<lead-notices exportparts="notice" .store=${leads} .notices=${notices}></lead-notices
      ><slot></slot>`;
  }

  #release(): void {
    this.#source = {};
    this.#isPreparing = false;
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#own?.close();
    this.#own = undefined;
    if (!this.store) this.#provider.setValue(undefined);
  }
}

/** Nothing: there is no store of one's own. */
interface Source {
  readonly from?: LeadAdapter | string;
  readonly outbox?: Outbox | string;
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-provider': LeadProvider;
  }
}
