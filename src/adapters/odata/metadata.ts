import { isObject } from '../../model/parse-values.js';
import type { Column, Table, Tables } from './columns.js';
import type { Service } from './options.js';
import { fault, type ServiceClient } from './service-client.js';

type Members = Readonly<Record<string, unknown>>;

const capability = '@Org.OData.Capabilities.V1.';
const aggregation = '@Org.OData.Aggregation.V1.';

/** What a service is and can. */
export interface Description {
  readonly service: Service;
  readonly tables: Tables;
}

/**
 * Reads `$metadata` as CSDL JSON 4.01: checks that what is mapped is there, and takes what the annotations say of the
 * service's abilities (vocabularies Capabilities and Aggregation) before what its host said. A service that only has
 * CSDL XML (406, or an answer that is not JSON) is taken as described. Rejects with an `AdapterError` `invalid` that names
 * the first thing that is not there.
 */
export async function fromMetadata(
  client: ServiceClient,
  described: Description,
  signal: AbortSignal,
): Promise<Description> {
  const model = await modelOf(client, signal);
  if (!model) return described;
  const { container, schemas } = model;
  const { service, tables } = described;
  const { contact, company, lists } = tables;
  for (const table of [contact, company, ...lists.values()]) checkTable(table, container, schemas);

  /** Of a set, or of all of them. */
  const saidOf = ({ set }: Table, term: string) =>
    memberOf(memberOf(container, set), term) ?? container[term];
  const restrictionOf = (table: Table, what: string, name: string) =>
    memberOf(saidOf(table, `${capability}${what}Restrictions`), name);
  const ofBoth = (said: (table: Table) => unknown) => [contact, company].map(said);
  const batch =
    memberOf(container[`${capability}BatchSupport`], 'Supported') ?? container[`${capability}BatchSupported`];
  return {
    service: {
      ...service,
      questions: decided(
        service.questions,
        ofBoth((table) => restrictionOf(table, 'Filter', 'Filterable')),
      ),
      count: decided(
        service.count,
        ofBoth((table) => restrictionOf(table, 'Count', 'Countable')),
      ),
      skip: decided(
        service.skip,
        ofBoth((table) => saidOf(table, `${capability}SkipSupported`)),
      ),
      apply: decided(
        service.apply,
        ofBoth((table) => isObject(saidOf(table, `${aggregation}ApplySupported`)) || undefined),
      ),
      batch: decided(service.batch, [batch]),
    },
    tables: {
      ...tables,
      contact: restricted(contact, restrictionOf),
      company: restricted(company, restrictionOf),
      lists: new Map([...lists].map(([entity, table]) => [entity, restricted(table, restrictionOf)])),
    },
  };
}

/** No, as soon as one of the sets says no; yes when one says so; else as before. */
function decided(before: boolean, said: readonly unknown[]): boolean {
  return said.includes(false) ? false : said.includes(true) || before;
}

/** Without what the service does not do with the set. */
function restricted(
  table: Table,
  restrictionOf: (table: Table, what: string, name: string) => unknown,
): Table {
  const says = (what: string, name: string) => restrictionOf(table, what, name);
  const listed = (what: string, name: string) => (says(what, name) ?? []) as readonly unknown[];
  const unfiltered = listed('Filter', 'NonFilterableProperties');
  const unsorted = listed('Sort', 'NonSortableProperties');
  const column = (own: Column): Column => ({
    ...own,
    ...(unfiltered.includes(own.name) && { filter: false }),
    ...((unsorted.includes(own.name) || says('Sort', 'Sortable') === false) && { sort: false }),
  });
  const columns = (own: Table['columns']) => new Map([...own].map(([name, each]) => [name, column(each)]));
  const refused = {
    create: says('Insert', 'Insertable') === false,
    update: says('Update', 'Updatable') === false,
    delete: says('Delete', 'Deletable') === false,
  };
  return {
    ...table,
    key: column(table.key),
    columns: columns(table.columns),
    extra: columns(table.extra),
    changes: table.changes.filter((kind) => !refused[kind]),
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
