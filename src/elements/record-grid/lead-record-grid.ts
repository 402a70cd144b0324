import { html, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Criteria } from '../../criteria/types.js';
import { LeadChoiceChangeEvent, LeadLayoutChangeEvent, LeadOpenRequestEvent } from '../../events/index.js';
import { commonMessages } from '../../locale/common.js';
import { contactsTabMessages, type ContactsTabKey } from '../../locale/contacts-tab.js';
import type { Translate } from '../../locale/messages.js';
import type { FieldId, Subject } from '../../model/fields.js';
import { byRank, type Id } from '../../model/records.js';
import type { Answer } from '../../query/types.js';
import type { LeadStore } from '../../store/lead-store.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { LeadUiGrid } from '../../ui/grid/grid.js';
import '../../ui/grid/grid.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty, renderFailed, renderFailedLine } from '../../ui/states.js';
import '../../ui/toasts.js';
import { collectIds, type Collected } from '../collect-ids.js';
import { LeadElement } from '../lead-element.js';
import { failedAnswer, isPartlyHere } from '../failed-answer.js';
import { fieldLabel } from '../sentences.js';
import { BulkRun } from './bulk-run.js';
import type { ColumnsEvent } from './columns-dialog.js';
import { criteriaOf } from './criteria-of.js';
import { GridAnswers } from './grid-answers.js';
import { gridColumns, isFilterable, isGroupable } from './grid-columns.js';
import { GridFilters } from './grid-filters.js';
import { columnsToReset, countOf, countText, filterText, readState, type GridWishes } from './grid-state.js';
import { columnFields, nextSort, toggleGroup, type GridLayout } from './layout.js';
import { LayoutMemory } from './layout-memory.js';
import type { GridState } from './questions.js';
import { renderBar, type BarModel } from './record-grid-bar.js';
import { recordGridStyles } from './record-grid.styles.js';
import { groupHeader } from './rows.js';

const columnsDialog = onDemand('lead-columns-dialog', () => import('./columns-dialog.js'));

/**
 * A grid of contacts or companies: whoever meets the criteria, in columns that a person chooses, sorts, filters and
 * groups. Asks only for the rows in view, so that it does not matter how many there are.
 *
 * A person can open a row (Enter, double click, or the link in the first column), and with `selectable` choose rows and
 * set their lead status. L7: a lead status that is kept out of sight shows a lock and why.
 *
 * @summary Contacts or companies as a grid.
 * @fires {LeadOpenRequestEvent} lead-open-request - A row, or the company of a contact, was opened.
 * @fires {LeadChoiceChangeEvent} lead-choice-change - Rows were ticked; `ids`, `allBut`.
 * @fires {LeadLayoutChangeEvent} lead-layout-change - Columns or groups were arranged; `columns`, `groupBy`.
 * @slot title - Before the count, e.g. a heading.
 * @slot actions - Before the tools: buttons of your own.
 * @slot bulk - What can be done with the chosen rows, besides setting their lead status.
 * @slot empty - When there is nothing to show, and no filter is to blame.
 * @csspart bar - Title, count and tools above the grid.
 * @cssproperty [--lead-grid-max-height=70vh] - How high the grid grows when the element is given no height.
 */
@defineElement('lead-record-grid')
export class LeadRecordGrid extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, recordGridStyles];

  /** Whom the grid is about. */
  @property() of: Subject = 'contact';
  /** Who is shown. Left out: everybody. */
  @property({ attribute: false }) criteria?: Criteria;
  /** The columns to start with, by field id. Fields that do not exist are left out. */
  @property({ attribute: false }) columns?: readonly FieldId[];
  /** What "Reset to default" goes back to. Left out: `columns`, or else what suits `of`. */
  @property({ attribute: false }) defaultColumns?: readonly FieldId[];
  /**
   * Remembers columns, order and groups under this name: for the person where the backend keeps what people set for
   * themselves, else in this browser. Left out: for as long as the page is open.
   */
  @property({ attribute: 'storage-key' }) storageKey = '';
  /** Accessible name. Left out: Contacts, or Companies. */
  @property() label = '';
  /** Rows can be chosen. */
  @property({ type: Boolean, reflect: true }) selectable = false;
  /** Rows of 40 px, or of 32. */
  @property({ reflect: true }) density: 'comfortable' | 'compact' = 'comfortable';

  /** The records that are chosen, unless there is an `allBut`. */
  @property({ attribute: false }) chosen: ReadonlySet<Id> = new Set();
  /** Everybody who is shown is chosen, in view or not, but for these. */
  @property({ attribute: false }) allBut?: ReadonlySet<Id>;

  @query('lead-ui-grid') private grid!: LeadUiGrid | null;

  readonly #layouts = new LayoutMemory(this, () => ({ name: this.storageKey, of: this.#subject }));
  readonly #filters = new GridFilters(this, () => this.#handleFilters());
  readonly #bulk = new BulkRun(this, this.locale, (onProgress) => this.#collectChosen(onProgress));
  readonly #answers = new GridAnswers(this, () => this.leads && readState(this.#wishes, this.leads));

  /** How many records are shown: all that meet the criteria and the filters. */
  get total(): Answer['total'] {
    return this.#answers.answer.total;
  }

  /** How many records are chosen: at least so many, where nobody knows how many are shown. */
  get chosenCount(): number {
    if (!this.allBut) return this.chosen.size;
    return Math.max(0, (countOf(this.total) ?? 0) - this.allBut.size);
  }

  /** Lists the records that are chosen, a window at a time. Rejects when the backend can't say who that is. */
  async chosenIds(): Promise<readonly Id[]> {
    const collected = await this.#collectChosen();
    if (!collected.ok) throw new Error(collected.error.message);
    return collected.ids;
  }

  /** Puts the focus into the grid. */
  override focus(): void {
    this.grid?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (key: 'columns' | 'criteria') =>
      changed.has(key) && JSON.stringify(changed.get(key)) !== JSON.stringify(this[key]);
    if (changed.has('of') || changed.has('storageKey')) this.#filters.lines = [];
    else if (isOther('columns')) this.#layouts.forgetColumns();
    if (!this.hasUpdated || (!changed.has('of') && !isOther('criteria'))) return;
    this.allBut = undefined; // it was about those that were shown
    this.#startOver();
  }

  protected override render() {
    const { leads } = this;
    const { state, answer } = this.#answers;
    const common = this.locale.texts(commonMessages);
    if (!leads || !state) return html`<div class="late">${renderEmpty({ text: common('noStore') })}</div>`;
    const failed = answer.phase === 'failed' ? failedAnswer(this.locale, leads, answer.error) : undefined;
    if (failed && !isPartlyHere(answer)) return renderFailed(failed);
    return html`${renderBar(this.#barModel(leads, state))} ${failed && renderFailedLine(failed)}
      ${this.#renderGrid(leads, state)} ${this.#filters.render()}
      <lead-columns-dialog
        .store=${leads}
        .of=${state.of}
        .defaultColumns=${columnsToReset(this.#wishes, leads)}
        @columns=${this.#handleColumns}
      ></lead-columns-dialog>
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderGrid(store: LeadStore, state: GridState) {
    const { locale } = this;
    const filters = state.filters.map(
      (line) => [line.field, filterText(locale, store, state.of, line)] as const,
    );
    const openCompany = (id: Id) => this.#open('company', id);
    const { rows, offset, total } = this.#answers.rows((place) => {
      const field = this.#answers.grouped[place.level - 1]!;
      const name = fieldLabel(locale, store, field.id);
      const value = (text: string) => this.#texts('groupValue', { field: name, value: text });
      const none = () => this.#texts('groupNone', { field: name });
      return groupHeader(place, field, { value, none }, { locale, store });
    });
    return html`<lead-ui-grid
      .columns=${gridColumns(state.columns, new Map(filters), { locale, store, openCompany })}
      .rows=${rows}
      .offset=${offset}
      .total=${total}
      .sort=${state.sort.map(({ field, direction }) => ({
        column: field,
        direction: direction === 'ascending' ? ('asc' as const) : ('desc' as const),
      }))}
      .selection=${this.selectable ? 'multiple' : 'none'}
      .selected=${this.allBut ?? this.chosen}
      .inverted=${this.allBut !== undefined}
      .loading=${this.#answers.answer.phase !== 'ready'}
      .density=${this.density}
      .label=${this.label || this.#texts(state.of === 'contact' ? 'contacts' : 'companies')}
      reorderable
      @lead-ui-window-request=${this.#handleWindowRequest}
      @lead-ui-sort=${this.#handleSort}
      @lead-ui-row-open=${(event: HTMLElementEventMap['lead-ui-row-open']) => this.#open(state.of, event.rowId)}
      @lead-ui-group-toggle=${this.#handleGroupToggle}
      @lead-ui-column-filter=${this.#handleColumnFilter}
      @lead-ui-columns-reorder=${this.#handleColumns}
      @lead-ui-selection-change=${this.#handleSelection}
      ><div slot="empty">${this.#renderEmpty(state)}</div></lead-ui-grid
    >`;
  }

  #renderEmpty({ of, filters }: GridState) {
    const reset = html`<button class="button" type="button" @click=${() => this.#unfilter(undefined)}>
      ${this.#texts('resetFilters')}
    </button>`;
    if (filters.length > 0) return renderEmpty({ text: this.#texts('noneMatch'), action: reset });
    const text = this.#texts(of === 'contact' ? 'noContacts' : 'noCompanies');
    return html`<slot name="empty">${renderEmpty({ text })}</slot>`;
  }

  #barModel(store: LeadStore, { of, columns, groupBy, filters }: GridState): BarModel {
    const inUse = new Set([...columns, ...groupBy]);
    const chosen = this.selectable ? this.chosenCount : 0;
    const canSet = of === 'contact' && chosen > 0 && store.can('update', 'contact');
    const statuses = canSet ? byRank(store.setup.leadStatuses.values()) : undefined;
    return {
      texts: this.#texts,
      label: (id) => fieldLabel(this.locale, store, id),
      count: countText(this.locale, of, this.total, this.#answers.unfilteredTotal),
      chosen,
      running: this.#bulk.progress,
      loading: this.#answers.answer.progress,
      statuses: statuses?.filter(({ deleted }) => !deleted),
      filterable: columns.filter(isFilterable),
      filters,
      describe: (line) => filterText(this.locale, store, of, line),
      groupable: columnFields(store.fields, of).filter(
        (field) => isGroupable(field) && (inUse.has(field) || field.type === 'list'),
      ),
      groupBy,
      onFilter: (field, anchor) => this.#filters.show(field, anchor),
      onUnfilter: (field) => this.#unfilter(field),
      onGroup: (field) => this.#group(field),
      onCustomise: () => {
        const ids = columns.map((field) => field.id);
        void columnsDialog.use(this, (dialog) => dialog.show(ids));
      },
      onApproach: { filter: this.#filters.preload, customise: columnsDialog.preload },
      onStatus: (id) => void this.#bulk.setStatus(id),
      onStop: () => this.#bulk.stop(),
      onClearChoice: () => {
        this.#choose(new Set());
        this.focus();
      },
    };
  }

  get #texts(): Translate<ContactsTabKey> {
    return this.locale.texts(contactsTabMessages);
  }

  get #wishes(): GridWishes {
    const { criteria, columns, defaultColumns } = this;
    const { layout } = this.#layouts;
    return { of: this.#subject, criteria, columns, defaultColumns, layout, filters: this.#filters.lines };
  }

  get #subject(): Subject {
    return this.of === 'company' ? 'company' : 'contact'; // attributes can say anything
  }

  // What a person does

  #open(entity: Subject, id: Id): void {
    this.dispatchEvent(new LeadOpenRequestEvent(entity, id));
  }

  /** Other rows are coming: from the first one on. */
  #startOver(): void {
    this.#answers.startOver();
    this.grid?.scrollToRow(0);
  }

  #arrange(change: GridLayout): void {
    this.#layouts.arrange(change);
    this.requestUpdate();
    if (!this.leads || change.sort) return;
    const { columns, groupBy } = readState(this.#wishes, this.leads);
    const [columnIds, groupIds] = [columns, groupBy].map((fields) => fields.map((field) => field.id));
    this.dispatchEvent(new LeadLayoutChangeEvent(columnIds!, groupIds!));
  }

  readonly #handleWindowRequest = (event: HTMLElementEventMap['lead-ui-window-request']): void =>
    this.#answers.show(event);

  readonly #handleGroupToggle = ({ key, expanded }: HTMLElementEventMap['lead-ui-group-toggle']): void =>
    this.#answers.toggle(key, expanded);

  readonly #handleSort = ({ column, additive }: HTMLElementEventMap['lead-ui-sort']): void => {
    this.#arrange({ sort: nextSort(this.#answers.state?.sort ?? [], column, additive) });
    this.#startOver();
  };

  readonly #handleColumns = ({
    columns,
  }: ColumnsEvent | HTMLElementEventMap['lead-ui-columns-reorder']): void => this.#arrange({ columns });

  readonly #handleColumnFilter = ({ column, anchor }: HTMLElementEventMap['lead-ui-column-filter']): void =>
    this.#filters.show(column, anchor);

  #unfilter(id: FieldId | undefined): void {
    this.#filters.remove(id);
    this.#focusTool('filter');
  }

  /** "Everybody" meant those who were shown before. */
  #handleFilters(): void {
    if (this.allBut) this.#choose(new Set());
    this.#startOver();
  }

  #group(id: FieldId | undefined): void {
    const groupBy = this.#answers.state?.groupBy.map((field) => field.id) ?? [];
    this.#answers.closeGroups();
    this.#arrange({ groupBy: id === undefined ? [] : toggleGroup(groupBy, id) });
    this.#startOver();
    this.#focusTool('group');
  }

  /** What was pressed may be gone with what it took away. */
  #focusTool(tool: 'filter' | 'group'): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-tool="${tool}"]`)?.focus();
  }

  readonly #handleSelection = ({
    selected,
    inverted,
  }: HTMLElementEventMap['lead-ui-selection-change']): void => this.#choose(selected, inverted);

  #choose(ids: ReadonlySet<Id>, isAllBut = false): void {
    this.chosen = isAllBut ? new Set() : ids;
    this.allBut = isAllBut ? ids : undefined;
    this.dispatchEvent(new LeadChoiceChangeEvent([...this.chosen], this.allBut && [...this.allBut]));
  }

  async #collectChosen(onProgress?: (done: number) => void): Promise<Collected> {
    const { leads, allBut, language } = this;
    const { state } = this.#answers;
    if (!allBut || !leads || !state) return { ok: true, ids: [...this.chosen] };
    const { of } = state;
    const criteria = criteriaOf(state.criteria, state.filters);
    const collected = await collectIds(leads, { of, criteria, language }, onProgress);
    return collected.ok ? { ok: true, ids: collected.ids.filter((id) => !allBut.has(id)) } : collected;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-record-grid': LeadRecordGrid;
  }
}
