import { migrate } from '../../src/server/sql/migrate.js';
import { createSqlData } from '../../src/server/sql/sql-data.js';
import { same } from '../same.js';
import { compare, timeAlone, type Effort } from '../timing.js';
import { fillTables, type Server } from './fill.js';
import { operations, type PeerRequest, type ServerOperation } from './operations.js';
import { explain, openWatched, type Plan, type Statement, type WatchedConnection } from './statements.js';
import { bareUpdate, statusChange } from './status-change.js';

export interface ServerTask extends Server {
  readonly n: number;
  readonly effort: Effort;
  readonly only?: string;
  /** Only these. Left out: all. */
  readonly peers?: readonly string[];
  readonly quick: boolean;
}

/** One figure as it is printed. Without a peer: ours alone. */
export interface ServerLine {
  readonly suite: 'server';
  readonly op: string;
  readonly n: number;
  readonly where: 'postgresql';
  readonly ours: number;
  readonly peer?: string;
  readonly theirs?: number;
  readonly unit: 'ms';
  readonly ratio?: number;
  readonly rounds: number;
  readonly spread: number;
  /** Rows that the database looked at, and pages of 8 kB that it touched: of ours, and of the peer. */
  readonly rowsRead: number;
  readonly pages: number;
  readonly theirRowsRead?: number;
  readonly theirPages?: number;
  /** Where from: `Index Only Scan contact_board`. */
  readonly plan: readonly string[];
  readonly quick?: true;
}

type Tell = (message: { readonly line: ServerLine } | { readonly note: string }) => void;

const schema = 'leadkit';

/**
 * Fills a database and asks it, ours and each peer in turn. Throws where answers differ, and at the end where plans read
 * too much.
 */
export async function runServer(task: ServerTask, tell: Tell): Promise<void> {
  const connection = openWatched(task.url);
  try {
    await migrate(connection, { schema });
    const start = performance.now();
    await fillTables(connection, task, schema, task.n);
    tell({ note: `${task.n} contacts filled in ${((performance.now() - start) / 1_000).toFixed(0)} s` });
    const data = createSqlData(connection, { schema });
    const faults: string[] = [];
    const tellFault = (fault: string) => faults.push(fault);
    for (const operation of operations(task.n)) {
      if (task.only && !operation.op.startsWith(task.only)) continue;
      await measure(operation, await operation.ours(data), connection, task, tell, tellFault);
    }
    if (!task.only || 'status_change'.startsWith(task.only)) {
      const operation = { op: 'status_change', rows: 200, peers: { update: bareUpdate() } };
      await measure(operation, statusChange(data, connection.pool), connection, task, tell, tellFault);
    }
    await data.close();
    if (faults.length > 0) throw new Error(faults.join('\n'));
  } finally {
    await connection.close();
  }
}

async function measure(
  { op, peers, rows }: Pick<ServerOperation, 'op' | 'peers' | 'rows'>,
  ours: () => Promise<unknown>,
  connection: WatchedConnection,
  { n, effort, quick, peers: wanted }: ServerTask,
  tell: Tell,
  tellFault: (fault: string) => void,
): Promise<void> {
  await ours(); // what is looked up once and for all is not this question's
  const plans = await plansOf(connection, await connection.watch(ours));
  if (n >= worthAnIndex) check(op, plans, rows).forEach(tellFault);
  const base = {
    suite: 'server',
    op,
    n,
    where: 'postgresql',
    unit: 'ms',
    ...sums(plans),
    plan: [...new Set(plans.flatMap(({ scans }) => scans.map(({ node, table }) => `${node} ${table}`)))],
    ...(quick ? { quick: true as const } : {}),
  } as const;
  const asked = Object.entries(peers).filter(([peer]) => wanted?.includes(peer) ?? true);
  if (asked.length === 0) {
    const { ours: took, rounds, spread } = await timeAlone(ours, effort);
    tell({ line: { ...base, ours: rounded(took), rounds, spread: rounded(spread) } });
  }
  for (const [peer, request] of asked) {
    const theirs = () => send(connection, request);
    if (request.isSame !== false) {
      same(`${op} (${peer})`, asText(await ours()), asText(await theirs()));
    }
    const theirSums = sums(await plansOf(connection, request.statements));
    const { ours: took, theirs: theyTook, rounds, spread } = await compare(ours, theirs, effort);
    tell({
      line: {
        ...base,
        ours: rounded(took),
        peer,
        theirs: rounded(theyTook),
        ratio: rounded(theyTook / took),
        rounds,
        spread: rounded(spread),
        theirRowsRead: theirSums.rowsRead,
        theirPages: theirSums.pages,
      },
    });
  }
}

/** Contacts from which on reading all of them costs more than an index. */
const worthAnIndex = 100_000;

/** Tables that may not be read whole; lists are so short that an index would be a detour. */
const long = ['contact', 'company', 'change', 'answer'];

/** Rows read altogether may exceed what is shown by this much where the question is a page (`rows`). */
function check(op: string, plans: readonly Plan[], rows: number | undefined): readonly string[] {
  const whole = plans
    .flatMap(({ scans }) => scans)
    .filter(({ node, table }) => node.includes('Seq Scan') && long.includes(table));
  const { rowsRead } = sums(plans);
  return [
    ...whole.map(({ table }) => `${op} reads the whole table ${table}.`),
    ...(rows !== undefined && rowsRead > rows
      ? [`${op} reads ${rowsRead} rows; ${rows} are enough for a page.`]
      : []),
  ];
}

async function send({ pool }: WatchedConnection, { statements, answer }: PeerRequest): Promise<unknown> {
  const results = await Promise.all(
    statements.map(({ text, parameters }) =>
      pool.query<Record<string, unknown>>(text, [...parameters]).then(({ rows }) => rows),
    ),
  );
  return answer(results);
}

async function plansOf(
  { pool }: WatchedConnection,
  statements: readonly Statement[],
): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const statement of statements) plans.push(await explain(pool, statement));
  return plans;
}

function sums(plans: readonly Plan[]): { readonly rowsRead: number; readonly pages: number } {
  return {
    rowsRead: plans.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    pages: plans.reduce((sum, { pages }) => sum + pages, 0),
  };
}

/** Groups in one order, whoever counted them. */
function asText(answer: unknown): string {
  if (Array.isArray(answer) || typeof answer !== 'object' || answer === null) return JSON.stringify(answer);
  return JSON.stringify(Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const rounded = (value: number) => Number(value.toPrecision(4));
