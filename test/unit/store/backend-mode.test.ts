import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryAdapter } from '../../../src/adapters/memory/memory-adapter.js';
import type { Question } from '../../../src/query/types.js';
import type { LeadStore } from '../../../src/store/lead-store.js';
import type { BackendOptions } from '../../helpers/backend-adapter.js';
import { createBackend, createStore } from '../../helpers/backend-store.js';
import { many } from '../../helpers/backend-world.js';
import { watch } from '../../helpers/settled.js';

const ask = (store: LeadStore, question: Question) => {
  const watched = watch(store, question);
  onTestFinished(() => watched.close());
  return watched;
};

const byName = [{ field: 'contact.lastName', direction: 'ascending' }] as const;
const contacts = (more: Partial<Question> = {}): Question => ({
  of: 'contact',
  fields: ['contact.name', 'company.name'],
  sort: byName,
  window: { offset: 0, limit: 10 },
  ...more,
});
const leads: Question['criteria'] = {
  match: 'all',
  items: [{ field: 'company.category', operator: 'oneOf', value: ['lead'] }],
};

const questions: Readonly<Record<string, Question>> = {
  'a window': contacts(),
  'a later window': contacts({ window: { offset: 120, limit: 20 } }),
  'the end': contacts({ window: { offset: 290, limit: 20 } }),
  'criteria on the company': contacts({ criteria: leads }),
  'a sort by list and downwards': contacts({
    sort: [
      { field: 'contact.leadStatus', direction: 'descending' },
      { field: 'company.city', direction: 'ascending' },
    ],
  }),
  'relative dates': contacts({
    criteria: {
      match: 'all',
      items: [
        { field: 'contact.created', operator: 'thisAndPrevious', value: { period: 'month', amount: 2 } },
      ],
    },
  }),
  'how many': { of: 'contact', fields: [], criteria: leads },
  groups: { of: 'contact', fields: [], groupBy: ['contact.leadStatus'], criteria: leads },
  'two levels of groups': { of: 'contact', fields: [], groupBy: ['company.category', 'contact.leadStatus'] },
  companies: {
    of: 'company',
    fields: ['company.name', 'company.category'],
    sort: [{ field: 'company.name', direction: 'ascending' }],
    window: { offset: 5, limit: 10 },
  },
};

const weaknesses: Readonly<Record<string, BackendOptions>> = {
  'can do everything': {},
  'can start pages anywhere': { contact: { offset: true }, company: { offset: true } },
  'has small pages': { contact: { pageSize: 7 }, company: { pageSize: 7 } },
  'does not count': { contact: { count: false, groupFields: 0 }, company: { count: false, groupFields: 0 } },
  'does not sort': { contact: { sortFields: 0 }, company: { sortFields: 0 } },
  'knows flat lists of names only': {
    contact: {
      match: ['all'],
      depth: 1,
      fields: { 'contact.name': { operators: ['contains'] }, 'contact.companyId': { operators: ['oneOf'] } },
    },
  },
};

/** What a person did in turn. Each step is done and settled before the next one. */
const script: readonly (readonly [string, (store: LeadStore) => Promise<{ readonly status: string }>])[] = [
  ['a status is set', (store) => store.setLeadStatus('p1', '5')],
  ['many statuses are set', (store) => store.setLeadStatus(['p2', 'p30', 'p31'], '3')],
  ['a status that is closed (L7)', (store) => store.setLeadStatus('p11', '3')],
  ['a contact is renamed', (store) => store.updateContact('p7', { lastName: 'AAA' })],
  ['a company becomes a lead (L5)', (store) => store.setCategory('c1', 'lead')],
  ['a company is one no longer (L7)', (store) => store.setCategory('c0', 'customer')],
  ['that is undone', (store) => store.undo()],
  ['and done again', (store) => store.redo()],
  ['a contact moves to another company', (store) => store.updateContact('p40', { companyId: 'c5' })],
  ['a city changes', (store) => store.updateCompany('c2', { city: 'Aachen' })],
  ['a list item in use is removed (L9)', (store) => store.removeListItem('leadStatus', '2')],
];

describe.each(Object.entries(weaknesses))('A backend that %s', (_, weakness) => {
  it('answers like memory, before and after the same commands', async () => {
    const memory = await createStore(createMemoryAdapter(structuredClone(many)));
    const { store } = await createBackend(weakness);
    const pairs = Object.entries(questions).map(
      ([name, question]) => [name, ask(memory, question), ask(store, question)] as const,
    );
    const compare = async (when: string) => {
      for (const [name, expected, actual] of pairs) {
        const wanted = await expected.until();
        const seen = ({ phase, rows, offset, groups, total }: typeof wanted, isCounted: boolean) => ({
          ...{ when, name, phase, rows, offset, groups },
          total: isCounted ? total : 'counted by nobody',
        });
        await vi.waitFor(
          () => {
            const { answer } = actual;
            const isCounted = typeof answer.total === 'object' && 'exact' in answer.total;
            expect(seen(answer, isCounted)).toEqual(seen(wanted, isCounted));
          },
          { timeout: 5_000, interval: 5 },
        );
      }
    };
    await compare('at first');
    for (const [step, command] of script) {
      const [wanted, given] = await Promise.all([command(memory), command(store)]);
      expect({ step, ...given, changes: undefined, value: undefined }).toEqual({
        step,
        ...wanted,
        changes: undefined,
        value: undefined,
      });
      await compare(step);
    }
  }, 30_000);
});
