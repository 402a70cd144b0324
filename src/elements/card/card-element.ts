import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { RecordController } from '../../controllers/record-controller.js';
import { StoreController } from '../../controllers/store-controller.js';
import { LeadEditChangeEvent } from '../../events/lead-edit-change.js';
import { cardMessages } from '../../locale/cards.js';
import { commonMessages } from '../../locale/common.js';
import { reasonMessages } from '../../locale/reasons.js';
import type { Entities, Id, Value } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult } from '../../store/types.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty } from '../../ui/states.js';
import { LeadElement } from '../lead-element.js';
import { fieldLabel } from '../sentences.js';
import { saveBlocker } from './card-blocker.js';
import { CardEdit } from './card-edit.js';
import { renderFieldRow } from './card-field-row.js';
import { controlId, readText, type CardField } from './card-field.js';
import { renderDiscardDialog, renderFoot } from './card-foot.js';
import { renderPencil, renderWaiting } from './card-head.js';
import { renderCardState, renderCardSkeleton } from './card-states.js';
import type { CardView } from './card-view.js';
import { cardStyles } from './card.styles.js';

const conflictPanel = onDemand('lead-conflict-panel', () => import('../conflict/conflict-panel.js'));

/** View and edit mode of one record: everything that the two cards have in common. */
export abstract class CardElement<Name extends 'contact' | 'company'> extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, cardStyles];

  /** Creates a new record instead of showing one. */
  @property({ type: Boolean }) new = false;

  /** Offers no way to edit. */
  @property({ type: Boolean, reflect: true, attribute: 'readonly' }) readOnly = false;

  @state() private entered: CardEdit | undefined;
  @state() private isSaving = false;
  @state() private isAsking = false;
  @state() private failure: Exclude<CommandResult<unknown>, { status: 'done' }> | undefined;
  /** Some of what edit mode takes could not be loaded. */
  @state() private isIncomplete = false;
  @query('.pencil') private pencil!: HTMLElement | null;
  @query('button[type=submit]') private saveButton!: HTMLElement | null;
  @query('lead-ui-dialog') private dialog!: HTMLElementTagNameMap['lead-ui-dialog'] | null;

  readonly #announcer = new AnnouncerController(this);
  /** The record as it was last seen: what is shown on when it is deleted during editing. */
  #last: Entities[Name] | undefined;
  #shownId: Id | null = null;

  constructor() {
    super();
    new StoreController(this, (store) => store.conflicts);
  }

  /** Whether the card is in edit mode. */
  get editing(): boolean {
    return this.entered !== undefined;
  }

  /** Whether something has been entered that is not saved. */
  get dirty(): boolean {
    const record = this.current;
    return record !== undefined && this.entered?.isDirty(record) === true;
  }

  /** Opens edit mode, as the pencil does. */
  edit(): void {
    if (this.entered || this.#isReadOnly || !this.current) return;
    this.#begin();
    this.failure = undefined;
  }

  /** Leaves edit mode and forgets what was entered. */
  cancel(): void {
    this.entered = undefined;
    this.failure = undefined;
    this.isAsking = false;
  }

  /** The controls of edit mode that are elements of their own. A page that only shows cards does not load them. */
  protected loadEditors(): Promise<unknown> {
    return import('../../ui/listbox-select.js');
  }

  // What a card is about

  protected abstract readonly entity: Name;
  protected abstract readonly controller: RecordController<Name>;
  protected abstract get recordId(): Id | null;
  protected abstract set recordId(id: Id | null);
  /** An empty record, for `new`. */
  protected abstract blank(store: LeadStore): Entities[Name];
  /** The rows in their order, in one or two columns, and those across both. */
  protected abstract columns(store: LeadStore): readonly (readonly CardField[])[];
  protected abstract renderHeading(view: CardView<Entities[Name]>): TemplateResult;
  /** A row of its own for a field with rules of its own. */
  protected abstract renderOwnRow(view: CardView<Entities[Name]>, field: CardField): unknown;
  protected abstract nameOf(record: Entities[Name]): string;
  /** Why what was entered can't be saved. */
  protected abstract faultIn(view: CardView<Entities[Name]>): string | undefined;
  protected abstract send(
    view: CardView<Entities[Name]>,
    edit: CardEdit,
  ): Promise<CommandResult<Id> | CommandResult>;
  protected abstract tellSaved(id: Id, created: boolean): void;

  // Mechanics

  protected get current(): Entities[Name] | undefined {
    const { leads } = this;
    if (!leads) return undefined;
    if (this.new) return this.blank(leads);
    return this.controller.record ?? (this.entered ? this.#last : undefined);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const id = this.new ? null : this.recordId;
    if (id !== this.#shownId) {
      if (this.hasUpdated) this.cancel();
      this.#shownId = id;
      this.#last = undefined;
    }
    this.#last = this.controller.record ?? this.#last;
    if (this.new && !this.entered && !this.#isReadOnly && this.leads?.phase !== 'failed') this.#begin();
  }

  /** A2: what the backend does not take can't be entered. */
  get #isReadOnly(): boolean {
    return this.readOnly || !this.leads?.can(this.new ? 'create' : 'update', this.entity);
  }

  #begin(): void {
    this.entered = new CardEdit();
    this.isIncomplete = false;
    this.loadEditors().catch(this.#handleNotLoaded);
  }

  readonly #handleNotLoaded = (): void => void (this.isIncomplete = true);

  readonly #preload = (): void => void this.loadEditors().catch(() => {});

  protected override render() {
    return html`<article
        class="card surface"
        part="card"
        aria-labelledby="heading"
        aria-busy=${this.isSaving ? 'true' : nothing}
      >
        ${this.#renderContent()}
      </article>
      ${this.#announcer.render()}
      ${renderDiscardDialog(this.locale, this.isAsking, this.#keepEditing, () => void this.#leave())}`;
  }

  #renderContent() {
    const { leads: store, current: record, entered: edit } = this;
    const empty = renderCardState(this.locale, store, {
      entity: this.entity,
      chosen: this.new || this.recordId !== null,
      answer: this.new ? undefined : this.controller.answer,
      hasRecord: record !== undefined,
    });
    if (empty) return empty;
    if (!store || !record)
      return renderCardSkeleton(this.locale, this.entity, store ? this.columns(store) : []);
    if (this.new && !this.readOnly && this.#isReadOnly)
      return renderEmpty({ text: this.locale.texts(reasonMessages)('backend-takes-no-creation') });
    const view = this.#viewOf(store, record);
    const body = html`${this.#renderConflictPanel(store, record)}
      <header class="header" ?inert=${this.isSaving}>
        ${this.renderHeading(view)}
        ${!this.new && this.controller.answer?.waiting ? renderWaiting(this.locale) : nothing}
        ${
          edit || this.#isReadOnly
            ? nothing
            : renderPencil(this.locale, this.nameOf(record), this.#preload, this.#handlePencil)
        }
      </header>
      <div class="columns" ?inert=${this.isSaving}>
        ${this.columns(store).map(
          (fields) =>
            html`<dl class="fields">
              ${fields.map((field) => this.renderOwnRow(view, field) ?? renderFieldRow(view, field))}
            </dl>`,
        )}
      </div>`;
    if (!edit) return body;
    return html`<form
      novalidate
      @submit=${this.#handleSubmit}
      @keydown=${{ handleEvent: this.#handleKeydown, capture: true }}
    >
      ${body}
      ${renderFoot(view, {
        blocker: this.#blocker(view, edit),
        failure: this.failure,
        incomplete: this.isIncomplete,
        saving: this.isSaving,
        onCancel: () => void this.#leave(),
      })}
    </form>`;
  }

  /** S6: what somebody else contradicted of what was saved here. */
  #renderConflictPanel(store: LeadStore, record: Entities[Name]) {
    if (this.new || !store.conflictOf(this.entity, record.id)) return nothing;
    conflictPanel.preload();
    return html`<lead-conflict-panel
      .store=${store}
      .entity=${this.entity}
      .recordId=${record.id}
    ></lead-conflict-panel>`;
  }

  /** A value in words; empty for none. */
  protected read(field: CardField, value: Value): string {
    const common = this.locale.texts(commonMessages);
    return readText(field, value, this.locale, {
      yes: common('yes'),
      no: common('no'),
      unknown: (id) => common('unknownItem', { id }),
    });
  }

  #viewOf(store: LeadStore, record: Entities[Name]): CardView<Entities[Name]> {
    const edit = this.entered;
    return {
      locale: this.locale,
      store,
      record,
      edit,
      // While saving, it is the card itself that changes the record.
      conflicts: edit && !this.isSaving ? edit.conflicts(record) : [],
      label: (key) => {
        const field = this.columns(store)
          .flat()
          .find((each) => each.key === key);
        return fieldLabel(this.locale, store, field?.id ?? `${this.entity}.${key}`);
      },
      read: (field, value) => this.read(field, value),
      enter: this.#enter,
      decided: (key) => void this.#showDecision(key),
    };
  }

  readonly #enter = (key: string, value: Value, text?: string): void => {
    const record = this.current;
    if (!record || !this.entered) return;
    this.entered.set(record, key, value, text);
    this.failure = undefined;
    this.requestUpdate();
  };

  async #showDecision(key: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(controlId(key))}`)?.focus();
  }

  /** Why Save does nothing now; undefined when it does. */
  #blocker(view: CardView<Entities[Name]>, edit: CardEdit): string | undefined {
    const existing = this.new ? 'new' : this.controller.record ? 'saved' : 'gone';
    return saveBlocker(view, edit, existing) ?? this.faultIn(view);
  }

  readonly #handlePencil = async (): Promise<void> => {
    this.edit();
    this.dispatchEvent(new LeadEditChangeEvent(true, this.entity, this.recordId));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('form .input')?.focus();
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.isSaving) return;
    // What is open inside of the card goes first.
    const isOpen = (node: EventTarget) =>
      node instanceof Element && node.matches('[aria-expanded=true], :popover-open');
    if (event.composedPath().some(isOpen)) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.dirty) this.isAsking = true;
    else void this.#leave();
  };

  readonly #keepEditing = (): void => {
    this.isAsking = false;
  };

  /** The person gives up editing. */
  async #leave(): Promise<void> {
    if (this.isSaving) return;
    this.cancel();
    this.dispatchEvent(new LeadEditChangeEvent(false, this.entity, this.new ? null : this.recordId));
    await this.#focusPencil();
  }

  async #focusPencil(): Promise<void> {
    await this.updateComplete;
    await this.dialog?.updateComplete; // closing, it gives the focus to where it was
    (this.pencil ?? this.renderRoot.querySelector<HTMLElement>('form .input'))?.focus();
  }

  readonly #handleSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { leads: store, current: record, entered: edit } = this;
    if (!store || !record || !edit || this.isSaving) return;
    const view = this.#viewOf(store, record);
    const blocker = this.#blocker(view, edit);
    if (blocker !== undefined) return this.#announcer.announce(blocker, 'assertive');
    const focused = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.saveButton?.focus(); // the fields are closed while saving, and must not take the focus with them
    this.isSaving = true;
    this.failure = undefined;
    this.isIncomplete = false;
    const result = await this.send(view, edit);
    this.isSaving = false;
    if (this.entered !== edit) return; // the host shows another record by now
    if (result.status === 'done') return this.#finish(result.value);
    if (store.conflictOf(this.entity, record.id)) return this.#leaveToConflict().catch(this.#handleNotLoaded);
    this.failure = result;
    await this.updateComplete;
    focused?.focus();
  };

  /** S6: what was entered is kept beside what the other person made of it; the choice is made there. */
  async #leaveToConflict(): Promise<void> {
    const edit = this.entered;
    await conflictPanel.use(this, () => {});
    if (this.entered !== edit) return;
    this.cancel();
    this.dispatchEvent(new LeadEditChangeEvent(false, this.entity, this.recordId));
    await this.updateComplete;
    const panel = this.renderRoot.querySelector('lead-conflict-panel');
    await panel?.updateComplete;
    panel?.focus();
  }

  async #finish(createdId: Id | void): Promise<void> {
    const created = this.new;
    const id = created ? (createdId as Id) : this.recordId!;
    this.entered = undefined;
    if (created) {
      this.new = false;
      this.recordId = id;
      this.#shownId = id;
    }
    this.#announcer.announce(this.locale.texts(cardMessages)('saved'));
    this.dispatchEvent(new LeadEditChangeEvent(false, this.entity, id));
    this.tellSaved(id, created);
    await this.#focusPencil();
  }
}
