import type { ReactiveControllerHost } from 'lit';
import { RecordController } from '../../controllers/record-controller.js';
import type { Criteria } from '../../criteria/types.js';
import { sameValue } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import type { Id, Selection } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { selectionCriteria, type SelectionFault } from '../../store/selection-criteria.js';
import type { CommandResult } from '../../store/types.js';

interface EditHost extends ReactiveControllerHost, HTMLElement {
  readonly leads: LeadStore | undefined;
  readonly selectionId?: Id;
  of: Subject;
  criteria?: Criteria;
}

/** The saved selection whose criteria its host edits, if it has one. */
export class EditedSelection {
  readonly #host: EditHost;
  readonly #record: RecordController<'selection'>;
  /** The one whose criteria are shown, as it was then. */
  #shown: Selection | undefined;
  isSaving = false;

  constructor(host: EditHost) {
    this.#host = host;
    this.#record = new RecordController(host, 'selection', () => host.selectionId || undefined);
  }

  get record(): Selection | undefined {
    return this.#record.record;
  }

  /** Why it can't be read, if that is not for its own criteria: what is wrong with those the builder shows. */
  get fault(): SelectionFault | undefined {
    const { record } = this;
    if (!record || record.source.kind === 'dynamic') return undefined;
    const resolved = selectionCriteria(this.#host.leads!, record.id);
    return resolved.ok ? undefined : resolved.fault;
  }

  /** It is to be shown from the start. */
  forget(): void {
    this.#shown = undefined;
  }

  /** Shows the selection's criteria when it comes, and again when somebody else changed them and the person did not. */
  follow(): void {
    const { record } = this;
    if (!this.#host.leads || !record || record === this.#shown) return;
    const before = this.#shown && this.#criteriaOf(this.#shown);
    if (before === undefined || sameValue(before, this.#host.criteria)) {
      this.#host.of = record.of;
      this.#host.criteria = this.#criteriaOf(record);
    }
    this.#shown = record;
  }

  /** Saves the criteria; undefined when there is nothing to save, or that is being done. */
  async save(id: Id): Promise<CommandResult<Id> | undefined> {
    const { leads: store, criteria } = this.#host;
    if (!store || !criteria || this.isSaving) return undefined;
    this.#setSaving(true);
    const result = await store.updateSelection(id, { source: { kind: 'dynamic', criteria } });
    this.#setSaving(false);
    return result;
  }

  #setSaving(isSaving: boolean): void {
    this.isSaving = isSaving;
    this.#host.requestUpdate();
  }

  /** Criteria that can't be read go to the builder as they are: it says what is wrong with them and keeps them. */
  #criteriaOf(selection: Selection): Criteria | undefined {
    if (selection.source.kind === 'dynamic') return selection.source.criteria as Criteria;
    const resolved = selectionCriteria(this.#host.leads!, selection.id);
    return resolved.ok ? resolved.criteria : undefined;
  }
}
