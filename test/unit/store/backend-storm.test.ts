import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { deleted, updated } from '../../../src/model/changes.js';
import type { Question } from '../../../src/query/types.js';
import type { BackendOptions } from '../../helpers/backend-adapter.js';
import { createBackend } from '../../helpers/backend-store.js';
import { recordSource } from '../../helpers/record-source.js';
import { watch } from '../../helpers/settled.js';
import { testNow } from '../../helpers/stores.js';
import { createPlainEngine } from '../../oracle/plain-engine.js';

const criteria: NonNullable<Question['criteria']> = {
  match: 'any',
  items: [
    { field: 'company.category', operator: 'oneOf', value: ['lead'] },
    { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] },
  ],
};
const sort = [
  { field: 'company.name', direction: 'descending' },
  { field: 'contact.lastName', direction: 'ascending' },
] as const;
const questions: readonly Question[] = [
  {
    of: 'contact',
    criteria,
    sort,
    fields: ['contact.lastName', 'company.name'],
    window: { offset: 0, limit: 30 },
  },
  { of: 'contact', criteria, sort, fields: ['contact.lastName'], window: { offset: 60, limit: 30 } },
  { of: 'contact', criteria, fields: [], groupBy: ['contact.leadStatus', 'company.category'] },
  { of: 'contact', criteria, fields: [] },
  {
    of: 'company',
    sort: [{ field: 'company.city', direction: 'ascending' }],
    fields: ['company.name'],
    window: { offset: 0, limit: 30 },
  },
];

const contactId = fc.nat(120).map((at) => `p${at}`);
const companyId = fc.nat(12).map((at) => `c${at}`);
const status = fc.constantFrom('1', '2', '3');
const category = fc.constantFrom('lead', 'customer', 'mql', null);
const step = fc.oneof(
  fc.record({ does: fc.constant('set' as const), id: contactId, status }),
  fc.record({ does: fc.constant('move' as const), id: companyId, category }),
  fc.record({
    does: fc.constant('rename' as const),
    id: contactId,
    name: fc.constantFrom('Aaa', 'Mmm', 'Zzz'),
  }),
  fc.record({ does: fc.constant('join' as const), id: contactId, companyId }),
  fc.record({ does: fc.constant('create' as const), companyId }),
  fc.record({ does: fc.constant('undo' as const) }),
  fc.record({ does: fc.constant('fail' as const) }),
  fc.record({ does: fc.constant('set elsewhere' as const), id: contactId, status }),
  fc.record({ does: fc.constant('move elsewhere' as const), id: companyId, category }),
  fc.record({
    does: fc.constant('delete elsewhere' as const),
    id: fc.integer({ min: 121, max: 200 }).map((at) => `p${at}`),
  }),
  fc.record({ does: fc.constant('pause' as const), time: fc.nat(30) }),
);

it.each<[string, BackendOptions]>([
  ['pages', { latency: 5, contact: { pageSize: 25 } }],
  ['offsets', { latency: 3, contact: { pageSize: 25, offset: true } }],
  ['help from memory', { latency: 3, contact: { depth: 1, match: ['all'] } }],
])(
  'Whatever is done here and elsewhere at the same time, answers come to be those of the backend: %s',
  async (_, options) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const { backend, store } = await createBackend(options);
        const watched = questions.map((question) => watch(store, question));
        onTestFinished(() => watched.forEach((each) => each.close()));
        const running: Promise<unknown>[] = [];
        for (const each of steps) {
          const act = () => {
            switch (each.does) {
              case 'set':
                return store.setLeadStatus(each.id, each.status);
              case 'move':
                return store.setCategory(each.id, each.category);
              case 'rename':
                return store.updateContact(each.id, { lastName: each.name });
              case 'join':
                return store.updateContact(each.id, { companyId: each.companyId });
              case 'create':
                return store.createContact({ lastName: 'New', companyId: each.companyId });
              case 'undo':
                return store.undo();
              case 'fail':
                return backend.failNext('save');
              case 'set elsewhere':
                return backend.elsewhere(updated('contact', each.id, { leadStatusId: each.status }));
              case 'move elsewhere':
                return backend.elsewhere(updated('company', each.id, { categoryId: each.category }));
              case 'delete elsewhere':
                return backend.elsewhere(deleted('contact', each.id)).catch(() => {}); // gone already
              case 'pause':
                return undefined;
            }
          };
          running.push(Promise.resolve(act()));
          if (each.does === 'pause') await new Promise((resolve) => setTimeout(resolve, each.time));
        }
        await Promise.all(running);
        const { contacts, companies, setup } = await backend.state();
        const plain = createPlainEngine(recordSource(contacts, companies, setup));
        const surroundings = { language: 'en', timeZone: 'UTC', now: () => testNow };
        for (const [at, question] of questions.entries()) {
          const { rows, groups, total } = plain.answer(question, surroundings);
          await vi.waitFor(
            () => expect(watched[at]!.answer).toMatchObject({ phase: 'ready', rows, groups, total }),
            { timeout: 20_000, interval: 10 },
          );
        }
        watched.forEach((each) => each.close());
        store.close();
      }),
      { numRuns: 6, seed: 20_261_121, endOnFailure: true },
    );
  },
  90_000,
);
