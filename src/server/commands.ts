import { applyChange, type Change } from '../model/changes.js';
import type { Entities, EntityName, RecordRef } from '../model/records.js';
import type { Origin } from '../rules/company-commands.js';
import { keyOf, type CurrentState, type SaveFault } from './data.js';
import { judgeChange } from './judge.js';
import type { Tables } from './tables.js';

/** Who changed, or deleted, a record last, and when. */
export interface Author {
  readonly by?: string;
  readonly at: string;
}

/** A record as it was before a command. */
interface Before extends RecordRef {
  readonly record: Entities[EntityName] | undefined;
}

export interface CommandSurroundings {
  readonly tables: Tables;
  readonly authors: ReadonlyMap<string, Author>;
  readonly origin: Origin;
  /** What all records of the command get. */
  readonly version: string;
}

/**
 * Puts the changes of a command step by step, so that each is judged on what the ones before it made. Answers what kept
 * each of them from it if one fails; then all is as before.
 */
export function putCommand(
  changes: readonly Change[],
  surroundings: CommandSurroundings,
): readonly SaveFault[] | undefined {
  const { tables, origin, version } = surroundings;
  const before = new Map<string, Before>();
  for (const [index, change] of changes.entries()) {
    const { entity, id } = change;
    const key = keyOf(entity, id);
    // A command's second change of a record is based on the first one, which has no version yet.
    const fault =
      versionFault(change, before.has(key), surroundings) ?? ruleFault(judgeChange(tables, change, origin));
    if (fault) {
      for (const { entity, id, record } of before.values()) tables.put(entity, id, record);
      tables.takeTouched();
      return changes.map((_, at) => (at === index ? fault : { code: 'not-tried' }));
    }
    if (!before.has(key)) before.set(key, { entity, id, record: tables.get(entity, id) });
    putChange(change, version, tables);
  }
  return undefined;
}

export function putChange(change: Change, version: string, tables: Tables): void {
  const { entity, id } = change;
  const after = applyChange(tables.get(entity, id), change);
  tables.put(entity, id, after && Object.assign({}, after, { version }));
}

/** A3. A record that somebody deleted is a conflict with nothing (S6); one that never was is not found. */
function versionFault(
  change: Change,
  isSecond: boolean,
  surroundings: CommandSurroundings,
): SaveFault | undefined {
  const { tables, authors } = surroundings;
  const key = keyOf(change.entity, change.id);
  const record = tables.get(change.entity, change.id);
  const current: CurrentState = { row: record ?? null, ...authors.get(key) };
  if (change.kind === 'create') return record && { code: 'exists', current };
  if (!record) return authors.has(key) ? { code: 'changed', current } : { code: 'not-found' };
  const isCurrent = isSecond || change.baseVersion === undefined || change.baseVersion === record.version;
  return isCurrent ? undefined : { code: 'changed', current };
}

function ruleFault(reasons: ReturnType<typeof judgeChange>): SaveFault | undefined {
  return reasons.length > 0 ? { code: 'refused', reasons } : undefined;
}
