import type { LeadStore } from '../../src/store/lead-store.js';
import type { LeadAdapter } from '../../src/store/port.js';

/** Milliseconds after which a story shows how an element waits. */
const patience = 300;

/** Until the store has read everything. Behind HTTP, whose stories show slow and failing backends, not for long. */
export async function loaded(store: LeadStore, adapter: LeadAdapter): Promise<void> {
  const soon = new Promise((resolve) => setTimeout(resolve, patience));
  await (adapter.name === 'HTTP' ? Promise.race([store.loaded, soon]) : store.loaded);
}
