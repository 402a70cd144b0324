import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CriteriaLine } from '../../../../src/criteria/types.js';
import { askCounts } from '../../../../src/store/answers/counts.js';
import { createBackend } from '../../../helpers/backend-store.js';
import { many } from '../../../helpers/backend-world.js';

const status = (value: readonly string[]): CriteriaLine => ({
  field: 'contact.leadStatus',
  operator: 'oneOf',
  value,
});
const city: CriteriaLine = { field: 'company.city', operator: 'is', value: 'Oslo' };
const counted = (value: string) => many.contacts.filter(({ leadStatusId }) => leadStatusId === value).length;

describe('How many meet each part of criteria, in a backend', () => {
  it('is asked part by part, parts that do not ask left out, and known ones not again', async () => {
    const { backend, store } = await createBackend();
    const criteria = {
      match: 'any',
      items: [status(['1']), status([]), { match: 'none', items: [status(['2'])] }],
    } as const;
    const counts = askCounts(store, { of: 'contact', criteria }, () => {});
    onTestFinished(() => counts.close());
    expect(counts.answer.phase).toBe('loading');
    await vi.waitFor(() => expect(counts.answer.phase).toBe('ready'));
    expect(counts.answer.counts).toEqual([
      { path: [], total: { exact: 300 - counted('2') } },
      { path: [0], total: { exact: counted('1') } },
      { path: [2], total: { exact: 300 - counted('2') } },
      { path: [2, 0], total: { exact: counted('2') } },
    ]);
    const asked = backend.countOf('count');
    counts.ask({ of: 'contact', criteria: { match: 'all', items: [status(['1']), city] } });
    await vi.waitFor(() => expect(counts.answer.counts).toHaveLength(3));
    expect(backend.countOf('count')).toBe(asked + 2); // the whole, and the new line
  });

  it('is left out where the backend can’t tell', async () => {
    const { store } = await createBackend({
      contact: { fields: { 'contact.leadStatus': { operators: ['oneOf'] } } },
    });
    const criteria = { match: 'all', items: [status(['1']), city] } as const;
    const counts = askCounts(store, { of: 'contact', criteria }, () => {});
    onTestFinished(() => counts.close());
    await vi.waitFor(() => expect(counts.answer.phase).toBe('ready'));
    expect(counts.answer.counts).toEqual([{ path: [0], total: { exact: counted('1') } }]);
  });
});
