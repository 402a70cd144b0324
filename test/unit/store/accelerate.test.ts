import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryAdapter } from '../../../src/adapters/memory/memory-adapter.js';
import { generateSample } from '../../../demo/data/generate.js';
import { ask } from '../../../src/store/ask.js';
import { LeadStore } from '../../../src/store/lead-store.js';
import type { Question } from '../../../src/query/types.js';

const question: Question = {
  of: 'contact',
  criteria: {
    match: 'all',
    items: [
      { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] },
      { field: 'contact.email', operator: 'contains', value: 'a' },
    ],
  },
  sort: [{ field: 'contact.name', direction: 'ascending' }],
  groupBy: ['contact.leadStatus'],
  fields: ['contact.name'],
  window: { offset: 0, limit: 50 },
};

afterEach(() => void vi.unstubAllGlobals());

describe('an accelerated store', () => {
  it('answers as one that is not', async () => {
    expect(await answerOf({ accelerate: true })).toEqual(await answerOf({}));
  });

  it('answers the same where WebAssembly is forbidden', async () => {
    const forbidden = { ...WebAssembly, Module: () => { throw new WebAssembly.CompileError('unsafe-eval'); } }; // prettier-ignore
    vi.stubGlobal('WebAssembly', forbidden);
    vi.resetModules();
    expect(await answerOf({ accelerate: true })).toEqual(await answerOf({}));
  });

  it('compiles nothing unless it is told to', async () => {
    const compile = vi.spyOn(WebAssembly, 'Module');
    await answerOf({});
    expect(compile).not.toHaveBeenCalled();
    compile.mockRestore();
  });
});

async function answerOf(options: { accelerate?: boolean }) {
  const adapter = createMemoryAdapter(generateSample({ now: new Date('2026-11-21T12:00:00Z') }));
  const store = new LeadStore({ adapter, timeZone: 'UTC', ...options });
  await store.loaded;
  const live = ask(store, question, { language: 'en' }, () => {});
  await vi.waitFor(() => expect(live.answer.phase).toBe('ready'), { timeout: 10_000 });
  const { answer } = live;
  live.close();
  store.close();
  return answer;
}
