import { describe, expect, it } from 'vitest';
import { createMemoryAdapter } from '../../../../src/adapters/memory/memory-adapter.js';
import { createImportContext } from '../../../../src/elements/import/import-context.js';
import * as importer from '../../../../src/importer/index.js';
import type { LeadStore } from '../../../../src/store/lead-store.js';
import { createBackend, createStore } from '../../../helpers/backend-store.js';
import { many } from '../../../helpers/backend-world.js';

const csv = [
  'First name;Last name;Company',
  'Bo;No 037;company  07', // Bo works there already
  'Bo;Nobody;COMPANY 07',
  'Ada;No 000;', // Ada has no company, and is here
  'Eve;New;Brand new AS',
].join('\n');

/** Plans as the import does: until nobody is missed. */
async function plan(store: LeadStore) {
  const table = await importer.readCsv(csv);
  const mapping = ['contact.firstName', 'contact.lastName', 'company.name'];
  const context = createImportContext(store, importer);
  for (let round = 0; round < 5; round++) {
    const planned = await importer.planImport(table, mapping, context);
    if (context.isComplete) return { planned, round };
    await context.fetch();
  }
  throw new Error('It never knows enough.');
}

describe('An import recognises who is there already', () => {
  it.each([
    ['in memory', () => createStore(createMemoryAdapter(structuredClone(many)))],
    ['in a backend', async () => (await createBackend()).store],
    ['in a backend that can’t nest', async () => (await createBackend({ contact: { depth: 1 } })).store],
  ])('%s', async (_, create) => {
    const { planned } = await plan(await create());
    expect(planned.report.map(({ code, line }) => [code, line])).toEqual([
      ['already-exists', 2],
      ['already-exists', 4],
    ]);
    expect(planned.counts).toMatchObject({ contacts: 2, newCompanies: 1, matchedCompanies: 1 });
    expect(planned.items.map(({ contact }) => contact?.lastName)).toEqual(['Nobody', 'New']);
    expect(planned.items[0]?.contact?.companyId).toBe('c1');
  });

  it('without reading everybody', async () => {
    const { backend, store } = await createBackend();
    const { round } = await plan(store);
    expect(round).toBe(2); // the companies first, then people of them
    expect(backend.given).toBeLessThan(20);
  });
});
