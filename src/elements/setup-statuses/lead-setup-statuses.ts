import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { LeadSetupChangeEvent } from '../../events/lead-setup-change.js';
import { commonMessages } from '../../locale/common.js';
import { setupMessages } from '../../locale/setup.js';
import type { LeadStatus, OnReturn } from '../../model/records.js';
import { defineElement } from '../../ui/define.js';
import { starIcon } from '../../ui/icons.js';
import { tooltip } from '../../ui/tooltip.js';
import { faultSentences, type NotDone } from '../not-done.js';
import type { Item } from '../setup/item-draft.js';
import { SetupListElement, type RowParts } from '../setup/setup-list.js';
import { renderFaults } from '../setup/setup-row.js';

/**
 * Administration of the lead statuses: their order, names, descriptions and tones, the default for new leads, deleted
 * ones, and what happens when a company comes back to a category with lead status (L5, L9, L10).
 *
 * @summary The list of lead statuses, for administrators.
 * @fires {LeadSetupChangeEvent} lead-setup-change - A status, the default or the policy was changed.
 * @csspart row - A status.
 * @csspart policy - The box with the policy.
 */
@defineElement('lead-setup-statuses')
export class LeadSetupStatuses extends SetupListElement {
  @state() private policyResult: NotDone | undefined;

  protected readonly list = 'leadStatus';

  protected override rowParts(item: Item): RowParts {
    const { tone } = item as LeadStatus;
    const text = this.locale.texts(setupMessages);
    const isDefault = this.leads?.setup.settings.defaultStatusId === item.id;
    const uses = this.usesOf(item.id);
    return {
      mark: html`<span class="dot" data-tone=${tone}></span>`,
      badges: isDefault
        ? html`<span class="badge accent" ${tooltip(text('defaultHint'))}>${text('default')}</span>`
        : nothing,
      facts: [
        uses === undefined
          ? nothing
          : uses === 0
            ? text('unused')
            : this.locale.texts(commonMessages)('contacts', { count: uses }),
      ],
      menu: isDefault ? [] : [{ id: 'makeDefault', label: text('makeDefault'), icon: starIcon }],
    };
  }

  protected override handleAction(action: string, item: Item): void {
    if (action !== 'makeDefault') return;
    const sentence = () => this.locale.texts(setupMessages)('isDefaultNow', { name: item.name });
    void this.finish(item, this.leads!.setDefaultStatus(item.id), sentence, 'settings');
  }

  protected override renderPolicies() {
    const { settings, leadStatuses } = this.leads!.setup;
    const text = this.locale.texts(setupMessages);
    const status = settings.defaultStatusId === null ? undefined : leadStatuses.get(settings.defaultStatusId);
    const name = status?.name ?? text('noDefault');
    return html`<fieldset class="surface policy" part="policy">
      <legend>${text('onReturn')}</legend>
      ${this.#renderChoice('default', text('onReturnDefault'), text('onReturnDefaultHint', { name }))}
      ${this.#renderChoice('retained', text('onReturnRetained'), text('onReturnRetainedHint', { name }))}
      ${
        this.policyResult
          ? renderFaults(this.locale, faultSentences(this.locale, this.leads!, this.policyResult), () => {
              this.policyResult = undefined;
            })
          : nothing
      }
    </fieldset>`;
  }

  #renderChoice(value: OnReturn, label: string, hint: string) {
    return html`<div class="choice">
      <input
        type="radio"
        name="on-return"
        id="on-return-${value}"
        aria-describedby="on-return-${value}-hint"
        .checked=${this.leads?.setup.settings.onReturn === value}
        ?disabled=${this.readOnly || !this.leads?.can('update', 'settings')}
        @change=${() => void this.#setPolicy(value)}
      />
      <label for="on-return-${value}">${label}</label>
      <p class="hint" id="on-return-${value}-hint">${hint}</p>
    </div>`;
  }

  async #setPolicy(onReturn: OnReturn): Promise<void> {
    this.policyResult = undefined;
    const result = await this.leads!.setPolicies({ onReturn });
    if (result.status === 'done') {
      this.announcer.announce(this.locale.texts(setupMessages)('policySaved'));
      if (result.changes.length > 0) this.dispatchEvent(new LeadSetupChangeEvent('settings', 'settings'));
    } else this.policyResult = result;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-setup-statuses': LeadSetupStatuses;
  }
}
