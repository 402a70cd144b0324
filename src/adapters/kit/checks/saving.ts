import { created, deleted, updated, type Change } from '../../../model/changes.js';
import { emptyCompany, emptyContact } from '../../../model/defaults.js';
import type { Company, Contact } from '../../../model/records.js';
import { AdapterError, isProblem } from '../../../store/port.js';
import { expectProblem, expectSame, expectThat, show } from '../expectations.js';
import { hostFieldRows } from '../rows.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck } from '../types.js';
import { unless } from './declared.js';
import { withoutVersion } from './reading.js';

const ada = 'k-01';

/** A1, A3: what `save` has to do. */
export const savingChecks: readonly AdapterCheck[] = [
  {
    id: 'save.create',
    title: 'keeps a new record with all its values',
    skip: unless('create', 'contact'),
    run: async (session) => {
      const record = emptyContact({
        id: 'k-new',
        companyId: 'k-acme',
        firstName: 'Zoë',
        lastName: "O'Neill %_\\",
        email: 'zoe@example.org',
        leadStatusId: '1',
        note: 'a\nb',
        created: '2026-05-05T05:05:05.000Z',
        updated: '2026-05-05T05:05:05.000Z',
      });
      await session.saved([created('contact', record)]);
      const found = (await session.stored()).contact.get('k-new');
      expectThat(found !== undefined, 'The new contact is not there.');
      expectSame(essence(found), essence(record), 'The new contact');
    },
  },
  {
    id: 'save.update',
    title: 'changes what the patch names and nothing else',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const before = (await session.read()).contact;
      await session.saved([updated('contact', ada, { title: 'Countess' })]);
      const after = (await session.stored()).contact;
      for (const [id, record] of before) {
        const expected = id === ada ? { ...record, title: 'Countess' } : record;
        expectSame(essence(after.get(id)), essence(expected), `The contact "${id}"`);
      }
    },
  },
  {
    id: 'save.empty',
    title: 'empties a value: null is no value, not a text',
    skip: unless('update', 'contact'),
    run: async (session) => {
      await session.saved([
        updated('contact', 'k-02', { title: null, email: null, leadStatusId: null, companyId: null }),
      ]);
      const { title, email, leadStatusId, companyId } = (await session.stored()).contact.get('k-02')!;
      expectSame(
        { title, email, leadStatusId, companyId },
        { title: null, email: null, leadStatusId: null, companyId: null },
        'The emptied values',
      );
    },
  },
  {
    id: 'save.host-fields',
    title: 'takes the fields of the host as they come: one changed, one that is gone',
    rows: hostFieldRows,
    skip: unless('update', 'contact'),
    run: async (session) => {
      const before = (await session.read()).contact.get('k-06')!;
      await session.saved([updated('contact', 'k-06', { extra: { ...before.extra, budget: 12.5 } })]);
      const { extra } = (await session.stored()).contact.get('k-06')!;
      expectSame(extra, { ...before.extra, budget: 12.5 }, 'The fields of the host after one was changed');
      const { budget: _budget, ...rest } = extra;
      await session.saved([updated('contact', 'k-06', { extra: rest })]);
      expectSame(
        (await session.stored()).contact.get('k-06')!.extra,
        rest,
        'The fields of the host after one was left out of "extra"',
      );
    },
  },
  {
    id: 'save.delete',
    title: 'deletes a record, and no other',
    skip: unless('delete', 'contact'),
    run: async (session) => {
      const before = [...(await session.read()).contact.keys()];
      await session.saved([deleted('contact', ada)]);
      expectSame(
        [...(await session.stored()).contact.keys()].sort(),
        before.filter((id) => id !== ada).sort(),
        'The contacts that are left',
      );
    },
  },
  {
    id: 'save.all',
    title: 'saves every change of a command',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const ids = ['k-01', 'k-02', 'k-03', 'k-07'];
      await session.saved(ids.map((id) => updated('contact', id, { title: `Title ${id}` })));
      const { contact } = await session.stored();
      for (const id of ids) expectSame(contact.get(id)?.title, `Title ${id}`, `The title of "${id}"`);
    },
  },
  {
    id: 'save.order',
    title: 'applies the changes of a command in their order',
    skip: unless('update', 'contact'),
    run: async (session) => {
      await session.saved(['One', 'Two', 'Three'].map((title) => updated('contact', ada, { title })));
      expectSame(
        (await session.stored()).contact.get(ada)?.title,
        'Three',
        'The title after One, Two, Three',
      );
    },
  },
  {
    id: 'save.together',
    title: 'takes a company and a contact in it in one command',
    skip: (offer) => unless('create', 'contact')(offer) ?? unless('create', 'company')(offer),
    run: async (session) => {
      await session.saved([
        created('company', emptyCompany({ id: 'k-newco', name: 'New company' })),
        created('contact', emptyContact({ id: 'k-new', companyId: 'k-newco', lastName: 'New' })),
      ]);
      expectSame(
        (await session.stored()).contact.get('k-new')?.companyId,
        'k-newco',
        "The new contact's company",
      );
    },
  },
  {
    id: 'save.durable',
    title: 'has saved when it says so',
    skip: unless('update', 'contact'),
    run: async (session) => {
      for (const title of ['First', 'Second', 'Third']) {
        await session.saved([updated('contact', ada, { title })]);
        expectSame((await session.stored()).contact.get(ada)?.title, title, 'The title, read at once');
      }
    },
  },
  {
    id: 'save.lists',
    title: 'keeps changes of the lists',
    skip: (offer) => unless('update', 'leadStatus')(offer) ?? unless('update', 'category')(offer),
    run: async (session) => {
      await session.saved([
        updated('leadStatus', '2', { name: 'Calling', deleted: true }),
        updated('category', 'lead', { description: null }),
      ]);
      const contents = await session.stored();
      const { name, deleted: gone } = contents.leadStatus.get('2')!;
      expectSame({ name, gone }, { name: 'Calling', gone: true }, 'The lead status');
      expectSame(contents.category.get('lead')!.description, null, "The category's description");
    },
  },
  {
    id: 'save.settings',
    title: 'keeps changes of the settings',
    skip: unless('update', 'settings'),
    run: async (session) => {
      await session.saved([updated('settings', 'settings', { onReturn: 'retained', defaultStatusId: '2' })]);
      const { onReturn, defaultStatusId } = (await session.stored()).settings.get('settings')!;
      expectSame(
        { onReturn, defaultStatusId },
        { onReturn: 'retained', defaultStatusId: '2' },
        'The settings',
      );
    },
  },
  {
    id: 'save.selections',
    title: 'keeps selections: members, criteria and combinations',
    skip: unless('create', 'selection'),
    run: async (session) => {
      const rest = { description: null, of: 'contact', created: null, updated: null } as const;
      const all = [
        { ...rest, id: 'k-s1', name: 'Members', source: { kind: 'static', members: ['k-01', 'k-02'] } },
        {
          ...rest,
          id: 'k-s2',
          name: 'Criteria',
          source: {
            kind: 'dynamic',
            criteria: { match: 'any', items: [{ field: 'contact.title', operator: 'isEmpty' }] },
          },
        },
        {
          ...rest,
          id: 'k-s3',
          name: 'Both',
          source: { kind: 'combined', first: 'k-s1', second: 'k-s2', operation: 'union' },
        },
      ] as const;
      await session.saved(all.map((selection) => created('selection', selection)));
      const { selection } = await session.stored();
      for (const { id, source } of all)
        expectSame(selection.get(id)?.source, source, `The selection "${id}"`);
    },
  },
  {
    id: 'save.missing',
    title: 'refuses to change what is not there',
    skip: unless('update', 'contact'),
    run: async (session) => {
      await refused(session, [updated('contact', 'k-nobody', { title: 'x' })], ['notFound', 'conflict']);
    },
  },
  {
    id: 'save.taken',
    title: 'refuses a new record under an id that is taken, and keeps the old one',
    skip: unless('create', 'contact'),
    run: async (session) => {
      await refused(
        session,
        [created('contact', emptyContact({ id: ada, lastName: 'Impostor' }))],
        ['conflict', 'invalid'],
      );
      expectSame(
        (await session.stored()).contact.get(ada)?.lastName,
        'Lovelace',
        'The last name of the contact that was there',
      );
    },
  },
  {
    id: 'save.atomic',
    title: 'saves all changes of a command, or says which it did not save',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const changes = [
        updated('contact', ada, { title: 'Half' }),
        updated('contact', 'k-nobody', { title: 'x' }),
      ];
      const outcomes = await session.save(changes).catch(() => undefined);
      const title = (await session.stored()).contact.get(ada)?.title;
      const claimed = outcomes?.[0]?.ok === true;
      expectThat(
        claimed === (title === 'Half'),
        `A command of two changes, of which one can't be saved, ${outcomes ? `was answered with ${show(outcomes)}` : 'was rejected (none is saved)'}, but the first one is ${title === 'Half' ? '' : 'not '}there.`,
      );
    },
  },
  {
    id: 'save.repeated',
    title: 'saves once what is sent twice under one key',
    skip: unless('create', 'contact'),
    run: async (session) => {
      const key = crypto.randomUUID();
      const changes = [created('contact', emptyContact({ id: 'k-new', lastName: 'Once' }))];
      await session.saved(changes, { key });
      await session.saved(changes, { key });
      const { contact } = await session.stored();
      expectSame(
        [...contact.values()].filter(({ lastName }) => lastName === 'Once').length,
        1,
        'How many there are',
      );
    },
  },
  {
    id: 'save.input',
    title: 'leaves the changes that it is given as they are',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const changes = [updated('contact', ada, { title: 'Frozen' })];
      const before = structuredClone(changes);
      await session.saved(changes);
      expectSame(changes, before, 'The changes after save()');
      await session.saved([
        Object.freeze({ ...changes[0]!, patch: Object.freeze({ title: 'Still' }) }) as Change,
      ]);
    },
  },
  {
    id: 'save.cancel',
    title: 'saves nothing when it is cancelled before it began (A3)',
    skip: unless('update', 'contact'),
    run: async (session) => {
      const call = session.save([updated('contact', ada, { title: 'Cancelled' })], {
        signal: AbortSignal.abort(),
      });
      await expectProblem(call, ['cancelled'], 'save() with an aborted signal');
      const title = (await session.stored()).contact.get(ada)?.title ?? null;
      expectThat(title !== 'Cancelled', 'A cancelled save() was saved all the same.');
    },
  },
];

/** Expects a save to be refused for every change, as a rejection or as outcomes. */
export async function refused(
  session: KitSession,
  changes: readonly Change[],
  kinds: Parameters<typeof expectProblem>[1],
  what = `Saving ${show(changes)}`,
): Promise<void> {
  const call = session.save(changes).then((outcomes) => {
    for (const outcome of outcomes) {
      if (outcome.ok) continue;
      expectThat(isProblem(outcome.problem), `${what}: the outcome has no problem: ${show(outcome)}.`);
      throw new AdapterError(outcome.problem.kind, outcome.problem.message);
    }
    return outcomes;
  });
  await expectProblem(call, kinds, what);
}

/** A record without what the backend may set by itself. */
function essence(record: Contact | Company | undefined): unknown {
  if (!record) return undefined;
  const { updated: _updated, ...rest } = withoutVersion(record) as Contact;
  return rest;
}
