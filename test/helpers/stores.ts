import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import {
  createSetup,
  defaultCategories,
  defaultLeadStatuses,
  emptyCompany,
  emptyContact,
} from '../../src/model/defaults.js';
import { loadEngine } from '../../src/store/answers/memory-columns.js';
import { LeadStore, type LeadStoreOptions } from '../../src/store/lead-store.js';
import type { LeadAdapter } from '../../src/store/port.js';
import { loaded } from './loaded.js';

/** Noon of a Saturday in a zone without summer time, so that dates in tests stay what they are. */
export const testNow = new Date('2026-11-21T12:00:00Z');

/**
 * A small world with one company for each thing that rules tell apart. `lead` and `mql` have lead status; `customer`
 * and `lost` have not; `none` has no category. Ada and Grace are colleagues with different statuses; Alan's status is
 * retained; Lonely has no company.
 */
export const sample = {
  companies: [
    emptyCompany({
      id: 'acme',
      name: 'Acme Nordic AS',
      categoryId: 'lead',
      city: 'Oslo',
      country: 'Norway',
      owner: 'Ida Berg',
    }),
    emptyCompany({
      id: 'globex',
      name: 'Globex GmbH',
      categoryId: 'mql',
      city: 'Köln',
      country: 'Germany',
      owner: 'Jonas Falk',
    }),
    emptyCompany({
      id: 'initech',
      name: 'Initech',
      categoryId: 'customer',
      city: 'Austin',
      country: 'USA',
      owner: 'Ida Berg',
    }),
    emptyCompany({ id: 'hooli', name: 'Hooli', categoryId: null }),
  ],
  contacts: [
    emptyContact({
      id: 'ada',
      companyId: 'acme',
      firstName: 'Ada',
      lastName: 'Lovelace',
      title: 'CTO',
      email: 'ada@acme.example',
      leadStatusId: '1',
    }),
    emptyContact({
      id: 'grace',
      companyId: 'acme',
      firstName: 'Grace',
      lastName: 'Hopper',
      title: 'Admiral',
      leadStatusId: '5',
    }),
    emptyContact({
      id: 'linus',
      companyId: 'globex',
      firstName: 'Linus',
      lastName: 'Ærøskøbing',
      leadStatusId: '2',
    }),
    emptyContact({
      id: 'alan',
      companyId: 'initech',
      firstName: 'Alan',
      lastName: 'Turing',
      leadStatusId: '4',
    }),
    emptyContact({ id: 'edsger', companyId: 'initech', firstName: 'Edsger', lastName: 'Dijkstra' }),
    emptyContact({ id: 'lonely', firstName: 'Lonely', lastName: 'Planet' }),
  ],
  categories: defaultCategories,
  leadStatuses: defaultLeadStatuses,
} as const;

/** The setup of the sample, for pure rules. */
export const sampleSetup = createSetup();

/** A store on the sample in memory, loaded, and so is what answers questions. Frozen (S7), at a fixed time, in UTC. */
export async function createSampleStore(
  adapter?: LeadAdapter,
  options: Partial<LeadStoreOptions> = {},
): Promise<LeadStore> {
  const used = adapter ?? createMemoryAdapter(structuredClone(sample));
  const store = new LeadStore({
    adapter: used,
    now: () => testNow,
    timeZone: 'UTC',
    freeze: true,
    ...options,
  });
  await Promise.all([loaded(store, used), loadEngine()]);
  return store;
}

/** A store that stays loading, for the loading state of elements. */
export function createLoadingStore(): LeadStore {
  return new LeadStore({ adapter: { read: () => new Promise(() => {}), save: () => Promise.resolve() } });
}

/** A store whose backend can't be reached, for the failed state of elements. */
export async function createFailedStore(): Promise<LeadStore> {
  const store = new LeadStore({
    adapter: { read: () => Promise.reject(new Error('connect ECONNREFUSED')), save: () => Promise.resolve() },
  });
  await store.loaded;
  return store;
}
