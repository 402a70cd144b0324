import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.js';
import { problemMessages } from '../../locale/common.js';
import { conflictMessages } from '../../locale/conflicts.js';
import type { EntityName, Id } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult, Conflict, ConflictChoice, ConflictField } from '../../store/types.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { icon, warningIcon } from '../../ui/icons.js';
import { LeadElement } from '../lead-element.js';
import { reasonSentence } from '../sentences.js';
import { conflictPanelStyles } from './conflict-panel.styles.js';
import { instantText, propertyLabel, propertyText } from './record-words.js';

type Side = 'mine' | 'theirs';

/**
 * S6: what a person and somebody else made of one record, side by side, until the person chooses. Shows nothing when
 * there is no conflict.
 *
 * @summary One conflict; part of the cards and of the list of conflicts.
 */
@defineElement('lead-conflict-panel')
export class LeadConflictPanel extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, conflictPanelStyles];

  @property() entity: EntityName = 'contact';
  @property({ attribute: 'record-id' }) recordId: Id | null = null;

  @state() private chosen: Readonly<Record<string, Side>> = {};
  @state() private isSaving = false;
  @state() private failure: Exclude<CommandResult, { status: 'done' }> | undefined;

  readonly #announcer = new AnnouncerController(this);

  constructor() {
    super();
    new StoreController(this, (store) => this.#conflictIn(store));
  }

  /** For whoever shows the panel because of what the person just did. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entity') && !changed.has('recordId') && !changed.has('store')) return;
    this.chosen = {};
    this.failure = undefined;
  }

  protected override render() {
    const { leads: store } = this;
    const conflict = store && this.#conflictIn(store);
    return html`${store && conflict ? this.#renderConflict(store, conflict) : nothing}${this.#announcer.render()}`;
  }

  #conflictIn(store: LeadStore): Conflict | undefined {
    return this.recordId === null ? undefined : store.conflictOf(this.entity, this.recordId);
  }

  #renderConflict(store: LeadStore, conflict: Conflict) {
    const text = this.locale.texts(conflictMessages);
    const explanation = conflict.deletedThere
      ? 'deletedThereText'
      : conflict.kind === 'delete'
        ? 'deletedHereText'
        : 'bothKept';
    return html`<div class="panel" role="group" tabindex="-1" aria-labelledby="title" ?inert=${this.isSaving}>
      <div class="about">
        ${icon(warningIcon)}
        <div class="words">
          <h3 id="title">${this.#title(store, conflict)}</h3>
          <p class="meta">${text(explanation)}</p>
        </div>
      </div>
      <div class="fields">${conflict.fields.map((field) => this.#renderField(store, conflict, field))}</div>
      ${this.#renderFailure(store)}
      <div class="buttons">${this.#renderButtons(conflict)}</div>
    </div>`;
  }

  #title(store: LeadStore, { kind, deletedThere, by, at }: Conflict): string {
    const text = this.locale.texts(conflictMessages);
    if (deletedThere) return text('deletedThere');
    if (kind === 'delete') return text('deletedHere');
    const when = at === undefined ? undefined : instantText(this.locale, store, at);
    if (by !== undefined)
      return when === undefined ? text('changedBy', { by }) : text('changedByAt', { by, at: when });
    return when === undefined ? text('changed') : text('changedAt', { at: when });
  }

  #renderField(store: LeadStore, conflict: Conflict, field: ConflictField) {
    const text = this.locale.texts(conflictMessages);
    const words = (value: unknown) =>
      propertyText(this.locale, store, conflict, field.field, value) || text('empty');
    const sides = { mine: conflict.kind === 'delete' ? field.base : field.mine, theirs: field.theirs };
    return html`<fieldset>
      <legend class="label">${propertyLabel(this.locale, store, conflict, field.field)}</legend>
      <div class="sides">
        ${
          conflict.deletedThere
            ? this.#renderSide(conflict, field, 'mine', words(sides.mine))
            : (['mine', 'theirs'] as const).map((side) =>
                this.#renderSide(conflict, field, side, words(sides[side])),
              )
        }
      </div>
    </fieldset>`;
  }

  #renderSide(conflict: Conflict, { field }: ConflictField, side: Side, value: string) {
    const whose = this.locale.texts(conflictMessages)(side);
    const content = html`<span class="whose">${whose}</span><span class="value" dir="auto">${value}</span>`;
    if (!isChoice(conflict)) return html`<div class="side">${content}</div>`;
    return html`<label class="side">
      <input
        type="radio"
        name=${field}
        .checked=${this.chosen[field] === side}
        @change=${() => (this.chosen = { ...this.chosen, [field]: side })}
      />
      ${content}
    </label>`;
  }

  #renderButtons(conflict: Conflict) {
    const text = this.locale.texts(conflictMessages);
    const button = (label: string, choice: ConflictChoice) =>
      html`<button class="button" type="button" @click=${() => void this.#resolve(choice)}>${label}</button>`;
    if (conflict.deletedThere)
      return [button(text('createAgain'), 'mine'), button(text('leaveDeleted'), 'theirs')];
    if (conflict.kind === 'delete')
      return [button(text('deleteAnyway'), 'mine'), button(text('keepIt'), 'theirs')];
    if (!isChoice(conflict)) return [button(text('keepMine'), 'mine'), button(text('takeTheirs'), 'theirs')];
    const open = conflict.fields.some(({ field }) => this.chosen[field] === undefined);
    return html`${button(text('allMine'), 'mine')}${button(text('allTheirs'), 'theirs')}
      <button
        class="button primary end"
        type="button"
        aria-disabled=${open ? 'true' : nothing}
        aria-describedby=${open ? 'why-not' : nothing}
        @click=${() => (open ? this.#announcer.announce(text('chooseEach')) : void this.#resolve(this.chosen))}
      >
        ${text('saveChoice')}
      </button>
      ${open ? html`<span class="visually-hidden" id="why-not">${text('chooseEach')}</span>` : nothing}`;
  }

  #renderFailure(store: LeadStore) {
    const { failure } = this;
    if (!failure) return nothing;
    const sentences =
      failure.status === 'failed'
        ? [this.locale.texts(problemMessages)(failure.problem.kind)]
        : failure.reasons.map((reason) => reasonSentence(this.locale, store, reason));
    return html`<p class="failure" role="alert">
      ${this.locale.texts(conflictMessages)('notSaved')} ${sentences.join(' ')}
    </p>`;
  }

  async #resolve(choice: ConflictChoice): Promise<void> {
    const { leads: store, entity, recordId } = this;
    if (!store || recordId === null || this.isSaving) return;
    this.isSaving = true;
    this.failure = undefined;
    const result = await store.resolveConflict({ entity, id: recordId }, choice);
    this.isSaving = false;
    if (result.status !== 'done') this.failure = result;
    else {
      this.chosen = {};
      this.#announcer.announce(this.locale.texts(conflictMessages)('decided'));
      this.dispatchEvent(new Event('lead-conflict-decided'));
    }
    await this.updateComplete;
    if (result.status !== 'done') this.focus();
  }
}

/** One field needs no radio buttons: the two buttons are the choice. */
function isChoice({ kind, fields, deletedThere }: Conflict): boolean {
  return kind !== 'delete' && !deletedThere && fields.length > 1;
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-conflict-panel': LeadConflictPanel;
  }
}
