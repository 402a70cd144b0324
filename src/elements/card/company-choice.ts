import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { QuestionController } from '../../controllers/question-controller.js';
import { RecordController } from '../../controllers/record-controller.js';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages } from '../../locale/common.js';
import type { Id } from '../../model/records.js';
import type { Question, Row } from '../../query/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { UiChangeEvent } from '../../ui/events.js';
import { FloatingController } from '../../ui/floating.js';
import { checkIcon, icon, xIcon } from '../../ui/icons.js';
import { LeadElement } from '../lead-element.js';
import { companyChoiceStyles } from './company-choice.styles.js';

/** There may be a hundred thousand companies; more than this nobody reads. */
const shownCompanies = 20;
const typingPause = 120;

/**
 * Chooses a company by searching for a part of its name. Part of the contact card, not for pages.
 *
 * @summary Searches for a company.
 * @fires {UiChangeEvent} lead-ui-change - Another company, or none, was chosen; `values`.
 */
@defineElement('lead-card-company-choice')
export class LeadCardCompanyChoice extends LeadElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LeadElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles: CSSResultGroup = [baseStyles, companyChoiceStyles];

  /** Id of the chosen company. */
  @property({ attribute: false }) value: Id | null = null;
  /** Accessible name. */
  @property() label = '';

  @state() private isOpen = false;
  /** What is being typed; undefined while the box shows the name of the chosen company. */
  @state() private typed: string | undefined;
  @state() private searched = '';
  @state() private active = 0;
  @query('input') private input!: HTMLInputElement;
  @query('[popover]') private popup!: HTMLElement;

  readonly #chosen = new RecordController(this, 'company', () => this.value);
  readonly #floating = new FloatingController(this, () => this.#close());
  readonly #companies = new QuestionController(this, () => (this.isOpen ? this.#question() : undefined));
  #pause: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.isOpen) return;
    if (changed.has('isOpen')) this.#floating.show(this.popup, this.input, { matchWidth: true });
    this.renderRoot.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    const text = this.locale.texts(cardMessages);
    const name = this.value === null ? '' : this.#nameOf(this.value);
    return html`<input
        class="input"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        aria-controls="list"
        aria-activedescendant=${this.isOpen && this.#rows[this.active] ? `option-${this.active}` : nothing}
        placeholder=${name || text('searchCompany')}
        .value=${this.typed ?? name}
        @input=${this.#handleInput}
        @keydown=${this.#handleKeydown}
        @click=${this.#open}
        @focus=${() => this.input.select()}
        @blur=${this.#handleBlur}
      />
      ${
        this.value !== null
          ? html`<button
              class="icon-button clear"
              type="button"
              aria-label=${text('clearCompany')}
              @click=${() => this.#choose(null)}
            >
              ${icon(xIcon)}
            </button>`
          : nothing
      }
      <div popover="manual" @pointerdown=${(event: Event) => event.preventDefault()}>
        <div id="list" class="list" role="listbox" aria-label=${this.label} @click=${this.#handleOptionClick}>
          ${this.isOpen ? this.#rows.map((row, index) => this.#renderOption(row, index)) : nothing}
        </div>
        <p class="note meta" role="status">${this.isOpen ? this.#note : ''}</p>
      </div>`;
  }

  #renderOption({ id, values }: Row, index: number) {
    const city = values['company.city'];
    return html`<div
      id="option-${index}"
      class="option"
      role="option"
      data-index=${index}
      aria-selected=${id === this.value}
      ?data-active=${index === this.active}
    >
      <span class="name"
        >${values['company.name']}${city ? html` <span class="meta">${city}</span>` : nothing}</span
      >
      ${id === this.value ? icon(checkIcon) : nothing}
    </div>`;
  }

  get #rows(): readonly Row[] {
    return this.#companies.answer.rows;
  }

  /** What the list does not say by itself: nothing found, more than shown, failed. */
  get #note(): string {
    const text = this.locale.texts(cardMessages);
    const { phase, rows, total } = this.#companies.answer;
    if (phase === 'failed') return text('searchFailed');
    if (phase === 'loading') return text('loadingCompany');
    if (rows.length === 0) return text('noCompanyMatches', { text: this.searched });
    if (total === 'unknown')
      return rows.length < shownCompanies ? '' : text('moreCompaniesUnknown', { shown: rows.length });
    const count = 'exact' in total ? total.exact : total.atLeast;
    if (count <= rows.length) return '';
    const all = 'exact' in total ? this.locale.number(count) : this.#atLeast(count);
    return text('moreCompanies', { shown: rows.length, total: all });
  }

  #atLeast(count: number): string {
    return this.locale.texts(commonMessages)('atLeast', { count });
  }

  #question(): Question {
    return {
      of: 'company',
      ...(this.searched
        ? {
            criteria: {
              match: 'all',
              items: [{ field: 'company.name', operator: 'contains', value: this.searched }],
            },
          }
        : {}),
      sort: [{ field: 'company.name', direction: 'ascending' }],
      fields: ['company.name', 'company.city'],
      window: { offset: 0, limit: shownCompanies },
    };
  }

  #nameOf(id: Id): string {
    const { record, phase } = this.#chosen.answer ?? {};
    if (phase === 'loading') return '';
    return record?.name ?? this.locale.texts(cardMessages)('companyGone', { id });
  }

  readonly #open = (): void => {
    if (this.isOpen) return;
    this.searched = '';
    this.active = 0;
    this.isOpen = true;
  };

  #close(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.isOpen = false;
    this.typed = undefined;
  }

  #choose(value: Id | null): void {
    this.#floating.hide();
    this.#close();
    this.input.focus();
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new UiChangeEvent(value === null ? [] : [value]));
  }

  /** Enter, which may come before the pause after typing is over. An emptied box means no company. */
  async #chooseActive(): Promise<void> {
    if (this.#pause !== undefined) this.#search();
    await this.updateComplete;
    if (this.active < 0) return this.#choose(null);
    const row = this.#companies.answer.phase === 'ready' ? this.#rows[this.active] : undefined;
    if (row && this.isOpen) this.#choose(row.id);
  }

  #search(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.searched = this.typed?.trim() ?? '';
    this.active = this.searched === '' ? -1 : 0;
  }

  #handleInput(): void {
    this.#open();
    this.typed = this.input.value;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#search(), typingPause);
  }

  /** Another element may have taken the focus while the list was open; the list goes, the value stays. */
  #handleBlur(): void {
    this.#floating.hide();
    this.#close();
  }

  #handleKeydown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!this.isOpen) this.#open();
      else this.active = Math.max(0, Math.min(this.active + step, this.#rows.length - 1));
    } else if (event.key === 'Enter' && this.isOpen) {
      event.preventDefault(); // the card is not to be saved
      void this.#chooseActive();
    } else if (event.key === 'Escape' && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.#floating.hide();
      this.#close();
    }
  }

  #handleOptionClick(event: Event): void {
    const option = (event.target as Element).closest<HTMLElement>('.option');
    const row = option ? this.#rows[Number(option.dataset['index'])] : undefined;
    if (row) this.#choose(row.id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-card-company-choice': LeadCardCompanyChoice;
  }
}
