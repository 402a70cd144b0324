import type { FieldId } from '../model/fields.js';
import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** Cards were moved, and the backend has it. */
export class LeadMoveChangeEvent extends LeadEvent {
  /** The records whose cards were moved. */
  readonly ids: readonly Id[];
  /** The field that the columns stand for. */
  readonly field: FieldId;
  /** The value of the column they went to. */
  readonly to: Id | null;

  constructor(ids: readonly Id[], field: FieldId, to: Id | null) {
    super('lead-move-change');
    this.ids = ids;
    this.field = field;
    this.to = to;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-move-change': LeadMoveChangeEvent;
  }
}
