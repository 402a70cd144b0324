import type { Change } from '../../model/changes.js';
import type { EntityName, Id } from '../../model/records.js';

// What the adapter says to the backend: names and shapes of the protocol (`leadkit/openapi.json`, A6).

/** The protocol that this adapter speaks; a backend says which it is in `GET /capabilities`. */
export const protocol = 1;

/** Where the records of each entity are. `settings` is one record, so its path needs no id. */
export const collections = {
  company: 'companies',
  contact: 'contacts',
  category: 'categories',
  leadStatus: 'lead-statuses',
  selection: 'selections',
  settings: 'settings',
} as const satisfies Record<EntityName, string>;

/**
 * One change in the body of `POST /changes`, whose answer is `{outcomes}` with one `SaveOutcome` for each, in order.
 * `ifMatch` is the version that an update or a deletion is based on; left out: whichever there is. `patch` holds whole
 * values: a member replaces what was there, also where it is an object.
 */
export function toWire(change: Change): object {
  const { baseVersion: ifMatch, ...rest } = change as Change & { baseVersion?: string };
  return { ...rest, ifMatch };
}

/** Whether an address can hold an id. A URL takes some for a step up, or for none. */
export function hasAddress(id: Id): boolean {
  return !['', '.', '..'].includes(id) && id.isWellFormed();
}

/** Versions are opaque texts; what an ETag may not hold is escaped, and so is the sign of escaping. */
export function etag(version: string): string {
  return /^[!#$&-~]*$/.test(version) ? `"${version}"` : `"${encodeURIComponent(version)}"`;
}
