import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isGroup, type Criteria, type CriteriaNode } from '../../../../src/criteria/types.js';
import { isActive } from '../../../../src/criteria/simplify.js';
import { askCounts, type CountsAnswer, type LiveCounts } from '../../../../src/store/answers/counts.js';
import type { LeadStore } from '../../../../src/store/lead-store.js';
import * as arbitrary from '../../../helpers/arbitraries.js';
import { createLoadingStore, createFailedStore, createSampleStore } from '../../../helpers/stores.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';

const line = (field: string, operator: string, value?: unknown, more: object = {}) =>
  ({ field, operator, value, ...more }) as CriteriaNode;
const all = (...items: CriteriaNode[]): Criteria => ({ match: 'all', items });
const any = (...items: CriteriaNode[]): Criteria => ({ match: 'any', items });
const shown = ({ counts }: CountsAnswer) =>
  counts.map(
    ({ path, total }) =>
      `${path.join('.')}: ${'exact' in (total as object) ? (total as { exact: number }).exact : '?'}`,
  );

/** Counting that took long waits for an idle moment. */
const counted = async (live: LiveCounts) => {
  await vi.waitFor(() => expect(live.answer.phase).toBe('ready'));
  return live.answer;
};

const criteria = any(
  all(line('company.category', 'oneOf', ['lead']), line('contact.title', 'is', 'CTO')),
  all(line('contact.firstName', 'contains', 'l')),
);

describe('counts of the parts of criteria', () => {
  it('are of each line alone and of each group', async () => {
    const live = askCounts(await createSampleStore(), { of: 'contact', criteria }, () => {});
    expect(live.answer.phase).toBe('ready');
    expect(shown(live.answer)).toEqual([': 4', '0: 1', '0.0: 2', '0.1: 1', '1: 3', '1.0: 3']);
  });

  it('[Q2] leave out lines and groups that do not ask', async () => {
    const store = await createSampleStore();
    const asked = all(
      line('contact.title', 'is', ''),
      line('contact.title', 'is', 'CTO', { muted: true }),
      any(line('contact.title', 'contains', '')),
    );
    expect(shown(askCounts(store, { of: 'contact', criteria: asked }, () => {}).answer)).toEqual([': 6']);
  });

  it('are what a plain reading finds, for any criteria', async () => {
    const store = await createSampleStore();
    const { timeZone, now } = store;
    const plain = createPlainEngine(store.records);
    const total = (node: CriteriaNode) =>
      plain.answer(
        { of: 'contact', criteria: isGroup(node) ? node : all(node), fields: [] },
        { language: 'en', timeZone, now },
      ).total;
    const asks = (node: CriteriaNode): boolean =>
      !node.muted && (isGroup(node) ? node.items.some(asks) : isActive(node, store.fields));
    function* parts(node: CriteriaNode, path: readonly number[] = []): Generator<CountsAnswer['counts'][0]> {
      if (path.length > 0 && !asks(node)) return;
      yield { path, total: total(node) };
      if (isGroup(node) && asks(node))
        for (const [index, item] of node.items.entries()) yield* parts(item, [...path, index]);
    }
    await fc.assert(
      fc.asyncProperty(arbitrary.criteria('contact'), async (given) => {
        const isKnown = (node: CriteriaNode): boolean =>
          isGroup(node) ? node.items.every(isKnown) : store.fields.get(node.field) !== undefined;
        fc.pre(isKnown(given));
        const live = askCounts(store, { of: 'contact', criteria: given }, () => {});
        expect((await counted(live)).counts).toEqual([...parts(given)]);
        live.close();
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('follow the records, without a word when they stay the same', async () => {
    const store = await createSampleStore();
    const heard = vi.fn();
    const live = askCounts(store, { of: 'contact', criteria }, heard);
    await store.updateContact('edsger', { title: 'CTO' });
    await vi.waitFor(() => expect(shown(live.answer)).toContain('0.1: 2'));
    expect(heard).toHaveBeenCalledTimes(1);
    live.close();
    await store.updateContact('grace', { title: 'CTO' });
    expect(shown(live.answer)).toContain('0.1: 2');
  });

  it('of other criteria take the place of these', async () => {
    const live = askCounts(await createSampleStore(), { of: 'contact', criteria }, () => {});
    live.ask({ of: 'company', criteria: all(line('company.city', 'is', 'Oslo')) });
    expect(shown(await counted(live))).toEqual([': 1', '0: 1']);
  });

  it('wait for the records, and say why they never come', async () => {
    const waiting: LeadStore = createLoadingStore();
    expect(askCounts(waiting, { of: 'contact', criteria }, () => {}).answer.phase).toBe('loading');
    waiting.close();
    const failed = askCounts(await createFailedStore(), { of: 'contact', criteria }, () => {});
    expect(failed.answer).toMatchObject({ phase: 'failed', error: { kind: 'unavailable' } });
  });

  it('[Q6] of criteria that are none are a failure, not an exception', async () => {
    const wrong = all(line('contact.shoeSize', 'is', '44'));
    const { answer } = askCounts(await createSampleStore(), { of: 'contact', criteria: wrong }, () => {});
    expect(answer).toMatchObject({ phase: 'failed', counts: [], error: { kind: 'invalid' } });
  });
});
