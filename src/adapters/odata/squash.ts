import type { Change } from '../../model/changes.js';

/** Changes, at most one of each record, and where each of the given ones went. */
export interface Squashed {
  readonly steps: readonly Change[];
  readonly placeOf: ReadonlyMap<Change, number>;
}

/**
 * A command's changes of one record as one: a second request would need the version that the first one gives, and
 * requests of a batch may be carried out in any order (OData JSON format 4.01, 19.2).
 */
export function squashed(changes: readonly Change[]): Squashed {
  const steps: Change[] = [];
  const placeOf = new Map<Change, number>();
  for (const change of changes) {
    const at = steps.findIndex(
      ({ entity, id, kind }) => entity === change.entity && id === change.id && kind !== 'delete',
    );
    const place = at < 0 || change.kind === 'create' ? steps.length : at;
    steps[place] = place === at ? together(steps[at]!, change) : change;
    placeOf.set(change, place);
  }
  return { steps, placeOf };
}

function together(first: Change, second: Change): Change {
  const { entity, id } = first;
  if (first.kind === 'delete' || second.kind === 'create') return second; // no command does that
  if (second.kind === 'delete')
    return {
      kind: 'delete',
      entity,
      id,
      baseVersion: first.kind === 'update' ? first.baseVersion : undefined,
    };
  return first.kind === 'create'
    ? ({ ...first, record: { ...first.record, ...second.patch } } as Change)
    : ({ ...first, patch: { ...first.patch, ...second.patch } } as Change);
}
