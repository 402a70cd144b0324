import { describe, expect, it, vi } from 'vitest';
import { AdapterError } from '../../../src/store/port.js';
import { ScriptedAdapter } from '../../helpers/scripted-adapter.js';
import { createSampleStore } from '../../helpers/stores.js';

const status = (store: Awaited<ReturnType<typeof createSampleStore>>, id: string) =>
  store.record('contact', id).record?.leadStatusId;
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function scripted(options = {}) {
  const adapter = new ScriptedAdapter();
  return { adapter, store: await createSampleStore(adapter, options) };
}

describe('a command', () => {
  it('[S2] shows its result at once, before the backend has it', async () => {
    const { adapter, store } = await scripted();
    const result = store.setLeadStatus('ada', '2');
    expect(status(store, 'ada')).toBe('2');
    expect(store.record('contact', 'ada').pending).toBe(true);
    await settled();
    adapter.saves[0]!.end();
    expect(await result).toMatchObject({ status: 'done', value: { refused: [] } });
    expect(store.record('contact', 'ada').pending).toBe(false);
  });

  it('[S2] that a rule refuses reaches neither the records nor the adapter', async () => {
    const { adapter, store } = await scripted();
    expect(await store.setLeadStatus('alan', '2')).toMatchObject({
      status: 'refused',
      reasons: [{}, { code: 'value-retained' }],
    });
    expect(status(store, 'alan')).toBe('4');
    expect(adapter.saves).toEqual([]);
    expect(store.canUndo).toBe(false);
  });

  it('[S2] that the backend rejects is taken back and says why', async () => {
    const { adapter, store } = await scripted();
    const result = store.setLeadStatus('ada', '2');
    await settled();
    adapter.saves[0]!.fail(new AdapterError('forbidden', 'No.'));
    expect(await result).toMatchObject({
      status: 'failed',
      problem: { kind: 'forbidden' },
      records: [{ entity: 'contact', id: 'ada' }],
    });
    expect(status(store, 'ada')).toBe('1');
    expect(store.canUndo).toBe(false);
  });

  it('[S2] taken back leaves what came after it, on the ground that is left', async () => {
    const { adapter, store } = await scripted();
    const first = store.updateContact('ada', { title: 'Countess', phone: '1' });
    const second = store.updateContact('ada', { phone: '2' });
    const other = store.setLeadStatus('grace', '3');
    await settled();
    adapter.saves[0]!.fail(new Error('down'));
    await first;
    expect(store.record('contact', 'ada').record).toMatchObject({ title: 'CTO', phone: '2' });
    adapter.saves[1]!.end();
    await second;
    adapter.saves[2]!.end();
    await other;
    expect(store.record('contact', 'ada').record).toMatchObject({ title: 'CTO', phone: '2' });
    expect(status(store, 'grace')).toBe('3');
  });

  it('[S2] of which the backend takes a part keeps that part', async () => {
    const { adapter, store } = await scripted();
    const result = store.setLeadStatus(['ada', 'grace'], '2');
    await settled();
    adapter.saves[0]!.end([{ ok: true }, { ok: false, problem: new AdapterError('forbidden', 'No.') }]);
    expect(await result).toMatchObject({ status: 'failed', records: [{ id: 'grace' }] });
    expect([status(store, 'ada'), status(store, 'grace')]).toEqual(['2', '5']);
    const undone = store.undo();
    await vi.waitFor(() => expect(adapter.saves).toHaveLength(2));
    expect(adapter.saves[1]!.changes).toMatchObject([{ id: 'ada', patch: { leadStatusId: '1' } }]);
    adapter.saves[1]!.end();
    expect(await undone).toMatchObject({ status: 'done' });
  });

  it('[A3] carries the version that the write before it brought', async () => {
    const { adapter, store } = await scripted();
    void store.updateContact('ada', { phone: '1' });
    void store.updateContact('ada', { phone: '2' });
    await settled();
    expect(adapter.saves).toHaveLength(1);
    adapter.saves[0]!.end([{ ok: true, version: 'v7' }]);
    await settled();
    expect(adapter.saves[1]!.changes).toMatchObject([{ kind: 'update', baseVersion: 'v7' }]);
  });

  it('[L13] shows what the backend made of it', async () => {
    const { adapter, store } = await scripted();
    const result = store.updateContact('ada', { phone: '0047 1' });
    await settled();
    adapter.saves[0]!.end([
      { ok: true, version: '2', row: { ...store.record('contact', 'ada').record, phone: '+47 1' } },
    ]);
    await result;
    expect(store.record('contact', 'ada').record).toMatchObject({ phone: '+47 1', version: '2' });
  });

  it('that comes while the records are loading waits for them', async () => {
    const { LeadStore } = await import('../../../src/store/lead-store.js');
    const store = new LeadStore({
      adapter: {
        read: () => settled().then(() => new ScriptedAdapter().rows),
        save: () => Promise.resolve(),
      },
    });
    expect(await store.setLeadStatus('ada', '2')).toMatchObject({ status: 'done' });
    expect(status(store, 'ada')).toBe('2');
  });

  it('stamps records with the time', async () => {
    const { adapter, store } = await scripted();
    void store.createContact({ companyId: 'acme', lastName: 'New' });
    await settled();
    expect(adapter.saves[0]!.changes[0]).toMatchObject({
      kind: 'create',
      record: { leadStatusId: '1', created: '2026-11-21T12:00:00.000Z', updated: '2026-11-21T12:00:00.000Z' },
    });
  });

  it('[L5] moves a company and its contacts in one step, and undoes both', async () => {
    const store = await createSampleStore();
    await store.setCategory('initech', 'lead');
    expect([status(store, 'alan'), status(store, 'edsger')]).toEqual(['1', '1']);
    expect(await store.undo()).toMatchObject({ status: 'done' });
    expect([status(store, 'alan'), status(store, 'edsger')]).toEqual(['4', null]);
    expect(store.record('company', 'initech').record?.categoryId).toBe('customer');
  });

  it('creates companies and their contacts in one step, by the rules', async () => {
    const store = await createSampleStore();
    const result = await store.createMany({
      companies: [{ id: 'c1', name: 'New', categoryId: 'lead' }],
      contacts: [{ id: 'p1', companyId: 'c1', lastName: 'First' }],
    });
    expect(result.status).toBe('done');
    expect(status(store, 'p1')).toBe('1');
  });
});

describe('what goes wrong with a backend', () => {
  it.each([
    ['rejects with anything', () => Promise.reject(new Error('boom')), 'unavailable', 'boom'],
    [
      'throws at once',
      () => {
        throw new TypeError('undefined is not a function');
      },
      'unavailable',
      'undefined is not a function',
    ],
    ['answers too few outcomes', () => Promise.resolve([]), 'invalid', '1 outcomes'],
    ['answers nonsense', () => Promise.resolve('ok'), 'invalid', 'outcomes'],
    ['answers a wrong outcome', () => Promise.resolve([{ yes: true }]), 'invalid', 'change 0'],
    ['hangs', () => new Promise(() => {}), 'unavailable', 'did not answer'],
  ])('save %s', async (_, save, kind, message) => {
    const rows = new ScriptedAdapter().rows;
    const store = await createSampleStore(
      { read: () => Promise.resolve(rows), save: save as never },
      { timeout: 50 },
    );
    const result = await store.setLeadStatus('ada', '2');
    expect(result).toMatchObject({ status: 'failed', problem: { kind } });
    expect(result.status === 'failed' && result.problem.message).toContain(message);
    expect(status(store, 'ada')).toBe('1');
  });

  it.each([
    ['rejects', () => Promise.reject(new AdapterError('unauthorised', 'Token.')), 'unauthorised'],
    ['hangs', () => new Promise(() => {}), 'unavailable'],
    ['answers nonsense', () => Promise.resolve('rows'), 'invalid'],
    ['answers null', () => Promise.resolve(null), 'invalid'],
    ['answers an object for a list', () => Promise.resolve({ contacts: {} }), 'invalid'],
    [
      'breaks off in the middle',
      async function* () {
        yield { contacts: [] };
        throw new Error('connection reset');
      },
      'unavailable',
    ],
  ])('read %s', async (_, read, kind) => {
    const store = await createSampleStore(
      { read: read as never, save: () => Promise.resolve() },
      { timeout: 50 },
    );
    expect([store.phase, store.problem?.kind]).toEqual(['failed', kind]);
    expect(await store.setLeadStatus('ada', '2')).toMatchObject({ status: 'failed', problem: { kind } });
  });

  it('can be tried again', async () => {
    const rows = new ScriptedAdapter().rows;
    const read = vi.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValue(rows);
    const store = await createSampleStore({ read, save: () => Promise.resolve() });
    expect(store.phase).toBe('failed');
    await store.reload();
    expect([store.phase, status(store, 'ada')]).toEqual(['ready', '1']);
  });

  it('[A4] bad rows are left out and named, the others load', async () => {
    const adapter = new ScriptedAdapter();
    const contacts = [{ id: 7, lastName: 'Number', email: { a: 1 } }, null, { id: 'ok', lastName: 'Fine' }];
    adapter.rows = { ...adapter.rows, contacts };
    const store = await createSampleStore(adapter);
    expect(store.record('contact', 'ok').phase).toBe('ready');
    expect(store.notices).toMatchObject([
      {
        code: 'rows-left-out',
        count: 2,
        rows: [
          { entity: 'contact', id: '7', path: '/email' },
          { entity: 'contact', id: '#1' },
        ],
      },
    ]);
  });

  it('a store that was closed gives up calls under way', async () => {
    const { adapter, store } = await scripted();
    const result = store.setLeadStatus('ada', '2');
    await settled();
    store.close();
    expect(await result).toMatchObject({ status: 'failed', problem: { kind: 'cancelled' } });
    expect(adapter.saves[0]!.signal.aborted).toBe(true);
  });
});

describe('changes from elsewhere', () => {
  const row = (patch: object) => ({
    ...new ScriptedAdapter().rows.contacts!.find((each) => (each as { id: string }).id === 'ada')!,
    ...patch,
  });

  it('[S5] are shown and not sent back', async () => {
    const { adapter, store } = await scripted();
    adapter.tell({ kind: 'rows', rows: { contacts: [row({ title: 'Remote', version: '9' })] } });
    expect(store.record('contact', 'ada').record?.title).toBe('Remote');
    await settled();
    expect(adapter.saves).toEqual([]);
  });

  it('[S5] lie below what waits here, which stays', async () => {
    const { adapter, store } = await scripted();
    const result = store.updateContact('ada', { phone: '1' });
    adapter.tell({ kind: 'rows', rows: { contacts: [row({ title: 'Remote', version: '9' })] } });
    expect(store.record('contact', 'ada').record).toMatchObject({ title: 'Remote', phone: '1' });
    await settled();
    adapter.saves[0]!.fail(new Error('down'));
    await result;
    expect(store.record('contact', 'ada').record).toMatchObject({ title: 'Remote', phone: null });
  });

  it('[S5] an echo of a write of one’s own changes nothing', async () => {
    const { adapter, store } = await scripted();
    const result = store.updateContact('ada', { phone: '1' });
    await settled();
    adapter.saves[0]!.end([{ ok: true, version: 'v2' }]);
    await result;
    const heard = vi.fn();
    store.subscribe(heard);
    adapter.tell({ kind: 'rows', rows: { contacts: [row({ phone: '1', version: 'v2', updated: 'x' })] } });
    await settled();
    expect(heard.mock.calls.flatMap(([change]) => [...change.touched.keys()])).toEqual([]);
  });

  it('[S5] an echo that comes after the next write of one’s own does not bring the old value back', async () => {
    const { adapter, store } = await scripted();
    for (const phone of ['1', '2']) {
      const result = store.updateContact('ada', { phone });
      await settled();
      adapter.saves.at(-1)!.end([{ ok: true, version: `v${phone}` }]);
      await result;
    }
    adapter.tell({ kind: 'rows', rows: { contacts: [row({ phone: '1', version: 'v1' })] } });
    expect(store.record('contact', 'ada').record?.phone).toBe('2');
    adapter.tell({ kind: 'rows', rows: { contacts: [row({ phone: '3', version: 'theirs' })] } });
    expect(store.record('contact', 'ada').record?.phone).toBe('3');
  });

  it('take records away', async () => {
    const { adapter, store } = await scripted();
    adapter.tell({ kind: 'deleted', entity: 'contact', id: 'ada' });
    expect(store.record('contact', 'ada').phase).toBe('missing');
  });

  it('[L13] that break a rule are shown, and explain() says so until somebody here changes the record', async () => {
    const { adapter, store } = await scripted();
    const alan = store.record('contact', 'alan').record;
    adapter.tell({ kind: 'rows', rows: { contacts: [{ ...alan, leadStatusId: '2', version: '5' }] } });
    expect(status(store, 'alan')).toBe('2');
    const codes = () =>
      store.explain({ entity: 'contact', id: 'alan', field: 'leadStatus' }).reasons.map(({ code }) => code);
    expect(codes()).toContain('breaks-rule-in-backend');
    void store.updateContact('alan', { phone: '1' });
    expect(codes()).not.toContain('breaks-rule-in-backend');
  });

  it('while reading wait for the rows, so that older rows do not win', async () => {
    let finish!: (rows: unknown) => void;
    let tell!: (event: never) => void;
    const { LeadStore } = await import('../../../src/store/lead-store.js');
    const store = new LeadStore({
      adapter: {
        read: () => new Promise((resolve) => (finish = resolve as never)),
        save: () => Promise.resolve(),
        watch: (listener) => (tell = listener as never),
      },
    });
    tell({ kind: 'rows', rows: { contacts: [row({ title: 'New', version: '2' })] } } as never);
    finish({ contacts: [row({ title: 'Old', version: '1' })] });
    await store.loaded;
    expect(store.record('contact', 'ada').record?.title).toBe('New');
  });

  it('of which there are too many are read again; waiting ones stay, vanished ones go', async () => {
    const { adapter, store } = await scripted();
    void store.updateContact('ada', { phone: '1' });
    void store.createContact({ lastName: 'Waiting' });
    adapter.rows = { ...adapter.rows, contacts: [row({ title: 'Again', version: '3' })] };
    adapter.tell({ kind: 'reload' });
    await store.loaded;
    expect(store.record('contact', 'ada').record).toMatchObject({ title: 'Again', phone: '1' });
    expect(store.record('contact', 'grace').phase).toBe('missing');
    expect([...store.records.contacts()].map(({ lastName }) => lastName)).toEqual(['Lovelace', 'Waiting']);
  });
});

describe('listeners', () => {
  it('[S3] hear one notification per microtask, however much happened', async () => {
    const { store } = await scripted();
    const heard = vi.fn();
    store.subscribe(heard);
    void store.setLeadStatus('ada', '2');
    void store.updateContact('grace', { phone: '1' });
    await Promise.resolve();
    expect(heard).toHaveBeenCalledTimes(1);
    expect([...heard.mock.calls[0]![0].touched.get('contact').keys()]).toEqual(['ada', 'grace']);
  });

  it('[S3] do not suffer from the error of one of them', async () => {
    const { store } = await scripted();
    const heard = vi.fn();
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    process.once('uncaughtException', onError);
    store.subscribe(() => {
      throw new Error('mine');
    });
    store.subscribe(heard);
    void store.setLeadStatus('ada', '2');
    await settled();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(errors).toMatchObject([{ message: 'mine' }]);
  });

  it('stop when they are told to, also in the middle of a notification', async () => {
    const { store } = await scripted();
    const late = vi.fn();
    store.subscribe(() => stop());
    const stop = store.subscribe(late);
    void store.setLeadStatus('ada', '2');
    await Promise.resolve();
    expect(late).not.toHaveBeenCalled();
  });

  it('[S7] get records that can not be changed', async () => {
    const store = await createSampleStore();
    const ada = store.record('contact', 'ada').record!;
    expect(() => Object.assign(ada, { title: 'x' })).toThrow(TypeError);
    expect(() => Object.assign(ada.extra, { x: 1 })).toThrow(TypeError);
  });
});
