import { describe, expect, test } from 'vitest';
import type { SuperOfficeAdapter } from '../../../../src/adapters/superoffice/index.js';
import { created } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import { entityNames } from '../../../../src/model/records.js';
import type { Capabilities, PageQuery, Rows } from '../../../../src/store/port.js';
import { everything } from '../../../../src/criteria/types.js';
import { adapterFor, connect } from './subject.js';

const signal = new AbortController().signal;
const companies = [emptyCompany({ id: '1', name: 'Acme', categoryId: 'lead', country: 'Norway' })];
const contacts = Array.from({ length: 25 }, (_, at) =>
  emptyContact({
    id: String(at + 101),
    firstName: 'Sam',
    lastName: `Person${String.fromCharCode(65 + (at % 5))}`,
    companyId: '1',
    leadStatusId: String((at % 4) + 1),
  }),
);

const capabilitiesOf = (adapter: SuperOfficeAdapter) =>
  (adapter.capabilities as (options: { signal: AbortSignal }) => Promise<Capabilities>)({ signal });

async function readAll(
  adapter: SuperOfficeAdapter,
  entities = entityNames as readonly (typeof entityNames)[number][],
): Promise<Rows> {
  const all: Record<string, unknown> = {};
  for await (const batch of adapter.read({ signal, entities }) as AsyncIterable<Rows>)
    for (const [key, rows] of Object.entries(batch))
      all[key] = Array.isArray(rows) ? [...((all[key] as unknown[]) ?? []), ...(rows as unknown[])] : rows;
  return all;
}

const question = (more: Partial<PageQuery> = {}): PageQuery => ({
  of: 'contact',
  criteria: everything,
  sort: [],
  limit: 10,
  timeZone: 'UTC',
  ...more,
});

describe('what an installation can do', () => {
  test('[A2] is read from its archives: columns, operators by type, order', async () => {
    const { query, save, watch } = await capabilitiesOf(adapterFor(connect()));
    expect(watch).toBe(false);
    expect(save).toEqual({
      contact: ['create', 'update', 'delete'],
      company: ['create', 'update', 'delete'],
    });
    const fields = query!.contact!.fields;
    expect(fields['contact.leadStatus']).toEqual({
      operators: ['oneOf', 'notOneOf', 'isEmpty', 'isNotEmpty'],
      sort: true,
    });
    expect(fields['contact.phone']).not.toHaveProperty('sort');
    expect(fields['company.category']!.sort).toBe(true);
    expect(fields['contact.note']).toBeUndefined();
    expect(query!.contact).toMatchObject({ match: ['all', 'any'], groupFields: 0, count: false });
  });

  test('columns that are not there are done without', async () => {
    const adapter = adapterFor(
      connect({ companies, contacts, without: ['leadStatus', 'leadstatusRank', 'country'] }),
    );
    const { query } = await capabilitiesOf(adapter);
    expect(query!.contact!.fields).not.toHaveProperty(['contact.leadStatus']);
    expect(query!.company!.fields).not.toHaveProperty(['company.country']);
    const { contacts: rows } = await readAll(adapter);
    expect(rows).toHaveLength(25);
    expect(rows![0]).not.toHaveProperty('leadStatusId');
    const change = { kind: 'update', entity: 'contact', id: '101', patch: { leadStatusId: '2' } } as const;
    await expect(adapter.save([change], { signal, key: 'k' })).rejects.toMatchObject({
      kind: 'invalid',
      details: [{ path: '/leadStatusId' }],
    });
  });

  test('an archive of people without columns of companies answers questions about people alone', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection, { decisions: { companyPrefixes: ['employer/'] } });
    const { query } = await capabilitiesOf(adapter);
    expect(Object.keys(query!.contact!.fields).every((field) => field.startsWith('contact.'))).toBe(true);
    const { rows } = await adapter.query!(question(), { signal });
    expect(rows.companies).toMatchObject([{ id: '1' }]);
  });

  test('with another operator in one type, one operator more', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection, {
      fetch: async (input, init) => {
        const answer = await connection.fetch(input, init);
        if (!(input as URL).href.endsWith('additional=string')) return answer;
        return Response.json([...((await answer.json()) as object[]), { Type: 'notEnds' }]);
      },
    });
    const { query } = await capabilitiesOf(adapter);
    expect(query!.contact!.fields['contact.title']!.operators).toContain('notEnds');
    // The list was wrong: the server does not know it after all.
    const criteria = {
      match: 'all',
      items: [{ field: 'contact.title', operator: 'notEnds', value: 'x' }],
    } as const;
    await expect(adapter.query!(question({ criteria }), { signal })).rejects.toMatchObject({
      kind: 'invalid',
      retryable: false,
      message: expect.stringContaining("Operator 'notEnds' is not valid") as string,
    });
  });
});

describe('lists', () => {
  test('categories have their group and flag from the agent, names in one language', async () => {
    const categories = [
      {
        id: '3',
        name: 'NO:"Interessent";US:"Lead"',
        description: null,
        rank: 1,
        deleted: false,
        group: 'potentialCustomer',
        leadStatusEnabled: true,
      },
    ];
    const raw = connect({ categories });
    const { categories: rows } = await readAll(adapterFor(raw, { language: 'nb' }), ['category']);
    expect(rows).toMatchObject([
      { id: '3', name: 'Interessent', group: 'potentialCustomer', leadStatusEnabled: true },
    ]);
    const untranslated = adapterFor(raw, { language: 'nb', headers: { 'SO-Language': '*' } });
    expect((await readAll(untranslated, ['category'])).categories).toMatchObject([{ name: 'Interessent' }]);
  });

  test('where a group comes from is a decision', async () => {
    const details = { group: 'other', leadStatusEnabled: false } as const;
    const connection = connect();
    const adapter = adapterFor(connection, { decisions: { categoryDetails: () => details } });
    const { categories } = await readAll(adapter, ['category']);
    expect(categories!.every((row) => (row as { group: string }).group === 'other')).toBe(true);
    expect(connection.log.filter((line) => line.includes('Agents/'))).toEqual([]);
  });

  test('a version without lead statuses has none', async () => {
    const connection = connect();
    delete (connection.office.world.lists as Record<string, unknown>)['leadstatus'];
    expect((await readAll(adapterFor(connection), ['leadStatus'])).leadStatuses).toEqual([]);
  });
});

describe('reading everything', () => {
  test('goes by the key, so that nothing is skipped', async () => {
    const connection = connect({ companies, contacts });
    const { contacts: rows } = await readAll(adapterFor(connection, { decisions: { readPageSize: 10 } }));
    expect(rows).toHaveLength(25);
    const asked = connection.log.filter((line) => line.includes('SimplePerson?'));
    expect(asked.map((line) => /\$filter=([^&]*)/.exec(line)![1])).toEqual([
      'personId greater 0',
      'personId greater 110',
      'personId greater 120',
    ]);
  });

  test.each(['string', 'number'] as const)('takes a primary key that is a %s', async (primaryKey) => {
    const { contacts: rows } = await readAll(
      adapterFor(connect({ companies, contacts, quirks: { primaryKey } })),
    );
    expect(rows).toHaveLength(25);
  });

  test('finds ids by their names where there is display text only', async () => {
    const { contacts: rows } = await readAll(
      adapterFor(connect({ companies, contacts, quirks: { displayOnly: true } })),
    );
    expect(rows![1]).toMatchObject({ leadStatusId: '2', companyId: '1', retired: false });
  });
});

describe('pages', () => {
  const sort = [{ field: 'contact.lastName', direction: 'ascending' }] as const;

  test('ask for a few rows again and begin behind the last one of the page before', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection);
    const first = await adapter.query!(question({ sort }), { signal });
    connection.log.length = 0;
    const second = await adapter.query!(question({ sort, after: first.next! }), { signal });
    const [asked] = connection.log.filter((line) => line.includes('SimplePerson?'));
    expect(asked).toContain('$top=20');
    expect(asked).not.toContain('$skip');
    expect(second.ids).toHaveLength(10);
    expect(second.ids.filter((id) => first.ids.includes(id))).toEqual([]);
  });

  test('find their place though rows before it have gone or come, the last one included', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection);
    const first = await adapter.query!(question({ sort }), { signal });
    const whole = (await adapter.query!(question({ sort, limit: 25 }), { signal })).ids;
    const { tables } = connection.office.world;
    for (const id of [first.ids[1]!, first.ids[9]!]) tables.Person.delete(Number(id));
    const second = await adapter.query!(question({ sort, after: first.next! }), { signal });
    expect(second.ids).toEqual(whole.slice(10, 20));
  });

  test('find their place though a whole page has come before it', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection);
    const first = await adapter.query!(question({ sort }), { signal });
    const whole = (await adapter.query!(question({ sort, limit: 25 }), { signal })).ids;
    for (let at = 0; at < 10; at++) {
      const record = emptyContact({ id: `new ${at}`, lastName: 'Aaron', companyId: '1' });
      await adapter.save([created('contact', record)], { signal, key: record.id });
    }
    const second = await adapter.query!(question({ sort, after: first.next! }), { signal });
    expect(second.ids).toEqual(whole.slice(10, 20));
  });

  test('records without a value come last in both directions', async () => {
    const some = contacts.slice(0, 4).map((each, at) => ({ ...each, title: ['b', null, 'a', null][at]! }));
    const adapter = adapterFor(connect({ companies, contacts: some }));
    const titles = async (direction: 'ascending' | 'descending') => {
      const first = await adapter.query!(question({ sort: [{ field: 'contact.title', direction }] }), {
        signal,
      });
      const second = await adapter.query!(
        question({ sort: [{ field: 'contact.title', direction }], after: first.next! }),
        { signal },
      );
      expect(second.next).toBeUndefined();
      return [...first.ids, ...second.ids];
    };
    expect(await titles('ascending')).toEqual(['103', '101', '102', '104']);
    expect(await titles('descending')).toEqual(['101', '103', '102', '104']);
  });

  test.each(['', 'x', '{}', '{"pass":"valued","skip":-1,"behind":[]}', '[]'])(
    'a place that is none is refused: %s',
    async (after) => {
      await expect(adapterFor(connect()).query!(question({ after }), { signal })).rejects.toMatchObject({
        kind: 'invalid',
      });
    },
  );

  test('long questions go by POST', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection);
    const value = Array.from({ length: 400 }, (_, at) => String(at + 101));
    const criteria = { match: 'all', items: [{ field: 'contact.id', operator: 'oneOf', value }] } as const;
    const { ids } = await adapter.query!(question({ criteria, limit: 50 }), { signal });
    expect(ids).toHaveLength(25);
    expect(connection.log).toContain('POST Archive/SimplePerson');
  });
});

describe('totals', () => {
  test('are unknown: counting is discouraged', async () => {
    expect(await adapterFor(connect({ contacts })).count!(question(), { signal })).toBe('unknown');
  });

  test('come from the grand total where somebody knows where it stands, if the server counts as we do', async () => {
    const connection = connect({ companies, contacts });
    const adapter = adapterFor(connection, {
      decisions: { grandTotal: ({ total }) => Number(total) },
      fetch: async (input, init) => {
        const answer = await connection.fetch(input, init);
        return connection.log.at(-1)!.includes('GrandTotal=true')
          ? Response.json({ ...((await answer.json()) as object), total: 25 })
          : answer;
      },
    });
    expect((await capabilitiesOf(adapter)).query!.contact!.count).toBe(true);
    expect(await adapter.count!(question(), { signal })).toEqual({ exact: 25 });
    const criteria = {
      match: 'all',
      items: [{ field: 'contact.created', operator: 'on', value: '2026-01-01' }],
    } as const;
    expect(await adapter.count!(question({ criteria }), { signal })).toBe('unknown');
  });
});
