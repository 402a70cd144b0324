import type { Criteria } from '../../criteria/types.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Company, Contact, Id, Setup, Value } from '../../model/records.js';
import type { Surroundings } from '../types.js';
import { Asking } from './asking.js';
import { Fields } from './fields.js';
import { fitColumns } from './fit-columns.js';
import { Join } from './join.js';
import { LiveQuestion } from './live.js';
import { Arena } from './memory.js';
import type { Tables } from './sources.js';
import { Standing } from './standing.js';
import { Table, type AnyRecord } from './table.js';
import type {
  ColumnarAnswer,
  ColumnarEngine,
  ColumnarOptions,
  ColumnarQuestion,
  CriteriaCount,
  Difference,
  LiveQuery,
  RecordChange,
  RowHandle,
} from './types.js';
import { Views } from './views.js';

/** An engine without records: `load` them. */
export function createColumnarEngine(options: ColumnarOptions): ColumnarEngine {
  return new Engine(options);
}

class Engine implements ColumnarEngine {
  readonly #options: ColumnarOptions;
  readonly #tables: Tables;
  readonly #views: Views;
  readonly #asking: Asking;
  readonly #standing: Standing;
  /** Rows that may be of no use any more; they keep their ids until everybody has heard. */
  readonly #idle = { contact: new Set<number>(), company: new Set<number>() };
  #version = 0;
  #nothing = new Fields();
  #fetching: Generator<void, void> | undefined;

  constructor(options: ColumnarOptions) {
    const { setup, parse, accelerator, tuning } = options;
    this.#options = options;
    const arena = accelerator?.createArena() ?? new Arena();
    const contact = new Table(arena, tuning?.distinctTexts);
    const company = new Table(arena, tuning?.distinctTexts);
    this.#tables = { arena, contact, company, join: new Join(arena, contact, company) };
    this.#views = new Views(this.#tables, setup, tuning?.ranksAtOnce);
    this.#asking = new Asking(this.#views, parse);
    this.#standing = new Standing(this.#asking, tuning?.orderAtOnce, tuning?.chunk);
    this.#fitColumns();
  }

  answer(input: ColumnarQuestion, surroundings: Surroundings): ColumnarAnswer {
    return this.#asking.answer(input, surroundings);
  }

  counts(of: Subject, input: Criteria, surroundings: Surroundings): readonly CriteriaCount[] {
    const { criteria } = this.#asking.parse({ of, criteria: input, fields: [] });
    return this.#asking.counts(of, criteria!, surroundings);
  }

  subscribe(
    input: ColumnarQuestion,
    surroundings: Surroundings,
    listener: (difference: Difference, live: LiveQuery) => void,
  ): LiveQuery {
    const question = this.#asking.parse(input);
    const live = new LiveQuestion(this.#asking, this.#standing, question, surroundings, listener);
    this.#standing.prepareSmall();
    return live;
  }

  prepare(): boolean {
    return this.#fetching?.next().done === false || this.#standing.prepare();
  }

  expect(entity: Subject, count: number): void {
    const table = this.#tables[entity];
    table.reserve(table.count + count + 1, true);
    this.#grow();
  }

  load(entity: Subject, given: readonly Contact[] | readonly Company[]): void {
    const table = this.#tables[entity];
    const { join } = this.#tables;
    const records: AnyRecord[] = [];
    const rows: number[] = [];
    const known: RecordChange[] = [];
    const ids: (Id | null)[] = [];
    table.reserve(table.size + given.length);
    this.#grow();
    const before = table.size;
    for (const record of given as readonly AnyRecord[]) {
      const row = table.ids.rowOf(record.id) || this.#give(entity, record.id);
      if (table.isAlive(row)) known.push({ entity, id: record.id, after: record } as RecordChange);
      else {
        if (row < before) this.#views.follow('leave', table, row);
        records.push(record);
        rows.push(row);
      }
    }
    // A company that contacts named before it came: theirs may match, sort, group and show in another way now.
    const cameLate = entity === 'company' && rows.some((row) => row < before);
    this.#standing.change(entity, rows, undefined, true, () => {
      table.fill(records, rows, this.#views.setup, undefined, (from, to) => {
        for (let at = from; at < to; at++) table.revive(rows[at]!);
        if (entity === 'contact') {
          ids.length = to - from;
          for (let at = from; at < to; at++) ids[at - from] = (records as Contact[])[at]!.companyId;
          const companies = this.#tables.company.ids.rowsOf(ids);
          for (let at = from; at < to; at++)
            join.set(rows[at]!, companies[at - from] || this.#companyRow(ids[at - from]!));
        }
        for (let at = from; at < to; at++)
          if (rows[at]! < before) this.#views.follow('enter', table, rows[at]!);
      });
      if (cameLate) join.forget();
      return this.#hasSameColumns();
    });
    if (cameLate) this.#standing.renew();
    this.#standing.tell();
    if (known.length > 0) this.apply(known);
  }

  apply(changes: Iterable<RecordChange>): void {
    this.#standing.prepareSmall();
    for (const change of changes) this.#change(change);
    this.#standing.tell();
    this.#takeBackIdle();
  }

  setupChanged(setup: Setup): void {
    const changed = this.#views.change(setup);
    this.#nothing = new Fields();
    this.#fitColumns();
    this.#standing.renew(changed);
    this.#standing.tell();
  }

  idOf(entity: Subject, handle: RowHandle): Id {
    return this.#tables[entity].ids.idOf(handle);
  }

  valueOf(handle: RowHandle, field: FieldId, of: Subject): Value {
    return this.#views.see(field, of).read(handle);
  }

  // Changes

  #change({ entity, id, before, after }: RecordChange): void {
    const table = this.#tables[entity];
    const known = table.ids.rowOf(id);
    const isThere = known !== 0 && table.isAlive(known);
    if (!after && !isThere) return;
    const row = known || this.#give(entity, id);
    const fields = after && isThere ? this.#different(table, row, after, before) : undefined;
    const write = () => this.#write(table, row, isThere, after, fields);
    if (entity === 'contact') this.#changeContact(row, before, after, fields, write);
    else this.#changeCompany(row, !!after, fields, write);
    if (!after) this.#idle[entity].add(row);
  }

  #changeContact(
    row: number,
    known: Contact | undefined,
    after: Contact | undefined,
    fields: Fields | undefined,
    write: () => void,
  ): void {
    const { join, company: companies } = this.#tables;
    const before = join.companies[row]!;
    const isSame = fields && known && known.companyId === after?.companyId;
    const company = isSame ? before : after ? this.#companyRow(after.companyId) : 0;
    const all = company === before ? fields : fields && this.#ofCompany(fields.with('contact.companyId'));
    if (all?.size === 0) return;
    this.#standing.change('contact', [row], all, !!after, () => {
      write();
      join.set(row, company);
      return this.#hasSameColumns();
    });
    if (before !== company && !companies.isAlive(before)) this.#idle.company.add(before);
  }

  #changeCompany(row: number, stays: boolean, fields: Fields | undefined, write: () => void): void {
    if (fields?.size === 0) return;
    const ofContacts = fields ?? this.#ofCompany(this.#nothing);
    const contacts = this.#standing.asksContactsBy(ofContacts) ? this.#tables.join.contactsOf(row) : [];
    this.#standing.change('contact', contacts, ofContacts, true, () =>
      this.#standing.change('company', [row], fields, stays, () => {
        write();
        return this.#hasSameColumns();
      }),
    );
  }

  /** With all that a contact has of its company. */
  #ofCompany(fields: Fields): Fields {
    const { stored } = this.#tables.company;
    return stored.reduce((all, { field }) => all.with(field.id), fields.with('company.id'));
  }

  #different(table: Table, row: number, record: AnyRecord, before: AnyRecord | undefined): Fields {
    const { setup } = this.#views;
    let fields = this.#nothing;
    for (const { field, column } of table.stored) {
      const value = field.read(record as never, setup);
      const isOther = before
        ? !Object.is(field.read(before as never, setup), value)
        : column.differs(row, value);
      if (isOther) fields = fields.with(field.id);
    }
    return fields;
  }

  /** @param fields left out: all of them. */
  #write(
    table: Table,
    row: number,
    isThere: boolean,
    record: AnyRecord | undefined,
    fields: Fields | undefined,
  ): void {
    const { company, join } = this.#tables;
    const { setup } = this.#views;
    this.#views.follow('leave', table, row, fields);
    for (const stored of table.stored) {
      if (fields && !fields.has(stored.field.id)) continue;
      const write = () => table.write(stored, row, record && stored.field.read(record as never, setup));
      if (table === company) join.recode(stored.column, row, write);
      else write();
    }
    if (!record) table.kill(row);
    else {
      table.noteKeys(record);
      if (!isThere) table.revive(row);
    }
    this.#views.follow('enter', table, row, fields);
  }

  /** False when a column had to become another one: then everything that stands was worked out anew. */
  #hasSameColumns(): boolean {
    if (!this.#isOther()) return true;
    this.#views.reset();
    this.#standing.renew();
    return false;
  }

  /** Whether any column was replaced since this was asked. */
  #isOther(): boolean {
    const { contact, company, join } = this.#tables;
    const version = contact.version + company.version;
    if (version === this.#version) return false;
    this.#version = version;
    join.forget();
    return true;
  }

  #fitColumns(): void {
    const { catalog, missing } = this.#views;
    const { contact, company } = this.#tables;
    const { source } = this.#options;
    const added = [...fitColumns(contact, 'contact', catalog), ...fitColumns(company, 'company', catalog)];
    this.#isOther();
    this.#fetching = undefined;
    if (source) for (const id of added) missing.add(id);
    for (const id of missing) if (!catalog.get(id)) missing.delete(id);
    if (!source || missing.size === 0) return;
    this.#fetching = this.#fetch(source);
    const few = contact.count + company.count <= this.#standing.atOnce;
    while (few && this.#fetching?.next().done === false);
  }

  /** Values of fields that came after the records did, some hundred at a time. */
  *#fetch(source: NonNullable<ColumnarOptions['source']>): Generator<void, void> {
    const { missing, setup, catalog } = this.#views;
    for (const entity of ['contact', 'company'] as const) {
      if (![...missing].some((id) => catalog.get(id)?.entity === entity)) continue;
      const table = this.#tables[entity];
      let batch: AnyRecord[] = [];
      const take = () => {
        const there = batch.filter(({ id }) => table.isAlive(table.ids.rowOf(id)));
        const rows = there.map(({ id }) => table.ids.rowOf(id));
        const columns = table.stored.filter(({ field }) => missing.has(field.id));
        table.fill(there, rows, setup, columns);
        batch = [];
      };
      for (const record of entity === 'contact' ? source.contacts() : source.companies()) {
        if (batch.push(record) < 512) continue;
        take();
        yield;
      }
      take();
    }
    const fields = new Set(missing);
    missing.clear();
    this.#tables.join.forget();
    this.#fetching = undefined;
    this.#isOther();
    this.#views.reset((field) => fields.has(field.id));
    this.#standing.renew(fields);
    this.#standing.tell();
  }

  // Rows

  #give(of: Subject, id: Id): number {
    const table = this.#tables[of];
    const { capacity } = table;
    const row = table.give(id);
    if (table.capacity !== capacity) this.#grow();
    this.#views.follow('enter', table, row);
    return row;
  }

  #grow(): void {
    this.#tables.join.grow(this.#tables.contact.capacity);
    this.#standing.grow();
  }

  /** A company that contacts name has a row, whether it is there or not. */
  #companyRow(id: Id | null): number {
    return id ? this.#tables.company.ids.rowOf(id) || this.#give('company', id) : 0;
  }

  #takeBackIdle(): void {
    const { company, join } = this.#tables;
    for (const of of ['contact', 'company'] as const) {
      const table = this.#tables[of];
      for (const row of this.#idle[of]) {
        if (row === 0 || table.isAlive(row) || (table === company && join.contactsOf(row).length > 0))
          continue;
        this.#views.follow('leave', table, row);
        table.takeBack(row);
      }
      this.#idle[of].clear();
    }
  }
}
