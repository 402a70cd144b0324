import type { Change } from '../../model/changes.js';
import { isObject, isSafeKey } from '../../model/parse-values.js';
import type { EntityName } from '../../model/records.js';
import type { Rows } from '../../store/port.js';
import {
  propertiesOf,
  type EntityMapping,
  type ODataMapping,
  type PreferenceMapping,
  type PropertyDetails,
} from './mapping.js';

/** What a column holds in the terms of the records. */
export type Kind = 'text' | 'id' | 'number' | 'instant' | 'yesno' | 'json' | 'host';

/** Where a value of the records stands in an entity of the service. */
export interface Column extends PropertyDetails {
  readonly kind: Kind;
  readonly path: readonly string[];
}

/** One entity set. */
export interface Table {
  readonly entity: EntityName;
  readonly set: string;
  readonly key: Column;
  /** By property of the record. */
  readonly columns: ReadonlyMap<string, Column>;
  /** By key of the host's field. */
  readonly extra: ReadonlyMap<string, Column>;
  readonly changes: readonly Change['kind'][];
  /** Contacts only: the navigation property to the company. */
  readonly company?: string;
}

export interface Tables {
  readonly contact: Table;
  readonly company: Table;
  /** Lists that are entity sets, by entity. */
  readonly lists: ReadonlyMap<EntityName, Table>;
  /** Lists that the host gave itself, as rows. */
  readonly constants: Rows;
  readonly preference?: PreferenceMapping;
}

/** The table of an entity, if it is an entity set. */
export function tableOf({ contact, company, lists }: Tables, entity: EntityName): Table | undefined {
  return entity === 'contact' ? contact : entity === 'company' ? company : lists.get(entity);
}

/** Reads a mapping, which a host wrote. Throws a `TypeError` that names the place and what is wrong there. */
export function tablesOf(mapping: ODataMapping): Tables {
  const given: Readonly<Record<string, unknown>> = object(mapping, 'mapping');
  for (const name of Object.keys(given))
    if (name !== 'preference' && !Object.hasOwn(propertiesOf, name))
      wrong(`mapping.${name}`, `is not one of ${mappable.join(', ')}, preference`);
  const lists = new Map(
    mappable
      .filter((entity) => entity !== 'contact' && entity !== 'company' && isSet(given[entity]))
      .map((entity) => [entity, tableIn(entity, given[entity])]),
  );
  const { preference, category, leadStatus, settings = {} } = mapping;
  for (const [entity, list] of Object.entries({ category, leadStatus }))
    if (!isSet(list) && !Array.isArray(list))
      wrong(`mapping.${entity}`, 'must be an entity set or a list of rows');
  if (!isSet(settings)) object(settings, 'mapping.settings');
  if (preference !== undefined)
    for (const part of ['set', 'key', 'value'] as const)
      name(object(preference, 'mapping.preference')[part], `mapping.preference.${part}`);
  return {
    contact: tableIn('contact', given['contact']),
    company: tableIn('company', given['company']),
    lists,
    constants: {
      ...(!isSet(category) && { categories: category }),
      ...(!isSet(leadStatus) && { leadStatuses: leadStatus }),
      ...(!isSet(settings) && { settings: { id: 'settings', ...settings } }),
    },
    preference,
  };
}

const mappable = Object.keys(propertiesOf) as EntityName[];

function isSet(mapping: unknown): mapping is EntityMapping {
  return isObject(mapping) && 'set' in mapping;
}

function tableIn(entity: EntityName, mapping: unknown): Table {
  const place = `mapping.${entity}`;
  const { set, key, properties, extra = {}, changes, company } = object(mapping, place);
  const keyColumn = columnOf(key, 'id', `${place}.key`);
  const allowed = (changes ??
    (keyColumn.type === 'number' ? ['update', 'delete'] : kinds)) as Table['changes'];
  if (!Array.isArray(allowed) || !(allowed as Table['changes']).every((kind) => kinds.includes(kind)))
    wrong(`${place}.changes`, `must be a list of ${kinds.join(', ')}`);
  if (company !== undefined) name(company, `${place}.company`);
  return {
    entity,
    set: name(set, `${place}.set`),
    key: keyColumn,
    columns: columnsIn(properties, `${place}.properties`, (property) => {
      if (!(propertiesOf[entity] as readonly string[]).includes(property))
        wrong(`${place}.properties.${property}`, `is not one of ${propertiesOf[entity].join(', ')}`);
      return kindOf(property);
    }),
    extra: columnsIn(extra, `${place}.extra`, (property) =>
      isSafeKey(property) ? 'host' : wrong(`${place}.extra.${property}`, 'is not a possible key of a field'),
    ),
    changes: allowed,
    company: company as string | undefined,
  };
}

const kinds: Table['changes'] = ['create', 'update', 'delete'];

function kindOf(property: string): Kind {
  if (property.endsWith('Id')) return 'id';
  if (property === 'rank') return 'number';
  if (property === 'created' || property === 'updated') return 'instant';
  if (property === 'source' || property === 'fields') return 'json';
  return ['retired', 'deleted', 'leadStatusEnabled'].includes(property) ? 'yesno' : 'text';
}

function columnsIn(given: unknown, place: string, kindFor: (property: string) => Kind) {
  return new Map(
    Object.entries(object(given, place)).map(([property, mapping]) => [
      property,
      columnOf(mapping, kindFor(property), `${place}.${property}`),
    ]),
  );
}

function columnOf(mapping: unknown, kind: Kind, place: string): Column {
  const details = typeof mapping === 'string' ? { name: mapping } : object(mapping, place);
  const { type = 'text', sort } = details;
  const path = name(details['name'], typeof mapping === 'string' ? place : `${place}.name`);
  if (!['text', 'number', 'guid'].includes(type as string))
    wrong(`${place}.type`, 'must be text, number or guid');
  if (typeof sort === 'string') name(sort, `${place}.sort`);
  return { ...details, name: path, kind, path: path.split('/') };
}

/** A simple identifier of OData, or a path of such. */
function name(value: unknown, place: string): string {
  return typeof value === 'string' &&
    /^[\p{L}_][\p{L}\p{N}_]*([/.][\p{L}_][\p{L}\p{N}_]*)*$/u.test(value) &&
    value.split('/').every(isSafeKey)
    ? value
    : wrong(place, `must be the name of something in the service, is ${JSON.stringify(value)}`);
}

function object(value: unknown, place: string): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : wrong(place, 'must be an object');
}

function wrong(place: string, message: string): never {
  throw new TypeError(`The OData adapter can't use its options: ${place} ${message}.`);
}
