import type { LeadAdapter } from '../../src/store/port.js';

export function createPeopleAdapter(url: string): LeadAdapter;
