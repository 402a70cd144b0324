import { onTestFinished } from 'vitest';
import type { LeadStore, LeadStoreOptions } from '../../src/store/lead-store.js';
import type { LeadAdapter } from '../../src/store/port.js';
import type { BackendOptions } from './backend-adapter.js';
import { openBackend, openStore } from './backend-world.js';

/** A store that is closed after the test. */
export async function createStore(
  adapter: LeadAdapter,
  options: Partial<LeadStoreOptions> = {},
): Promise<LeadStore> {
  const store = await openStore(adapter, options);
  onTestFinished(() => store.close());
  return store;
}

/** A backend with many records, and a store on it that is closed after the test. */
export async function createBackend(options: BackendOptions = {}): ReturnType<typeof openBackend> {
  const opened = await openBackend(options);
  onTestFinished(() => opened.store.close());
  return opened;
}
