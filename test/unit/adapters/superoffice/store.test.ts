import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryAdapter } from '../../../../src/adapters/memory/memory-adapter.js';
import type { Question } from '../../../../src/query/types.js';
import type { LeadStore } from '../../../../src/store/lead-store.js';
import { createStore } from '../../../helpers/backend-store.js';
import { many as manyRows } from '../../../helpers/backend-world.js';
import { watch } from '../../../helpers/settled.js';
import { adapterFor, connect } from './subject.js';

/** Every category is in the list: a number that names nothing can't be saved there. */
const many = {
  ...manyRows,
  companies: manyRows.companies.map((each) =>
    each.categoryId === 'lost' ? { ...each, categoryId: 'lost-opportunity' } : each,
  ),
};

const leads: Question['criteria'] = {
  match: 'all',
  items: [{ field: 'company.leadStatusEnabled', operator: 'isYes' }],
};
const questions: Readonly<Record<string, Question>> = {
  'a window by name': {
    of: 'contact',
    fields: ['contact.name', 'company.name', 'company.city'],
    sort: [{ field: 'contact.lastName', direction: 'descending' }],
    window: { offset: 20, limit: 20 },
  },
  'a board (B1)': { of: 'contact', fields: [], groupBy: ['contact.leadStatus'], criteria: leads },
  'a column of it': {
    of: 'contact',
    fields: ['contact.name', 'contact.leadStatus'],
    criteria: {
      match: 'all',
      items: [...leads.items, { field: 'contact.leadStatus', operator: 'oneOf', value: ['2'] }],
    },
    sort: [{ field: 'contact.title', direction: 'ascending' }],
    window: { offset: 0, limit: 10 },
  },
  'what the archive does not know: "none", an operator, two fields to sort by': {
    of: 'contact',
    fields: ['contact.lastName'],
    criteria: {
      match: 'none',
      items: [
        { field: 'contact.lastName', operator: 'notEnds', value: '7' },
        { field: 'company.categoryGroup', operator: 'oneOf', value: ['lost'] },
      ],
    },
    sort: [
      { field: 'contact.leadStatus', direction: 'descending' },
      { field: 'company.city', direction: 'ascending' },
    ],
    window: { offset: 0, limit: 40 },
  },
  companies: {
    of: 'company',
    fields: ['company.name', 'company.category'],
    sort: [{ field: 'company.category', direction: 'ascending' }],
    window: { offset: 0, limit: 30 },
  },
};

/** What a person does in turn. Each step is done and settled before the next one. */
const script: readonly (readonly [string, (store: LeadStore) => Promise<{ readonly status: string }>])[] = [
  ['a status is set', (store) => store.setLeadStatus('p1', '5')],
  ['many statuses are set', (store) => store.setLeadStatus(['p30', 'p2', 'p31'], '3')],
  ['a status that is closed (L7)', (store) => store.setLeadStatus('p11', '3')],
  ['a contact is renamed', (store) => store.updateContact('p7', { lastName: 'No 999' })],
  ['a company becomes a lead, with its contacts (L5)', (store) => store.setCategory('c1', 'lead')],
  ['a company is one no longer (L7)', (store) => store.setCategory('c0', 'customer')],
  ['that is undone', (store) => store.undo()],
  ['a contact moves to another company', (store) => store.updateContact('p40', { companyId: 'c5' })],
  ['a city changes', (store) => store.updateCompany('c2', { city: 'Aachen' })],
];

describe('[A2] a store on SuperOffice', () => {
  it.each(['backend', 'memory'] as const)(
    'answers like one in memory, before and after the same commands (%s)',
    async (asking) => {
      const memory = await createStore(createMemoryAdapter(structuredClone(many)));
      const store = await createStore(
        adapterFor(connect(structuredClone(many)), { decisions: { questions: asking } }),
      );
      const pairs = Object.entries(questions).map(([name, question]) => {
        const [expected, actual] = [watch(memory, question), watch(store, question)];
        onTestFinished(() => (expected.close(), actual.close()));
        return { name, expected, actual };
      });
      const compare = async (when: string) => {
        for (const { name, expected, actual } of pairs) {
          const wanted = await expected.until();
          const seen = ({ phase, rows, offset, groups }: typeof wanted) => ({
            when,
            name,
            phase,
            rows,
            offset,
            groups,
          });
          await vi.waitFor(() => expect(seen(actual.answer)).toEqual(seen(wanted)), {
            timeout: 5_000,
            interval: 5,
          });
        }
      };
      await compare('at first');
      for (const [step, command] of script) {
        const [wanted, given] = await Promise.all([command(memory), command(store)]);
        expect({ step, status: given.status }).toEqual({ step, status: wanted.status });
        await compare(step);
      }
    },
    30_000,
  );

  it('a contact made here keeps its id through every further command', async () => {
    const connection = connect(structuredClone(many));
    const store = await createStore(adapterFor(connection));
    const made = await store.createContact({ lastName: 'New', companyId: 'c0' });
    expect(made).toMatchObject({ status: 'done' });
    const id = (made as unknown as { value: string }).value;
    expect(await store.setLeadStatus(id, '5')).toMatchObject({ status: 'done' });
    const person = [...connection.office.world.tables.Person.values()].find(
      ({ Lastname }) => Lastname === 'New',
    );
    expect(person).toMatchObject({ LeadstatusId: 5 });
  });

  it('[B3] a drop that the server refuses is taken back, with its reason', async () => {
    const connection = connect(structuredClone(many));
    connection.office.locked.add(`Person/${connection.office.world.numbers.get('contact/p2')}`);
    const store = await createStore(adapterFor(connection));
    expect(await store.setLeadStatus('p2', '5')).toMatchObject({
      status: 'failed',
      problem: { kind: 'forbidden' },
    });
    expect(store.record('contact', 'p2').record?.leadStatusId).toBe('3');
  });
});
