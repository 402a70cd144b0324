import { compileCriteria } from '../../criteria/evaluate.js';
import type { Criteria } from '../../criteria/types.js';
import { createSetup } from '../../model/defaults.js';
import { createFieldCatalog, readField, type FieldCatalog, type Subject } from '../../model/fields.js';
import { isObject } from '../../model/parse-values.js';
import { parseRow, parseRows } from '../../model/parse.js';
import type { Company, Setup, Value } from '../../model/records.js';
import type { Sort, Total } from '../../query/types.js';
import {
  AdapterError,
  type CountQuery,
  type Page,
  type PageQuery,
  type QueryCapabilities,
} from '../../store/port.js';
import type { Catalog } from './catalog.js';
import { isNeverEmpty, wire } from './fields.js';
import { listsFor, writeFilter, type ServerFilter } from './filter.js';
import type { Installation } from './installation.js';
import type { Records } from './records.js';
import type { Row } from './rows.js';

/**
 * Where a page begins. Records without a value in the sorted field come last, so they are a second pass (the server puts
 * them first, or wherever its database does).
 */
interface Cursor {
  readonly pass: 'valued' | 'empty';
  readonly skip: number;
  /** Keys of the last rows before it, the very last first. */
  readonly behind: readonly number[];
}

/** Rows by which a page finds its place: if the last one has gone, the one before it will do. */
const marks = 3;

interface Pass {
  readonly filter: string;
  readonly orderBy: string;
  /** By the value of the sorted field. */
  readonly keeps: (value: Value) => boolean;
  readonly then?: Cursor;
}

interface Ground {
  readonly of: Subject;
  readonly catalog: Catalog;
  readonly can: QueryCapabilities;
  readonly setup: Setup;
}

/**
 * Answers questions from the archives. The server narrows down, and every row is looked at again: text is compared by the
 * server's collation and days by its clock, criteria by SPEC Q3–Q5.
 */
export class Questions {
  readonly #installation: Installation;
  readonly #records: Records;
  readonly #fields: FieldCatalog;

  constructor(installation: Installation, records: Records) {
    this.#installation = installation;
    this.#records = records;
    this.#fields = createFieldCatalog(installation.customFields);
  }

  async query(query: PageQuery, signal: AbortSignal): Promise<Page> {
    const { of, limit, timeZone, criteria } = query;
    const ground = await this.#ground(of, signal);
    await this.#filter(criteria, ground, signal); // refuses what has not been declared
    const [sort] = query.sort;
    const field = sort && this.#fields.get(sort.field);
    const catalog = this.#fields;
    const meets = compileCriteria(criteria, { catalog, setup: ground.setup, timeZone, now: new Date(0) });
    let cursor: Cursor | undefined = query.after === undefined ? start : readCursor(query.after);
    let seen = new Set<number>();
    while (cursor) {
      const at: Cursor = cursor;
      const pass = await this.#passOf(at.pass, query, ground, signal);
      const { keys, taken, next } = await this.#page(of, at, pass, limit, signal);
      const companies = of === 'contact' ? await this.#records.companiesOf(taken, signal) : [];
      const companyOf = indexed('company', companies);
      const strays: Row[] = [];
      const rows = taken.filter(({ row }) => {
        const parsed = parseRow(of, row);
        if (!parsed.ok) return void strays.push(row); // the store says what is wrong with it (A4)
        const { record } = parsed;
        const company = 'companyId' in record ? companyOf.get(record.companyId ?? '') : undefined;
        const value = field ? readField(field, record, company, ground.setup) : null;
        return pass.keeps(value) && meets(record, company);
      });
      // A server may give the same rows for ever, of which none is wanted.
      cursor = keys.some((key) => !seen.has(key)) ? next : undefined;
      for (const key of keys) seen.add(key);
      if (!cursor) [cursor, seen] = [pass.then, new Set()];
      if (rows.length === 0 && strays.length === 0 && cursor) continue;
      const own = [...rows.map(({ row }) => row), ...strays];
      return {
        ids: rows.map(({ row }) => row.id),
        rows: of === 'contact' ? { contacts: own, companies } : { companies: own },
        ...(cursor ? { next: JSON.stringify(cursor) } : {}),
      };
    }
    return { ids: [], rows: {} };
  }

  /** Unknown, unless it was decided where an answer says how many there are; and only if the server sees it as we do. */
  async count({ of, criteria }: CountQuery, signal: AbortSignal): Promise<Total> {
    const { grandTotal } = this.#installation.decisions;
    if (!grandTotal) return 'unknown';
    const { text, exact } = await this.#filter(criteria, await this.#ground(of, signal), signal);
    if (!exact) return 'unknown';
    const question = { filter: text, orderBy: `${wire[of].key} asc`, top: 1, options: 'GrandTotal=true' };
    const total = grandTotal((await this.#records.ask(of, question, signal)).answer.body);
    return total === undefined ? 'unknown' : { exact: total };
  }

  async #ground(of: Subject, signal: AbortSignal): Promise<Ground> {
    const [catalogs, capabilities, setup] = await Promise.all([
      this.#installation.catalogs(signal),
      this.#installation.capabilities(signal),
      this.#setup(signal),
    ]);
    const can = capabilities.query?.[of];
    if (!can) throw new AdapterError('invalid', `No questions about ${of} are declared.`);
    return { of, catalog: catalogs[of], can, setup };
  }

  async #setup(signal: AbortSignal): Promise<Setup> {
    const { categories, leadStatuses } = await this.#installation.setupRows(signal);
    return createSetup({
      categories: parseRows('category', categories).records,
      leadStatuses: parseRows('leadStatus', leadStatuses).records,
      settings: this.#installation.settings,
    });
  }

  async #filter(criteria: Criteria, ground: Ground, signal: AbortSignal): Promise<ServerFilter> {
    const { ids, language, decisions } = this.#installation;
    const names = listsFor(criteria, ground.catalog);
    const lists = await Promise.all(
      names.map(async (name) => [name, await this.#installation.list(name, signal)] as const),
    );
    return writeFilter(criteria, {
      ...ground,
      fields: this.#fields,
      ids,
      language,
      decisions,
      lists: new Map(lists),
    });
  }

  async #passOf(pass: Cursor['pass'], query: PageQuery, ground: Ground, signal: AbortSignal): Promise<Pass> {
    const { criteria, sort: [sort] } = query; // prettier-ignore
    const byKey = `${wire[ground.of].key} asc`;
    const filter = async (operator?: 'isEmpty' | 'isNotEmpty') => {
      const asks = operator && ground.can.fields[sort!.field]?.operators.includes(operator);
      const items = asks ? [criteria, { field: sort!.field, operator }] : [criteria];
      return (await this.#filter({ match: 'all', items }, ground, signal)).text;
    };
    if (!sort) return { filter: await filter(), orderBy: byKey, keeps: () => true };
    const direction = sort.direction === 'ascending' ? 'asc' : 'desc';
    const columns = orderColumns(sort, ground).map((name) => `${name} ${direction}`);
    const orderBy = [...columns, byKey].join(',');
    if (isNeverEmpty(ground.of, sort.field)) return { filter: await filter(), orderBy, keeps: () => true };
    const isEmpty = (value: Value) => value === null || value === '';
    if (pass === 'empty') return { filter: await filter('isEmpty'), orderBy: byKey, keeps: isEmpty };
    const keeps = (value: Value) => !isEmpty(value);
    return { filter: await filter('isNotEmpty'), orderBy, keeps, then: emptyOnes };
  }

  /** Some rows from a place on, found again by what stood before it. */
  async #page(
    of: Subject,
    { pass: name, skip, behind }: Cursor,
    pass: Pass,
    limit: number,
    signal: AbortSignal,
  ) {
    const back = Math.min(skip, this.#installation.decisions.overlap);
    const question = { filter: pass.filter, orderBy: pass.orderBy, top: limit + back, skip: skip - back };
    const { rows, answer } = await this.#records.ask(of, question, signal);
    const mark = behind.map((key) => rows.findIndex((each) => each.key === key)).find((at) => at >= 0);
    const first = mark === undefined ? Math.min(back, rows.length) : mark + 1;
    const taken = rows.slice(first, first + limit);
    const end = first + taken.length;
    const keys = rows.flatMap(({ key }) => key ?? []);
    const last = [...rows.slice(0, end)].reverse().flatMap(({ key }) => key ?? []);
    const next: Cursor = { pass: name, skip: skip - back + end, behind: last.slice(0, marks) };
    // A server may claim that there is more and give nothing.
    const isFurther = taken.length > 0 || next.skip > skip;
    return { keys, taken, next: isFurther && (end < rows.length || answer.more) ? next : undefined };
  }
}

const start: Cursor = { pass: 'valued', skip: 0, behind: [] };
const emptyOnes: Cursor = { pass: 'empty', skip: 0, behind: [] };

function orderColumns({ field }: Sort, { catalog, can }: Ground): readonly string[] {
  if (!can.fields[field]?.sort)
    throw new AdapterError('invalid', `This archive can't be sorted by the field "${field}".`);
  const names = field === 'contact.name' ? ['contact.firstName', 'contact.lastName'] : [field];
  return names.flatMap((name) => catalog.asked.get(name)?.orderBy ?? []);
}

function readCursor(text: string): Cursor {
  const { pass, skip, behind } = parsed(text);
  const isCursor =
    (pass === 'valued' || pass === 'empty') &&
    Number.isSafeInteger(skip) &&
    (skip as number) >= 0 &&
    Array.isArray(behind);
  if (!isCursor) throw new AdapterError('invalid', `"${text}" is no place where a page can begin.`);
  return { pass, skip: skip as number, behind: behind as number[] };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function indexed(of: 'company', rows: readonly Row[]): ReadonlyMap<string, Company> {
  const records = rows.map((row) => parseRow(of, row)).flatMap((each) => (each.ok ? [each.record] : []));
  return new Map(records.map((record) => [record.id, record]));
}
