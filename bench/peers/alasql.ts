import alasql from 'alasql';
import type { Peer } from '../peer.js';
import type { World } from '../data.js';
import {
  companyColumns,
  companyRows,
  contactColumns,
  contactRows,
  like,
  sqlStore,
  type SqlRow,
} from './sql.js';

interface AlaTable {
  data: Record<string, unknown>[];
}

interface AlaDatabase {
  exec(sql: string, parameters?: unknown[]): unknown;
  readonly tables: Record<string, AlaTable>;
}

interface AlaSql {
  readonly Database: new (name: string) => AlaDatabase;
  compile(sql: string, database: string): (parameters?: unknown[]) => unknown;
}

/** https://github.com/alasql/alasql: compiled statements; rows are put into the tables' `data`, its fastest way in. */
export const alasqlPeer: Peer = {
  name: 'alasql',
  uncollated: true,
  limits: [
    { op: 'live20', upTo: 1_000, why: 'asking 20 questions again takes seconds a change' },
    { where: 'chromium', upTo: 100_000, why: 'a join takes 2 s; Node has the same figures' },
  ],
  create: (world) => {
    const { Database, compile: compileIn } = alasql as unknown as AlaSql;
    const name = `bench${++databases}`;
    const database = new Database(name);
    load(database, world);
    const compiled = new Map<string, (parameters?: unknown[]) => unknown>();
    const compile = (sql: string) => {
      let statement = compiled.get(sql);
      if (!statement) compiled.set(sql, (statement = compileIn(sql, name)));
      return statement;
    };
    return sqlStore(
      like,
      (sql) => compile(sql)() as Record<string, unknown>[],
      (status, updated, id) =>
        void compile('UPDATE contact SET lead_status = ?, updated = ? WHERE id = ?')([status, updated, id]),
      () => undefined,
    );
  },
};

let databases = 0;

function load(database: AlaDatabase, world: World): void {
  const put = (table: string, columns: readonly string[], rows: Iterable<SqlRow>) => {
    database.exec(`CREATE TABLE ${table} (${columns.join(', ')})`);
    const into = database.tables[table];
    if (!into) throw new Error(`AlaSQL has no table ${table}.`);
    into.data = Array.from(rows, (row) =>
      Object.fromEntries(columns.map((column, index) => [column, row[index]])),
    );
  };
  put('company', companyColumns, companyRows(world));
  put('contact', contactColumns, contactRows(world));
}
