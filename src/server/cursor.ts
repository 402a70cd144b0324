import type { FieldCatalog } from '../model/fields.js';
import type { Value } from '../model/records.js';
import type { Sort } from '../query/types.js';
import type { Place } from './data.js';
import { isKeepable } from './keepable.js';

/**
 * A place as text that clients hand back unread. It is a position in the order of `sort`, not a count of rows, so pages
 * neither repeat nor skip a record when others come and go. Nothing in it is trusted: see `decodePlace`.
 */
export function encodePlace({ values, id }: Place, sort: readonly Sort[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify([orderOf(sort), values, id]));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The place that a cursor names; undefined for one that is forged, or of another order. */
export function decodePlace(cursor: string, sort: readonly Sort[], catalog: FieldCatalog): Place | undefined {
  const decoded = decode(cursor);
  if (!Array.isArray(decoded) || decoded.length !== 3) return undefined;
  const [order, values, id] = decoded as unknown[];
  if (order !== orderOf(sort) || typeof id !== 'string' || id === '' || !isKeepable(id)) return undefined;
  if (!Array.isArray(values) || values.length !== sort.length) return undefined;
  const fitting = sort.every(({ field }, index) => fits(values[index], catalog.get(field)?.type));
  return fitting ? { values: values as Value[], id } : undefined;
}

function orderOf(sort: readonly Sort[]): string {
  return sort.map(({ field, direction }) => `${field} ${direction}`).join();
}

function fits(value: unknown, type: string | undefined): boolean {
  if (value === null) return true;
  if (type === 'number') return Number.isFinite(value);
  if (typeof value === 'string' && !isKeepable(value)) return false;
  return typeof value === (type === 'yesno' ? 'boolean' : 'string');
}

function decode(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
