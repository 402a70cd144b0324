import { describe, expect, it, vi } from 'vitest';
import { createApi as createMemoryApi, origin, type Api } from './api.js';
import { onEveryBackend } from './backends.js';
import { listen } from './listen.js';

const rename = (api: Api, title: string, headers = {}) =>
  api.write('PATCH /contacts/ada', { body: { title }, ifMatch: '*', headers });

onEveryBackend((createApi) => {
  describe('the stream of events', () => {
    it('begins with where it is, then tells what happens', async () => {
      const api = await createApi();
      const client = await listen(api);
      expect(await client.next()).toMatchObject({ event: 'ready', data: {} });
      await rename(api, 'CEO');
      expect(await client.next()).toMatchObject({
        event: 'rows',
        data: { kind: 'rows', rows: { contacts: [{ id: 'ada', title: 'CEO' }] } },
      });
      await api.write('DELETE /contacts/lonely', { ifMatch: '*' });
      expect((await client.next()).data).toEqual({ kind: 'deleted', entity: 'contact', id: 'lonely' });
      client.leave();
    });

    it('one save is one event, with all its rows', async () => {
      const api = await createApi();
      const client = await listen(api);
      await client.next();
      const change = (entity: string, id: string, patch: object) => ({ kind: 'update', entity, id, patch });
      await api.write('POST /changes', {
        body: {
          changes: [change('company', 'acme', { city: 'Moss' }), change('contact', 'ada', { title: 'x' })],
        },
      });
      expect((await client.next()).data.rows).toMatchObject({
        companies: [{ city: 'Moss' }],
        contacts: [{ title: 'x' }],
      });
      client.leave();
    });

    it('resumes after the last event that was heard', async () => {
      const api = await createApi();
      const first = await listen(api);
      await first.next();
      await rename(api, 'A');
      const { id } = await first.next();
      first.leave();
      await rename(api, 'B');
      await rename(api, 'C');
      const second = await listen(api, { 'Last-Event-ID': id });
      const titles = [(await second.next()).data, (await second.next()).data];
      expect(titles.map(({ rows }) => rows.contacts[0].title)).toEqual([expect.any(String), 'C']); // a record is told as it is
      expect(titles).toHaveLength(2);
      second.leave();
    });

    it('says reload for an id that it does not know: of another life, or nonsense', async () => {
      const api = await createApi();
      const client = await listen(api);
      const { id } = await client.next();
      for (const known of ['other-1', 'other.1.1', 'nonsense', `${id}9`, `${id}.1`]) {
        const lost = await listen(api, { 'Last-Event-ID': known });
        expect(await lost.next()).toMatchObject({ event: 'reload', data: { kind: 'reload' } });
        await rename(api, known);
        expect((await lost.next()).event).toBe('rows');
        lost.leave();
      }
      client.leave();
    });

    it('S5: does not tell a tab what it did itself, and does not tell it later either', async () => {
      const api = await createApi();
      const [mine, yours] = [{ 'Leadkit-Client': 'me' }, { 'Leadkit-Client': 'you' }];
      const client = await listen(api, mine);
      await client.next();
      await rename(api, 'mine', mine);
      expect((await client.next()).event).toBe('ready'); // only the id to resume from
      await rename(api, 'yours', yours);
      const { id, data } = await client.next();
      expect(data.rows.contacts[0].title).toBe('yours');
      client.leave();
      const again = await listen(api, { ...mine, 'Last-Event-ID': id });
      await rename(api, 'last', yours);
      expect((await again.next()).data.rows.contacts[0].title).toBe('last');
      again.leave();
    });

    it('says something now and then, so that nobody takes it for dead', async () => {
      const api = await createApi({ limits: { heartbeat: 5 } });
      const client = await listen(api);
      const over = client.isOver().catch(() => true);
      await vi.waitFor(() => expect(client.comments).toBeGreaterThan(2));
      client.leave();
      await over;
    });

    it('ends after a while, so that who resumes it is authorised again', async () => {
      const authorise = vi.fn(() => ({}));
      const api = await createApi({ limits: { streamTime: 20 }, authorise });
      const client = await listen(api);
      const { id } = await client.next();
      expect(await client.isOver()).toBe(true);
      await vi.waitFor(() => expect(api.listeners()).toBe(0));
      authorise.mockReturnValue(undefined as never);
      const again = { method: 'GET', headers: { 'Last-Event-ID': id } };
      expect((await api.handler(new Request(`${origin}/api/events`, again))).status).toBe(401);
    });

    it('whoever reads slowly holds no queue, and misses nothing', { timeout: 30_000 }, async () => {
      const api = await createApi();
      const client = await listen(api);
      await client.next();
      for (let index = 100; index < 200; index++) await rename(api, String(index));
      const titles: string[] = [];
      for (let index = 0; index < 100; index++)
        titles.push((await client.next()).data.rows.contacts[0].title);
      expect(titles.at(-1)).toBe('199');
      expect(titles).toEqual([...titles].sort()); // nothing older after something newer
      client.leave();
    });

    it('nothing is left of it when its reader has gone, or the server stops', async () => {
      const stop = new AbortController();
      const api = await createApi({ signal: stop.signal });
      const clients = [await listen(api), await listen(api), await listen(api)];
      for (const client of clients) await client.next();
      expect(api.listeners()).toBe(3);
      clients[0]!.leave();
      await clients[1]!.cancel();
      expect(api.listeners()).toBe(1);
      stop.abort();
      expect(await clients[2]!.isOver()).toBe(true);
      expect(api.listeners()).toBe(0);
    });

    it('there are only so many at a time', async () => {
      const api = await createApi({ limits: { streams: 1 } });
      const client = await listen(api);
      const { status, headers } = await api.ask('GET /events');
      expect([status, headers.get('Retry-After')]).toEqual([503, '10']);
      client.leave();
      await vi.waitFor(() => expect(api.listeners()).toBe(0));
      (await listen(api)).leave();
    });
  });

  describe('asking for events', () => {
    it('begins where it is, and goes on from there', async () => {
      const api = await createApi();
      const { body: start } = await api.ask('GET /changes');
      expect(start.events).toEqual([]);
      await rename(api, 'CEO');
      await api.settled();
      const { body } = await api.ask(`GET /changes?since=${start.last}`);
      expect(body.events).toMatchObject([{ id: body.last, event: { kind: 'rows' } }]);
      expect((await api.ask(`GET /changes?since=${body.last}`)).body).toEqual({
        events: [],
        last: body.last,
      });
    });

    it('gives at most so many at once', async () => {
      const api = await createApi();
      const { body: start } = await api.ask('GET /changes');
      for (const title of ['A', 'B', 'C']) await rename(api, title);
      await api.settled();
      const { body: two } = await api.ask(`GET /changes?since=${start.last}&limit=2`);
      const { body: rest } = await api.ask(`GET /changes?since=${two.last}&limit=2`);
      expect([two.events.length, rest.events.length]).toEqual([2, 1]);
    });

    it('an id that is not known is answered by reload', async () => {
      const { body } = await (await createApi()).ask('GET /changes?since=nonsense');
      expect(body.events).toEqual([{ id: body.last, event: { kind: 'reload' } }]);
    });
  });
});

describe('the log of events in memory', () => {
  it('says reload for an id that is too old', async () => {
    const api = createMemoryApi({ rows: { history: 2 } });
    const old = await listen(api);
    const { id } = await old.next();
    for (const title of ['A', 'B', 'C']) await rename(api, title);
    for (const known of [id]) {
      const client = await listen(api, { 'Last-Event-ID': known });
      expect(await client.next()).toMatchObject({ event: 'reload', data: { kind: 'reload' } });
      await rename(api, known);
      expect((await client.next()).event).toBe('rows');
      client.leave();
    }
    old.leave();
  });
});
