import { LeadEvent } from './lead-event.js';

/** An import has ended, completely or not. */
export class LeadImportChangeEvent extends LeadEvent {
  /** Companies that were created. */
  readonly companies: number;
  /** Contacts that were created. */
  readonly contacts: number;

  constructor(companies: number, contacts: number) {
    super('lead-import-change');
    this.companies = companies;
    this.contacts = contacts;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-import-change': LeadImportChangeEvent;
  }
}
