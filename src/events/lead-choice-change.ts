import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person ticked rows of a grid, or took ticks away. */
export class LeadChoiceChangeEvent extends LeadEvent {
  /** All records that are chosen now, in view or not. */
  readonly ids: readonly Id[];

  constructor(ids: readonly Id[]) {
    super('lead-choice-change');
    this.ids = ids;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-choice-change': LeadChoiceChangeEvent;
  }
}
