import { outboxOver, type OutboxTiming } from '../../store/outbox/outbox-queue.js';
import type { Outbox } from '../../store/outbox/port.js';
import { browserStorage } from './browser-storage.js';

export interface CreateOutboxOptions extends OutboxTiming {
  /**
   * Of the database. One for each backend and person: what waits is sent by whoever opens the outbox of this name, with
   * their rights.
   */
  readonly name: string;
}

/**
 * Keeps changes in the browser (IndexedDB) while the backend can't be reached; they survive a reload and are sent
 * exactly once, by one tab: `new LeadStore({ adapter, outbox: createOutbox({ name: 'crm-ida' }) })`.
 */
export function createOutbox({ name, ...timing }: CreateOutboxOptions): Outbox {
  return outboxOver(browserStorage(name), timing);
}
