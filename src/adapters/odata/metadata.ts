import { isObject } from '../../model/parse-values.js';
import type { Column, Table, Tables } from './columns.js';
import type { Service } from './options.js';
import { fault, type ServiceClient } from './service-client.js';

type Members = Readonly<Record<string, unknown>>;

const capability = '@Org.OData.Capabilities.V1.';
const aggregation = '@Org.OData.Aggregation.V1.';

/**
 * Reads `$metadata` as CSDL JSON 4.01: checks that what is mapped is there, and takes what the annotations say of the
 * service's abilities before what its host said. A service that only has CSDL XML (406, or an answer that is not JSON)
 * is taken as described. Rejects with an `AdapterError` `invalid` that names the first thing that is not there.
 */
export async function fromMetadata(
  client: ServiceClient,
  tables: Tables,
  service: Service,
  signal: AbortSignal,
): Promise<Service> {
  const model = await modelOf(client, signal);
  if (!model) return service;
  const { container, schemas } = model;
  for (const table of [tables.contact, tables.company, ...tables.lists.values()])
    checkTable(table, container, schemas);
  const saidOf = ({ set }: Table, term: string) =>
    memberOf(memberOf(container, set), term) ?? container[term];
  const both = [tables.contact, tables.company];
  /** No, as soon as one of the two sets says no; yes when one says so; else as before. */
  const can = (before: boolean, said: readonly unknown[]) =>
    said.includes(false) ? false : said.includes(true) ? true : before;
  const member = (term: string, name: string) =>
    both.map((table) => memberOf(saidOf(table, capability + term), name));
  const batch =
    memberOf(container[`${capability}BatchSupport`], 'Supported') ?? container[`${capability}BatchSupported`];
  return {
    ...service,
    questions: can(service.questions, member('FilterRestrictions', 'Filterable')),
    count: can(service.count, member('CountRestrictions', 'Countable')),
    skip: can(
      service.skip,
      both.map((table) => saidOf(table, `${capability}SkipSupported`)),
    ),
    apply: can(
      service.apply,
      both.map((table) => saidOf(table, `${aggregation}ApplySupported`) !== undefined || undefined),
    ),
    batch: can(service.batch, [batch]),
  };
}

interface Model {
  readonly container: Members;
  readonly schemas: Members;
}

async function modelOf({ rest }: ServiceClient, signal: AbortSignal): Promise<Model | undefined> {
  const headers = { Accept: 'application/json' };
  const call = { method: 'GET', path: '$metadata?$format=json', headers } as const;
  const document = await rest
    .callOnce(call, (body) => body, signal)
    .catch((error: { kind?: unknown; status?: unknown }) => {
      if (error.kind !== 'invalid' && error.kind !== 'notFound') throw error;
    });
  if (!isObject(document)) return undefined;
  const name = document['$EntityContainer'];
  const container = typeof name === 'string' ? typeIn(document, name) : undefined;
  if (!container) throw fault('$metadata names no entity container.');
  return { container, schemas: document };
}

function checkTable(
  { set, key, columns, extra, company }: Table,
  container: Members,
  schemas: Members,
): void {
  const type = memberOf(memberOf(container, set), '$Type');
  if (typeof type !== 'string') throw fault(`The service has no entity set "${set}".`);
  const wanted: readonly Pick<Column, 'path'>[] = [key, ...columns.values(), ...extra.values()];
  for (const { path } of [...wanted, ...(company === undefined ? [] : [{ path: [company] }])])
    if (!hasPath(type, path, schemas))
      throw fault(`"${path.join('/')}" is no property of the entities in "${set}".`);
}

function hasPath(type: string, [name, ...rest]: readonly string[], schemas: Members): boolean {
  for (let at: string | undefined = type; at !== undefined;) {
    const own = typeIn(schemas, at);
    if (!own) return true; // a type of somebody else's document
    const property = memberOf(own, name!);
    if (isObject(property)) {
      const inner = property['$Type'];
      return rest.length === 0 || (typeof inner === 'string' && hasPath(inner, rest, schemas));
    }
    if (own['$OpenType'] === true) return true;
    const base: unknown = own['$BaseType'];
    at = typeof base === 'string' ? base : undefined;
  }
  return false;
}

/** `Some.Schema.Type`; an alias of a schema stands for its name. */
function typeIn(schemas: Members, name: string): Members | undefined {
  const at = name.lastIndexOf('.');
  const space = name.slice(0, at);
  const schema = Object.entries(schemas).find(
    ([key, each]) => isObject(each) && (key === space || each['$Alias'] === space),
  )?.[1];
  const found = memberOf(schema, name.slice(at + 1));
  return isObject(found) ? found : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
