import { html, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { QuestionController } from '../../controllers/question-controller.js';
import { describeLine } from '../../criteria/describe.js';
import type { Criteria, CriteriaLine } from '../../criteria/types.js';
import { LeadChoiceChangeEvent, LeadLayoutChangeEvent, LeadOpenRequestEvent } from '../../events/index.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { contactsTabMessages, type ContactsTabKey } from '../../locale/contacts-tab.js';
import { criteriaMessages } from '../../locale/criteria.js';
import type { Translate } from '../../locale/messages.js';
import type { Field, FieldId, Subject } from '../../model/fields.js';
import { byRank, type Id } from '../../model/records.js';
import type { Answer, RowWindow } from '../../query/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { GridRow, LeadUiGrid } from '../../ui/grid/grid.js';
import '../../ui/grid/grid.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import type { LeadUiToasts } from '../../ui/toasts.js';
import '../../ui/toasts.js';
import { LeadElement } from '../lead-element.js';
import { fieldLabel, optionLabel } from '../sentences.js';
import { setLeadStatus, undoEntry } from './bulk-status.js';
import type { ColumnFilterEvent, LeadColumnFilter } from './column-filter.js';
import './column-filter.js';
import type { ColumnsEvent, LeadColumnsDialog } from './columns-dialog.js';
import './columns-dialog.js';
import { filterOf, withFilter } from './filter-line.js';
import { gridColumns, isFilterable, isGroupable } from './grid-columns.js';
import { layOutGroups, type GroupLayout } from './group-layout.js';
import { GroupRowsController } from './group-rows.js';
import {
  columnFields,
  defaultColumns,
  defaultSort,
  knownColumns,
  loadLayout,
  nextSort,
  saveLayout,
  toggleGroup,
  type GridLayout,
} from './layout.js';
import { groupQuestion, idsQuestion, mainQuestion, unfilteredQuestion, type GridState } from './questions.js';
import { renderBar, type BarModel } from './record-grid-bar.js';
import { recordGridStyles } from './record-grid.styles.js';
import { groupedRows, groupHeader, recordRow, totalOf } from './rows.js';

const firstWindow: RowWindow = { offset: 0, limit: 60 };

/** Asking took longer than this (ms): while somebody scrolls, wait until the scroll bar rests. */
const slowAnswer = 8;
const restOfScroll = 80;

/**
 * A grid of contacts or companies: whoever meets the criteria, in columns that a person chooses, sorts, filters and
 * groups. Asks only for the rows in view, so that it does not matter how many there are.
 *
 * A person can open a row (Enter, double click, or the link in the first column), and with `selectable` choose rows and
 * set their lead status. L7: a lead status that is kept out of sight shows a lock and why.
 *
 * @summary Contacts or companies as a grid.
 * @fires {LeadOpenRequestEvent} lead-open-request - A row, or the company of a contact, was opened.
 * @fires {LeadChoiceChangeEvent} lead-choice-change - Rows were ticked; `ids`.
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
  /** Remembers columns, order and groups in this browser under this name. Left out: for as long as the page is open. */
  @property({ attribute: 'storage-key' }) storageKey = '';
  /** Accessible name. Left out: Contacts, or Companies. */
  @property() label = '';
  /** Rows can be chosen. */
  @property({ type: Boolean, reflect: true }) selectable = false;
  /** Rows of 40 px, or of 32. */
  @property({ reflect: true }) density: 'comfortable' | 'compact' = 'comfortable';

  /** The records that are chosen. */
  @property({ attribute: false }) chosen: ReadonlySet<Id> = new Set();

  @state() private layout: GridLayout = {};
  @state() private filters: readonly CriteriaLine[] = [];
  @state() private window = firstWindow;
  @state() private expanded: ReadonlySet<string> = new Set();
  @state() private wantsAll = false;
  @query('lead-ui-grid') private grid!: LeadUiGrid | null;
  @query('lead-column-filter') private filterBox!: LeadColumnFilter | null;
  @query('lead-columns-dialog') private dialog!: LeadColumnsDialog | null;
  @query('lead-ui-toasts') private toasts!: LeadUiToasts | null;

  readonly #main = new QuestionController(this, () => {
    this.#state = this.#readState();
    return this.#state && mainQuestion(this.#state, this.window);
  });
  readonly #unfiltered = new QuestionController(this, () => this.#state && unfilteredQuestion(this.#state));
  readonly #ids = new QuestionController(this, () =>
    this.#state && this.wantsAll ? idsQuestion(this.#state, this.total) : undefined,
  );
  readonly #groups = new GroupRowsController(this, () => {
    const grid = this.#state;
    this.#groupLayout =
      grid && grid.groupBy.length > 0 ? layOutGroups(this.#main.answer.groups, this.expanded) : undefined;
    return (
      this.#groupLayout && {
        layout: this.#groupLayout,
        window: this.window,
        question: (place, window) => groupQuestion(grid!, place, window),
      }
    );
  });
  /** As of this rendering. */
  #state: GridState | undefined;
  #groupLayout: GroupLayout | undefined;
  #askedAt = 0;
  #timeToAnswer = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** How many records are shown: all that meet the criteria and the filters. */
  get total(): Answer['total'] {
    return this.#main.answer.total;
  }

  /** Puts the focus into the grid. */
  override focus(): void {
    this.grid?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#askedAt = performance.now();
    const isOther = (key: 'columns' | 'criteria') =>
      changed.has(key) && JSON.stringify(changed.get(key)) !== JSON.stringify(this[key]);
    if (changed.has('of') || changed.has('storageKey')) {
      this.layout = this.storageKey ? loadLayout(this.storageKey, this.of) : {};
      this.filters = [];
    } else if (isOther('columns')) this.layout = { ...this.layout, columns: undefined };
    if (this.hasUpdated && (changed.has('of') || isOther('criteria'))) this.#startOver();
  }

  protected override update(changed: PropertyValues): void {
    this.#timeToAnswer = performance.now() - this.#askedAt; // the controllers have asked in between
    super.update(changed);
  }

  protected override updated(): void {
    const { phase, rows } = this.#ids.answer;
    if (!this.wantsAll || phase !== 'ready') return;
    this.wantsAll = false;
    this.#choose(new Set(rows.map((row) => row.id)));
  }

  protected override render() {
    const { leads } = this;
    const { answer } = this.#main;
    if (!leads || !this.#state) {
      return html`<div class="late">
        ${renderEmpty({ text: this.locale.texts(commonMessages)('noStore') })}
      </div>`;
    }
    if (answer.phase === 'failed') return this.#renderFailed(answer);
    return html`${renderBar(this.#barModel(this.#state))} ${this.#renderGrid(this.#state, answer)}
      <lead-column-filter .store=${leads} @column-filter=${this.#handleFilter}></lead-column-filter>
      <lead-columns-dialog
        .store=${leads}
        .of=${this.#subject}
        .defaultColumns=${this.#known(this.defaultColumns ?? this.columns ?? defaultColumns[this.#subject])}
        @columns=${this.#handleColumns}
      ></lead-columns-dialog>
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderFailed({ error }: Answer) {
    const common = this.locale.texts(commonMessages);
    const kind = error && error.kind in problemMessages.en ? (error.kind as 'unavailable') : 'unavailable';
    return renderFailed({
      title: this.locale.texts(problemMessages)(kind),
      detail: error?.message,
      detailLabel: common('details'),
      retryLabel: common('retry'),
      onRetry: () => void this.leads?.reload(),
    });
  }

  #renderGrid(grid: GridState, answer: Answer) {
    const layout = this.#groupLayout;
    return html`<lead-ui-grid
      .columns=${gridColumns(
        grid.columns,
        new Map(this.filters.map((line) => [line.field, this.#describe(line)])),
        {
          locale: this.locale,
          store: this.leads!,
          openCompany: (id) => this.#open('company', id),
        },
      )}
      .rows=${layout ? this.#groupedRows(layout, grid) : answer.rows.map((row) => recordRow(row))}
      .offset=${layout ? Math.min(this.window.offset, layout.total) : answer.offset}
      .total=${layout ? layout.total : totalOf(answer)}
      .sort=${grid.sort.map(({ field, direction }) => ({
        column: field,
        direction: direction === 'ascending' ? ('asc' as const) : ('desc' as const),
      }))}
      .selection=${this.selectable ? 'multiple' : 'none'}
      .selected=${this.chosen}
      .loading=${answer.phase !== 'ready'}
      .density=${this.density}
      .label=${this.label || this.#texts(this.#subject === 'contact' ? 'contacts' : 'companies')}
      reorderable
      @lead-ui-window-request=${this.#handleWindowRequest}
      @lead-ui-sort=${this.#handleSort}
      @lead-ui-row-open=${(event: HTMLElementEventMap['lead-ui-row-open']) => this.#open(this.#subject, event.rowId)}
      @lead-ui-group-toggle=${this.#handleGroupToggle}
      @lead-ui-column-filter=${(event: HTMLElementEventMap['lead-ui-column-filter']) => this.#showFilter(event.column, event.anchor)}
      @lead-ui-columns-reorder=${this.#handleColumns}
      @lead-ui-selection-change=${this.#handleSelection}
      ><div slot="empty">${this.#renderEmpty()}</div></lead-ui-grid
    >`;
  }

  #renderEmpty() {
    if (this.filters.length > 0) {
      return renderEmpty({
        text: this.#texts('noneMatch'),
        action: html`<button class="button" type="button" @click=${() => this.#unfilter(undefined)}>
          ${this.#texts('resetFilters')}
        </button>`,
      });
    }
    const text = this.#texts(this.#subject === 'contact' ? 'noContacts' : 'noCompanies');
    return html`<slot name="empty">${renderEmpty({ text })}</slot>`;
  }

  #groupedRows(layout: GroupLayout, { groupBy }: GridState): readonly GridRow[] {
    return groupedRows(
      layout,
      this.window,
      (place) => this.#groups.answer(place),
      (place) => {
        const field = groupBy[place.level - 1]!;
        const name = fieldLabel(this.locale, this.leads, field.id);
        const texts = {
          value: (value: string) => this.#texts('groupValue', { field: name, value }),
          none: () => this.#texts('groupNone', { field: name }),
        };
        return groupHeader(place, field, texts, { locale: this.locale, store: this.leads! });
      },
    );
  }

  #barModel({ columns, groupBy }: GridState): BarModel {
    const { leads } = this;
    const all = columnFields(leads!.fields, this.#subject);
    const first = (fields: readonly Field[]) => [...new Set([...fields, ...all])];
    const canSet = this.#subject === 'contact' && this.chosen.size > 0;
    return {
      texts: this.#texts,
      label: (id) => fieldLabel(this.locale, leads, id),
      count: this.#countText(),
      chosen: this.selectable ? this.chosen.size : 0,
      statuses: canSet
        ? byRank(leads!.setup.leadStatuses.values()).filter(({ deleted }) => !deleted)
        : undefined,
      filterable: columns.filter(isFilterable),
      filters: this.filters,
      describe: (line) => this.#describe(line),
      groupable: first(groupBy)
        .filter(isGroupable)
        .filter((field) => columns.includes(field) || field.type === 'list'),
      groupBy,
      onFilter: (field, anchor) => this.#showFilter(field, anchor),
      onUnfilter: (field) => this.#unfilter(field),
      onGroup: (field) => this.#group(field),
      onCustomise: () => this.dialog?.show(columns.map((field) => field.id)),
      onStatus: (id) => void this.#setStatus(id),
      onClearChoice: () => this.#clearChoice(),
    };
  }

  // What is shown

  get #texts(): Translate<ContactsTabKey> {
    return this.locale.texts(contactsTabMessages);
  }

  /** Attributes can say anything. */
  get #subject(): Subject {
    return this.of === 'company' ? 'company' : 'contact';
  }

  #known(ids: readonly FieldId[]): FieldId[] {
    return this.leads ? knownColumns(ids, this.leads.fields, this.#subject) : [];
  }

  /** The layout without what this store does not know: a saved one may be from another time. */
  #readState(): GridState | undefined {
    const { leads, layout } = this;
    if (!leads) return undefined;
    const of = this.#subject;
    const fields = (ids: readonly FieldId[]) => this.#known(ids).map((id) => leads.fields.get(id)!);
    const columns = fields(layout.columns ?? this.columns ?? []);
    const sort = (layout.sort ?? defaultSort[of]).filter(({ field }) => this.#known([field]).length > 0);
    return {
      of,
      criteria: this.criteria,
      filters: this.filters,
      columns: columns.length > 0 ? columns : fields(this.defaultColumns ?? defaultColumns[of]),
      sort,
      groupBy: fields(layout.groupBy ?? []).filter(isGroupable),
    };
  }

  #countText(): string {
    const isContact = this.#subject === 'contact';
    const countOf = (total: Answer['total']) =>
      total === 'unknown' ? undefined : 'exact' in total ? total.exact : total.atLeast;
    const shown = countOf(this.total);
    if (shown === undefined) return '';
    const common = this.locale.texts(commonMessages);
    const total = this.filters.length > 0 ? countOf(this.#unfiltered.answer.total) : undefined;
    if (total !== undefined)
      return this.#texts(isContact ? 'shownContacts' : 'shownCompanies', { shown, count: total });
    if (typeof this.total === 'object' && 'atLeast' in this.total) return common('atLeast', { count: shown });
    return common(isContact ? 'contacts' : 'companies', { count: shown });
  }

  #describe(line: CriteriaLine): string {
    const { fields, setup, timeZone, now } = this.leads!;
    const sentence = describeLine(line, {
      catalog: fields,
      setup,
      timeZone,
      now: now(),
      texts: this.locale.texts(criteriaMessages),
      language: this.language,
      fieldLabel: (field) => fieldLabel(this.locale, this.leads, field.id),
      optionLabel: (field, option) => optionLabel(this.locale, field, option),
    });
    return sentence.charAt(0).toLocaleUpperCase(this.language) + sentence.slice(1);
  }

  // What a person does

  #open(entity: Subject, id: Id): void {
    this.dispatchEvent(new LeadOpenRequestEvent(entity, id));
  }

  /** Other rows are coming: from the first one on. */
  #startOver(): void {
    this.window = firstWindow;
    this.grid?.scrollToRow(0);
  }

  #arrange(change: Partial<GridLayout>): void {
    this.layout = { ...this.layout, ...change };
    if (this.storageKey) saveLayout(this.storageKey, this.#subject, this.layout);
    const { columns, groupBy } = this.#readState()!;
    const ids = (fields: readonly Field[]) => fields.map((field) => field.id);
    if (!change.sort) this.dispatchEvent(new LeadLayoutChangeEvent(ids(columns), ids(groupBy)));
  }

  readonly #handleWindowRequest = ({
    offset,
    limit,
  }: HTMLElementEventMap['lead-ui-window-request']): void => {
    // Half a window more on each side, so that reading on does not ask at every turn of the wheel.
    const more = Math.ceil(limit / 2);
    const from = Math.max(0, offset - more);
    const window = { offset: from, limit: offset + limit + more - from };
    clearTimeout(this.#timer);
    if (this.#timeToAnswer <= slowAnswer) this.window = window;
    else this.#timer = setTimeout(() => (this.window = window), restOfScroll);
  };

  readonly #handleSort = ({ column, additive }: HTMLElementEventMap['lead-ui-sort']): void => {
    this.#arrange({ sort: nextSort(this.#state?.sort ?? [], column, additive) });
    this.#startOver();
  };

  readonly #handleColumns = ({
    columns,
  }: ColumnsEvent | HTMLElementEventMap['lead-ui-columns-reorder']): void => {
    this.#arrange({ columns });
  };

  #showFilter(id: FieldId, anchor: Element): void {
    const field = this.leads?.fields.get(id);
    if (field) this.filterBox?.show(anchor, field, filterOf(this.filters, id));
  }

  readonly #handleFilter = ({ field, line }: ColumnFilterEvent): void => {
    this.filters = withFilter(this.filters, field, line);
    this.#startOver();
  };

  #unfilter(id: FieldId | undefined): void {
    this.filters = id === undefined ? [] : this.filters.filter(({ field }) => field !== id);
    this.#startOver();
    this.#focusTool('filter');
  }

  #group(id: FieldId | undefined): void {
    const groupBy = this.#state?.groupBy.map((field) => field.id) ?? [];
    this.expanded = new Set();
    this.#arrange({ groupBy: id === undefined ? [] : toggleGroup(groupBy, id) });
    this.#startOver();
    this.#focusTool('group');
  }

  /** What was pressed may be gone with what it took away. */
  #focusTool(tool: 'filter' | 'group'): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-tool="${tool}"]`)?.focus();
  }

  readonly #handleGroupToggle = ({ key, expanded }: HTMLElementEventMap['lead-ui-group-toggle']): void => {
    const next = new Set(this.expanded);
    if (expanded) next.add(key);
    else next.delete(key);
    this.expanded = next;
  };

  readonly #handleSelection = ({ selected, all }: HTMLElementEventMap['lead-ui-selection-change']): void => {
    if (all) this.wantsAll = true;
    else this.#choose(selected);
  };

  #choose(chosen: ReadonlySet<Id>): void {
    this.chosen = chosen;
    this.dispatchEvent(new LeadChoiceChangeEvent([...chosen]));
  }

  #clearChoice(): void {
    this.#choose(new Set());
    this.focus();
  }

  async #setStatus(statusId: Id): Promise<void> {
    const { leads } = this;
    if (!leads) return;
    const { text, failed, entryId } = await setLeadStatus(leads, this.locale, [...this.chosen], statusId);
    const undo = { label: this.locale.texts(commonMessages)('undo'), run: () => void this.#undo(entryId!) };
    this.toasts?.add({
      text,
      tone: failed ? 'danger' : 'success',
      ...(entryId === undefined ? {} : { action: undo }),
    });
  }

  async #undo(entryId: number): Promise<void> {
    if (this.leads) this.toasts?.add({ text: await undoEntry(this.leads, this.locale, entryId) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-record-grid': LeadRecordGrid;
  }
}
