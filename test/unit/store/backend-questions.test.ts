import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { deleted, updated } from '../../../src/model/changes.js';
import type { Answer, Question } from '../../../src/query/types.js';
import type { LeadStore } from '../../../src/store/lead-store.js';
import { createBackend } from '../../helpers/backend-store.js';
import { many } from '../../helpers/backend-world.js';
import { watch } from '../../helpers/settled.js';

const ask = (store: LeadStore, question: Question) => {
  const watched = watch(store, question);
  onTestFinished(() => watched.close());
  return watched;
};

const contacts = (more: Partial<Question> = {}): Question => ({
  of: 'contact',
  fields: ['contact.lastName'],
  sort: [{ field: 'contact.lastName', direction: 'ascending' }],
  window: { offset: 0, limit: 10 },
  ...more,
});
const withStatus = (...ids: string[]): NonNullable<Question['criteria']> => ({
  match: 'all',
  items: [{ field: 'contact.leadStatus', operator: 'oneOf', value: ids }],
});
const byStatus: Question = { of: 'contact', fields: [], groupBy: ['contact.leadStatus'] };

const ids = ({ rows }: Answer) => rows.map(({ id }) => id);
const countOf = ({ groups }: Answer, value: string) => groups.find((group) => group.value === value)?.count;

describe('Records in a backend', () => {
  it('are not read, only the lists', async () => {
    const { backend, store } = await createBackend();
    expect(backend.given).toBe(0);
    expect(store.phase).toBe('ready');
    expect(store.setup.leadStatuses.size).toBe(many.leadStatuses.length);
  });

  it('are given out page by page, as far as somebody looks', async () => {
    const { backend, store } = await createBackend();
    const list = ask(store, contacts());
    expect(list.answer).toMatchObject({ phase: 'loading', rows: [], total: 'unknown' });
    const first = await list.until(({ total }) => typeof total === 'object' && 'exact' in total);
    expect(first).toMatchObject({ phase: 'ready', total: { exact: 300 }, reach: 50 });
    expect(backend.given).toBeLessThan(2 * 50 + 1);

    list.ask(contacts({ window: { offset: 20, limit: 20 } })); // scrolls on: the next page is fetched ahead
    expect(list.answer.phase).toBe('ready');
    await list.until(({ reach }) => reach === 100);
    expect(backend.countOf('query')).toBe(2);
  });

  it('are as many as are here, at least, where the backend does not count', async () => {
    const { store } = await createBackend({ contact: { count: false, groupFields: 0 } });
    const list = ask(store, contacts());
    expect(await list.until()).toMatchObject({ total: { atLeast: 50 }, reach: 50 });
    list.ask(contacts({ window: { offset: 0, limit: 400 } }));
    expect(await list.until()).toMatchObject({ total: { exact: 300 } });
    expect(list.answer.reach).toBeUndefined();
    const counted = ask(store, { of: 'contact', fields: [], criteria: withStatus('1') });
    expect((await counted.until()).total).toEqual({ exact: 50 });
  });

  it('start anywhere where the backend can do that', async () => {
    const { backend, store } = await createBackend({ contact: { offset: true } });
    const list = ask(store, contacts());
    await list.until();
    list.ask(contacts({ window: { offset: 250, limit: 10 } }));
    const answer = await list.until();
    expect(answer).toMatchObject({ offset: 250, total: { exact: 300 } });
    expect(answer.rows).toHaveLength(10);
    expect(answer.reach).toBeUndefined();
    expect(backend.given).toBeLessThan(300);
  });

  it('are asked for together: groups and rows at the same time, and no call that nobody waits for any more', async () => {
    const { backend, store } = await createBackend();
    backend.pause();
    const list = ask(store, contacts());
    const groups = ask(store, byStatus);
    expect(backend.calls.slice(1).map(({ method }) => method)).toEqual(['query', 'groups']);
    groups.close();
    list.ask(contacts({ criteria: withStatus('1') }));
    await Promise.resolve();
    expect(backend.calls.slice(1).map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
    backend.resume();
    expect((await list.until()).rows).toHaveLength(10);
  });

  it('stay as they were when the backend fails, until Retry', async () => {
    const { backend, store } = await createBackend();
    const list = ask(store, contacts());
    const before = await list.until();
    backend.failNext('query');
    list.ask(contacts({ window: { offset: 50, limit: 60 } }));
    const failed = await list.until(({ phase }) => phase === 'failed');
    expect(failed.error).toMatchObject({ kind: 'unavailable', retryable: true });
    list.ask(contacts());
    expect(ids(await list.until())).toEqual(ids(before));
    backend.failNext('query');
    const other = ask(store, contacts({ criteria: withStatus('1') }));
    await other.until(({ phase }) => phase === 'failed');
    void store.reload();
    expect((await other.until(({ phase }) => phase === 'ready')).rows).toHaveLength(10);
  });
});

describe('A change made here', () => {
  it('is shown at once: rows, places and counts, before the backend has heard of it', async () => {
    const { backend, store } = await createBackend();
    const [first, second, groups] = [
      ask(store, contacts({ criteria: withStatus('1'), window: { offset: 0, limit: 100 } })),
      ask(store, contacts({ criteria: withStatus('2'), window: { offset: 0, limit: 100 } })),
      ask(store, byStatus),
    ];
    await Promise.all([first.until(), second.until(), groups.until()]);
    const moved = ids(first.answer).find(
      (id) => store.explain({ entity: 'contact', id, field: 'leadStatus' }).state === 'editable',
    )!;
    backend.pause();
    const command = store.setLeadStatus(moved, '2');
    await second.until((answer) => ids(answer).includes(moved));
    expect(ids(first.answer)).not.toContain(moved);
    const names = second.answer.rows.map(({ values }) => values['contact.lastName']);
    expect(names).toEqual([...names].sort());
    expect([countOf(groups.answer, '1'), countOf(groups.answer, '2')]).toEqual([49, 51]);
    expect([first.answer.total, second.answer.total]).toEqual([{ exact: 49 }, { exact: 51 }]);
    backend.resume();
    expect((await command).status).toBe('done');
    expect([countOf(await groups.until(), '1'), (await second.until()).total]).toEqual([49, { exact: 51 }]);
  });

  it('is taken back everywhere when the backend refuses it', async () => {
    const { backend, store } = await createBackend();
    const list = ask(store, contacts({ criteria: withStatus('1'), window: { offset: 0, limit: 100 } }));
    const groups = ask(store, byStatus);
    const before = [ids(await list.until()), (await groups.until()).groups];
    const moved = ids(list.answer).find(
      (id) => store.explain({ entity: 'contact', id, field: 'leadStatus' }).state === 'editable',
    )!;
    backend.failNext('save');
    const result = await store.setLeadStatus(moved, '2');
    expect(result.status).toBe('failed');
    await list.until((answer) => answer.phase === 'ready' && ids(answer).includes(moved));
    expect([ids(list.answer), (await groups.until()).groups]).toEqual(before);
  });

  it('creates a contact where it belongs', async () => {
    const { store } = await createBackend();
    const list = ask(store, contacts());
    await list.until(({ total }) => typeof total === 'object' && 'exact' in total);
    const created = store.createContact({ lastName: 'Aaa' });
    const shown = await list.until(({ rows }) => rows[0]?.values['contact.lastName'] === 'Aaa');
    expect(shown.total).toEqual({ exact: 301 });
    expect((await created).status).toBe('done');
    await store.undo();
    expect(
      (
        await list.until(
          (answer) => answer.phase === 'ready' && answer.rows[0]?.values['contact.lastName'] !== 'Aaa',
        )
      ).total,
    ).toEqual({ exact: 300 });
  });
});

describe('A change made elsewhere', () => {
  it('makes records enter and leave open windows, and the counts follow', async () => {
    const { backend, store } = await createBackend();
    const list = ask(store, contacts({ criteria: withStatus('1') }));
    const groups = ask(store, byStatus);
    await Promise.all([list.until(), groups.until()]);
    const [leaving] = ids(list.answer);
    await backend.elsewhere(updated('contact', leaving!, { leadStatusId: '3' }));
    await list.until((answer) => !ids(answer).includes(leaving!));
    const coming = many.contacts.find(({ leadStatusId }) => leadStatusId === '5')!.id; // not looked at so far
    await backend.elsewhere(updated('contact', coming, { leadStatusId: '1', lastName: 'Aaa' }));
    await list.until((answer) => ids(answer)[0] === coming);
    await groups.until((answer) => answer.phase === 'ready' && countOf(answer, '5') === 49);
    expect([countOf(groups.answer, '1'), countOf(groups.answer, '3')]).toEqual([50, 51]);
  });

  it('counts even where the record is not here', async () => {
    const { backend, store } = await createBackend();
    const counted = ask(store, { of: 'contact', fields: [] });
    await counted.until();
    await backend.elsewhere(deleted('contact', 'p299'));
    await counted.until(({ total }) => typeof total === 'object' && 'exact' in total && total.exact === 299);
  });

  it('of a company moves its contacts', async () => {
    const { backend, store } = await createBackend();
    const criteria = {
      match: 'all',
      items: [{ field: 'company.city', operator: 'is', value: 'Oslo' }],
    } as const;
    const list = ask(store, contacts({ criteria, window: { offset: 0, limit: 200 } }));
    const before = await list.until();
    await backend.elsewhere(updated('company', 'c0', { city: 'Bergen' }));
    const after = await list.until(
      (answer) => answer.phase === 'ready' && answer.rows.length < before.rows.length,
    );
    const gone = many.contacts.filter(({ companyId }) => companyId === 'c0').map(({ id }) => id);
    expect(gone.length).toBeGreaterThan(0);
    expect(
      ids(before)
        .filter((id) => !ids(after).includes(id))
        .sort(),
    ).toEqual(gone.sort());
  });
});

describe('What the backend can’t do', () => {
  const vague = {
    contact: { fields: { 'contact.lastName': { operators: ['contains'], sort: true } } },
  } as const;

  it('is done here, live, as long as the rest is not too much', async () => {
    const { backend, store } = await createBackend(vague);
    const list = ask(store, contacts({ criteria: withStatus('1'), window: { offset: 0, limit: 100 } }));
    expect((await list.until()).total).toEqual({ exact: 50 });
    const [leaving] = ids(list.answer);
    await backend.elsewhere(updated('contact', leaving!, { leadStatusId: '3' }));
    expect((await list.until((answer) => !ids(answer).includes(leaving!))).total).toEqual({ exact: 49 });
  });

  it('is refused with the reason when it is', async () => {
    const rows = {
      ...many,
      contacts: Array.from({ length: 5_001 }, (_, at) => ({
        ...many.contacts[0]!,
        id: `q${at}`,
        companyId: null,
      })),
    };
    const { backend, store } = await createBackend({ ...vague, rows });
    const list = ask(store, contacts({ criteria: withStatus('1') }));
    expect(await list.until()).toMatchObject({
      phase: 'failed',
      error: {
        kind: 'invalid',
        retryable: false,
        code: 'cannot-ask-field',
        params: { field: 'contact.leadStatus', bound: 5_000 },
      },
    });
    expect(backend.given).toBe(0); // it counted first
  });

  it('is put in order here, piece by piece where that takes long', async () => {
    const rows = {
      ...many,
      contacts: Array.from({ length: 4_000 }, (_, at) => ({
        ...many.contacts[0]!,
        id: `q${at}`,
        companyId: null,
        email: `${(at * 2_741) % 4_000}@example.com`,
      })),
    };
    const { store } = await createBackend({ ...vague, rows });
    const sort = [{ field: 'contact.email', direction: 'descending' }] as const;
    const list = ask(store, contacts({ fields: ['contact.email'], sort }));
    const { rows: first } = await list.until();
    const emails = rows.contacts.map(({ email }) => email).sort(new Intl.Collator('en').compare);
    expect(first.map(({ values }) => values['contact.email'])).toEqual(emails.slice(-10).reverse());
  });

  it('leaves nothing behind when it is not asked any more', async () => {
    const { store } = await createBackend(vague);
    const byTitle = [{ field: 'contact.title', direction: 'ascending' }] as const;
    const left = () => getEventListeners(store.life, 'abort').length;
    const before = left();
    for (let at = 0; at < 40; at++) {
      // The backend narrows each of them in another way.
      const line = { field: 'contact.lastName', operator: 'contains', value: `${at}` } as const;
      const list = ask(store, contacts({ criteria: { match: 'all', items: [line] }, sort: byTitle }));
      await list.until();
      list.close();
    }
    await vi.waitFor(() => expect(left()).toBeLessThan(before + 10));
  });

  it('is done for the members of a selection by their ids', async () => {
    const { backend, store } = await createBackend(vague);
    const criteria = {
      match: 'all',
      items: [{ field: 'contact.id', operator: 'oneOf', value: ['p1', 'p2', 'gone'] }],
    } as const;
    expect(ids(await ask(store, contacts({ criteria })).until()).sort()).toEqual(['p1', 'p2']);
    expect(backend.countOf('query')).toBe(0);
  });
});
