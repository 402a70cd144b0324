import 'fake-indexeddb/auto';
import { IDBDatabase, IDBFactory, IDBObjectStore, IDBOpenDBRequest } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIndexedDbAdapter, type IndexedDbAdapter } from '../../../src/adapters/indexeddb/index.js';
import { openDatabase } from '../../../src/adapters/indexeddb/open-database.js';
import { entityNames, parseRows } from '../../../src/model/index.js';
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

let adapters: IndexedDbAdapter[] = [];
let name = '';

/** A tab of the browser with the page in it. */
function tab(options: Parameters<typeof createIndexedDbAdapter>[0] = {}): IndexedDbAdapter {
  const adapter = createIndexedDbAdapter({ name, ...options });
  adapters.push(adapter);
  return adapter;
}

const raw = () => openDatabase(name, 1_000, () => {});
const openNewer = () =>
  new Promise<{ close(): void }>((resolve) => {
    const request = indexedDB.open(name, 99);
    request.onsuccess = () => resolve(request.result);
  });
const names = async (adapter: IndexedDbAdapter) =>
  (await rowsOf(adapter, 'companies')).map((row) => row['name']);
const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  name = `test-${Math.random()}`;
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await Promise.all(adapters.map((adapter) => adapter.close()));
  adapters = [];
});

/** A database as the first version of the adapter left it, with one company. */
const openFirstVersion = () =>
  new Promise<void>((resolve) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of [...entityNames, 'meta']) request.result.createObjectStore(store);
      request.transaction!.objectStore('company').put({ id: 'old', name: 'Kept' }, 'old');
      request.transaction!.objectStore('meta').put(1, 'filled');
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });

describe('A1: a database of the browser', () => {
  it('of the first version is upgraded, and keeps what is in it', async () => {
    await openFirstVersion();
    expect(await names(tab())).toEqual(['Kept']);
    await save(tab(), [rename('old', 'Changed')]);
    expect(await names(tab())).toEqual(['Changed']);
  });

  it('is a new installation at first', async () => {
    const batches = await readAll(tab());
    expect(batches.flatMap(({ categories }) => categories ?? [])).toHaveLength(9);
    expect(batches.flatMap(({ leadStatuses }) => leadStatuses ?? [])).toHaveLength(5);
    expect(batches.find(({ settings }) => settings)).toMatchObject({
      settings: { id: 'settings' },
      expected: 15,
    });
  });

  it('is filled with the seed once, and survives a reload', async () => {
    const seed = vi.fn(async () => ({ companies: [company('a')] }));
    const first = tab({ seed });
    await save(first, [add('b'), rename('a', 'A')]);
    await first.close();
    expect(await names(tab({ seed }))).toEqual(['A', 'Company b']);
    expect(seed).toHaveBeenCalledOnce();
  });

  it('two tabs that open it for the first time fill it once', async () => {
    const seed = () => ({ companies: [company('a')] });
    const [one, two] = [tab({ seed }), tab({ seed })];
    await Promise.all([names(one), names(two)]);
    await save(one, [remove('a')]);
    expect(await names(two)).toEqual([]);
  });

  it('a seed that fails leaves the database unfilled, so that Retry tries again', async () => {
    const seed = vi.fn(() => ({ companies: [company('a')] }));
    seed.mockImplementationOnce(() => {
      throw new Error('offline');
    });
    const adapter = tab({ seed });
    await expectProblem(readAll(adapter), 'unavailable');
    expect(await names(adapter)).toEqual(['Company a']);
  });

  it('is read in batches of 2,000 with the count of all', async () => {
    const contacts = Array.from({ length: 4_500 }, (_, index) => contact(`p${index}`));
    const batches = await readAll(tab({ seed: () => ({ contacts }) }));
    const sizes = batches.filter((batch) => batch.contacts).map((batch) => batch.contacts?.length);
    expect(sizes).toEqual([2_000, 2_000, 500]);
    expect(new Set(batches.map(({ expected }) => expected))).toEqual(new Set([4_515]));
    expect(
      new Set(batches.flatMap((batch) => (batch.contacts ?? []).map((row) => (row as { id: string }).id)))
        .size,
    ).toBe(4_500);
  });

  it('A4: nonsense in it is passed on, the store reports it and loads the rest', async () => {
    await readAll(tab({ seed: () => ({ companies: [company('a'), null, { name: 'no id' }] }) }));
    const database = await raw();
    await database.put('company', 'rubbish', 'x');
    await database.put('company', { id: 'y', city: 5 }, 'y');
    database.close();
    const { records, rejected } = parseRows('company', await rowsOf(tab(), 'companies'));
    expect(records.map(({ id }) => id)).toEqual(['a']);
    expect(rejected).toHaveLength(4);
  });
});

describe('A3: saving', () => {
  it('all changes of a command or none', async () => {
    const adapter = tab({ seed: () => ({ companies: [company('a')] }) });
    await expectProblem(save(adapter, [rename('a', 'A'), rename('missing', 'x')]), 'notFound');
    expectConflict(await save(adapter, [rename('a', 'A'), add('a')]), [
      { name: 'Company a' },
      { name: 'Company a' },
    ]);
    await expectProblem(
      save(adapter, [add('b'), { ...add('c'), record: { id: 'c', name: () => {} } } as never]),
      'invalid',
    );
    expect(await names(adapter)).toEqual(['Company a']);
  });

  it('every save has a version of its own, also after a record was deleted and brought back', async () => {
    const adapter = tab();
    const versions = [];
    for (const change of [add('a'), rename('a', 'b'), remove('a'), add('a')]) {
      versions.push(versionOf((await save(adapter, [change]))[0]));
    }
    expect(new Set(versions).size).toBe(4);
  });

  it('a conflict between two tabs: the second is refused and learns what the record is now (S6)', async () => {
    const [one, two] = [tab({ seed: () => ({ companies: [company('a')] }) }), tab()];
    const base = (await rowsOf(one, 'companies'))[0]?.['version'] as string;
    await readAll(two);
    await save(one, [rename('a', 'one', base)]);
    expectConflict(await save(two, [rename('a', 'two', base)]), [{ name: 'one' }]);
    expect(await names(two)).toEqual(['one']);
  });

  it('a cancelled call rejects as cancelled and saves nothing', async () => {
    const adapter = tab();
    await readAll(adapter);
    const controller = new AbortController();
    const saving = save(adapter, [add('a')], controller.signal);
    controller.abort();
    await expectProblem(saving, 'cancelled');
    await expectProblem(readAll(adapter, controller.signal), 'cancelled');
    expect(await names(adapter)).toEqual([]);
  });
});

describe('S5: other tabs', () => {
  it('hear of rows and deletions after they are saved', async () => {
    const [one, two] = [tab({ seed: () => ({ companies: [company('a'), company('b')] }) }), tab()];
    await Promise.all([readAll(one), readAll(two)]);
    const { events } = listen(two);
    await save(one, [rename('a', 'A'), remove('b')]);
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toMatchObject([
      { kind: 'rows', rows: { companies: [{ id: 'a', name: 'A' }] } },
      { kind: 'deleted', entity: 'company', id: 'b' },
    ]);
  });

  it('what is not understood makes them read everything again', async () => {
    const { events } = listen(tab());
    const stranger = new BroadcastChannel(`leadkit:${name}`);
    for (const message of [null, 'hello', { events: [{ kind: 'future' }] }]) stranger.postMessage(message);
    await vi.waitFor(() =>
      expect(events).toEqual([{ kind: 'reload' }, { kind: 'reload' }, { kind: 'reload' }]),
    );
    stranger.close();
  });

  it.each([
    ['is missing', undefined],
    [
      'is denied',
      class {
        constructor() {
          throw new Error('SecurityError');
        }
      },
    ],
  ])('a BroadcastChannel that %s is no reason to fail', async (_, channel) => {
    vi.stubGlobal('BroadcastChannel', channel);
    const adapter = tab();
    listen(adapter);
    await save(adapter, [add('a')]);
    expect(await names(adapter)).toEqual(['Company a']);
  });
});

describe('storage that is denied or full', () => {
  const quota = () => new DOMException('full', 'QuotaExceededError');

  it.each([
    ['there is none', () => vi.stubGlobal('indexedDB', undefined)],
    [
      'opening throws',
      () =>
        vi.spyOn(indexedDB, 'open').mockImplementation(() => {
          throw new DOMException('denied', 'SecurityError');
        }),
    ],
    [
      'opening never ends',
      () => vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest()),
    ],
  ])('%s: memory takes over, with the seed, and says so', async (_, deny) => {
    deny();
    const adapter = tab({ seed: () => ({ companies: [company('a')] }), openTimeout: 20 });
    expect(await names(adapter)).toEqual(['Company a']);
    await save(adapter, [add('b')]);
    expect(await names(adapter)).toEqual(['Company a', 'Company b']);
    const late = listen(adapter);
    await settle();
    expect(late.events.filter(({ kind }) => kind === 'notice')).toMatchObject([
      { kind: 'notice', code: 'storage-unavailable', problem: { kind: 'unavailable' } },
    ]);
  });

  it('a store that watches from the start hears it too, once', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const adapter = tab();
    const { events } = listen(adapter);
    await readAll(adapter);
    await settle();
    expect(events.filter(({ kind }) => kind === 'notice')).toHaveLength(1);
  });

  it('full while saving: memory holds everything so far and the change, for all saves that were under way', async () => {
    const adapter = tab({ seed: () => ({ companies: [company('a')], contacts: [contact('p', 'a')] }) });
    const { events } = listen(adapter);
    await save(adapter, [rename('a', 'A')]);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw quota();
    });
    await Promise.all([save(adapter, [add('b')]), save(adapter, [add('c')])]);
    expect(await names(adapter)).toEqual(['A', 'Company b', 'Company c']);
    expect(await rowsOf(adapter, 'contacts')).toHaveLength(1);
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({ kind: 'rows', rows: { companies: [{ id: 'c' }] } }),
    );
    expect(events.filter((event) => event.kind === 'notice')).toMatchObject([{ code: 'storage-full' }]);
  });

  it('full while filling: the seed stays in memory', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw quota();
    });
    const adapter = tab({ seed: () => ({ companies: [company('a')] }) });
    expect(await names(adapter)).toEqual(['Company a']);
    const { events } = listen(adapter);
    await settle();
    expect(events).toMatchObject([{ kind: 'notice', code: 'storage-full' }]);
  });
});

describe('tabs with other code', () => {
  it('this tab lets a newer one upgrade, and then asks for a reload instead of writing what the newer one would not see', async () => {
    const adapter = tab();
    await readAll(adapter);
    const newer = await openNewer();
    const problem = await save(adapter, [add('a')]).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      kind: 'unavailable',
      retryable: false,
      message: expect.stringContaining('Reload') as string,
    });
    newer.close();
  });

  it('a connection that the browser ended without a word is opened again', async () => {
    const adapter = tab({ seed: () => ({ companies: [company('a')] }) });
    await readAll(adapter);
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    await save(adapter, [rename('a', 'A')]);
    expect(await names(adapter)).toEqual(['A']);
  });

  it('a deleted database comes back as a new one', async () => {
    const adapter = tab({ seed: () => ({ companies: [company('a')] }) });
    await save(adapter, [rename('a', 'A')]);
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
    expect(await names(adapter)).toEqual(['Company a']);
  });
});
