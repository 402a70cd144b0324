import { css, html, nothing, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import { statusMessages } from '../../locale/cards.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { Id } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { arrowClockwiseIcon, icon, warningIcon } from '../../ui/icons.js';
import { tooltip } from '../../ui/tooltip.js';
import { LeadElement } from '../lead-element.js';
import { reasonSentence } from '../sentences.js';
import { contactStatus, statusView, type StatusView } from './status-view.js';

/**
 * One lead status as a dot and a word. Its description shows on hover and on keyboard focus (L2). With `contact-id` it
 * follows that contact and is not there at all where the contact shows no lead status (L1).
 *
 * @summary Shows one lead status.
 * @csspart badge - The dot and the word.
 * @cssstate empty - There is nothing to show; the element takes no room.
 */
@defineElement('lead-status-badge')
export class LeadStatusBadge extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        max-inline-size: 100%;
        vertical-align: middle;
      }
      :host(:state(empty)) {
        display: none;
      }
      .badge {
        min-inline-size: 0;
      }
      .badge > .icon {
        color: var(--_warning);
      }
      s,
      .mark {
        color: var(--_muted);
      }
      .badge > .skeleton {
        inline-size: 3.5rem;
      }
    `,
  ];

  /** The status to show, by its id. */
  @property({ attribute: 'status-id' }) statusId: Id | null = null;

  /** The contact whose status to show. Wins over `status-id`. */
  @property({ attribute: 'contact-id' }) contactId: Id | null = null;

  readonly #internals = this.attachInternals();
  readonly #contact = new RecordController(this, 'contact', () => this.contactId);

  constructor() {
    super();
    // The company and its category decide whether there is a status to show (L1).
    new RecordController(this, 'company', () => this.#contact.record?.companyId);
  }

  protected override render() {
    const content = this.#renderContent();
    if (content === nothing) this.#internals.states.add('empty');
    else this.#internals.states.delete('empty');
    return content;
  }

  #renderContent() {
    const { leads } = this;
    if (!this.contactId && !this.statusId) return nothing;
    const common = this.locale.texts(commonMessages);
    if (!leads) return this.#renderQuiet('–', common('noStore'));
    if (leads.phase === 'failed') return this.#renderFailed(leads);
    if (!this.contactId) {
      return leads.phase === 'loading' && leads.setup.leadStatuses.size === 0
        ? this.#renderLoading()
        : this.#renderStatus(statusView(leads.setup, this.statusId), []);
    }
    const shown = contactStatus(leads, this.contactId);
    if (!shown && this.#contact.answer?.phase === 'loading') return this.#renderLoading();
    if (!shown) {
      const why = leads.explain({ entity: 'contact', id: this.contactId, field: 'leadStatus' }).reasons;
      return this.#renderQuiet(common('unknownItem', { id: this.contactId }), this.#sentences(leads, why));
    }
    if (shown.hidden) return nothing;
    const view = statusView(leads.setup, shown.value);
    // An unknown id has its own sentence.
    const why = view && !view.status ? [] : shown.reasons;
    return this.#renderStatus(view, why.length > 0 ? [this.#sentences(leads, why)] : []);
  }

  #renderStatus(view: StatusView | undefined, more: readonly string[]) {
    const text = this.locale.texts(statusMessages);
    if (!view) return this.#renderQuiet(text('noStatus'), more.join(' '));
    const { status } = view;
    if (!status) {
      const name = this.locale.texts(commonMessages)('unknownItem', { id: view.id });
      return html`<span
        class="badge"
        part="badge"
        tabindex="0"
        ${tooltip([text('unknownStatus'), ...more].join(' '))}
        >${icon(warningIcon)}<span class="truncate">${name}</span></span
      >`;
    }
    const sentences = [status.description, status.deleted ? text('deletedStatus') : '', ...more].filter(
      Boolean,
    );
    const name = status.deleted
      ? html`<s>${status.name}</s> <span class="mark">${this.#deletedMark(status.name)}</span>`
      : status.name;
    return html`<span
      class="badge"
      part="badge"
      data-tone=${status.tone}
      tabindex=${sentences.length > 0 ? 0 : nothing}
      ${tooltip(sentences.join(' '))}
      ><span class="dot"></span><span class="truncate">${name}</span>${
        more.length > 0 ? icon(warningIcon) : nothing
      }</span
    >`;
  }

  /** "(deleted)" out of "{name} (deleted)", so that the name alone is struck through. */
  #deletedMark(name: string): string {
    return this.locale.texts(commonMessages)('deletedItem', { name }).replace(name, '').trim();
  }

  #renderQuiet(label: string, why: string) {
    return html`<span class="meta" part="badge" tabindex=${why ? 0 : nothing} ${tooltip(why)}
      >${label}</span
    >`;
  }

  #renderLoading() {
    return html`<span class="badge late" part="badge" aria-hidden="true"
      ><span class="skeleton"></span
    ></span>`;
  }

  #renderFailed(leads: LeadStore) {
    const problem = leads.problem?.kind ?? 'unavailable';
    return html`<span class="meta">${this.locale.texts(statusMessages)('notLoaded')}</span>
      <button
        class="icon-button"
        type="button"
        aria-label=${this.locale.texts(commonMessages)('retry')}
        ${tooltip(this.locale.texts(problemMessages)(problem))}
        @click=${() => leads.reload()}
      >
        ${icon(arrowClockwiseIcon)}
      </button>`;
  }

  #sentences(leads: LeadStore, reasons: ReturnType<LeadStore['explain']>['reasons']): string {
    return reasons.map((reason) => reasonSentence(this.locale, leads, reason)).join(' ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-status-badge': LeadStatusBadge;
  }
}
