import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { updated } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { RemoteEvent } from '../../../../src/store/port.js';
import { adapterFor, connect, now, type Connection } from './subject.js';

const stamp = now.toISOString();
const companies = [emptyCompany({ id: '1', name: 'Acme', categoryId: 'lead', updated: stamp })];
const contacts = Array.from({ length: 120 }, (_, at) =>
  emptyContact({
    id: String(at + 11),
    lastName: `No ${at}`,
    companyId: '1',
    leadStatusId: '1',
    updated: stamp,
  }),
);

/** Everything that an adapter tells from now on; it has asked for the first time. */
async function listen(connection: Connection) {
  const events: RemoteEvent[] = [];
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const adapter = adapterFor(connection, { decisions: { pollInterval: 5 }, tries: 1 });
  adapter.watch!((event) => void events.push(event), { signal: stop.signal });
  const polls = () => connection.log.filter((line) => line.includes("after '2026-05-04'")).length;
  await vi.waitFor(() => expect(polls()).toBeGreaterThan(3));
  return { adapter, events, stop, polls };
}

const changeCompany = ({ office }: Connection, patch: object) =>
  office.world.put('Contact', { ...office.world.get('Contact', 1), ...patch });

describe('asking now and then', () => {
  test('tells what the server made of a record by itself: a category that follows a lead status', async () => {
    const connection = connect({ companies, contacts: contacts.slice(0, 3) });
    const { adapter, events } = await listen(connection);
    await adapter.save([updated('contact', '11', { leadStatusId: '5' })], {
      signal: new AbortController().signal,
      key: 'k',
    });
    changeCompany(connection, {
      Category: { Id: connection.office.world.numbers.get('category/opportunity') },
    });
    await vi.waitFor(() =>
      expect(events).toContainEqual({
        kind: 'rows',
        rows: { companies: [expect.objectContaining({ id: '1', categoryId: 'opportunity' })] },
      }),
    );
  });

  test('tells nothing while nothing changes', async () => {
    const { events, polls } = await listen(connect({ companies, contacts: contacts.slice(0, 3) }));
    const before = polls();
    await vi.waitFor(() => expect(polls()).toBeGreaterThan(before + 4));
    expect(events).toEqual([]);
  });

  test('has everything read again when more has changed than it looks at', async () => {
    const connection = connect({ companies, contacts });
    const { events } = await listen(connection);
    const { tables } = connection.office.world;
    for (const [id, entity] of tables.Person) tables.Person.set(id, { ...entity, Title: 'New' });
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'reload' }));
  });

  test('says once when it can not ask any more, and when it can', async () => {
    const connection = connect({ companies });
    const { events } = await listen(connection);
    connection.fault = 'offline';
    await vi.waitFor(() => expect(events).toHaveLength(1));
    connection.fault = undefined;
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toMatchObject([
      { kind: 'notice', code: 'watch-lost', problem: { kind: 'unavailable' } },
      { kind: 'notice', code: 'watch-lost', over: true },
    ]);
  });

  test('stops when nobody listens, and never begins unless that was decided', async () => {
    const connection = connect({ companies });
    const { stop, polls } = await listen(connection);
    stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 0)); // what is under way ends
    const after = polls();
    adapterFor(connection).watch!(() => {}, { signal: new AbortController().signal });
    await adapterFor(connection).get!([{ entity: 'company', id: '1' }], {
      signal: new AbortController().signal,
    });
    expect(polls()).toBe(after);
  });
});
