import { css, html, type CSSResultGroup } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StoreController } from '../../controllers/store-controller.js';
import { commonMessages } from '../../locale/common.js';
import { conflictMessages } from '../../locale/conflicts.js';
import type { RecordRef } from '../../model/records.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import { renderEmpty } from '../../ui/states.js';
import { LeadElement } from '../lead-element.js';
import './conflict-panel.js';
import { recordName } from './record-words.js';

/**
 * All conflicts of the store, or that of one record, to decide one after the other.
 *
 * @summary The dialog "Changes that need your decision".
 */
@defineElement('lead-conflicts-dialog')
export class LeadConflictsDialog extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      .list {
        display: grid;
        gap: 1.25rem;
      }
      h3 {
        margin-block-end: 0.375rem;
        font-size: var(--_size);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private isOpen = false;
  @state() private only: RecordRef | undefined;
  @query('.list') private list!: HTMLElement | null;

  constructor() {
    super();
    new StoreController(this, (store) => store.conflicts);
  }

  /** @param only the conflict of this record alone. */
  show(only?: RecordRef): void {
    this.only = only;
    this.isOpen = true;
  }

  protected override render() {
    const { leads: store, only, isOpen } = this;
    const text = this.locale.texts(conflictMessages);
    const conflicts = (isOpen && store?.conflicts) || [];
    const shown = only
      ? conflicts.filter(({ entity, id }) => entity === only.entity && id === only.id)
      : conflicts;
    return html`<lead-ui-dialog
      heading=${text('title')}
      ?open=${isOpen}
      @lead-ui-close=${() => (this.isOpen = false)}
      @lead-conflict-decided=${{ handleEvent: () => void this.#goOn(), capture: true }}
    >
      <div class="list" tabindex="-1">
        ${
          shown.length === 0
            ? renderEmpty({ text: text('nothingLeft') })
            : repeat(
                shown,
                ({ entity, id }) => `${entity}/${id}`,
                (conflict) =>
                  html`<div>
                    <h3>${recordName(this.locale, store!, conflict, conflict.record)}</h3>
                    <lead-conflict-panel
                      .store=${store}
                      .entity=${conflict.entity}
                      .recordId=${conflict.id}
                    ></lead-conflict-panel>
                  </div>`,
              )
        }
      </div>
      <button class="button" slot="footer" type="button" @click=${() => (this.isOpen = false)}>
        ${this.locale.texts(commonMessages)('close')}
      </button>
    </lead-ui-dialog>`;
  }

  /** The focus goes on to what is left to decide. */
  async #goOn(): Promise<void> {
    await this.updateComplete;
    const next = this.renderRoot.querySelector('lead-conflict-panel');
    await next?.updateComplete;
    (next ?? this.list)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-conflicts-dialog': LeadConflictsDialog;
  }
}
