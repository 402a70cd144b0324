import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { findMessages } from '../../locale/find.js';
import { LocaleController } from '../../locale/index.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { UiChangeEvent } from '../../ui/events.js';
import { FloatingController } from '../../ui/floating.js';
import { fold } from '../../ui/fold.js';
import { caretDownIcon, checkIcon, icon, plusIcon } from '../../ui/icons.js';
import { listboxStyles } from '../../ui/listbox-styles.js';
import { fieldPickerStyles } from './field-picker.styles.js';

export interface PickableField {
  readonly id: string;
  readonly label: string;
  /** `Contact` or `Company`: the level above the field. */
  readonly entity: string;
}

/**
 * Chooses a field in two levels, entity and field, with type-ahead over both: `comp cat` finds Company › Category.
 *
 * @summary Chooses a field.
 * @fires {UiChangeEvent} lead-ui-change - A field was chosen; `values` holds its id.
 */
@defineElement('lead-criteria-field-picker')
export class LeadCriteriaFieldPicker extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles: CSSResultGroup = [baseStyles, listboxStyles, fieldPickerStyles];

  /** In the order in which people see them; those of one entity together. */
  @property({ attribute: false }) fields: readonly PickableField[] = [];
  /** The id of the chosen field. */
  @property() value = '';
  /** Accessible name; for `adds` also the visible one. */
  @property() label = '';
  /** A button that adds something about a field, rather than the choice of one. */
  @property({ type: Boolean }) adds = false;

  @state() private isOpen = false;
  @state() private active = 0;
  @state() private filter = '';
  @query('.trigger') private trigger!: HTMLButtonElement;
  @query('[popover]') private popup!: HTMLElement;
  @query('.filter') private filterBox!: HTMLInputElement | null;

  readonly #locale = new LocaleController(this);
  readonly #floating = new FloatingController(this, () => (this.isOpen = false));
  #wasOpen = false;

  /** Opens the list of fields. */
  show(): void {
    if (this.isOpen) return;
    this.filter = '';
    this.active = Math.max(
      this.#shown().findIndex(({ id }) => id === this.value),
      0,
    );
    this.isOpen = true;
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.isOpen) return;
    if (changed.has('isOpen')) {
      this.#floating.show(this.popup, this.trigger);
      this.filterBox?.focus({ preventScroll: true });
    }
    this.renderRoot.querySelector(`#option-${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class="trigger ${this.adds ? 'button quiet' : 'field'}"
        type="button"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        aria-label=${this.adds ? nothing : `${this.label}: ${this.#chosenName()}`}
        @pointerdown=${() => (this.#wasOpen = this.isOpen)}
        @click=${this.#handleTrigger}
        @keydown=${this.#handleTriggerKeydown}
      >
        ${this.adds ? html`${icon(plusIcon)}${this.label}` : this.#renderChosen()}
      </button>
      <div popover @keydown=${this.#handleKeydown}>${this.isOpen ? this.#renderPopup() : nothing}</div>
    `;
  }

  #renderChosen(): TemplateResult {
    const { entity, label } = this.#chosenParts();
    const level = entity ? html`<span class="entity">${entity} › </span>` : nothing;
    return html`<span class="name">${level}${label}</span><span class="caret">${icon(caretDownIcon)}</span>`;
  }

  #renderPopup(): TemplateResult {
    const text = this.#locale.texts(findMessages);
    const shown = this.#shown();
    const entities = [...new Set(shown.map(({ entity }) => entity))];
    return html`
      <input
        class="input filter"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="list"
        aria-activedescendant=${shown.length > 0 ? `option-${this.active}` : nothing}
        aria-label=${text('searchFields')}
        placeholder=${text('searchFields')}
        .value=${this.filter}
        @input=${this.#handleFilter}
      />
      <div
        id="list"
        class="list"
        role="listbox"
        aria-label=${text('field')}
        @click=${this.#handleClick}
        @pointermove=${this.#handlePointermove}
        @pointerdown=${(event: Event) => event.preventDefault() /* the focus stays in the box */}
      >
        ${entities.map(
          (entity, level) =>
            html`<div role="group" aria-labelledby="entity-${level}">
              <div class="heading" id="entity-${level}" role="presentation">${entity}</div>
              ${shown.map((field, index) => (field.entity === entity ? this.#renderOption(field, index) : nothing))}
            </div>`,
        )}
      </div>
      <p class="none" role="status">${shown.length === 0 ? text('noField') : ''}</p>
    `;
  }

  #renderOption(field: PickableField, index: number): TemplateResult {
    const chosen = field.id === this.value;
    return html`<div
      id="option-${index}"
      class="option"
      role="option"
      data-index=${index}
      aria-selected=${chosen}
      ?data-active=${index === this.active}
    >
      <span class="text">${field.label}</span>${chosen ? icon(checkIcon) : nothing}
    </div>`;
  }

  get #hasLevels(): boolean {
    return new Set(this.fields.map(({ entity }) => entity)).size > 1;
  }

  /** The entity is left out where there is only one, and where the label begins with it. */
  #chosenParts(): { readonly entity?: string; readonly label: string } {
    const chosen = this.fields.find(({ id }) => id === this.value);
    if (!chosen) return { label: this.value };
    return this.#hasLevels && !namesItsEntity(chosen) ? chosen : { label: chosen.label };
  }

  #chosenName(): string {
    const { entity, label } = this.#chosenParts();
    return entity ? `${entity} › ${label}` : label;
  }

  #shown(): readonly PickableField[] {
    const words = fold(this.filter).split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.fields;
    const matching = this.fields.filter(({ entity, label }) => {
      const name = fold(`${entity} ${label}`);
      return words.every((word) => name.includes(word));
    });
    // Labels that begin with what was typed are what people mean; the levels stay together.
    const start = fold(this.filter.trim());
    const rank = (field: PickableField) => (fold(field.label).startsWith(start) ? 0 : 1);
    const order = [...new Set([...matching].sort((a, b) => rank(a) - rank(b)).map(({ entity }) => entity))];
    return matching.toSorted(
      (a, b) => order.indexOf(a.entity) - order.indexOf(b.entity) || rank(a) - rank(b),
    );
  }

  #handleTrigger(): void {
    if (this.isOpen || this.#wasOpen) this.#floating.hide();
    else this.show();
    this.#wasOpen = false;
  }

  #handleTriggerKeydown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.show();
  }

  #handleFilter(event: Event): void {
    this.filter = (event.target as HTMLInputElement).value;
    this.active = 0;
  }

  #handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    const last = this.#shown().length - 1;
    switch (event.key) {
      case 'ArrowDown':
        this.active = Math.min(this.active + 1, last);
        break;
      case 'ArrowUp':
        this.active = Math.max(this.active - 1, 0);
        break;
      case 'PageDown':
        this.active = Math.min(this.active + 8, last);
        break;
      case 'PageUp':
        this.active = Math.max(this.active - 8, 0);
        break;
      case 'Enter':
        this.#choose(this.active);
        break;
      case 'Escape':
        this.#floating.hide();
        break;
      case 'Tab':
        this.#floating.hide(); // the focus is back on the button before the browser moves it on
        return;
      default:
        return;
    }
    event.preventDefault();
  }

  #handlePointermove(event: Event): void {
    const index = indexOf(event);
    if (index !== undefined) this.active = index;
  }

  #handleClick(event: Event): void {
    const index = indexOf(event);
    if (index !== undefined) this.#choose(index);
  }

  #choose(index: number): void {
    const field = this.#shown()[index];
    if (!field) return;
    this.#floating.hide();
    if (field.id === this.value && !this.adds) return;
    this.dispatchEvent(new UiChangeEvent([field.id]));
  }
}

function indexOf(event: Event): number | undefined {
  const option = (event.target as Element).closest<HTMLElement>('.option');
  return option ? Number(option.dataset['index']) : undefined;
}

/** "Company phone" needs no "Company" before it. */
function namesItsEntity({ entity, label }: PickableField): boolean {
  return fold(label).startsWith(`${fold(entity)} `);
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-criteria-field-picker': LeadCriteriaFieldPicker;
  }
}
