import { describe, expect, it, vi } from 'vitest';
import { deleted, updated } from '../../../src/model/changes.js';
import { AdapterError } from '../../../src/store/port.js';
import { LeadStore } from '../../../src/store/lead-store.js';
import { BackendAdapter } from '../../helpers/backend-adapter.js';
import { createBackend, createStore } from '../../helpers/backend-store.js';
import { many } from '../../helpers/backend-world.js';
import { watch } from '../../helpers/settled.js';

describe('A record in a backend', () => {
  it('is asked for when somebody wants to see it, together with others', async () => {
    const { backend, store } = await createBackend();
    expect(['p1', 'p2', 'nobody'].map((id) => store.record('contact', id).phase)).toEqual([
      'loading',
      'loading',
      'loading',
    ]);
    await vi.waitFor(() => expect(store.record('contact', 'p1').phase).toBe('ready'));
    expect(store.record('contact', 'nobody')).toEqual({ phase: 'missing', pending: false });
    expect(store.record('company', 'c1').phase).toBe('ready'); // came with its contact
    expect(backend.countOf('get')).toBe(1);
  });

  it('is not asked for when it has no id yet: it is still to be created', async () => {
    const { backend, store } = await createBackend();
    expect(store.record('company', '')).toEqual({ phase: 'missing', pending: false });
    await Promise.resolve(); // when it would be asked for
    expect(backend.countOf('get')).toBe(0);
  });

  it('tells listeners when it is here, and when it is not to be had', async () => {
    const { backend, store } = await createBackend();
    const touched = vi.fn();
    store.subscribe(({ touched: records }) => records.get('contact')?.forEach((_, id) => touched(id)));
    store.record('contact', 'p1');
    store.record('contact', 'nobody');
    await vi.waitFor(() => expect(touched.mock.calls.flat().sort()).toEqual(['nobody', 'p1']));
    backend.failNext('get', new AdapterError('forbidden', 'Not for you.'));
    store.record('contact', 'p3');
    await vi.waitFor(() =>
      expect(store.record('contact', 'p3')).toMatchObject({
        phase: 'failed',
        problem: { kind: 'forbidden' },
      }),
    );
    await store.reload();
    store.record('contact', 'p3');
    await vi.waitFor(() => expect(store.record('contact', 'p3').phase).toBe('ready'));
  });

  it('is asked for again after Refresh, and stays until then', async () => {
    const { backend, store } = await createBackend();
    store.record('contact', 'p1');
    await vi.waitFor(() => expect(store.record('contact', 'p1').phase).toBe('ready'));
    backend.deafen();
    await backend.elsewhere(updated('contact', 'p1', { title: 'Boss' }), deleted('contact', 'p2'));
    await store.reload();
    expect(store.record('contact', 'p1').phase).toBe('ready');
    await vi.waitFor(() => expect(store.record('contact', 'p1').record?.title).toBe('Boss'));
  });

  it('goes when so many others were looked at since, unless somebody needs it', async () => {
    const rows = {
      ...many,
      contacts: Array.from({ length: 23_000 }, (_, at) => ({ ...many.contacts[1]!, id: `q${at}` })),
    };
    const { store } = await createBackend({ rows, contact: { pageSize: 1_000 } });
    store.record('contact', 'q0');
    store.record('contact', 'q1');
    await vi.waitFor(() => expect(store.record('contact', 'q1').phase).toBe('ready'));
    const release = store.hold(() => [{ entity: 'contact', id: 'q0' }]);
    const list = watch(store, {
      of: 'contact',
      fields: [],
      window: { offset: 0, limit: 23_000 },
      sort: [{ field: 'contact.id', direction: 'descending' }],
    });
    for (let offset = 0; offset < 22_000; offset += 1_000) {
      list.ask({ of: 'contact', fields: [], window: { offset, limit: 1_000 } });
      await list.until();
    }
    list.close();
    release();
    expect([...store.records.contacts()].length).toBeLessThanOrEqual(20_000);
    expect(store.record('contact', 'q0').phase).toBe('ready');
    expect(store.record('contact', 'q1').phase).toBe('loading');
  }, 20_000);
});

describe('A command about records that are not here', () => {
  it('fetches what its rules look at: the contact and its company (L1)', async () => {
    const { store } = await createBackend();
    expect(await store.setLeadStatus('p1', '5')).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'category-not-potential-customer' }, { code: 'value-retained' }],
    });
    expect(await store.setLeadStatus(['p30', 'p35'], '5')).toMatchObject({
      status: 'done',
      changes: { length: 2 },
    });
  });

  it('fetches all contacts of a company that comes into force (L5)', async () => {
    const { backend, store } = await createBackend({ contact: { pageSize: 3 } });
    const result = await store.setCategory('c1', 'lead');
    const ofCompany = many.contacts.filter(
      ({ companyId, leadStatusId }) => companyId === 'c1' && leadStatusId !== '1',
    );
    expect(result).toMatchObject({ status: 'done', changes: { length: 1 + ofCompany.length } });
    const { contacts } = await backend.state();
    expect(
      contacts
        .filter(({ companyId }) => companyId === 'c1')
        .every(({ leadStatusId }) => leadStatusId === '1'),
    ).toBe(true);
    expect(await store.undo()).toMatchObject({ status: 'done' });
  });

  it('counts the uses of a list item (L9)', async () => {
    const { backend, store } = await createBackend();
    await store.deleteListItem('leadStatus', '2');
    expect(await store.removeListItem('leadStatus', '2')).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'item-in-use', details: { count: 50 } }],
    });
    expect(backend.given).toBe(0);
    const { value: id } = (await store.addListItem('leadStatus', { name: 'New' })) as { value: string };
    await store.deleteListItem('leadStatus', id);
    expect((await store.removeListItem('leadStatus', id)).status).toBe('done');
  });

  it('is refused when what it would do can’t be known (A2), and fails when the backend does', async () => {
    const rows = {
      ...many,
      contacts: Array.from({ length: 5_001 }, (_, at) => ({ ...many.contacts[1]!, id: `q${at}` })),
    };
    const { backend, store } = await createBackend({ rows, contact: { fields: {} } });
    backend.failNext('get');
    expect(await store.updateContact('q7', { title: 'x' })).toMatchObject({
      status: 'failed',
      problem: { kind: 'unavailable' },
    });
    expect(await store.setCategory('c1', 'lead')).toEqual({
      status: 'refused',
      reasons: [{ code: 'backend-cannot-tell', records: [] }],
    });
    expect(backend.countOf('save')).toBe(0);
    expect(await store.updateContact('nobody', { title: 'x' })).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'record-not-found' }],
    });
  });

  it('shows its result in the same task when everything is here', async () => {
    const { store } = await createBackend();
    store.record('contact', 'p1');
    await vi.waitFor(() => expect(store.record('contact', 'p1').phase).toBe('ready'));
    const command = store.updateContact('p1', { title: 'Boss' });
    let isTaskOver = false;
    setTimeout(() => (isTaskOver = true));
    while (store.record('contact', 'p1').record?.title !== 'Boss') await Promise.resolve();
    expect(isTaskOver).toBe(false);
    await command;
  });
});

describe('Looking ahead', () => {
  it('explains nothing until the record and its company are here', async () => {
    const { store } = await createBackend();
    const explain = () => store.explain({ entity: 'contact', id: 'p1', field: 'leadStatus' });
    expect(explain()).toEqual({ state: 'unknown', reasons: [] });
    await vi.waitFor(() =>
      expect(explain()).toMatchObject({
        state: 'hidden',
        reasons: [{ code: 'category-not-potential-customer' }, { code: 'value-retained' }],
      }),
    );
    await vi.waitFor(() =>
      expect(store.explain({ entity: 'contact', id: 'nobody', field: 'email' }).state).toBe('unknown'),
    );
  });

  it('says what another category would do once the contacts are here, and tells listeners', async () => {
    const { store } = await createBackend();
    const touched = vi.fn();
    store.subscribe(({ touched: records }) => touched(records.get('company')?.has('c1')));
    expect(store.previewCategory('c1', 'lead')).toBeUndefined();
    const preview = await vi.waitFor(() => {
      const ready = store.previewCategory('c1', 'lead');
      expect(ready).toBeDefined();
      return ready!;
    });
    expect(preview).toMatchObject({
      before: 'hidden',
      after: 'shown',
      contacts: many.contacts.filter(({ companyId }) => companyId === 'c1').length,
    });
    expect(touched).toHaveBeenCalledWith(true);
  });
});

describe('What the backend says that it can do', () => {
  it('is known before anything is shown', async () => {
    const backend = new BackendAdapter({ rows: many });
    const { capabilities } = backend;
    let answer!: (value: typeof capabilities) => void;
    const asked = {
      ...wrap(backend),
      capabilities: () => new Promise<typeof capabilities>((resolve) => (answer = resolve)),
    };
    const store = new LeadStore({ adapter: asked });
    await vi.waitFor(() => expect(answer).toBeDefined());
    expect([store.phase, store.capabilities]).toEqual(['loading', undefined]);
    answer(capabilities);
    await store.loaded;
    expect([store.phase, store.capabilities]).toEqual(['ready', capabilities]);
    store.close();
  });

  it('makes the store fail where it makes no sense, with the place', async () => {
    const store = await createStore({
      ...wrap(new BackendAdapter()),
      capabilities: { query: { contact: {} as never } },
    });
    expect(store).toMatchObject({ phase: 'failed', problem: { kind: 'invalid', retryable: false } });
    expect(store.problem?.message).toContain('"/query/contact/fields" must be an object');
  });

  it('refuses commands whose changes it does not take, before anything changes', async () => {
    const { backend, store } = await createBackend({ save: { contact: ['update'] } });
    expect([
      store.can('update', 'contact'),
      store.can('create', 'contact'),
      store.can('update', 'category'),
    ]).toEqual([true, false, false]);
    expect(await store.createContact({ lastName: 'New' })).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'backend-takes-no-creation' }],
    });
    expect(await store.updateListItem('category', 'lead', { name: 'Hot' })).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'backend-takes-no-update', records: [{ entity: 'category', id: 'lead' }] }],
    });
    expect(await store.setCategory('c1', 'lead')).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'backend-takes-no-update' }],
    });
    expect((await store.updateContact('p1', { title: 'x' })).status).toBe('done');
    expect(backend.countOf('save')).toBe(1);
    expect(store.journal).toHaveLength(1);
  });
});

/** The methods of an adapter, for a plain object. */
function wrap(backend: BackendAdapter) {
  return {
    read: backend.read.bind(backend),
    save: backend.save.bind(backend),
    query: backend.query.bind(backend),
    count: backend.count.bind(backend),
    groups: backend.groups.bind(backend),
    get: backend.get.bind(backend),
  };
}
