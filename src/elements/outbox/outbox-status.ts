import { html, nothing, type CSSResultGroup } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StoreController } from '../../controllers/store-controller.js';
import { problemMessages } from '../../locale/common.js';
import { outboxMessages } from '../../locale/outbox.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { Waiting } from '../../store/types.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import { caretDownIcon, cloudSlashIcon, icon, warningCircleIcon } from '../../ui/icons.js';
import { instantText, propertyLabel, recordName } from '../conflict/record-words.js';
import { LeadElement } from '../lead-element.js';
import { outboxStatusStyles } from './outbox-status.styles.js';

/**
 * What waits for the connection and what could not be saved: how many, which, since when; try again, discard. Shows
 * nothing when there is nothing. The provider loads it when there is something.
 *
 * @summary The state of the outbox; part of `lead-provider`.
 */
@defineElement('lead-outbox-status')
export class LeadOutboxStatus extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, outboxStatusStyles];

  @state() private isOpen = false;
  @state() private discarding: Waiting | undefined;

  readonly #announcer = new AnnouncerController(this);
  readonly #waiting = new StoreController(this, (store) => store.waiting);

  protected override render() {
    const store = this.#waiting.store;
    return html`${store && store.waiting.length > 0 ? this.#renderStatus(store) : nothing}
    ${this.#announcer.render()}${this.#renderQuestion()}`;
  }

  #renderStatus(store: LeadStore) {
    const text = this.locale.texts(outboxMessages);
    const refused = store.waiting.filter(({ state }) => state === 'refused').length;
    const waiting = store.waiting.length - refused;
    return html`<div class="status" role="group" ?data-refused=${refused > 0} aria-labelledby="words">
      <div class="bar">
        ${icon(refused > 0 ? warningCircleIcon : cloudSlashIcon)}
        <p class="words" id="words" role="status">
          ${waiting > 0 ? text('waiting', { count: waiting }) : nothing}
          ${refused > 0 ? text('refused', { count: refused }) : nothing}
        </p>
        <div class="actions">
          ${
            waiting > 0
              ? html`<button class="button quiet" type="button" @click=${() => store.retryWaiting()}>
                  ${text('retryNow')}
                </button>`
              : nothing
          }
          <button
            class="button quiet toggle"
            type="button"
            aria-expanded=${this.isOpen}
            aria-controls="list"
            @click=${() => (this.isOpen = !this.isOpen)}
          >
            ${text('show')}${icon(caretDownIcon)}
          </button>
        </div>
      </div>
      <ul id="list" ?hidden=${!this.isOpen}>
        ${
          this.isOpen
            ? repeat(
                store.waiting,
                ({ id }) => id,
                (entry) => this.#renderEntry(store, entry),
              )
            : nothing
        }
      </ul>
    </div>`;
  }

  #renderEntry(store: LeadStore, entry: Waiting) {
    const text = this.locale.texts(outboxMessages);
    const name = this.#nameOf(store, entry);
    const about = [
      this.#whatOf(store, entry),
      text('since', { at: instantText(this.locale, store, entry.since) }),
      entry.attempts > 0 ? text('tried', { count: entry.attempts }) : '',
    ];
    const isRefused = entry.state === 'refused';
    return html`<li>
      <div class="entry">
        <p class="name" dir="auto">${name}</p>
        <p class="meta">${about.filter(Boolean).join(' · ')}</p>
        ${
          isRefused && entry.problem
            ? html`<p class="problem">${this.locale.texts(problemMessages)(entry.problem.kind)}</p>`
            : nothing
        }
      </div>
      <div class="actions">
        ${
          isRefused
            ? html`<button
                class="button"
                type="button"
                aria-label=${text('retryOf', { name })}
                @click=${() => store.retryWaiting(entry.id)}
              >
                ${text('retry')}
              </button>`
            : nothing
        }
        <button
          class="button quiet"
          type="button"
          aria-label=${text('discardOf', { name })}
          @click=${() => (this.discarding = entry)}
        >
          ${text('discard')}
        </button>
      </div>
    </li>`;
  }

  /** The record, or the first of several. */
  #nameOf(store: LeadStore, { changes }: Waiting): string {
    const [first] = changes;
    if (!first) return '';
    const known = first.kind === 'create' ? first.record : undefined;
    const name = recordName(this.locale, store, first, known);
    const count = changes.length - 1;
    return count === 0 ? name : this.locale.texts(outboxMessages)('andMore', { name, count });
  }

  #whatOf(store: LeadStore, { changes }: Waiting): string {
    const text = this.locale.texts(outboxMessages);
    const [first] = changes;
    if (first?.kind === 'create') return text('added');
    if (first?.kind !== 'update') return text('deleted');
    const properties = Object.keys(first.patch).filter((key) => key !== 'updated' && key !== 'extra');
    const own = Object.keys((first.patch as { extra?: object }).extra ?? {}).map((key) => `extra.${key}`);
    const fields = [...properties, ...own].map((key) => propertyLabel(this.locale, store, first, key));
    return text('changed', { fields: fields.join(', ') });
  }

  #renderQuestion() {
    const text = this.locale.texts(outboxMessages);
    const keep = () => (this.discarding = undefined);
    return html`<lead-ui-dialog
      size="small"
      heading=${text('discardTitle')}
      ?open=${this.discarding !== undefined}
      @lead-ui-close=${keep}
    >
      <p>${text('discardText')}</p>
      <button class="button" slot="footer" type="button" @click=${keep}>${text('keep')}</button>
      <button class="button danger" slot="footer" type="button" @click=${() => void this.#discard()}>
        ${text('discard')}
      </button>
    </lead-ui-dialog>`;
  }

  async #discard(): Promise<void> {
    const entry = this.discarding;
    this.discarding = undefined;
    if (!entry) return;
    await this.#waiting.store?.discardWaiting(entry.id);
    this.#announcer.announce(this.locale.texts(outboxMessages)('discarded'));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.toggle')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-outbox-status': LeadOutboxStatus;
  }
}
