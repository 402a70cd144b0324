import { entityNames } from '../../model/records.js';
import type { OutboxEntry } from './port.js';

/**
 * An entry as it was stored, perhaps by another version of the page. Undefined for what this one can't read; it stays
 * in the storage for one that can.
 */
export function parseEntry(value: unknown): OutboxEntry | undefined {
  if (!isObject(value) || typeof value['id'] !== 'string') return undefined;
  const { kind, write, conflict, place, attempts } = value;
  const isWrite =
    kind === 'write' &&
    typeof place === 'number' &&
    typeof attempts === 'number' &&
    isObject(write) &&
    typeof write['key'] === 'string' &&
    Array.isArray(write['steps']) &&
    write['steps'].every((step) => isObject(step) && isChange(step['change']));
  const isConflict = kind === 'conflict' && isRef(conflict) && isObject(conflict['mine']);
  return isWrite || isConflict ? (value as unknown as OutboxEntry) : undefined;
}

function isChange(value: unknown): boolean {
  if (!isRef(value)) return false;
  if (value['kind'] === 'delete') return true;
  return value['kind'] === 'update' ? isObject(value['patch']) : isObject(value['record']);
}

function isRef(value: unknown): value is Record<string, unknown> {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    (entityNames as readonly unknown[]).includes(value['entity'])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
