import type { Change } from '../../model/changes.js';
import { AdapterError } from '../../store/port.js';
import type { Call } from '../rest/rest-client.js';
import { tableOf, type Table, type Tables } from './columns.js';
import { bodyOf, type Body } from './entities.js';
import { idLiteral } from './literals.js';

/** A change as a request. */
export interface Write {
  readonly change: Change;
  readonly table: Table;
  /** The address of the entity, there or not yet. */
  readonly address: string;
  readonly body?: Body;
  readonly call: Call;
}

/** Throws an `AdapterError` `invalid` for what the mapping has no place for. */
export function writeOf(change: Change, tables: Tables): Write {
  const { kind, entity, id } = change;
  const table = tableOf(tables, entity);
  if (!table?.changes.includes(kind))
    throw new AdapterError('invalid', `The service does not ${kind} records of "${entity}".`);
  const literal = idLiteral(id, table.key);
  if (literal === undefined) throw new AdapterError('notFound', `No ${entity} can have the id "${id}".`);
  const address = `${table.set}(${encodeURIComponent(literal)})`;
  const prefer = { Prefer: 'return=representation' };
  if (change.kind === 'create') {
    const body = bodyOf(change, table);
    return { change, table, address, body, call: { method: 'POST', path: table.set, headers: prefer, body } };
  }
  // `*`: whichever version there is, but there has to be one; without it, a PATCH would create (Protocol, 11.4.4).
  const match = { 'If-Match': change.baseVersion ?? '*' };
  if (change.kind === 'delete')
    return { change, table, address, call: { method: 'DELETE', path: address, headers: match } };
  const body = bodyOf(change, table);
  const headers = { ...prefer, ...match };
  return { change, table, address, body, call: { method: 'PATCH', path: address, headers, body } };
}

/** What a service says of a write that it has done: the entity as it became, its ETag, or neither. */
export interface Done {
  readonly body?: unknown;
  readonly etag?: string | null;
}
