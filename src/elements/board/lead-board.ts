import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { SortableController } from '../../controllers/sortable-controller.js';
import { StoreController } from '../../controllers/store-controller.js';
import type { Criteria } from '../../criteria/types.js';
import { LeadOpenRequestEvent } from '../../events/lead-open-request.js';
import { boardMessages } from '../../locale/board.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Row, Sort } from '../../query/types.js';
import { problemKinds } from '../../store/port.js';
import { selectionCriteria, type SelectionFault } from '../../store/selection-criteria.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import type { LeadUiDialog } from '../../ui/dialog.js';
import type { UiSelectEvent } from '../../ui/events.js';
import { FloatingController } from '../../ui/floating.js';
import '../../ui/menu.js';
import type { LeadUiMenu } from '../../ui/menu.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import '../../ui/toasts.js';
import type { LeadUiToasts } from '../../ui/toasts.js';
import { LeadElement } from '../lead-element.js';
import { columnByKey, columnOf, totalOf, type BoardContext } from './board-context.js';
import { createDragHooks } from './board-drag.js';
import { boardCriteria, defaultCardFields, groupFieldOf } from './board-fields.js';
import { handleBoardKey } from './board-keys.js';
import { BoardMoves, type MovingCard, type MovingHost } from './board-moves.js';
import { BoardQuestions, type BoardPlan, type ColumnView } from './board-questions.js';
import { boardStyles } from './board.styles.js';
import { CardFocus, cardIdOf } from './card-focus.js';
import { CardLift } from './card-lift.js';
import { CardSelection } from './card-selection.js';
import { CardTips } from './card-tips.js';
import { cardStyles } from './card.styles.js';
import { cardOf, fieldsOfCards } from './cards.js';
import { targetsOf, type BoardColumn } from './columns.js';
import type { Confirmation } from './confirmation.js';
import { landingIndex } from './landing.js';
import { moveItems } from './move-menu.js';
import { renderCard } from './render-card.js';
import { renderColumn } from './render-column.js';
import { renderConfirmation } from './render-confirmation.js';
import { renderSettings } from './render-settings.js';
import { renderBoardSkeleton } from './render-skeleton.js';
import { renderToolbar } from './render-toolbar.js';

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
  @state() private asking?: { readonly confirmation: Confirmation; readonly answer: (yes: boolean) => void };
  @state() private menuCards: readonly MovingCard[] = [];
  @state() private settingsOpen = false;
  @state() private landed?: Id;
  @query('.menu') private menu!: LeadUiMenu;
  @query('lead-ui-toasts') private toasts!: LeadUiToasts;
  @query('lead-ui-dialog') private dialog!: LeadUiDialog | null;
  @query('.settings') private settings!: HTMLElement;

  #fault: SelectionFault | undefined;
  #context: BoardContext | undefined;
  #landedTimer: ReturnType<typeof setTimeout> | undefined;

  readonly #announcer = new AnnouncerController(this);
  /** Also for selections: one may be made of others. */
  readonly #history = new StoreController(
    this,
    (store) => [store.canUndo, store.canRedo, ...store.selections],
    (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
  );
  readonly #questions = new BoardQuestions(this, () => this.#plan());
  readonly #host: MovingHost = {
    context: () => this.#context,
    requestUpdate: () => this.requestUpdate(),
    updated: () => this.updateComplete,
    dispatch: (event) => this.dispatchEvent(event),
    announce: (text, politeness) => this.#announcer.announce(text, politeness),
    toast: (toast) => this.toasts?.add(toast) ?? (() => {}),
    follow: (id, columnKey) => this.#follow(id, columnKey),
    confirm: (confirmation) => this.#confirm(confirmation),
  };
  readonly #moves = new BoardMoves(this.#host);
  readonly #lift = new CardLift(this.#host, (cards, to) => void this.#moves.move(cards, to));
  readonly #focus = new CardFocus(this, () => this.#grid);
  readonly #selection = new CardSelection(this);
  readonly #tips = new CardTips(this);
  readonly #floating = new FloatingController(this, () => (this.settingsOpen = false));
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#landedTimer);
    void this.#answer(false);
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
    this.#fault = undefined;
    if (!store || (this.selectionId && store.phase !== 'ready')) return undefined;
    const selection = this.selectionId ? selectionCriteria(store, this.selectionId) : undefined;
    if (selection?.ok === false) {
      this.#fault = selection.fault;
      return undefined;
    }
    const of = this.of ?? selection?.of ?? 'contact';
    const groupBy = groupFieldOf(of, this.groupBy);
    const given = [selection?.criteria, this.criteria].filter((each) => each !== undefined);
    const { titleFilter, hideLocked, hideEmpty, collapsed } = this;
    const sort = this.#sortOf(of);
    return {
      of,
      field: store.fields.get(groupBy)!,
      criteria: boardCriteria({ of, groupBy, given, titleFilter, hideLocked }),
      fields: fieldsOfCards(of, groupBy, this.#cardFieldsOf(of), sort),
      sort,
      hideEmpty,
      collapsed,
    };
  }

  #cardFieldsOf(of: Subject): readonly FieldId[] {
    const known = new Set(this.leads?.fields.for(of).map(({ id }) => id));
    return (this.cardFields ?? defaultCardFields[of]).filter((id) => known.has(id));
  }

  #sortOf(of: Subject): Sort {
    const known = this.leads?.fields.for(of).some(({ id }) => id === this.sort);
    const direction = this.sortDirection === 'descending' ? 'descending' : 'ascending';
    return { field: known ? this.sort! : `${of}.name`, direction };
  }

  #contextNow(): BoardContext | undefined {
    const store = this.leads;
    const plan = this.#questions.plan;
    if (!store || !plan) return undefined;
    const { of, field, sort } = plan;
    return {
      store,
      locale: this.locale,
      of,
      field,
      sort,
      groupBy: groupFieldOf(of, field.id),
      cardFields: this.#cardFieldsOf(of),
      columns: this.#questions.columns,
      readOnly: this.readOnly,
    };
  }

  get #grid(): readonly (readonly Id[])[] {
    return this.#context?.columns.map(({ answer }) => answer.rows.map(({ id }) => id)) ?? [];
  }

  // Rendering

  protected override render() {
    this.#context = this.#contextNow();
    return html`${this.#renderBody()}${this.#announcer.render()}<lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderBody() {
    const store = this.leads;
    const context = this.#context;
    const common = this.locale.texts(commonMessages);
    if (!store) return renderEmpty({ text: common('noStore') });
    if (store.phase === 'failed') return this.#renderFailed(store.problem);
    if (this.#fault) {
      const { code, message } = this.#fault;
      return renderFailed({ title: this.locale.texts(problemMessages)(code, { message: message ?? '' }) });
    }
    const { phase, error } = this.#questions.groups;
    if (phase === 'failed') return this.#renderFailed(error);
    if (!context || phase === 'loading') return renderBoardSkeleton(this.locale);
    return html`${this.#renderToolbar(context)}${this.#renderColumns(context)}${this.#renderFloating(context)}`;
  }

  #renderFailed(problem: { readonly kind: string; readonly message: string } | undefined) {
    const kind = problemKinds.find((each) => each === problem?.kind) ?? 'unavailable';
    const common = this.locale.texts(commonMessages);
    return renderFailed({
      title: this.locale.texts(problemMessages)(kind),
      detail: problem?.message,
      detailLabel: common('details'),
      retryLabel: common('retry'),
      onRetry: () => void this.leads?.reload(),
    });
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
      openSettings: (anchor) => this.#openSettings(anchor),
      reverse: (direction) => void this.#moves.reverse(direction),
      refresh: () => void context.store.reload(),
      moveSelected: (anchor) => this.#openMenu(this.#cards(this.#selection.ids), anchor),
      clearSelection: () => this.#selection.clear(),
    });
  }

  #renderColumns(context: BoardContext) {
    const text = this.locale.texts(boardMessages);
    const { exact } = { exact: 0, ...(this.#questions.groups.total as object) };
    if (exact === 0 && !this.titleFilter.trim())
      return renderEmpty({ text: text(context.of === 'contact' ? 'emptyContacts' : 'emptyCompanies') });
    return html`${exact === 0 ? this.#renderNoMatch() : nothing}
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

  #renderNoMatch() {
    const text = this.locale.texts(boardMessages);
    return renderEmpty({
      text: text('noMatch', { text: this.titleFilter.trim() }),
      action: html`<button class="button" type="button" @click=${() => (this.titleFilter = '')}>
        ${text('clearFilter')}
      </button>`,
    });
  }

  #renderColumn(column: ColumnView, index: number, context: BoardContext) {
    const lift = this.#lift.current;
    const { rows } = column.answer;
    const from = lift?.cards[0]?.from.key;
    const over = lift?.over === column.key && from !== column.key;
    const lead = over && !column.blocked ? this.#rowOf(lift.cards[0]!.id) : undefined;
    const { fields, setup } = context.store;
    const slot = lead && landingIndex(rows, lead, context.sort, { fields, setup, language: this.language });
    const stop = this.#focus.stopOf(rows.map(({ id }) => id));
    const actions = {
      toggle: (key: string) => this.#toggleColumn(key),
      more: (key: string) => this.#more(key),
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
      landed: this.landed === id,
      explained: this.explained.has(id),
      note: this.#moves.noteOf(id),
    };
    return renderCard(row, { position, setSize: totalOf(column) }, state, context, {
      dismissNote: (noted) => this.#dismissNote(noted),
    });
  }

  #renderFloating(context: BoardContext) {
    const { groupBy, cardFields } = context;
    const { hideEmpty, hideLocked } = this;
    return html`<lead-ui-menu
        class="menu"
        no-trigger
        .label=${this.#menuLabel}
        .items=${this.menuCards.length > 0 ? moveItems(context, this.menuCards) : []}
        @lead-ui-select=${this.#handleMenuSelect}
      ></lead-ui-menu>
      <div class="settings" popover role="dialog" aria-labelledby="settings-title">
        ${
          this.settingsOpen
            ? renderSettings(
                { groupBy, cardFields, hideEmpty, hideLocked },
                context,
                (change) => Object.assign(this, change),
                () => this.#floating.hide(),
              )
            : nothing
        }
      </div>
      ${renderConfirmation(this.asking?.confirmation, this.locale, (yes) => void this.#answer(yes))}`;
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

  readonly #handleMenuSelect = ({ itemId }: UiSelectEvent): void => {
    const context = this.#context;
    const to =
      context &&
      targetsOf(context.field, context.columns, context.store.setup).find(({ key }) => key === itemId);
    if (to) void this.#moves.move(this.menuCards, to);
  };

  #pickUp(id: Id): void {
    const cards = this.#movingCards(id);
    if (cards.length > 0) this.#lift.pickUp(cards);
    else this.#sayWhyNot(id);
  }

  #openMenuOf(id: Id): void {
    const cards = this.#movingCards(id);
    const anchor = this.renderRoot.querySelector(`.item[data-id="${CSS.escape(id)}"] .corner`);
    if (cards.length > 0 && anchor) this.#openMenu(cards, anchor);
    else this.#sayWhyNot(id);
  }

  get #menuLabel(): string {
    const text = this.locale.texts(boardMessages);
    const [first] = this.menuCards;
    if (!first) return text('moveShort');
    return this.menuCards.length > 1
      ? text('moveManyTo', { count: this.menuCards.length })
      : text('moveTo', { name: first.title });
  }

  #openMenu(cards: readonly MovingCard[], anchor: Element): void {
    this.menuCards = cards;
    void this.updateComplete.then(() => this.menu.show(anchor));
  }

  #sayWhyNot(id: Id): void {
    const context = this.#context;
    const row = this.#rowOf(id);
    const lock = context && row && cardOf(row, context).lock;
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

  #dismissNote(id: Id): void {
    this.#moves.dismiss(id);
    this.#focus.focus(id);
  }

  #openSettings(anchor: Element): void {
    this.settingsOpen = true;
    void this.updateComplete.then(() => {
      this.#floating.show(this.settings, anchor, { align: 'end' });
      this.settings.querySelector('select')?.focus();
    });
  }

  /** Focuses a card where it comes to stand, and shows for a moment which one it is. */
  #follow(id: Id, columnKey: string): void {
    const column = this.#context && columnByKey(this.#context, columnKey);
    if (column && !column.answer.rows.some((row) => row.id === id)) this.#questions.reveal(columnKey);
    this.#focus.focus(id);
    this.landed = id;
    clearTimeout(this.#landedTimer);
    this.#landedTimer = setTimeout(() => (this.landed = undefined), 1000);
  }

  #confirm(confirmation: Confirmation): Promise<boolean> {
    void this.#answer(false);
    return new Promise((resolve) => (this.asking = { confirmation, answer: resolve }));
  }

  /** The dialog closes first: while it is open nothing else can take the focus. */
  async #answer(yes: boolean): Promise<void> {
    const { asking } = this;
    this.asking = undefined;
    await this.updateComplete;
    await this.dialog?.updateComplete;
    asking?.answer(yes);
  }

  // Cards by id

  #rowOf(id: Id): Row | undefined {
    return this.#context && columnOf(this.#context, id)?.answer.rows.find((row) => row.id === id);
  }

  /** The card, or all selected ones if it is one of them; none that can't be moved. */
  #movingCards(id: Id): readonly MovingCard[] {
    return this.#cards(this.#selection.has(id) ? this.#selection.ids : [id]);
  }

  #cards(ids: Iterable<Id>): readonly MovingCard[] {
    const context = this.#context;
    if (!context || context.readOnly) return [];
    return [...ids].flatMap((id) => {
      const from: BoardColumn | undefined = columnOf(context, id);
      const row = this.#rowOf(id);
      const card = row && cardOf(row, context);
      return from && card && card.lock === undefined ? [{ id, title: card.title, from }] : [];
    });
  }

  /** Several at once only where one command moves them all. */
  #canSelect(id: Id): boolean {
    return this.#context?.groupBy === 'contact.leadStatus' && this.#cards([id]).length > 0;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-board': LeadBoard;
  }
}
