import type { FieldId } from '../model/fields.js';
import { LeadEvent } from './lead-event.js';

/** A person arranged a grid differently. For hosts that remember layouts elsewhere than in this browser. */
export class LeadLayoutChangeEvent extends LeadEvent {
  /** The columns, in order. */
  readonly columns: readonly FieldId[];
  /** The fields that rows are grouped by, outermost first. */
  readonly groupBy: readonly FieldId[];

  constructor(columns: readonly FieldId[], groupBy: readonly FieldId[]) {
    super('lead-layout-change');
    this.columns = columns;
    this.groupBy = groupBy;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-layout-change': LeadLayoutChangeEvent;
  }
}
