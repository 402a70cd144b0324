import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryAdapter } from '../../../../src/adapters/memory/memory-adapter.js';
import { createOutbox } from '../../../../src/adapters/outbox/index.js';
import { updated } from '../../../../src/model/changes.js';
import { LeadStore } from '../../../../src/store/lead-store.js';
import type { LeadAdapter } from '../../../../src/store/port.js';
import { fakeLocks } from '../../../helpers/fake-locks.js';
import { FlakyAdapter, type Fault } from '../../../helpers/flaky-adapter.js';
import { createSampleStore, sample } from '../../../helpers/stores.js';

const quick = { firstRetry: 2, longestRetry: 10 };
/** Never by itself within a test. */
const slow = { firstRetry: 1_000_000, longestRetry: 1_000_000 };
let stores: LeadStore[] = [];
let name = '';
let count = 0;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  name = `test-${count++}`;
});

afterEach(() => {
  for (const store of stores) store.close();
  stores = [];
  vi.unstubAllGlobals();
});

/** A tab with the page in it. */
async function tab(adapter: LeadAdapter, timing: object = slow): Promise<LeadStore> {
  const store = await createSampleStore(adapter, { outbox: createOutbox({ name, ...timing }) });
  stores.push(store);
  return store;
}

function flaky() {
  const backend = createMemoryAdapter(structuredClone(sample));
  return { backend, adapter: new FlakyAdapter(backend) };
}

async function stored(backend: LeadAdapter) {
  const fresh = await createSampleStore({ read: (options) => backend.read(options), save: async () => {} });
  const ada = fresh.record('contact', 'ada').record;
  return { ada, contacts: [...fresh.records.contacts()] };
}

const offline = (): Fault => 'lostBefore';
const online = (): Fault => 'ok';
const settled = (store: LeadStore) => vi.waitFor(() => expect(store.waiting).toEqual([]), { timeout: 5_000 });

describe('[S6] while the backend can’t be reached', () => {
  it('a command is done and waits; its record shows it, and says so', async () => {
    const { adapter } = flaky();
    const store = await tab(adapter);
    adapter.fault = offline;
    expect(await store.updateContact('ada', { title: 'CEO' })).toMatchObject({
      status: 'done',
      waiting: true,
    });
    expect(store.record('contact', 'ada')).toMatchObject({
      record: { title: 'CEO' },
      pending: true,
      waiting: true,
    });
    expect(store.waiting).toMatchObject([
      {
        state: 'waiting',
        command: 'updateContact',
        records: [{ entity: 'contact', id: 'ada' }],
        since: '2026-11-21T12:00:00.000Z',
        attempts: 1,
        problem: { kind: 'unavailable' },
      },
    ]);
  });

  it('without an outbox it fails and is taken back, as ever', async () => {
    const { adapter } = flaky();
    const store = await createSampleStore(adapter);
    adapter.fault = offline;
    expect(await store.updateContact('ada', { title: 'CEO' })).toMatchObject({ status: 'failed' });
    expect(store.record('contact', 'ada').record?.title).toBe('CTO');
    expect(store.waiting).toEqual([]);
  });

  it('later commands wait behind it at once, and all are sent in their order when the line is back', async () => {
    const { adapter, backend } = flaky();
    const store = await tab(adapter);
    adapter.fault = offline;
    await store.updateContact('ada', { title: 'One' });
    const made = await store.createContact({ firstName: 'New', companyId: 'acme' });
    const id = made.status === 'done' ? made.value : '';
    await store.updateContact(id, { title: 'Two' });
    await store.updateContact('ada', { title: 'Three' });
    expect(adapter.keys).toHaveLength(1);
    expect(store.waiting.map(({ attempts }) => attempts)).toEqual([1, 0, 0, 0]);
    adapter.fault = online;
    store.retryWaiting();
    await settled(store);
    expect((await stored(backend)).ada?.title).toBe('Three');
    expect((await stored(backend)).contacts.find((each) => each.id === id)?.title).toBe('Two');
    expect(store.record('contact', 'ada').pending).toBe(false);
    expect(store.conflicts).toEqual([]);
  });

  it('it is tried again by itself, not before the backend said', async () => {
    const { adapter } = flaky();
    const store = await tab(adapter, quick);
    const faults: Fault[] = ['busy', 'lostBefore', 'lostAfter'];
    adapter.fault = () => faults.shift() ?? 'ok';
    await store.updateContact('ada', { title: 'CEO' });
    await settled(store);
    expect(new Set(adapter.keys).size).toBe(1); // the same write each time
  });

  it('the browser’s word that the line is back is a reason to try', async () => {
    const { adapter } = flaky();
    const events = new EventTarget();
    vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
    const store = await tab(adapter);
    adapter.fault = offline;
    await store.updateContact('ada', { title: 'CEO' });
    adapter.fault = online;
    events.dispatchEvent(new Event('online'));
    await settled(store);
  });

  it('a refusal that comes later is kept for a person: shown, tried again, discarded', async () => {
    const { adapter, backend } = flaky();
    const store = await tab(adapter);
    adapter.fault = offline;
    await store.updateContact('ada', { title: 'CEO' });
    await store.updateContact('grace', { title: 'CFO' });
    adapter.fault = () => 'refused';
    store.retryWaiting();
    await vi.waitFor(() => expect(store.waiting.map(({ state }) => state)).toEqual(['refused', 'refused']));
    expect(store.record('contact', 'ada')).toMatchObject({ record: { title: 'CTO' }, pending: false });
    expect(store.waiting[0]?.problem?.kind).toBe('forbidden');
    const [first, second] = store.waiting;
    adapter.fault = online;
    store.retryWaiting(first!.id);
    expect(store.record('contact', 'ada').record?.title).toBe('CEO');
    await vi.waitFor(() => expect(store.waiting.map(({ id }) => id)).toEqual([second!.id]));
    await store.discardWaiting(second!.id);
    expect(store.waiting).toEqual([]);
    const { ada } = await stored(backend);
    expect(ada?.title).toBe('CEO');
    expect(store.journal.map(({ changes }) => changes)).toEqual([]);
  });

  it('a refusal while somebody waits for the answer is an answer, and nothing is kept', async () => {
    const { adapter } = flaky();
    const store = await tab(adapter);
    adapter.fault = () => 'refused';
    expect(await store.updateContact('ada', { title: 'CEO' })).toMatchObject({ status: 'failed' });
    expect(store.waiting).toEqual([]);
  });

  it('what waits can be discarded, and undone', async () => {
    const { adapter, backend } = flaky();
    const store = await tab(adapter);
    adapter.fault = offline;
    await store.updateContact('ada', { title: 'CEO' });
    await store.updateContact('grace', { title: 'CFO' });
    await store.undo();
    expect(store.record('contact', 'grace').record?.title).toBe('Admiral');
    await store.discardWaiting(store.waiting[0]!.id);
    expect(store.record('contact', 'ada').record?.title).toBe('CTO');
    adapter.fault = online;
    store.retryWaiting();
    await settled(store);
    const { ada, contacts } = await stored(backend);
    expect(ada?.title).toBe('CTO');
    expect(contacts.find(({ id }) => id === 'grace')?.title).toBe('Admiral');
  });

  it('others’ changes meanwhile: what they did not touch is sent, the rest is a conflict', async () => {
    const { adapter, backend } = flaky();
    const store = await tab(adapter);
    adapter.fault = offline;
    await store.updateContact('ada', { title: 'Mine', phone: '1' });
    const other = await createSampleStore(backend);
    await other.updateContact('ada', { title: 'Theirs' });
    await vi.waitFor(() => expect(store.record('contact', 'ada').record?.version).toBe('m1'));
    expect(store.record('contact', 'ada').record?.title).toBe('Mine');
    adapter.fault = online;
    store.retryWaiting();
    await settled(store);
    expect(store.conflicts).toMatchObject([
      { id: 'ada', fields: [{ field: 'title', mine: 'Mine', theirs: 'Theirs' }] },
    ]);
    expect((await stored(backend)).ada).toMatchObject({ title: 'Theirs', phone: '1' });
  });
});

describe('[S6] a reload', () => {
  it('shows again what waits, and sends it once, even if the backend had it before the answer was lost', async () => {
    const { adapter, backend } = flaky();
    const before = await tab(adapter);
    adapter.fault = () => 'lostAfter';
    await before.createContact({ firstName: 'Once', companyId: 'acme' });
    adapter.fault = offline;
    await before.updateContact('ada', { title: 'CEO' });
    before.close();
    adapter.fault = offline;
    const after = await tab(adapter);
    expect(after.record('contact', 'ada')).toMatchObject({
      record: { title: 'CEO' },
      pending: true,
      waiting: true,
    });
    expect(after.waiting).toHaveLength(2);
    adapter.fault = online;
    after.retryWaiting();
    await settled(after);
    const { ada, contacts } = await stored(backend);
    expect(ada?.title).toBe('CEO');
    expect(contacts.filter(({ firstName }) => firstName === 'Once')).toHaveLength(1);
    const third = await tab(adapter);
    expect(third.waiting).toEqual([]);
  });

  it('while a write is under way sends it again under its key', async () => {
    const { adapter, backend } = flaky();
    const hanging: LeadAdapter = {
      read: (options) => backend.read(options),
      save: async (changes, options) => {
        adapter.keys.push(options.key);
        await backend.save(changes, options);
        return new Promise(() => {});
      },
    };
    const before = await tab(hanging);
    void before.createContact({ firstName: 'Once', companyId: 'acme' });
    await vi.waitFor(() => expect(adapter.keys).toHaveLength(1));
    before.close();
    const after = await tab(adapter);
    await settled(after);
    expect(new Set(adapter.keys).size).toBe(1);
    expect((await stored(backend)).contacts.filter(({ firstName }) => firstName === 'Once')).toHaveLength(1);
  });

  it('keeps a conflict and what was refused', async () => {
    const { adapter, backend } = flaky();
    const before = await tab(adapter);
    adapter.fault = offline;
    await before.updateContact('ada', { title: 'Mine' });
    await before.updateContact('grace', { title: 'CFO' });
    const other = await createSampleStore(backend);
    await other.updateContact('ada', { title: 'Theirs' });
    adapter.fault = ([change]) => (change!.id === 'grace' ? 'refused' : 'ok');
    before.retryWaiting();
    await vi.waitFor(() => expect(before.waiting.map(({ state }) => state)).toEqual(['refused']));
    expect(before.conflicts).toHaveLength(1);
    before.close();
    const after = await tab(adapter);
    await vi.waitFor(() => expect(after.conflicts).toEqual(before.conflicts));
    expect(after.waiting).toMatchObject([{ state: 'refused', problem: { kind: 'forbidden' } }]);
    await after.resolveConflict({ entity: 'contact', id: 'ada' }, 'mine');
    expect((await stored(backend)).ada?.title).toBe('Mine');
    after.close();
    const third = await tab(adapter);
    expect(third.waiting).toHaveLength(1);
    expect(third.conflicts).toEqual([]);
  });

  it('and another try write nothing again that arrived before it was refused', async () => {
    const { adapter, backend } = flaky();
    const first = await tab(adapter);
    const faults: Fault[] = ['lostAfter', 'refused'];
    adapter.fault = () => faults.shift() ?? 'ok';
    await first.updateContact('ada', { title: 'CEO' });
    first.retryWaiting();
    await vi.waitFor(() => expect(first.waiting).toMatchObject([{ state: 'refused' }]));
    first.close();

    const { version } = (await stored(backend)).ada!;
    const second = await tab(adapter);
    await vi.waitFor(() => expect(second.waiting).toHaveLength(1));
    second.retryWaiting(second.waiting[0]!.id);
    await settled(second);
    expect((await stored(backend)).ada).toMatchObject({ title: 'CEO', version });
  });

  it('of a page that can’t store anything loses what waits, and the person is told before', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { adapter } = flaky();
    const store = await tab(adapter);
    adapter.fault = offline;
    expect(await store.updateContact('ada', { title: 'CEO' })).toMatchObject({
      status: 'done',
      waiting: true,
    });
    expect(store.notices).toMatchObject([{ code: 'outbox-unavailable' }]);
    adapter.fault = online;
    store.retryWaiting();
    await settled(store);
  });
});

describe('[S6] an outbox that can’t be had', () => {
  it('is told to the person, and changes fail as without one', async () => {
    const { adapter } = flaky();
    const store = await createSampleStore(adapter, {
      outbox: {
        start: ({ onLost }) => void queueMicrotask(() => onLost(new Error('It could not be loaded.'))),
      },
    });
    stores.push(store);
    expect(store.notices).toMatchObject([{ code: 'outbox-unavailable' }]);
    adapter.fault = offline;
    expect(await store.updateContact('ada', { title: 'CEO' })).toMatchObject({ status: 'failed' });
    expect(store.waiting).toEqual([]);
  });
});

describe.each([
  ['with locks', () => fakeLocks()],
  ['without locks', () => undefined],
])('[S6] two tabs %s', (_, locks) => {
  beforeEach(() => vi.stubGlobal('navigator', { locks: locks() }));

  it('never send the same entry', async () => {
    const { adapter, backend } = flaky();
    const one = await tab(adapter);
    adapter.fault = offline;
    await one.createContact({ firstName: 'Once', companyId: 'acme' });
    const two = await tab(adapter);
    expect(two.waiting).toEqual([]);
    adapter.fault = online;
    two.retryWaiting();
    one.retryWaiting();
    await settled(one);
    expect(adapter.keys).toHaveLength(2); // the first try, and one more
    expect((await stored(backend)).contacts.filter(({ firstName }) => firstName === 'Once')).toHaveLength(1);
  });

  it('that open at the same time after another one ended: exactly one takes over', async () => {
    const { adapter } = flaky();
    const gone = await tab(adapter);
    adapter.fault = offline;
    await gone.updateContact('ada', { title: 'CEO' });
    await gone.updateContact('grace', { title: 'CFO' });
    gone.close();
    await vi.waitFor(async () => expect(await heartbeats()).toBe(0));
    const heirs = await Promise.all([tab(adapter), tab(adapter), tab(adapter)]);
    expect(heirs.map(({ waiting }) => waiting.length).sort()).toEqual([0, 0, 2]);
  });
});

/** Sessions that say that they live, where there are no locks. */
function heartbeats(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`leadkit-outbox:${name}`);
    opening.onerror = () => reject(new Error('The database does not open.'));
    opening.onsuccess = () => {
      const counting = opening.result.transaction('beats').objectStore('beats').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });
}

describe.each([
  ['with locks', () => fakeLocks()],
  ['without locks', () => undefined],
])('a store that is closed, %s', (_, locks) => {
  it.each([0, 1, 5, 30])('leaves no timer behind, %i ms after it was opened', async (age) => {
    vi.stubGlobal('navigator', { locks: locks() });
    const started = vi.spyOn(globalThis, 'setInterval');
    const stopped = vi.spyOn(globalThis, 'clearInterval');
    const { adapter } = flaky();
    const store = new LeadStore({ adapter, outbox: createOutbox({ name, ...slow }) });
    if (age > 0) await new Promise((resolve) => setTimeout(resolve, age));
    store.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const left = started.mock.results.filter(
      ({ value }) => !stopped.mock.calls.some(([timer]) => timer === value),
    );
    expect(left).toEqual([]);
    vi.restoreAllMocks();
  });
});

describe('[S6] whatever goes wrong (properties)', () => {
  const action = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('edit' as const),
        tab: fc.nat(1),
        field: fc.constantFrom('title', 'phone'),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), tab: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), tab: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), tab: fc.nat(1) }) },
  );
  const fault = fc.constantFrom<Fault>('ok', 'ok', 'lostBefore', 'lostAfter', 'busy');

  it(
    'each acknowledged write is there exactly once, in order, and none is lost',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(action, { minLength: 3, maxLength: 25 }),
          fc.infiniteStream(fault),
          async (actions, faults) => {
            name = `run-${count++}`;
            const { adapter, backend } = flaky();
            const tabs = [await tab(adapter, quick), await tab(adapter, quick)];
            adapter.fault = () => faults.next().value as Fault;
            const created: string[] = [];
            const running: Promise<unknown>[] = [];
            for (const [index, step] of actions.entries()) {
              const store = tabs[step.tab]!;
              if (step.do === 'retry') store.retryWaiting();
              else if (step.do === 'reload') {
                await Promise.all(running.splice(0)); // what was not answered yet may be lost
                store.close();
                tabs[step.tab] = await tab(adapter, quick);
              } else if (step.do === 'edit')
                running.push(
                  store.updateContact(step.tab === 0 ? 'ada' : 'grace', { [step.field]: String(index) }),
                );
              else running.push(store.createContact({ firstName: `n${index}` }));
              if (step.do === 'create') created.push(`n${index}`);
            }
            await Promise.all(running);
            adapter.fault = online;
            for (const store of tabs) store.retryWaiting();
            await Promise.all(tabs.map(settled));
            // What a closed tab left behind belongs to whoever comes next.
            const heir = await tab(adapter, quick);
            await settled(heir);
            const { contacts } = await stored(backend);
            expect(
              contacts
                .map(({ firstName }) => firstName)
                .filter((first) => /^n\d/.test(first))
                .sort(),
            ).toEqual(created.sort());
            for (const [at, id] of ['ada', 'grace'].entries()) {
              for (const field of ['title', 'phone'] as const) {
                const last = actions.findLastIndex(
                  (step) => step.do === 'edit' && step.tab === at && step.field === field,
                );
                if (last >= 0) expect(contacts.find((each) => each.id === id)?.[field]).toBe(String(last));
              }
            }
            expect([...tabs, heir].flatMap(({ conflicts }) => conflicts)).toEqual([]);
            for (const store of stores.splice(0)) store.close();
          },
        ),
        { numRuns: 60, seed: 4 },
      );
    },
  );

  it(
    'nothing that a person entered is lost: it was saved, or it is a conflict',
    { timeout: 60_000 },
    async () => {
      const step = fc.record({
        who: fc.constantFrom('me', 'other', 'reload'),
        field: fc.constantFrom('title', 'phone', 'email'),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 3, maxLength: 20 }),
          fc.infiniteStream(fault),
          async (steps, faults) => {
            name = `run-${count++}`;
            const { adapter, backend } = flaky();
            let mine = await tab(adapter, quick);
            adapter.fault = () => faults.next().value as Fault;
            const last = new Map<string, string>();
            for (const [index, { who, field }] of steps.entries()) {
              if (who === 'reload') {
                mine.close();
                mine = await tab(adapter, quick);
              } else if (who === 'other') {
                const change = updated('contact', 'ada', { [field]: `other ${index}` });
                await backend.save([change], { signal: new AbortController().signal, key: `other ${index}` });
              } else {
                await mine.updateContact('ada', { [field]: `mine ${index}` });
                last.set(field, `mine ${index}`);
              }
            }
            adapter.fault = online;
            mine.retryWaiting();
            await settled(mine);
            const kept = mine.conflicts.flatMap(({ fields }) =>
              fields.map(({ field, mine: value }) => [field, value]),
            );
            for (const [field, value] of last) {
              const saved = adapter.saved.some(
                (change) =>
                  change.kind === 'update' && (change.patch as Record<string, unknown>)[field] === value,
              );
              expect(saved || kept.some(([each, own]) => each === field && own === value)).toBe(true);
            }
            for (const store of stores.splice(0)) store.close();
          },
        ),
        { numRuns: 60, seed: 5 },
      );
    },
  );
});
