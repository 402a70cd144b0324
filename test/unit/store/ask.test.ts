import { describe, expect, it, vi } from 'vitest';
import type { Criteria } from '../../../src/criteria/types.js';
import type { Question } from '../../../src/query/types.js';
import { ask } from '../../../src/store/ask.js';
import { selectionCriteria } from '../../../src/store/selection-criteria.js';
import { ScriptedAdapter } from '../../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../../helpers/stores.js';

const open: Criteria = {
  match: 'all',
  items: [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['1'] }],
};
const names: Question = {
  of: 'contact',
  fields: ['contact.name'],
  sort: [{ field: 'contact.name', direction: 'ascending' }],
  window: { offset: 0, limit: 10 },
};
const english = { language: 'en' };
const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('a question to a store', () => {
  it('is answered at once where memory can', async () => {
    const live = ask(await createSampleStore(), { ...names, criteria: open }, english, () => {});
    expect(live.answer).toMatchObject({
      phase: 'ready',
      total: { exact: 1 },
      rows: [{ id: 'ada', values: { 'contact.name': 'Ada Lovelace' } }],
    });
  });

  it('follows the records, and hears nothing of changes that do not touch it', async () => {
    const store = await createSampleStore();
    const heard = vi.fn();
    const live = ask(store, { ...names, criteria: open }, english, heard);
    await store.updateContact('grace', { phone: '1' });
    await turn();
    expect(heard).not.toHaveBeenCalled();
    await store.setLeadStatus('grace', '1');
    await turn();
    expect(live.answer.rows.map(({ id }) => id)).toEqual(['ada', 'grace']);
    expect(heard).toHaveBeenCalled();
  });

  it('follows the company of a contact', async () => {
    const store = await createSampleStore();
    const live = ask(
      store,
      { of: 'contact', fields: ['company.name'], groupBy: ['company.categoryGroup'] },
      english,
      () => {},
    );
    const groups = () => live.answer.groups.map(({ value, count }) => [value, count]);
    expect(groups()).toEqual([
      ['customer', 2],
      ['potentialCustomer', 3],
      [null, 1],
    ]);
    await store.setCategory('initech', 'lead');
    await turn();
    expect(groups()).toEqual([
      ['potentialCustomer', 5],
      [null, 1],
    ]);
  });

  it('waits while records load, then has its answer', async () => {
    let finish!: (rows: unknown) => void;
    const { LeadStore } = await import('../../../src/store/lead-store.js');
    const store = new LeadStore({
      adapter: {
        read: () => new Promise((resolve) => (finish = resolve as never)),
        save: () => Promise.resolve(),
      },
    });
    const phases: string[] = [];
    const live = ask(store, names, english, ({ phase }) => phases.push(phase));
    expect(live.answer.phase).toBe('loading');
    finish(new ScriptedAdapter().rows);
    await store.loaded;
    await turn();
    expect([live.answer.phase, live.answer.rows.length, phases]).toEqual(['ready', 6, ['ready']]);
  });

  it('says how far many records have come, by the percent', async () => {
    const { LeadStore } = await import('../../../src/store/lead-store.js');
    const rows = (from: number) =>
      Array.from({ length: 1_000 }, (_, index) => ({ id: `c${from + index}`, name: 'Company' }));
    const store = new LeadStore({
      adapter: {
        async *read() {
          for (let from = 0; from < 10_000; from += 1_000)
            yield await Promise.resolve({ companies: rows(from), expected: 10_000 });
        },
        save: () => Promise.resolve(),
      },
    });
    const heard: (number | undefined)[] = [];
    const live = ask(store, { of: 'company', fields: [] }, english, ({ progress }) =>
      heard.push(progress?.loaded),
    );
    await store.loaded;
    await turn();
    // The first ones in small slices.
    const thousands = Array.from({ length: 10 }, (_, at) => (at + 1) * 1_000);
    expect(heard).toEqual([250, 750, ...thousands, undefined]);
    expect(live.answer).toMatchObject({ phase: 'ready', total: { exact: 10_000 } });
  });

  it('keeps its rows, as stale, while records are read again', async () => {
    const store = await createSampleStore();
    const live = ask(store, names, english, () => {});
    const reading = store.reload();
    await Promise.resolve().then(() => {});
    expect([live.answer.phase, live.answer.rows.length]).toEqual(['stale', 6]);
    await reading;
    await turn();
    expect([live.answer.phase, live.answer.rows.length]).toEqual(['ready', 6]);
  });

  it('says why there is no answer', async () => {
    expect(ask(await createFailedStore(), names, english, () => {}).answer).toMatchObject({
      phase: 'failed',
      error: { kind: 'unavailable', retryable: true },
    });
    expect(ask(createLoadingStore(), names, english, () => {}).answer.phase).toBe('loading');
  });

  it('[Q6] that is wrong is an answer, not an exception', async () => {
    const live = ask(
      await createSampleStore(),
      { ...names, fields: ['contact.shoeSize'] },
      english,
      () => {},
    );
    expect(live.answer).toMatchObject({ phase: 'failed', error: { kind: 'invalid', retryable: false } });
    expect(live.answer.error!.message).toContain('contact.shoeSize');
  });

  it('can be replaced and closed', async () => {
    const store = await createSampleStore();
    const heard = vi.fn();
    const live = ask(store, names, english, heard);
    live.ask({ ...names, criteria: open });
    expect(live.answer.rows).toHaveLength(1);
    live.close();
    await store.setLeadStatus('grace', '1');
    await turn();
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('a selection as criteria', () => {
  const members = async (source: object, more: object[] = []) => {
    const store = await createSampleStore();
    const ids: string[] = [];
    for (const [index, each] of [...more, source].entries()) {
      const filled = JSON.parse(
        JSON.stringify(each).replace(/"#(\d)"/g, (_, at: string) => JSON.stringify(ids[Number(at)])),
      ) as never;
      const result = await store.createSelection({ name: `S${index}`, of: 'contact', source: filled });
      if (result.status !== 'done') throw new Error(JSON.stringify(result));
      ids.push(result.value);
    }
    const resolved = selectionCriteria(store, ids.at(-1)!);
    if (!resolved.ok) return resolved.fault.code;
    const { answer } = ask(store, { ...names, criteria: resolved.criteria }, english, () => {});
    return answer.rows.map(({ id }) => id);
  };
  const some = { kind: 'static', members: ['grace', 'ada', 'gone'] };
  const leads = { kind: 'dynamic', criteria: open };
  const all = { kind: 'dynamic', criteria: { match: 'all', items: [] } };
  const none = { kind: 'static', members: [] };
  const both = (operation: string) => ({ kind: 'combined', first: '#0', second: '#1', operation });

  it.each([
    ['static', some, [], ['ada', 'grace']],
    ['static without members is nobody', none, [], []],
    ['dynamic', leads, [], ['ada']],
    ['union', both('union'), [some, leads], ['ada', 'grace']],
    ['intersection', both('intersection'), [some, leads], ['ada']],
    ['only in the first', both('onlyFirst'), [some, leads], ['grace']],
    ['only in the second', both('onlySecond'), [leads, some], ['grace']],
    ['difference', both('difference'), [some, leads], ['grace']],
    ['[Q2] everyone without some', both('onlyFirst'), [all, some], ['alan', 'edsger', 'linus', 'lonely']],
    ['[Q2] some without everyone', both('onlyFirst'), [some, all], []],
    [
      'everyone and nobody',
      both('union'),
      [all, none],
      ['ada', 'alan', 'edsger', 'grace', 'linus', 'lonely'],
    ],
    [
      'a part that is gone',
      { kind: 'combined', first: 'gone', second: 'gone', operation: 'union' },
      [],
      'selection-missing',
    ],
    [
      '[Q6] criteria that can not be read',
      { kind: 'dynamic', criteria: { match: 'some' } },
      [],
      'selection-invalid',
    ],
  ])('%s', async (_, source, more, expected) => {
    expect(await members(source, more)).toEqual(expected);
  });

  it('made of itself is a fault, not an endless loop', async () => {
    const store = await createSampleStore();
    const result = await store.createSelection({ name: 'A', of: 'contact', source: some as never });
    const id = result.status === 'done' ? result.value : '';
    await store.updateSelection(id, {
      source: { kind: 'combined', first: id, second: id, operation: 'union' },
    });
    expect(selectionCriteria(store, id)).toMatchObject({ ok: false, fault: { code: 'selection-circular' } });
  });
});
