import { filterText } from './filter.js';
import { inCategories, type CategoryFacts } from './category-lines.js';
import type { FieldCatalog } from '../../model/fields.js';
import { isObject } from '../../model/parse-values.js';
import type { Id, RecordRef, Value } from '../../model/records.js';
import type { Group, Total } from '../../query/types.js';
import {
  AdapterError,
  type CountQuery,
  type GroupQuery,
  type Page,
  type PageQuery,
  type Rows,
} from '../../store/port.js';
import type { Table, Tables } from './columns.js';
import { odataDialect, type Place } from './dialect.js';
import { rowOf, selectOf, type Entity, type Row } from './entities.js';
import { add, groupsOf, type Counts } from './group-counts.js';
import { idLiteral, modelText } from './literals.js';
import type { Service } from './options.js';
import { Places } from './places.js';
import { fault, type Portion, type QueryOptions, type ServiceClient } from './service-client.js';

/** Ids in one request. */
const mostIds = 50;

/** What questions are asked with. */
export interface Surroundings {
  readonly client: ServiceClient;
  readonly tables: Tables;
  readonly service: Service;
  readonly catalog: FieldCatalog;
  readonly categories: readonly CategoryFacts[];
}

/**
 * Where a page starts: in the portion behind a link or, without one, in the first one; so many (`at`) of its entities
 * have been given. Services may give more than is wanted: the rest is asked for again.
 */
interface Cursor {
  readonly link?: string;
  readonly skip?: number;
  readonly at: number;
}

/** Asks the service what the store wants to know. */
export class Questions {
  readonly #around: Surroundings;
  readonly places: Places;

  constructor(around: Surroundings) {
    this.#around = around;
    this.places = new Places(around.tables, around.catalog, around.service);
  }

  async page(query: PageQuery, signal: AbortSignal): Promise<Page> {
    const { tables, service } = this.#around;
    const { of, limit, offset = 0 } = query;
    const table = tables[of];
    const cursor = query.after === undefined ? { skip: offset, at: 0 } : cursorIn(query.after);
    const found = await this.#portion(query, cursor, signal);
    const entities = found.entities.slice(cursor.at, cursor.at + limit);
    const rows = entities.map((entity) => rowOf(entity, table));
    const companies = of === 'contact' ? await this.#companiesOf(entities, rows, signal) : [];
    const next = nextOf(found, cursor, entities.length, limit, service);
    return {
      ids: rows.map(({ id }) => String(id)),
      rows: of === 'contact' ? { contacts: rows, companies } : { companies: rows },
      next: next && JSON.stringify(next),
      total: found.count === undefined ? undefined : { exact: found.count },
    };
  }

  async count(query: CountQuery, signal: AbortSignal): Promise<Total> {
    const options = { filter: this.#filter(query), top: 0, count: true };
    const { count } = await this.#around.client.first(
      this.#around.tables[query.of].set,
      options,
      undefined,
      signal,
    );
    return count === undefined ? 'unknown' : { exact: count };
  }

  async groups(query: GroupQuery, signal: AbortSignal): Promise<readonly Group[]> {
    const { client, tables } = this.#around;
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
    const contacts = await this.#byId('contact', idsOf('contact'), signal);
    const rows = contacts.map((entity) => rowOf(entity, this.#around.tables.contact));
    const companies = await this.#companiesOf(contacts, rows, signal, idsOf('company'));
    return { contacts: rows, companies };
  }

  #portion(query: PageQuery, cursor: Cursor, signal: AbortSignal): Promise<Portion> {
    const { client, tables, service } = this.#around;
    const { of, limit } = query;
    if (cursor.link !== undefined) return client.further(cursor.link, limit, signal);
    const top = service.pages === 'skip' ? limit : undefined;
    const options = {
      ...this.#shape(of),
      filter: this.#filter(query),
      orderby: this.places.orderBy(of, query.sort),
      count: service.count,
      skip: cursor.skip || undefined,
      top,
    };
    return client.first(tables[of].set, options, top === undefined ? limit : undefined, signal);
  }

  /** Which properties come along. */
  #shape(of: 'contact' | 'company'): QueryOptions {
    const { contact, company } = this.#around.tables;
    if (of === 'company') return { select: selectOf(company) };
    const expand = contact.company && `${contact.company}($select=${selectOf(company)})`;
    return { select: selectOf(contact), expand };
  }

  /** The companies of contacts, as they came along or by a request of their own, and `more` by id. */
  async #companiesOf(
    contacts: readonly Entity[],
    rows: readonly Row[],
    signal: AbortSignal,
    more: readonly Id[] = [],
  ): Promise<Row[]> {
    const { contact, company } = this.#around.tables;
    const here =
      contact.company === undefined ? [] : contacts.map((each) => each[contact.company!]).filter(isObject);
    const companies = new Map(
      here.map((each) => rowOf(each, company)).map((row) => [String(row['id']), row]),
    );
    const named = contact.company === undefined ? rows.map((row) => row['companyId']) : [];
    const wanted = [
      ...more,
      ...named.filter((id) => id !== null && id !== undefined && id !== '').map(String),
    ];
    for (const entity of await this.#byId(
      'company',
      wanted.filter((id) => !companies.has(id)),
      signal,
    )) {
      const row = rowOf(entity, company);
      companies.set(String(row['id']), row);
    }
    return [...companies.values()];
  }

  async #byId(of: 'contact' | 'company', ids: readonly Id[], signal: AbortSignal): Promise<Entity[]> {
    const { client, tables, service } = this.#around;
    const { set, key }: Table = tables[of];
    const literals = [...new Set(ids)].map((id) => idLiteral(id, key)).filter((id) => id !== undefined);
    const found: Entity[] = [];
    for (let from = 0; from < literals.length; from += mostIds) {
      const some = literals.slice(from, from + mostIds);
      const filter = service.in
        ? `${key.name} in (${some.join(',')})`
        : some.map((id) => `${key.name} eq ${id}`).join(' or ');
      for await (const entities of client.all(set, { ...this.#shape(of), filter }, signal))
        found.push(...entities);
    }
    return found;
  }

  #filter({ of, criteria, timeZone }: CountQuery): string {
    const { service, categories } = this.#around;
    const dialect = odataDialect((field) => this.places.of(of, field), service, timeZone);
    return filterText(inCategories(criteria, categories), dialect);
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
    return this.#around.categories.find((category) => category.id === id)?.group ?? null;
  }
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
    return next !== undefined || given === limit ? { skip: (cursor.skip ?? 0) + given, at: 0 } : undefined;
  const at = cursor.at + given;
  if (at < entities.length) return { ...cursor, at };
  return next === undefined ? undefined : { link: next, at: 0 };
}
