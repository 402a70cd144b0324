import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.js';
import { LeadOpenRequestEvent } from '../../events/lead-open-request.js';
import { LeadSelectionChangeEvent } from '../../events/lead-selection-change.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { selectionsMessages } from '../../locale/selections.js';
import type { Id, Selection } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { selectionCriteria, type SelectionCriteria } from '../../store/selection-criteria.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { icon, rowsIcon } from '../../ui/icons.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import { tooltip } from '../../ui/tooltip.js';
import type { LeadUiToasts, Toast } from '../../ui/toasts.js';
import '../../ui/toasts.js';
import { LeadElement } from '../lead-element.js';
import { SelectionCommands, type CommandHost } from './selection-commands.js';
import { listed } from './selection-texts.js';
import { renderTable, type SelectionAction } from './selections-table.js';
import { selectionsStyles } from './selections.styles.js';

const combineDialog = onDemand('lead-selection-combine', () => import('./combine-dialog.js'));
const editDialog = onDemand('lead-selection-edit', () => import('./edit-dialog.js'));
const selectionView = onDemand('lead-selection-view', () => import('./selection-view.js'));

/** From this many selections on there is a box to search them. */
const searchFrom = 11;

/**
 * The saved selections with their kind and live counts: open, edit, combine, copy, delete. Opening one shows it in
 * place, unless the host cancels `lead-open-request` to show it elsewhere; with `selection-id` only that one is shown.
 *
 * @summary The saved selections, or one of them.
 * @fires {LeadOpenRequestEvent} lead-open-request - A selection, or a member of one, is opened; `entity`, `id`. Cancel it to show the selection elsewhere.
 * @fires {LeadSelectionChangeEvent} lead-selection-change - A selection was saved, changed or deleted; `selectionId`, `kind`.
 * @slot actions - Buttons of your own in the head of the list.
 * @slot empty - The action that helps where there is no selection yet.
 */
@defineElement('lead-selections')
export class LeadSelections extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, selectionsStyles];

  /** Shows this selection instead of the list. */
  @property({ attribute: 'selection-id' }) selectionId?: string;
  /** Remembers the columns of members in this browser under this name. */
  @property({ attribute: 'storage-key' }) storageKey = '';

  /** Opened from the list, to which there is a way back. */
  @state() private opened?: Id;
  @state() private search = '';
  @query('lead-ui-toasts') private toasts!: LeadUiToasts | null;

  readonly _selections = new StoreController(
    this,
    (store) => store.selections,
    (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
  );
  readonly #commands = new SelectionCommands(this.#commandHost());
  /** Criteria by selection, for as long as neither selections nor fields change. */
  #resolved = new Map<Id, SelectionCriteria>();
  #resolvedFrom: readonly unknown[] = [];

  protected override willUpdate(): void {
    const from = [this.leads, this.leads?.fields, ...(this.leads?.selections ?? [])];
    const isSame =
      from.length === this.#resolvedFrom.length && from.every((each, at) => each === this.#resolvedFrom[at]);
    if (isSame) return;
    this.#resolvedFrom = from;
    this.#resolved = new Map();
  }

  protected override render(): TemplateResult {
    return html`${this.#renderState()}
      <lead-selection-edit .store=${this.leads}></lead-selection-edit>
      <lead-selection-combine .store=${this.leads}></lead-selection-combine>
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderState(): TemplateResult {
    const { leads: store, locale } = this;
    const common = locale.texts(commonMessages);
    if (!store) return renderEmpty({ text: common('noStore') });
    if (store.phase === 'failed')
      return renderFailed({
        title: locale.texts(problemMessages)(store.problem?.kind ?? 'unavailable'),
        detail: store.problem?.message,
        detailLabel: common('details'),
        retryLabel: common('retry'),
        onRetry: () => void store.reload(),
      });
    if (store.phase === 'loading') return this.#renderLoading();
    const shown = this.selectionId || this.opened;
    return shown ? this.#renderOne(store, shown) : this.#renderList(store);
  }

  #renderOne(store: LeadStore, id: Id): TemplateResult {
    selectionView.preload();
    return html`<lead-selection-view
      .store=${store}
      .selectionId=${id}
      .storageKey=${this.storageKey}
      .back=${this.selectionId ? undefined : this.#back}
      .act=${this.#act}
      .toast=${this.#toast}
    ></lead-selection-view>`;
  }

  #renderList(store: LeadStore): TemplateResult {
    const text = this.locale.texts(selectionsMessages);
    const all = store.selections;
    const shown = listed(all, all.length >= searchFrom ? this.search : '', this.language);
    return html`<div class="header">
        <h2 class="page-title" tabindex="-1">${text('selections')}</h2>
        <span class="count">${all.length > 0 ? this.locale.number(all.length) : ''}</span>
        <span class="space"></span>
        ${all.length >= searchFrom ? this.#renderSearch() : nothing}
        <slot name="actions"></slot>
        ${all.length > 0 && store.can('create', 'selection') ? this.#renderCombine(all) : nothing}
      </div>
      ${
        all.length === 0
          ? html`<div class="surface">
              ${renderEmpty({ text: text('empty'), action: html`<slot name="empty"></slot>` })}
            </div>`
          : shown.length === 0
            ? renderEmpty({ text: text('noMatch', { text: this.search }) })
            : renderTable({
                store,
                locale: this.locale,
                selections: shown,
                criteriaOf: (id) => this.#criteriaOf(store, id),
                open: (id) => this.#open(id),
                act: this.#act,
              })
      }`;
  }

  #renderSearch(): TemplateResult {
    const text = this.locale.texts(selectionsMessages);
    return html`<input
      class="input search"
      type="search"
      aria-label=${text('search')}
      placeholder=${text('search')}
      .value=${this.search}
      @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
    />`;
  }

  #renderCombine(all: readonly Selection[]): TemplateResult {
    const text = this.locale.texts(selectionsMessages);
    const possible = (['contact', 'company'] as const).some(
      (subject) => all.filter(({ of }) => of === subject).length > 1,
    );
    return html`<button
      class="button"
      type="button"
      aria-disabled=${possible ? nothing : 'true'}
      ${tooltip(possible ? undefined : text('combineNeedsTwo'))}
      @pointerenter=${combineDialog.preload}
      @focus=${combineDialog.preload}
      @click=${() => possible && this.#combine(undefined)}
    >
      ${icon(rowsIcon)}${text('combine')}
    </button>`;
  }

  #renderLoading(): TemplateResult {
    const text = this.locale.texts(selectionsMessages);
    return html`<div class="header"><h2 class="page-title">${text('selections')}</h2></div>
      <div class="surface" aria-hidden="true">
        <table class="table">
          <tbody>
            ${[1, 2, 3, 4].map(
              () =>
                html`<tr>
                  <td><span class="skeleton"></span></td>
                  <td class="col-kind"><span class="skeleton"></span></td>
                  <td class="col-members"><span class="skeleton"></span></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #criteriaOf(store: LeadStore, id: Id): SelectionCriteria {
    let resolved = this.#resolved.get(id);
    if (!resolved) this.#resolved.set(id, (resolved = selectionCriteria(store, id)));
    return resolved;
  }

  // What a person does

  #open(id: Id): void {
    if (!this.dispatchEvent(new LeadOpenRequestEvent('selection', id))) return;
    this.opened = id;
    void this.updateComplete.then(() => selectionView.use(this, (view) => view.focus()));
  }

  readonly #back = (): void => {
    const id = this.opened;
    this.opened = undefined;
    void this.updateComplete.then(() => this.#focusRow(id));
  };

  readonly #act = (action: SelectionAction, selection: Selection): void => {
    switch (action) {
      case 'rename':
        return void editDialog.use(this, (dialog) =>
          dialog.show(selection, (id) => this.#report(id, 'updated')),
        );
      case 'combine':
        return this.#combine(selection.id);
      case 'copy':
        return void this.#commands.copy(selection);
      case 'toStatic':
        return void this.#commands.toStatic(selection);
      case 'delete':
        return void this.#delete(selection);
    }
  };

  readonly #toast = (toast: Toast): void => {
    this.toasts?.add(toast);
  };

  #combine(first: Id | undefined): void {
    const saved = (id: Id, name: string) => {
      this.#toast({ text: this.locale.texts(selectionsMessages)('combined', { name }), tone: 'success' });
      this.#report(id, 'created');
    };
    void combineDialog.use(this, (dialog) => dialog.show(first, saved));
  }

  async #delete(selection: Selection): Promise<void> {
    const neighbour = this.#neighbourOf(selection.id);
    if (!(await this.#commands.delete(selection))) return;
    this.opened = undefined;
    await this.updateComplete;
    this.#focusRow(neighbour);
  }

  #report(id: Id, kind: 'created' | 'updated' | 'deleted'): void {
    this.dispatchEvent(new LeadSelectionChangeEvent(id, kind));
  }

  #commandHost(): CommandHost {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getter below needs a name for the element
    const element = this;
    return {
      get leads() {
        return element.leads;
      },
      locale: this.locale,
      criteriaOf: (store, id) => this.#criteriaOf(store, id),
      toast: (toast) => this.#toast(toast),
      changed: (id, kind) => this.#report(id, kind),
      broughtBack: (id) => void this.updateComplete.then(() => this.#focusRow(id)),
    };
  }

  // Focus

  #focusRow(id: Id | undefined): void {
    const row = id && this.renderRoot.querySelector<HTMLElement>(`.name[data-id="${CSS.escape(id)}"]`);
    (row || this.renderRoot.querySelector<HTMLElement>('.page-title'))?.focus();
  }

  #neighbourOf(id: Id): Id | undefined {
    const ids = [...this.renderRoot.querySelectorAll<HTMLElement>('.name')].map((name) => name.dataset['id']);
    const at = ids.indexOf(id);
    return ids[at + 1] ?? ids[at - 1];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-selections': LeadSelections;
  }
}
