import { describe, expect, it } from 'vitest';
import { created, deleted, updated, type Change } from '../../../../src/model/changes.js';
import { defaultSettings, emptyCompany } from '../../../../src/model/defaults.js';
import type { EntityName } from '../../../../src/model/records.js';
import type { LeadAdapter } from '../../../../src/store/port.js';
import { FakeBackend, json, lost, never, problem, text } from './fake-backend.js';

const acme = emptyCompany({ id: 'acme', name: 'Acme' });
const based = (change: Change, baseVersion?: string): Change => ({ ...change, baseVersion }) as Change;
const rename = based(updated('company', 'acme', { name: 'New' }), 'v1');
const save = (adapter: LeadAdapter, ...changes: Change[]) =>
  adapter.save(changes, { signal: never, key: 'key-1' });
const saved = json({ ...acme, version: 'v2' }, { headers: { ETag: '"v2"' } });

describe('A3: one change', () => {
  it('is a new record by POST, with an idempotency key', async () => {
    const backend = new FakeBackend().on(
      'POST /companies',
      json({ ...acme, version: 'v1' }, { status: 201 }),
    );
    const outcome = { ok: true, version: 'v1', row: { ...acme, version: 'v1' } };
    expect(await save(backend.adapter(), created('company', acme))).toEqual([outcome]);
    const [request] = backend.requests;
    expect(request!.body).toEqual(acme);
    expect(Object.fromEntries(request!.headers)).toMatchObject({
      'idempotency-key': 'key-1',
      'content-type': 'application/json',
      'leadkit-client': 'tab-1',
    });
  });

  it('is a merge patch on the version that it is based on', async () => {
    const backend = new FakeBackend().on('PATCH /companies/acme', saved);
    expect(await save(backend.adapter(), rename)).toMatchObject([{ ok: true, version: 'v2' }]);
    expect(backend.requests[0]!.body).toEqual({ name: 'New' });
    expect(Object.fromEntries(backend.requests[0]!.headers)).toMatchObject({
      'if-match': '"v1"',
      'idempotency-key': 'key-1',
      'content-type': 'application/merge-patch+json',
    });
  });

  it('is a deletion of that version', async () => {
    const backend = new FakeBackend().on('DELETE /companies/acme', () => new Response(null, { status: 204 }));
    expect(await save(backend.adapter(), based(deleted('company', 'acme'), 'v1'))).toEqual([{ ok: true }]);
    expect(backend.requests[0]!.headers.get('If-Match')).toBe('"v1"');
  });

  it('of a record without a version is based on whichever there is', async () => {
    const backend = new FakeBackend().on('PATCH /companies/acme', saved);
    await save(backend.adapter(), updated('company', 'acme', { name: 'New' }));
    expect(backend.requests[0]!.headers.get('If-Match')).toBe('*');
  });

  it.each<[EntityName, string]>([
    ['category', '/categories/x'],
    ['leadStatus', '/lead-statuses/x'],
    ['contact', '/contacts/x'],
    ['selection', '/selections/x'],
    ['settings', '/settings'],
  ])('of a %s goes to %s', async (entity, path) => {
    const backend = new FakeBackend().on(`PATCH ${path}`, saved);
    const id = entity === 'settings' ? defaultSettings.id : 'x';
    await save(backend.adapter(), updated(entity, id, {}));
    expect(backend.paths).toEqual([`PATCH ${path}`]);
  });

  it.each([
    ['a/b?c#d', 'v1', '/companies/a%2Fb%3Fc%23d', '"v1"'],
    ['ø', 'W/"1"', '/companies/%C3%B8', '"W%2F%221%22"'],
    ['x', '50%', '/companies/x', '"50%25"'],
  ])('of "%s" in version %s is escaped', async (id, version, path, tag) => {
    const backend = new FakeBackend().on(`PATCH ${path}`, saved);
    await save(backend.adapter(), based(updated('company', id, { name: 'N' }), version));
    expect(backend.requests[0]).toMatchObject({ path });
    expect(backend.requests[0]!.headers.get('If-Match')).toBe(tag);
  });

  it.each<[string, Change]>([
    ['whose id is a step up', based(updated('company', '..', { name: 'N' }), 'v1')],
    ['whose id is nothing', deleted('company', '')],
    ['whose id is no text', updated('company', '\uD800', { name: 'N' })],
    [
      'that replaces an object, where a merge patch would merge it',
      updated('company', 'a', { extra: { x: 1 } }),
    ],
  ])('%s has no address of its own', async (_, change) => {
    const backend = new FakeBackend().on('POST /changes', json({ outcomes: [{ ok: true, version: 'v2' }] }));
    expect(await save(backend.adapter(), change)).toMatchObject([{ ok: true, version: 'v2' }]);
  });

  it.each([409, 412])(
    'S6: %i is a conflict, with what is there instead, by whom and when',
    async (status) => {
      const current = {
        row: { ...acme, name: 'Theirs', version: 'v7' },
        by: 'Ida',
        at: '2026-11-21T12:00:00Z',
      };
      const backend = new FakeBackend().on(
        'PATCH /companies/acme',
        problem(status, { current, detail: 'Changed.' }),
      );
      expect(await save(backend.adapter(), rename)).toMatchObject([
        { ok: false, problem: { kind: 'conflict' }, current },
      ]);
    },
  );

  it('S6: a record that is gone is a conflict with null', async () => {
    const backend = new FakeBackend().on(
      'PATCH /companies/acme',
      problem(412, { current: { row: null, by: 7 } }),
    );
    expect(await save(backend.adapter(), rename)).toMatchObject([
      { ok: false, current: { row: null, by: undefined } },
    ]);
  });

  it('a conflict about which nothing is said, and every other no, is a problem', async () => {
    for (const [status, kind] of [
      [412, 'conflict'],
      [403, 'forbidden'],
      [404, 'notFound'],
      [422, 'invalid'],
    ] as const) {
      const backend = new FakeBackend().on('PATCH /companies/acme', problem(status));
      await expect(save(backend.adapter(), rename)).rejects.toMatchObject({ name: 'AdapterError', kind });
    }
  });

  it('is sent again under the same key when the network is lost, or its answer', async () => {
    const backend = new FakeBackend().on(
      'PATCH /companies/acme',
      lost,
      problem(503),
      text('{"id": "ac'),
      saved,
    );
    expect(await save(backend.adapter(), rename)).toMatchObject([{ ok: true, version: 'v2' }]);
    expect(backend.requests.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(
      Array(4).fill('key-1'),
    );
  });

  it('that a page answers is not taken for saved', async () => {
    const backend = new FakeBackend().on('PATCH /companies/acme', text('<!doctype html>', 'text/html'));
    await expect(save(backend.adapter(), rename)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('several changes of one command', () => {
  const both = [created('company', emptyCompany({ id: 'new' })), rename];

  it('go together, each with its version; no change is no request', async () => {
    const outcomes = [
      { ok: true, version: '1' },
      { ok: true, version: 2, row: { ...acme } },
    ];
    const backend = new FakeBackend().on('POST /changes', json({ outcomes }));
    expect(await save(backend.adapter(), ...both)).toEqual([
      { ok: true, version: '1' },
      { ok: true, version: '2', row: { ...acme } },
    ]);
    expect(backend.requests[0]!.headers.get('Idempotency-Key')).toBe('key-1');
    expect(backend.requests[0]!.body).toEqual({
      changes: [
        { kind: 'create', entity: 'company', id: 'new', record: emptyCompany({ id: 'new' }) },
        { kind: 'update', entity: 'company', id: 'acme', patch: { name: 'New' }, ifMatch: 'v1' },
      ],
    });
    expect(await save(backend.adapter())).toEqual([]);
    expect(backend.requests).toHaveLength(1);
  });

  it('S6: a conflict of one is told for each, and none of them is taken for saved', async () => {
    const current = { row: { ...acme, version: 'v7' }, by: 'Ida' };
    const theirs = { ok: false, problem: { status: 412, detail: 'Changed.' }, current };
    const backend = new FakeBackend().on('POST /changes', problem(412, { outcomes: [{ ok: true }, theirs] }));
    expect(await save(backend.adapter(), ...both)).toMatchObject([
      { ok: false, problem: { kind: 'conflict' } },
      { ok: false, problem: { kind: 'conflict', message: 'Changed.', retryable: false }, current },
    ]);
  });

  it.each([
    ['too few outcomes', { outcomes: [{ ok: true }] }],
    ['outcomes that say nothing', { outcomes: [{}, { ok: 'yes' }] }],
    ['no outcomes', {}],
    ['no body', null],
  ])('%s are noticed', async (_, answer) => {
    const backend = new FakeBackend().on('POST /changes', json(answer));
    await expect(save(backend.adapter(), ...both)).rejects.toMatchObject({ kind: 'invalid' });
  });
});
