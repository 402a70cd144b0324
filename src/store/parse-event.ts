import { entityNames } from '../model/records.js';
import { AdapterError, isProblem, type RemoteEvent } from './port.js';

const codes = ['storage-unavailable', 'storage-full', 'watch-lost'];

/** What `watch` told, or, where it is no event, the notice that this cannot be relied upon (A4). */
export function parseRemoteEvent(told: unknown): RemoteEvent {
  const event = (typeof told === 'object' && told !== null ? told : {}) as Readonly<Record<string, unknown>>;
  const isEvent =
    event['kind'] === 'reload' ||
    (event['kind'] === 'rows' && isRows(event['rows'])) ||
    (event['kind'] === 'deleted' &&
      entityNames.includes(event['entity'] as never) &&
      typeof event['id'] === 'string') ||
    (event['kind'] === 'notice' &&
      codes.includes(event['code'] as string) &&
      (event['problem'] === undefined || isProblem(event['problem'])));
  if (isEvent) return event as unknown as RemoteEvent;
  const what = (JSON.stringify(told) ?? String(told)).slice(0, 200);
  const message = `The adapter's watch() told something that is no event: ${what}.`;
  return { kind: 'notice', code: 'watch-lost', problem: new AdapterError('invalid', message) };
}

/** Lists where lists are expected; what is in them is for `parseRow` to judge. */
function isRows(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([part, rows]) => part === 'settings' || part === 'expected' || rows == null || Array.isArray(rows),
  );
}
