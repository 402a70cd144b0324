import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { HttpProblem } from '../../../../src/server/index.js';
import { withProblems } from '../../../../src/server/sql/failures.js';
import { createSqlData, migrate, type SqlConnection } from '../../../../src/server/sql/index.js';
import { openPostgres } from '../../../../src/server/sql/postgres.js';
import { apiOver } from '../api.js';

const context = { caller: {}, signal: new AbortController().signal };

describe('what a failing database is to whoever asks', () => {
  const failing = (error: unknown) => withProblems({ ask: () => Promise.reject(error) });
  const withCode = (code: string) => Object.assign(new Error('relation "secret" …'), { code });

  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a connection that is just closing', new Error('Client was closed and is not queryable')],
    ['a socket that is gone', withCode('ERR_STREAM_DESTROYED')],
    ['a pool that is used up', new Error('timeout exceeded when trying to connect')],
    ['a database that starts or stops', withCode('57P03')],
    ['too many connections', withCode('53300')],
    ['a statement that takes too long', withCode('57014')],
    ['others that are in the way', withCode('40001')],
  ])('%s is a 503 that may be tried again, and says nothing of it', async (_, error) => {
    const problem = (await failing(error)
      .ask()
      .catch((reason: unknown) => reason)) as HttpProblem;
    expect(problem).toBeInstanceOf(HttpProblem);
    const response = problem.toResponse();
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({
      retryable: true,
      detail: expect.not.stringContaining('secret'),
    });
  });

  it('anything else is passed on, for the handler to report', async () => {
    const error = withCode('42P01');
    await expect(failing(error).ask()).rejects.toBe(error);
  });

  it('a server that nobody answers at', async () => {
    const connection = openPostgres('postgres://nobody@127.0.0.1:1/none');
    const onError = vi.fn();
    const api = apiOver(createSqlData(connection), { onError });
    const { status, headers, body } = await api.ask('GET /setup');
    expect([status, headers.get('Retry-After'), body.retryable]).toEqual([503, '1', true]);
    expect(JSON.stringify(body)).not.toMatch(/127\.0|ECONN|nobody/);
    expect(onError).toHaveBeenCalledOnce(); // whoever runs it hears why
    await connection.close();
  });
});

const url = inject('postgres');

describe.runIf(url)('a PostgreSQL server whose connections break', () => {
  const schema = `test_${crypto.randomUUID().slice(0, 8)}`;
  let connection: SqlConnection;
  const heard = vi.fn();

  beforeAll(async () => {
    connection = openPostgres(url!, { connections: 4, onError: heard, statementTimeout: 200 });
    await migrate(connection, { schema });
  });
  afterAll(async () => {
    await connection.db.schema.dropSchema(schema).cascade().execute();
    await connection.close();
  });

  it('within a transaction, between two statements: the process goes on, and so does everybody else', async () => {
    const transaction = await connection.db.startTransaction().execute();
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
    heard.mockClear();
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(connection.db);
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    await expect(sql`select 1`.execute(transaction)).rejects.toThrow();
    await transaction
      .rollback()
      .execute()
      .catch(() => {});
    await expect(createSqlData(connection, { schema }).setup(context)).resolves.toMatchObject({
      settings: { id: 'settings' },
    });
  });

  it('who listens is told of what happened while the connection was broken', async () => {
    const data = createSqlData(connection, { schema });
    const { last } = (await data.eventsSince(undefined, 10, context))!;
    const life = new AbortController();
    const wake = vi.fn();
    data.subscribe(wake, { ...context, signal: life.signal });
    await vi.waitFor(async () => expect(await listening()).toHaveLength(1));
    for (const pid of await listening())
      await sql`select pg_terminate_backend(${pid}::int)`.execute(connection.db);
    wake.mockClear();
    // Another server's save, whose notification nobody hears.
    const other = createSqlData({ ...connection, listen: undefined }, { schema });
    await other.change([
      { kind: 'update', entity: 'settings', id: 'settings', patch: { onReturn: 'retained' } },
    ]);
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
    const page = await data.eventsSince(last, 10, context);
    expect(page?.events).toMatchObject([{ event: { rows: { settings: { onReturn: 'retained' } } } }]);
    await vi.waitFor(async () => expect(await listening()).toHaveLength(1), 5_000); // it listens again
    life.abort();
    await vi.waitFor(async () => expect(await listening()).toEqual([]), 5_000);
    await Promise.all([data.close(), other.close()]);
  });

  it('statements end in bounded time', async () => {
    await expect(sql`select pg_sleep(10)`.execute(connection.db)).rejects.toMatchObject({ code: '57014' });
  });

  it('a transaction that hangs lets go of what it holds', async () => {
    const meta = sql`select from ${sql.id(schema, 'meta')} for update`;
    const hanging = await connection.db.startTransaction().execute();
    await meta.execute(hanging);
    await vi.waitFor(() => meta.execute(connection.db), 5_000);
    await hanging
      .rollback()
      .execute()
      .catch(() => {});
  });

  /** Of this schema: other tests listen as well. */
  async function listening(): Promise<number[]> {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where query = ${`listen "leadkit_${schema}"`}`.execute(connection.db);
    return rows.map(({ pid }) => pid);
  }
});
