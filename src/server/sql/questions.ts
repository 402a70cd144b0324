import { sql, type AbortableQueryOptions } from 'kysely';
import { readField, type Field, type Subject } from '../../model/fields.js';
import type { Company, Contact, Id } from '../../model/records.js';
import { orderOf } from '../../query/order.js';
import type { Group, Sort, Total } from '../../query/types.js';
import type { CountQuery, GroupQuery } from '../../store/port.js';
import type { Place, PlacedQuery } from '../data.js';
import { fieldOf, needsCompany, type Condition, type Expression } from './columns.js';
import { criteriaToSql, type Where } from './criteria-to-sql.js';
import { groupColumn, nest } from './groups.js';
import {
  companyColumns,
  contactColumns,
  toCompany,
  toContact,
  type CompanyFields,
  type ContactFields,
} from './rows.js';
import type { Db } from './schema.js';
import type { KnownSetup } from './setup.js';
import { segmentsOf, type Segment } from './sort.js';
import { collateOf, languageOf } from './sorting.js';
import type { SqlSurroundings } from './sql-data.js';

/** Whose records, what is known of their setup, and how to stop asking. */
export interface Asker extends KnownSetup {
  readonly tenant: string;
  readonly options: AbortableQueryOptions;
}

/** A record of an answer; a contact comes with its company. */
export interface Found {
  readonly record: Contact | Company;
  readonly company?: Company | undefined;
}

export interface FoundPage {
  readonly found: readonly Found[];
  readonly hasMore: boolean;
  /** Only where the page tells: when it is the last one and its place is known. */
  readonly total?: Total;
}

const listed = (table: string, names: readonly string[]) =>
  sql.raw(names.map((name) => `${table}.${name}`).join(', '));
/** What is answered of a contact (p), of a company (c), and of a contact's company (o). */
const columns = {
  p: listed('p', contactColumns),
  c: listed('c', companyColumns),
  o: listed('o', companyColumns),
};

/** Questions as statements, each of which an index can serve. */
export class Questions {
  readonly #around: SqlSurroundings;

  /** These statements name the schema themselves: there is nothing to work through in them. */
  readonly #db: Db;

  constructor(around: SqlSurroundings) {
    this.#around = around;
    this.#db = around.connection.db;
  }

  async count(query: CountQuery, asker: Asker): Promise<Total> {
    const where = this.#where(query, asker);
    return { exact: await this.#count(query.of, where, asker) };
  }

  /** The first records from a place on (or from an offset on), one segment of the order after the other. */
  async page(query: PlacedQuery, asker: Asker): Promise<FoundPage> {
    const { of, sort, limit, after, offset = 0 } = query;
    const where = this.#where(query, asker);
    const facts = await this.#around.facts();
    const terms = {
      ...asker,
      of,
      collate: collateOf(this.#around.schema, facts),
      language: languageOf(facts),
    };
    const join = sort.some(({ field }) => needsCompany(fieldOf(field, asker.catalog), of));
    const found = new Map<Id, Found>(); // a record that changes meanwhile may be met twice
    let skip = offset;
    for (const segment of segmentsOf(sort, after, terms)) {
      const wanted = limit + 1 - found.size;
      if (wanted <= 0) break;
      const within: Where = {
        condition: both(where.condition, segment.condition),
        needsCompany: where.needsCompany || join,
      };
      const records = await this.#records(of, within, segment, { limit: wanted, skip }, asker);
      for (const each of records) found.set(each.record.id, each);
      if (skip > 0) skip = found.size > 0 ? 0 : Math.max(0, skip - (await this.#count(of, within, asker)));
    }
    const hasMore = found.size > limit;
    const isCounted = !hasMore && !after && (found.size > 0 || offset === 0);
    return {
      found: [...found.values()].slice(0, limit),
      hasMore,
      ...(isCounted ? { total: { exact: offset + found.size } } : {}),
    };
  }

  async groups(query: GroupQuery, asker: Asker): Promise<readonly Group[]> {
    const { of, groupBy } = query;
    const where = this.#where(query, asker);
    const language = languageOf(await this.#around.facts());
    const fields = groupBy.map((id) => fieldOf(id, asker.catalog));
    const columns = fields.map((field) => groupColumn(field, { ...asker, of }));
    const join = where.needsCompany || fields.some((field) => needsCompany(field, of));
    const values = columns.map(({ expression }, level) => sql`${expression} as ${sql.ref(`v${level}`)}`);
    const { rows } = await sql<Record<`v${number}` | 'n', unknown>>`
      select ${sql.join(values)}, count(*) as n ${this.#from(of, { ...where, needsCompany: join }, asker)}
      group by ${sql.join(columns.map((_, level) => sql.lit(level + 1)))}`.execute(this.#db, asker.options);
    const counted = rows.map((row) => ({
      values: columns.map(({ toValue }, level) => toValue(row[`v${level}`])),
      count: Number(row.n),
    }));
    return nest(
      counted,
      fields.map((field) => orderOf(field, asker.setup, language)),
    );
  }

  #where({ of, criteria, timeZone }: CountQuery, asker: Asker): Where {
    const { schema, engine } = this.#around;
    return criteriaToSql(criteria, { ...asker, of, timeZone, now: new Date(), schema, engine });
  }

  async #records(
    of: Subject,
    where: Where,
    { orderBy }: Segment,
    { limit, skip }: { readonly limit: number; readonly skip: number },
    asker: Asker,
  ): Promise<readonly Found[]> {
    const inOrder = sql`${this.#from(of, where, asker)} order by ${sql.join(orderBy)} limit ${limit}`;
    const from = skip > 0 ? this.#behind(of, skip, inOrder, asker) : inOrder;
    const { schema } = this.#around;
    if (of === 'company') {
      const { rows } = await sql<CompanyFields>`select ${columns.c} ${from}`.execute(this.#db, asker.options);
      return rows.map((row) => ({ record: toCompany(row) }));
    }
    // Looked up for the rows that are answered, not joined to all that are sorted.
    const company = sql`(select to_json(o) from (
      select ${columns.o} from ${sql.id(schema, 'company')} as o
      where o.tenant = p.tenant and o.id = p.home and p.company_id is not null) as o)`;
    const { rows } = await sql<ContactFields & { readonly company: CompanyFields | null }>`
      select ${columns.p}, ${company} as company ${from}`.execute(this.#db, asker.options);
    return rows.map((row) => ({
      record: toContact(row),
      company: row.company ? toCompany(row.company) : undefined,
    }));
  }

  /** Records behind so many others: these are passed over as ids, which an index holds, and not as rows. */
  #behind(of: Subject, skip: number, inOrder: Expression, { tenant }: Asker): Expression {
    const [table, alias] = [sql.id(this.#around.schema, of), sql.id(of === 'contact' ? 'p' : 'c')];
    return sql`from unnest(array(select ${alias}.id ${inOrder} offset ${skip})) with ordinality as page (id, nth)
      join ${table} as ${alias} on ${alias}.tenant = ${tenant} and ${alias}.id = page.id order by page.nth`;
  }

  async #count(of: Subject, where: Where, asker: Asker): Promise<number> {
    const { rows } = await sql<{ n: unknown }>`
      select count(*) as n ${this.#from(of, where, asker)}`.execute(this.#db, asker.options);
    return Number(rows[0]?.n);
  }

  /** Contacts are joined to their company by their home, so that both are found on one shard. */
  #from(of: Subject, { condition, needsCompany }: Where, { tenant }: Asker): Expression {
    const [contact, company] = [
      sql.id(this.#around.schema, 'contact'),
      sql.id(this.#around.schema, 'company'),
    ];
    const join = sql`left join ${company} as c
      on c.tenant = p.tenant and c.id = p.home and p.company_id is not null`;
    const and = condition ? sql`and ${condition}` : sql``;
    return of === 'company'
      ? sql`from ${company} as c where c.tenant = ${tenant} ${and}`
      : sql`from ${contact} as p ${needsCompany ? join : sql``} where p.tenant = ${tenant} ${and}`;
  }
}

/** Where in the order of a question a record stands. What counts as no value in the order is none here, too. */
export function placeOf(
  { record, company }: Found,
  sort: readonly Sort[],
  { setup, catalog }: KnownSetup,
): Place {
  const valueOf = (field: Field) => {
    const value = readField(field, record, company, setup);
    return orderOf(field, setup, 'en').key(value) === null ? null : value;
  };
  return { values: sort.map(({ field }) => valueOf(fieldOf(field, catalog))), id: record.id };
}

function both(one: Condition | undefined, other: Condition | undefined): Condition | undefined {
  return one && other ? sql`${one} and ${other}` : (one ?? other);
}
