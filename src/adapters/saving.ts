import { applyChange, type Change } from '../model/changes.js';
import type { Entities, EntityName, Id } from '../model/records.js';
import { AdapterError, type RemoteEvent, type SaveOutcome } from '../store/port.js';
import { asRows } from './rows.js';

/** What a record is after a save; `row` undefined: it is gone. */
export interface Write {
  readonly entity: EntityName;
  readonly id: Id;
  readonly row: unknown;
}

/**
 * What saving `changes` would write, all of them or none. Throws an `AdapterError`: `conflict` when a record is not in
 * the version that a change is based on (A3) or exists already, `notFound` when it is not there.
 *
 * @param stored the row as it is now, undefined when there is none
 * @param version the version that every record of this save gets
 */
export function prepareSave(
  changes: readonly Change[],
  stored: (entity: EntityName, id: Id) => unknown,
  version: string,
): { readonly writes: readonly Write[]; readonly outcomes: readonly SaveOutcome[] } {
  const writes = new Map<string, Write>();
  for (const change of changes) {
    const { entity, id, kind } = change;
    const key = `${entity}/${id}`;
    const earlier = writes.get(key);
    const row = earlier ? earlier.row : stored(entity, id);
    const what = `The ${entity} "${id}"`;
    if (kind === 'create' && row !== undefined) throw new AdapterError('conflict', `${what} exists already.`);
    if (kind !== 'create' && row === undefined) throw new AdapterError('notFound', `${what} does not exist.`);
    // A command's second change of a record is based on the first one, which has no version yet.
    if (
      kind !== 'create' &&
      !earlier &&
      change.baseVersion !== undefined &&
      change.baseVersion !== versionOf(row)
    ) {
      throw new AdapterError('conflict', `${what} has been changed by somebody else.`);
    }
    const after = applyChange(row as Entities[EntityName] | undefined, change);
    writes.set(key, { entity, id, row: after && { ...after, id, version } });
  }
  return { writes: [...writes.values()], outcomes: changes.map(() => ({ ok: true, version })) };
}

/** What others have to hear of a save. */
export function eventsOf(writes: readonly Write[]): readonly RemoteEvent[] {
  const rows = new Map<EntityName, unknown[]>();
  const deleted: RemoteEvent[] = [];
  for (const { entity, id, row } of writes) {
    if (row === undefined) deleted.push({ kind: 'deleted', entity, id });
    else if (!rows.get(entity)?.push(row)) rows.set(entity, [row]);
  }
  return [
    ...[...rows].map(([entity, own]): RemoteEvent => ({ kind: 'rows', rows: asRows(entity, own) })),
    ...deleted,
  ];
}

/** The records of `changes` as they are: whoever lost a conflict learns what the others made of them (S6). */
export function currentState(
  changes: readonly Change[],
  stored: (entity: EntityName, id: Id) => unknown,
): readonly Write[] {
  return changes.map(({ entity, id }) => ({ entity, id, row: stored(entity, id) }));
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AdapterError('cancelled', 'The call was cancelled.', { cause: signal.reason });
}

function versionOf(row: unknown): string | undefined {
  const version = typeof row === 'object' && row !== null && 'version' in row ? row.version : undefined;
  return typeof version === 'string' || typeof version === 'number' ? String(version) : undefined;
}
