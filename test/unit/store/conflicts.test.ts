import { describe, expect, it } from 'vitest';
import { createMemoryAdapter } from '../../../src/adapters/memory/memory-adapter.js';
import type { LeadStore } from '../../../src/store/lead-store.js';
import type { LeadAdapter } from '../../../src/store/port.js';
import { ScriptedAdapter } from '../../helpers/scripted-adapter.js';
import { createSampleStore, sample, testNow } from '../../helpers/stores.js';

/** Two people on one backend who do not hear of each other: each goes by what was read at the start. */
async function twoPeople(): Promise<{ mine: LeadStore; theirs: LeadStore; backend: LeadAdapter }> {
  const backend = createMemoryAdapter({ ...structuredClone(sample), settings: undefined });
  const deaf: LeadAdapter = {
    read: (options) => backend.read(options),
    save: (changes, options) => backend.save(changes, options),
  };
  return { mine: await createSampleStore(deaf), theirs: await createSampleStore(deaf), backend };
}

const ada = { entity: 'contact', id: 'ada' } as const;
const inStore = (store: LeadStore) => store.record('contact', 'ada').record;
/** What the backend has by now. */
async function stored(backend: LeadAdapter, id = 'ada') {
  const fresh = await createSampleStore({ read: (options) => backend.read(options), save: async () => {} });
  return fresh.record('contact', id).record;
}

describe('[S6] two people who change different fields of a record', () => {
  it('do not notice: both changes are saved', async () => {
    const { mine, theirs, backend } = await twoPeople();
    await theirs.updateContact('ada', { title: 'CEO' });
    expect(await mine.updateContact('ada', { phone: '1' })).toMatchObject({ status: 'done' });
    expect(await stored(backend)).toMatchObject({ title: 'CEO', phone: '1' });
    expect(inStore(mine)).toMatchObject({ title: 'CEO', phone: '1' });
    expect(mine.conflicts).toEqual([]);
  });

  it('of the host are told apart, too', async () => {
    const { mine, theirs, backend } = await twoPeople();
    await theirs.updateContact('ada', { extra: { budget: 5, source: null } });
    await mine.updateContact('ada', { extra: { budget: null, source: 'fair' } });
    expect((await stored(backend))?.extra).toEqual({ budget: 5, source: 'fair' });
  });

  it('or the same field to the same value', async () => {
    const { mine, theirs } = await twoPeople();
    await theirs.updateContact('ada', { title: 'CEO' });
    expect(await mine.updateContact('ada', { title: 'CEO' })).toMatchObject({ status: 'done' });
    expect(mine.conflicts).toEqual([]);
    expect(mine.record('contact', 'ada').pending).toBe(false);
  });
});

describe('[S6] two people who change the same field', () => {
  async function conflict() {
    const people = await twoPeople();
    await people.theirs.updateContact('ada', { title: 'Theirs' });
    const result = await people.mine.updateContact('ada', { title: 'Mine', phone: '1' });
    return { ...people, result };
  }

  it('find both values kept; the record shows what the backend has, and what nobody contradicts is saved', async () => {
    const { mine, backend, result } = await conflict();
    expect(result).toMatchObject({ status: 'failed', problem: { kind: 'conflict' }, records: [ada] });
    expect(inStore(mine)).toMatchObject({ title: 'Theirs', phone: '1' });
    expect(mine.conflicts).toEqual([
      {
        ...ada,
        kind: 'update',
        fields: [{ field: 'title', base: 'CTO', mine: 'Mine', theirs: 'Theirs' }],
        deletedThere: false,
        record: inStore(mine),
        at: testNow.toISOString(),
      },
    ]);
    expect(await stored(backend)).toMatchObject({ title: 'Theirs', phone: '1' });
  });

  it('can keep mine: a command like any other, which can be undone', async () => {
    const { mine, backend } = await conflict();
    expect(await mine.resolveConflict(ada, 'mine')).toMatchObject({ status: 'done' });
    expect(mine.conflicts).toEqual([]);
    expect((await stored(backend))?.title).toBe('Mine');
    await mine.undo();
    expect((await stored(backend))?.title).toBe('Theirs');
  });

  it('can take theirs, which changes nothing any more', async () => {
    const { mine, backend } = await conflict();
    expect(await mine.resolveConflict(ada, 'theirs')).toMatchObject({ status: 'done', changes: [] });
    expect(mine.conflicts).toEqual([]);
    expect((await stored(backend))?.title).toBe('Theirs');
  });

  it('can choose for each field, some now and some later', async () => {
    const { mine, theirs, backend } = await twoPeople();
    await theirs.updateContact('ada', { title: 'T', email: 't@t' });
    await mine.updateContact('ada', { title: 'M', email: 'm@m' });
    await mine.resolveConflict(ada, { title: 'mine' });
    expect(mine.conflicts[0]?.fields.map(({ field }) => field)).toEqual(['email']);
    await mine.resolveConflict(ada, { email: 'theirs' });
    expect(mine.conflicts).toEqual([]);
    expect(await stored(backend)).toMatchObject({ title: 'M', email: 't@t' });
  });

  it('find theirs up to date when it changes again, and the same array when nothing does', async () => {
    const { mine, theirs } = await conflict();
    const before = mine.conflicts;
    expect(mine.conflicts).toBe(before);
    await theirs.updateContact('ada', { title: 'Theirs again' });
    await mine.reload();
    expect(mine.conflicts[0]?.fields[0]).toMatchObject({ mine: 'Mine', theirs: 'Theirs again' });
  });

  it('have none any more when they came to the same', async () => {
    const { mine, theirs } = await conflict();
    await theirs.updateContact('ada', { title: 'Mine' });
    await mine.reload();
    expect(mine.conflicts).toEqual([]);
  });

  it('have none any more when one’s own later change is saved', async () => {
    const { mine, backend } = await conflict();
    await mine.updateContact('ada', { title: 'Third' });
    expect(mine.conflicts).toEqual([]);
    expect((await stored(backend))?.title).toBe('Third');
  });

  it('a conflict about a conflict keeps mine', async () => {
    const { mine, theirs, backend } = await conflict();
    await theirs.updateContact('ada', { title: 'Theirs again' });
    expect(await mine.resolveConflict(ada, 'mine')).toMatchObject({ status: 'failed' });
    expect(mine.conflicts[0]?.fields[0]).toMatchObject({ mine: 'Mine', theirs: 'Theirs again' });
    await mine.resolveConflict(ada, 'mine');
    expect((await stored(backend))?.title).toBe('Mine');
  });

  it('undo of what the conflict took back finds nothing of it', async () => {
    const people = await twoPeople();
    await people.theirs.updateContact('ada', { title: 'Theirs' });
    await people.mine.updateContact('ada', { title: 'Mine' });
    expect(people.mine.canUndo).toBe(false);
  });

  it('of which nothing is known keep it for later', async () => {
    const store = await createSampleStore();
    expect(await store.resolveConflict(ada, 'mine')).toMatchObject({ status: 'done', changes: [] });
  });
});

describe('[S6] rules and conflicts', () => {
  it('[L7] "mine" may be refused by then; the conflict stays', async () => {
    const { mine, theirs } = await twoPeople();
    await theirs.setLeadStatus('ada', '2');
    await mine.setLeadStatus('ada', '3');
    await theirs.setCategory('acme', 'customer');
    await mine.reload();
    const result = await mine.resolveConflict(ada, 'mine');
    expect(result).toMatchObject({ status: 'refused' });
    expect(mine.conflicts).toHaveLength(1);
  });

  it('[L1] whoever moved the contact has changed what its status means', async () => {
    const { mine, theirs } = await twoPeople();
    await theirs.updateContact('ada', { companyId: 'initech' });
    await mine.setLeadStatus('ada', '3');
    expect(mine.conflicts).toMatchObject([{ id: 'ada', fields: [{ field: 'leadStatusId', mine: '3' }] }]);
  });

  it('[L5] what a category does to the contacts waits with the category, and is decided anew', async () => {
    const { mine, theirs, backend } = await twoPeople();
    await theirs.setCategory('initech', 'partner');
    await mine.setCategory('initech', 'lead'); // gives Alan and Edsger the default status
    expect(mine.conflicts).toMatchObject([{ entity: 'company', fields: [{ field: 'categoryId' }] }]);
    expect((await stored(backend, 'alan'))?.leadStatusId).toBe('4');
    await mine.resolveConflict({ entity: 'company', id: 'initech' }, 'mine');
    expect((await stored(backend, 'alan'))?.leadStatusId).toBe('1');
  });

  it('a command about many records has conflicts where there are any, and saves the others', async () => {
    const { mine, theirs, backend } = await twoPeople();
    await theirs.setLeadStatus('grace', '2');
    const result = await mine.setLeadStatus(['ada', 'grace', 'linus'], '3');
    expect(result).toMatchObject({ status: 'failed', records: [{ entity: 'contact', id: 'grace' }] });
    expect(mine.conflicts.map(({ id }) => id)).toEqual(['grace']);
    expect((await stored(backend, 'ada'))?.leadStatusId).toBe('3');
    expect((await stored(backend, 'linus'))?.leadStatusId).toBe('3');
    await mine.undo(); // what was saved of it
    expect((await stored(backend, 'ada'))?.leadStatusId).toBe('1');
    expect((await stored(backend, 'grace'))?.leadStatusId).toBe('2');
  });
});

describe('[S6] a record that somebody has deleted', () => {
  async function deletedThere() {
    const people = await twoPeople();
    const { backend } = people;
    const change = { kind: 'delete', entity: 'contact', id: 'ada' } as const;
    await backend.save([change], { signal: new AbortController().signal, key: 'x' });
    await people.mine.updateContact('ada', { title: 'Mine' });
    return people;
  }

  it('goes, but what was entered is kept', async () => {
    const { mine } = await deletedThere();
    expect(mine.record('contact', 'ada').phase).toBe('missing');
    expect(mine.conflicts).toMatchObject([
      { ...ada, deletedThere: true, fields: [{ field: 'title', mine: 'Mine', theirs: null }] },
    ]);
  });

  it('is created again by "mine"', async () => {
    const { mine, backend } = await deletedThere();
    expect(await mine.resolveConflict(ada, 'mine')).toMatchObject({ status: 'done' });
    expect(await stored(backend)).toMatchObject({ lastName: 'Lovelace', title: 'Mine', leadStatusId: '1' });
  });

  it('deleted here and changed there is a conflict; deleted on both sides is none', async () => {
    const { mine, theirs, backend } = await twoPeople();
    const made = await mine.createSelection({
      name: 'S',
      of: 'contact',
      source: { kind: 'static', members: [] },
    });
    const id = made.status === 'done' ? made.value : '';
    await theirs.reload();
    await theirs.updateSelection(id, { name: 'Renamed' });
    expect(await mine.deleteSelection(id)).toMatchObject({ status: 'failed' });
    expect(mine.conflicts).toMatchObject([
      { kind: 'delete', fields: [{ field: 'name', base: 'S', theirs: 'Renamed' }] },
    ]);
    await mine.resolveConflict({ entity: 'selection', id }, 'mine');
    expect(mine.conflicts).toEqual([]);
    expect(await theirs.deleteSelection(id)).toMatchObject({ status: 'done' });
    await expect(backendHas(backend, id)).resolves.toBe(false);
  });
});

async function backendHas(backend: LeadAdapter, selection: string): Promise<boolean> {
  const fresh = await createSampleStore({ read: (options) => backend.read(options), save: async () => {} });
  return fresh.record('selection', selection).phase === 'ready';
}

describe('[S6] what is heard meanwhile', () => {
  it('makes a change that waits for its turn a conflict before it is sent', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const first = store.updateContact('grace', { phone: '1' });
    const second = store.updateContact('ada', { title: 'Mine' });
    await expect.poll(() => adapter.saves.length).toBe(1);
    const row = { ...store.record('contact', 'ada').record, title: 'Theirs', version: '9' };
    adapter.tell({ kind: 'rows', rows: { contacts: [row] } });
    adapter.saves[0]!.end();
    await first;
    expect(await second).toMatchObject({ status: 'failed', problem: { kind: 'conflict' } });
    expect(adapter.saves).toHaveLength(1);
    expect(store.conflicts).toMatchObject([{ id: 'ada', fields: [{ mine: 'Mine', theirs: 'Theirs' }] }]);
  });

  it('after a write arrived, and before its answer does, is newer than the answer', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const result = store.updateContact('ada', { title: 'Mine' });
    await expect.poll(() => adapter.saves.length).toBe(1);
    const row = { ...store.record('contact', 'ada').record, title: 'Theirs', version: '9' };
    adapter.tell({ kind: 'rows', rows: { contacts: [row] } });
    adapter.saves[0]!.end([{ ok: true, version: '8' }]);
    expect(await result).toMatchObject({ status: 'done' });
    expect(inStore(store)).toMatchObject({ title: 'Theirs', version: '9' });
  });

  it('late of a version that one’s own write was based on is not news', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const result = store.updateContact('ada', { phone: '1' });
    await expect.poll(() => adapter.saves.length).toBe(1);
    const theirs = { ...store.record('contact', 'ada').record, phone: null, title: 'Theirs', version: '9' };
    const problem = { kind: 'conflict', message: '', retryable: false } as const;
    adapter.saves[0]!.end([{ ok: false, problem, current: { row: theirs } }]);
    await expect.poll(() => adapter.saves.length).toBe(2);
    adapter.saves[1]!.end([{ ok: true, version: '10' }]);
    await result;
    adapter.tell({ kind: 'rows', rows: { contacts: [theirs] } });
    expect(inStore(store)).toMatchObject({ title: 'Theirs', phone: '1', version: '10' });
  });

  it('between two changes that wait is not hidden by the first one of them', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const first = store.updateContact('ada', { phone: '1' });
    const second = store.updateContact('ada', { title: 'Mine' });
    await expect.poll(() => adapter.saves.length).toBe(1);
    const theirs = { ...sample.contacts[0], title: 'Theirs', version: '9' };
    const problem = { kind: 'conflict', message: '', retryable: false } as const;
    adapter.saves[0]!.end([{ ok: false, problem, current: { row: theirs } }]);
    await expect.poll(() => adapter.saves.length).toBe(2);
    adapter.saves[1]!.end([{ ok: true, version: '10' }]);
    await first;
    expect(await second).toMatchObject({ status: 'failed', problem: { kind: 'conflict' } });
    expect(store.conflicts).toMatchObject([{ fields: [{ mine: 'Mine', theirs: 'Theirs' }] }]);
  });

  it('says who changed it and when, where the backend does', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const result = store.updateContact('ada', { title: 'Mine' });
    await expect.poll(() => adapter.saves.length).toBe(1);
    const row = { ...sample.contacts[0], title: 'Theirs', version: '9' };
    const problem = { kind: 'conflict', message: '', retryable: false } as const;
    adapter.saves[0]!.end([
      { ok: false, problem, current: { row, by: 'Ida Berg', at: '2026-11-20T08:00:00Z' } },
    ]);
    await result;
    expect(store.conflicts).toMatchObject([{ by: 'Ida Berg', at: '2026-11-20T08:00:00Z' }]);
    adapter.tell({
      kind: 'rows',
      rows: { contacts: [{ ...row, title: 'Later', version: '10', updated: '2026-11-21T09:00:00.000Z' }] },
    });
    expect(store.conflicts[0]).toMatchObject({ at: '2026-11-21T09:00:00.000Z' });
    expect(store.conflicts[0]?.by).toBeUndefined();
  });

  it('a backend that only says "conflict" is asked a few times, then both values are kept', async () => {
    let saves = 0;
    const store = await createSampleStore({
      read: () => Promise.resolve(structuredClone(sample)),
      save: (changes) => {
        saves++;
        const problem = { kind: 'conflict', message: '', retryable: false } as const;
        return Promise.resolve(changes.map(() => ({ ok: false, problem })));
      },
    });
    expect(await store.updateContact('ada', { title: 'Mine' })).toMatchObject({ status: 'failed' });
    expect(saves).toBe(4);
    expect(store.conflicts).toMatchObject([{ fields: [{ mine: 'Mine', theirs: 'CTO' }] }]);
  });

  it.each(['get', 'read'] as const)(
    'a backend that says no more than "conflict" is asked by %s what there is',
    async (by) => {
      const theirs = structuredClone({ ...sample.contacts[0], title: 'Theirs', phone: '1', version: '9' });
      let changed = false;
      const rows = () => (changed ? { ...sample, contacts: [theirs, ...sample.contacts.slice(1)] } : sample);
      const versions: (string | undefined)[] = [];
      const store = await createSampleStore({
        read: () => Promise.resolve(structuredClone(rows())),
        ...(by === 'get' ? { get: () => Promise.resolve({ contacts: [theirs] }) } : {}),
        save: (changes) => {
          changed = true;
          const bases = changes.map((change) => (change.kind === 'create' ? undefined : change.baseVersion));
          versions.push(...bases);
          const problem = { kind: 'conflict', message: '', retryable: false } as const;
          return Promise.resolve(bases.map((base) => (base === '9' ? { ok: true } : { ok: false, problem })));
        },
      });
      // Nobody else touched the mobile number: it is saved on what there is now.
      expect(await store.updateContact('ada', { mobile: '2' })).toMatchObject({ status: 'done' });
      expect(versions).toEqual([undefined, '9']);
      expect(inStore(store)).toMatchObject({ title: 'Theirs', phone: '1', mobile: '2' });
    },
  );

  it.each(['cancelled', 'unavailable'] as const)(
    'a conflict beside a change that is %s is kept, and nothing waits for ever',
    async (kind) => {
      const adapter = new ScriptedAdapter();
      const store = await createSampleStore(adapter);
      const result = store.setLeadStatus(['ada', 'grace'], '3');
      await expect.poll(() => adapter.saves.length).toBe(1);
      const conflict = { kind: 'conflict', message: '', retryable: false } as const;
      const row = { ...sample.contacts[0], leadStatusId: '2', version: '9' };
      adapter.saves[0]!.end([
        { ok: false, problem: conflict, current: { row } },
        { ok: false, problem: { kind, message: '', retryable: true } },
      ]);
      expect(await result).toMatchObject({ status: 'failed' });
      expect(store.conflicts).toMatchObject([{ id: 'ada', fields: [{ mine: '3', theirs: '2' }] }]);
      expect(store.record('contact', 'ada')).toMatchObject({ pending: false, record: { leadStatusId: '2' } });
      expect(store.record('contact', 'grace')).toMatchObject({
        pending: false,
        record: { leadStatusId: '5' },
      });
    },
  );
});
