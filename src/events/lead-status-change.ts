import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person chose another lead status in a picker. */
export class LeadStatusChangeEvent extends LeadEvent {
  /** The status chosen; null for none. */
  readonly value: Id | null;
  /** The status before. */
  readonly previous: Id | null;

  constructor(value: Id | null, previous: Id | null) {
    super('lead-status-change');
    this.value = value;
    this.previous = previous;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-status-change': LeadStatusChangeEvent;
  }
}
