import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { query, state } from 'lit/decorators.js';
import { describeRange } from '../../criteria/describe-range.js';
import { isRelative, operatorsFor, valueShape } from '../../criteria/operators.js';
import { resolveDates } from '../../criteria/periods.js';
import {
  periods,
  type CriteriaLine,
  type CriteriaValue,
  type OperatorId,
  type PeriodAmount,
} from '../../criteria/types.js';
import { gridToolMessages, type GridToolKey } from '../../locale/grid-tools.js';
import { criteriaMessages } from '../../locale/criteria.js';
import type { Translate } from '../../locale/messages.js';
import { optionsOf, type Field } from '../../model/fields.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { FloatingController } from '../../ui/floating.js';
import { LeadElement } from '../lead-element.js';
import { fieldLabel, optionLabel } from '../sentences.js';
import { columnFilterStyles } from './column-filter.styles.js';
import { newLine, withOperator, withValue } from './filter-line.js';

/** A person applied or cleared the filter of a column. Stays within the grid. */
export class ColumnFilterEvent extends Event {
  constructor(
    readonly field: Field,
    readonly line: CriteriaLine | undefined,
  ) {
    super('column-filter');
  }
}

/** From this many options on there is a box to search them. */
const searchFrom = 9;

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
      ${field && line && leads ? this.#renderForm(field, line, label) : nothing}
    </div>`;
  }

  #renderForm(field: Field, line: CriteriaLine, label: string) {
    return html`<form @submit=${this.#handleSubmit}>
      <p class="label" aria-hidden="true">${label}</p>
      ${field.type === 'yesno' ? this.#renderYesNo(line) : this.#renderOperators(field, line)}
      ${this.#renderValue(field, line)} ${this.#renderRange(line)}
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

  #renderValue(field: Field, line: CriteriaLine) {
    const set = (value: CriteriaValue | undefined) => (this.line = withValue(line, value));
    switch (valueShape(line.operator, field.type)) {
      case 'text':
        return this.#renderInput(
          'text',
          'value',
          (line.value as string) ?? '',
          (text) => set(text || undefined),
          true,
        );
      case 'number':
        return this.#renderInput(
          'number',
          'value',
          numberText(line.value),
          (text) => set(numberOf(text)),
          true,
        );
      case 'date':
        return this.#renderInput(
          'date',
          'value',
          (line.value as string) ?? '',
          (text) => set(text || undefined),
          true,
        );
      case 'numberRange': {
        const [from, to] = (line.value as readonly (number | null)[] | undefined) ?? [null, null];
        return html`<div class="pair">
          ${this.#renderInput('number', 'from', numberText(from), (text) => set([numberOf(text) ?? null, to ?? null]), true)}
          ${this.#renderInput('number', 'to', numberText(to), (text) => set([from ?? null, numberOf(text) ?? null]))}
        </div>`;
      }
      case 'dateRange': {
        const [from = '', to = ''] = (line.value as readonly string[] | undefined) ?? [];
        return html`<div class="pair">
          ${this.#renderInput('date', 'from', from, (text) => set([text, to]), true)}
          ${this.#renderInput('date', 'to', to, (text) => set([from, text]))}
        </div>`;
      }
      case 'periodAmount':
      case 'period':
        return this.#renderPeriod(line, set);
      case 'texts':
        return this.#renderOptions(field, line, set);
      case 'none':
      case undefined:
        return nothing;
    }
  }

  #renderInput(
    type: 'text' | 'number' | 'date',
    label: GridToolKey,
    value: string,
    set: (text: string) => void,
    first = false,
  ) {
    return html`<input
      class="input"
      type=${type}
      step=${type === 'number' ? 'any' : nothing}
      autocomplete="off"
      aria-label=${this.#texts(label)}
      ?data-first=${first}
      .value=${value}
      @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
    />`;
  }

  #renderPeriod(line: CriteriaLine, set: (value: CriteriaValue) => void) {
    const periodText = this.locale.texts(criteriaMessages);
    const { period, amount } = line.value as PeriodAmount;
    const counts = amount !== undefined;
    return html`<div class="pair">
      ${
        counts
          ? this.#renderInput(
              'number',
              'amount',
              String(amount),
              (text) => set({ period, amount: numberOf(text) ?? 0 }),
              true,
            )
          : nothing
      }
      <select
        class="input"
        aria-label=${this.#texts('period')}
        ?data-first=${!counts}
        @change=${(event: Event) => {
          const next = (event.target as HTMLSelectElement).value as PeriodAmount['period'];
          set(counts ? { period: next, amount } : { period: next });
        }}
      >
        ${periods.map(
          (each) =>
            html`<option value=${each} ?selected=${each === period}>
              ${periodText(`period.${each}`, { count: amount ?? 1 })}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #renderOptions(field: Field, line: CriteriaLine, set: (value: CriteriaValue | undefined) => void) {
    const chosen = (line.value as readonly string[] | undefined) ?? [];
    const options = optionsOf(field, this.leads!.setup).map((option) => ({
      ...option,
      label: optionLabel(this.locale, field, option),
    }));
    const wanted = this.search.toLocaleLowerCase();
    const shown = options.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
    const toggle = (id: string) =>
      set(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
    const searches = options.length >= searchFrom;
    return html`${
        searches
          ? html`<input
              class="input"
              type="search"
              data-first
              aria-label=${this.#texts('searchOptions')}
              placeholder=${this.#texts('searchOptions')}
              .value=${this.search}
              @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
            />`
          : nothing
      }
      <div class="choices" role="group" aria-label=${this.#texts('value')}>
        ${shown.map(
          (option, index) =>
            html`<label class="choice"
              ><input
                type="checkbox"
                class="checkbox"
                ?data-first=${!searches && index === 0}
                .checked=${chosen.includes(option.id)}
                @change=${() => toggle(option.id)}
              />${option.tone ? html`<span class="dot" data-tone=${option.tone}></span>` : nothing}
              ${option.deleted ? html`<s>${option.label}</s>` : option.label}</label
            >`,
        )}
        ${shown.length === 0 ? html`<p class="hint">${this.#texts('noOption')}</p>` : nothing}
      </div>`;
  }

  /** Q5: the days that a relative date stands for today. */
  #renderRange(line: CriteriaLine) {
    if (!isRelative(line.operator)) return nothing;
    const { now, timeZone } = this.leads!;
    const range = resolveDates(line, { now: now(), timeZone });
    if (!range) return nothing;
    return html`<p class="hint">
      ${describeRange(range, this.locale.texts(criteriaMessages), this.language)}
    </p>`;
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

const numberText = (value: unknown) => (typeof value === 'number' ? String(value) : '');

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-column-filter': LeadColumnFilter;
  }
  interface HTMLElementEventMap {
    'column-filter': ColumnFilterEvent;
  }
}
