import type { Criteria } from '../criteria/types.js';
import { LeadEvent } from './lead-event.js';

/** A person changed criteria. They are valid, and may have inactive lines (Q2). */
export class LeadCriteriaChangeEvent extends LeadEvent {
  /** All of them, as data. */
  readonly criteria: Criteria;

  constructor(criteria: Criteria) {
    super('lead-criteria-change');
    this.criteria = criteria;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-criteria-change': LeadCriteriaChangeEvent;
  }
}
