import {
  defaultCategories,
  defaultLeadStatuses,
  emptyCompany,
  emptyContact,
} from '../../src/model/defaults.js';
import { LeadStore, type LeadStoreOptions } from '../../src/store/lead-store.js';
import type { LeadAdapter } from '../../src/store/port.js';
import { BackendAdapter, type BackendOptions } from './backend-adapter.js';
import { testNow } from './stores.js';

/** Three hundred contacts in thirty companies, of all categories and statuses. */
export const many = {
  companies: Array.from({ length: 30 }, (_, at) =>
    emptyCompany({
      id: `c${at}`,
      name: `Company ${String((at * 7) % 30).padStart(2, '0')}`,
      categoryId: ['lead', 'customer', 'mql', null, 'lost'][at % 5]!,
      city: ['Oslo', 'Bergen', null][at % 3]!,
    }),
  ),
  contacts: Array.from({ length: 300 }, (_, at) =>
    emptyContact({
      id: `p${at}`,
      companyId: at % 20 === 0 ? null : `c${at % 30}`,
      firstName: ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Åse'][at % 6]!,
      lastName: `No ${String((at * 37) % 300).padStart(3, '0')}`,
      title: at % 4 === 0 ? null : `Title ${at % 7}`,
      leadStatusId: ['1', '2', '3', '4', '5', null][at % 6]!,
      created: `2026-${String((at % 12) + 1).padStart(2, '0')}-15T12:00:00.000Z`,
    }),
  ),
  categories: defaultCategories,
  leadStatuses: defaultLeadStatuses,
};

/** A store on a backend that holds them. */
export async function openBackend(
  options: BackendOptions = {},
  storeOptions: Partial<LeadStoreOptions> = {},
): Promise<{ readonly backend: BackendAdapter; readonly store: LeadStore }> {
  const backend = new BackendAdapter({ rows: many, ...options });
  return { backend, store: await openStore(backend, storeOptions) };
}

export async function openStore(
  adapter: LeadAdapter,
  options: Partial<LeadStoreOptions> = {},
): Promise<LeadStore> {
  const store = new LeadStore({ adapter, now: () => testNow, timeZone: 'UTC', freeze: true, ...options });
  await store.loaded;
  return store;
}
