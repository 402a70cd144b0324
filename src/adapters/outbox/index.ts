export { createOutbox, type CreateOutboxOptions } from './create-outbox.js';
export { outboxOver, type OutboxTiming } from '../../store/outbox/outbox-queue.js';
export type { Outbox, OutboxEntry, OutboxStorage } from '../../store/outbox/port.js';
