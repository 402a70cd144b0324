import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person saved a contact, and the backend has it. */
export class LeadContactChangeEvent extends LeadEvent {
  /** The contact. */
  readonly contactId: Id;
  /** Created just now, rather than changed. */
  readonly created: boolean;

  constructor(contactId: Id, created: boolean) {
    super('lead-contact-change');
    this.contactId = contactId;
    this.created = created;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-contact-change': LeadContactChangeEvent;
  }
}
