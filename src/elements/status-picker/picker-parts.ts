import { html, nothing, type TemplateResult } from 'lit';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { caretDownIcon, icon } from '../../ui/icons.js';
import type { ListboxOption } from '../../ui/listbox-options.js';

/** The dot and the name of a status; a deleted one is marked (L9). */
export function renderChosen(
  locale: LocaleController,
  { tone, label, deleted }: ListboxOption,
): TemplateResult {
  const name = deleted ? locale.texts(commonMessages)('deletedItem', { name: label }) : label;
  return html`${tone ? html`<span class="dot" data-tone=${tone}></span>` : nothing}<span>${name}</span>`;
}

export interface Trigger {
  readonly label: string;
  readonly content: unknown;
  readonly disabled: boolean;
  readonly invalid: boolean;
  /** The person reaches for it: by pointer or focus. */
  readonly onNear: () => void;
  readonly onOpen: () => void;
  readonly onLeave: () => void;
}

/** Stands in the place of the list until it is opened for the first time, and looks the same. */
export function renderTrigger({
  label,
  content,
  disabled,
  invalid,
  onNear,
  onOpen,
  onLeave,
}: Trigger): TemplateResult {
  return html`<button
    class="input trigger"
    part="control"
    type="button"
    role="combobox"
    aria-haspopup="listbox"
    aria-expanded="false"
    aria-controls="list"
    aria-label=${label}
    aria-invalid=${invalid ? 'true' : nothing}
    ?disabled=${disabled}
    @pointerenter=${onNear}
    @focus=${onNear}
    @blur=${onLeave}
    @click=${onOpen}
    @keydown=${(event: KeyboardEvent) => {
      const letter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey;
      if (!letter && !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
      event.preventDefault();
      onOpen();
    }}
  >
    ${content}<span class="caret">${icon(caretDownIcon)}</span>
  </button>`;
}

/** A value that can't be changed here, and why. */
export function renderFixed(label: string, content: unknown, message: string): TemplateResult {
  return html`<div
      class="input text"
      part="control"
      role="group"
      aria-label=${label}
      aria-describedby=${message ? 'message' : nothing}
      tabindex="0"
    >
      ${content}
    </div>
    ${message ? html`<div class="message hint" part="message" id="message">${message}</div>` : nothing}`;
}
