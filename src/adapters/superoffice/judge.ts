import { sameValue, type Change } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import type { EntityName, Id } from '../../model/records.js';
import { AdapterError, type SaveOutcome } from '../../store/port.js';
import type { IdBook } from './ids.js';
import { isReference, valueAt, type Entity, type Write } from './patch.js';
import type { Row } from './rows.js';

export type RecordChange = Change & { readonly entity: Subject };
/** By `entity/id`. */
export type RowsByKey = ReadonlyMap<string, Row>;
/** `done`: it is there already. */
export type Judgement = 'send' | 'done' | AdapterError;

export const keyOf = ({ entity, id }: { readonly entity: string; readonly id: Id }) => `${entity}/${id}`;

/** What can be said of each change before any is sent. A record's later changes are based on its first one. */
export function judge(
  changes: readonly RecordChange[],
  before: RowsByKey,
  ids: IdBook,
): readonly Judgement[] {
  const seen = new Set<string>();
  return changes.map((change) => {
    const { kind, entity, id } = change;
    const key = keyOf(change);
    const isLater = seen.has(key);
    seen.add(key);
    if (isLater) return 'send';
    const row = before.get(key);
    if (kind === 'create') {
      if (!row || ids.numberOf(entity, id) === undefined) return 'send';
      return isSame(change.record, row) ? 'done' : conflict(`The ${entity} "${id}" exists already.`);
    }
    if (!row)
      return change.baseVersion === undefined
        ? new AdapterError('notFound', `The ${entity} "${id}" does not exist.`)
        : conflict(`The ${entity} "${id}" has been deleted.`);
    if (change.baseVersion === undefined || change.baseVersion === row.version) return 'send';
    // An answer that got lost: the change is there already.
    if (kind === 'update' && holds(row, change.patch)) return 'done';
    return conflict(`The ${entity} "${id}" has been changed by somebody else.`);
  });
}

/** If anything is known to be wrong, nothing is sent. */
export function refusalOf(
  changes: readonly RecordChange[],
  judged: readonly Judgement[],
  before: RowsByKey,
): readonly SaveOutcome[] | undefined {
  const problems = judged.filter((each): each is AdapterError => typeof each !== 'string');
  if (problems.length === 0) return undefined;
  const final = problems.find(({ kind }) => kind !== 'conflict');
  if (final) throw final;
  return changes.map((change, at): SaveOutcome => {
    const problem = judged[at]!;
    if (typeof problem === 'string') return { ok: false, problem: notTried(problems[0]!) };
    return { ok: false, problem, current: currentOf(before.get(keyOf(change))) };
  });
}

export function stepsOf(changes: readonly RecordChange[]): RecordChange[][] {
  const steps: RecordChange[][] = [];
  for (const change of changes) {
    const step = steps.at(-1);
    const fits = step?.[0]?.entity === change.entity && step.every(({ id }) => id !== change.id);
    if (fits) step.push(change);
    else steps.push([change]);
  }
  return steps;
}

/** Between looking and writing somebody may have been faster: what is tested must be what was looked at. */
export function refuseIfOther(entity: Entity, row: Row, writes: readonly Write[], ids: IdBook): void {
  for (const { map } of writes) {
    if (map.kind === 'entry' || map.custom || (map.list !== undefined && map.kind !== 'id')) continue;
    const there = valueAt(entity, map.path!);
    const seen = map.kind === 'id' ? idNumber(row[map.key], map.entity!, ids) : row[map.key];
    if (isReference(map) && there === undefined && seen === 0) continue;
    if (!sameValue(there || null, seen || null))
      throw conflict(`"${map.key}" has been changed by somebody else.`);
  }
}

function idNumber(id: unknown, entity: EntityName, ids: IdBook): number {
  return typeof id === 'string' ? (ids.numberOf(entity, id) ?? 0) : 0;
}

function isSame(record: object, row: Row): boolean {
  const { firstName, lastName, name, companyId } = record as Record<string, unknown>;
  return holds(
    row,
    Object.fromEntries(
      Object.entries({ firstName, lastName, name, companyId }).filter(([, value]) => value !== undefined),
    ),
  );
}

function holds(row: Row, fields: object): boolean {
  return Object.entries(fields).every(
    ([key, value]) => key === 'updated' || sameValue(row[key] || null, value || null),
  );
}

export function currentOf(row: Row | undefined): (SaveOutcome & { ok: false })['current'] {
  const at = row?.['updated'];
  return { row: row ?? null, ...(typeof at === 'string' ? { at } : {}) };
}

function conflict(message: string): AdapterError {
  return new AdapterError('conflict', message);
}

export function notTried({ kind, retryable }: AdapterError): AdapterError {
  return new AdapterError(
    kind,
    'It was not sent, because another change of the same command could not be saved.',
    { retryable },
  );
}
