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

/** What comes of a save: what is to be written, and what is answered. */
export interface Saved {
  readonly writes: readonly Write[];
  readonly outcomes: readonly SaveOutcome[];
}

/**
 * What saving `changes` would write, all of them or none. A record that is not in the version that a change is based
 * on (A3), has gone since, or exists already, is a conflict: nothing is written, and each outcome says what is there
 * instead (S6). Throws an `AdapterError` `notFound` when a change without a version is of nothing.
 *
 * @param stored the row as it is now, undefined when there is none
 * @param version the version that every record of this save gets
 */
export function prepareSave(
  changes: readonly Change[],
  stored: (entity: EntityName, id: Id) => unknown,
  version: string,
): Saved {
  const writes = new Map<string, Write>();
  const conflicts = new Map<Change, string>();
  for (const change of changes) {
    const { entity, id, kind } = change;
    const key = `${entity}/${id}`;
    const earlier = writes.get(key);
    const row = earlier ? earlier.row : stored(entity, id);
    const what = `The ${entity} "${id}"`;
    // A command's second change of a record is based on the first one, which has no version yet.
    const base = kind === 'create' || earlier ? undefined : change.baseVersion;
    if (kind !== 'create' && row === undefined && base === undefined)
      throw new AdapterError('notFound', `${what} does not exist.`);
    if (kind === 'create' && row !== undefined) conflicts.set(change, `${what} exists already.`);
    else if (base !== undefined && base !== versionOf(row))
      conflicts.set(
        change,
        `${what} has been ${row === undefined ? 'deleted' : 'changed'} by somebody else.`,
      );
    const after = applyChange(row as Entities[EntityName] | undefined, change);
    writes.set(key, { entity, id, row: after && { ...after, id, version } });
  }
  if (conflicts.size === 0)
    return { writes: [...writes.values()], outcomes: changes.map(() => ({ ok: true, version })) };
  const together = 'It was not saved, because another change of the same command could not be.';
  return {
    writes: [],
    outcomes: changes.map((change) =>
      conflictOutcome(conflicts.get(change) ?? together, stored(change.entity, change.id)),
    ),
  };
}

function conflictOutcome(message: string, row: unknown): SaveOutcome {
  const problem = { kind: 'conflict', message, retryable: false } as const;
  const at = typeof row === 'object' && row !== null && 'updated' in row ? row.updated : undefined;
  return {
    ok: false,
    problem,
    current: { row: row ?? null, ...(typeof at === 'string' ? { at } : {}) },
  };
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

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AdapterError('cancelled', 'The call was cancelled.', { cause: signal.reason });
}

function versionOf(row: unknown): string | undefined {
  const version = typeof row === 'object' && row !== null && 'version' in row ? row.version : undefined;
  return typeof version === 'string' || typeof version === 'number' ? String(version) : undefined;
}
