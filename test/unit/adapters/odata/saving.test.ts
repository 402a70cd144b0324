import { describe, expect, test } from 'vitest';
import { kitRows } from '../../../../src/adapters/kit/index.js';
import type { ODataAdapterOptions } from '../../../../src/adapters/odata/index.js';
import { created, deleted, updated, type Change } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { LeadAdapter, SaveOutcome } from '../../../../src/store/port.js';
import { crmAdapter, crmMapping, crmService } from '../../../helpers/odata/crm.js';
import type { FakeService, ServiceOptions } from '../../../helpers/odata/service.js';

const { signal } = new AbortController();
const save = async (adapter: LeadAdapter, ...changes: readonly Change[]) =>
  (await adapter.save(changes, { signal, key: 'k' })) as readonly SaveOutcome[];
const based = (change: Change, baseVersion: string) => ({ ...change, baseVersion }) as Change;
const batches = { service: { batch: true } };

function connect(options: Partial<ODataAdapterOptions> = {}, more: Partial<ServiceOptions> = {}) {
  const sent: { readonly line: string; readonly headers: Headers; readonly body: unknown }[] = [];
  const service: FakeService = crmService(kitRows, { batch: true, ...more });
  const adapter = crmAdapter(
    {
      fetch: async (request) => {
        const text = await request.clone().text();
        sent.push({
          line: `${request.method} ${request.url.slice(crmUrl.length)}`,
          headers: request.headers,
          body: text && JSON.parse(text),
        });
        return service.fetch(request);
      },
    },
    options,
  );
  const person = (id: string) => service.entities('People').find((each) => each['PersonId'] === id);
  return { adapter, service, sent, person };
}
const crmUrl = 'https://crm.example/odata/';

describe('[A3] a change', () => {
  test('is a PATCH of what differs, on the version that it is based on', async () => {
    const { adapter, sent } = connect();
    const [outcome] = await save(
      adapter,
      based(updated('contact', 'k-01', { title: 'Countess', leadStatusId: '2' }), 'W/"24"'),
    );
    expect(sent[0]).toMatchObject({ line: "PATCH People('k-01')", body: { Role: 'Countess', StageId: 2 } });
    expect(sent[0]!.headers.get('If-Match')).toBe('W/"24"');
    expect(sent[0]!.headers.get('Prefer')).toBe('return=representation');
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'conflict' } });
  });

  test('without a version is of what is there, and creates nothing', async () => {
    const { adapter, sent } = connect();
    await expect(save(adapter, updated('contact', 'nobody', { title: 'x' }))).rejects.toMatchObject({
      kind: 'notFound',
    });
    expect(sent[0]!.headers.get('If-Match')).toBe('*');
  });

  test('is answered with what the service made of it', async () => {
    const { adapter } = connect();
    const [outcome] = await save(adapter, updated('contact', 'k-01', { title: 'Countess' }));
    expect(outcome).toMatchObject({
      ok: true,
      row: { id: 'k-01', title: 'Countess', lastName: 'Lovelace', leadStatusId: '1' },
    });
    expect(outcome).toHaveProperty('version', (outcome as { row: { version: string } }).row.version);
  });

  test('is answered with the version alone where the service answers nothing', async () => {
    const { adapter } = connect({}, { representation: false });
    expect(await save(adapter, updated('contact', 'k-01', { title: 'Countess' }))).toEqual([
      { ok: true, version: expect.stringMatching(/^W\//) as unknown },
    ]);
  });

  test('of a value that has no place in the service is refused by name, and nothing is sent', async () => {
    const { contact } = crmMapping;
    const mapping = { ...crmMapping, contact: { ...contact, properties: { lastName: 'Surname' } } };
    const { adapter, sent } = connect({ mapping });
    await expect(save(adapter, updated('contact', 'k-01', { mobile: '1' }))).rejects.toMatchObject({
      kind: 'invalid',
      details: [{ path: '/mobile', message: 'has no property in the service' }],
    });
    expect(sent).toEqual([]);
    // What says nothing, and what the service keeps itself, may be missing.
    await save(
      adapter,
      updated('contact', 'k-01', { mobile: null, lastName: 'King', updated: '2026-01-01T00:00:00.000Z' }),
    );
    expect(sent[0]!.body).toEqual({ Surname: 'King' });
  });
});

describe('[S6] a conflict', () => {
  test('says what the service has instead', async () => {
    const { adapter } = connect();
    const old = 'W/"0"';
    expect(await save(adapter, based(updated('contact', 'k-01', { title: 'Mine' }), old))).toMatchObject([
      { ok: false, problem: { kind: 'conflict' }, current: { row: { id: 'k-01', lastName: 'Lovelace' } } },
    ]);
  });

  test('with nothing is one: somebody deleted it', async () => {
    const { adapter } = connect();
    await save(adapter, deleted('contact', 'k-01'));
    expect(await save(adapter, based(updated('contact', 'k-01', { title: 'Mine' }), 'W/"1"'))).toMatchObject([
      { ok: false, problem: { kind: 'conflict' }, current: { row: null } },
    ]);
  });

  test('is none when the record is as it was to become: an answer got lost', async () => {
    const { adapter } = connect();
    const first = based(updated('contact', 'k-01', { title: 'Mine' }), await versionOf(adapter));
    const [before] = await save(adapter, first);
    const [again] = await save(adapter, first);
    expect(again).toEqual(before);
  });

  test('is none either when the service has a clock of its own, and keeps empty text as null', async () => {
    const { adapter, service } = connect();
    const first = created(
      'contact',
      emptyContact({ id: 'new', title: '', updated: '2026-01-01T00:00:00.000Z' }),
    );
    await save(adapter, first);
    const person = service.entities('People').find(({ PersonId }) => PersonId === 'new')!;
    service.fill('People', [{ ...person, Role: null, ChangedAt: '2026-01-01T00:00:01Z' }]);
    expect(await save(adapter, first)).toMatchObject([{ ok: true }]);
  });

  test('of a new record with another one under its id keeps that', async () => {
    const { adapter, person } = connect();
    const impostor = created('contact', emptyContact({ id: 'k-01', lastName: 'Impostor' }));
    expect(await save(adapter, impostor)).toMatchObject([
      { ok: false, current: { row: { lastName: 'Lovelace' } } },
    ]);
    expect(person('k-01')).toMatchObject({ Surname: 'Lovelace' });
  });
});

describe('[L5] a command with several changes', () => {
  const company = emptyCompany({ id: 'new', name: 'New' });
  const command = [
    created('company', company),
    created('contact', emptyContact({ id: 'p1', companyId: 'new' })),
    created('contact', emptyContact({ id: 'p2', companyId: 'new' })),
  ];

  test('is one batch with one atomicity group, in order', async () => {
    const { adapter, sent } = connect(batches);
    const outcomes = await save(adapter, ...command);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(sent.map(({ line }) => line)).toEqual(['POST $batch']);
    expect((sent[0]!.body as { requests: object[] }).requests).toMatchObject([
      { headers: { prefer: 'return=representation', 'content-type': 'application/json' } },
      {},
      {},
    ]);
    expect((sent[0]!.body as { requests: object[] }).requests).toMatchObject([
      { id: '0', atomicityGroup: 'command', method: 'POST', url: 'Organisations' },
      { id: '1', atomicityGroup: 'command', dependsOn: ['0'], url: 'People' },
      { id: '2', atomicityGroup: 'command', dependsOn: ['1'], url: 'People' },
    ]);
  });

  test('is saved as a whole or not at all: the conflict says what is there, the others that they were not saved', async () => {
    const { adapter, service } = connect(batches);
    const [first, second, third] = command;
    const taken = created('contact', emptyContact({ id: 'k-01', companyId: 'new' }));
    expect(await save(adapter, first!, second!, taken, third!)).toMatchObject([
      { ok: false, problem: { kind: 'conflict' } },
      { ok: false, problem: { kind: 'conflict' } },
      { ok: false, problem: { kind: 'conflict' }, current: { row: { lastName: 'Lovelace' } } },
      { ok: false, problem: { kind: 'conflict' } },
    ]);
    expect(service.entities('Organisations').some(({ Id }) => Id === 'new')).toBe(false);
  });

  test('is refused as a whole for another reason', async () => {
    const { adapter, service } = connect(batches);
    await expect(
      save(adapter, ...command, updated('contact', 'nobody', { title: 'x' })),
    ).rejects.toMatchObject({ kind: 'notFound' });
    expect(service.entities('Organisations').some(({ Id }) => Id === 'new')).toBe(false);
  });

  test('that arrived although its answer got lost is done', async () => {
    const { adapter } = connect(batches);
    await save(adapter, ...command);
    expect((await save(adapter, ...command)).map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  test('goes one after the other without batches, and stops at the first that fails', async () => {
    const { adapter, service, sent } = connect();
    const [first, second, third] = command;
    const outcomes = await save(
      adapter,
      first!,
      second!,
      updated('contact', 'nobody', { title: 'x' }),
      third!,
    );
    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: false, problem: { kind: 'notFound' } },
      { ok: false, problem: { kind: 'notFound' } },
    ]);
    expect(sent.map(({ line }) => line)).toEqual([
      'POST Organisations',
      'POST People',
      "PATCH People('nobody')",
    ]);
    expect(service.entities('People').some(({ PersonId }) => PersonId === 'p1')).toBe(true);
  });

  test('sends several changes of one record as one', async () => {
    const { adapter, sent } = connect(batches);
    const version = await versionOf(adapter);
    sent.length = 0;
    const outcomes = await save(
      adapter,
      based(updated('contact', 'k-01', { title: 'One', email: 'a@b.example' }), version),
      updated('contact', 'k-01', { title: 'Two' }),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    expect(sent.map(({ line, body }) => [line, body])).toEqual([
      ["PATCH People('k-01')", { Role: 'Two', Mail: 'a@b.example' }],
    ]);
  });

  test.each([
    ['no responses', {}],
    ['half of the responses', { responses: [{ id: '0', status: 201 }] }],
    [
      'statuses that are none',
      {
        responses: [
          { id: '0', status: 'x' },
          { id: '1', status: 201 },
          { id: '2', status: 99 },
        ],
      },
    ],
  ])('whose batch is answered with %s is refused', async (_what, answer) => {
    const adapter = crmAdapter({ fetch: () => Promise.resolve(Response.json(answer)) }, batches);
    await expect(save(adapter, ...command)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('[A5] a refusal', () => {
  test('says what the service said, with its details', async () => {
    const mapping = { ...crmMapping, company: { ...crmMapping.company, properties: { name: 'Nmae' } } };
    const { adapter } = connect({ mapping });
    await expect(save(adapter, updated('company', 'k-acme', { name: 'x' }))).rejects.toMatchObject({
      kind: 'invalid',
      message: "PATCH /Organisations('k-acme') answered 400: The property 'Nmae' does not exist.",
      details: [{ path: 'Nmae', message: "The property 'Nmae' does not exist." }],
    });
  });

  test('because of a token that has expired is not the last word: it is renewed once', async () => {
    const service = crmService(kitRows);
    const reasons: string[] = [];
    const adapter = crmAdapter(
      {
        fetch: (request) =>
          request.headers.get('Authorization') === 'Bearer expired'
            ? service.fetch(request)
            : Promise.resolve(new Response(null, { status: 401 })),
      },
      { token: (reason) => (reasons.push(reason), reason) },
    );
    expect(await save(adapter, updated('contact', 'k-01', { title: 'x' }))).toMatchObject([{ ok: true }]);
    expect(reasons).toEqual(['first', 'expired']);
  });

  test('because of too many calls says when to come again, and is not repeated here: a write could be done twice', async () => {
    let calls = 0;
    const busy = () => {
      calls += 1;
      const error = { code: '429', message: 'Slow down.' };
      return Promise.resolve(Response.json({ error }, { status: 429, headers: { 'Retry-After': '7' } }));
    };
    await expect(
      save(crmAdapter({ fetch: busy }), updated('contact', 'k-01', { title: 'x' })),
    ).rejects.toMatchObject({
      kind: 'rateLimited',
      retryAfter: 7_000,
      retryable: true,
    });
    expect(calls).toBe(1);
  });
});

async function versionOf(adapter: LeadAdapter): Promise<string> {
  const rows = await adapter.get!([{ entity: 'contact', id: 'k-01' }], { signal });
  return (rows.contacts as { version: string }[])[0]!.version;
}
