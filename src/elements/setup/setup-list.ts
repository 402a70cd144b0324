import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { QuestionController } from '../../controllers/question-controller.js';
import { LeadSetupChangeEvent } from '../../events/lead-setup-change.js';
import { commonMessages } from '../../locale/common.js';
import { reasonMessages } from '../../locale/reasons.js';
import { setupMessages } from '../../locale/setup.js';
import { byRank, type EntityName, type Id } from '../../model/records.js';
import type { ListName } from '../../rules/list-commands.js';
import type { CommandResult } from '../../store/types.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { icon, plusIcon } from '../../ui/icons.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty } from '../../ui/states.js';
import '../../ui/toasts.js';
import { LeadElement } from '../lead-element.js';
import { faultSentences, type NotDone } from '../not-done.js';
import type { Item } from './item-draft.js';
import { renderRemoveDialog, renderRowSkeletons, renderUnavailable } from './setup-list-parts.js';
import { setupListStyles } from './setup-list.styles.js';
import { renderRow, type RowAction, type RowView } from './setup-row.js';

const itemDialog = onDemand('lead-setup-item-dialog', () => import('./item-dialog.js'));

/** What is particular about a row of one of the lists. */
export type RowParts = Pick<RowView, 'mark' | 'badges' | 'menu'> & { readonly facts: readonly unknown[] };

/** Where the focus goes when the list has changed under it. */
interface FocusTarget {
  readonly id: Id | undefined;
  readonly selector: string;
}

/** What the administration of lead statuses and of categories have in common (L9). */
export abstract class SetupListElement extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, setupListStyles];

  /** Shows the list without the means to change it. */
  @property({ type: Boolean, attribute: 'readonly', reflect: true }) readOnly = false;
  /** Shows deleted items too, struck through, with the means to restore them or remove them for good. */
  @property({ type: Boolean, attribute: 'show-deleted', reflect: true }) showDeleted = false;

  @state() private faults: { readonly id: Id; readonly result: NotDone } | undefined;
  @state() private removing: Item | undefined;
  @query('lead-ui-toasts') private toasts!: HTMLElementTagNameMap['lead-ui-toasts'];

  protected abstract readonly list: ListName;
  protected readonly announcer = new AnnouncerController(this);
  readonly #uses = new QuestionController(this, () =>
    this.list === 'leadStatus'
      ? { of: 'contact', groupBy: ['contact.leadStatus'], fields: [] }
      : { of: 'company', groupBy: ['company.category'], fields: [] },
  );
  #focus: FocusTarget | undefined;

  /** What is particular about a row of this list. */
  protected abstract rowParts(item: Item): RowParts;

  /** What stands between the heading and the rows. */
  protected renderCallout(): unknown {
    return nothing;
  }

  /** What stands below the list. */
  protected renderPolicies(): unknown {
    return nothing;
  }

  /** An action of a row that only this list has. */
  protected handleAction(_action: string, _item: Item): void {}

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const target = this.#focus;
    if (!target || this.shadowRoot?.activeElement) return;
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')];
    const row = rows.find((each) => each.dataset['id'] === target.id);
    (
      row?.querySelector<HTMLElement>(target.selector) ?? this.renderRoot.querySelector<HTMLElement>('.add')
    )?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="box">${this.#renderBox()}</div>
      <lead-setup-item-dialog
        .list=${this.list}
        .store=${this.leads}
        @lead-setup-change=${this.#handleSaved}
      ></lead-setup-item-dialog>
      ${renderRemoveDialog(
        this.locale,
        this.removing,
        (item) => void this.#remove(item),
        () => (this.removing = undefined),
      )}
      ${this.announcer.render()}
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderBox(): unknown {
    const { leads } = this;
    if (!leads || leads.phase === 'failed') return renderUnavailable(this.locale, leads);
    const loading = leads.phase === 'loading';
    return html`<section class="surface" aria-labelledby="heading" aria-busy=${loading}>
        ${this.#renderHeader()}
        ${loading ? renderRowSkeletons() : html`${this.#renderWhyNot()}${this.renderCallout()}${this.#renderRows()}`}
      </section>
      ${loading ? nothing : this.renderPolicies()}`;
  }

  #renderHeader(): TemplateResult {
    const text = this.locale.texts(setupMessages);
    const statuses = this.list === 'leadStatus';
    const deleted = this.items.filter((item) => item.deleted).length;
    return html`<header>
      <h2 class="title" id="heading">${text(statuses ? 'statuses' : 'categories')}</h2>
      ${
        deleted > 0 || this.showDeleted
          ? html`<label class="check">
              <input
                class="checkbox"
                type="checkbox"
                .checked=${this.showDeleted}
                @change=${(event: Event) => (this.showDeleted = (event.target as HTMLInputElement).checked)}
              />
              ${text('showDeleted', { count: deleted })}
            </label>`
          : nothing
      }
      ${this.isReadOnly || this.leads?.phase !== 'ready' || !this.leads.can('create', this.list) ? nothing : this.#renderAdd()}
    </header>`;
  }

  #renderAdd(): TemplateResult {
    return html`<button
      class="button add"
      type="button"
      @pointerenter=${itemDialog.preload}
      @focus=${itemDialog.preload}
      @click=${() => this.#edit(undefined)}
    >
      ${icon(plusIcon)}${this.locale.texts(setupMessages)(this.list === 'leadStatus' ? 'addStatus' : 'addCategory')}
    </button>`;
  }

  #renderRows(): TemplateResult {
    const shown = this.items.filter((item) => this.showDeleted || !item.deleted);
    if (shown.length === 0) {
      const text = this.locale.texts(setupMessages);
      return renderEmpty({ text: text(this.list === 'leadStatus' ? 'noStatuses' : 'noCategories') });
    }
    const active = shown.filter((item) => !item.deleted);
    return html`<ol class="rows">
      ${repeat(
        shown,
        (item) => item.id,
        (item) =>
          renderRow(
            this.locale,
            {
              ...this.rowParts(item),
              item,
              readOnly: this.isReadOnly,
              first: active[0] === item,
              last: active.at(-1) === item,
              faults: this.#faultsOf(item.id),
            },
            (action, of) => void this.#act(action, of),
          ),
      )}
    </ol>`;
  }

  /** Whether items can be changed neither here nor, as the backend says, by anybody from here (A2). */
  protected get isReadOnly(): boolean {
    return this.readOnly || !this.leads?.can('update', this.list);
  }

  /** A host that wants it read-only knows why; a person whose backend does, does not. */
  #renderWhyNot(): unknown {
    if (this.readOnly || !this.isReadOnly) return nothing;
    return html`<p class="callout" part="callout">
      ${this.locale.texts(reasonMessages)('backend-takes-no-update')}
    </p>`;
  }

  /** All items in rank order, deleted ones in their places. */
  protected get items(): readonly Item[] {
    const setup = this.leads?.setup;
    if (!setup) return [];
    return byRank<Item>((this.list === 'leadStatus' ? setup.leadStatuses : setup.categories).values());
  }

  /** How many records use an item; undefined while nobody knows. */
  protected usesOf(id: Id): number | undefined {
    const { phase, groups } = this.#uses.answer;
    return phase === 'ready' ? (groups.find((group) => group.value === id)?.count ?? 0) : undefined;
  }

  /** Says how a command ended: the event and a sentence, or the reasons beside the row. Answers whether it was done. */
  protected async finish(
    item: Item,
    command: Promise<CommandResult<unknown>>,
    sentence: () => string | undefined,
    entity: EntityName = this.list,
  ): Promise<boolean> {
    this.faults = undefined;
    const result = await command;
    await this.updateComplete;
    this.#focus = undefined;
    if (result.status !== 'done') {
      this.faults = { id: item.id, result };
      return false;
    }
    const said = sentence();
    if (said) this.announcer.announce(said);
    if (result.changes.length > 0)
      this.dispatchEvent(new LeadSetupChangeEvent(entity, entity === 'settings' ? 'settings' : item.id));
    return true;
  }

  /** Shows a short message with one thing to do about it. */
  protected toast(text: string, undo?: () => void): void {
    const label = this.locale.texts(commonMessages)('undo');
    this.toasts.add({ text, tone: 'success', ...(undo ? { action: { label, run: undo } } : {}) });
  }

  #faultsOf(id: Id): readonly string[] {
    if (this.faults?.id !== id || !this.leads) return [];
    return faultSentences(this.locale, this.leads, this.faults.result);
  }

  #edit(item: Item | undefined): Promise<void> {
    return itemDialog.use(this, (dialog) => dialog.edit(item));
  }

  async #act(action: RowAction, item: Item): Promise<void> {
    switch (action) {
      case 'edit':
        this.faults = undefined;
        return this.#edit(item);
      case 'up':
        return this.#move(item, -1);
      case 'down':
        return this.#move(item, 1);
      case 'delete':
        return this.#delete(item);
      case 'restore':
        return this.#restore(item);
      case 'remove':
        // In use: no point in asking whether to do what the rules refuse (L9). They say why.
        if (this.usesOf(item.id) === 0) this.removing = item;
        else await this.#remove(item);
        return;
      case 'dismiss':
        this.faults = undefined;
        this.#focus = { id: item.id, selector: '.name, .restore' };
        return;
      default:
        this.handleAction(action, item);
    }
  }

  async #move(item: Item, by: 1 | -1): Promise<void> {
    const text = this.locale.texts(setupMessages);
    const { name } = item;
    const active = this.items.filter((each) => !each.deleted);
    const index = active.findIndex((each) => each.id === item.id) + by;
    if (index < 0 || index >= active.length)
      return this.announcer.announce(text(by < 0 ? 'isFirst' : 'isLast', { name }));
    this.#focus = { id: item.id, selector: by < 0 ? '.up' : '.down' };
    await this.finish(item, this.leads!.moveListItem(this.list, item.id, index), () =>
      text('movedTo', { name, position: index + 1, count: active.length }),
    );
  }

  async #delete(item: Item): Promise<void> {
    const text = this.locale.texts(setupMessages);
    const { name } = item;
    const active = this.items.filter((each) => !each.deleted);
    const at = active.findIndex((each) => each.id === item.id);
    const uses = this.usesOf(item.id) ?? 0;
    const sentence =
      uses > 0 ? text(`deletedKept_${this.list}`, { name, count: uses }) : text('itemDeleted', { name });
    this.#focus = this.showDeleted
      ? { id: item.id, selector: '.restore' }
      : { id: (active[at + 1] ?? active[at - 1])?.id, selector: '.name' };
    const done = await this.finish(item, this.leads!.deleteListItem(this.list, item.id), () => undefined);
    if (done) this.toast(sentence, () => void this.#restore(item));
  }

  async #restore(item: Item): Promise<void> {
    this.#focus = { id: item.id, selector: '.name' };
    await this.finish(item, this.leads!.restoreListItem(this.list, item.id), () =>
      this.locale.texts(setupMessages)('itemRestored', { name: item.name }),
    );
  }

  async #remove(item: Item): Promise<void> {
    this.removing = undefined;
    await this.updateComplete;
    const shown = this.items;
    const at = shown.findIndex((each) => each.id === item.id);
    this.#focus = { id: (shown[at + 1] ?? shown[at - 1])?.id, selector: '.name, .restore' };
    await this.finish(item, this.leads!.removeListItem(this.list, item.id), () =>
      this.locale.texts(setupMessages)('itemRemoved', { name: item.name }),
    );
  }

  async #handleSaved(event: LeadSetupChangeEvent): Promise<void> {
    await this.updateComplete;
    const saved = this.items.find((item) => item.id === event.id);
    if (saved) this.announcer.announce(this.locale.texts(setupMessages)('itemSaved', { name: saved.name }));
  }
}
