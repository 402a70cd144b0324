import { defaultCategories, defaultLeadStatuses, defaultSettings } from '../model/defaults.js';
import type { EntityName, Id } from '../model/records.js';
import type { Rows } from '../store/port.js';

/** The part of `Rows` in which each entity's rows stand. */
export const rowKeys = {
  settings: 'settings',
  category: 'categories',
  leadStatus: 'leadStatuses',
  company: 'companies',
  contact: 'contacts',
  selection: 'selections',
} as const satisfies Record<EntityName, keyof Rows>;

/** Rows of one entity in the shape of the port. */
export function asRows(entity: EntityName, rows: readonly unknown[]): Rows {
  return { [rowKeys[entity]]: entity === 'settings' ? rows[0] : rows };
}

/** The rows of one entity; none when there are none. */
export function rowsOf(rows: Rows, entity: EntityName): readonly unknown[] {
  const own = rows[rowKeys[entity]];
  return own === undefined ? [] : Array.isArray(own) ? (own as unknown[]) : [own];
}

/**
 * The key to keep a row under: its id, else one made from its place. A row without an id is kept all the same, so
 * that the store can report it (A4) instead of its vanishing here.
 */
export function keyOf(row: unknown, place: number): Id {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : `?${place}`;
}

/** Lists and settings that are not given are those of a new installation. */
export function withDefaults(rows: Rows): Rows {
  return {
    ...rows,
    settings: rows.settings ?? defaultSettings,
    categories: rows.categories ?? defaultCategories,
    leadStatuses: rows.leadStatuses ?? defaultLeadStatuses,
  };
}

/** Every row has a version from the start, so that a change based on it can be told from one that is not (A3). */
export function withVersion(row: unknown): unknown {
  return typeof row === 'object' && row !== null ? { version: '0', ...row } : row;
}
