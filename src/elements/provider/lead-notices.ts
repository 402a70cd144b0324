import { css, html, nothing, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { Notice } from '../../store/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { icon, warningCircleIcon, xIcon } from '../../ui/icons.js';
import { LeadElement } from '../lead-element.js';

/**
 * What a person should know that no single element is about. The provider loads it when there is something to say.
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
        display: grid;
        gap: 8px;
        margin-block-end: 12px;
      }
      .notice {
        display: flex;
        align-items: start;
        gap: 8px;
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
      .icon-button {
        margin-block: -0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly Notice[] = [];

  protected override render() {
    return this.notices.map((notice) => this.#renderNotice(notice));
  }

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
