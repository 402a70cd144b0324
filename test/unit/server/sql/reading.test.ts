import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { everything } from '../../../../src/criteria/types.js';
import { updated } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import type { CallContext } from '../../../../src/server/data.js';
import type { SqlConnection } from '../../../../src/server/sql/connection.js';
import { fill } from '../../../../src/server/sql/fill.js';
import { createSqlData } from '../../../../src/server/sql/sql-data.js';
import { sqlDataWith } from '../../../helpers/sql-data-with.js';
import { sqlDatabases } from '../../../helpers/sql-databases.js';

const asking = (tenant?: string, signal = new AbortController().signal): CallContext => ({
  caller: { tenant },
  signal,
});
const everyone = { of: 'contact', criteria: everything, timeZone: 'UTC' } as const;
const ada = emptyContact({ id: 'ada', firstName: 'Ada', lastName: 'Lovelace', companyId: 'engines' });
const engines = emptyCompany({ id: 'engines', name: 'Engines', categoryId: 'lead' });

describe.each(sqlDatabases())('reading from $name', ({ name, open }) => {
  let connection: SqlConnection;

  beforeAll(async () => {
    connection = await open();
  }, 30_000);

  afterAll(() => connection.close());

  it('gives a tenant that nobody has seen the setup of a new installation, once', async () => {
    const { data } = await sqlDataWith(connection, {});
    const [first, second] = await Promise.all([data.setup(asking('new')), data.setup(asking('new'))]);
    expect(first).toEqual(second);
    expect(first.categories).toHaveLength(9);
    expect(await data.setup(asking('new'))).toEqual(first);
  });

  it('knows a new field as soon as another server has saved it', async () => {
    const { data, schema } = await sqlDataWith(connection, {});
    const other = createSqlData(connection, { schema });
    expect((await data.fields(asking())).get('contact.budget')).toBeUndefined();
    const fields = [{ entity: 'contact', key: 'budget', label: 'Budget', type: 'number' }] as const;
    const saved = await other.save(
      [updated('settings', 'settings', { fields })],
      { key: 'one', fingerprint: '' },
      asking(),
    );
    expect(saved.ok).toBe(true);
    expect((await data.fields(asking())).get('contact.budget')).toMatchObject({ type: 'number' });
    await other.close();
  });

  it('keeps tenants apart who have the same ids', async () => {
    const { data, schema } = await sqlDataWith(connection, { companies: [engines], contacts: [ada] });
    const other: Contact = { ...ada, firstName: 'Another' };
    await fill({ db: connection.db.withSchema(schema), schema }, { contacts: [other] }, 'other');
    const { rows, ids } = await data.query({ ...everyone, sort: [], limit: 10 }, asking('other'));
    expect(ids).toEqual(['ada']);
    expect(rows).toMatchObject({ contacts: [{ firstName: 'Another' }] });
    expect(rows.companies).toBeUndefined();
    const contact = [{ entity: 'contact', id: 'ada' }] as const;
    expect(await data.get(contact, asking())).toMatchObject({ contacts: [{ firstName: 'Ada' }] });
    expect(await data.get(contact, asking('third'))).toEqual({});
    expect(await data.count(everyone, asking('third'))).toEqual({ exact: 0 });
    expect((await data.readPage('company', { limit: 10 }, asking('other'))).rows).toEqual([]);
  });

  it('answers each contact with its company, and a record as it was put in', async () => {
    const rich: Contact = {
      ...ada,
      note: 'Line 1\n"2"\t\\',
      created: '2026-01-02T03:04:05.678Z',
      extra: { score: 0.1, vip: false, text: "O'Neil %_\\", nothing: null, large: 1e21, small: 5e-324 },
    };
    const { data } = await sqlDataWith(connection, { companies: [engines], contacts: [rich] });
    const { rows } = await data.query({ ...everyone, sort: [], limit: 10 }, asking());
    expect(rows.contacts).toEqual([{ ...rich, version: expect.any(String) }]);
    expect(rows.companies).toEqual([{ ...engines, version: expect.any(String) }]);
    expect(await data.get([{ entity: 'contact', id: 'ada' }], asking())).toEqual(rows);
  });

  it('says how many there are where a page tells, and leaves it to counting where it does not', async () => {
    const contacts = ['a', 'b', 'c'].map((id) => emptyContact({ id }));
    const { data } = await sqlDataWith(connection, { contacts });
    const page = (limit: number, offset?: number) =>
      data.query({ ...everyone, sort: [], limit, offset }, asking());
    expect((await page(3)).total).toEqual({ exact: 3 });
    expect((await page(2, 1)).total).toEqual({ exact: 3 });
    expect((await page(2)).total).toBeUndefined();
    expect((await page(2, 5)).total).toBeUndefined();
  });

  it('asks nothing for somebody who has left', async () => {
    const { data } = await sqlDataWith(connection, { contacts: [ada] });
    const gone = AbortSignal.abort(new Error('Nobody is there.'));
    await expect(data.count(everyone, asking('main', gone))).rejects.toThrow('Nobody is there.');
  });

  it.runIf(name === 'PostgreSQL')('stops a statement in the database when whoever asked leaves', async () => {
    const { data, schema } = await sqlDataWith(connection, { contacts: [ada] });
    const log = vi.spyOn(console, 'error').mockImplementation(() => {}); // Kysely tells of what it cancelled
    onTestFinished(() => log.mockRestore());
    await data.count(everyone, asking()); // what is looked up once is known
    const holder = await open();
    const leaving = new AbortController();
    try {
      await holder.db.transaction().execute(async (transaction) => {
        await sql`lock table ${sql.id(schema, 'contact')} in access exclusive mode`.execute(transaction);
        const counting = data.count(everyone, asking('main', leaving.signal));
        await expect.poll(() => waiting(schema)).toBe(1);
        leaving.abort(new Error('Nobody is there.'));
        await expect(counting).rejects.toThrow('Nobody is there.');
        await expect.poll(() => waiting(schema)).toBe(0);
      });
    } finally {
      await holder.close();
    }
  });

  /** Statements of this schema that wait for a lock. */
  async function waiting(schema: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
      where wait_event_type = 'Lock' and query like ${`%"${schema}"."contact"%`}`.execute(connection.db);
    return rows[0]!.n;
  }
});
