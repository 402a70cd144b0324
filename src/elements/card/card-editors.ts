import { html, nothing, type TemplateResult } from 'lit';
import type { LocaleController } from '../../locale/locale-controller.js';
import { commonMessages } from '../../locale/common.js';
import type { Value } from '../../model/records.js';
import type { UiChangeEvent } from '../../ui/events.js';
import type { ListboxOption } from '../../ui/listbox-options.js';
import { controlId, editText, parseText, type CardField } from './card-field.js';

export interface EditorState {
  readonly field: CardField;
  readonly label: string;
  readonly locale: LocaleController;
  readonly value: Value;
  /** As it was typed, when it was. */
  readonly text: string | undefined;
  readonly invalid: boolean;
  /** Ids of the texts below that speak about it. */
  readonly describedBy: string;
  /** `text` is given when the value was typed. */
  readonly onInput: (value: Value, text?: string) => void;
}

const inputTypes = {
  text: 'text',
  email: 'email',
  phone: 'tel',
  url: 'url',
  number: 'text',
  date: 'date',
} as const;

/** The control for a field, by its kind. Its id is the key of the field. */
export function renderEditor(state: EditorState): TemplateResult {
  switch (state.field.kind) {
    case 'list':
      return renderList(state);
    case 'yesno':
      return renderYesNo(state);
    case 'longText':
      return renderLongText(state);
    default:
      return renderInput(state);
  }
}

function renderInput(state: EditorState): TemplateResult {
  const { field, locale, invalid, describedBy } = state;
  const kind = field.kind as keyof typeof inputTypes;
  return html`<input
    class="input"
    id=${controlId(field.key)}
    type=${inputTypes[kind]}
    inputmode=${kind === 'number' ? 'decimal' : nothing}
    autocomplete="off"
    spellcheck=${kind === 'text' ? nothing : 'false'}
    aria-invalid=${invalid ? 'true' : nothing}
    aria-describedby=${describedBy || nothing}
    .value=${state.text ?? editText(field, state.value, locale.language)}
    @input=${(event: Event) => typed(state, (event.target as HTMLInputElement).value)}
  />`;
}

function renderLongText(state: EditorState): TemplateResult {
  const { field, locale, describedBy } = state;
  return html`<textarea
    class="input"
    id=${controlId(field.key)}
    rows="3"
    aria-describedby=${describedBy || nothing}
    .value=${state.text ?? editText(field, state.value, locale.language)}
    @input=${(event: Event) => typed(state, (event.target as HTMLTextAreaElement).value)}
  ></textarea>`;
}

function renderYesNo({ field, value, describedBy, onInput }: EditorState): TemplateResult {
  return html`<span class="box"
    ><input
      class="checkbox"
      id=${controlId(field.key)}
      type="checkbox"
      aria-describedby=${describedBy || nothing}
      .checked=${value === true}
      @change=${(event: Event) => onInput((event.target as HTMLInputElement).checked)}
  /></span>`;
}

function renderList({ field, label, locale, value, onInput }: EditorState): TemplateResult {
  const options = (field.options ?? []).map(({ id, label, description, tone, deleted }): ListboxOption => ({
    id,
    label: label ?? id,
    description: description ?? undefined,
    tone,
    deleted,
  }));
  if (typeof value === 'string' && !options.some(({ id }) => id === value)) {
    const label = locale.texts(commonMessages)('unknownItem', { id: value });
    options.push({ id: value, label, disabled: true });
  }
  return html`<lead-ui-listbox-select
    id=${controlId(field.key)}
    .label=${label}
    .options=${options}
    .values=${value === null ? [] : [String(value)]}
    clearable
    @lead-ui-change=${(event: UiChangeEvent) => onInput(event.values[0] ?? null)}
  ></lead-ui-listbox-select>`;
}

function typed({ field, locale, onInput }: EditorState, text: string): void {
  onInput(parseText(field, text, locale.language), text);
}
