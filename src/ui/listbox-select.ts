import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { LocaleController } from '../locale/index.js';
import { uiMessages } from '../locale/ui.js';
import { baseStyles } from './base.js';
import { defineElement } from './define.js';
import { UiChangeEvent } from './events.js';
import { FloatingController } from './floating.js';
import { caretDownIcon, checkIcon, icon, xIcon } from './icons.js';
import {
  chosenOptions,
  enabledFrom,
  filterOptions,
  nextOption,
  offeredOptions,
  toggleAll,
  type ListboxOption,
} from './listbox-options.js';
import { listboxStyles } from './listbox-styles.js';
import { Typeahead } from './typeahead.js';

/** From this many options on there is a box to filter them. */
const filterFrom = 9;

/**
 * @summary Chooses one or several of a list: a button like a native select that opens a listbox.
 *
 * @fires {UiChangeEvent} lead-ui-change - The person changed the choice; `values`.
 * @csspart trigger - The button.
 * @csspart popup - The box with the options.
 */
@defineElement('lead-ui-listbox-select')
export class LeadUiListboxSelect extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles: CSSResultGroup = [baseStyles, listboxStyles];

  @property({ attribute: false }) options: readonly ListboxOption[] = [];
  /** The ids of the chosen options. */
  @property({ attribute: false }) values: readonly string[] = [];
  @property({ type: Boolean, reflect: true }) multiple = false;
  /** Accessible name. A visible label is the business of the element around it. */
  @property() label = '';
  /** What stands there when nothing is chosen. */
  @property() placeholder = '';
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) invalid = false;
  /** Offers a button that empties the choice. */
  @property({ type: Boolean, reflect: true }) clearable = false;
  /** `quiet` looks like text until it is pointed at, for tables and cards; `badge` like a status badge. */
  @property({ reflect: true }) appearance: 'field' | 'quiet' | 'badge' = 'field';

  @state() private isOpen = false;
  @state() private active = -1;
  @state() private filter = '';
  @query('.trigger') private trigger!: HTMLButtonElement;
  @query('[popover]') private popup!: HTMLElement;
  @query('.filter') private filterBox!: HTMLInputElement | null;

  readonly #locale = new LocaleController(this);
  readonly #floating = new FloatingController(this, () => (this.isOpen = false));
  readonly #typeahead = new Typeahead();
  #wasOpen = false;

  /** Whether the options are showing. */
  get open(): boolean {
    return this.isOpen;
  }

  /** Opens the options. */
  show(): void {
    if (this.isOpen || this.disabled) return;
    this.filter = '';
    this.active = Math.max(
      this.#shown().findIndex((option) => this.values.includes(option.id)),
      this.#first(),
    );
    this.isOpen = true;
  }

  /** Closes the options; focus returns to the button. */
  hide(): void {
    this.#floating.hide();
  }

  protected override willUpdate(): void {
    if (this.isOpen && this.active >= this.#shown().length) this.active = this.#first();
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.isOpen) return;
    if (changed.has('isOpen')) {
      this.#floating.show(this.popup, this.trigger, { matchWidth: true });
      this.filterBox?.focus({ preventScroll: true });
    }
    if (changed.has('active') || changed.has('isOpen')) {
      this.renderRoot.querySelector(`#option-${this.active}`)?.scrollIntoView({ block: 'nearest' });
    }
  }

  protected override render(): TemplateResult {
    const text = this.#locale.texts(uiMessages);
    const canClear = this.clearable && this.values.length > 0 && !this.disabled;
    return html`
      <button
        class=${classMap({ trigger: true, input: this.appearance === 'field', clearable: canClear })}
        part="trigger"
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        aria-controls="list"
        aria-activedescendant=${this.isOpen && !this.#hasFilter ? this.#activeId : nothing}
        aria-label=${this.label || nothing}
        aria-invalid=${this.invalid ? 'true' : nothing}
        ?disabled=${this.disabled}
        @pointerdown=${() => (this.#wasOpen = this.isOpen)}
        @click=${this.#handleTriggerClick}
        @keydown=${this.#handleKeydown}
      >
        ${this.#renderSummary()}
        <span class="caret">${icon(caretDownIcon)}</span>
      </button>
      ${
        canClear
          ? html`<button
              class="icon-button clear"
              type="button"
              aria-label=${text('clear', { label: this.label })}
              @click=${this.#handleClear}
            >
              ${icon(xIcon)}
            </button>`
          : nothing
      }
      <div popover part="popup" @keydown=${this.#handleKeydown}>
        ${this.isOpen ? this.#renderPopup() : nothing}
      </div>
    `;
  }

  #renderSummary(): TemplateResult {
    const chosen = chosenOptions(this.options, this.values);
    if (chosen.length === 0)
      return html`<span class="summary placeholder truncate">${this.placeholder || '–'}</span>`;
    const named = chosen.slice(0, 2);
    return html`<span class="summary truncate"
        >${named.map(
          (option, index) =>
            html`${index > 0 ? ', ' : nothing}${option.tone ? html`<span class="dot" data-tone=${option.tone}></span> ` : nothing}${this.#renderName(option)}`,
        )}</span
      >${chosen.length > named.length ? html` <span class="more">+${chosen.length - named.length}</span>` : nothing}`;
  }

  #renderName(option: ListboxOption): TemplateResult {
    if (!option.deleted) return html`${option.label}`;
    return html`<s>${option.label}</s>
      <span class="deleted">${this.#locale.texts(uiMessages)('deleted')}</span>`;
  }

  #renderPopup(): TemplateResult {
    const text = this.#locale.texts(uiMessages);
    const shown = this.#shown();
    return html`
      ${
        this.#hasFilter
          ? html`<input
              class="input filter"
              type="text"
              role="combobox"
              autocomplete="off"
              spellcheck="false"
              aria-autocomplete="list"
              aria-expanded="true"
              aria-controls="list"
              aria-activedescendant=${this.#activeId}
              aria-label=${text('filterOptions', { label: this.label })}
              placeholder=${text('filter')}
              .value=${this.filter}
              @input=${this.#handleFilter}
            />`
          : nothing
      }
      <div
        id="list"
        class="list"
        role="listbox"
        aria-label=${this.label || nothing}
        aria-multiselectable=${this.multiple ? 'true' : nothing}
        @click=${this.#handleOptionClick}
        @pointermove=${this.#handlePointermove}
        @pointerdown=${(event: Event) => event.preventDefault() /* focus stays where it is */}
      >
        ${shown.map((option, index) => this.#renderOption(option, index))}
      </div>
      <p class="none" role="status">${shown.length === 0 ? text('noMatches') : ''}</p>
    `;
  }

  #renderOption(option: ListboxOption, index: number): TemplateResult {
    const chosen = this.values.includes(option.id);
    return html`<div
      id="option-${index}"
      class="option"
      role="option"
      data-index=${index}
      aria-selected=${chosen}
      aria-disabled=${option.disabled ? 'true' : nothing}
      ?data-active=${index === this.active}
    >
      ${this.multiple ? html`<span class="box">${chosen ? icon(checkIcon) : nothing}</span>` : nothing}
      ${option.tone ? html`<span class="dot" data-tone=${option.tone}></span>` : nothing}
      <span class="text">
        ${this.#renderName(option)}
        ${option.description ? html`<span class="description">${option.description}</span>` : nothing}
      </span>
      ${!this.multiple && chosen ? icon(checkIcon) : nothing}
    </div>`;
  }

  get #hasFilter(): boolean {
    return this.#offered().length >= filterFrom;
  }

  get #activeId(): string | typeof nothing {
    return this.active >= 0 && this.active < this.#shown().length ? `option-${this.active}` : nothing;
  }

  #offered(): readonly ListboxOption[] {
    return offeredOptions(this.options, this.values);
  }

  /** What the filter leaves. */
  #shown(): readonly ListboxOption[] {
    return filterOptions(this.#offered(), this.filter);
  }

  #first(): number {
    return enabledFrom(this.#shown(), 0, 1, this.active);
  }

  #handleTriggerClick(): void {
    if (this.isOpen || this.#wasOpen) this.hide();
    else this.show();
    this.#wasOpen = false;
  }

  #handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    const typing = this.isOpen && this.#hasFilter;
    if (!this.isOpen) return this.#handleClosedKeydown(event);
    const letter = !typing && this.#typeahead.accepts(event);
    if (event.key === 'Tab' || event.key === 'Escape' || (event.key === 'ArrowUp' && event.altKey)) {
      if (event.key !== 'Tab') event.preventDefault();
      this.hide();
    } else if (event.key === 'Enter' || (event.key === ' ' && !typing && !letter)) {
      event.preventDefault();
      this.#toggle(this.active);
    } else if (this.multiple && !typing && event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#change(toggleAll(this.#offered(), this.values));
    } else {
      const target = this.#targetOf(event, typing);
      if (target === undefined) return;
      event.preventDefault();
      if (target >= 0) this.active = target;
    }
  }

  #handleClosedKeydown(event: KeyboardEvent): void {
    const opens = ['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key);
    const letter = this.#typeahead.accepts(event) && event.key !== ' ';
    if (!opens && !letter) return; // Enter and Space click the button
    event.preventDefault();
    this.show();
    if (letter || event.key === 'Home' || event.key === 'End') {
      this.active = this.#targetOf(event, false) ?? this.active;
      if (letter && this.#hasFilter) this.filter = event.key;
    }
  }

  #targetOf(event: KeyboardEvent, typing: boolean): number | undefined {
    const shown = this.#shown();
    const inText = typing && (event.key === 'Home' || event.key === 'End');
    const target = inText ? undefined : nextOption(shown, event.key, this.active);
    if (target !== undefined || typing || !this.#typeahead.accepts(event)) return target;
    return this.#typeahead.find(
      event,
      shown.map((option) => option.label),
      this.active,
    );
  }

  #handleFilter(event: Event): void {
    this.filter = (event.target as HTMLInputElement).value;
    this.active = this.#first();
  }

  #handlePointermove(event: Event): void {
    const index = optionIndex(event);
    if (index !== undefined && !this.#shown()[index]?.disabled) this.active = index;
  }

  #handleOptionClick(event: Event): void {
    const index = optionIndex(event);
    if (index !== undefined) this.#toggle(index);
  }

  #handleClear(): void {
    this.#change([]);
    this.trigger.focus();
  }

  #toggle(index: number): void {
    const option = this.#shown()[index];
    if (!option || option.disabled) return;
    const chosen = this.values.includes(option.id);
    if (this.multiple) {
      this.#change(chosen ? this.values.filter((value) => value !== option.id) : [...this.values, option.id]);
      return;
    }
    this.hide();
    if (!chosen) this.#change([option.id]);
  }

  #change(values: readonly string[]): void {
    this.values = values;
    this.dispatchEvent(new UiChangeEvent(values));
  }
}

function optionIndex(event: Event): number | undefined {
  const option = (event.target as Element).closest<HTMLElement>('.option');
  return option ? Number(option.dataset['index']) : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-ui-listbox-select': LeadUiListboxSelect;
  }
}
