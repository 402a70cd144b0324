import { ContextProvider } from '@lit/context';
import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { storeContext } from '../../controllers/store-context.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { LeadStore } from '../../store/lead-store.js';
import type { LeadAdapter } from '../../store/port.js';
import type { Notice } from '../../store/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { icon, warningCircleIcon, xIcon } from '../../ui/icons.js';
import { LeadElement } from '../lead-element.js';

/**
 * Gives the elements inside it a store: one made elsewhere (`store`), or one of its own on an adapter (`adapter`).
 * Shows notices that no single element is about: that the browser stores nothing, that rows were left out.
 *
 * @summary Gives its subtree a store.
 * @slot - Any page content; elements of this package in it find the store.
 * @csspart notice - A notice above the content.
 */
@defineElement('lead-provider')
export class LeadProvider extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        align-items: start;
        gap: 8px;
        margin-block-end: 12px;
        padding: 8px 12px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_raised);
        color: var(--_text);
        font-size: 0.8125rem;
      }
      .notice > .text {
        flex: 1;
      }
    `,
  ];

  /** What connects to the data. The provider makes a store on it and closes that store when it is removed for good. */
  @property({ attribute: false }) adapter?: LeadAdapter;

  /** IANA time zone for dates. Left out: the browser's. */
  @property({ attribute: 'time-zone' }) timeZone?: string;

  readonly #provider = new ContextProvider(this, { context: storeContext });
  #own: LeadStore | undefined;
  #stopListening: (() => void) | undefined;

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
    return html`${this.leads?.notices.map((notice) => this.#renderNotice(notice)) ?? nothing}<slot></slot>`;
  }

  #renderNotice(notice: Notice) {
    const problem = this.locale.texts(problemMessages);
    const common = this.locale.texts(commonMessages);
    return html`<div class="notice" part="notice" role="status">
      ${icon(warningCircleIcon)}
      <div class="text">
        ${problem(notice.code, { count: notice.count ?? 0 })} ${this.#renderRows(notice)}
      </div>
      <button
        class="icon-button"
        type="button"
        aria-label=${common('close')}
        @click=${() => this.leads?.dismissNotice(notice.id)}
      >
        ${icon(xIcon)}
      </button>
    </div>`;
  }

  /** A4: which rows were left out, and where in the row the fault is. */
  #renderRows({ rows }: Notice) {
    if (!rows) return nothing;
    return html`<details>
      <summary>${this.locale.texts(commonMessages)('details')}</summary>
      <ul>
        ${rows.map((row) => html`<li>${row.entity} ${row.id}, ${row.path}: ${row.message}</li>`)}
      </ul>
    </details>`;
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
