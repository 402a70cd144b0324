import {
  id,
  isObject,
  listOf,
  oneOf,
  shape,
  fault,
  type Parser,
  type RowFault,
} from '../../../model/parse-values.js';
import { entityNames } from '../../../model/records.js';
import type { RemoteEvent } from '../../../store/port.js';
import { optional, rows } from '../reading.js';

/** An event, and where to resume after it. Without `event`: of a kind that is not known here. */
export interface HeardEvent {
  readonly id: string | undefined;
  readonly event: Exclude<RemoteEvent, { kind: 'notice' }> | undefined;
}

const shapes = {
  rows: shape<RemoteEvent & { kind: 'rows' }>({ kind: oneOf(['rows']), rows }),
  deleted: shape<RemoteEvent & { kind: 'deleted' }>({
    kind: oneOf(['deleted']),
    entity: oneOf(entityNames),
    id,
  }),
  reload: shape<RemoteEvent & { kind: 'reload' }>({ kind: oneOf(['reload']) }),
};

const heardEvent: Parser<HeardEvent> = (value, path, faults) => {
  if (!isObject(value)) return fault(faults, path, 'must be an object') as never;
  const parse = Object.entries(shapes).find(([kind]) => kind === value['kind'])?.[1];
  return { id: optional(id)(value['id'], path, faults), event: parse?.(value, path, faults) };
};

/** `{id, event}`: a deleted record has an id, too. */
const polledEvent: Parser<HeardEvent> = (value, path, faults) =>
  isObject(value)
    ? {
        id: optional(id)(value['id'], `${path}/id`, faults),
        event: heardEvent(value['event'], `${path}/event`, faults)?.event,
      }
    : (fault(faults, path, 'must be an object') as never);

/** One answer of `GET /changes`. */
export const eventsPage = shape<{ events: readonly HeardEvent[]; last: string }>({
  events: listOf(polledEvent),
  last: id,
});

/** A message of the stream. One that can't be understood is as good as `reload`: that finds out what it was about. */
export function eventIn(id: string | undefined, name: string | undefined, data: string): HeardEvent {
  const faults: RowFault[] = [];
  try {
    const { event } = heardEvent({ kind: name, ...(JSON.parse(data) as object) }, '', faults);
    if (faults.length === 0) return { id, event };
  } catch {
    // No JSON.
  }
  return { id, event: { kind: 'reload' } };
}
