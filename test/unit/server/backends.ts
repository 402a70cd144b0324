import { sql } from 'kysely';
import { afterAll, beforeAll, describe, inject, vi } from 'vitest';
import type { Change } from '../../../src/model/index.js';
import type { Caller } from '../../../src/server/index.js';
import { createMemoryData, type MemoryData } from '../../../src/server/memory/index.js';
import {
  createSqlData,
  migrate,
  postgresql,
  type Engine,
  type SqlConnection,
} from '../../../src/server/sql/index.js';
import { openPostgres } from '../../../src/server/sql/postgres.js';
import type { Rows } from '../../../src/store/port.js';
import { distributedDatabases } from '../../helpers/distributed-databases.js';
import { openEmptyPGlite } from '../../helpers/pglite.js';
import { sample, testNow } from '../../helpers/stores.js';
import { apiOver, type Api, type ApiOptions } from './api.js';

export interface BackendOptions extends ApiOptions {
  /** Instead of the sample's. */
  readonly rows?: Omit<Rows, 'expected'>;
}

/** A backend with the sample in it, and what a test does to it past its handler. */
export interface BackendApi extends Api {
  /** By somebody else, past the rules. */
  change(changes: readonly Change[], by?: string): Promise<void>;
  /** What has been saved is told by now: a database by the clock tells it a little later. */
  settled(): Promise<void>;
  /** How many streams listen. */
  listeners(): number;
  /** Another server over the same records. */
  restart(): Promise<BackendApi>;
  /** Where it is kept, for SQL. */
  readonly place?: {
    readonly connection: SqlConnection;
    readonly schema: string;
    readonly tenant: string;
    readonly engine: Engine;
  };
}

export type CreateApi = (options?: BackendOptions) => Promise<BackendApi>;

interface Backend {
  readonly name: string;
  open(): Promise<{ readonly create: CreateApi; close(): Promise<void> }>;
}

/** The database that `Backend.open` opens; every test has a tenant of its own in it. */
function sqlBackend(name: string, connect: () => Promise<SqlConnection>, engine = postgresql): Backend {
  return {
    name,
    async open() {
      const connection = await connect();
      const schema = `test_${crypto.randomUUID().slice(0, 8)}`;
      await migrate(connection, { schema, engine });
      const opened: { close(): Promise<void> }[] = [];
      const over = (tenant: string, options: BackendOptions): BackendApi => {
        const data = createSqlData(connection, { schema, engine });
        opened.push(data);
        return {
          ...apiOver(data, { ...options, authorise: inTenant(tenant, options.authorise) }),
          change: (changes, by) => data.change(changes, { tenant, by }),
          place: { connection, schema, tenant, engine },
          settled: () => untilSettled(connection, schema, tenant, engine),
          listeners: () => data.listeners,
          restart: async () => over(tenant, options),
        };
      };
      return {
        async create(options = {}) {
          const tenant = crypto.randomUUID().slice(0, 8);
          const api = over(tenant, options);
          await createSqlData(connection, { schema, engine }).fill(
            { ...structuredClone(sample), ...options.rows },
            { tenant },
          );
          return api;
        },
        async close() {
          await Promise.all(opened.map((data) => data.close()));
          await connection.db.schema.dropSchema(schema).cascade().execute();
          await connection.close();
        },
      };
    },
  };
}

function untilSettled(
  { db }: SqlConnection,
  schema: string,
  tenant: string,
  { settled }: Engine,
): Promise<void> {
  const look = async () => {
    const { rows } = await sql<{ pending: boolean }>`select exists (
      select 1 from ${sql.id(schema, 'change')} where tenant = ${tenant} and moment >= ${settled}
    ) as pending`.execute(db);
    if (rows[0]!.pending) throw new Error('A change is not settled.');
  };
  return vi.waitFor(look, { timeout: 10_000 });
}

function inTenant(tenant: string, authorise: ApiOptions['authorise'] = () => ({})): ApiOptions['authorise'] {
  return async (request): Promise<Caller | undefined> => {
    const caller = await authorise(request);
    return caller && { ...caller, tenant };
  };
}

const memory: Backend = {
  name: 'memory',
  async open() {
    const over = (data: MemoryData, options: BackendOptions): BackendApi => ({
      ...apiOver(data, options),
      change: async (changes, by) => data.change(changes, by),
      settled: async () => {},
      listeners: () => data.listeners,
      restart: async () => over(createMemoryData({ from: data.snapshot() }), options),
    });
    return {
      create: async (options = {}) =>
        over(createMemoryData({ ...structuredClone(sample), ...options.rows, now: () => testNow }), options),
      close: async () => {},
    };
  },
};

const postgres = inject('postgres');

const onPostgres = async () => openPostgres(postgres!, { connections: 20 });

/** Those that spread over machines, or what stands for them. */
const distributedBackends: readonly Backend[] = distributedDatabases().map(({ name, open, engine }) =>
  sqlBackend(name, open, engine),
);

/** What only a server with several connections has. */
export const postgresBackends: readonly Backend[] = postgres
  ? [sqlBackend('PostgreSQL', onPostgres), ...distributedBackends]
  : [];

/** Tenants of these share tables. */
export const sqlBackends: readonly Backend[] = [sqlBackend('PGlite', openEmptyPGlite), ...postgresBackends];

const backends: readonly Backend[] = [memory, ...sqlBackends];

/** The same tests for every implementation of `ServerData`. */
export function onEveryBackend(
  declare: (createApi: CreateApi) => void,
  which = process.env.ALLB ? distributedBackends : backends,
): void {
  describe.each(which.map((backend) => [backend.name, backend] as const))('on %s', (_, backend) => {
    let opened: Awaited<ReturnType<Backend['open']>>;
    beforeAll(async () => {
      opened = await backend.open();
    }, 120_000);
    afterAll(() => opened.close());
    declare((options) => opened.create(options));
  });
}
