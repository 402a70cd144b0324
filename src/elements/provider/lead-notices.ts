import { css, html, nothing, type CSSResultGroup } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { conflictMessages } from '../../locale/conflicts.js';
import { uiMessages } from '../../locale/ui.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { Notice } from '../../store/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { icon, warningCircleIcon, warningIcon, xIcon } from '../../ui/icons.js';
import { onDemand } from '../../ui/on-demand.js';
import { LeadElement } from '../lead-element.js';

const conflictsDialog = onDemand('lead-conflicts-dialog', () => import('../conflict/conflicts-dialog.js'));
const outboxStatus = onDemand('lead-outbox-status', () => import('../outbox/outbox-status.js'));

/**
 * What a person should know that no single element is about: messages of the backend, changes that wait for the
 * connection, changes that need a decision. The provider loads it when there is something to say.
 *
 * @summary Notices of the store; part of `lead-provider`.
 * @csspart notice - One notice.
 */
@defineElement('lead-notices')
export class LeadNotices extends LeadElement {
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
        margin-block-end: 8px;
        padding: 8px 12px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius-card);
        background: var(--_raised);
        font-size: var(--_size-small);
      }
      .notice > svg {
        flex: none;
        margin-block-start: 0.0625rem;
        color: var(--_warning);
      }
      .text {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .icon-button,
      .notice > .button {
        margin-block: -0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly Notice[] = [];

  /** Where conflicts are decided could not be loaded. */
  @state() private isNotLoaded = false;

  constructor() {
    super();
    new StoreController(this, (store) => store.conflicts);
    new StoreController(this, (store) => store.waiting);
  }

  protected override render() {
    const { leads: store } = this;
    outboxStatus.preload();
    return html`<lead-outbox-status .store=${store}></lead-outbox-status>
      ${store ? this.#renderConflicts(store) : nothing}
      ${this.notices.map((notice) => this.#renderNotice(notice))}
      <lead-conflicts-dialog .store=${store}></lead-conflicts-dialog>`;
  }

  /** S6: how many conflicts there are, and the way to decide them. */
  #renderConflicts({ conflicts }: LeadStore) {
    if (conflicts.length === 0) return nothing;
    const text = this.locale.texts(conflictMessages);
    return html`<div class="notice" part="notice" role="status">
      ${icon(warningIcon)}
      <div class="text">
        ${text('decisions', { count: conflicts.length })}
        ${this.isNotLoaded ? this.locale.texts(uiMessages)('notLoaded') : nothing}
      </div>
      <button class="button" type="button" @pointerenter=${conflictsDialog.preload} @click=${this.#decide}>
        ${text('decide')}
      </button>
    </div>`;
  }

  readonly #decide = (): void => {
    this.isNotLoaded = false;
    conflictsDialog.use(this, (dialog) => dialog.show()).catch(() => (this.isNotLoaded = true));
  };

  #renderNotice(notice: Notice) {
    const close = this.locale.texts(commonMessages)('close');
    return html`<div class="notice" part="notice" role="status">
      ${icon(warningCircleIcon)}
      <div class="text">
        ${this.locale.texts(problemMessages)(notice.code, { count: notice.count ?? 0 })}
        ${this.#renderRows(notice)}
      </div>
      <button
        class="icon-button"
        type="button"
        aria-label=${close}
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
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-notices': LeadNotices;
  }
}
