import { css, html, nothing, type CSSResultGroup } from 'lit';
import { state } from 'lit/decorators.js';
import { LeadSetupChangeEvent } from '../../events/lead-setup-change.js';
import { commonMessages } from '../../locale/common.js';
import { setupMessages } from '../../locale/setup.js';
import type { Category } from '../../model/records.js';
import { defineElement } from '../../ui/define.js';
import { tooltip } from '../../ui/tooltip.js';
import { faultSentences, type NotDone } from '../not-done.js';
import { groupLabel } from '../sentences.js';
import { showsLeadStatus, type Item } from '../setup/item-draft.js';
import { SetupListElement, type RowParts } from '../setup/setup-list.js';
import { renderFaults } from '../setup/setup-row.js';
import { missingLeadCategories } from './predefined.js';

/**
 * Administration of the categories: their order, names, groups and descriptions, which of them have lead status (L1),
 * and deleted ones (L9). Says what a change would do to contacts before it is saved (L7), and adds the predefined lead
 * categories where they are missing.
 *
 * @summary The list of company categories, for administrators.
 * @fires {LeadSetupChangeEvent} lead-setup-change - A category was added, changed, moved, deleted or restored.
 * @csspart row - A category.
 * @csspart callout - The offer to add the predefined lead categories.
 */
@defineElement('lead-setup-categories')
export class LeadSetupCategories extends SetupListElement {
  static override styles: CSSResultGroup = [
    SetupListElement.styles,
    css`
      :host {
        --_facts: 10rem 7rem;
        --_mark: 0;
      }
      .row {
        padding-inline-start: 0.5rem;
      }
      @container (min-width: 40rem) {
        .row {
          padding-inline-start: 0.25rem;
        }
      }
    `,
  ];

  @state() private addResult: NotDone | undefined;
  @state() private adding = false;

  protected readonly list = 'category';

  protected override rowParts(item: Item): RowParts {
    const category = item as Category;
    const text = this.locale.texts(setupMessages);
    const uses = this.usesOf(item.id);
    return {
      mark: nothing,
      badges: showsLeadStatus(category)
        ? html`<span class="badge accent" ${tooltip(text('leadStatusOnHint'))}>${text('leadStatusOn')}</span>`
        : nothing,
      facts: [
        groupLabel(this.locale, category.group),
        uses === undefined
          ? nothing
          : uses === 0
            ? text('unused')
            : this.locale.texts(commonMessages)('companies', { count: uses }),
      ],
      menu: [],
    };
  }

  protected override renderCallout() {
    const { leads } = this;
    const missing =
      this.isReadOnly || !leads?.can('create', 'category') ? [] : missingLeadCategories(leads.setup);
    if (missing.length === 0) return nothing;
    const text = this.locale.texts(setupMessages);
    const names = new Intl.ListFormat(this.language, { type: 'conjunction' }).format(
      missing.map(({ name }) => name),
    );
    return html`<div class="callout" part="callout">
      <p>${text('predefinedMissing', { names, count: missing.length })}</p>
      <button
        class="button"
        type="button"
        aria-disabled=${this.adding ? 'true' : nothing}
        @click=${() => void this.#addPredefined(missing)}
      >
        ${text('addPredefined')}
      </button>
      ${
        this.addResult
          ? renderFaults(this.locale, faultSentences(this.locale, this.leads!, this.addResult), () => {
              this.addResult = undefined;
            })
          : nothing
      }
    </div>`;
  }

  async #addPredefined(missing: readonly Category[]): Promise<void> {
    if (this.adding) return;
    this.adding = true;
    this.addResult = undefined;
    let count = 0;
    for (const { name, description, group, leadStatusEnabled } of missing) {
      const result = await this.leads!.addListItem('category', {
        name,
        description,
        group,
        leadStatusEnabled,
      });
      if (result.status !== 'done') {
        this.addResult = result;
        break;
      }
      count += 1;
      this.dispatchEvent(new LeadSetupChangeEvent('category', result.value));
    }
    this.adding = false;
    if (count > 0) this.toast(this.locale.texts(setupMessages)('predefinedAdded', { count }));
    await this.updateComplete;
    if (!this.shadowRoot?.activeElement) this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-setup-categories': LeadSetupCategories;
  }
}
