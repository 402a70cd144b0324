import { html, nothing, type TemplateResult } from 'lit';
import { describeRange } from '../../criteria/describe-range.js';
import { isRelative, valueShape } from '../../criteria/operators.js';
import { resolveDates } from '../../criteria/periods.js';
import { periods, type CriteriaLine, type CriteriaValue, type PeriodAmount } from '../../criteria/types.js';
import { criteriaMessages } from '../../locale/criteria.js';
import { gridToolMessages, type GridToolKey } from '../../locale/grid-tools.js';
import { optionsOf, type Field } from '../../model/fields.js';
import { optionLabel } from '../sentences.js';
import type { ValueContext } from './values.js';

/** From this many options on there is a box to search them. */
const searchFrom = 9;

/** A filter whose value is being chosen. */
export interface FilterDraft extends ValueContext {
  readonly field: Field;
  readonly line: CriteriaLine;
  /** What the options are searched for. */
  readonly search: string;
  readonly onValue: (value: CriteriaValue | undefined) => void;
  readonly onSearch: (text: string) => void;
}

/** The inputs for the value that the filter's operator wants. The one to begin with carries `data-first`. */
export function renderFilterValue(draft: FilterDraft): TemplateResult | typeof nothing {
  const { field, line, onValue } = draft;
  const shape = valueShape(line.operator, field.type);
  switch (shape) {
    case 'text':
    case 'date': {
      const text = (line.value as string | undefined) ?? '';
      return renderInput(draft, shape, 'value', text, (next) => onValue(next || undefined), true);
    }
    case 'number': {
      const text = numberText(line.value);
      return renderInput(draft, shape, 'value', text, (next) => onValue(numberOf(next)), true);
    }
    case 'numberRange': {
      const [from, to] = (line.value as readonly (number | null)[] | undefined) ?? [null, null];
      return html`<div class="pair">
        ${renderInput(draft, 'number', 'from', numberText(from), (text) => onValue([numberOf(text) ?? null, to ?? null]), true)}
        ${renderInput(draft, 'number', 'to', numberText(to), (text) => onValue([from ?? null, numberOf(text) ?? null]))}
      </div>`;
    }
    case 'dateRange': {
      const [from = '', to = ''] = (line.value as readonly string[] | undefined) ?? [];
      return html`<div class="pair">
        ${renderInput(draft, 'date', 'from', from, (text) => onValue([text, to]), true)}
        ${renderInput(draft, 'date', 'to', to, (text) => onValue([from, text]))}
      </div>`;
    }
    case 'periodAmount':
    case 'period':
      return renderPeriod(draft);
    case 'texts':
      return renderOptions(draft);
    case 'none':
    case undefined:
      return nothing;
  }
}

/** Q5: the days that a relative date stands for today. */
export function renderRange({ line, locale, store }: FilterDraft): TemplateResult | typeof nothing {
  if (!isRelative(line.operator)) return nothing;
  const { now, timeZone } = store;
  const range = resolveDates(line, { now: now(), timeZone });
  if (!range) return nothing;
  return html`<p class="hint">${describeRange(range, locale.texts(criteriaMessages), locale.language)}</p>`;
}

function renderInput(
  { locale }: FilterDraft,
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
    aria-label=${locale.texts(gridToolMessages)(label)}
    ?data-first=${first}
    .value=${value}
    @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
  />`;
}

function renderPeriod(draft: FilterDraft) {
  const { line, locale, onValue } = draft;
  const periodText = locale.texts(criteriaMessages);
  const { period, amount } = line.value as PeriodAmount;
  const counts = amount !== undefined;
  const setAmount = (text: string) => onValue({ period, amount: numberOf(text) ?? 0 });
  return html`<div class="pair">
    ${counts ? renderInput(draft, 'number', 'amount', String(amount), setAmount, true) : nothing}
    <select
      class="input"
      aria-label=${locale.texts(gridToolMessages)('period')}
      ?data-first=${!counts}
      @change=${(event: Event) => {
        const next = (event.target as HTMLSelectElement).value as PeriodAmount['period'];
        onValue(counts ? { period: next, amount } : { period: next });
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

function renderOptions({ field, line, search, onValue, onSearch, locale, store }: FilterDraft) {
  const texts = locale.texts(gridToolMessages);
  const chosen = (line.value as readonly string[] | undefined) ?? [];
  const options = optionsOf(field, store.setup).map((option) => ({
    ...option,
    label: optionLabel(locale, field, option),
  }));
  const wanted = search.toLocaleLowerCase();
  const shown = options.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
  const toggle = (id: string) =>
    onValue(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const searches = options.length >= searchFrom;
  return html`${
      searches
        ? html`<input
            class="input"
            type="search"
            data-first
            aria-label=${texts('searchOptions')}
            placeholder=${texts('searchOptions')}
            .value=${search}
            @input=${(event: Event) => onSearch((event.target as HTMLInputElement).value)}
          />`
        : nothing
    }
    <div class="choices" role="group" aria-label=${texts('value')}>
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
      ${shown.length === 0 ? html`<p class="hint">${texts('noOption')}</p>` : nothing}
    </div>`;
}

const numberText = (value: unknown) => (typeof value === 'number' ? String(value) : '');

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
}
