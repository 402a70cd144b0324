import { createOutbox } from '../../src/adapters/outbox/index.js';
import { LeadStore } from '../../src/store/lead-store.js';
import type { LeadAdapter } from '../../src/store/port.js';

/** A tab for tests in a browser: a frame with a store and an outbox of its own, on the backend of the page around it. */
export interface OutboxTab {
  readonly store: LeadStore;
}

declare global {
  interface Window {
    backendOfTabs?: { readonly adapter: LeadAdapter; readonly name: string };
    outboxTab?: OutboxTab;
  }
}

const shared = window.parent.backendOfTabs;
if (shared && window !== window.parent) {
  const outbox = createOutbox({ name: shared.name, firstRetry: 1_000_000, longestRetry: 1_000_000 });
  window.outboxTab = { store: new LeadStore({ adapter: shared.adapter, outbox }) };
}
