import { describe, expect, it } from 'vitest';
import { collectIds } from '../../../../src/elements/collect-ids.js';
import {
  saveSelection,
  staticSelections,
  type SaveChoice,
} from '../../../../src/elements/find/save-selection.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/memory-adapter.js';
import { everything, type Criteria } from '../../../../src/criteria/types.js';
import { emptyContact } from '../../../../src/model/defaults.js';
import type { Id } from '../../../../src/model/records.js';
import type { LeadStore } from '../../../../src/store/lead-store.js';
import { createFailedStore, createSampleStore, sample } from '../../../helpers/stores.js';

const potential: Criteria = {
  match: 'all',
  items: [
    { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] },
    { field: 'contact.leadStatus', operator: 'oneOf' },
  ],
};
const found = { of: 'contact', criteria: potential, language: 'en' } as const;
const named = (kind: 'static' | 'dynamic', name = 'Leads', description = ''): SaveChoice => ({
  kind,
  name,
  description,
});

async function saved(store: LeadStore, choice: SaveChoice, what = found) {
  const outcome = await saveSelection(store, what, choice);
  if (outcome.status !== 'saved') throw new Error(`It was ${outcome.status}.`);
  return { outcome, selection: store.record('selection', outcome.id).record! };
}

describe('saveSelection', () => {
  it('keeps the criteria of a dynamic selection with their inactive lines', async () => {
    const store = await createSampleStore();
    const { selection, outcome } = await saved(store, named('dynamic', ' Leads ', ' Ours '));
    expect(selection).toMatchObject({ name: 'Leads', description: 'Ours', of: 'contact' });
    expect(selection.source).toEqual({ kind: 'dynamic', criteria: potential });
    expect(outcome).toMatchObject({ change: 'created', name: 'Leads' });
  });

  it('keeps those who are found now in a static selection', async () => {
    const store = await createSampleStore();
    const { selection, outcome } = await saved(store, named('static'));
    expect(selection.source).toEqual({ kind: 'static', members: ['ada', 'grace', 'linus'] });
    expect(selection.description).toBeNull();
    expect(outcome.members).toBe(3);
  });

  it('adds to a static selection, each member once', async () => {
    const store = await createSampleStore();
    const result = await store.createSelection({
      name: 'Fair',
      of: 'contact',
      source: { kind: 'static', members: ['lonely', 'ada'] },
    });
    const selectionId = (result as { value: Id }).value;
    const { selection, outcome } = await saved(store, { kind: 'add', selectionId });
    expect(selection.source).toEqual({ kind: 'static', members: ['lonely', 'ada', 'grace', 'linus'] });
    expect(outcome).toMatchObject({ change: 'updated', members: 2, name: 'Fair' });
  });

  it('answers refusals as values', async () => {
    const store = await createSampleStore();
    await saved(store, named('dynamic'));
    const again = await saveSelection(store, found, named('static', 'LEADS'));
    expect(again).toMatchObject({ status: 'refused', reasons: [{ code: 'name-taken' }] });
  });

  it('does not save a part when the members can’t be read', async () => {
    const outcome = await saveSelection(await createFailedStore(), found, named('static'));
    expect(outcome).toMatchObject({ status: 'uncollected', error: { kind: 'unavailable' } });
  });
});

describe('collectIds', () => {
  it('asks in windows of 2,000 and says how far it is', async () => {
    const contacts = Array.from({ length: 2500 }, (_, index) =>
      emptyContact({ id: `c${String(index).padStart(4, '0')}`, lastName: 'X' }),
    );
    const store = await createSampleStore(createMemoryAdapter({ ...structuredClone(sample), contacts }));
    const progress: number[] = [];
    const wanted = { of: 'contact', criteria: everything, language: 'en' } as const;
    const collected = await collectIds(store, wanted, (done) => progress.push(done));
    expect(collected.ok && collected.ids.length).toBe(2500);
    expect(progress).toEqual([2000, 2500]);
  });

  it('[Q6] answers why criteria could not be asked', async () => {
    const criteria: Criteria = { match: 'all', items: [{ field: 'contact.nothing', operator: 'isEmpty' }] };
    const collected = await collectIds(await createSampleStore(), {
      of: 'contact',
      criteria,
      language: 'en',
    });
    expect(collected).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  });
});

describe('staticSelections', () => {
  it('are those of the same kind of records, by name', async () => {
    const store = await createSampleStore();
    const create = (name: string, of: 'contact' | 'company', kind: 'static' | 'dynamic') =>
      store.createSelection({
        name,
        of,
        source: kind === 'static' ? { kind, members: [] } : { kind, criteria: everything },
      });
    await create('b', 'contact', 'static');
    await create('A', 'contact', 'static');
    await create('c', 'company', 'static');
    await create('d', 'contact', 'dynamic');
    expect(staticSelections(store, 'contact', 'en').map(({ name }) => name)).toEqual(['A', 'b']);
  });
});
