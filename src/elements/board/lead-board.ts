import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { SortableController } from '../../controllers/sortable-controller.js';
import { StoreController } from '../../controllers/store-controller.js';
import type { Criteria } from '../../criteria/types.js';
import { LeadOpenRequestEvent } from '../../events/lead-open-request.js';
import { boardMessages } from '../../locale/board.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Row, Sort } from '../../query/types.js';
import type { SelectionFault } from '../../store/selection-criteria.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderFailedLine } from '../../ui/states.js';
import '../../ui/toasts.js';
import type { LeadUiToasts } from '../../ui/toasts.js';
import { failedAnswer } from '../failed-answer.js';
import { LeadElement } from '../lead-element.js';
import { totalOf, type BoardContext } from './board-context.js';
import { createDragHooks } from './board-drag.js';
import { handleBoardKey } from './board-keys.js';
import { BoardMoves, type MovingCard, type MovingHost } from './board-moves.js';
import { planOf, type PlanOrFault } from './board-plan.js';
import { BoardPopups } from './board-popups.js';
import { BoardQuestions, type BoardPlan, type ColumnView } from './board-questions.js';
import { boardStyles } from './board.styles.js';
import { CardFocus, cardIdOf } from './card-focus.js';
import { CardLanding } from './card-landing.js';
import { CardLift } from './card-lift.js';
import { CardSelection } from './card-selection.js';
import { CardTips } from './card-tips.js';
import { cardStyles } from './card.styles.js';
import { landingIn } from './landing.js';
import { MoreOnSight } from './more-on-sight.js';
import { lockReason, movingCards, rowOf } from './moving-cards.js';
import { renderCard } from './render-card.js';
import { renderColumn } from './render-column.js';
import { renderInstead, renderNoCards } from './render-states.js';
import { renderToolbar } from './render-toolbar.js';

const conflictsDialog = onDemand('lead-conflicts-dialog', () => import('../conflict/conflicts-dialog.js'));

/**
 * Contacts or companies as cards in columns: one column for each lead status, category or owner. A card is moved by
 * mouse, touch, keyboard or its menu, and says so when it may not go (SPEC B1–B4).
 *
 * @summary Contacts or companies by lead status, category or owner.
 *
 * @fires {LeadMoveRequestEvent} lead-move-request - A person moves cards to another column. Cancel it to keep them.
 * @fires {LeadMoveChangeEvent} lead-move-change - Cards were moved, and the backend has it.
 * @fires {LeadOpenRequestEvent} lead-open-request - A person opens a card.
 * @slot toolbar - More controls for the toolbar.
 * @csspart toolbar - The row of controls.
 * @csspart column - A column.
 * @csspart column-header - Its name and count.
 * @csspart card - A card.
 * @csspart note - The reason on a card that could not be moved.
 * @cssproperty [--lead-board-height=82dvh] - The height that the board does not exceed; its columns scroll.
 */
@defineElement('lead-board')
export class LeadBoard extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, boardStyles, cardStyles];

  /** The selection whose records are shown. Without one: all, or those that meet `criteria`. */
  @property({ attribute: 'selection-id' }) selectionId?: Id;
  /** What the records must meet, besides being in the selection. */
  @property({ attribute: false }) criteria?: Criteria;
  /** What the cards are. Left out: what the selection is of, else contacts. */
  @property() of?: Subject;
  /** The field whose values are the columns: contact.leadStatus, company.category or company.owner. */
  @property({ attribute: 'group-by' }) groupBy?: FieldId;
  /** The fields on the line below title and company. Left out: the contact's title, the company's place. */
  @property({ attribute: false }) cardFields?: readonly FieldId[];
  /** The field by which the cards of a column are sorted. Left out: the name. */
  @property() sort?: FieldId;
  @property({ attribute: 'sort-direction' }) sortDirection: Sort['direction'] = 'ascending';
  /** Leaves out columns without cards. */
  @property({ type: Boolean, attribute: 'hide-empty' }) hideEmpty = false;
  /** B2: leaves out cards that can't be moved, such as those with a retained lead status. */
  @property({ type: Boolean, attribute: 'hide-locked' }) hideLocked = false;
  /** Only cards with this text in their title. */
  @property({ attribute: 'title-filter' }) titleFilter = '';
  /** Cards can be looked at and opened, but not moved. */
  @property({ type: Boolean, attribute: 'readonly' }) readOnly = false;
  @property({ reflect: true }) density: 'comfortable' | 'compact' = 'comfortable';

  @state() private collapsed: ReadonlySet<string> = new Set();
  @state() private explained: ReadonlySet<Id> = new Set();
  @query('lead-ui-toasts') private toasts!: LeadUiToasts;

  #fault: SelectionFault | undefined;
  #context: BoardContext | undefined;

  readonly #announcer = new AnnouncerController(this);

  /** Also for selections: one may be made of others. */
  readonly #history = new StoreController(
    this,
    (store) => [store.canUndo, store.canRedo, store.conflicts, store.waiting, ...store.selections],
    (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
  );
  readonly #questions = new BoardQuestions(this, () => this.#plan());
  readonly #host: MovingHost = {
    context: () => this.#context,
    requestUpdate: () => this.requestUpdate(),
    updated: () => Promise.all([this.updateComplete, this.#landing.revealed]),
    dispatch: (event) => this.dispatchEvent(event),
    announce: (text, politeness) => this.#announcer.announce(text, politeness),
    toast: (toast) => this.toasts?.add(toast) ?? (() => {}),
    follow: (id, columnKey) => this.#landing.follow(id, columnKey),
    confirm: (confirmation) => this.#popups.confirm(confirmation),
  };
  readonly #moves = new BoardMoves(this.#host);
  readonly #lift = new CardLift(this.#host, (cards, to) => void this.#moves.move(cards, to));
  readonly #focus = new CardFocus(this, () => this.#grid);
  readonly #landing = new CardLanding(this, () => this.#context, this.#questions, this.#focus);
  readonly #selection = new CardSelection(this);
  readonly #tips = new CardTips(this);
  readonly #popups = new BoardPopups(this);
  readonly #dragging = new SortableController(
    this,
    createDragHooks({
      root: () => this.renderRoot,
      context: () => this.#context,
      cardsFor: (id) => this.#movingCards(id),
      drop: (cards, to) => void this.#moves.move(cards, to),
      focus: (id) => this.#focus.focus(id),
    }),
  );

  constructor() {
    super();
    new MoreOnSight(this, (key) => this.#more(key));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lift.cancel();
  }

  /** While a card is under the pointer its node belongs to the drag: what changes meanwhile is rendered afterwards. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const { idle } = this.#dragging;
    return idle ? idle.then(() => this.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store') || changed.has('selectionId') || changed.has('of') || changed.has('groupBy')) {
      this.#moves.clear();
      this.#selection.clear();
    }
  }

  // What is asked

  #plan(): BoardPlan | undefined {
    const store = this.leads;
    const { plan, fault }: PlanOrFault = store ? planOf(this, store, this.collapsed) : {};
    this.#fault = fault;
    return plan;
  }

  #contextNow(): BoardContext | undefined {
    const store = this.leads;
    const { plan, columns } = this.#questions;
    if (!store || !plan) return undefined;
    const { of, field, sort, groupBy, cardFields } = plan;
    const { locale } = this;
    const changed = groupBy === 'contact.leadStatus' ? 'contact' : 'company';
    const readOnly = this.readOnly || !store.can('update', changed);
    return { store, locale, of, field, sort, groupBy, cardFields, columns, readOnly };
  }

  get #grid(): readonly (readonly Id[])[] {
    return this.#context?.columns.map(({ answer }) => answer.rows.map(({ id }) => id)) ?? [];
  }

  // Rendering

  protected override render() {
    this.#context = this.#contextNow();
    // A frame of its own: hosts set `display` on the element.
    return html`<div class="frame">${this.#renderBody()}</div>
      ${this.#announcer.render()}<lead-ui-toasts></lead-ui-toasts>
      <lead-conflicts-dialog .store=${this.leads}></lead-conflicts-dialog>`;
  }

  #renderBody() {
    const { groups } = this.#questions;
    const instead = renderInstead(this.leads, this.#fault, groups, this.locale);
    const context = this.#context;
    if (instead || !context) return instead;
    const { groupBy, cardFields } = context;
    const { hideEmpty, hideLocked } = this;
    const popups = this.#popups.render(
      context,
      { groupBy, cardFields, hideEmpty, hideLocked },
      {
        change: (settings) => Object.assign(this, settings),
        move: (cards, to) => void this.#moves.move(cards, to),
      },
    );
    const { failure } = this.#questions;
    const trouble = failure && renderFailedLine(failedAnswer(this.locale, context.store, failure.error));
    return html`${this.#renderToolbar(context)}${trouble}${this.#renderColumns(context)}${popups}`;
  }

  #renderToolbar(context: BoardContext) {
    const store = this.#history.store;
    const { titleFilter } = this;
    const state = {
      titleFilter,
      canUndo: store?.canUndo ?? false,
      canRedo: store?.canRedo ?? false,
      selected: this.#selection.ids.size,
    };
    return renderToolbar(state, context, {
      filter: (text) => (this.titleFilter = text),
      sort: (change) => {
        if ('field' in change) this.sort = change.field;
        else this.sortDirection = change.direction;
      },
      openSettings: (anchor) => void this.#popups.openSettings(anchor),
      reverse: (direction) => void this.#moves.reverse(direction),
      refresh: () => void context.store.reload(),
      moveSelected: (anchor) => void this.#popups.openMenu(movingCards(context, this.#selection.ids), anchor),
      clearSelection: () => this.#selection.clear(),
    });
  }

  #renderColumns(context: BoardContext) {
    const text = this.locale.texts(boardMessages);
    const { exact } = { exact: 0, ...(this.#questions.groups.total as object) };
    const sought = this.titleFilter.trim();
    const none = exact === 0 ? renderNoCards(sought, context, () => (this.titleFilter = '')) : nothing;
    if (exact === 0 && !sought) return none;
    return html`${none}
      <div
        class="columns"
        role="group"
        aria-label=${text('board')}
        aria-describedby="hint"
        ?data-moving=${this.#lift.current !== undefined}
        @keydown=${this.#handleKeydown}
        @keyup=${this.#handleKeyup}
        @click=${this.#handleClick}
        @focusin=${(event: Event) => this.#focus.handleFocusin(event)}
        @focusout=${this.#handleFocusout}
        @pointerover=${(event: PointerEvent) => this.#tips.handlePointerover(event)}
      >
        ${repeat(
          context.columns,
          ({ key }) => key,
          (column, index) => this.#renderColumn(column, index, context),
        )}
      </div>
      <p class="visually-hidden" id="hint">${context.readOnly ? text('readOnlyBoard') : text('hint')}</p>`;
  }

  #renderColumn(column: ColumnView, index: number, context: BoardContext) {
    const lift = this.#lift.current;
    const { rows } = column.answer;
    const from = lift?.cards[0]?.from.key;
    const over = lift?.over === column.key && from !== column.key;
    const lead = over && !column.blocked ? rowOf(context, lift.cards[0]!.id) : undefined;
    const slot = lead && landingIn(rows, lead, context);
    const stop = this.#focus.stopOf(rows.map(({ id }) => id));
    const actions = {
      toggle: (key: string) => this.#toggleColumn(key),
      more: (key: string) => void this.#moreThenFocus(key, rows.at(-1)!.id),
    };
    return renderColumn(
      column,
      { index, slot, over, home: from === column.key },
      context,
      actions,
      (row, position) => this.#renderCard(row, position + 1, column, stop === row.id, context),
    );
  }

  #renderCard(row: Row, position: number, column: ColumnView, stop: boolean, context: BoardContext) {
    const { id } = row;
    const state = {
      stop,
      active: stop && this.#focus.active === id,
      selected: this.#selection.has(id),
      lifted: this.#lift.has(id),
      busy: this.#moves.isBusy(id),
      landed: this.#landing.has(id),
      explained: this.explained.has(id),
      note: this.#moves.noteOf(id),
      contradicted: context.store.conflictOf(context.of, id) !== undefined,
      waiting: context.store.record(context.of, id).waiting === true,
    };
    return renderCard(row, { position, setSize: totalOf(column) }, state, context, {
      dismissNote: (noted) => this.#dismissNote(noted),
      decide: (contradicted) => this.#decide(contradicted),
    });
  }

  // What a person does

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const context = this.#context;
    const id = cardIdOf(event.target);
    if (!context || id === undefined || event.defaultPrevented) return;
    const handled = handleBoardKey(event, {
      context,
      id,
      grid: this.#grid,
      lift: this.#lift,
      selection: this.#selection,
      rightToLeft: getComputedStyle(this).direction === 'rtl',
      onTitle: (event.target as Element).matches('.open'),
      focus: (next) => this.#focus.focus(next),
      more: (key) => this.#moreThenFocus(key, id),
      pickUp: () => this.#pickUp(id),
      openMenu: () => this.#openMenuOf(id),
      reverse: (direction) => void this.#moves.reverse(direction),
    });
    if (handled) event.preventDefault();
  };

  /** Firefox clicks a button when the space bar comes up again. */
  readonly #handleKeyup = (event: KeyboardEvent): void => {
    if (event.key === ' ' && (event.target as Element).matches('.open')) event.preventDefault();
  };

  readonly #handleClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const id = cardIdOf(target);
    if (id === undefined || !this.#context) return;
    if (target.closest('.move')) return this.#openMenuOf(id);
    if (target.closest('.why')) return this.#toggleReason(id);
    if (target.closest('button:not(.open)')) return;
    const selects = this.#canSelect(id) && this.#selection.handleClick(event, id, this.#grid);
    if (selects || !target.closest('.open')) return this.#focus.focus(id);
    this.dispatchEvent(new LeadOpenRequestEvent(this.#context.of, id));
  };

  readonly #handleFocusout = ({ relatedTarget }: FocusEvent): void => {
    if (!this.#lift.current || this.#lift.has(cardIdOf(relatedTarget) ?? '')) return;
    // A rendering may take the focus for a moment.
    void this.updateComplete.then(() => {
      if (!this.#lift.has(cardIdOf(this.shadowRoot?.activeElement) ?? '')) this.#lift.cancel();
    });
  };

  #pickUp(id: Id): void {
    const cards = this.#movingCards(id);
    if (cards.length > 0) this.#lift.pickUp(cards);
    else this.#sayWhyNot(id);
  }

  #openMenuOf(id: Id): void {
    const cards = this.#movingCards(id);
    const anchor = this.renderRoot.querySelector(`.item[data-id="${CSS.escape(id)}"] .corner`);
    if (cards.length > 0 && anchor) void this.#popups.openMenu(cards, anchor);
    else this.#sayWhyNot(id);
  }

  #sayWhyNot(id: Id): void {
    const context = this.#context;
    const lock = context && lockReason(context, id);
    if (lock) this.explained = new Set(this.explained).add(id);
    this.#announcer.announce(lock ?? this.locale.texts(boardMessages)('readOnlyBoard'), 'assertive');
  }

  #toggleReason(id: Id): void {
    const explained = new Set(this.explained);
    if (!explained.delete(id)) explained.add(id);
    this.explained = explained;
  }

  #toggleColumn(key: string): void {
    const collapsed = new Set(this.collapsed);
    if (!collapsed.delete(key)) collapsed.add(key);
    this.collapsed = collapsed;
  }

  #more(key: string): void {
    if (!this.#dragging.active) this.#questions.more(key);
  }

  /** Goes on to a card that is not loaded yet. */
  async #moreThenFocus(key: string, from: Id): Promise<void> {
    this.#questions.more(key);
    await this.updateComplete;
    const ids = this.#grid.find((column) => column.includes(from)) ?? [];
    const next = ids[ids.indexOf(from) + 1];
    if (next !== undefined) this.#focus.focus(next);
  }

  #decide(id: Id): void {
    const entity = this.#context?.of ?? 'contact';
    void conflictsDialog.use(this, (dialog) => dialog.show({ entity, id }));
  }

  #dismissNote(id: Id): void {
    this.#moves.dismiss(id);
    this.#focus.focus(id);
  }

  /** The card, or all selected ones if it is one of them; none that can't be moved. */
  #movingCards(id: Id): readonly MovingCard[] {
    return movingCards(this.#context, this.#selection.has(id) ? this.#selection.ids : [id]);
  }

  /** Several at once only where one command moves them all. */
  #canSelect(id: Id): boolean {
    return this.#context?.groupBy === 'contact.leadStatus' && movingCards(this.#context, [id]).length > 0;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-board': LeadBoard;
  }
}
