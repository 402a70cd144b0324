import { describe, expect, it, vi } from 'vitest';
import { emptyContact } from '../../../src/model/index.js';
import { onEveryBackend } from './backends.js';

const key = (text: string) => ({ 'Idempotency-Key': text });

onEveryBackend((createApi) => {
  describe('A3: one change', () => {
    it('creates, answers the record with its ETag, and says where it is', async () => {
      const api = await createApi();
      const created = await api.write('POST /contacts', { body: { id: 'new', lastName: 'Newman' } });
      expect(created.status).toBe(201);
      expect(created.headers.get('Location')).toBe('/api/contacts/new');
      expect(created.body).toMatchObject({ id: 'new', lastName: 'Newman', firstName: '' });
      expect((await api.ask('GET /contacts/new')).headers.get('ETag')).toBe(created.headers.get('ETag'));
    });

    it('gives a record without an id one', async () => {
      const { body } = await (await createApi()).write('POST /companies', { body: { name: 'Nameless' } });
      expect(body.id).toEqual(expect.any(String));
    });

    it('changes fields on the version that they are based on', async () => {
      const api = await createApi();
      const etag = (await api.ask('GET /contacts/ada')).headers.get('ETag')!;
      const first = await api.write('PATCH /contacts/ada', { body: { title: 'CEO' }, ifMatch: etag });
      expect(first.status).toBe(200);
      expect(first.body).toMatchObject({ title: 'CEO', firstName: 'Ada' });
      expect(first.headers.get('ETag')).not.toBe(etag);
    });

    it('S6: on another version it is a 412 with what is there now, by whom and when', async () => {
      const api = await createApi();
      const etag = (await api.ask('GET /contacts/ada')).headers.get('ETag')!;
      await api.change(
        [{ kind: 'update', entity: 'contact', id: 'ada', patch: { title: 'CFO' } }],
        'Jonas Falk',
      );
      const { status, body } = await api.write('PATCH /contacts/ada', {
        body: { title: 'CEO' },
        ifMatch: etag,
      });
      expect(status).toBe(412);
      expect(body).toMatchObject({
        kind: 'conflict',
        retryable: false,
        current: { row: { id: 'ada', title: 'CFO' }, by: 'Jonas Falk', at: expect.stringMatching(/^20.*Z$/) },
      });
    });

    it('S6: a change of what somebody deleted is a conflict with nothing', async () => {
      const api = await createApi();
      const etag = (await api.ask('GET /contacts/lonely')).headers.get('ETag')!;
      expect((await api.write('DELETE /contacts/lonely', { ifMatch: etag })).status).toBe(204);
      const { status, body } = await api.write('PATCH /contacts/lonely', {
        body: { title: 'x' },
        ifMatch: etag,
      });
      expect(status).toBe(412);
      expect(body.current).toMatchObject({ row: null });
    });

    it.each(['PATCH', 'DELETE'])('%s without If-Match is a 428', async (method) => {
      const body = method === 'PATCH' ? { title: 'x' } : undefined;
      const { status, body: problem } = await (await createApi()).write(`${method} /contacts/ada`, { body });
      expect(status).toBe(428);
      expect(problem.kind).toBe('conflict');
    });

    it('creating what exists is a 409 with what is there', async () => {
      const { status, body } = await (
        await createApi()
      ).write('POST /contacts', {
        body: { id: 'ada', lastName: 'x' },
      });
      expect(status).toBe(409);
      expect(body.current.row).toMatchObject({ id: 'ada' });
    });

    it('what never was is a 404', async () => {
      const { status } = await (
        await createApi()
      ).write('PATCH /contacts/nobody', {
        body: { title: 'x' },
        ifMatch: '*',
      });
      expect(status).toBe(404);
    });

    it('members within a field are merged, and null takes one away (RFC 7396)', async () => {
      const api = await createApi();
      await api.write('PATCH /contacts/ada', { body: { extra: { size: 4, shoe: 'left' } }, ifMatch: '*' });
      const { body } = await api.write('PATCH /contacts/ada', {
        body: { extra: { size: 5, shoe: null } },
        ifMatch: '*',
      });
      expect(body.extra).toEqual({ size: 5 });
    });

    it('only for that is the record read first', async () => {
      const api = await createApi();
      const reads = vi.spyOn(api.data, 'get');
      await api.write('PATCH /contacts/ada', { body: { title: 'CEO', note: null }, ifMatch: '*' });
      expect(reads).not.toHaveBeenCalled();
      await api.write('PATCH /contacts/ada', { body: { title: 'CTO', extra: { size: 5 } }, ifMatch: '*' });
      expect(reads).toHaveBeenCalledOnce();
      reads.mockRestore();
    });

    it('settings are one record', async () => {
      const api = await createApi();
      const { status, body } = await api.write('PATCH /settings', {
        body: { onReturn: 'retained' },
        ifMatch: '*',
      });
      expect([status, body.onReturn]).toEqual([200, 'retained']);
      expect((await api.write('POST /settings', { body: {}, unknown: true })).status).toBe(405);
    });
  });

  describe('idempotency keys', () => {
    it('a repeated one gets the first answer, and nothing is done twice', async () => {
      const api = await createApi();
      const again = () =>
        api.ask('POST /contacts', { body: { id: 'new', lastName: 'Newman' }, headers: key('k') });
      const [first, second] = [await again(), await again()];
      expect(second).toEqual({ ...first, headers: expect.anything() });
      expect(second.status).toBe(201);
    });

    it('a repeated refusal stays one', async () => {
      const api = await createApi();
      const again = () =>
        api.ask('PATCH /contacts/ada', {
          body: { title: 'x' },
          headers: { ...key('k'), 'If-Match': '"old"' },
        });
      expect([(await again()).status, (await again()).status]).toEqual([412, 412]);
    });

    it('with another body it is a 422', async () => {
      const api = await createApi();
      await api.ask('POST /contacts', { body: { lastName: 'A' }, headers: key('k') });
      const { status } = await api.ask('POST /contacts', { body: { lastName: 'B' }, headers: key('k') });
      expect(status).toBe(422);
    });

    it('survive a restart', async () => {
      const api = await createApi();
      const change = { body: { id: 'new', lastName: 'Newman' }, headers: key('k') };
      await api.ask('POST /contacts', change);
      const restarted = await api.restart();
      expect((await restarted.ask('POST /contacts', change)).status).toBe(201);
    });

    it('a write without one is a 400', async () => {
      const { status, body } = await (await createApi()).ask('POST /contacts', { body: { lastName: 'x' } });
      expect([status, body.errors[0].pointer]).toEqual([400, 'Idempotency-Key']);
    });
  });

  describe('several changes', () => {
    const rename = (id: string, title: string, more = {}) => ({
      kind: 'update',
      entity: 'contact',
      id,
      patch: { title },
      ...more,
    });

    it('of one command are all saved', async () => {
      const api = await createApi();
      const { status, body } = await api.write('POST /changes', {
        body: { changes: [rename('ada', 'A'), rename('grace', 'B')] },
      });
      expect(status).toBe(200);
      expect(body.outcomes).toMatchObject([{ ok: true }, { ok: true }]);
      expect(body.outcomes[0].version).toBe(body.outcomes[1].version);
    });

    it('of one command are not saved when one of them can not be', async () => {
      const api = await createApi();
      const { status, body } = await api.write('POST /changes', {
        body: {
          changes: [rename('ada', 'A'), rename('grace', 'B', { ifMatch: 'old' }), rename('linus', 'C')],
        },
      });
      expect(status).toBe(412);
      expect(body.outcomes).toMatchObject([
        { ok: false, problem: { kind: 'conflict' } },
        { ok: false, problem: { kind: 'conflict', status: 412 }, current: { row: { id: 'grace' } } },
        { ok: false, problem: { kind: 'conflict' } },
      ]);
      expect((await api.ask('GET /contacts/ada')).body.title).toBe('CTO');
    });

    it('of several commands stand and fall by themselves', async () => {
      const api = await createApi();
      const { status, body } = await api.write('POST /changes', {
        body: {
          changes: [
            rename('ada', 'A', { command: 'one' }),
            rename('grace', 'B', { command: 'two', ifMatch: 'old' }),
            rename('ada', 'AA', { command: 'three' }),
          ],
        },
      });
      expect(status).toBe(200);
      expect(body.outcomes.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, false, true]);
      expect((await api.ask('GET /contacts/ada')).body.title).toBe('AA');
    });

    it('a command can create a record and change it, and change one twice', async () => {
      const api = await createApi();
      const record = emptyContact({ id: 'new', lastName: 'N' });
      const { version } = (await api.ask('GET /contacts/ada')).body;
      const { body } = await api.write('POST /changes', {
        body: {
          changes: [
            { kind: 'create', entity: 'contact', id: 'new', record },
            rename('new', 'x'),
            rename('ada', 'x', { ifMatch: version }),
            rename('ada', 'y', { ifMatch: version }),
          ],
        },
      });
      expect(body.outcomes).toMatchObject(Array(4).fill({ ok: true }));
      expect((await api.ask('GET /contacts/new')).body.title).toBe('x');
    });
  });

  describe('rules', () => {
    const refused = async (what: string, body: unknown, code: string, ifMatch: string | undefined = '*') => {
      const api = await createApi();
      const before = await api.everything();
      const reply = await api.write(what, { body, ...(what.startsWith('POST') ? {} : { ifMatch }) });
      expect(reply.status).toBe(422);
      expect(reply.body.kind).toBe('invalid');
      expect(reply.body.reasons[0].code).toBe(code);
      expect(await api.everything()).toEqual(before);
      return reply.body;
    };

    it('L7: a retained lead status is not editable', () =>
      refused('PATCH /contacts/alan', { leadStatusId: '1' }, 'category-not-potential-customer'));
    it('L8: a contact without a company has no lead status', () =>
      refused('PATCH /contacts/lonely', { leadStatusId: '1' }, 'no-company'));
    it('L4: a contact is not created with a status where there is none', () =>
      refused(
        'POST /contacts',
        { lastName: 'x', companyId: 'initech', leadStatusId: '1' },
        'category-not-potential-customer',
      ));
    it('L9: a name is unique in its list', () =>
      refused('PATCH /lead-statuses/1', { name: 'qualified' }, 'name-taken'));
    it('L9: an item in use can not be removed', () =>
      refused('DELETE /categories/lead', undefined, 'item-in-use'));
    it('L9: an item that is not there can not be chosen', () =>
      refused('PATCH /companies/acme', { categoryId: 'nowhere' }, 'item-not-found'));
    it('L10: the default status can not be deleted', () =>
      refused('PATCH /lead-statuses/1', { deleted: true }, 'is-default-status'));
    it('a company must be there to be joined', () =>
      refused('PATCH /contacts/ada', { companyId: 'nowhere' }, 'record-not-found'));
    it('a refusal names the field', async () => {
      const body = await refused('PATCH /contacts/ada', { lastName: '', firstName: '' }, 'field-invalid');
      expect(body.errors).toEqual([
        { pointer: '/lastName', detail: expect.stringContaining('first or a last name') },
      ]);
    });

    it('L9: a deleted item can not be chosen, but stays where it is', async () => {
      const api = await createApi();
      await api.write('PATCH /categories/mql', { body: { deleted: true }, ifMatch: '*' });
      const stays = await api.write('PATCH /companies/globex', { body: { city: 'Bonn' }, ifMatch: '*' });
      const chosen = await api.write('PATCH /companies/acme', { body: { categoryId: 'mql' }, ifMatch: '*' });
      expect([stays.status, chosen.status, chosen.body.reasons[0].code]).toEqual([200, 422, 'item-deleted']);
    });

    it('L11: an automation may not turn a customer back; a person may', async () => {
      const as = (caller: object) => createApi({ authorise: () => caller });
      const change = { body: { categoryId: 'lead' }, ifMatch: '*' };
      expect(
        (await (await as({ origin: 'automation' })).write('PATCH /companies/initech', change)).status,
      ).toBe(422);
      expect((await (await as({})).write('PATCH /companies/initech', change)).status).toBe(200);
    });

    it('a company comes into force and its contacts get their status, in one command and backwards (L5, S4)', async () => {
      const api = await createApi();
      const send = (changes: unknown[]) => api.write('POST /changes', { body: { changes } });
      const category = (categoryId: string) => ({
        kind: 'update',
        entity: 'company',
        id: 'initech',
        patch: { categoryId },
      });
      const status = (leadStatusId: string) => ({
        kind: 'update',
        entity: 'contact',
        id: 'alan',
        patch: { leadStatusId },
      });
      expect((await send([category('lead'), status('1')])).status).toBe(200);
      expect((await send([status('4'), category('customer')])).status).toBe(200);
      expect((await send([status('1')])).status).toBe(422);
    });
  });
});
