import type { Change } from '../../model/changes.js';
import { isObject } from '../../model/parse-values.js';
import { AdapterError, toProblem, type SaveOutcome } from '../../store/port.js';
import { RestProblem } from '../rest/rest-problem.js';
import type { sendBatch, Together } from './batch.js';
import type { Tables } from './columns.js';
import { etagOf, holds, rowOf, type Entity } from './entities.js';
import type { ServiceClient } from './service-client.js';
import { squashed } from './squash.js';
import { writeOf, type Done, type Write } from './writes.js';

type Outcomes = readonly SaveOutcome[];

/**
 * Saves the changes of one command: in one batch where the service has that, all or none; else one after the other
 * until one fails, and each outcome says what became of its change.
 *
 * Writes carry no key by which a service would know one that is sent again, because an answer got lost. So what a
 * service refuses as a conflict is looked at: if the record is as it was to become, it has been saved.
 *
 * @param batch where the service takes batches
 */
export async function saveChanges(
  client: ServiceClient,
  tables: Tables,
  changes: readonly Change[],
  batch: typeof sendBatch | undefined,
  signal: AbortSignal,
): Promise<Outcomes> {
  const { steps, placeOf } = squashed(changes);
  const writes = steps.map((change) => writeOf(change, tables));
  const outcomes = await (batch
    ? saveTogether(client, writes, signal, batch)
    : saveInTurn(client, writes, signal));
  return changes.map((change) => outcomes[placeOf.get(change)!]!);
}

async function saveInTurn(
  client: ServiceClient,
  writes: readonly Write[],
  signal: AbortSignal,
): Promise<Outcomes> {
  const outcomes: SaveOutcome[] = [];
  for (const write of writes) {
    const [outcome] = await saveTogether(client, [write], signal).catch((error: unknown): Outcomes => {
      if (outcomes.length === 0) throw error; // none was saved
      return [{ ok: false, problem: toProblem(error) }];
    });
    outcomes.push(outcome!);
    if (outcome!.ok) continue;
    // Those behind it were not tried. The same is said of them, but not what the service has instead.
    const { problem } = outcome!;
    return writes.map((_, at) => outcomes[at] ?? { ok: false, problem });
  }
  return outcomes;
}

/** All or none. */
async function saveTogether(
  client: ServiceClient,
  writes: readonly Write[],
  signal: AbortSignal,
  batch: typeof sendBatch = sendAlone,
): Promise<Outcomes> {
  const answer = await (writes.length > 1 ? batch : sendAlone)(client, writes, signal);
  if ('done' in answer) return writes.map((write, at) => outcomeOf(write, answer.done[at]!));
  const { failed } = answer;
  const [first] = failed.values();
  const others = [...failed].filter(([at, problem]) => !isConflict(problem, writes[at]!));
  if (!others.every(([at, problem]) => mayBeTaken(problem, writes[at]!))) throw first!;
  const current = await Promise.all(writes.map((write) => entityOf(client, write, signal)));
  if (writes.every((write, at) => isDone(write, current[at], writes.length > 1)))
    return writes.map((write, at) => outcomeOf(write, { body: current[at] }));
  if (others.some(([at]) => !current[at])) throw first!;
  return writes.map((write, at) => {
    const { message, details } = failed.get(at) ?? first!;
    const problem = new AdapterError('conflict', message, { details });
    return failed.has(at)
      ? { ok: false, problem, current: standing(write, current[at]) }
      : { ok: false, problem };
  });
}

async function sendAlone(
  client: ServiceClient,
  [write]: readonly Write[],
  signal: AbortSignal,
): Promise<Together> {
  try {
    const read = (body: unknown, _: string, { headers }: Response) => ({ body, etag: headers.get('ETag') });
    return { done: [await client.rest.callOnce(write!.call, read, signal)] };
  } catch (error) {
    if (error instanceof RestProblem) return { failed: new Map([[0, error]]) };
    throw error;
  }
}

/** Whether what became of the record is the question. What is gone, but was there, is a conflict with nothing (S6). */
function isConflict({ kind }: RestProblem, { change }: Write): boolean {
  if (kind === 'conflict') return true;
  return kind === 'notFound' && change.kind !== 'create' && change.baseVersion !== undefined;
}

/** Services have many words for an id that is taken: 400, and 500 where the database says it. */
function mayBeTaken({ status }: RestProblem, { change }: Write): boolean {
  return change.kind === 'create' && (status === 400 || status === 500);
}

/** A record that is gone may have been deleted by anybody: only beside others that are done it tells that this one is. */
function isDone(
  { change, body, table }: Write,
  entity: Entity | undefined,
  isBesideOthers: boolean,
): boolean {
  if (change.kind === 'delete') return isBesideOthers && entity === undefined;
  return entity !== undefined && holds(entity, body!, table);
}

async function entityOf(
  client: ServiceClient,
  { address }: Write,
  signal: AbortSignal,
): Promise<Entity | undefined> {
  try {
    return await client.rest.call({ method: 'GET', path: address }, (body) => body as Entity, signal);
  } catch (error) {
    if (error instanceof RestProblem && error.kind === 'notFound') return undefined;
    throw error;
  }
}

function standing({ table }: Write, entity: Entity | undefined) {
  if (!entity) return { row: null };
  const row = rowOf(entity, table);
  const at = row['updated'];
  return { row, ...(typeof at === 'string' && { at }) };
}

function outcomeOf({ table }: Write, { body, etag }: Done): SaveOutcome {
  if (!isObject(body)) return { ok: true, ...(etag && { version: etag }) };
  const version = etagOf(body) ?? etag ?? undefined;
  return { ok: true, version, row: { ...rowOf(body, table), version } };
}
