import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { hasLeadStatus } from '../../../src/model/fields.js';
import type { Contact } from '../../../src/model/records.js';
import type { LeadStore } from '../../../src/store/lead-store.js';
import { AdapterError } from '../../../src/store/port.js';
import { ScriptedAdapter } from '../../helpers/scripted-adapter.js';
import { createSampleStore } from '../../helpers/stores.js';

const contacts = (store: LeadStore) =>
  new Map([...store.records.contacts()].map((contact) => [contact.id, contact]));
const data = (store: LeadStore) =>
  Object.fromEntries(
    (['contact', 'company', 'category', 'leadStatus', 'settings'] as const).map((entity) => [
      entity,
      [...(store.records as never as { all(name: string): Iterable<{ id: string }> }).all(entity)]
        .map(({ version: _, updated: __, ...record }: Record<string, unknown>) => record)
        .sort((a, b) => String(a['id']).localeCompare(String(b['id']))),
    ]),
  );

type Command = { readonly name: string; run(store: LeadStore): Promise<{ status: string }> };
const contactIds = fc.constantFrom('ada', 'grace', 'linus', 'alan', 'edsger', 'lonely', 'gone');
const companyIds = fc.constantFrom('acme', 'globex', 'initech', 'hooli');
const statusIds = fc.constantFrom('1', '2', '3', '4', '5', '99', null);
const categoryIds = fc.constantFrom('lead', 'mql', 'customer', 'lost-opportunity', 'gone', null);
const command = <Args extends unknown[]>(
  name: string,
  args: { [K in keyof Args]: fc.Arbitrary<Args[K]> },
  run: (store: LeadStore, ...args: Args) => Promise<{ status: string }>,
): fc.Arbitrary<Command> =>
  fc.tuple<Args>(...args).map((values) => ({
    name: `${name}(${values.join()})`,
    run: (store) => run(store, ...values),
    toString: () => name,
  }));

const commands: fc.Arbitrary<Command> = fc.oneof(
  command('setLeadStatus', [contactIds, statusIds], (store, id, statusId) =>
    store.setLeadStatus(id, statusId),
  ),
  command('setLeadStatus all', [statusIds], (store, statusId) =>
    store.setLeadStatus([...contacts(store).keys()], statusId),
  ),
  command('setCategory', [companyIds, categoryIds], (store, id, categoryId) =>
    store.setCategory(id, categoryId),
  ),
  command('setCategory by automation', [companyIds, categoryIds], (store, id, categoryId) =>
    store.setCategory(id, categoryId, { origin: 'automation' }),
  ),
  command('move', [contactIds, fc.option(companyIds)], (store, id, companyId) =>
    store.updateContact(id, { companyId }),
  ),
  command(
    'move with status',
    [contactIds, fc.option(companyIds), statusIds],
    (store, id, companyId, leadStatusId) => store.updateContact(id, { companyId, leadStatusId }),
  ),
  command('create', [fc.option(companyIds)], (store, companyId) =>
    store.createContact({ companyId, lastName: 'New' }),
  ),
  command('delete status', [statusIds], (store, id) => store.deleteListItem('leadStatus', id ?? '')),
  command('restore status', [statusIds], (store, id) => store.restoreListItem('leadStatus', id ?? '')),
  command('remove status', [statusIds], (store, id) => store.removeListItem('leadStatus', id ?? '')),
  command('default', [statusIds], (store, id) => store.setDefaultStatus(id ?? '')),
  command('policy', [fc.constantFrom('default', 'retained')], (store, onReturn) =>
    store.setPolicies({ onReturn }),
  ),
  command('undo', [], (store) => store.undo()),
  command('redo', [], (store) => store.redo()),
);

describe('undo and redo', () => {
  it('[S4] take back and do again any command, bulk ones too', async () => {
    const store = await createSampleStore();
    const before = data(store);
    await store.setLeadStatus(['ada', 'grace', 'linus'], '3');
    await store.setCategory('initech', 'mql');
    await store.addListItem('leadStatus', { name: 'Parked' });
    const after = data(store);
    while (store.canUndo) expect(await store.undo()).toMatchObject({ status: 'done' });
    expect(data(store)).toEqual(before);
    while (store.canRedo) expect(await store.redo()).toMatchObject({ status: 'done' });
    expect(data(store)).toEqual(after);
  });

  it('[S4] take back an import, the companies with the contacts that came with them', async () => {
    const store = await createSampleStore();
    const before = data(store);
    await store.createMany({
      companies: [{ id: 'new', name: 'Neverland', categoryId: 'lead' }],
      contacts: [{ id: 'bob', lastName: 'Builder', companyId: 'new' }],
    });
    const after = data(store);
    expect(await store.undo()).toMatchObject({ status: 'done' });
    expect(data(store)).toEqual(before);
    expect(await store.redo()).toMatchObject({ status: 'done' });
    expect(data(store)).toEqual(after);
  });

  it('[S4] a new command ends the possibility to redo', async () => {
    const store = await createSampleStore();
    await store.setLeadStatus('ada', '2');
    await store.undo();
    await store.setLeadStatus('ada', '3');
    expect(store.canRedo).toBe(false);
  });

  it('[S4] refuse where somebody else changed the same field since, and change nothing', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const done = store.updateContact('ada', { title: 'Mine', phone: '1' });
    await new Promise((resolve) => setTimeout(resolve));
    adapter.saves[0]!.end([{ ok: true, version: '1' }]);
    await done;
    const ada = store.record('contact', 'ada').record!;
    adapter.tell({ kind: 'rows', rows: { contacts: [{ ...ada, title: 'Theirs', version: '2' }] } });
    expect(await store.undo()).toMatchObject({ status: 'refused', reasons: [{ code: 'changed-since' }] });
    expect(store.record('contact', 'ada').record).toMatchObject({ title: 'Theirs', phone: '1' });
  });

  it('[S4] go where somebody else changed another field of the record', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const done = store.updateContact('ada', { title: 'Mine' });
    await new Promise((resolve) => setTimeout(resolve));
    adapter.saves[0]!.end([{ ok: true, version: '1' }]);
    await done;
    const ada = store.record('contact', 'ada').record!;
    adapter.tell({
      kind: 'rows',
      rows: { contacts: [{ ...ada, phone: 'Theirs', updated: '2026-11-21T13:00:00Z', version: '2' }] },
    });
    void store.undo();
    await vi.waitFor(() =>
      expect(store.record('contact', 'ada').record).toMatchObject({ title: 'CTO', phone: 'Theirs' }),
    );
  });

  it('[L7] a status that is hidden meanwhile stays closed for undo as well', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const done = store.setLeadStatus('ada', '2');
    await new Promise((resolve) => setTimeout(resolve));
    adapter.saves[0]!.end();
    await done;
    adapter.tell({
      kind: 'rows',
      rows: {
        companies: [{ ...store.record('company', 'acme').record, categoryId: 'customer', version: '2' }],
      },
    });
    expect(await store.undo()).toMatchObject({
      status: 'refused',
      reasons: [{ code: 'category-not-potential-customer' }],
    });
  });

  it('that the backend rejects can be tried again', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    const done = store.setLeadStatus('ada', '2');
    await turn();
    adapter.saves[0]!.end();
    await done;
    const undo = store.undo();
    await vi.waitFor(() => expect(adapter.saves).toHaveLength(2));
    adapter.saves[1]!.fail(new AdapterError('unavailable', 'down'));
    expect(await undo).toMatchObject({ status: 'failed' });
    expect([store.canUndo, store.canRedo, store.record('contact', 'ada').record?.leadStatusId]).toEqual([
      true,
      false,
      '2',
    ]);
  });
});

describe('after any sequence of commands (properties)', () => {
  const options = { seed: 20261121, numRuns: 150 };
  const shown = (store: LeadStore, { companyId }: Contact) => {
    const company = companyId === null ? undefined : store.records.company(companyId);
    return company !== undefined && hasLeadStatus(company, store.setup);
  };

  it('[L1][L7] no contact whose status is hidden before and after a command had it changed by it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { maxLength: 15 }), async (sequence) => {
        const store = await createSampleStore();
        for (const each of sequence) {
          const before = new Map(
            [...contacts(store)].map(([id, contact]) => [
              id,
              [contact.leadStatusId, shown(store, contact)] as const,
            ]),
          );
          await each.run(store);
          for (const [id, contact] of contacts(store)) {
            const was = before.get(id);
            if (was && !was[1] && !shown(store, contact))
              expect([each.name, id, contact.leadStatusId]).toEqual([each.name, id, was[0]]);
          }
        }
      }),
      options,
    );
  });

  it('[L3] a command about one contact leaves its colleagues as they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(commands, { maxLength: 10 }),
        contactIds,
        statusIds,
        async (sequence, id, statusId) => {
          const store = await createSampleStore();
          for (const each of sequence) await each.run(store);
          const before = contacts(store);
          await store.setLeadStatus(id, statusId);
          for (const [other, contact] of contacts(store))
            if (other !== id) expect(contact).toBe(before.get(other));
        },
      ),
      options,
    );
  });

  it('[S4] undoing everything gives what there was', async () => {
    const forward = commands.filter(({ name }) => !/^(undo|redo)/.test(name));
    await fc.assert(
      fc.asyncProperty(fc.array(forward, { maxLength: 12 }), async (sequence) => {
        const store = await createSampleStore();
        const before = data(store);
        for (const each of sequence) await each.run(store);
        while (store.canUndo) expect(await store.undo()).toMatchObject({ status: 'done' });
        expect(data(store)).toEqual(before);
      }),
      options,
    );
  });

  it('[S2] a backend that rejects at random leaves the store as the backend has it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(commands, fc.boolean()), { maxLength: 12 }), async (sequence) => {
        const { createMemoryAdapter } = await import('../../../src/adapters/memory/memory-adapter.js');
        const { sample } = await import('../../helpers/stores.js');
        const inner = createMemoryAdapter(structuredClone(sample));
        let reject = false;
        const store = await createSampleStore({
          read: (call) => inner.read(call),
          save: async (changes, call) => {
            const refuse = reject;
            await Promise.resolve();
            if (refuse) throw new AdapterError('unavailable', 'at random');
            return inner.save(changes, call);
          },
        });
        const running: Promise<unknown>[] = [];
        for (const [each, fails] of sequence) {
          reject = fails;
          running.push(each.run(store)); // not awaited: they overlap
          if (fails) await Promise.all(running);
        }
        reject = false;
        await Promise.all(running);
        const shownData = data(store);
        await store.reload();
        expect(data(store)).toEqual(shownData);
      }),
      options,
    );
  });
});
