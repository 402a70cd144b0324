import { sameValue, type Change } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import type { EntityName, Id } from '../../model/records.js';
import { AdapterError, type SaveOutcome } from '../../store/port.js';
import type { IdBook } from './ids.js';
import { valueAt, type Entity, type Write } from './patch.js';
import type { Row } from './rows.js';

export type RecordChange = Change & { readonly entity: Subject };
/** By `entity/id`. */
export type RowsByKey = ReadonlyMap<string, Row>;
/** `done`: it is there already. */
export type Judgement = 'send' | 'done' | AdapterError;
export type Judgements = ReadonlyMap<RecordChange, Judgement>;

export const keyOf = ({ entity, id }: { readonly entity: string; readonly id: Id }) => `${entity}/${id}`;

/** What can be said of each change before any is sent. A record's later changes are based on its first one. */
export function judge(changes: readonly RecordChange[], before: RowsByKey, ids: IdBook): Judgements {
  const seen = new Set<string>();
  const judgementOf = (change: RecordChange): Judgement => {
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
  };
  return new Map(changes.map((change) => [change, judgementOf(change)]));
}

/** If anything is known to be wrong, nothing is sent. */
export function refusalOf(judgements: Judgements, before: RowsByKey): readonly SaveOutcome[] | undefined {
  const problems = [...judgements.values()].filter((each) => typeof each !== 'string');
  const [first] = problems;
  if (!first) return undefined;
  const final = problems.find(({ kind }) => kind !== 'conflict');
  if (final) throw final;
  return Array.from(judgements, ([change, problem]): SaveOutcome => {
    if (typeof problem === 'string') return { ok: false, problem: notTried(first) };
    return { ok: false, problem, current: currentOf(before.get(keyOf(change))) };
  });
}

/** Changes of one kind of record that stand side by side, each of another one. */
export function stepsOf(changes: readonly RecordChange[]): readonly (readonly RecordChange[])[] {
  const steps: RecordChange[][] = [];
  let ids = new Set<Id>();
  for (const change of changes) {
    const step = steps.at(-1);
    if (step?.[0]?.entity === change.entity && !ids.has(change.id)) step.push(change);
    else {
      steps.push([change]);
      ids = new Set();
    }
    ids.add(change.id);
  }
  return steps;
}

/**
 * The first of these fields in which an entity is another than a row; undefined: none. Entries and names are left out:
 * archives format numbers, and names come in languages.
 */
export function differingField(
  entity: Entity,
  row: Row,
  writes: readonly Write[],
  ids: IdBook,
): string | undefined {
  const compared = writes.filter(
    ({ map }) => map.kind !== 'entry' && !map.custom && (map.list === undefined || map.kind === 'id'),
  );
  return compared.find(({ map }) => {
    const there = valueAt(entity, map.path!);
    const seen = map.kind === 'id' ? idNumber(row[map.key], map.entity!, ids) : row[map.key];
    return !sameValue(there || null, seen || null);
  })?.map.key;
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

export function conflict(message: string): AdapterError {
  return new AdapterError('conflict', message);
}

export function notTried({ kind, retryable }: AdapterError): AdapterError {
  return new AdapterError(
    kind,
    'It was not sent, because another change of the same command could not be saved.',
    { retryable },
  );
}
