import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { RecordController } from '../../controllers/record-controller.js';
import { StoreController } from '../../controllers/store-controller.js';
import { parseCriteria } from '../../criteria/parse.js';
import type { Criteria } from '../../criteria/types.js';
import type { LeadCriteriaChangeEvent } from '../../events/lead-criteria-change.js';
import { LeadSelectionChangeEvent } from '../../events/lead-selection-change.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { findMessages } from '../../locale/find.js';
import { selectionDialogMessages } from '../../locale/selection-dialogs.js';
import { sameValue } from '../../model/changes.js';
import type { Id, Selection } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { selectionCriteria, type SelectionCriteria } from '../../store/selection-criteria.js';
import type { Toast } from '../../ui/toasts.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { caretLeftIcon, funnelIcon, icon, trashIcon } from '../../ui/icons.js';
import { renderEmpty } from '../../ui/states.js';
import { tooltip } from '../../ui/tooltip.js';
import '../criteria-builder/lead-criteria-builder.js';
import '../criteria-builder/lead-criteria-count.js';
import { columnsOf } from '../find/columns.js';
import { LeadElement } from '../lead-element.js';
import '../record-grid/lead-record-grid.js';
import type { LeadRecordGrid } from '../record-grid/lead-record-grid.js';
import { faultSentence, selectionInWords } from './selection-texts.js';
import { renderActions, renderKind, type SelectionAction } from './selections-table.js';
import { selectionsStyles } from './selections.styles.js';

/**
 * One selection: what it is, in words, and its members.
 *
 * @summary One selection with its members.
 */
@defineElement('lead-selection-view')
export class LeadSelectionView extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, selectionsStyles];

  @property({ attribute: false }) selectionId: Id = '';
  @property({ attribute: false }) storageKey = '';
  /** Goes back to the list; left out when there is none. */
  @property({ attribute: false }) back?: () => void;
  @property({ attribute: false }) act?: (action: SelectionAction, selection: Selection) => void;
  @property({ attribute: false }) toast?: (toast: Toast) => void;

  /** Criteria that are being edited. */
  @state() private draft: Criteria | undefined;
  @state() private chosen = 0;
  @query('lead-record-grid') private grid!: LeadRecordGrid | null;
  @query('h2') private heading!: HTMLElement | null;

  readonly #record = new RecordController(this, 'selection', () => this.selectionId);
  /** A combined selection also follows its parts. */
  readonly _selections = new StoreController(
    this,
    (store) => store.selections,
    (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
  );
  #resolved: SelectionCriteria | undefined;

  /** Puts the focus on the heading. */
  override focus(): void {
    void this.updateComplete.then(() => this.heading?.focus());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selectionId')) {
      this.draft = undefined;
      this.chosen = 0;
    }
    const next = this.leads && selectionCriteria(this.leads, this.selectionId);
    if (!sameValue(this.#resolved, next)) this.#resolved = next;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { leads: store } = this;
    const { record } = this.#record;
    if (!store) return nothing;
    if (!record)
      return html`${this.#renderBack()}${renderEmpty({ text: this.locale.texts(problemMessages)('selection-missing') })}`;
    return html`${this.#renderHeader(store, record)}${this.draft ? this.#renderEditor(record) : nothing}
    ${this.#renderMembers(store, record)}`;
  }

  #renderBack(): TemplateResult | typeof nothing {
    if (!this.back) return nothing;
    return html`<button class="button quiet back" type="button" @click=${this.back}>
      ${icon(caretLeftIcon)}${this.locale.texts(selectionDialogMessages)('back')}
    </button>`;
  }

  #renderHeader(store: LeadStore, selection: Selection): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const { name, description, source } = selection;
    return html`${this.#renderBack()}
      <div class="header">
        <h2 class="page-title" tabindex="-1">${name}</h2>
        <span class="space"></span>
        ${
          source.kind === 'dynamic' && store.can('update', 'selection')
            ? html`<button
                class="button"
                type="button"
                aria-expanded=${this.draft !== undefined}
                @click=${() => (this.draft = this.draft ? undefined : (source.criteria as Criteria))}
              >
                ${icon(funnelIcon)}${text('editCriteria')}
              </button>`
            : nothing
        }
        ${renderActions({ store, locale: this.locale, act: (...what) => this.act?.(...what) }, selection)}
      </div>
      <div class="about">
        <div class="facts">${renderKind(this.locale, selection)}<span>${this.#renderCount(store)}</span></div>
        <p>${selectionInWords(this.locale, store, selection)}</p>
        ${description ? html`<p class="muted note">${description}</p>` : nothing}
      </div>`;
  }

  #renderCount(store: LeadStore): TemplateResult | typeof nothing {
    const resolved = this.#resolved;
    if (!resolved?.ok) return nothing;
    return html`<lead-criteria-count
      .store=${store}
      .of=${resolved.of}
      .criteria=${resolved.criteria}
    ></lead-criteria-count>`;
  }

  #renderEditor(selection: Selection): TemplateResult {
    const common = this.locale.texts(commonMessages);
    const why = this.#whyNotSave(selection);
    return html`<section
      class="editor"
      aria-label=${this.locale.texts(selectionDialogMessages)('editCriteria')}
    >
      <lead-criteria-builder
        .store=${this.leads}
        .of=${selection.of}
        .criteria=${this.draft}
        @lead-criteria-change=${(event: LeadCriteriaChangeEvent) => (this.draft = event.criteria)}
      ></lead-criteria-builder>
      <div class="toolbar">
        <button class="button" type="button" @click=${() => (this.draft = undefined)}>
          ${common('cancel')}
        </button>
        <button
          class="button primary"
          type="button"
          aria-disabled=${why ? 'true' : nothing}
          ${tooltip(why)}
          @click=${() => !why && void this.#saveCriteria(selection)}
        >
          ${common('save')}
        </button>
      </div>
    </section>`;
  }

  #renderMembers(store: LeadStore, { id, of, name, source }: Selection): TemplateResult {
    const text = this.locale.texts(selectionDialogMessages);
    const resolved = this.#resolved;
    const draft = this.draft && parseCriteria(this.draft, store.fields, of);
    if (!draft?.ok && resolved && !resolved.ok) return this.#renderFault(resolved);
    const criteria = draft?.ok ? draft.criteria : resolved?.ok ? resolved.criteria : undefined;
    return html`<lead-record-grid
      .store=${store}
      .of=${of}
      .criteria=${criteria}
      .columns=${columnsOf[of]}
      .label=${name}
      .storageKey=${this.storageKey && `${this.storageKey}-${id}`}
      selectable
      @lead-choice-change=${() => (this.chosen = this.grid?.chosenCount ?? 0)}
    >
      ${
        source.kind === 'static' && this.chosen > 0 && store.can('update', 'selection')
          ? html`<button
              slot="bulk"
              class="button danger"
              type="button"
              @click=${() => void this.#removeMembers(id, source.members)}
            >
              ${icon(trashIcon)}${text('removeMembers', { count: this.chosen })}
            </button>`
          : nothing
      }
      <p slot="empty" class="muted">${text('noMembers')}</p>
    </lead-record-grid>`;
  }

  #renderFault(resolved: Extract<SelectionCriteria, { ok: false }>): TemplateResult {
    return html`<div class="fault" role="alert">
      <p class="title">${this.locale.texts(selectionDialogMessages)('brokenTitle')}</p>
      <p>${faultSentence(this.locale, resolved.fault)}</p>
    </div>`;
  }

  #whyNotSave({ of, source }: Selection): string | undefined {
    const text = this.locale.texts(findMessages);
    if (!this.leads || !parseCriteria(this.draft, this.leads.fields, of).ok) return text('invalidTitle');
    return source.kind === 'dynamic' && sameValue(source.criteria, this.draft)
      ? text('unchanged')
      : undefined;
  }

  async #saveCriteria({ id }: Selection): Promise<void> {
    if (!this.leads || !this.draft) return;
    const result = await this.leads.updateSelection(id, {
      source: { kind: 'dynamic', criteria: this.draft },
    });
    if (result.status !== 'done') return this.#failed(result);
    this.draft = undefined;
    this.focus();
    this.dispatchEvent(new LeadSelectionChangeEvent(id, 'updated'));
  }

  async #removeMembers(id: Id, members: readonly Id[]): Promise<void> {
    const [store, grid] = [this.leads!, this.grid!];
    const gone = new Set(await grid.chosenIds());
    const rest = members.filter((member) => !gone.has(member));
    const result = await store.updateSelection(id, { source: { kind: 'static', members: rest } });
    if (result.status !== 'done') return this.#failed(result);
    this.chosen = 0;
    grid.chosen = new Set();
    grid.allBut = undefined;
    this.focus();
    const text = this.locale.texts(selectionDialogMessages);
    this.toast?.({
      text: text('removed', { count: members.length - rest.length }),
      action: {
        label: this.locale.texts(commonMessages)('undo'),
        run: () => void store.updateSelection(id, { source: { kind: 'static', members } }),
      },
    });
    this.dispatchEvent(new LeadSelectionChangeEvent(id, 'updated'));
  }

  #failed(result: Exclude<Awaited<ReturnType<LeadStore['updateSelection']>>, { status: 'done' }>): void {
    const kind = result.status === 'failed' ? result.problem.kind : 'invalid';
    this.toast?.({ text: this.locale.texts(problemMessages)(kind), tone: 'danger' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-selection-view': LeadSelectionView;
  }
}
