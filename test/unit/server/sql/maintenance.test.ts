import { expect, it } from 'vitest';
import { createSqlData } from '../../../../src/server/sql/index.js';
import { onEveryBackend, sqlBackends, type BackendApi } from '../backends.js';

async function rename(api: BackendApi, title: string, headers = {}): Promise<void> {
  await api.write('PATCH /contacts/ada', { body: { title }, ifMatch: '*', headers });
  await api.settled();
}

/** With nothing kept. */
async function prune(api: BackendApi): Promise<void> {
  const { connection, schema, engine } = api.place!;
  await createSqlData(connection, { schema, engine }).prune({ answers: -1_000, changes: -1_000 });
}

onEveryBackend((createApi) => {
  it('who was away for too long reads again; who has heard the last of it goes on', async () => {
    const api = await createApi();
    const { last: first } = (await api.ask('GET /changes')).body;
    await rename(api, 'A');
    const { last: old } = (await api.ask(`GET /changes?since=${first}`)).body;
    await rename(api, 'B');
    const { last } = (await api.ask(`GET /changes?since=${old}`)).body;
    await prune(api);
    for (const gone of [first, old])
      expect((await api.ask(`GET /changes?since=${gone}`)).body.events).toMatchObject([
        { event: { kind: 'reload' } },
      ]);
    expect((await api.ask(`GET /changes?since=${last}`)).body.events).toEqual([]);
    await rename(api, 'C');
    expect((await api.ask(`GET /changes?since=${last}`)).body.events).toMatchObject([
      { event: { kind: 'rows' } },
    ]);
  });

  it('a tenant in which nothing ever happened has missed nothing', async () => {
    const [quiet, loud] = [await createApi(), await createApi()];
    const { last } = (await quiet.ask('GET /changes')).body;
    await rename(loud, 'A');
    await prune(quiet);
    await rename(quiet, 'B');
    expect((await quiet.ask(`GET /changes?since=${last}`)).body.events).toMatchObject([
      { event: { kind: 'rows' } },
    ]);
  });

  it('an answer that was forgotten is worked out anew', async () => {
    const api = await createApi();
    const headers = { 'Idempotency-Key': 'k' };
    await rename(api, 'A', headers);
    await rename(api, 'B');
    await rename(api, 'A', headers);
    expect((await api.ask('GET /contacts/ada')).body.title).toBe('B'); // answered, not done again
    await prune(api);
    await rename(api, 'A', headers);
    expect((await api.ask('GET /contacts/ada')).body.title).toBe('A');
  });

  it('events are told to who asks after a restart, too: they are in the database', async () => {
    const api = await createApi();
    const { last } = (await api.ask('GET /changes')).body;
    await rename(api, 'A');
    const { body } = await (await api.restart()).ask(`GET /changes?since=${last}`);
    expect(body.events).toMatchObject([{ event: { rows: { contacts: [{ title: 'A' }] } } }]);
  });

  it('a server that is behind another one with this does not take back how far it was', async () => {
    const api = await createApi();
    await rename(api, 'A');
    await prune(api);
    const { connection, schema } = api.place!;
    const meta = connection.db.withSchema(schema);
    const far = String(2n ** 62n);
    await meta.updateTable('meta').set({ value: far }).where('key', '=', 'pruned').execute();
    await prune(api);
    const { value } = await meta
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'pruned')
      .executeTakeFirstOrThrow();
    expect(value).toBe(far);
  });
}, sqlBackends);
