import type { Subject } from '../../model/fields.js';
import { isObject } from '../../model/parse-values.js';
import type { Id } from '../../model/records.js';
import type { Tables } from './columns.js';
import { rowOf, selectOf, type Entity, type Row } from './entities.js';
import { idLiteral } from './literals.js';
import type { Service } from './options.js';
import { fault, type QueryOptions, type ServiceClient } from './service-client.js';

/** A service and what is known of it. */
export interface Connection {
  readonly client: ServiceClient;
  readonly tables: Tables;
  readonly service: Service;
}

/** Ids in one request. */
const mostIds = 50;

/** Which properties come along: of contacts, their companies' too. */
export function shapeOf(of: Subject, { contact, company }: Tables): QueryOptions {
  if (of === 'company') return { select: selectOf(company) };
  const expand = contact.company && `${contact.company}($select=${selectOf(company)})`;
  return { select: selectOf(contact), expand };
}

export async function byId(
  { client, tables, service }: Connection,
  of: Subject,
  ids: readonly Id[],
  signal: AbortSignal,
): Promise<Entity[]> {
  const { set, key } = tables[of];
  const literals = [...new Set(ids)].map((id) => idLiteral(id, key)).filter((id) => id !== undefined);
  const found: Entity[] = [];
  for (let from = 0; from < literals.length; from += mostIds) {
    const some = literals.slice(from, from + mostIds);
    const filter = service.in
      ? `${key.name} in (${some.join(',')})`
      : some.map((id) => `${key.name} eq ${id}`).join(' or ');
    const options = { ...shapeOf(of, tables), filter };
    for await (const entities of client.all(set, options, signal)) found.push(...entities);
  }
  return found;
}

/** The companies of contacts, as they came along or by a request of their own; and `more`, by id. */
export async function companiesOf(
  connection: Connection,
  contacts: readonly Entity[],
  signal: AbortSignal,
  more: readonly Id[] = [],
): Promise<Row[]> {
  const { contact, company } = connection.tables;
  const { company: link } = contact;
  const here = link === undefined ? [] : contacts.map((each) => each[link]).filter(isObject);
  const companies = new Map(here.map((each) => rowOf(each, company)).map((row) => [idOf(row), row]));
  const named = link === undefined ? contacts.map((each) => rowOf(each, contact)['companyId']) : [];
  const wanted = [...more, ...(named.filter(Boolean) as (string | number)[]).map(String)];
  const missing = wanted.filter((id) => !companies.has(id));
  for (const entity of await byId(connection, 'company', missing, signal)) {
    const row = rowOf(entity, company);
    companies.set(idOf(row), row);
  }
  return [...companies.values()];
}

export function idOf({ id }: Row): Id {
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw fault('The service gave an entity without its key.');
}
