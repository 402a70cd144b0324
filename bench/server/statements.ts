import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolClient } from 'pg';
import type { SqlConnection } from '../../src/server/sql/connection.js';
import type { Database } from '../../src/server/sql/schema.js';

export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** A connection that remembers what it was asked, so that the same can be explained. */
export interface WatchedConnection extends SqlConnection {
  readonly pool: Pool;
  /** The statements that some work sends, in their order. */
  watch(work: () => Promise<unknown>): Promise<readonly Statement[]>;
}

/** Not what begins and ends a transaction. */
const canExplain = /^\s*(select|insert|update|delete|with)\b/i;

export function openWatched(url: string): WatchedConnection {
  const pool = new Pool({ connectionString: url, max: 4 });
  let heard: Statement[] | undefined;
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      if (canExplain.test(query.sql)) heard?.push({ text: query.sql, parameters: query.parameters });
    },
  });
  return {
    db,
    pool,
    canCancel: true,
    async watch(work) {
      heard = [];
      await work();
      const statements = heard;
      heard = undefined;
      return statements;
    },
    close: () => pool.end(),
  };
}

/** What the database did for a statement. */
export interface Plan {
  /** The nodes that read a table or an index, e.g. `Index Only Scan contact_board`. */
  readonly scans: readonly Scan[];
  /** Rows that were looked at, those that a filter then dropped included. */
  readonly rowsRead: number;
  /** Pages of 8 kB that were touched, in memory or not. */
  readonly pages: number;
  readonly milliseconds: number;
}

export interface Scan {
  readonly node: string;
  readonly table: string;
  readonly rows: number;
}

export async function explain(pool: Pool, { text, parameters }: Statement): Promise<Plan> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await query(client, `explain (analyze, buffers, format json) ${text}`, parameters);
    const [{ Plan: root, 'Execution Time': milliseconds }] = rows[0]!['QUERY PLAN'];
    const scans = scansOf(root);
    return {
      scans,
      rowsRead: scans.reduce((sum, { rows: read }) => sum + read, 0),
      pages: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
      milliseconds,
    };
  } finally {
    await client.query('rollback'); // explaining runs a statement, one that writes too
    client.release();
  }
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const query = (client: PoolClient, text: string, parameters: readonly unknown[]) =>
  client.query<{ 'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }] }>(text, [...parameters]);

function scansOf(node: PlanNode): readonly Scan[] {
  const below = (node.Plans ?? []).flatMap(scansOf);
  const name = node['Index Name'] ?? node['Relation Name'];
  if (name === undefined || !node['Node Type'].includes('Scan')) return below;
  const dropped = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const rows = Math.round((node['Actual Rows'] + dropped) * node['Actual Loops']);
  return [{ node: node['Node Type'], table: name, rows }, ...below];
}
