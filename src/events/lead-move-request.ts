import type { FieldId } from '../model/fields.js';
import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person moves cards to another column. Cancel it to keep them where they are. */
export class LeadMoveRequestEvent extends LeadEvent {
  /** The records whose cards are moved. */
  readonly ids: readonly Id[];
  /** The field that the columns stand for. */
  readonly field: FieldId;
  /** The value of the column they go to. */
  readonly to: Id | null;

  constructor(ids: readonly Id[], field: FieldId, to: Id | null) {
    super('lead-move-request');
    this.ids = ids;
    this.field = field;
    this.to = to;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-move-request': LeadMoveRequestEvent;
  }
}
