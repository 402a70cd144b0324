import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { emptyContact, type Contact } from '../../../../src/model/index.js';
import { everyone, type Reply } from '../api.js';
import { onEveryBackend, postgresBackends, type BackendApi } from '../backends.js';
import { listen } from '../listen.js';

const times = <Result>(count: number, what: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => what(index)));
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();
const versionOf = async (api: BackendApi, id: string): Promise<string> =>
  (await api.ask(`GET /contacts/${id}`)).headers.get('ETag')!;

// A single connection, as PGlite has, does one thing after the other: there is nothing to test there.
onEveryBackend((createApi) => {
  describe('at the same time', { timeout: 60_000 }, () => {
    it('A3: of several changes of one record on the same version, one is saved', async () => {
      const api = await createApi();
      const ifMatch = await versionOf(api, 'ada');
      const replies = await times(8, (index) =>
        api.write('PATCH /contacts/ada', { body: { title: `T${index}` }, ifMatch }),
      );
      expect(statuses(replies)).toEqual([200, ...Array<number>(7).fill(412)]);
      const winner = replies.find(({ status }) => status === 200)!;
      for (const { status, body } of replies)
        if (status === 412) expect(body.current.row.title).toBe(winner.body.title);
    });

    it('several tries under one key are one save with one answer', async () => {
      const api = await createApi();
      const { body: start } = await api.ask('GET /changes');
      const headers = { 'Idempotency-Key': 'k' };
      const replies = await times(8, () =>
        api.ask('POST /contacts', { body: { id: 'new', lastName: 'N' }, headers }),
      );
      expect(new Set(replies.map(({ status, body }) => `${status} ${body.version}`)).size).toBe(1);
      expect(replies[0]!.status).toBe(201);
      await expect
        .poll(async () => (await api.ask(`GET /changes?since=${start.last}`)).body.events.length)
        .toBe(1);
    });

    it('of several who create the same record, one does', async () => {
      const api = await createApi();
      const replies = await times(8, (index) =>
        api.write('POST /contacts', {
          body: { id: 'new', lastName: 'N', companyId: index % 2 ? 'acme' : 'globex' },
        }),
      );
      expect(statuses(replies)).toEqual([201, ...Array<number>(7).fill(409)]);
    });

    it('L9: of several items of one name, one is added', async () => {
      const api = await createApi();
      const replies = await times(5, () => api.write('POST /lead-statuses', { body: { name: 'Same' } }));
      expect(statuses(replies)).toEqual([201, 422, 422, 422, 422]);
    });

    it('L9: an item is removed, or given to somebody, but not both', async () => {
      const api = await createApi();
      for (let round = 0; round < 10; round++) {
        const id = `round ${round}`;
        await api.write('POST /lead-statuses', { body: { id, name: id } });
        const [removed, given] = await Promise.all([
          api.write(`DELETE /lead-statuses/${encodeURIComponent(id)}`, { ifMatch: '*' }),
          api.write('PATCH /contacts/ada', { body: { leadStatusId: id }, ifMatch: '*' }),
        ]);
        expect([removed.status, given.status].sort()).toEqual(
          removed.status === 204 ? [204, 422] : [200, 422],
        );
      }
    });

    it('L8: contacts have the category of their company, while both move', async () => {
      const api = await createApi();
      const categories = ['lead', 'mql', 'customer', null];
      const companies = ['acme', 'globex', 'initech', 'hooli'];
      const people = Array.from({ length: 12 }, (_, index) => `p${index}`);
      await api.change(
        people.map((id) => ({
          kind: 'create',
          entity: 'contact',
          id,
          record: emptyContact({ id, lastName: id, companyId: 'acme' }),
        })),
      );
      const replies = await times(80, (index) =>
        index % 3 === 0
          ? persist(api, `PATCH /companies/${companies[index % 4]}`, {
              categoryId: categories[(index * 7) % 4],
            })
          : persist(
              api,
              `PATCH /contacts/${people[index % 12]}`,
              index % 2 ? { companyId: companies[(index * 5) % 4] } : { title: String(index) },
            ),
      );
      expect(new Set(statuses(replies))).toEqual(new Set([200]));
      const all = await records(api);
      const categoryOf = new Map(all.companies.map(({ id, categoryId }) => [id, categoryId]));
      const expected = (categoryId: string | null) =>
        all.contacts.filter(({ companyId }) => companyId && categoryOf.get(companyId) === categoryId).length;
      const { body } = await api.ask('POST /groups', {
        body: { ...everyone, groupBy: ['company.category'] },
      });
      for (const { value, count } of body.groups as { value: string | null; count: number }[])
        if (value !== null) expect([value, count]).toEqual([value, expected(value)]);
      const leads = { match: 'all', items: [{ field: 'company.leadStatusEnabled', operator: 'isYes' }] };
      const counted = await api.ask('POST /count', { body: { queries: [{ ...everyone, criteria: leads }] } });
      expect(counted.body.totals[0].exact).toBe(expected('lead') + expected('mql'));
    });

    it('twenty writers and a listener: who listens ends with what everybody was told is saved', async () => {
      const api = await createApi();
      const client = await listen(api);
      await client.next();
      const ids = ['ada', 'grace', 'linus', 'alan', 'edsger', 'lonely'];
      const saves = 200;
      const heard = new Map<string, string>();
      const listening = (async () => {
        for (let count = 0; count < saves; count++)
          for (const contact of (await client.next()).data.rows.contacts as Contact[])
            heard.set(contact.id, contact.version!);
      })();
      const replies = (
        await times(20, async (writer) => {
          const own: Reply[] = [];
          for (let index = 0; index < saves / 20; index++)
            own.push(
              await persist(api, `PATCH /contacts/${ids[(writer + index) % 6]}`, {
                title: `${writer}.${index}`,
              }),
            );
          return own;
        })
      ).flat();
      expect(new Set(statuses(replies))).toEqual(new Set([200]));
      await listening; // as many events as saves
      const { contacts } = await records(api);
      expect(Object.fromEntries(heard)).toEqual(
        Object.fromEntries(contacts.map(({ id, version }) => [id, version])),
      );
      client.leave();
    });
  });
}, postgresBackends);

// Where transactions have numbers. With a clock it is a matter of time, see `distributed`.
onEveryBackend(
  (createApi) => {
    it('L8: a contact that joins a company waits for the category that the company is just getting', async () => {
      const api = await createApi();
      const { connection, schema, tenant } = api.place!;
      const slow = await connection.db.withSchema(schema).startTransaction().execute();
      await slow
        .updateTable('company')
        .set({ category_id: 'customer' })
        .where('tenant', '=', tenant)
        .where('id', '=', 'acme')
        .execute();
      const joining = api.write('PATCH /contacts/lonely', { body: { companyId: 'acme' }, ifMatch: '*' });
      const waiting = expect
        .poll(
          async () => (await sql`select from pg_locks where not granted`.execute(connection.db)).rows.length,
        )
        .toBeGreaterThan(0);
      await Promise.race([joining, waiting]);
      await slow.commit().execute();
      expect((await joining).status).toBe(200);
      const criteria = {
        match: 'all',
        items: [
          { field: 'contact.name', operator: 'contains', value: 'lonely' },
          { field: 'company.category', operator: 'oneOf', value: ['customer'] },
        ],
      };
      const { body } = await api.ask('POST /count', { body: { queries: [{ ...everyone, criteria }] } });
      expect(body.totals).toEqual([{ exact: 1 }]);
    });

    it('a save that began early and ends late is told, and nothing that began later before it', async () => {
      const api = await createApi();
      const { connection, schema, tenant } = api.place!;
      const client = await listen(api);
      await client.next();
      const told: string[] = [];
      // The transaction of a slow server, before and after.
      const slow = await connection.db.withSchema(schema).startTransaction().execute();
      const { engine } = api.place!;
      const moment = await slow.selectNoFrom(engine.moment.as('moment')).executeTakeFirstOrThrow();
      await api.write('PATCH /contacts/ada', { body: { title: 'later' }, ifMatch: '*' });
      await slow
        .insertInto('change')
        .values({
          tenant,
          ...moment,
          n: 0,
          entity: 'contact',
          id: 'grace',
          deleted: false,
          client: null,
          changed_by: null,
          changed_at: new Date(),
        })
        .execute();
      await slow.commit().execute();
      for (let count = 0; count < 2; count++) told.push((await client.next()).data.rows.contacts[0].id);
      expect(told).toEqual(['grace', 'ada']);
      client.leave();
    });
  },
  postgresBackends.slice(0, 1),
);

/** Only where PostgreSQL is: otherwise this file has no test. */
describe.skipIf(postgresBackends.length > 0)('without PostgreSQL', () => {
  it.skip('nothing happens at the same time', () => {});
});

/** As a client does it: the same again, under its key, while the backend says that it may succeed later. */
async function persist(api: BackendApi, what: string, body: object): Promise<Reply> {
  const headers = { 'Idempotency-Key': crypto.randomUUID(), 'If-Match': '*' };
  for (;;) {
    const reply = await api.ask(what, { body, headers });
    if (reply.status !== 503) return reply;
  }
}

async function records(api: BackendApi) {
  const [, companies, contacts] = (await api.everything()) as [
    unknown,
    { rows: { id: string; categoryId: string | null }[] },
    { rows: Contact[] },
  ];
  return { companies: companies.rows, contacts: contacts.rows };
}
