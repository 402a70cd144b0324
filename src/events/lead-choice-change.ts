import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person ticked rows of a grid, or took ticks away. */
export class LeadChoiceChangeEvent extends LeadEvent {
  /** The records that are chosen now, in view or not. Nobody, when there is an `allBut`. */
  readonly ids: readonly Id[];
  /** Everybody whom the grid shows is chosen, however many that are, but for these. `chosenIds()` of the grid lists them. */
  readonly allBut: readonly Id[] | undefined;

  constructor(ids: readonly Id[], allBut?: readonly Id[]) {
    super('lead-choice-change');
    this.ids = ids;
    this.allBut = allBut;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-choice-change': LeadChoiceChangeEvent;
  }
}
