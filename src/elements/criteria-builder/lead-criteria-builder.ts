import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { describeCriteria } from '../../criteria/describe.js';
import * as edit from '../../criteria/edit.js';
import { parseCriteria } from '../../criteria/parse.js';
import {
  everything,
  isGroup,
  type Criteria,
  type CriteriaGroup,
  type CriteriaLine,
} from '../../criteria/types.js';
import type { CriteriaError } from '../../criteria/errors.js';
import { LeadCriteriaChangeEvent } from '../../events/lead-criteria-change.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { criteriaMessages } from '../../locale/criteria.js';
import { findMessages } from '../../locale/find.js';
import { sameValue } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import type { UiSelectEvent } from '../../ui/events.js';
import {
  arrowCounterClockwiseIcon,
  arrowUUpLeftIcon,
  arrowUUpRightIcon,
  copyIcon,
  icon,
  noteIcon,
  plusIcon,
  xCircleIcon,
  type Icon,
} from '../../ui/icons.js';
import '../../ui/menu.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import { tooltip } from '../../ui/tooltip.js';
import { describeContext } from '../describe-context.js';
import { LeadElement } from '../lead-element.js';
import type { BuilderView, NodeAction } from './builder-view.js';
import { renderCriteriaErrors } from './criteria-errors.js';
import { builderStyles } from './criteria-builder.styles.js';
import { defaultCriteria } from './default-criteria.js';
import { FocusTarget } from './focus-target.js';
import { History } from './history.js';
import type { LeadCriteriaJson } from './json-dialog.js';
import './lead-criteria-count.js';
import { newLine } from './lines.js';
import { NodeKeys } from './node-keys.js';
import { pickableFields } from './pickable-fields.js';
import { renderGroup, renderSets } from './render-groups.js';
import { criteriaOf, pathOf, placeBeside, shapeOf, type Shape } from './shape.js';

const jsonDialog = onDemand('lead-criteria-json', () => import('./json-dialog.js'));

/**
 * Builds criteria, and nothing else: lines that read as sentences, in sets that are joined by "or" (Q1). Says in words
 * what is asked, and counts who meets it while the person works. Lines without a value stay and are left out of the
 * question (Q2).
 *
 * Criteria that name something unknown are shown with the error and its path, and kept as they are (Q6).
 *
 * @summary Builds criteria.
 * @fires {LeadCriteriaChangeEvent} lead-criteria-change - A person changed the criteria; `criteria`.
 * @csspart set - The box of a set or group.
 * @csspart summary - The criteria in words, and the count.
 */
@defineElement('lead-criteria-builder')
export class LeadCriteriaBuilder extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, builderStyles];

  /** The criteria, in and out. Left out: every record. */
  @property({ attribute: false }) criteria?: Criteria;
  /** Whom the criteria ask about. */
  @property({ reflect: true }) of: Subject = 'contact';
  /** 1: sets of lines joined by "or". More: groups that match all, any or none, that many levels of them. */
  @property({ type: Number }) nesting = 1;
  /** Shows the criteria as sentences, without controls. */
  @property({ type: Boolean, reflect: true }) readonly = false;
  /** What "Reset to default" brings back. Left out: the potential customers. */
  @property({ attribute: false }) defaults?: Criteria;

  @query('lead-criteria-json') private json!: LeadCriteriaJson | null;

  readonly #announcer = new AnnouncerController(this);
  readonly #focus = new FocusTarget(this);
  readonly #keys = new NodeKeys();
  #history = new History<Criteria>(everything);
  #shape: Shape = shapeOf(everything, 1);
  #errors: readonly CriteriaError[] = [];
  /** What `#history` and `#errors` were made from. */
  #read: readonly unknown[] = [];

  /** Takes back the last change that was made here. */
  undo(): void {
    this.#travel(this.#history.undo(), 'undone');
  }

  /** Does again what was taken back last. */
  redo(): void {
    this.#travel(this.#history.redo(), 'redone');
  }

  /** Puts the focus on the first line, or on "Add line". */
  override focus(): void {
    this.#focus.first();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { leads: store } = this;
    if (!store || store.phase === 'loading') return;
    const read = [this.criteria, this.of, store.fields];
    if (read.some((each, index) => each !== this.#read[index])) this.#readCriteria(read);
    else if (changed.has('nesting')) this.#shape = shapeOf(this.#history.present, this.nesting);
  }

  protected override updated(): void {
    this.#focus.apply();
  }

  protected override render(): TemplateResult {
    return html`${this.#renderState()}${this.#announcer.render()}
      <lead-criteria-json
        .store=${this.leads}
        .of=${this.of}
        .apply=${(criteria: Criteria) => this.#commit(criteria)}
      ></lead-criteria-json>`;
  }

  #renderState(): TemplateResult {
    const { leads: store, locale } = this;
    const common = locale.texts(commonMessages);
    if (!store) return renderEmpty({ text: common('noStore') });
    if (store.phase === 'loading') return this.#renderLoading();
    if (store.phase === 'failed')
      return renderFailed({
        title: locale.texts(problemMessages)(store.problem?.kind ?? 'unavailable'),
        detail: store.problem?.message,
        detailLabel: common('details'),
        retryLabel: common('retry'),
        onRetry: () => void store.reload(),
      });
    if (this.#errors.length > 0) return this.#renderInvalid();
    const view = this.#view(store);
    return html`<div
      class="builder"
      role="group"
      aria-label=${view.text('criteria')}
      @keydown=${this.#handleKeydown}
    >
      ${this.#renderTop(view)}
      ${view.shape.kind === 'sets' ? renderSets(view) : renderGroup(view, view.shape.root, [])}
      ${this.readonly ? nothing : this.#renderBelow(view)}
    </div>`;
  }

  #renderTop(view: BuilderView): TemplateResult {
    const { text } = view;
    const criteria = this.#history.present;
    return html`<div class="top">
      <p class="summary" part="summary">
        <lead-criteria-count
          role="status"
          class="total"
          .store=${view.store}
          .of=${view.of}
          .criteria=${criteria}
        ></lead-criteria-count>
        <span class="words">${describeCriteria(criteria, view.describe)}</span>
      </p>
      ${
        this.readonly
          ? nothing
          : html`${this.#renderHistoryButton(text('undo'), arrowUUpLeftIcon, this.#history.canUndo, () => this.undo())}
            ${this.#renderHistoryButton(text('redo'), arrowUUpRightIcon, this.#history.canRedo, () => this.redo())}`
      }
      <lead-ui-menu
        .label=${text('more')}
        .items=${[
          { id: 'copy', label: text('copyJson'), icon: copyIcon },
          ...(this.readonly ? [] : [{ id: 'paste', label: text('pasteJson'), icon: noteIcon }]),
        ]}
        @lead-ui-select=${(event: UiSelectEvent) =>
          event.itemId === 'copy' ? void this.#copyJson() : this.#showJson('paste', '')}
      ></lead-ui-menu>
    </div>`;
  }

  #renderHistoryButton(label: string, symbol: Icon, possible: boolean, run: () => void): TemplateResult {
    return html`<button
      class="icon-button"
      type="button"
      aria-label=${label}
      aria-disabled=${possible ? nothing : 'true'}
      ${tooltip(label)}
      @click=${() => possible && run()}
    >
      ${icon(symbol)}
    </button>`;
  }

  #renderBelow({ text, shape }: BuilderView): TemplateResult {
    const addSet = html`<button
      class="button or"
      data-part="add-set"
      type="button"
      ${tooltip(text('addSetLong'))}
      @click=${this.#addSet}
    >
      ${icon(plusIcon)}${text('addSet')}
    </button>`;
    return html`<div class="below">
      ${shape.kind === 'sets' ? addSet : nothing}<span class="space"></span>
      <button class="button quiet" data-part="clear" type="button" @click=${this.#clear}>
        ${icon(xCircleIcon)}${text('clearAll')}
      </button>
      <button class="button quiet" data-part="reset" type="button" @click=${this.#reset}>
        ${icon(arrowCounterClockwiseIcon)}${text('reset')}
      </button>
    </div>`;
  }

  #renderLoading(): TemplateResult {
    return html`<div class="box skeleton-box" aria-hidden="true">
      ${[1, 2, 3].map(() => html`<span class="skeleton"></span>`)}
    </div>`;
  }

  /** Q6: nothing of such criteria runs, and nothing of them is lost. */
  #renderInvalid(): TemplateResult {
    const text = this.locale.texts(findMessages);
    const json = this.#jsonText();
    return html`<div class="invalid" role="alert">
      <p class="title">${text('invalidTitle')}</p>
      <p>${text('invalidText')}</p>
      ${renderCriteriaErrors(this.locale, this.#errors)}
      <details>
        <summary>${text('jsonLabel')}</summary>
        <pre tabindex="0">${json}</pre>
      </details>
      <div class="toolbar">
        <button class="button" type="button" @click=${() => void this.#copyJson()}>
          ${icon(copyIcon)}${text('copyJson')}
        </button>
        ${
          this.readonly
            ? nothing
            : html`<button class="button" type="button" @click=${() => this.#showJson('paste', json)}>
                  ${text('editJson')}
                </button>
                <button class="button quiet" type="button" @click=${this.#reset}>
                  ${text('startAnew')}
                </button>`
        }
      </div>
    </div>`;
  }

  #view(store: NonNullable<LeadElement['leads']>): BuilderView {
    const describe = describeContext(this.locale, store, this.of);
    return {
      of: this.of,
      store,
      locale: this.locale,
      text: this.locale.texts(findMessages),
      words: this.locale.texts(criteriaMessages),
      describe,
      fields: pickableFields(store, this.of, this.locale),
      shape: this.#shape,
      nesting: this.nesting,
      isReadonly: this.readonly,
      keyOf: (node) => this.#keys.of(node),
      change: (path, line, kind) => this.#edit((root) => edit.replaceAt(root, path, line), kind),
      changeMatch: (path, match) => this.#changeMatch(path, match),
      addLine: (group, fieldId) => this.#addLine(group, fieldId),
      act: (action, path) => this.#act(action, path),
    };
  }

  // What a person does

  #addLine(group: edit.NodePath, fieldId: string): void {
    const field = this.leads?.fields.get(fieldId);
    if (!field) return;
    const line = newLine(field);
    this.#edit((root) => edit.addNode(root, group, line));
    this.#focus.on(this.#keys.of(line), 'value', 'operator');
    this.#say('lineAdded', line);
  }

  readonly #addSet = (): void => {
    const index = this.#shape.root.items.length;
    this.#edit((root) => edit.addNode(root, [], { match: 'all', items: [] }));
    this.#focus.onAddLine([index]);
    this.#announce('setAdded');
  };

  #changeMatch(path: edit.NodePath, match: CriteriaGroup['match']): void {
    const group = edit.nodeAt(this.#shape.root, path);
    if (group && isGroup(group)) this.#edit((root) => edit.replaceAt(root, path, { ...group, match }));
  }

  #act(action: NodeAction, path: edit.NodePath): void {
    const node = edit.nodeAt(this.#shape.root, path);
    if (!node) return;
    switch (action) {
      case 'up':
      case 'down':
        return this.#move(node as CriteriaLine, path, action);
      case 'mute':
        return this.#edit((root) => edit.setMuted(root, path, !node.muted));
      case 'duplicate':
        return this.#edit((root) =>
          edit.addNode(root, path.slice(0, -1), structuredClone(node), path.at(-1)! + 1),
        );
      case 'addGroup': {
        const index = isGroup(node) ? node.items.length : 0;
        this.#edit((root) => edit.addNode(root, path, { match: 'any', items: [] }));
        return this.#focus.onAddLine([...path, index]);
      }
      case 'remove':
        return this.#remove(path);
    }
  }

  #move(line: CriteriaLine, path: edit.NodePath, action: 'up' | 'down'): void {
    const place = placeBeside(this.#shape, path, action === 'up' ? -1 : 1);
    if (!place) return;
    this.#edit((root) => edit.moveItem(root, path, place.group, place.index));
    const moved = pathOf(this.#shape.root, line) ?? path;
    this.#focus.on(this.#keys.of(line), action);
    const group = edit.nodeAt(this.#shape.root, moved.slice(0, -1));
    const params = { position: moved.at(-1)! + 1, count: group && isGroup(group) ? group.items.length : 1 };
    if (moved.length === path.length && moved[0] !== path[0] && moved.length > 1)
      this.#say('lineMovedToSet', line, { ...params, set: moved[0]! + 1 });
    else this.#say('lineMoved', line, params);
  }

  /** The focus goes to what comes to stand there, else to "Add line". */
  #remove(path: edit.NodePath): void {
    const node = edit.nodeAt(this.#shape.root, path);
    const group = path.slice(0, -1);
    this.#edit((root) => edit.removeAt(root, path));
    const rest = edit.nodeAt(this.#shape.root, group);
    const items = rest && isGroup(rest) ? rest.items : [];
    const next = items[Math.min(path.at(-1)!, items.length - 1)];
    if (this.#shape.kind === 'sets' && path.length === 1) this.#focus.onAddLine([Math.max(0, path[0]! - 1)]);
    else if (next && !isGroup(next)) this.#focus.on(this.#keys.of(next), 'remove', 'field');
    else this.#focus.onAddLine(group);
    if (node && !isGroup(node)) this.#say('lineRemoved', node);
    else this.#announce('setRemoved');
  }

  readonly #clear = (): void => {
    this.#edit(edit.clearAll);
    this.#announce('cleared');
  };

  readonly #reset = (): void => {
    const wasInvalid = this.#errors.length > 0;
    this.#commit(this.defaults ?? defaultCriteria(this.of));
    this.#announce('wasReset');
    if (wasInvalid) this.#focus.first();
  };

  #showJson(mode: 'copy' | 'paste', json: string): void {
    void jsonDialog.use(
      () => this.json,
      (dialog) => dialog.show(mode, json),
    );
  }

  async #copyJson(): Promise<void> {
    const json = this.#jsonText();
    try {
      await navigator.clipboard.writeText(json);
      this.#announce('copied');
    } catch {
      this.#showJson('copy', json); // no permission, or not a secure page
    }
  }

  /** In a box of text, undo is the browser's. */
  #handleKeydown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (this.readonly || target instanceof HTMLInputElement || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'y' || event.shiftKey) this.redo();
    else this.undo();
  }

  // Mechanics

  /** The criteria, the fields or the subject are others than before: what the host gave is parsed, not trusted. */
  #readCriteria(read: readonly unknown[]): void {
    this.#read = read;
    const { leads: store, criteria = everything } = this;
    const parsed = parseCriteria(criteria, store!.fields, this.of);
    this.#errors = parsed.ok ? [] : parsed.errors;
    if (!parsed.ok || criteria === this.#history.present) return;
    if (!sameValue(parsed.criteria, this.#history.present)) this.#history = new History(parsed.criteria);
    this.#show(this.#history.present);
  }

  #edit(change: (root: Criteria) => Criteria, kind?: string): void {
    const root = change(this.#shape.root);
    if (root === this.#shape.root) return;
    this.#keys.follow(this.#shape.root, root);
    this.#commit(criteriaOf({ ...this.#shape, root }), kind, { ...this.#shape, root });
  }

  #commit(criteria: Criteria, kind?: string, shape?: Shape): void {
    this.#history.record(criteria, kind);
    this.#show(criteria, shape);
    this.#report();
  }

  #travel(criteria: Criteria | undefined, said: 'undone' | 'redone'): void {
    if (!criteria) return;
    this.#show(criteria);
    this.#report();
    this.#announce(said);
  }

  #show(criteria: Criteria, shape = shapeOf(criteria, this.nesting)): void {
    this.#errors = [];
    this.#shape = shape;
    this.requestUpdate();
  }

  #report(): void {
    this.criteria = this.#history.present;
    this.#read = [this.criteria, this.of, this.leads?.fields];
    this.dispatchEvent(new LeadCriteriaChangeEvent(this.criteria));
  }

  #jsonText(): string {
    return JSON.stringify(this.criteria ?? everything, null, 2);
  }

  #say(
    key: 'lineAdded' | 'lineRemoved' | 'lineMoved' | 'lineMovedToSet',
    line: CriteriaLine,
    params = {},
  ): void {
    const field = this.leads?.fields.get(line.field);
    if (!this.leads || !field) return;
    const label = describeContext(this.locale, this.leads, this.of).fieldLabel(field);
    this.#announcer.announce(this.locale.texts(findMessages)(key, { field: label, ...params }));
  }

  #announce(key: 'setAdded' | 'setRemoved' | 'cleared' | 'wasReset' | 'undone' | 'redone' | 'copied'): void {
    this.#announcer.announce(this.locale.texts(findMessages)(key));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-criteria-builder': LeadCriteriaBuilder;
  }
}
