import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { selectionDialogMessages } from '../../locale/selection-dialogs.js';
import { setOperations, type Id, type Selection, type SetOperation } from '../../model/records.js';
import { combinationCriteria } from '../../store/selection-criteria.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import '../../ui/dialog.js';
import type { UiChangeEvent } from '../../ui/events.js';
import { formStyles } from '../../ui/form-styles.js';
import '../../ui/listbox-select.js';
import '../criteria-builder/lead-criteria-count.js';
import { LeadElement } from '../lead-element.js';
import { reasonSentence } from '../sentences.js';
import { faultSentence, freeName, listed } from './selection-texts.js';
import { setIcon } from './set-icons.js';

type Side = 'first' | 'second';
type FaultAt = Side | 'name' | 'form';

/**
 * Makes a combined selection: one, a set operation, another; with the count of the result while choosing.
 *
 * @summary The dialog "Combine two selections".
 */
@defineElement('lead-selection-combine')
export class LeadSelectionCombine extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    formStyles,
    css`
      fieldset {
        gap: 0.125rem;
      }
      .operation {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        min-block-size: var(--_control);
        padding: 0.125rem 0.5rem;
        border-radius: var(--_radius);
        cursor: pointer;
      }
      .operation:hover {
        background: var(--_hover);
      }
      .operation:has(:checked) {
        background: var(--_selected);
      }
      .operation input {
        margin: 0;
        accent-color: var(--_accent);
      }
      .set-icon {
        flex: none;
        inline-size: 1.875rem;
        block-size: 1.25rem;
      }
      .set-icon:dir(rtl) {
        scale: -1 1;
      }
      .filled {
        fill: var(--_accent);
        opacity: 0.75;
      }
      .outline {
        fill: none;
        stroke: var(--_edge);
      }
      .result {
        display: flex;
        gap: 0.5rem;
        padding: 0.5rem 0.75rem;
        border-radius: var(--_radius);
        background: var(--_sunken);
      }
      .result lead-criteria-count {
        font-weight: 600;
      }
    `,
  ];

  @state() private isOpen = false;
  @state() private first = '';
  @state() private second = '';
  @state() private operation: SetOperation = 'union';
  /** Undefined until the person types one: the proposal then follows the choices. */
  @state() private name: string | undefined;
  @state() private fault: { readonly at: FaultAt; readonly text: string } | undefined;
  @query('lead-ui-dialog') private dialog!: LeadUiDialog;
  @query('#name') private nameBox!: HTMLInputElement | null;
  #saved: ((id: Id, name: string) => void) | undefined;

  /** Opens the dialog, perhaps with the first one chosen; `saved` hears of the new selection. */
  show(first: Id | undefined, saved: (id: Id, name: string) => void): void {
    this.first = first ?? '';
    this.second = '';
    this.operation = 'union';
    this.name = undefined;
    this.fault = undefined;
    this.#saved = saved;
    this.isOpen = true;
  }

  /** Where the first one is given, the second one is what is missing. */
  protected override updated(changed: PropertyValues): void {
    if (!changed.has('isOpen') || !this.isOpen) return;
    const side = this.first ? 'second' : 'first';
    void this.dialog.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`.${side}`)?.focus(),
    );
  }

  protected override render(): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const common = this.locale.texts(commonMessages);
    return html`<lead-ui-dialog
      .open=${this.isOpen}
      .heading=${text('combineTitle')}
      @lead-ui-close=${this.#close}
    >
      ${this.isOpen ? this.#renderForm() : nothing}
      <button slot="footer" class="button" type="button" @click=${this.#close}>${common('cancel')}</button>
      <button slot="footer" class="button primary" type="button" @click=${this.#save}>
        ${common('save')}
      </button>
    </lead-ui-dialog>`;
  }

  #renderForm(): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    return html`<form
      novalidate
      @submit=${(event: Event) => event.preventDefault()}
      @keydown=${this.#handleKeydown}
    >
      ${this.#renderSide('first')}
      <fieldset>
        <legend class="label">${text('operation')}</legend>
        ${setOperations.map((operation) => this.#renderOperation(operation))}
      </fieldset>
      ${this.#renderSide('second')}
      <p class="result" role="status"><span>${text('result')}</span> ${this.#renderResult()}</p>
      ${this.#renderName()}
      <div role="alert">
        ${this.fault?.at === 'form' ? html`<p class="error">${this.fault.text}</p>` : nothing}
      </div>
    </form>`;
  }

  #renderSide(side: Side): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const fault = this.fault?.at === side ? this.fault.text : undefined;
    return html`<div class="field">
      <span class="label">${text(side)}</span>
      <lead-ui-listbox-select
        class=${side}
        .options=${this.#choices(side).map(({ id, name, of, source }) => ({
          id,
          label: name,
          description: `${text(`of.${of}`)} · ${text(`kind.${source.kind}`)}`,
        }))}
        .values=${this[side] ? [this[side]] : []}
        .label=${fault ? `${text(side)}: ${fault}` : text(side)}
        .placeholder=${text('choose')}
        ?invalid=${fault !== undefined}
        @lead-ui-change=${(event: UiChangeEvent) => this.#choose(side, event.values[0] ?? '')}
      ></lead-ui-listbox-select>
      ${fault ? html`<span class="error">${fault}</span>` : nothing}
    </div>`;
  }

  #renderOperation(operation: SetOperation): TemplateResult {
    return html`<label class="operation">
      <input
        type="radio"
        name="operation"
        value=${operation}
        .checked=${this.operation === operation}
        @change=${() => (this.operation = operation)}
      />
      ${setIcon(operation)}<span
        >${this.locale.texts(selectionDialogMessages)(`operation.${operation}`)}</span
      >
    </label>`;
  }

  #renderResult(): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const { leads: store, first, second, operation } = this;
    const of = this.#record('first')?.of;
    if (!store || !of || !this.#record('second'))
      return html`<span class="muted">${text('combineBoth')}</span>`;
    const resolved = combinationCriteria(store, of, { first, second, operation });
    if (!resolved.ok) return html`<span class="error">${faultSentence(this.locale, resolved.fault)}</span>`;
    return html`<lead-criteria-count
      .store=${store}
      .of=${of}
      .criteria=${resolved.criteria}
    ></lead-criteria-count>`;
  }

  #renderName(): TemplateResult {
    const fault = this.fault?.at === 'name' ? this.fault.text : undefined;
    return html`<div class="field">
      <label for="name">${this.locale.texts(selectionDialogMessages)('name')}</label>
      <input
        class="input"
        id="name"
        type="text"
        autocomplete="off"
        required
        .value=${this.name ?? this.#proposal()}
        aria-invalid=${fault ? 'true' : nothing}
        aria-describedby=${fault ? 'name-error' : nothing}
        @input=${(event: Event) => {
          this.name = (event.target as HTMLInputElement).value;
          this.fault = undefined;
        }}
      />
      ${fault ? html`<span class="error" id="name-error">${fault}</span>` : nothing}
    </div>`;
  }

  /** Both sides are of one kind of records; a selection with itself is nothing new. */
  #choices(side: Side): readonly Selection[] {
    const other = this.#record(side === 'first' ? 'second' : 'first');
    return listed(this.leads?.selections ?? [], '', this.language).filter(
      ({ id, of }) => !other || (of === other.of && id !== other.id),
    );
  }

  #record(side: Side): Selection | undefined {
    return this[side] ? this.leads?.record('selection', this[side]).record : undefined;
  }

  #proposal(): string {
    const [first, second] = [this.#record('first')?.name, this.#record('second')?.name];
    if (!first || !second) return '';
    const name = this.locale.texts(selectionDialogMessages)(`name.${this.operation}`, { first, second });
    return freeName(this.leads?.selections ?? [], name, (number) => `${name} (${number})`);
  }

  #choose(side: Side, id: Id): void {
    this[side] = id;
    this.fault = undefined;
  }

  #handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.target !== this.nameBox) return;
    event.preventDefault();
    void this.#save();
  }

  readonly #close = (): void => {
    this.isOpen = false;
  };

  readonly #save = async (): Promise<void> => {
    const { leads: store, first, second, operation } = this;
    const text = this.locale.texts(selectionDialogMessages);
    const of = this.#record('first')?.of;
    if (!store) return;
    if (!of) return this.#complain('first', text('combineBoth'));
    if (!second) return this.#complain('second', text('combineBoth'));
    const name = (this.nameBox?.value ?? '').trim();
    if (!name) return this.#complain('name', text('nameMissing'));
    const result = await store.createSelection({
      name,
      of,
      source: { kind: 'combined', first, second, operation },
    });
    if (result.status === 'done') {
      this.#close();
      this.#saved?.(result.value, name);
    } else if (result.status === 'failed') {
      this.#complain('form', this.locale.texts(problemMessages)(result.problem.kind));
    } else if (result.reasons.some(({ code }) => code === 'name-taken')) {
      this.#complain('name', text('nameTaken'));
    } else {
      this.#complain(
        'form',
        result.reasons.map((reason) => reasonSentence(this.locale, store, reason)).join(' '),
      );
    }
  };

  #complain(at: FaultAt, text: string): void {
    this.fault = { at, text };
    const target = at === 'name' ? this.nameBox : this.renderRoot.querySelector<HTMLElement>(`.${at}`);
    target?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-selection-combine': LeadSelectionCombine;
  }
}
