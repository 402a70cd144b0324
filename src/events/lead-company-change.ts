import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person saved a company, and the backend has it. */
export class LeadCompanyChangeEvent extends LeadEvent {
  /** The company. */
  readonly companyId: Id;
  /** Created just now, rather than changed. */
  readonly created: boolean;

  constructor(companyId: Id, created: boolean) {
    super('lead-company-change');
    this.companyId = companyId;
    this.created = created;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-company-change': LeadCompanyChangeEvent;
  }
}
