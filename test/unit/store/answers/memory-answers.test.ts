import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Criteria } from '../../../../src/criteria/types.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import type { Answer, Question } from '../../../../src/query/types.js';
import { ask } from '../../../../src/store/ask.js';
import { loadEngine } from '../../../../src/store/answers/memory-columns.js';
import { LeadStore } from '../../../../src/store/lead-store.js';
import type { RemoteEvent, Rows } from '../../../../src/store/port.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import { createLargeStore } from '../../../helpers/large-store.js';
import { createSampleStore, sample } from '../../../helpers/stores.js';

const english = { language: 'en' };
const names: Question = {
  of: 'contact',
  fields: ['contact.name', 'company.name'],
  sort: [{ field: 'contact.name', direction: 'ascending' }],
  window: { offset: 0, limit: 3 },
};
const turn = () => new Promise((resolve) => setTimeout(resolve));
const where = (field: string, operator: string, value: unknown) =>
  ({ match: 'all', items: [{ field, operator, value }] }) as Criteria;
const person = (id: string, fields: Partial<Contact> = {}) => emptyContact({ id, ...fields });

/** What the plain evaluator has to say about the store's records. */
function plainly(store: LeadStore, question: Question): Answer {
  const { timeZone, now } = store;
  return createPlainEngine(store.records).answer(question, { language: 'en', timeZone, now });
}

/** A backend that hands over its rows and tells of changes when it is told to. */
function stepwise() {
  let tell: (event: RemoteEvent) => void = () => {};
  let next: (batch: IteratorResult<Rows>) => void = () => {};
  const waiting: IteratorResult<Rows>[] = [];
  const step = (batch: IteratorResult<Rows>) => {
    waiting.push(batch);
    next(waiting[0]!);
  };
  const store = new LeadStore({
    timeZone: 'UTC',
    adapter: {
      read: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () =>
            new Promise<IteratorResult<Rows>>((resolve) => {
              next = (batch) => {
                waiting.shift();
                next = () => {};
                resolve(batch);
              };
              if (waiting.length > 0) next(waiting[0]!);
            }),
        }),
      }),
      save: () => Promise.resolve(),
      watch: (listener) => void (tell = listener),
    },
  });
  return {
    store,
    give: (rows: Rows) => step({ done: false, value: rows }),
    end: () => step({ done: true, value: undefined }),
    tell: (event: RemoteEvent) => tell(event),
  };
}

describe('answers from memory', () => {
  beforeEach(() => loadEngine());

  it('are ready the moment the records are, when somebody asked before', async () => {
    const { store, give, end } = stepwise();
    const phases: string[] = [];
    const live = ask(store, names, english, ({ phase, rows }) => phases.push(`${phase} ${rows.length}`));
    give({ ...structuredClone(sample) });
    end();
    await store.loaded;
    await Promise.resolve();
    expect(live.answer).toEqual(plainly(store, names));
    expect(phases).toEqual(['ready 3']);
  });

  it('have the orders of their language made while records are on their way, in turns of their own', async () => {
    const made: string[] = [];
    const { Collator } = Intl;
    vi.spyOn(Intl, 'Collator').mockImplementation(function (language, options) {
      made.push(`${String(language)} ${options?.sensitivity}`);
      return new Collator(language, options);
    });
    const { store, give, end } = stepwise();
    ask(store, { of: 'contact', fields: ['contact.name'] }, { language: 'fi' }, () => {});
    ask(store, names, { language: 'et' }, () => {});
    expect(made).toEqual([]);
    await turn();
    expect(made).toEqual(['et base', 'et variant']);
    give({ ...structuredClone(sample) });
    end();
    await store.loaded;
    expect(made).toEqual(['et base', 'et variant']);
    vi.restoreAllMocks();
  });

  it('take records over in slices, with progress, when somebody asks late; changes in between are not lost', async () => {
    const store = await createLargeStore(30_000);
    const heard: Answer[] = [];
    const question = { ...names, criteria: where('contact.phone', 'is', 'changed') };
    const live = ask(store, question, english, (answer) => heard.push(answer));
    expect(live.answer).toMatchObject({ phase: 'loading', rows: [], total: 'unknown' });
    void store.updateContact('p29000', { phone: 'changed' });
    void store.updateContact('p1', { phone: 'changed' });
    void store.createContact({ firstName: 'New', lastName: 'One', phone: 'changed' });
    await vi.waitFor(() => expect(live.answer.phase).toBe('ready'));
    expect(live.answer).toEqual(plainly(store, question));
    expect(live.answer.total).toEqual({ exact: 3 });
    const loaded = heard.flatMap(({ progress }) => (progress ? [progress.loaded] : []));
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(heard.find(({ progress }) => progress)!.progress!.expected).toBe(store.progress.loaded);
  });

  it('come to everybody who waited, also when somebody asks just when the engine is there', async () => {
    const store = await createLargeStore(30_000);
    const live = ask(store, names, english, () => {});
    expect(live.answer.phase).toBe('loading');
    for (let tries = 0; live.answer.phase !== 'ready' && tries < 20_000; tries++) {
      await new Promise((resolve) => setImmediate(resolve));
      ask(store, { ...names, window: { offset: tries, limit: 1 } }, english, () => {}).close();
    }
    await vi.waitFor(() => expect(live.answer.phase).toBe('ready'));
    expect(live.answer).toEqual(plainly(store, names));
  });

  it('are those of a plain reading of the records, whatever happens while they load and afterwards', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const companyId = fc.constantFrom('x', 'y', 'gone', null);
    const contact = fc.record({ id, companyId, firstName: fc.constantFrom('Ada', 'Åse', 'ole', '') });
    const company = fc.record({ id: fc.constantFrom('x', 'y'), name: fc.constantFrom('Acme', 'Globex') });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('batch' as const), contacts: fc.array(contact, { maxLength: 4 }) }),
      fc.record({ kind: fc.constant('companies' as const), companies: fc.array(company, { maxLength: 2 }) }),
      fc.record({ kind: fc.constant('remote' as const), contact }),
      fc.record({ kind: fc.constant('gone' as const), id }),
      fc.record({ kind: fc.constant('ask' as const), offset: fc.nat(3) }),
      fc.record({ kind: fc.constant('turn' as const) }),
    );
    const rowOf = (given: typeof contact extends fc.Arbitrary<infer T> ? T : never) =>
      person(given.id, { ...given, version: String(Math.random()) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.array(step, { maxLength: 8 }),
        async (first, then) => {
          const { store, give, end, tell } = stepwise();
          const open = new Map<number, ReturnType<typeof ask>>();
          const question = (offset: number): Question => ({
            ...names,
            groupBy: ['company.name'],
            window: { offset, limit: 3 },
          });
          const run = async (steps: typeof first, isReading: boolean) => {
            for (const each of steps) {
              if (each.kind === 'batch' && isReading) give({ contacts: each.contacts.map(rowOf) });
              else if (each.kind === 'companies' && isReading)
                give({ companies: each.companies.map((fields) => emptyCompany(fields)) });
              else if (each.kind === 'batch')
                tell({ kind: 'rows', rows: { contacts: each.contacts.map(rowOf) } });
              else if (each.kind === 'companies')
                tell({
                  kind: 'rows',
                  rows: { companies: each.companies.map((fields) => emptyCompany(fields)) },
                });
              else if (each.kind === 'remote')
                tell({ kind: 'rows', rows: { contacts: [rowOf(each.contact)] } });
              else if (each.kind === 'gone') tell({ kind: 'deleted', entity: 'contact', id: each.id });
              else if (each.kind === 'ask')
                open.set(
                  each.offset,
                  ask(store, question(each.offset), english, () => {}),
                );
              else await turn();
            }
          };
          await run(first, true);
          end();
          await store.loaded;
          await run(then, false);
          open.set(0, open.get(0) ?? ask(store, question(0), english, () => {}));
          await turn();
          for (const [offset, live] of open) expect(live.answer).toEqual(plainly(store, question(offset)));
          store.close();
        },
      ),
      { seed: 20261122, numRuns: 150 },
    );
  });

  it('[S3] tell once a microtask, with the effect of a command in the same as the store does', async () => {
    const store = await createSampleStore();
    const heard: (readonly string[])[] = [];
    ask(store, names, english, ({ rows }) =>
      heard.push(rows.map((row) => String(row.values['contact.name']))),
    );
    void store.updateContact('ada', { firstName: 'Zoe' });
    void store.updateContact('alan', { firstName: 'Bert' });
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual([['Bert Turing', 'Edsger Dijkstra', 'Grace Hopper']]);
  });

  it('keep what did not change: rows, groups, total', async () => {
    const store = await createSampleStore();
    const question: Question = { ...names, groupBy: ['contact.leadStatus'] };
    const live = ask(store, question, english, () => {});
    const before = live.answer;
    await store.updateContact('ada', { firstName: 'Adah' });
    const { answer } = live;
    expect(answer.rows[0]).toMatchObject({ id: 'ada', values: { 'contact.name': 'Adah Lovelace' } });
    expect(answer.rows[1]).toBe(before.rows[1]);
    expect(answer.rows[2]).toBe(before.rows[2]);
    expect(answer.groups).toBe(before.groups);
    expect(answer.total).toBe(before.total);
    await store.updateContact('ada', { phone: '1' });
    expect(live.answer).toBe(answer);
  });

  it('to windows of one question keep the rows that both have', async () => {
    const live = ask(await createSampleStore(), names, english, () => {});
    const last = live.answer.rows[2];
    live.ask({ ...names, window: { offset: 2, limit: 3 } });
    expect(live.answer.rows[0]).toBe(last);
    expect(live.answer.offset).toBe(2);
  });

  it('follow the setup: names, ranks and fields of the host', async () => {
    const store = await createSampleStore();
    const live = ask(
      store,
      { of: 'contact', fields: [], groupBy: ['contact.leadStatus'] },
      english,
      () => {},
    );
    const values = () => live.answer.groups.map(({ value }) => value);
    expect(values()).toEqual(['1', '2', '4', '5', null]);
    await store.moveListItem('leadStatus', '5', 0);
    await turn();
    expect(values()).toEqual(['5', '1', '2', '4', null]);
  });

  it('sum and average', async () => {
    const store = await createSampleStore();
    const latest = { field: 'contact.updated', of: 'maximum' } as const;
    const live = ask(store, { of: 'contact', fields: [], aggregates: [latest] }, english, () => {});
    await store.updateContact('ada', { phone: '2' });
    expect(live.answer.aggregates).toEqual(['2026-11-21T12:00:00.000Z']);
  });
});

describe('the engine of questions', () => {
  afterEach(() => {
    vi.doUnmock('../../../../src/query/columnar/index.js');
    vi.resetModules();
  });

  /** A page on which nobody has asked yet. */
  async function newPage() {
    vi.resetModules();
    const [{ createSampleStore }, { ask }] = await Promise.all([
      import('../../../helpers/stores.js'),
      import('../../../../src/store/ask.js'),
    ]);
    return { createSampleStore, ask };
  }

  it('that can not be fetched is an answer, and fetched again on Retry', async () => {
    let online = false;
    vi.doMock('../../../../src/query/columnar/index.js', async (original) => {
      if (!online) throw new Error('Failed to fetch dynamically imported module');
      return original();
    });
    const page = await newPage();
    const { LeadStore } = await import('../../../../src/store/lead-store.js');
    const { createMemoryAdapter } = await import('../../../../src/adapters/memory/memory-adapter.js');
    const store = new LeadStore({ adapter: createMemoryAdapter(structuredClone(sample)) });
    await store.loaded;
    const live = page.ask(store, names, english, () => {});
    expect(live.answer.phase).toBe('loading');
    await vi.waitFor(() => expect(live.answer.phase).toBe('failed'));
    expect(live.answer.error).toMatchObject({ kind: 'unavailable', retryable: true });
    online = true;
    await store.reload();
    await vi.waitFor(() => expect(live.answer.phase).toBe('ready'));
  });
});

describe('[Q5] a new day', () => {
  const today = where('contact.created', 'today', undefined);
  let now: Date;

  beforeEach(async () => {
    await loadEngine();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    now = new Date('2026-11-21T22:30:00Z');
  });
  afterEach(() => void vi.useRealTimers());

  async function asked(criteria = today) {
    const store = new LeadStore({
      timeZone: 'Europe/Oslo', // where it is half past eleven
      now: () => now,
      adapter: {
        read: () =>
          Promise.resolve({
            contacts: [
              person('1', { created: '2026-11-21T10:00:00.000Z' }),
              person('2', { created: '2026-11-21T23:30:00.000Z' }),
            ],
          }),
        save: () => Promise.resolve(),
      },
    });
    const live = ask(store, { ...names, criteria }, english, () => {});
    await vi.advanceTimersByTimeAsync(1);
    await store.loaded;
    await Promise.resolve();
    return { store, live, ids: () => live.answer.rows.map(({ id }) => id).join() };
  }

  const sleep = async (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000);
    await vi.advanceTimersByTimeAsync(minutes * 60_000);
  };

  it('has other answers, from midnight in the time zone of the store', async () => {
    const { ids, store } = await asked();
    expect(ids()).toBe('1');
    await sleep(29);
    expect(ids()).toBe('1');
    await sleep(2);
    expect(ids()).toBe('2');
    store.close();
  });

  it('that began while the machine slept is noticed soon after it wakes up', async () => {
    const { ids, store } = await asked();
    now = new Date('2026-11-22T06:00:00Z');
    await vi.advanceTimersByTimeAsync(15 * 60_000 + 10);
    expect(ids()).toBe('2');
    store.close();
  });

  it('is waited for only by questions about the day, and by none after the store is closed', async () => {
    const { store, live } = await asked();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    store.close();
    expect(vi.getTimerCount()).toBe(0);
    live.close();
    const other = await asked(where('contact.firstName', 'isEmpty', undefined));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(vi.getTimerCount()).toBe(0);
    other.store.close();
  });

  it('is waited for no longer when the question is closed', async () => {
    const { live } = await asked();
    await vi.advanceTimersByTimeAsync(1_000);
    live.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
