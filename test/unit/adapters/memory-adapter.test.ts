import { describe, expect, it, vi } from 'vitest';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { defaultCategories, defaultLeadStatuses, defaultSettings } from '../../../src/model/index.js';
import {
  add,
  company,
  contact,
  expectConflict,
  expectProblem,
  listen,
  readAll,
  remove,
  rename,
  rowsOf,
  save,
  versionOf,
} from './save-contract.js';

describe('A1: reading', () => {
  it('without options there is a new installation', async () => {
    const [rows] = await readAll(createMemoryAdapter());
    expect(rows).toMatchObject({ settings: defaultSettings, expected: 15, companies: [], contacts: [] });
    expect(rows?.categories).toMatchObject(defaultCategories);
    expect(rows?.leadStatuses).toMatchObject(defaultLeadStatuses);
  });

  it('lists that are given empty stay empty', async () => {
    expect(await rowsOf(createMemoryAdapter({ categories: [] }), 'categories')).toEqual([]);
  });

  it('many rows come in batches, each with the count of all', async () => {
    const contacts = Array.from({ length: 12_000 }, (_, index) => contact(`p${index}`));
    const batches = await readAll(createMemoryAdapter({ contacts }));
    expect(batches.every(({ expected }) => expected === 12_015)).toBe(true);
    expect(Math.max(...batches.map((batch) => batch.contacts?.length ?? 0))).toBe(5_000);
    expect(batches.flatMap((batch) => batch.contacts ?? [])).toHaveLength(12_000);
  });

  it('A4: nonsense rows are passed on for the store to report', async () => {
    const adapter = createMemoryAdapter({ companies: [null, 7, { name: 'no id' }, company('a')] });
    expect(await rowsOf(adapter, 'companies')).toHaveLength(4);
  });
});

describe('A3: saving', () => {
  it('creates, updates and deletes, and every record of a save gets one new version', async () => {
    const adapter = createMemoryAdapter({ companies: [company('a'), company('b')] });
    const outcomes = await save(adapter, [add('c'), rename('a', 'A'), remove('b')]);
    expect(new Set(outcomes.map(versionOf)).size).toBe(1);
    expect(await rowsOf(adapter, 'companies')).toMatchObject([
      { id: 'a', name: 'A', version: versionOf(outcomes[0]) },
      { id: 'c', version: versionOf(outcomes[0]) },
    ]);
  });

  it('a change that is based on an older version is a conflict', async () => {
    const adapter = createMemoryAdapter({ companies: [company('a')] });
    const [read] = await rowsOf(adapter, 'companies');
    const base = read?.['version'] as string;
    const [first] = await save(adapter, [rename('a', 'mine', base)]);
    expectConflict(await save(adapter, [rename('a', 'yours', base)]), [{ name: 'mine' }]);
    expectConflict(await save(adapter, [remove('a', base)]), [{ name: 'mine' }]);
    await save(adapter, [rename('a', 'yours', versionOf(first))]);
    expect(await rowsOf(adapter, 'companies')).toMatchObject([{ name: 'yours' }]);
  });

  it('a command may change a record twice', async () => {
    const adapter = createMemoryAdapter({ companies: [company('a')] });
    await save(adapter, [rename('a', 'x', '0'), rename('a', 'y', '0'), add('b'), rename('b', 'B')]);
    expect(await rowsOf(adapter, 'companies')).toMatchObject([{ name: 'y' }, { name: 'B' }]);
  });

  it.each([
    ['an update of nothing', rename('x', 'y'), 'notFound'],
    ['a deletion of nothing', remove('x'), 'notFound'],
  ] as const)('%s fails, and nothing of the command is saved', async (_, change, kind) => {
    const adapter = createMemoryAdapter({ companies: [company('a')] });
    await expectProblem(save(adapter, [add('new'), change]), kind);
    expect(await rowsOf(adapter, 'companies')).toHaveLength(1);
  });
});

describe('S6: a conflict', () => {
  it('says what is there instead and since when, of every change of the command', async () => {
    const updated = '2026-11-21T12:00:00.000Z';
    const adapter = createMemoryAdapter({
      companies: [company('a', { name: 'theirs', updated }), company('b')],
    });
    const outcomes = await save(adapter, [rename('b', 'B'), rename('a', 'mine', 'old')]);
    expectConflict(outcomes, [{ name: 'Company b' }, { name: 'theirs' }]);
    expect(outcomes[1]).toMatchObject({ current: { at: updated } });
    expect(await rowsOf(adapter, 'companies')).toMatchObject([{ name: 'theirs' }, { name: 'Company b' }]);
  });

  it('with what has gone says that nothing is there', async () => {
    const adapter = createMemoryAdapter();
    expectConflict(await save(adapter, [rename('gone', 'mine', '0')]), [null]);
  });

  it('creating what exists is one, too', async () => {
    const adapter = createMemoryAdapter({ companies: [company('a')] });
    expectConflict(await save(adapter, [add('new'), add('a')]), [null, { name: 'Company a' }]);
    expect(await rowsOf(adapter, 'companies')).toHaveLength(1);
  });
});

it('A3: the same key twice is one write, with the same answer', async () => {
  const adapter = createMemoryAdapter();
  const options = { signal: new AbortController().signal, key: 'once' };
  const first = await adapter.save([add('a')], options);
  expect(await adapter.save([add('a')], options)).toEqual(first);
});

describe('S5: watching', () => {
  it('everybody hears what was saved, after the one who saved has its answer', async () => {
    const adapter = createMemoryAdapter({ companies: [company('a'), company('b')] });
    const { events, stop } = listen(adapter);
    const saving = save(adapter, [rename('a', 'A'), remove('b')]).then((outcomes) => {
      expect(events).toEqual([]);
      return outcomes;
    });
    const [outcome] = await saving;
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toMatchObject([
      { kind: 'rows', rows: { companies: [{ id: 'a', name: 'A', version: versionOf(outcome) }] } },
      { kind: 'deleted', entity: 'company', id: 'b' },
    ]);
    stop();
    await save(adapter, [rename('a', 'AA')]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(events).toHaveLength(2);
  });

  it("one listener's error does not keep the news from the others", async () => {
    const adapter = createMemoryAdapter();
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    const signal = new AbortController().signal;
    adapter.watch?.(
      () => {
        throw new Error('boom');
      },
      { signal },
    );
    const { events } = listen(adapter);
    await save(adapter, [add('a')]);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(reported).toHaveBeenCalledOnce();
    reported.mockRestore();
  });
});

describe('calls that are cancelled', () => {
  it('reject as cancelled, and a cancelled save saves nothing', async () => {
    const adapter = createMemoryAdapter({ latency: 50 });
    const controller = new AbortController();
    const saving = save(adapter, [add('a')], controller.signal);
    controller.abort();
    await expectProblem(saving, 'cancelled');
    await expectProblem(readAll(adapter, controller.signal), 'cancelled');
    expect(await rowsOf(adapter, 'companies')).toEqual([]);
  });

  it('latency takes its time', async () => {
    const started = performance.now();
    await readAll(createMemoryAdapter({ latency: 30 }));
    expect(performance.now() - started).toBeGreaterThan(25);
  });
});
