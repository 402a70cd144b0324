import { beforeEach, describe, expect, test } from 'vitest';
import { IdBook } from '../../../../src/adapters/superoffice/ids.js';
import type { SuperOfficeAdapter } from '../../../../src/adapters/superoffice/index.js';
import { created, deleted, updated, type Change } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Contact } from '../../../../src/model/records.js';
import type { SaveOutcome } from '../../../../src/store/port.js';
import { adapterFor, connect, now, type Connection } from './subject.js';

const signal = new AbortController().signal;
const companies = [
  emptyCompany({ id: '1', name: 'Acme', categoryId: 'lead', owner: 'Ida Berg', country: 'Norway' }),
  emptyCompany({ id: '2', name: 'Globex', categoryId: 'customer', country: 'Germany' }),
];
const contacts = ['Ada', 'Grace', 'Linus'].map((firstName, at) =>
  emptyContact({
    id: String(at + 11),
    firstName,
    lastName: 'X',
    companyId: '1',
    leadStatusId: '1',
    created: now.toISOString(),
    updated: now.toISOString(),
  }),
);

let connection: Connection;
let adapter: SuperOfficeAdapter;
/** The bodies that were sent, by request. */
let sent: Map<string, unknown>;
let headers: Map<string, Headers>;

beforeEach(() => {
  connection = connect({ companies, contacts });
  sent = new Map();
  headers = new Map();
  adapter = adapterFor(connection, {
    fetch: (input, init) => {
      const key = `${init!.method} ${new URL(input as URL).pathname.split('/v1/')[1]!}`;
      if (typeof init!.body === 'string') sent.set(key, JSON.parse(init!.body));
      headers.set(key, new Headers(init!.headers));
      return connection.fetch(input, init);
    },
  });
});

const save = async (changes: readonly Change[], key = crypto.randomUUID()) =>
  (await adapter.save(changes, { signal, key })) as readonly SaveOutcome[];
async function contact(id: string): Promise<Contact & { version: string }> {
  const { contacts: rows } = await adapter.get!([{ entity: 'contact', id }], { signal });
  return rows![0] as Contact & { version: string };
}
const based = async (id: string, patch: Partial<Contact>): Promise<Change> =>
  ({ ...updated('contact', id, patch), baseVersion: (await contact(id)).version }) as Change;

/** Somebody changes a record while the answer to this request is on its way. */
function theirsAfter(request: string, change: Record<string, unknown>) {
  const { fetch, office } = connection;
  Object.assign(connection, {
    fetch: (async (input, init) => {
      const answer = await fetch(input, init);
      if (connection.log.at(-1) === request)
        office.world.put('Person', { ...office.world.get('Person', 11), ...change });
      return answer;
    }) satisfies typeof globalThis.fetch,
  });
}

describe('a change', () => {
  test('is a JSON Patch that tests what stood there, and says since when it was not changed', async () => {
    await save([await based('11', { leadStatusId: '2', title: 'Countess' })]);
    expect(sent.get('PATCH Person/11')).toEqual([
      { op: 'test', path: 'Title', value: '' },
      { op: 'replace', path: 'Title', value: 'Countess' },
      { op: 'test', path: 'LeadstatusId', value: 1 },
      { op: 'replace', path: 'LeadstatusId', value: 2 },
    ]);
    expect(headers.get('PATCH Person/11')!.get('If-Unmodified-Since')).toBe(now.toUTCString());
  });

  test('writes references as carriers, entries in their place', async () => {
    await save([updated('contact', '11', { companyId: '2', email: 'ada@example.org' })]);
    expect(sent.get('PATCH Person/11')).toEqual([
      { op: 'test', path: 'Contact/ContactId', value: 1 },
      { op: 'replace', path: 'Contact', value: { ContactId: 2 } },
      { op: 'add', path: 'Emails/-', value: { Value: 'ada@example.org', Description: '' } },
    ]);
    await save([updated('contact', '11', { companyId: null, email: 'a@example.org' })]);
    await save([updated('contact', '11', { email: null })]);
    expect(sent.get('PATCH Person/11')).toEqual([
      { op: 'test', path: 'Emails/0/Value', value: 'a@example.org' },
      { op: 'remove', path: 'Emails/0' },
    ]);
  });

  test('takes the numbers of names from their lists', async () => {
    await save([
      updated('company', '2', { country: 'Norway', owner: 'Ida Berg', categoryId: 'lead', city: 'Bergen' }),
    ]);
    const { companies: rows } = await adapter.get!([{ entity: 'company', id: '2' }], { signal });
    expect(rows![0]).toMatchObject({
      country: 'Norway',
      owner: 'Ida Berg',
      categoryId: 'lead',
      city: 'Bergen',
    });
  });

  test.each([
    [updated('company', '2', { country: 'Atlantis' }), '/country'],
    [updated('contact', '11', { leadStatusId: 'gone' }), '/leadStatusId'],
    [updated('contact', '11', { extra: { budget: 1 } }), '/extra/budget'],
  ] as const)('[A5] that can not be written names the field: %#', async (change, path) => {
    await expect(save([change])).rejects.toMatchObject({ kind: 'invalid', details: [{ path }] });
  });

  test('of lists and settings is refused', async () => {
    await expect(save([deleted('leadStatus', '1')])).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('of a locked record is forbidden', async () => {
    connection.office.locked.add('Person/11');
    await expect(save([updated('contact', '11', { title: 'x' })])).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('that the server refuses with its own reason is invalid, with that reason', async () => {
    await expect(save([updated('contact', '11', { firstName: '', lastName: '' })])).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('A name is mandatory') as string,
    });
  });
});

describe('[A3, S6] a conflict', () => {
  test('that is seen before anything is sent says what there is instead', async () => {
    const mine = await based('11', { title: 'Mine' });
    await save([updated('contact', '11', { title: 'Theirs' })]);
    const [outcome] = await save([mine]);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: 'conflict' },
      current: { row: { id: '11', title: 'Theirs' }, at: '2026-05-05T05:05:05.000Z' },
    });
  });

  test('between looking and reading the entity is seen as well', async () => {
    const mine = await based('11', { title: 'Mine' });
    connection.log.length = 0;
    const ask = 'GET Archive/SimplePerson?';
    const { fetch, office } = connection;
    let isFirst = true;
    Object.assign(connection, {
      fetch: (async (input, init) => {
        const answer = await fetch(input, init);
        if (isFirst && connection.log.at(-1)!.startsWith(ask)) {
          isFirst = false;
          office.world.put('Person', { ...office.world.get('Person', 11), Title: 'Theirs' });
        }
        return answer;
      }) satisfies typeof globalThis.fetch,
    });
    const [outcome] = await save([mine]);
    expect(outcome).toMatchObject({ ok: false, current: { row: { title: 'Theirs' } } });
  });

  test('in the same second is found by the test of the patch (409)', async () => {
    const mine = await based('11', { title: 'Mine' });
    theirsAfter('GET Person/11', { Title: 'Theirs' });
    const [outcome] = await save([mine]);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: 'conflict' },
      current: { row: { title: 'Theirs' } },
    });
  });

  test('about another field is found by the time (412)', async () => {
    const mine = await based('11', { title: 'Mine' });
    theirsAfter('GET Person/11', { Firstname: 'Augusta', UpdatedDate: '2026-05-05T05:05:07.000Z' });
    const [outcome] = await save([mine]);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: 'conflict' },
      current: { row: { title: '', firstName: 'Augusta' } },
    });
  });

  test('with what has been deleted has nothing instead', async () => {
    const mine = await based('11', { title: 'Mine' });
    await save([deleted('contact', '11')]);
    expect(await save([mine])).toMatchObject([
      { ok: false, problem: { kind: 'conflict' }, current: { row: null } },
    ]);
  });

  test('is none where the change is there already: its answer got lost', async () => {
    const mine = await based('11', { title: 'Mine' });
    connection.fault = 'answer-lost';
    await expect(save([mine])).rejects.toMatchObject({ kind: 'unavailable' });
    connection.fault = undefined;
    expect(await save([mine])).toMatchObject([{ ok: true, row: { title: 'Mine' } }]);
  });
});

describe('what is read after saving', () => {
  /** Answers a search for the second time as for the first. */
  function withCache() {
    const { fetch } = connection;
    const answers = new Map<string, string>();
    return adapterFor(connection, {
      fetch: async (input, init) => {
        const { href } = input as URL;
        const known = answers.get(href);
        if (known !== undefined)
          return new Response(known, { headers: { 'Content-Type': 'application/json' } });
        const answer = await fetch(input, init);
        if (href.includes('Archive/SimplePerson?')) answers.set(href, await answer.clone().text());
        return answer;
      },
    });
  }

  test('is not believed where it is older than the answer to the change', async () => {
    adapter = withCache();
    const mine = await based('11', { title: 'Mine' });
    expect(await save([mine])).toEqual([{ ok: true }]);
    expect(connection.office.world.get('Person', 11)['Title']).toBe('Mine');
  });

  /** The connection is cut when this request has been answered. */
  function cutAfter(method: string) {
    let isCut = false;
    return adapterFor(connection, {
      tries: 1,
      fetch: async (input, init) => {
        if (isCut) throw new TypeError('fetch failed');
        const answer = await connection.fetch(input, init);
        isCut = init!.method === method;
        return answer;
      },
    });
  }

  test('may fail: the change is saved all the same', async () => {
    const mine = await based('11', { title: 'Mine' });
    adapter = cutAfter('PATCH');
    expect(await save([mine])).toEqual([{ ok: true }]);
  });

  test('may fail: nothing is claimed of what there is instead of a conflict', async () => {
    const mine = await based('11', { title: 'Mine' });
    theirsAfter('GET Person/11', { Title: 'Theirs' });
    adapter = cutAfter('PATCH');
    const [outcome] = await save([mine]);
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'conflict' } });
    expect(outcome).not.toHaveProperty('current');
  });
});

describe('several changes (L5)', () => {
  const command = () => [
    updated('company', '2', { categoryId: 'lead' }),
    ...contacts.map(({ id }) => updated('contact', id, { leadStatusId: '2' })),
  ];

  test('go in their order: the company before its contacts', async () => {
    expect((await save(command())).every(({ ok }) => ok)).toBe(true);
    const writes = connection.log.filter((line) => line.startsWith('PATCH'));
    expect(writes[0]).toBe('PATCH Contact/2');
    expect(writes.slice(1).sort()).toEqual(['PATCH Person/11', 'PATCH Person/12', 'PATCH Person/13']);
  });

  test('are looked at in one request for each kind of record, before and after', async () => {
    await contact('11');
    connection.log.length = 0;
    await save(command());
    expect(connection.log.filter((line) => line.includes('Archive/SimplePerson?'))).toHaveLength(2);
  });

  test('stop at the first failure; each outcome says what became of it', async () => {
    connection.office.locked.add('Person/12');
    adapter = adapterFor(connection, { decisions: { parallel: 1 } });
    const outcomes = await save(command());
    expect(outcomes.map((outcome) => (outcome.ok ? 'saved' : outcome.problem.kind))).toEqual([
      'saved',
      'saved',
      'forbidden',
      'forbidden',
    ]);
    expect((await contact('11')).leadStatusId).toBe('2');
    expect((await contact('13')).leadStatusId).toBe('1');
  });

  test('are all kept back when one of them is known to be a conflict', async () => {
    const stale = await based('13', { title: 'Mine' });
    await save([updated('contact', '13', { title: 'Theirs' })]);
    const outcomes = await save([updated('contact', '11', { title: 'Too' }), stale]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false]);
    expect(outcomes[0]).not.toHaveProperty('current');
    expect((await contact('11')).title).not.toBe('Too');
  });
});

describe('a new record', () => {
  const fresh = emptyContact({
    id: 'made-here',
    firstName: 'Zoë',
    lastName: 'New',
    companyId: '1',
    email: 'z@example.org',
  });

  test('keeps the id that it was made with; the book knows its number', async () => {
    expect(await save([created('contact', fresh)])).toMatchObject([
      { ok: true, row: { id: 'made-here', firstName: 'Zoë' } },
    ]);
    expect(new IdBook(connection.storage).numberOf('contact', 'made-here')).toBe(14);
    expect((await contact('made-here')).email).toBe('z@example.org');
  });

  test('is known by its number to those who have another book', async () => {
    await save([created('contact', fresh)]);
    const other = adapterFor({ ...connection, storage: connect().storage });
    const { contacts: rows } = await other.get!([{ entity: 'contact', id: '14' }], { signal });
    expect(rows).toMatchObject([{ id: '14', firstName: 'Zoë' }]);
  });

  test.each([
    ['lookUp', 1],
    ['again', 2],
  ] as const)('whose answer got lost, with "%s": %i of them', async (lostCreate, many) => {
    adapter = adapterFor(connection, { decisions: { lostCreate } });
    connection.fault = 'answer-lost';
    await save([created('contact', fresh)]).catch(() => {});
    connection.fault = undefined;
    // In another page: with an outbox, it is the next one that tries again.
    adapter = adapterFor(connection, { decisions: { lostCreate } });
    await save([created('contact', fresh)]);
    const made = [...connection.office.world.tables.Person.values()].filter(
      ({ Firstname }) => Firstname === 'Zoë',
    );
    expect(made).toHaveLength(many);
  });

  test('is not mistaken for one of the same name that was there before', async () => {
    const namesake = { ...fresh, id: '99', created: '2020-01-01T00:00:00.000Z' };
    connection = connect({ companies, contacts: [...contacts, namesake] });
    adapter = adapterFor(connection);
    connection.fault = 'offline';
    await save([created('contact', fresh)]).catch(() => {});
    connection.fault = undefined;
    await save([created('contact', fresh)]);
    expect(new IdBook(connection.storage).numberOf('contact', 'made-here')).toBe(100);
  });

  test('leaves out what it has no value for, so that the server fills it in', async () => {
    await save([created('contact', fresh)]);
    expect(sent.get('POST Person')).toMatchObject({
      Contact: { ContactId: 1 },
      Emails: [{ Value: 'z@example.org' }],
      MobilePhones: [],
      LeadstatusId: 0,
    });
  });
});
