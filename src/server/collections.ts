import type { EntityName } from '../model/records.js';
import type { Rows } from '../store/port.js';

/** The name of each entity's collection in addresses (`/lead-statuses/3`), and the part of `Rows` its rows stand in. */
const wireNames = {
  settings: ['settings', 'settings'],
  category: ['categories', 'categories'],
  leadStatus: ['lead-statuses', 'leadStatuses'],
  company: ['companies', 'companies'],
  contact: ['contacts', 'contacts'],
  selection: ['selections', 'selections'],
} as const satisfies Record<EntityName, readonly [string, keyof Rows]>;

const byCollection = new Map<string, EntityName>(
  Object.entries(wireNames).map(([entity, [collection]]) => [collection, entity as EntityName]),
);

export function entityOf(collection: string | undefined): EntityName | undefined {
  return collection === undefined ? undefined : byCollection.get(collection);
}

export function collectionOf(entity: EntityName): string {
  return wireNames[entity][0];
}

/** Rows of one entity in the shape of the port; settings are one row. */
export function asRows(entity: EntityName, rows: readonly unknown[]): Rows {
  return { [wireNames[entity][1]]: entity === 'settings' ? rows[0] : rows };
}

/** The rows of one entity; none when there are none. */
export function rowsOf(rows: Rows, entity: EntityName): readonly unknown[] {
  const own = rows[wireNames[entity][1]];
  return own === undefined || own === null ? [] : Array.isArray(own) ? (own as unknown[]) : [own];
}
