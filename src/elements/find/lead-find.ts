import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { parseCriteria } from '../../criteria/parse.js';
import type { Criteria } from '../../criteria/types.js';
import type { LeadCriteriaChangeEvent } from '../../events/lead-criteria-change.js';
import { LeadSelectionChangeEvent } from '../../events/lead-selection-change.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { findMessages } from '../../locale/find.js';
import { sameValue } from '../../model/changes.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Selection } from '../../model/records.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { buildingsIcon, caretDownIcon, floppyDiskIcon, icon, usersIcon } from '../../ui/icons.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty, renderFailed, renderSkeleton } from '../../ui/states.js';
import type { LeadUiToasts } from '../../ui/toasts.js';
import '../../ui/toasts.js';
import { tooltip } from '../../ui/tooltip.js';
import { defaultCriteria } from '../criteria-builder/default-criteria.js';
import '../criteria-builder/lead-criteria-builder.js';
import { LeadElement } from '../lead-element.js';
import { failedAnswer } from '../failed-answer.js';
import { faultSentences } from '../not-done.js';
import '../record-grid/lead-record-grid.js';
import { columnsOf } from './columns.js';
import { EditedSelection } from './edited-selection.js';
import { findStyles } from './find.styles.js';
import type { SaveOutcome } from './save-selection.js';

const saveDialog = onDemand('lead-save-selection', () => import('./save-dialog.js'));

/** Milliseconds without a change after which the results follow the criteria. */
const settleAfter = 150;

/**
 * Finds contacts or companies: criteria on top, results below that follow them, and "Save as selection". With
 * `selection-id` it edits the criteria of a saved dynamic selection.
 *
 * @summary Criteria, results, and Save as selection.
 * @fires {LeadCriteriaChangeEvent} lead-criteria-change - A person changed the criteria; `criteria`.
 * @fires {LeadSelectionChangeEvent} lead-selection-change - A selection was saved; `selectionId`, `kind`.
 * @fires {LeadOpenRequestEvent} lead-open-request - A row of the results was opened.
 * @csspart criteria - The section with the builder.
 * @csspart results - The section with the grid.
 * @slot actions - Buttons of your own beside Save.
 */
@defineElement('lead-find')
export class LeadFind extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, findStyles];

  /** Whom to find. The person can switch. */
  @property({ reflect: true }) of: Subject = 'contact';
  /** The criteria, in and out. Left out: the potential customers. */
  @property({ attribute: false }) criteria?: Criteria;
  /** The columns of the results to start with, by field id. */
  @property({ attribute: false }) columns?: readonly FieldId[];
  /** The dynamic selection whose criteria are edited. */
  @property({ attribute: 'selection-id' }) selectionId?: string;
  /** Remembers the columns of the results in this browser under this name. */
  @property({ attribute: 'storage-key' }) storageKey = '';
  /** Levels of groups; see `lead-criteria-builder`. */
  @property({ type: Number }) nesting = 1;
  /** The heading. Left out: Find, or the name of the selection. */
  @property() label = '';

  @state() private isCollapsed = false;
  @state() private settled?: Criteria;
  @query('lead-ui-toasts') private toasts!: LeadUiToasts | null;

  readonly #selection = new EditedSelection(this);
  /** What was being looked for when the person switched to the other kind of records. */
  readonly #left: Partial<Record<Subject, Criteria>> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selectionId')) this.#selection.forget();
    this.#selection.follow();
    if (!this.criteria) this.criteria = defaultCriteria(this.of);
    if (!this.settled || changed.has('of') || changed.has('selectionId')) this.#settle();
    else if (changed.has('criteria') && this.criteria !== this.settled) {
      clearTimeout(this.#timer);
      // Memory answers every keystroke; a backend is asked when somebody pauses.
      if (this.leads?.capabilities?.query?.[this.of])
        this.#timer = setTimeout(() => this.#settle(), settleAfter);
      else this.#settle();
    }
  }

  protected override render(): TemplateResult {
    return html`${this.#renderState()}
      <lead-save-selection
        .store=${this.leads}
        .of=${this.of}
        .criteria=${this.criteria}
        .onSaved=${this.#handleSaved}
      ></lead-save-selection>
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderState(): TemplateResult {
    const { leads: store, locale } = this;
    if (!store) return renderEmpty({ text: locale.texts(commonMessages)('noStore') });
    if (store.phase === 'failed') return renderFailed(failedAnswer(locale, store, store.problem));
    if (store.phase === 'loading')
      return html`<div class="find">${this.#renderHeader()}${renderSkeleton(6)}</div>`;
    if (this.selectionId && !this.#selection.record)
      return renderEmpty({ text: locale.texts(problemMessages)('selection-missing') });
    return html`<div class="find">
      ${this.#renderHeader()}${this.#renderCriteria()}${this.#renderResults()}
    </div>`;
  }

  #renderHeader(): TemplateResult {
    const text = this.locale.texts(findMessages);
    const selection = this.#selection.record;
    return html`<div class="header">
      <h2 class="page-title">${this.label || (selection?.name ?? text('find'))}</h2>
      ${this.selectionId ? nothing : this.#renderSwitch()}
      <span class="space"></span>
      <slot name="actions"></slot>
      ${this.leads?.phase === 'ready' && this.leads.can('create', 'selection') ? this.#renderSave(selection) : nothing}
    </div>`;
  }

  #renderSwitch(): TemplateResult {
    const text = this.locale.texts(findMessages);
    const choice = (of: Subject) =>
      html`<label
        ><input
          class="visually-hidden"
          type="radio"
          name="of"
          value=${of}
          .checked=${this.of === of}
          @change=${() => this.#switchTo(of)}
        />${icon(of === 'contact' ? usersIcon : buildingsIcon)}${text(of === 'contact' ? 'contacts' : 'companies')}</label
      >`;
    return html`<div class="switch" role="radiogroup" aria-label=${text('findWhat')}>
      ${choice('contact')}${choice('company')}
    </div>`;
  }

  #renderSave(selection: Selection | undefined): TemplateResult {
    const text = this.locale.texts(findMessages);
    if (!selection)
      return html`<button
        class="button primary"
        type="button"
        ?disabled=${!this.#isValid}
        @pointerenter=${saveDialog.preload}
        @focus=${saveDialog.preload}
        @click=${this.#openDialog}
      >
        ${icon(floppyDiskIcon)}${text('saveAs')}
      </button>`;
    const why = this.#whyNotSave(selection);
    return html`<button
        class="button"
        type="button"
        ?disabled=${!this.#isValid}
        @pointerenter=${saveDialog.preload}
        @focus=${saveDialog.preload}
        @click=${this.#openDialog}
      >
        ${text('saveAsNew')}
      </button>
      <button
        class="button primary"
        type="button"
        aria-disabled=${why || this.#selection.isSaving ? 'true' : nothing}
        ${tooltip(why)}
        @click=${() => !why && void this.#save(selection)}
      >
        ${text('save')}
      </button>`;
  }

  #renderCriteria(): TemplateResult {
    const text = this.locale.texts(findMessages);
    const problems = this.locale.texts(problemMessages);
    const { fault } = this.#selection;
    return html`<section part="criteria" aria-labelledby="criteria-title">
      <div class="section-head">
        <h3 class="title" id="criteria-title">
          <button
            class="toggle"
            type="button"
            aria-expanded=${!this.isCollapsed}
            aria-controls="criteria"
            @click=${() => (this.isCollapsed = !this.isCollapsed)}
          >
            ${icon(caretDownIcon)}${text('criteria')}
          </button>
        </h3>
      </div>
      <div id="criteria" ?hidden=${this.isCollapsed}>
        ${fault ? html`<p class="fault">${problems(fault.code, { message: fault.message ?? '' })}</p>` : nothing}
        <lead-criteria-builder
          .store=${this.leads}
          .of=${this.of}
          .criteria=${this.criteria}
          .nesting=${this.nesting}
          @lead-criteria-change=${this.#handleCriteria}
        ></lead-criteria-builder>
      </div>
    </section>`;
  }

  #renderResults(): TemplateResult {
    const text = this.locale.texts(findMessages);
    const isReady = this.settled && this.#parses(this.settled);
    return html`<section class="results" part="results" aria-labelledby="results-title">
      ${
        isReady
          ? html`<lead-record-grid
              .store=${this.leads}
              .of=${this.of}
              .criteria=${this.settled}
              .columns=${this.columns ?? columnsOf[this.of]}
              .storageKey=${this.storageKey && `${this.storageKey}-${this.of}`}
              .label=${text('results')}
              selectable
            >
              <h3 class="title" id="results-title" slot="title">${text('results')}</h3>
            </lead-record-grid>`
          : html`<h3 class="title" id="results-title">${text('results')}</h3>
              <p class="muted">${text('noResultsYet')}</p>`
      }
    </section>`;
  }

  get #isValid(): boolean {
    return this.criteria !== undefined && this.#parses(this.criteria);
  }

  /** Q6: criteria from the host or from a selection are looked at before they are asked. */
  #parses(criteria: Criteria): boolean {
    return this.leads !== undefined && parseCriteria(criteria, this.leads.fields, this.of).ok;
  }

  // What a person does

  #handleCriteria(event: LeadCriteriaChangeEvent): void {
    this.criteria = event.criteria;
  }

  #switchTo(of: Subject): void {
    if (this.criteria) this.#left[this.of] = this.criteria;
    this.of = of;
    this.criteria = this.#left[of] ?? defaultCriteria(of);
  }

  readonly #openDialog = (): void => void saveDialog.use(this, (dialog) => dialog.show());

  readonly #handleSaved = (saved: Extract<SaveOutcome, { status: 'saved' }>): void => {
    const text = this.locale.texts(findMessages);
    const { id, name, members, change } = saved;
    const isStatic = this.leads?.record('selection', id).record?.source.kind === 'static';
    const key = change === 'updated' ? 'added' : isStatic ? 'savedStatic' : 'savedDynamic';
    this.toasts?.add({ text: text(key, { name, count: members }), tone: 'success' });
    this.dispatchEvent(new LeadSelectionChangeEvent(id, change));
  };

  async #save(selection: Selection): Promise<void> {
    const { leads: store } = this;
    const result = await this.#selection.save(selection.id);
    if (!store || !result) return;
    if (result.status === 'done') {
      const text = this.locale.texts(findMessages)('saved', { name: selection.name });
      this.toasts?.add({ text, tone: 'success' });
      this.dispatchEvent(new LeadSelectionChangeEvent(selection.id, 'updated'));
    } else {
      const text = faultSentences(this.locale, store, result).join(' ');
      this.toasts?.add({ text, tone: 'danger' });
    }
  }

  #whyNotSave({ source }: Selection): string | undefined {
    const text = this.locale.texts(findMessages);
    if (source.kind !== 'dynamic') return text('partsNotCriteria');
    if (!this.#isValid) return text('noResultsYet');
    return sameValue(source.criteria, this.criteria) ? text('unchanged') : undefined;
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.settled = this.criteria;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-find': LeadFind;
  }
}
