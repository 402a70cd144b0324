import type { EntityName, Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person wants to open a record. The host decides what that means in its page. */
export class LeadOpenRequestEvent extends LeadEvent {
  /** What kind of record. */
  readonly entity: EntityName;
  /** Which one. */
  readonly id: Id;

  constructor(entity: EntityName, id: Id) {
    super('lead-open-request');
    this.entity = entity;
    this.id = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-open-request': LeadOpenRequestEvent;
  }
}
