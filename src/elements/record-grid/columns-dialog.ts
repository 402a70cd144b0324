import { html, nothing, type CSSResultGroup } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { commonMessages } from '../../locale/common.js';
import { gridToolMessages, type GridToolKey } from '../../locale/grid-tools.js';
import type { Translate } from '../../locale/messages.js';
import type { FieldId, Subject } from '../../model/fields.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import { caretDownIcon, caretUpIcon, dotsSixVerticalIcon, icon, xIcon } from '../../ui/icons.js';
import { LeadElement } from '../lead-element.js';
import { fieldLabel } from '../sentences.js';
import { columnsDialogStyles } from './columns-dialog.styles.js';
import { columnFields } from './layout.js';

/** A person chose columns and pressed OK. Stays within the grid. */
export class ColumnsEvent extends Event {
  constructor(readonly columns: readonly FieldId[]) {
    super('columns');
  }
}

/**
 * "Customise columns": all columns to tick on one side, the chosen ones in their order on the other.
 *
 * @summary Part of `lead-record-grid`.
 * @fires {ColumnsEvent} columns - OK was pressed.
 * @internal
 */
@defineElement('lead-columns-dialog')
export class LeadColumnsDialog extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, columnsDialogStyles];

  @property() of: Subject = 'contact';
  /** What "Reset to default" goes back to. */
  @property({ attribute: false }) defaultColumns: readonly FieldId[] = [];

  @state() private chosen: readonly FieldId[] = [];
  @state() private open = false;
  @state() private search = '';
  @state() private dragged: FieldId | undefined;

  readonly #announcer = new AnnouncerController(this);
  #focusAfter: string | undefined;

  /** Opens with these columns chosen. */
  show(columns: readonly FieldId[]): void {
    this.chosen = columns;
    this.search = '';
    this.open = true;
    this.#focusAfter = '[data-search]';
  }

  protected override updated(): void {
    if (this.#focusAfter) void this.#focusOn(this.#focusAfter);
    this.#focusAfter = undefined;
  }

  async #focusOn(selector: string): Promise<void> {
    await this.renderRoot.querySelector('lead-ui-dialog')?.updateComplete; // it opens, and puts the focus somewhere
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  protected override render() {
    const common = this.locale.texts(commonMessages);
    return html`<lead-ui-dialog
        size="large"
        heading=${this.#texts('customise')}
        ?open=${this.open}
        @lead-ui-close=${() => (this.open = false)}
      >
        ${this.open ? this.#renderBody() : nothing}
        <button slot="footer" class="button quiet reset" type="button" @click=${this.#handleReset}>
          ${this.#texts('resetColumns')}
        </button>
        <button slot="footer" class="button" type="button" @click=${() => (this.open = false)}>
          ${common('cancel')}
        </button>
        <button
          slot="footer"
          class="button primary"
          type="button"
          aria-disabled=${this.chosen.length === 0 ? 'true' : nothing}
          title=${this.chosen.length === 0 ? this.#texts('needsColumn') : nothing}
          @click=${this.#handleOk}
        >
          ${this.#texts('ok')}
        </button>
      </lead-ui-dialog>
      ${this.#announcer.render()}`;
  }

  #renderBody() {
    return html`<div class="panes">
      <section aria-labelledby="available">
        <h3 class="label" id="available">${this.#texts('available')}</h3>
        <input
          class="input"
          type="search"
          data-search
          aria-label=${this.#texts('searchColumns')}
          placeholder=${this.#texts('searchColumns')}
          .value=${this.search}
          @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
        />
        <div class="list" tabindex="-1">${this.#renderAvailable()}</div>
      </section>
      <section aria-labelledby="order">
        <h3 class="label" id="order">${this.#texts('order')}</h3>
        <ol class="list" @dragover=${this.#handleDragover} @drop=${this.#handleDrop}>
          ${repeat(
            this.chosen,
            (id) => id,
            (id, index) => this.#renderChosen(id, index),
          )}
        </ol>
        ${this.chosen.length === 0 ? html`<p class="hint">${this.#texts('needsColumn')}</p>` : nothing}
      </section>
    </div>`;
  }

  #renderAvailable() {
    const { leads } = this;
    if (!leads) return nothing;
    const wanted = this.search.trim().toLocaleLowerCase();
    const fields = columnFields(leads.fields, this.of)
      .map(({ id }) => ({ id, label: this.#label(id) }))
      .filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
    if (fields.length === 0) return html`<p class="hint">${this.#texts('noColumn')}</p>`;
    return fields.map(
      ({ id, label }) =>
        html`<label class="choice"
          ><input
            type="checkbox"
            class="checkbox"
            .checked=${this.chosen.includes(id)}
            @change=${() => this.#toggle(id)}
          />${label}</label
        >`,
    );
  }

  #renderChosen(id: FieldId, index: number) {
    const column = this.#label(id);
    const last = this.chosen.length - 1;
    const button = (
      key: GridToolKey,
      action: string,
      path: typeof xIcon,
      disabled: boolean,
      run: () => void,
    ) =>
      html`<button
        class="icon-button"
        type="button"
        data-action="${action} ${id}"
        aria-label=${this.#texts(key, { column })}
        aria-disabled=${disabled ? 'true' : nothing}
        @click=${() => !disabled && run()}
      >
        ${icon(path)}
      </button>`;
    return html`<li
      class="chosen ${this.dragged === id ? 'dragged' : ''}"
      draggable="true"
      data-id=${id}
      @dragstart=${this.#handleDragstart}
      @dragend=${() => (this.dragged = undefined)}
    >
      <span class="grip">${icon(dotsSixVerticalIcon)}</span>
      <span class="name">${column}</span>
      ${button('moveUp', 'up', caretUpIcon, index === 0, () => this.#move(id, index - 1, 'up'))}
      ${button('moveDown', 'down', caretDownIcon, index === last, () => this.#move(id, index + 1, 'down'))}
      ${button('removeColumn', 'remove', xIcon, false, () => this.#remove(id, index))}
    </li>`;
  }

  get #texts(): Translate<GridToolKey> {
    return this.locale.texts(gridToolMessages);
  }

  #label(id: FieldId): string {
    return fieldLabel(this.locale, this.leads, id);
  }

  #toggle(id: FieldId): void {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((each) => each !== id) : [...this.chosen, id];
  }

  #move(id: FieldId, to: number, action?: 'up' | 'down'): void {
    const rest = this.chosen.filter((each) => each !== id);
    this.chosen = [...rest.slice(0, to), id, ...rest.slice(to)];
    if (!action) return;
    // Lit moves the item in the document, which takes the focus away from its button.
    this.#focusAfter = `[data-action="${CSS.escape(action)} ${CSS.escape(id)}"]`;
    const column = this.#label(id);
    this.#announcer.announce(
      this.#texts('columnMoved', { column, position: to + 1, count: this.chosen.length }),
    );
  }

  #remove(id: FieldId, index: number): void {
    this.chosen = this.chosen.filter((each) => each !== id);
    const next = this.chosen[Math.min(index, this.chosen.length - 1)];
    this.#focusAfter = next === undefined ? '[data-search]' : `[data-action="remove ${CSS.escape(next)}"]`;
  }

  readonly #handleReset = (): void => {
    this.chosen = this.defaultColumns;
  };

  readonly #handleOk = (): void => {
    if (this.chosen.length === 0) return;
    this.open = false;
    this.dispatchEvent(new ColumnsEvent(this.chosen));
  };

  #handleDragstart(event: DragEvent): void {
    this.dragged = (event.currentTarget as HTMLElement).dataset['id'];
    if (!event.dataTransfer || !this.dragged) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', this.#label(this.dragged));
  }

  /** The list shows the order as it would be, so the place to drop is where the item already stands. */
  #handleDragover(event: DragEvent): void {
    if (this.dragged === undefined) return;
    event.preventDefault();
    const over = (event.target as Element).closest<HTMLElement>('[data-id]');
    if (!over || over.dataset['id'] === this.dragged) return;
    const { top, height } = over.getBoundingClientRect();
    const index = this.chosen.indexOf(over.dataset['id']!);
    const from = this.chosen.indexOf(this.dragged);
    const isPastMiddle = event.clientY > top + height / 2;
    if (from < index ? isPastMiddle : !isPastMiddle) this.#move(this.dragged, index);
  }

  #handleDrop(event: DragEvent): void {
    event.preventDefault();
    this.dragged = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-columns-dialog': LeadColumnsDialog;
  }
  interface HTMLElementEventMap {
    columns: ColumnsEvent;
  }
}
