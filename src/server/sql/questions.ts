import { sql, type AbortableQueryOptions } from 'kysely';
import { readField, type Field, type Subject } from '../../model/fields.js';
import type { Company, Contact, Id } from '../../model/records.js';
import { orderOf } from '../../query/order.js';
import type { Group, Sort, Total } from '../../query/types.js';
import type { CountQuery, GroupQuery } from '../../store/port.js';
import type { Place, PlacedQuery } from '../data.js';
import { needsCompany, type Condition, type Expression } from './columns.js';
import { criteriaToSql, fieldOf, type Where } from './criteria-to-sql.js';
import { groupColumn, nest } from './groups.js';
import { collateOf, languageOf } from './migrate.js';
import { companyColumns, contactColumns, toCompany, toContact } from './rows.js';
import type { KnownSetup } from './setup.js';
import { segmentsOf, type Segment } from './sort.js';
import type { SqlSurroundings } from './sql-data.js';

/** Whose records, what is known of their setup, and how to stop asking. */
export interface Asker extends KnownSetup {
  readonly tenant: string;
  readonly options: AbortableQueryOptions;
}

export interface FoundPage {
  readonly records: readonly (Contact | Company)[];
  readonly hasMore: boolean;
  /** Only where the page tells: when it is the last one and its place is known. */
  readonly total?: Total;
}

/** Questions as statements, each of which an index can serve. */
export class Questions {
  readonly #around: SqlSurroundings;

  constructor(around: SqlSurroundings) {
    this.#around = around;
  }

  async count({ of, criteria, timeZone }: CountQuery, asker: Asker): Promise<Total> {
    const where = criteriaToSql(criteria, { ...asker, of, timeZone, now: new Date() });
    return { exact: await this.#count(of, where, asker) };
  }

  /** The first records from a place on (or from an offset on), one segment of the order after the other. */
  async page(query: PlacedQuery, asker: Asker): Promise<FoundPage> {
    const { of, criteria, timeZone, sort, limit, after, offset = 0 } = query;
    const where = criteriaToSql(criteria, { ...asker, of, timeZone, now: new Date() });
    const facts = await this.#around.facts();
    const terms = {
      ...asker,
      of,
      collate: collateOf(this.#around.schema, facts),
      language: languageOf(facts),
    };
    const join = sort.some(({ field }) => needsCompany(fieldOf(field, asker.catalog), of));
    const found = new Map<Id, Contact | Company>(); // a record that changes meanwhile may be met twice
    let skip = offset;
    for (const segment of segmentsOf(sort, after, terms)) {
      const wanted = limit + 1 - found.size;
      if (wanted <= 0) break;
      const within: Where = {
        condition: both(where.condition, segment.condition),
        needsCompany: where.needsCompany || join,
      };
      const records = await this.#records(of, within, segment, { limit: wanted, skip }, asker);
      for (const record of records) found.set(record.id, record);
      if (skip > 0) skip = found.size > 0 ? 0 : Math.max(0, skip - (await this.#count(of, within, asker)));
    }
    const records = [...found.values()].slice(0, limit);
    const hasMore = found.size > limit;
    const isCounted = !hasMore && !after && (records.length > 0 || offset === 0);
    return { records, hasMore, ...(isCounted ? { total: { exact: offset + records.length } } : {}) };
  }

  async groups({ of, criteria, timeZone, groupBy }: GroupQuery, asker: Asker): Promise<readonly Group[]> {
    const where = criteriaToSql(criteria, { ...asker, of, timeZone, now: new Date() });
    const language = languageOf(await this.#around.facts());
    const fields = groupBy.map((id) => fieldOf(id, asker.catalog));
    const columns = fields.map((field) => groupColumn(field, { ...asker, of }));
    const join = where.needsCompany || fields.some((field) => needsCompany(field, of));
    const values = columns.map(({ expression }, level) => sql`${expression} as ${sql.ref(`v${level}`)}`);
    const { rows } = await sql<Record<`v${number}` | 'n', unknown>>`
      select ${sql.join(values)}, count(*) as n ${this.#from(of, { ...where, needsCompany: join }, asker)}
      group by ${sql.join(columns.map((_, level) => sql.lit(level + 1)))}`.execute(
      this.#around.db,
      asker.options,
    );
    const counted = rows.map((row) => ({
      values: columns.map(({ toValue }, level) => toValue(row[`v${level}`])),
      count: Number(row.n),
    }));
    return nest(
      counted,
      fields.map((field) => orderOf(field, asker.setup, language)),
    );
  }

  async #records(
    of: Subject,
    where: Where,
    { orderBy }: Segment,
    { limit, skip }: { readonly limit: number; readonly skip: number },
    asker: Asker,
  ): Promise<readonly (Contact | Company)[]> {
    const from = sql`${this.#from(of, where, asker)} order by ${sql.join(orderBy)} limit ${limit}
      ${skip > 0 ? sql`offset ${skip}` : sql``}`;
    const { db } = this.#around;
    if (of === 'contact') {
      const columns = contactColumns.map((name) => sql.ref(`p.${name}`));
      const statement = sql<Parameters<typeof toContact>[0]>`select ${sql.join(columns)} ${from}`;
      return (await statement.execute(db, asker.options)).rows.map(toContact);
    }
    const columns = companyColumns.map((name) => sql.ref(`c.${name}`));
    const statement = sql<Parameters<typeof toCompany>[0]>`select ${sql.join(columns)} ${from}`;
    return (await statement.execute(db, asker.options)).rows.map(toCompany);
  }

  async #count(of: Subject, where: Where, asker: Asker): Promise<number> {
    const { rows } = await sql<{ n: unknown }>`
      select count(*) as n ${this.#from(of, where, asker)}`.execute(this.#around.db, asker.options);
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
  record: Contact | Company,
  company: Company | undefined,
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
