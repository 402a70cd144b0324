import { html, nothing, type TemplateResult } from 'lit';
import { describeRange } from '../../criteria/describe-range.js';
import type { NodePath } from '../../criteria/edit.js';
import { isRelative, maxPeriodAmount, valueShape } from '../../criteria/operators.js';
import { resolveDates } from '../../criteria/periods.js';
import {
  periods,
  type CriteriaLine,
  type CriteriaValue,
  type Period,
  type PeriodAmount,
} from '../../criteria/types.js';
import { optionsOf, type Field } from '../../model/fields.js';
import type { UiChangeEvent } from '../../ui/events.js';
import type { ListboxOption } from '../../ui/listbox-options.js';
import '../../ui/listbox-select.js';
import { choiceLabel } from '../describe-context.js';
import type { BuilderView } from './builder-view.js';
import { parseNumber, withValue } from './lines.js';

/** A line whose value is edited, and where it is. */
export interface ValueSite {
  readonly line: CriteriaLine;
  readonly field: Field;
  readonly path: NodePath;
}

/** The editors for the value that a line's operator wants. */
export function renderValue(view: BuilderView, site: ValueSite): TemplateResult | typeof nothing {
  const { line, field } = site;
  switch (valueShape(line.operator, field.type)) {
    case 'text':
      return renderText(view, site);
    case 'texts':
      return renderList(view, site);
    case 'number':
      return renderNumber(view, site, labelOf(view, site), line.value, (number) => number);
    case 'numberRange':
      return renderNumberRange(view, site);
    case 'date':
      return renderDate(view, site, labelOf(view, site), line.value, (date) => date || undefined);
    case 'dateRange':
      return renderDateRange(view, site);
    case 'periodAmount':
      return html`${renderAmount(view, site)}${renderPeriod(view, site)}${renderRange(view, site)}`;
    case 'period':
      return html`${renderPeriod(view, site)}${renderRange(view, site)}`;
    default:
      return renderRange(view, site);
  }
}

function renderText(view: BuilderView, site: ValueSite): TemplateResult {
  const { line } = site;
  return html`<input
    class="input text"
    data-part="value"
    type="text"
    autocomplete="off"
    aria-label=${labelOf(view, site)}
    .value=${typeof line.value === 'string' ? line.value : ''}
    @input=${(event: Event) => set(view, site, inputOf(event).value || undefined, 'text')}
  />`;
}

function renderList(view: BuilderView, site: ValueSite): TemplateResult {
  const ids = Array.isArray(site.line.value) ? (site.line.value as readonly string[]) : [];
  if (!site.field.list && ids.length > 100)
    return html`<span class="meta">${view.text('ids', { count: ids.length })}</span>`;
  return html`<lead-ui-listbox-select
    class="list"
    data-part="value"
    multiple
    clearable
    .options=${choicesOf(view, site.field, ids)}
    .values=${ids}
    .label=${labelOf(view, site)}
    .placeholder=${view.text('choose')}
    @lead-ui-change=${(event: UiChangeEvent) => set(view, site, event.values.length > 0 ? event.values : undefined)}
  ></lead-ui-listbox-select>`;
}

/** L9: deleted items and ids that are in no list are shown while they are chosen, and marked. */
function choicesOf(view: BuilderView, field: Field, chosen: readonly string[]): readonly ListboxOption[] {
  const options = optionsOf(field, view.store.setup);
  const known = new Set(options.map(({ id }) => id));
  const others = chosen.filter((id) => !known.has(id));
  return [
    ...options.map((option) => ({
      id: option.id,
      label: choiceLabel(view.locale, view.store, field, option),
      ...(option.description ? { description: option.description } : {}),
      ...(option.tone ? { tone: option.tone } : {}),
      ...(option.deleted ? { deleted: true } : {}),
    })),
    ...others.map((id) => ({
      id,
      label: field.list
        ? view.words('option.missing', { id })
        : choiceLabel(view.locale, view.store, field, { id }),
    })),
  ];
}

function renderNumber(
  view: BuilderView,
  site: ValueSite,
  label: string,
  value: unknown,
  toValue: (number: number | undefined) => CriteriaValue | undefined,
): TemplateResult {
  return html`<input
    class="input number"
    data-part="value"
    type="text"
    inputmode="decimal"
    autocomplete="off"
    aria-label=${label}
    .value=${typeof value === 'number' ? numberText(value, view) : ''}
    @input=${(event: Event) => {
      const input = inputOf(event);
      const number = parseNumber(input.value);
      markInvalid(input, input.value.trim() !== '' && number === undefined);
      set(view, site, toValue(number), `number ${label}`);
    }}
  />`;
}

function renderNumberRange(view: BuilderView, site: ValueSite): TemplateResult {
  const [from, to] = rangeOf<number | null>(site.line.value, null);
  const range = (first: number | null, last: number | null) =>
    first === null && last === null ? undefined : ([first, last] as const);
  return html`${renderNumber(view, site, labelOf(view, site, 'from'), from, (number) => range(number ?? null, to))}
    <span class="word">${view.text('and')}</span>
    ${renderNumber(view, site, labelOf(view, site, 'to'), to, (number) => range(from, number ?? null))}`;
}

function renderDate(
  view: BuilderView,
  site: ValueSite,
  label: string,
  value: unknown,
  toValue: (date: string) => CriteriaValue | undefined,
): TemplateResult {
  return html`<input
    class="input date"
    data-part="value"
    type="date"
    max="9999-12-31"
    aria-label=${label}
    .value=${typeof value === 'string' ? value : ''}
    @change=${(event: Event) => set(view, site, toValue(inputOf(event).value))}
  />`;
}

function renderDateRange(view: BuilderView, site: ValueSite): TemplateResult {
  const [from, to] = rangeOf(site.line.value, '');
  const range = (first: string, last: string) => (first || last ? [first, last] : undefined);
  return html`${renderDate(view, site, labelOf(view, site, 'from'), from, (date) => range(date, to))}
    <span class="word">${view.text('and')}</span>
    ${renderDate(view, site, labelOf(view, site, 'to'), to, (date) => range(from, date))}`;
}

function renderAmount(view: BuilderView, site: ValueSite): TemplateResult {
  const { period = 'month', amount } = periodOf(site.line.value) ?? {};
  return html`<input
    class="input amount"
    data-part="value"
    type="text"
    inputmode="numeric"
    autocomplete="off"
    aria-label=${view.text('amount')}
    .value=${amount === undefined ? '' : String(amount)}
    @input=${(event: Event) => {
      const input = inputOf(event);
      const number = parseNumber(input.value);
      const valid =
        number !== undefined && Number.isInteger(number) && number >= 1 && number <= maxPeriodAmount;
      markInvalid(input, input.value.trim() !== '' && !valid);
      set(view, site, valid ? { period, amount: number } : { period }, 'amount');
    }}
  />`;
}

function renderPeriod(view: BuilderView, site: ValueSite): TemplateResult {
  const { period, amount } = periodOf(site.line.value) ?? {};
  const count = valueShape(site.line.operator, 'date') === 'periodAmount' ? (amount ?? 2) : 1;
  return html`<select
    class="input period"
    data-part="period"
    aria-label=${view.text('period')}
    @change=${(event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value as Period;
      set(view, site, { period: chosen, ...(amount === undefined ? {} : { amount }) });
    }}
  >
    ${period ? nothing : html`<option value="" selected disabled>${view.text('choose')}</option>`}
    ${periods.map(
      (each) =>
        html`<option value=${each} .selected=${each === period}>
          ${view.words(`period.${each}`, { count })}
        </option>`,
    )}
  </select>`;
}

/** Q5: what a relative date means today. */
function renderRange(view: BuilderView, { line }: ValueSite): TemplateResult | typeof nothing {
  if (!isRelative(line.operator)) return nothing;
  const range = resolveDates(line, view.describe);
  if (!range) return nothing;
  const dates = describeRange(range, view.words, view.locale.language);
  return html`<span class="meta range" data-part="range">${view.text('range', { range: dates })}</span>`;
}

function labelOf(view: BuilderView, { field }: ValueSite, end?: 'from' | 'to'): string {
  const label = view.text('valueOf', { field: view.describe.fieldLabel(field) });
  return end ? `${label}, ${view.text(end)}` : label;
}

function set(
  view: BuilderView,
  { line, path }: ValueSite,
  value: CriteriaValue | undefined,
  kind?: string,
): void {
  view.change(path, withValue(line, value), kind && `${kind} ${view.keyOf(line)}`);
}

function markInvalid(input: HTMLInputElement, isInvalid: boolean): void {
  if (isInvalid) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

function rangeOf<End>(value: unknown, blank: End): readonly [End, End] {
  return Array.isArray(value) && value.length === 2
    ? (value as unknown as readonly [End, End])
    : [blank, blank];
}

function periodOf(value: unknown): PeriodAmount | undefined {
  return typeof value === 'object' && value !== null && 'period' in value
    ? (value as PeriodAmount)
    : undefined;
}

function numberText(value: number, { locale }: BuilderView): string {
  const decimal = new Intl.NumberFormat(locale.language).format(1.5).charAt(1);
  return decimal === ',' ? String(value).replace('.', ',') : String(value);
}

const inputOf = (event: Event) => event.target as HTMLInputElement;
