import initSqlJs, { type Database, type SqlJsStatic, type SqlValue } from 'sql.js';
import { composed, foldText } from '../../src/criteria/text.js';
import { optionsOf, type Field, type FieldCatalog, type Subject } from '../../src/model/fields.js';
import type { Company, Contact, Setup } from '../../src/model/records.js';
import { column, type Sql } from './to-sql.js';

let engine: Promise<SqlJsStatic> | undefined;

/** The fields that SQL works out itself, by joining the categories. */
const derived: ReadonlySet<string> = new Set(['company.categoryGroup', 'company.leadStatusEnabled']);

/**
 * Records in SQLite: for each field its value as it is, and beside text what it is compared by (Q4: `fold`, `exact`)
 * and its place among all texts in the order of the language (`rank`), beside instants their milliseconds.
 */
export class Tables {
  readonly #database: Database;
  readonly #catalog: FieldCatalog;
  readonly #ranks: ReadonlyMap<string, number>;

  /** `ranks`: of every text that a record will have; see `ranksOf`. */
  static async open(
    catalog: FieldCatalog,
    setup: Setup,
    language: string,
    ranks: ReadonlyMap<string, number>,
  ): Promise<Tables> {
    engine ??= initSqlJs();
    const { Database } = await engine;
    return new Tables(new Database(), catalog, setup, language, ranks);
  }

  private constructor(
    database: Database,
    catalog: FieldCatalog,
    setup: Setup,
    language: string,
    ranks: ReadonlyMap<string, number>,
  ) {
    this.#database = database;
    this.#catalog = catalog;
    this.#ranks = ranks;
    for (const subject of ['contact', 'company'] as const) {
      const columns = this.#fields(subject).flatMap((field) => columnsOf(field));
      database.run(
        `CREATE TABLE ${subject} (${columns.join(', ')}, PRIMARY KEY (${column(`${subject}.id`)}))`,
      );
    }
    database.run('CREATE TABLE category (id TEXT PRIMARY KEY, "group" TEXT, enabled INTEGER)');
    for (const { id, group, leadStatusEnabled } of setup.categories.values())
      database.run('INSERT INTO category VALUES (?, ?, ?)', [id, group, Number(leadStatusEnabled)]);
    database.run('CREATE TABLE place (field TEXT, id TEXT, place INTEGER, PRIMARY KEY (field, id))');
    for (const field of catalog.all.filter(({ list }) => list)) {
      placesOf(field, setup, language).forEach((id, place) =>
        database.run('INSERT INTO place VALUES (?, ?, ?)', [field.id, id, place]),
      );
    }
  }

  put(subject: Subject, records: readonly (Contact | Company)[], setup: Setup): void {
    const fields = this.#fields(subject);
    const places = fields.flatMap((field) => columnsOf(field)).map(() => '?');
    const statement = this.#database.prepare(
      `INSERT OR REPLACE INTO ${subject} VALUES (${places.join(', ')})`,
    );
    for (const record of records)
      statement.run(fields.flatMap((field) => this.#values(field, record, setup)));
    statement.free();
  }

  remove(subject: Subject, id: string): void {
    this.#database.run(`DELETE FROM ${subject} WHERE ${column(`${subject}.id`)} = ?`, [id]);
  }

  ask({ text, parameters }: Sql): Record<string, SqlValue>[] {
    const statement = this.#database.prepare(text, [...parameters]);
    const rows: Record<string, SqlValue>[] = [];
    while (statement.step()) rows.push(statement.getAsObject());
    statement.free();
    return rows;
  }

  close(): void {
    this.#database.close();
  }

  #fields(subject: Subject): readonly Field[] {
    return this.#catalog.all.filter(({ entity, id }) => entity === subject && !derived.has(id));
  }

  #values(field: Field, record: Contact | Company, setup: Setup): SqlValue[] {
    const value = field.read(record as never, setup);
    const text = typeof value === 'string' ? value : null;
    if (field.type === 'text')
      return text === null
        ? [null, null, null, null]
        : [text, foldText(text), composed(text), this.#rank(text)];
    if (field.instant) return [text, text === null ? null : Date.parse(text)];
    return [typeof value === 'boolean' ? Number(value) : value];
  }

  /** Empty text is no value, so it has no place. */
  #rank(text: string): number | null {
    if (text === '') return null;
    const rank = this.#ranks.get(text);
    if (rank === undefined) throw new Error(`"${text}" has no rank.`);
    return rank;
  }
}

/** Places of texts in the order of a language. Those that it takes for equal share one. */
export function ranksOf(texts: Iterable<string>, language: string): ReadonlyMap<string, number> {
  const { compare } = new Intl.Collator(language);
  const sorted = [...new Set(texts)].sort(compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  sorted.forEach((text, index) => {
    if (index > 0 && compare(sorted[index - 1] ?? '', text) !== 0) rank++;
    ranks.set(text, rank);
  });
  return ranks;
}

function columnsOf({ id, type, instant }: Field): string[] {
  if (type === 'text')
    return [
      `${column(id)} TEXT`,
      `${column(id, 'fold')} TEXT`,
      `${column(id, 'exact')} TEXT`,
      `${column(id, 'rank')} INTEGER`,
    ];
  if (instant) return [`${column(id)} TEXT`, `${column(id, 'ms')} INTEGER`];
  return [`${column(id)} ${type === 'number' ? 'REAL' : type === 'yesno' ? 'INTEGER' : 'TEXT'}`];
}

/** Lists with ranks by rank, then name; the others as they are. */
function placesOf(field: Field, setup: Setup, language: string): readonly string[] {
  const items =
    field.list === 'leadStatus'
      ? setup.leadStatuses
      : field.list === 'category'
        ? setup.categories
        : undefined;
  if (!items) return optionsOf(field, setup).map(({ id }) => id);
  const { compare } = new Intl.Collator(language);
  return [...items.values()].sort((a, b) => a.rank - b.rank || compare(a.name, b.name)).map(({ id }) => id);
}
