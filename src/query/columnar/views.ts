import {
  createFieldCatalog,
  type Field,
  type FieldCatalog,
  type FieldId,
  type Subject,
} from '../../model/fields.js';
import type { Setup, Value } from '../../model/records.js';
import { collatorOf, compareKeys, orderOf } from '../order.js';
import type { Sort } from '../types.js';
import { collationKeys, unitKeys } from './collation-keys.js';
import type { Join } from './join.js';
import { numberLevel, rankLevel, rowOrder, type Level, type RowOrder } from './levels.js';
import type { Arena } from './memory.js';
import { NameWords } from './name-level.js';
import { Ranks, type RankedBy } from './ranks.js';
import { sourceOf, valueIn, type Source } from './sources.js';
import type { Table } from './table.js';

/** The stored columns that a field's value comes from. Ids are stored too, and change only with the record itself. */
export function storedFields(field: FieldId): readonly FieldId[] {
  switch (field) {
    case 'contact.name':
      return ['contact.firstName', 'contact.lastName'];
    case 'company.categoryGroup':
    case 'company.leadStatusEnabled':
      return ['company.category'];
    default:
      return [field];
  }
}

interface Ranked {
  readonly ranks: Ranks;
  /** Whose values; none for ids. */
  readonly of?: Field;
  /** Entries that there are now. */
  readonly count: () => number;
  /** Of names: those of which these are the ranks. */
  readonly words?: NameWords;
  /** Ranks of rows, not of codes, have to hear of changes of these. */
  readonly rows?: { readonly table: Table; readonly from: readonly FieldId[] };
}

/** So many entries are ranked at once when a question needs that; beyond, piece by piece. */
const ranksAtOnce = 20_000;

/** What questions see of the tables: fields with their values, and orders of rows. */
export class Views {
  readonly #arena: Arena;
  readonly #contacts: Table;
  readonly #companies: Table;
  readonly #join: Join;
  readonly #sources = new Map<FieldId, Source>();
  readonly #ranked = new Map<string, Ranked>();
  readonly #atOnce: number;
  #setup: Setup;
  catalog: FieldCatalog;
  /** Another number whenever what was worked out of questions does not hold any more. */
  version = 0;
  /** Fields whose values are being fetched. */
  readonly missing = new Set<FieldId>();

  constructor(
    arena: Arena,
    contacts: Table,
    companies: Table,
    join: Join,
    setup: Setup,
    atOnce = ranksAtOnce,
  ) {
    this.#atOnce = atOnce;
    this.#arena = arena;
    this.#contacts = contacts;
    this.#companies = companies;
    this.#join = join;
    this.#setup = setup;
    this.catalog = createFieldCatalog(setup.settings.fields);
  }

  get setup(): Setup {
    return this.#setup;
  }

  /** Columns were replaced: nothing that was worked out holds any more. */
  reset(): void {
    this.version++;
    this.#sources.clear();
    for (const { ranks } of this.#ranked.values()) ranks.free();
    this.#ranked.clear();
  }

  /** Another setup. Answers the stored fields that mean something else now, or are new, or gone. */
  change(setup: Setup): ReadonlySet<FieldId> {
    this.version++;
    const before = this.#setup;
    const catalog = this.catalog;
    this.#setup = setup;
    this.#sources.clear();
    if (setup.settings.fields !== before.settings.fields)
      this.catalog = createFieldCatalog(setup.settings.fields);
    const changed = new Set<FieldId>();
    for (const { id } of [...catalog.all, ...this.catalog.all])
      if (catalog.get(id)?.type !== this.catalog.get(id)?.type) changed.add(id);
    if (groupsOf(before) !== groupsOf(setup)) changed.add('company.category');
    for (const [name, { ranks, of }] of this.#ranked) {
      if (!of || (!isList(of) && !storedFields(of.id).some((id) => changed.has(id)))) continue;
      ranks.free();
      this.#ranked.delete(name);
    }
    return changed;
  }

  field(id: FieldId): Field {
    const field = this.catalog.get(id);
    if (!field) throw new Error(`There is no field "${id}", although the question was parsed.`);
    return field;
  }

  source(field: Field): Source {
    let source = this.#sources.get(field.id);
    if (!source) {
      source = sourceOf(field, this.#contacts, this.#companies, this.#join, this.#setup);
      this.#sources.set(field.id, source);
    }
    return source;
  }

  /** Reads a field for rows of the subject: those of a contact's company through the contact. */
  reader(id: FieldId, of: Subject): (row: number) => Value {
    const field = this.field(id);
    const source = this.source(field);
    if (!this.isJoined(field, of)) return (row) => valueIn(source, row);
    return (row) => valueIn(source, this.#join.companies[row]!);
  }

  isJoined(field: Field, of: Subject): boolean {
    return of === 'contact' && field.entity === 'company';
  }

  /** The rows' company, where a field is the company's and rows are contacts'. */
  index(field: Field, of: Subject): () => Uint32Array | undefined {
    return this.isJoined(field, of) ? () => this.#join.companies : () => undefined;
  }

  /** @param isFew rows whose values may as well be compared while there are no ranks. */
  order(of: Subject, sort: readonly Sort[], language: string, isFew = false): RowOrder {
    const { ids } = this.#table(of);
    return rowOrder(
      sort.map((each, index) => this.#level(each, of, language, isFew || this.#isDecided(sort, index))),
      (a, b) => ids.compare(a, b),
    );
  }

  /** By id: what decides where nothing else does. */
  idOrder(of: Subject): RowOrder {
    const { ids } = this.#table(of);
    return rowOrder([this.#idLevel(of, false)], (a, b) => ids.compare(a, b));
  }

  /** Whether rows can be put in order now. If not, `step` leads there. */
  isReady(of: Subject, sort: readonly Sort[] = [], language: string): boolean {
    // Texts are nearly all different, all else leaves much to the ids.
    const needsIds =
      !this.#table(of).ids.isAscending && sort.every(({ field }) => this.field(field).type !== 'text');
    const isNear = this.#isNear(sort, language);
    return (!needsIds || this.#isRanked(this.#idRanks(of))) && isNear;
  }

  #isNear(sort: readonly Sort[], language: string): boolean {
    const all = sort.map(({ field }, index) =>
      this.#isDecided(sort, index) ? undefined : this.#rankedBy(this.field(field), language),
    );
    return all.every((each) => !each || this.#isRanked(each));
  }

  #isRanked({ ranks, count }: Ranked): boolean {
    return ranks.isNear(count(), this.#atOnce);
  }

  /** A piece of what orders of rows need. False: nothing is left. */
  step(): boolean {
    for (const { ranks, count } of this.#ranked.values()) if (ranks.step(count())) return true;
    return false;
  }

  // Ranks of rows follow what happens to the rows

  /** Before values of a row change; `fields` undefined: all. */
  leave(table: Table, row: number, fields?: ReadonlySet<FieldId>): void {
    for (const { ranks, rows } of this.#ranked.values())
      if (rows && concerns(rows, table, fields)) ranks.leave(row);
  }

  /** After they did. */
  enter(table: Table, row: number, fields?: ReadonlySet<FieldId>): void {
    for (const { ranks, rows } of this.#ranked.values())
      if (rows && concerns(rows, table, fields)) ranks.enter(row);
  }

  get bytes(): number {
    let bytes = 0;
    for (const { ranks } of this.#ranked.values()) bytes += ranks.bytes;
    return bytes;
  }

  #table(of: Subject): Table {
    return of === 'contact' ? this.#contacts : this.#companies;
  }

  /** Whether instants before it leave next to nothing to this one. */
  #isDecided(sort: readonly Sort[], index: number): boolean {
    return sort.slice(0, index).some(({ field }) => this.field(field).instant);
  }

  #level({ field: id, direction }: Sort, of: Subject, language: string, isDecided: boolean): Level {
    const field = this.field(id);
    const source = this.source(field);
    const index = this.index(field, of);
    const descending = direction === 'descending';
    if (source.kind === 'numbers') return numberLevel(source.column, index, descending);
    if (source.kind === 'id' && field.entity === of) return this.#idLevel(of, descending);
    const ranked = this.#rankedBy(field, language)!;
    const { ranks, count } = ranked;
    if (isDecided && !this.#isRanked(ranked)) {
      const { key, compare } = orderOf(field, this.#setup, language);
      const read = this.reader(id, of);
      return {
        bits: 0,
        exact: false,
        fill: () => {},
        compare(a, b) {
          const [x, y] = [key(read(a)), key(read(b))];
          if (x === null || y === null) return Number(x === null) - Number(y === null);
          return descending ? compare(y, x) : compare(x, y);
        },
      };
    }
    if (ranked.words)
      return ranked.words.level(() => ranks.upTo(count()), orderOf(field, this.#setup, language), descending);
    return rankLevel(
      () => ranks.upTo(count()),
      source.kind === 'codes' ? () => source.column.codes : undefined,
      source.kind === 'companyId' ? () => this.#join.companies : index,
      descending,
    );
  }

  /** Rows that came in the order of their ids are their own ranks. */
  #idLevel(of: Subject, descending: boolean): Level {
    const { ids } = this.#table(of);
    const by = () => {
      const { ranks, count } = this.#idRanks(of);
      return ranks.upTo(count());
    };
    const level = rankLevel(by, undefined, () => undefined, descending);
    return {
      exact: true,
      get bits() {
        return ids.isAscending ? 32 : level.bits;
      },
      fill(rows, to) {
        if (!ids.isAscending) level.fill(rows, to);
        else for (let at = 0; at < rows.length; at++) to[at] = descending ? ~rows[at]! : rows[at]!;
      },
      compare: (a, b) => (descending ? ids.compare(b, a) : ids.compare(a, b)),
    };
  }

  /** The ranks that a field sorts by; numbers need none, nor do ids that came in order. */
  #rankedBy(field: Field, language: string): Ranked | undefined {
    const source = this.source(field);
    if (source.kind === 'numbers') return undefined;
    if (source.kind === 'companyId') return this.#idRanks('company');
    const { key, compare } = orderOf(field, this.#setup, language);
    const keysFor = field.type === 'text' && {
      keysFor: (texts: Iterable<string>) => collationKeys(texts, language),
    };
    if (source.kind === 'codes') {
      const { column, derive } = source;
      const { values } = column;
      return this.#cached(
        `${field.id} ${language}`,
        () => ({
          key: (code) => key(derive ? derive(values[code]) : (values[code] ?? null)),
          compare,
          ...keysFor,
        }),
        () => values.length,
        { of: field },
      );
    }
    const base = collatorOf(language, 'base').compare;
    // In Thai a space counts for nothing.
    if (source.kind === 'name' && base(' ', '') > 0) {
      const words = new NameWords(source.column, base);
      return this.#cached(
        `${field.id} ${language}`,
        () => ({ key: (word) => words.texts[word]!, compare: base as RankedBy['compare'], ...keysFor }),
        () => words.count(),
        { of: field, words },
      );
    }
    const table = this.#table(field.entity);
    return this.#cached(
      `${field.id} ${language}`,
      () => ({
        key: (row) => key(valueIn(source, row)),
        compare,
        ...keysFor,
      }),
      () => table.size,
      { of: field, rows: { table, from: storedFields(field.id) } },
    );
  }

  #idRanks(of: Subject): Ranked {
    const table = this.#table(of);
    return this.#cached(
      `ids ${of}`,
      () => ({
        key: (row) => (table.isGiven(row) ? table.ids.idOf(row) : null),
        compare: compareKeys,
        keysFor: unitKeys,
      }),
      () => table.size,
    );
  }

  /** A row has another id now. */
  renamed(of: Subject, row: number): void {
    if (this.#ranked.size === 0) return;
    this.#ranked.get(`ids ${of}`)?.ranks.enter(row);
  }

  /** A row's id is about to be given up. */
  unnamed(of: Subject, row: number): void {
    this.#ranked.get(`ids ${of}`)?.ranks.leave(row);
  }

  #cached(
    name: string,
    by: () => RankedBy,
    count: () => number,
    more?: Omit<Ranked, 'ranks' | 'count'>,
  ): Ranked {
    let ranked = this.#ranked.get(name);
    if (!ranked) this.#ranked.set(name, (ranked = { ranks: new Ranks(this.#arena, by()), count, ...more }));
    return ranked;
  }
}

function concerns(
  { table, from }: NonNullable<Ranked['rows']>,
  of: Table,
  fields: ReadonlySet<FieldId> | undefined,
): boolean {
  return table === of && (!fields || from.some((field) => fields.has(field)));
}

/** List items sort by what the setup says of them. */
export const isList = ({ type }: Field) => type === 'list';

/** What of the categories criteria can ask about. */
function groupsOf({ categories }: Setup): string {
  return JSON.stringify(
    Array.from(categories.values(), (each) => [each.id, each.group, each.leadStatusEnabled]),
  );
}
