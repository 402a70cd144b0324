import type { EntityName, Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** An administrator changed a list or a policy. */
export class LeadSetupChangeEvent extends LeadEvent {
  /** The list, or settings. */
  readonly entity: EntityName;
  /** The item. */
  readonly id: Id;

  constructor(entity: EntityName, id: Id) {
    super('lead-setup-change');
    this.entity = entity;
    this.id = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-setup-change': LeadSetupChangeEvent;
  }
}
