import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person saved, changed or deleted a selection. */
export class LeadSelectionChangeEvent extends LeadEvent {
  /** The selection. */
  readonly selectionId: Id;
  /** What became of it. */
  readonly kind: 'created' | 'updated' | 'deleted';

  constructor(selectionId: Id, kind: 'created' | 'updated' | 'deleted') {
    super('lead-selection-change');
    this.selectionId = selectionId;
    this.kind = kind;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-selection-change': LeadSelectionChangeEvent;
  }
}
