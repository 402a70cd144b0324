import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { CriteriaError } from '../../criteria/errors.js';
import { parseCriteria } from '../../criteria/parse.js';
import { everything, type Criteria } from '../../criteria/types.js';
import { LeadCriteriaChangeEvent } from '../../events/lead-criteria-change.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { criteriaMessages } from '../../locale/criteria.js';
import { findMessages } from '../../locale/find.js';
import { sameValue } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import type { LeadStore } from '../../store/lead-store.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { onDemand } from '../../ui/on-demand.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import '../../ui/toasts.js';
import { describeContext } from '../describe-context.js';
import { LeadElement } from '../lead-element.js';
import type { BuilderView } from './builder-view.js';
import { builderStyles } from './criteria-builder.styles.js';
import { CriteriaEdits, type EditSaid } from './criteria-edits.js';
import { defaultCriteria } from './default-criteria.js';
import { FocusTarget } from './focus-target.js';
import { History } from './history.js';
import { NodeKeys } from './node-keys.js';
import { PartCounts } from './part-counts.js';
import { pickableFields } from './pickable-fields.js';
import { renderBelow, renderInvalid, renderLoading, renderTop, type FrameActions } from './render-frame.js';
import { renderGroup, renderSets } from './render-groups.js';
import { shapeOf, type Shape } from './shape.js';

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

  readonly #announcer = new AnnouncerController(this);
  readonly #focus = new FocusTarget(this);
  readonly #keys = new NodeKeys();
  #history = new History<Criteria>(everything);
  #shape: Shape = shapeOf(everything, 1);
  #errors: readonly CriteriaError[] = [];
  /** What `#history` and `#errors` were made from. */
  #read: readonly unknown[] = [];
  readonly #counts = new PartCounts(this, this.#keys, () =>
    this.#errors.length > 0 ? undefined : { of: this.of, criteria: this.#shape.root },
  );
  readonly #edits = new CriteriaEdits(this.#editHost());

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
    const read = [this.criteria, this.of, store?.fields];
    if (store && store.phase !== 'loading') {
      if (read.some((each, index) => each !== this.#read[index])) this.#readCriteria(read);
      else if (changed.has('nesting')) this.#shape = shapeOf(this.#history.present, this.nesting);
    }
    this.#counts.update();
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
      ></lead-criteria-json>
      <lead-ui-toasts></lead-ui-toasts>`;
  }

  #renderState(): TemplateResult {
    const { leads: store, locale } = this;
    const common = locale.texts(commonMessages);
    if (!store) return renderEmpty({ text: common('noStore') });
    if (store.phase === 'loading') return renderLoading();
    if (store.phase === 'failed')
      return renderFailed({
        title: locale.texts(problemMessages)(store.problem?.kind ?? 'unavailable'),
        detail: store.problem?.message,
        detailLabel: common('details'),
        retryLabel: common('retry'),
        onRetry: () => void store.reload(),
      });
    const actions = this.#actions();
    if (this.#errors.length > 0)
      return renderInvalid(locale, this.#errors, this.#jsonText(), this.readonly, actions);
    const view = this.#view(store);
    return html`<div
      class="builder"
      role="group"
      aria-label=${view.text('criteria')}
      @keydown=${this.#handleKeydown}
    >
      ${renderTop(view, this.#history.present, actions)}
      ${view.shape.kind === 'sets' ? renderSets(view) : renderGroup(view, view.shape.root, [])}
      ${this.readonly ? nothing : renderBelow(view, actions)}
    </div>`;
  }

  #view(store: LeadStore): BuilderView {
    const edits = this.#edits;
    return {
      of: this.of,
      store,
      locale: this.locale,
      text: this.locale.texts(findMessages),
      words: this.locale.texts(criteriaMessages),
      describe: describeContext(this.locale, store, this.of),
      fields: pickableFields(store, this.of, this.locale),
      shape: this.#shape,
      nesting: this.nesting,
      isReadonly: this.readonly,
      keyOf: (node) => this.#keys.of(node),
      countOf: (node) => this.#counts.of(node),
      change: (path, line, kind) => edits.change(path, line, kind),
      changeMatch: (path, match) => edits.changeMatch(path, match),
      addLine: (group, fieldId) => {
        const field = store.fields.get(fieldId);
        if (field) edits.addLine(group, field);
      },
      act: (action, path) => edits.act(action, path),
    };
  }

  #actions(): FrameActions {
    return {
      undo: this.#history.canUndo ? () => this.undo() : undefined,
      redo: this.#history.canRedo ? () => this.redo() : undefined,
      copyJson: () => void this.#copyJson(),
      pasteJson: (json) => this.#showJson('paste', json),
      addSet: () => this.#edits.addSet(),
      clear: () => this.#edits.clear(),
      reset: () => this.#reset(),
    };
  }

  #editHost(): ConstructorParameters<typeof CriteriaEdits>[0] {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getter below needs a name for the element
    const builder = this;
    return {
      get shape() {
        return builder.#shape;
      },
      keys: this.#keys,
      focus: this.#focus,
      commit: (criteria, kind, shape) => this.#commit(criteria, kind, shape),
      say: (said) => this.#say(said),
    };
  }

  // What a person does

  #reset(): void {
    const wasInvalid = this.#errors.length > 0;
    this.#commit(this.defaults ?? defaultCriteria(this.of));
    this.#announce('wasReset');
    if (wasInvalid) this.#focus.first();
  }

  #showJson(mode: 'copy' | 'paste', json: string): void {
    void jsonDialog.use(this, (dialog) => dialog.show(mode, json));
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

  #say(said: EditSaid): void {
    if (!('line' in said)) return this.#announce(said.key);
    const field = this.leads?.fields.get(said.line.field);
    if (!this.leads || !field) return;
    const label = describeContext(this.locale, this.leads, this.of).fieldLabel(field);
    this.#announcer.announce(this.locale.texts(findMessages)(said.key, { field: label, ...said.params }));
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
