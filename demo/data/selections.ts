import type { Criteria } from '../../src/criteria/types.js';
import type { Contact, Selection } from '../../src/model/index.js';
import type { Random } from './random.js';

const openLeads: Criteria = {
  match: 'all',
  items: [
    { field: 'contact.leadStatus', operator: 'oneOf', value: ['1'] },
    { field: 'company.leadStatusEnabled', operator: 'isYes' },
  ],
};

const newThisQuarter: Criteria = {
  match: 'all',
  items: [
    { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] },
    { field: 'company.created', operator: 'thisPeriod', value: { period: 'quarter' } },
  ],
};

/** One selection of each kind, and one about companies. */
export function makeSelections(contacts: readonly Contact[], random: Random, now: string): readonly Selection[] {
  const visitors = contacts.filter(() => random.chance(0.01)).map(({ id }) => id);
  const selection = (id: string, name: string, of: Selection['of'], source: Selection['source'], description: string): Selection => ({
    id, name, description, of, source, created: now, updated: now,
  });
  return [
    selection('s1', 'Open leads', 'contact', { kind: 'dynamic', criteria: openLeads }, 'Nobody has talked to them yet.'),
    selection('s2', 'New potential customers', 'company', { kind: 'dynamic', criteria: newThisQuarter }, 'Companies that came this quarter.'),
    selection('s3', 'Visitors at the trade fair', 'contact', { kind: 'static', members: visitors }, 'Who left a card at our stand.'),
    selection(
      's4',
      'Open leads that missed the fair',
      'contact',
      { kind: 'combined', first: 's1', second: 's3', operation: 'onlyFirst' },
      'Candidates for an invitation next year.',
    ),
  ];
}
