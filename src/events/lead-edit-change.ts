import type { Id } from '../model/records.js';
import { LeadEvent } from './lead-event.js';

/** A person opened a card for editing, or left it by Save or Cancel. */
export class LeadEditChangeEvent extends LeadEvent {
  /** Whether the card is in edit mode now. */
  readonly editing: boolean;
  readonly entity: 'contact' | 'company';
  /** Which record; null for one that was to be created. */
  readonly id: Id | null;

  constructor(editing: boolean, entity: 'contact' | 'company', id: Id | null) {
    super('lead-edit-change');
    this.editing = editing;
    this.entity = entity;
    this.id = id;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lead-edit-change': LeadEditChangeEvent;
  }
}
