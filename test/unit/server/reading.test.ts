import { describe, expect, it } from 'vitest';
import { emptyContact } from '../../../src/model/index.js';
import { byName, createApi as createMemoryApi, everyone } from './api.js';
import { onEveryBackend } from './backends.js';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    emptyContact({ id: `p${String(index).padStart(3, '0')}`, lastName: `Name ${index % 7}` }),
  );

onEveryBackend((createApi) => {
  describe('A1: what the backend can do', () => {
    it('says its protocol, its fields and operators, and how it sorts text (Q4)', async () => {
      const { status, body } = await (await createApi()).ask('GET /capabilities');
      expect(status).toBe(200);
      expect(body).toMatchObject({ protocol: 1, collation: expect.stringMatching(/^(en|und)$/) });
      expect(body.query.contact.fields['company.name']).toMatchObject({ sort: true, group: true });
      expect(body.query.contact.fields['contact.created'].operators).toEqual([
        'before',
        'on',
        'after',
        'between',
        'isEmpty',
        'isNotEmpty',
      ]);
    });
  });

  describe('reading everything', () => {
    it('gives the lists and settings at once', async () => {
      const { body } = await (await createApi()).ask('GET /setup');
      expect(body.settings).toMatchObject({ id: 'settings', defaultStatusId: '1' });
      expect(body.leadStatuses).toHaveLength(5);
      expect(body.categories).toHaveLength(9);
      expect(body.selections).toEqual([]);
    });

    it('gives records page by page, each once, and says how many there are', async () => {
      const api = await createApi({ rows: { contacts: many(25) } });
      const ids: string[] = [];
      let next: string | undefined;
      do {
        const { body } = await api.ask(`GET /contacts?limit=10${next ? `&after=${next}` : ''}`);
        expect([25, undefined]).toContain(body.expected); // where it is cheap to know
        ids.push(...body.rows.map(({ id }: { id: string }) => id));
        next = body.next;
      } while (next);
      expect(ids).toEqual(many(25).map(({ id }) => id));
    });

    it('gives one record with its ETag, which is its version', async () => {
      const { body, headers } = await (await createApi()).ask('GET /contacts/ada');
      expect(body).toMatchObject({ id: 'ada', firstName: 'Ada' });
      expect(headers.get('ETag')).toBe(`"${body.version}"`);
    });
  });

  describe('questions', () => {
    it('are answered with ids in order, records, and the companies of contacts', async () => {
      const { status, body } = await (
        await createApi()
      ).ask('POST /query', {
        body: { ...everyone, sort: byName, limit: 2 },
      });
      expect(status).toBe(200);
      expect(body.ids).toEqual(['ada', 'alan']);
      expect(body.rows.contacts).toHaveLength(2);
      expect(body.rows.companies.map(({ id }: { id: string }) => id).sort()).toEqual(['acme', 'initech']);
      expect([{ exact: 6 }, undefined]).toContainEqual(body.total); // or counted when asked
      expect(body.next).toEqual(expect.any(String));
    });

    it('pages fit together while records come and go', async () => {
      const api = await createApi({ rows: { contacts: many(30) } });
      const sort = [{ field: 'contact.lastName', direction: 'descending' }];
      const ask = async (after?: string) =>
        (await api.ask('POST /query', { body: { ...everyone, sort, limit: 10, after } })).body;
      const first = await ask();
      // The very record that the cursor names goes, and another one comes in before it.
      await api.change([
        { kind: 'delete', entity: 'contact', id: first.ids.at(-1) },
        {
          kind: 'create',
          entity: 'contact',
          id: 'new',
          record: emptyContact({ id: 'new', lastName: 'Name 9' }),
        },
      ]);
      const second = await ask(first.next);
      const third = await ask(second.next);
      expect(third.next).toBeUndefined();
      const ids = [...first.ids, ...second.ids, ...third.ids];
      expect(new Set(ids).size).toBe(30);
      expect(ids).not.toContain('new');
    });

    it('records without a value come last in both directions, across pages too', async () => {
      const contacts = [null, 'B', null, 'a', 'C'].map((title, index) =>
        emptyContact({ id: String(index), lastName: 'X', title }),
      );
      const api = await createApi({ rows: { contacts } });
      const titles = async (direction: string) => {
        const ids: string[] = [];
        let after: string | undefined;
        do {
          const sort = [{ field: 'contact.title', direction }];
          const { body } = await api.ask('POST /query', { body: { ...everyone, sort, limit: 1, after } });
          ids.push(...body.ids);
          after = body.next;
        } while (after);
        return ids.join('');
      };
      expect(await titles('ascending')).toBe('31402');
      expect(await titles('descending')).toBe('41302');
    });

    it('are counted, several in one request', async () => {
      const leads = { match: 'all', items: [{ field: 'company.leadStatusEnabled', operator: 'isYes' }] };
      const { body } = await (
        await createApi()
      ).ask('POST /count', {
        body: { queries: [everyone, { ...everyone, criteria: leads }] },
      });
      expect(body.totals).toEqual([{ exact: 6 }, { exact: 3 }]);
    });

    it('are counted by one field, or by one within the other', async () => {
      const { body } = await (
        await createApi()
      ).ask('POST /groups', {
        body: { ...everyone, groupBy: ['company.category', 'contact.leadStatus'] },
      });
      expect(body.groups[0]).toMatchObject({ value: 'lead', count: 2 });
      expect(body.groups[0].groups).toEqual([
        { value: '1', count: 1 },
        { value: '5', count: 1 },
      ]);
    });

    it('Q2: inactive lines count as not sent', async () => {
      const criteria = { match: 'none', items: [{ field: 'contact.title', operator: 'contains' }] };
      const { body } = await (
        await createApi()
      ).ask('POST /count', { body: { queries: [{ ...everyone, criteria }] } });
      expect(body.totals).toEqual([{ exact: 6 }]);
    });

    it('records by id come with the companies of contacts; unknown ids are left out', async () => {
      const refs = ['ada', 'nobody'].map((id) => ({ entity: 'contact', id }));
      const { body } = await (await createApi()).ask('POST /get', { body: { refs } });
      expect(body.contacts).toMatchObject([{ id: 'ada' }]);
      expect(body.companies).toMatchObject([{ id: 'acme' }]);
    });
  });

  describe('preferences', () => {
    it('are kept for each person', async () => {
      const api = await createApi({
        authorise: ({ headers }) => ({ id: headers.get('Authorization') ?? '' }),
      });
      const as = (who: string) => ({ headers: { Authorization: who } });
      expect((await api.ask('GET /preferences/grid', as('a'))).status).toBe(204);
      expect((await api.ask('PUT /preferences/grid', { ...as('a'), body: { columns: ['x'] } })).status).toBe(
        204,
      );
      expect((await api.ask('GET /preferences/grid', as('a'))).body).toEqual({ columns: ['x'] });
      expect((await api.ask('GET /preferences/grid', as('b'))).status).toBe(204);
    });
  });
});

describe('what only memory does', () => {
  it('can declare less: then it answers no questions and tells nothing', async () => {
    const api = createMemoryApi({ rows: { declare: 'least' } });
    expect((await api.ask('GET /capabilities')).body).toEqual({
      protocol: 1,
      watch: false,
      preferences: false,
    });
    for (const what of ['POST /query', 'POST /count', 'POST /groups'])
      expect((await api.ask(what, { body: {}, wrong: true })).status).toBe(404);
    for (const what of ['GET /events', 'GET /changes', 'GET /preferences/grid'])
      expect((await api.ask(what)).status).toBe(404);
  });

  it('A4: passes rows on that are none, for the store to report', async () => {
    const { body } = await createMemoryApi({ rows: { companies: [null, { name: 7 }] } }).ask(
      'GET /companies',
      {
        unknown: true,
      },
    );
    expect(body.rows).toEqual([null, { name: 7 }]);
  });
});
