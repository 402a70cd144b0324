import { MissingPeer, type Limit, type Peer } from '../peer.js';
import {
  companyColumns,
  companyRows,
  contactColumns,
  contactRows,
  createIndexes,
  createTables,
  like,
  sqlStore,
  updateStatement,
  type SqlRow,
} from './sql.js';
import { duckDialect } from './duckdb-wasm.js';

// For scale, not for browsers: neither loads in a page.

/** Where the package has no program for this platform, or Node has no such module, the peer is left out. */
async function optional<Module>(name: string, why: string): Promise<Module> {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    throw new MissingPeer(`${name}: ${why} (${error instanceof Error ? error.message : String(error)})`);
  }
}

const notCounted: Limit = { op: 'bytes', upTo: 0, why: 'its memory is not among what Node counts' };

interface SqliteModule {
  readonly DatabaseSync: new (path: string) => Sqlite;
}

interface Sqlite {
  exec(sql: string): void;
  close(): void;
  prepare(sql: string): {
    run(...parameters: unknown[]): unknown;
    all(...parameters: unknown[]): Record<string, unknown>[];
  };
}

/** https://nodejs.org/api/sqlite.html: the SQLite that Node itself brings. */
export const sqlitePeer: Peer = {
  name: 'node:sqlite (native)',
  where: ['node'],
  uncollated: true,
  limits: [{ op: 'live20', upTo: 100_000, why: 'asking 20 questions again takes 13 s a change' }, notCounted],
  create: async (world) => {
    const { DatabaseSync } = await optional<SqliteModule>('node:sqlite', 'Node has it from version 22.5 on');
    const database = new DatabaseSync(':memory:');
    for (const sql of createTables) database.exec(sql);
    const insert = (table: string, columns: readonly string[], rows: Iterable<SqlRow>) => {
      const statement = database.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of rows) statement.run(...row);
    };
    database.exec('BEGIN');
    insert('company', companyColumns, companyRows(world));
    insert('contact', contactColumns, contactRows(world));
    database.exec('COMMIT');
    for (const sql of createIndexes) database.exec(sql);
    database.exec('ANALYZE');
    const prepared = new Map<string, ReturnType<Sqlite['prepare']>>();
    const prepare = (sql: string) => {
      let statement = prepared.get(sql);
      if (!statement) prepared.set(sql, (statement = database.prepare(sql)));
      return statement;
    };
    return sqlStore(
      like,
      (sql) => prepare(sql).all(),
      (status, updated, id) => void prepare(updateStatement).run(status, updated, id),
      () => database.close(),
    );
  },
};

interface DuckAppender {
  appendVarchar(value: string): void;
  appendInteger(value: number): void;
  appendBigInt(value: bigint): void;
  appendNull(): void;
  endRow(): void;
  closeSync(): void;
}

interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowObjects(): Record<string, unknown>[] }>;
  createAppender(table: string): Promise<DuckAppender>;
  prepare(sql: string): Promise<{
    bindVarchar(place: number, value: string): void;
    bindBigInt(place: number, value: bigint): void;
    run(): Promise<unknown>;
  }>;
  closeSync(): void;
}

interface DuckModule {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection> }> };
}

const bigints: ReadonlySet<string> = new Set(['created', 'updated']);

/** https://duckdb.org/docs/clients/node_neo */
export const duckdbNativePeer: Peer = {
  name: 'duckdb (native)',
  where: ['node'],
  uncollated: true,
  limits: [notCounted],
  create: async (world) => {
    const { DuckDBInstance } = await optional<DuckModule>('@duckdb/node-api', 'not for this platform');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const sql of createTables) await connection.run(sql.replace(' PRIMARY KEY', ''));
    const append = async (table: string, columns: readonly string[], rows: Iterable<SqlRow>) => {
      const appender = await connection.createAppender(table);
      for (const row of rows) {
        row.forEach((value, index) => {
          if (value === null) appender.appendNull();
          else if (typeof value === 'string') appender.appendVarchar(value);
          else if (bigints.has(columns[index] ?? '')) appender.appendBigInt(BigInt(value));
          else appender.appendInteger(value);
        });
        appender.endRow();
      }
      appender.closeSync();
    };
    await append('company', companyColumns, companyRows(world));
    await append('contact', contactColumns, contactRows(world));
    const update = await connection.prepare(updateStatement);
    return sqlStore(
      duckDialect,
      async (sql) => (await connection.runAndReadAll(sql)).getRowObjects(),
      async (status, updated, id) => {
        update.bindVarchar(1, status ?? '');
        update.bindBigInt(2, BigInt(updated));
        update.bindVarchar(3, id);
        await update.run();
      },
      () => connection.closeSync(),
    );
  },
};
