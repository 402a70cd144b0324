import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHttpAdapter } from '../../../../src/adapters/http/index.js';
import { everything } from '../../../../src/criteria/types.js';
import { created, deleted, updated, type Change } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import { LeadStore } from '../../../../src/store/lead-store.js';
import { AdapterError, type LeadAdapter, type RemoteEvent } from '../../../../src/store/port.js';
import { base, FakeBackend, json, never, readAll } from './fake-backend.js';

// A4: whatever a backend answers, it becomes data in the right shape or an AdapterError, and soon.

const options = { signal: never };
const question = { of: 'contact', criteria: everything, timeZone: 'UTC' } as const;
const acme = emptyCompany({ id: 'acme', name: 'Acme' });
const changes: Change[] = [
  created('company', acme),
  updated('company', 'acme', { name: 'N' }),
  deleted('company', 'x'),
];

const calls: Readonly<Record<string, (adapter: LeadAdapter) => Promise<unknown>>> = {
  read: (adapter) => readAll(adapter),
  query: (adapter) => adapter.query!({ ...question, sort: [], limit: 5 }, options),
  count: (adapter) => adapter.count!(question, options),
  groups: (adapter) => adapter.groups!({ ...question, groupBy: ['contact.leadStatus'] }, options),
  get: (adapter) => adapter.get!([{ entity: 'contact', id: 'x' }], options),
  create: (adapter) => adapter.save(changes.slice(0, 1), { signal: never, key: 'k' }),
  update: (adapter) => adapter.save(changes.slice(1, 2), { signal: never, key: 'k' }),
  delete: (adapter) => adapter.save(changes.slice(2), { signal: never, key: 'k' }),
  'save several': (adapter) => adapter.save(changes, { signal: never, key: 'k' }),
  preferences: (adapter) => adapter.preferences!.read('k', options),
};

/** JSON of any kind, often with the members of the protocol in the wrong places. */
const members = [
  'rows',
  'ids',
  'next',
  'total',
  'totals',
  'groups',
  'outcomes',
  'expected',
  'companies',
  'contacts',
]
  .concat([
    'settings',
    'exact',
    'atLeast',
    'value',
    'count',
    'ok',
    'problem',
    'current',
    'version',
    'id',
    'errors',
  ])
  .concat([
    'kind',
    'detail',
    'retryable',
    'pointer',
    'by',
    'at',
    'events',
    'last',
    '__proto__',
    'constructor',
  ]);
const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, 2, -1, 1.5, '', 'x', 'unknown', 'rows', 'conflict'),
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...members), tie('value'), { maxKeys: 5 }),
  ),
})).value;
const answer = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 204, 206, 302, 400, 401, 404, 409, 412, 422, 429, 500, 503),
  type: fc.constantFrom('application/json', 'application/problem+json', 'text/html', 'text/event-stream', ''),
  body: fc.oneof(
    { arbitrary: anyJson.map((value) => JSON.stringify(value)), weight: 8 },
    { arbitrary: fc.string(), weight: 1 },
  ),
  retryAfter: fc.constantFrom('0', 'soon', ''),
});

function adapterAnswering(
  answers: readonly (typeof answer extends fc.Arbitrary<infer Each> ? Each : never)[],
) {
  let at = 0;
  const fetch = () => {
    const { status, type, body, retryAfter } = answers[at++ % answers.length]!;
    const headers = { 'Content-Type': type, 'Retry-After': retryAfter };
    return Promise.resolve(new Response(status === 204 ? null : body, { status, headers }));
  };
  return createHttpAdapter({ url: base, fetch, backOff: 0 });
}

describe('random answers', () => {
  it.each(Object.entries(calls))('%s: data or an AdapterError, and no endless loop', async (_, call) => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 3 }), async (answers) => {
        const error: unknown = await call(adapterAnswering(answers)).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(AdapterError);
      }),
      { numRuns: 150 },
    );
  });

  it('watch: events in their shape, and nothing thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string(), fc.constantFrom('rows', 'deleted', 'reload', 'ready'), anyJson)),
        async (events) => {
          const lines = events.map(
            ([id, name, data]) => `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`,
          );
          const fake = new FakeBackend().on(
            'GET /events',
            () => new Response(lines.join(''), { headers: { 'Content-Type': 'text/event-stream' } }),
            'silence',
          );
          const control = new AbortController();
          const heard: RemoteEvent[] = [];
          fake.adapter().watch!((event) => void heard.push(event), { signal: control.signal });
          await expect.poll(() => fake.requests.length, { interval: 1 }).toBe(2);
          control.abort();
          for (const event of heard) {
            expect(['rows', 'deleted', 'reload']).toContain(event.kind);
            if (event.kind === 'rows')
              for (const part of [event.rows.companies, event.rows.contacts])
                expect(part === undefined || Array.isArray(part)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('A4: rows that are wrong in one field', () => {
  const company = { ...emptyCompany({ id: 'bad' }), version: '1' };
  const contact = { ...emptyContact({ id: 'bad' }), version: '1' };
  const wrong = (record: object): [string, unknown][] =>
    Object.keys(record)
      .filter((key) => key !== 'id')
      .map((key) => [key, { ...record, [key]: key === 'extra' ? 7 : { not: 'this' } }]);
  const good = { ...emptyCompany({ id: 'good' }), name: 'Good' };
  const store = (rows: { companies?: unknown[]; contacts?: unknown[] }) => {
    const fake = new FakeBackend()
      .on('GET /setup', json({}))
      .on('GET /companies', json({ rows: rows.companies ?? [] }))
      .on('GET /contacts', json({ rows: rows.contacts ?? [] }));
    return new LeadStore({ adapter: fake.adapter() });
  };

  it.each(wrong(company))('company, %s: it is reported, and the rest is there', async (field, row) => {
    const opened = store({ companies: [row, good] });
    await opened.loaded;
    expect(opened.phase).toBe('ready');
    expect(opened.record('company', 'good').phase).toBe('ready');
    expect(opened.notices).toMatchObject([
      {
        code: 'rows-left-out',
        rows: [{ entity: 'company', id: 'bad', path: expect.stringContaining(`/${field}`) as string }],
      },
    ]);
    opened.close();
  });

  it.each(wrong(contact))('contact, %s: it is reported, and the rest is there', async (field, row) => {
    const opened = store({ companies: [good], contacts: [row] });
    await opened.loaded;
    expect(opened.record('company', 'good').phase).toBe('ready');
    expect(opened.notices).toMatchObject([
      { rows: [{ id: 'bad', path: expect.stringContaining(`/${field}`) as string }] },
    ]);
    opened.close();
  });

  it.each([null, 7, 'text', [], {}, { id: {} }, { id: '' }])('a row that is %j as well', async (row) => {
    const opened = store({ companies: [row, good] });
    await opened.loaded;
    expect(opened.record('company', 'good').phase).toBe('ready');
    expect(opened.notices).toMatchObject([{ code: 'rows-left-out', count: 1 }]);
    opened.close();
  });
});
