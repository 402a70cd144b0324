import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import { emptyCompany, emptyContact } from '../../src/model/defaults.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import type { LeadAdapter } from '../../src/store/port.js';
import { createSampleStore, sample } from './stores.js';

/** Many contacts, made up by a rule, so that one can say who is where. */
export function createLargeAdapter(count: number): LeadAdapter {
  const { categories, leadStatuses } = structuredClone(sample);
  const companies = Array.from({ length: 100 }, (_, index) =>
    emptyCompany({
      id: `c${index}`,
      name: `Company ${index}`,
      categoryId: index % 2 ? 'customer' : 'lead',
      city: ['Oslo', 'Bergen', 'Köln'][index % 3]!,
    }),
  );
  const contacts = Array.from({ length: count }, (_, index) =>
    emptyContact({
      id: `p${index}`,
      companyId: `c${index % 100}`,
      firstName: 'Person',
      lastName: String(index).padStart(6, '0'),
      leadStatusId: String(1 + (index % 5)),
    }),
  );
  return createMemoryAdapter({ companies, contacts, categories, leadStatuses });
}

/** A store with many contacts, loaded. */
export function createLargeStore(count: number): Promise<LeadStore> {
  return createSampleStore(createLargeAdapter(count));
}
