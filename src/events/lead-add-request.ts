import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person wants to add a contact. Cancel it to show a form of your own. */
export class LeadAddRequestEvent extends LeadEvent {
  /** What kind of record. */
  readonly entity: 'contact' | 'company';
  /** The company that the contact would belong to, if it is known. */
  readonly companyId: Id | undefined;

  constructor(entity: 'contact' | 'company', companyId?: Id) {
    super('lead-add-request');
    this.entity = entity;
    this.companyId = companyId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-add-request': LeadAddRequestEvent;
  }
}
