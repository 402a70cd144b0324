import { sql, type Transaction } from 'kysely';
import type { Change } from '../../model/changes.js';
import type { RecordRef } from '../../model/records.js';
import { putChange, putCommand } from '../commands.js';
import type { CallContext, SaveAnswer, SaveRequest } from '../data.js';
import { claim, remember } from './answers.js';
import { isWorthAnotherTry } from './failures.js';
import { lockFor } from './locks.js';
import type { RowMarks } from './rows.js';
import { defaultTenant, type Database } from './schema.js';
import type { SqlSurroundings } from './sql-data.js';
import { loadView, type View } from './view.js';
import { writeRows } from './write-rows.js';

/** Tries of one save, when others are in the way each time. */
const tries = 10;

/** Told when a transaction has committed: the tenant has news up to this moment. */
export type Announce = (tenant: string, moment: string) => void;

/**
 * Saves a command in one transaction: takes the idempotency key, reads and locks what the command is about, judges it
 * step by step as every backend does (`putCommand`), writes, notes the changes for those who listen, and remembers the
 * answer, be it a refusal. Who comes second with the same key waits, and gets the same answer.
 */
export async function save(
  around: SqlSurroundings,
  changes: readonly Change[],
  request: SaveRequest,
  { caller }: Pick<CallContext, 'caller'>,
  announce: Announce,
): Promise<SaveAnswer> {
  const tenant = caller.tenant ?? defaultTenant;
  const key = { tenant, caller: caller.id ?? '', key: request.key, fingerprint: request.fingerprint };
  const marks = newMarks(tenant, caller.name);
  let moment: string | undefined;
  const answer = await transact(around, async (transaction) => {
    await lockFor(transaction, around.engine, tenant, changes);
    const known = await claim(transaction, key);
    if (known) return known;
    const view = await loadView(transaction, tenant, changes, around.engine);
    const result = judge(changes, view, marks, caller.origin ?? 'person');
    if (result.ok === true) moment = await write(around, transaction, changes, view, marks, request.client);
    await remember(transaction, key, result);
    return result;
  });
  if (moment !== undefined) announce(tenant, moment);
  return answer;
}

/** L13: changes by the backend itself, past the rules and the versions. Whoever watches hears of them. */
export async function change(
  around: SqlSurroundings,
  changes: readonly Change[],
  { tenant, by }: { readonly tenant: string; readonly by?: string },
  announce: Announce,
): Promise<void> {
  const marks = newMarks(tenant, by);
  const moment = await transact(around, async (transaction) => {
    await lockFor(transaction, around.engine, tenant, changes);
    const view = await loadView(transaction, tenant, changes, around.engine);
    for (const each of changes) putChange(each, marks.version, view);
    return write(around, transaction, changes, view, marks, undefined);
  });
  announce(tenant, moment);
}

/** Runs it again from the start for as long as others are in the way, after a pause that grows and is never the same. */
async function transact<Result>(
  { engine, db }: SqlSurroundings,
  work: (transaction: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  const isolation = engine.isSerializable ? 'serializable' : 'read committed';
  for (let attempt = 1; ; attempt++)
    try {
      return await db.transaction().setIsolationLevel(isolation).execute(work);
    } catch (error) {
      if (attempt >= tries || !isWorthAnotherTry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4 * 2 ** attempt));
    }
}

function newMarks(tenant: string, by: string | undefined): RowMarks {
  return { tenant, by, version: crypto.randomUUID().slice(0, 18), at: new Date() };
}

function judge(
  changes: readonly Change[],
  view: View,
  { version }: RowMarks,
  origin: 'person' | 'automation',
): Exclude<SaveAnswer, { ok: 'key-reused' }> {
  const faults = putCommand(changes, { tables: view, authors: view.authors, origin, version });
  if (faults) return { ok: false, faults };
  const saved = changes.map(({ kind, entity, id }) =>
    kind === 'delete' ? { row: undefined } : { version, row: view.get(entity, id) },
  );
  return { ok: true, saved };
}

async function write(
  { schema, engine }: SqlSurroundings,
  transaction: Transaction<Database>,
  changes: readonly Change[],
  view: View,
  marks: RowMarks,
  client: string | undefined,
): Promise<string> {
  await writeRows({ db: transaction, schema, shard: engine.shard }, view.takeTouched(), view, marks);
  const refs = new Map(changes.map(({ entity, id }) => [`${entity}/${id}`, { entity, id }]));
  const isHere = ({ entity, id }: RecordRef) => view.get(entity, id) !== undefined;
  const all = [...refs.values()];
  const noted = [...all.filter(isHere), ...all.filter((ref) => !isHere(ref))];
  // All of a save at one moment; what is here comes first, since it is told as one event.
  const { rows } = await sql<{ moment: string }>`
    with now as materialized (select ${engine.moment} as moment)
    insert into ${sql.id(schema, 'change')}
      (tenant, moment, n, entity, id, deleted, client, changed_by, changed_at)
    select ${marks.tenant}, now.moment, noted.n, noted.entity, noted.id, noted.deleted,
      ${client ?? null}::text, ${marks.by ?? null}::text, ${marks.at.toISOString()}::timestamptz
    from now, unnest(
      ${noted.map((_, n) => n)}::int[],
      ${noted.map(({ entity }) => entity)}::text[],
      ${noted.map(({ id }) => id)}::text[],
      ${noted.map((ref) => !isHere(ref))}::bool[]
    ) as noted (n, entity, id, deleted)
    returning moment`.execute(transaction);
  return String(rows[0]!.moment);
}
