import { createFieldCatalog } from '../../model/fields.js';
import { parseHostFields } from '../../model/parse-host-field.js';
import { isObject } from '../../model/parse-values.js';
import type { RecordRef, Value } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import {
  AdapterError,
  type CountQuery,
  type GroupQuery,
  type Page,
  type PageQuery,
  type Rows,
} from '../../store/port.js';
import { inCategories, type CategoryFacts } from './category-lines.js';
import { odataDialect, type Place } from './dialect.js';
import { rowOf, type Entity, type Row } from './entities.js';
import { filterText } from './filter.js';
import { add, groupsOf, type Counts } from './group-counts.js';
import { modelText } from './literals.js';
import type { Service } from './options.js';
import { Places } from './places.js';
import { byId, companiesOf, idOf, shapeOf, type Connection } from './records.js';
import { fault, type Portion } from './service-client.js';

/**
 * Where a page starts: in the portion behind a link or, without one, in the first one; so many (`at`) of its entities
 * have been given. Services may give more than is wanted: the rest is asked for again.
 */
interface Cursor {
  /** Which of the two parts of a sorted question (`Places.partsOf`); 1 is the second. */
  readonly part?: 1;
  readonly link?: string;
  readonly skip?: number;
  readonly at: number;
}

/** Asks the service what the store wants to know. */
export class Questions {
  readonly places: Places;
  readonly #connection: Connection;
  readonly #categories: readonly CategoryFacts[];

  /** @param setup rows as they came */
  constructor(
    connection: Connection,
    setup: { readonly settings?: Row; readonly categories: readonly Row[] },
  ) {
    const { tables, service } = connection;
    this.#connection = connection;
    this.#categories = setup.categories.map(factsOf);
    const fields = parseHostFields(setup.settings?.['fields'], '/fields', []);
    this.places = new Places(tables, createFieldCatalog(fields), service);
  }

  async page(query: PageQuery, signal: AbortSignal): Promise<Page> {
    const { tables, service } = this.#connection;
    const { of, limit, offset = 0 } = query;
    const cursor = query.after === undefined ? { skip: offset, at: 0 } : cursorIn(query.after);
    const parts = this.places.partsOf(of, query.sort);
    const found = await this.#portion(query, cursor, parts?.[cursor.part ?? 0], signal);
    const entities = found.entities.slice(cursor.at, cursor.at + limit);
    const rows = entities.map((entity) => rowOf(entity, tables[of]));
    const ids = rows.map(idOf);
    if (new Set(ids).size < ids.length) throw fault(`A page of ${tables[of].set} holds an entity twice.`);
    const rest = nextOf(found, cursor, entities.length, limit, service);
    const next = rest ?? (parts && !cursor.part ? ({ part: 1, at: 0 } as const) : undefined);
    if (next && !rest && ids.length === 0)
      return this.page({ ...query, after: JSON.stringify(next) }, signal);
    return {
      ids,
      rows:
        of === 'company'
          ? { companies: rows }
          : { contacts: rows, companies: await companiesOf(this.#connection, entities, signal) },
      next: next && JSON.stringify(next),
      // Behind links some services count what is left.
      total: found.count === undefined || query.after !== undefined ? undefined : { exact: found.count },
    };
  }

  async count(query: CountQuery, signal: AbortSignal): Promise<Total> {
    const options = { filter: this.#filter(query), top: 0, count: true };
    const { client, tables } = this.#connection;
    const { count } = await client.first(tables[query.of].set, options, undefined, signal);
    return count === undefined ? 'unknown' : { exact: count };
  }

  async groups(query: GroupQuery, signal: AbortSignal): Promise<readonly Group[]> {
    const { client, tables } = this.#connection;
    const places = query.groupBy.map((id) => this.#placeOf(query, id));
    const filter = this.#filter(query);
    const by = [...new Set(places.map(({ paths: [path] }) => path))];
    const apply = `${filter && `filter(${filter})/`}groupby((${by.join(',')}),aggregate($count as ${counted}))`;
    const counts: Counts = new Map();
    for await (const entities of client.all(tables[query.of].set, { apply }, signal)) {
      for (const entity of entities) {
        const count = Number(entity[counted]);
        if (!Number.isSafeInteger(count)) throw fault(`$apply counted "${String(entity[counted])}".`);
        add(
          counts,
          places.map((place) => this.#valueIn(entity, place)),
          count,
        );
      }
    }
    return groupsOf(counts);
  }

  async get(refs: readonly RecordRef[], signal: AbortSignal): Promise<Rows> {
    const idsOf = (wanted: string) => refs.filter(({ entity }) => entity === wanted).map(({ id }) => id);
    const connection = this.#connection;
    const contacts = await byId(connection, 'contact', idsOf('contact'), signal);
    return {
      contacts: contacts.map((entity) => rowOf(entity, connection.tables.contact)),
      companies: await companiesOf(connection, contacts, signal, idsOf('company')),
    };
  }

  #portion(
    query: PageQuery,
    cursor: Cursor,
    part: string | undefined,
    signal: AbortSignal,
  ): Promise<Portion> {
    const { client, tables, service } = this.#connection;
    const { of, limit } = query;
    if (cursor.link !== undefined) return client.further(cursor.link, limit, signal);
    const top = service.pages === 'skip' ? limit : undefined;
    const options = {
      ...shapeOf(of, tables),
      filter: [this.#filter(query), part].filter(Boolean).join(' and '),
      orderby: this.places.orderBy(of, query.sort),
      count: service.count && part === undefined,
      skip: cursor.skip || undefined,
      top,
    };
    return client.first(tables[of].set, options, top === undefined ? limit : undefined, signal);
  }

  #filter({ of, criteria, timeZone }: CountQuery): string {
    const dialect = odataDialect((field) => this.places.of(of, field), this.#connection.service, timeZone);
    return filterText(inCategories(criteria, this.#categories), dialect);
  }

  #placeOf({ of }: GroupQuery, id: string): Place {
    const place = this.places.of(of, id);
    if (place) return place;
    throw new AdapterError('invalid', `The backend can't count by "${id}".`);
  }

  #valueIn(entity: Entity, { paths: [path], column, field }: Place): Value {
    const raw = path
      .split('/')
      .reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : null), entity);
    if (raw === null || raw === undefined || raw === '') return null;
    if (field.instant) return new Date(raw as string).toISOString();
    if (field.type !== 'list') return raw as Value;
    const id = modelText(`${raw as string | number}`, column.values);
    if (field.list !== 'categoryGroup') return id;
    return this.#categories.find((category) => category.id === id)?.group ?? null;
  }
}

/** As the store reads the same rows. */
function factsOf({ id, group, leadStatusEnabled }: Row): CategoryFacts {
  return {
    id: `${id as string | number}`,
    group: (group ?? 'none') as CategoryFacts['group'],
    leadStatusEnabled: leadStatusEnabled === true,
  };
}

/** What the counts are called in the answer; no property of an entity is likely to be. */
const counted = 'LeadkitCount';

/** The link leads where `ServiceClient` has judged it may. */
function cursorIn(after: string): Cursor {
  try {
    return JSON.parse(after) as Cursor;
  } catch (cause) {
    throw new AdapterError('invalid', `"${after}" is the start of no page.`, { cause });
  }
}

/** The service may give less than was wanted, or more. */
function nextOf(
  { entities, next }: Portion,
  cursor: Cursor,
  given: number,
  limit: number,
  { pages }: Service,
): Cursor | undefined {
  if (pages === 'skip')
    return next !== undefined || given === limit
      ? { ...cursor, skip: (cursor.skip ?? 0) + given, at: 0 }
      : undefined;
  const at = cursor.at + given;
  if (at < entities.length) return { ...cursor, at };
  return next === undefined ? undefined : { ...cursor, link: next, at: 0 };
}
