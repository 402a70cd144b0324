import initSqlJs, { type Database, type Statement } from 'sql.js';
import type { Host, Peer } from '../peer.js';
import type { World } from '../data.js';
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

/** https://sql.js.org: SQLite in WebAssembly; prepared statements, one transaction to load, indexes, ANALYZE. */
export const sqlJsPeer: Peer = {
  name: 'sql.js',
  quick: true,
  uncollated: true,
  limits: [{ op: 'live20', upTo: 100_000, why: 'asking 20 questions again takes 16 s a change' }],
  create: async (world, host) => {
    const database = await open(host);
    load(database, world);
    const prepared = new Map<string, Statement>();
    const prepare = (sql: string) => {
      let statement = prepared.get(sql);
      if (!statement) prepared.set(sql, (statement = database.prepare(sql)));
      return statement;
    };
    return sqlStore(
      like,
      (sql) => {
        const statement = prepare(sql);
        const rows: Record<string, unknown>[] = [];
        while (statement.step()) rows.push(statement.getAsObject());
        statement.reset();
        return rows;
      },
      (status, updated, id) => prepare(updateStatement).run([status, updated, id]),
      () => database.close(),
    );
  },
};

async function open(host: Host): Promise<Database> {
  const file = host.where === 'node' ? 'sql-wasm.wasm' : 'sql-wasm-browser.wasm';
  const wasmBinary = await host.asset(`sql.js/dist/${file}`);
  const { Database } = await initSqlJs({ wasmBinary: wasmBinary.slice().buffer });
  return new Database();
}

function load(database: Database, world: World): void {
  for (const sql of createTables) database.run(sql);
  database.run('BEGIN');
  insert(database, 'company', companyColumns, companyRows(world));
  insert(database, 'contact', contactColumns, contactRows(world));
  database.run('COMMIT');
  for (const sql of createIndexes) database.run(sql);
  database.run('ANALYZE');
}

function insert(database: Database, table: string, columns: readonly string[], rows: Iterable<SqlRow>): void {
  const statement = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows) statement.run([...row]);
  statement.free();
}
