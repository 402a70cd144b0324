import {
  createFieldCatalog,
  type Field,
  type FieldCatalog,
  type FieldId,
  type Subject,
} from '../../model/fields.js';
import type { Setup, Value } from '../../model/records.js';
import { compareKeys, orderOf } from '../order.js';
import type { Sort } from '../types.js';
import { collationKeys, unitKeys } from './collation-keys.js';
import type { Join } from './join.js';
import { numberLevel, rankLevel, rowOrder, type Level, type RowOrder } from './levels.js';
import type { Arena } from './memory.js';
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

interface RankedRows {
  readonly ranks: Ranks;
  readonly table: Table;
  readonly from: readonly FieldId[];
}

/** What questions see of the tables: fields with their values, and orders of rows. */
export class Views {
  readonly #arena: Arena;
  readonly #contacts: Table;
  readonly #companies: Table;
  readonly #join: Join;
  readonly #sources = new Map<FieldId, Source>();
  readonly #ranks = new Map<string, Ranks>();
  /** Ranks of rows, not of codes: they have to hear of changes. */
  readonly #ofRows = new Map<string, RankedRows>();
  #setup: Setup;
  catalog: FieldCatalog;

  constructor(arena: Arena, contacts: Table, companies: Table, join: Join, setup: Setup) {
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

  /** Columns were replaced, or the setup is another one: nothing that was worked out holds any more. */
  reset(setup = this.#setup): void {
    if (setup.settings.fields !== this.#setup.settings.fields)
      this.catalog = createFieldCatalog(setup.settings.fields);
    this.#setup = setup;
    this.#sources.clear();
    for (const ranks of this.#ranks.values()) ranks.free();
    this.#ranks.clear();
    this.#ofRows.clear();
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

  order(of: Subject, sort: readonly Sort[], language: string): RowOrder {
    const { ids } = this.#table(of);
    return rowOrder(
      sort.map((each) => this.#level(each, of, language)),
      (a, b) => ids.compare(a, b),
    );
  }

  /** By id: what decides where nothing else does. */
  idOrder(of: Subject): RowOrder {
    const { ids } = this.#table(of);
    const level = rankLevel(
      () => this.#idRanks(of),
      undefined,
      () => undefined,
      false,
    );
    return rowOrder([level], (a, b) => ids.compare(a, b));
  }

  // Ranks of rows follow what happens to the rows

  /** Before values of a row change; `fields` undefined: all. */
  leave(table: Table, row: number, fields?: ReadonlySet<FieldId>): void {
    for (const each of this.#ofRows.values()) if (concerns(each, table, fields)) each.ranks.leave(row);
  }

  /** After they did. */
  enter(table: Table, row: number, fields?: ReadonlySet<FieldId>): void {
    for (const each of this.#ofRows.values())
      if (concerns(each, table, fields) && row < each.ranks.count) each.ranks.enter(row);
  }

  get bytes(): number {
    let bytes = 0;
    for (const ranks of this.#ranks.values()) bytes += ranks.bytes;
    return bytes;
  }

  #table(of: Subject): Table {
    return of === 'contact' ? this.#contacts : this.#companies;
  }

  #level({ field: id, direction }: Sort, of: Subject, language: string): Level {
    const field = this.field(id);
    const source = this.source(field);
    const index = this.index(field, of);
    const descending = direction === 'descending';
    switch (source.kind) {
      case 'numbers':
        return numberLevel(source.column, index, descending);
      case 'codes':
        return rankLevel(
          this.#codeRanks(field, source, language),
          () => source.column.codes,
          index,
          descending,
        );
      case 'companyId':
        return rankLevel(
          () => this.#idRanks('company'),
          undefined,
          () => this.#join.companies,
          descending,
        );
      case 'id':
        if (field.entity === of)
          return rankLevel(
            () => this.#idRanks(of),
            undefined,
            () => undefined,
            descending,
          );
        return rankLevel(this.#rowRanks(field, source, language), undefined, index, descending);
      default:
        return rankLevel(this.#rowRanks(field, source, language), undefined, index, descending);
    }
  }

  #codeRanks(field: Field, { column, derive }: Source & { kind: 'codes' }, language: string): () => Ranks {
    const { key, compare } = orderOf(field, this.#setup, language);
    const { values } = column;
    const ranks = this.#cached(`${field.id} ${language}`, () => ({
      key: (code) => key(derive ? derive(values[code]) : (values[code] ?? null)),
      compare,
      ...(field.type === 'text' && { keysFor: (texts) => collationKeys(texts, language) }),
    }));
    return () => ranks.upTo(values.length);
  }

  #rowRanks(field: Field, source: Source, language: string): () => Ranks {
    const { key, compare } = orderOf(field, this.#setup, language);
    const table = this.#table(field.entity);
    const name = `${field.id} ${language}`;
    const ranks = this.#cached(name, () => ({
      key: (row) => key(valueIn(source, row)),
      compare,
      ...(field.type === 'text' && { keysFor: (texts) => collationKeys(texts, language) }),
    }));
    if (!this.#ofRows.has(name)) this.#ofRows.set(name, { ranks, table, from: storedFields(field.id) });
    return () => ranks.upTo(table.size);
  }

  #idRanks(of: Subject): Ranks {
    const table = this.#table(of);
    const ranks = this.#cached(`ids ${of}`, () => ({
      key: (row) => (table.isGiven(row) ? table.ids.idOf(row) : null),
      compare: compareKeys,
      keysFor: unitKeys,
    }));
    return ranks.upTo(table.size);
  }

  /** A row has another id now. */
  renamed(of: Subject, row: number): void {
    const ranks = this.#ranks.get(`ids ${of}`);
    if (ranks && row < ranks.count) ranks.enter(row);
  }

  /** A row's id is about to be given up. */
  unnamed(of: Subject, row: number): void {
    this.#ranks.get(`ids ${of}`)?.leave(row);
  }

  #cached(name: string, by: () => RankedBy): Ranks {
    let ranks = this.#ranks.get(name);
    if (!ranks) this.#ranks.set(name, (ranks = new Ranks(this.#arena, by())));
    return ranks;
  }
}

function concerns({ table, from }: RankedRows, of: Table, fields: ReadonlySet<FieldId> | undefined): boolean {
  return table === of && (!fields || from.some((field) => fields.has(field)));
}
