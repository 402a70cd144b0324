import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { query, state } from 'lit/decorators.js';
import { operatorsFor, valueShape } from '../../criteria/operators.js';
import type { CriteriaLine, OperatorId } from '../../criteria/types.js';
import { gridToolMessages, type GridToolKey } from '../../locale/grid-tools.js';
import { criteriaMessages } from '../../locale/criteria.js';
import type { Translate } from '../../locale/messages.js';
import type { Field } from '../../model/fields.js';
import type { LeadStore } from '../../store/lead-store.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { FloatingController } from '../../ui/floating.js';
import { LeadElement } from '../lead-element.js';
import { fieldLabel } from '../sentences.js';
import { columnFilterStyles } from './column-filter.styles.js';
import { newLine, withOperator, withValue } from './filter-line.js';
import { renderFilterValue, renderRange, type FilterDraft } from './render-filter-value.js';

/** A person applied or cleared the filter of a column. Stays within the grid. */
export class ColumnFilterEvent extends Event {
  constructor(
    readonly field: Field,
    readonly line: CriteriaLine | undefined,
  ) {
    super('column-filter');
  }
}

/**
 * The filter of one column, in a popover beside the header's funnel.
 *
 * @summary Part of `lead-record-grid`.
 * @fires {ColumnFilterEvent} column-filter - Applied, or cleared when `line` is undefined.
 * @internal
 */
@defineElement('lead-column-filter')
export class LeadColumnFilter extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, columnFilterStyles];

  @state() private field: Field | undefined;
  @state() private line: CriteriaLine | undefined;
  @state() private search = '';
  @query('[popover]') private popup!: HTMLElement;
  @query('[data-first]') private first!: HTMLElement | null;

  readonly #floating = new FloatingController(this, () => (this.field = undefined));
  #anchor: Element | undefined;

  /** Opens beside `anchor`, with the filter that is in force. */
  show(anchor: Element, field: Field, line: CriteriaLine | undefined): void {
    this.#anchor = anchor;
    this.search = '';
    this.line = line ?? newLine(field);
    this.field = field;
  }

  protected override updated(changed: PropertyValues): void {
    if (!(changed as Map<string, unknown>).has('field') || !this.field || !this.#anchor) return;
    this.#floating.show(this.popup, this.#anchor);
    this.first?.focus({ preventScroll: true });
    if (this.first instanceof HTMLInputElement && this.first.type === 'text') this.first.select();
  }

  protected override render() {
    const { field, line, leads } = this;
    const label = field ? fieldLabel(this.locale, leads, field.id) : '';
    return html`<div
      popover
      role="dialog"
      aria-label=${this.#texts('filterColumn', { column: label })}
      @keydown=${this.#handleKeydown}
    >
      ${field && line && leads ? this.#renderForm(this.#draft(field, line, leads), label) : nothing}
    </div>`;
  }

  #renderForm(draft: FilterDraft, label: string) {
    const { field, line } = draft;
    return html`<form @submit=${this.#handleSubmit}>
      <p class="label" aria-hidden="true">${label}</p>
      ${field.type === 'yesno' ? this.#renderYesNo(line) : this.#renderOperators(field, line)}
      ${renderFilterValue(draft)} ${renderRange(draft)}
      <div class="toolbar">
        <button class="button quiet" type="button" @click=${() => this.#finish(undefined)}>
          ${this.#texts('clear')}
        </button>
        <button class="button primary" type="submit">${this.#texts('filter')}</button>
      </div>
    </form>`;
  }

  #renderOperators(field: Field, line: CriteriaLine) {
    const operatorText = this.locale.texts(criteriaMessages);
    const hasInput = valueShape(line.operator, field.type) !== 'none';
    return html`<select
      class="input"
      aria-label=${this.#texts('operator')}
      ?data-first=${!hasInput}
      @change=${(event: Event) => {
        const operator = (event.target as HTMLSelectElement).value as OperatorId;
        this.line = withOperator(line, operator, field.type);
      }}
    >
      ${operatorsFor(field.type).map(
        (operator) =>
          html`<option value=${operator} ?selected=${operator === line.operator}>
            ${operatorText(`operator.${operator}`)}
          </option>`,
      )}
    </select>`;
  }

  #renderYesNo(line: CriteriaLine) {
    const operatorText = this.locale.texts(criteriaMessages);
    return html`<div role="radiogroup" class="choices" aria-label=${this.#texts('value')}>
      ${(['isYes', 'isNo'] as const).map(
        (operator) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="yesno"
              ?data-first=${operator === line.operator}
              .checked=${operator === line.operator}
              @change=${() => (this.line = { field: line.field, operator })}
            />${operatorText(`operator.${operator}`)}</label
          >`,
      )}
    </div>`;
  }

  #draft(field: Field, line: CriteriaLine, store: LeadStore): FilterDraft {
    return {
      field,
      line,
      store,
      locale: this.locale,
      search: this.search,
      onValue: (value) => (this.line = withValue(line, value)),
      onSearch: (text) => (this.search = text),
    };
  }

  get #texts(): Translate<GridToolKey> {
    return this.locale.texts(gridToolMessages);
  }

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    this.#finish(this.line);
  };

  #handleKeydown(event: KeyboardEvent): void {
    // The grid around the anchor has keys of its own.
    event.stopPropagation();
    const box = event.target as HTMLInputElement;
    if (event.key !== 'Enter' || !box.matches('[type=checkbox], [type=radio], select')) return;
    event.preventDefault();
    this.#finish(this.line);
  }

  #finish(line: CriteriaLine | undefined): void {
    const { field } = this;
    this.#floating.hide();
    if (field) this.dispatchEvent(new ColumnFilterEvent(field, line));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-column-filter': LeadColumnFilter;
  }
  interface HTMLElementEventMap {
    'column-filter': ColumnFilterEvent;
  }
}
