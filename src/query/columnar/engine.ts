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
import { Standing } from './standing.js';
import { Table, type AnyRecord } from './table.js';
import type {
  ColumnarAnswer,
  ColumnarEngine,
  ColumnarOptions,
  ColumnarQuestion,
  CriteriaCount,
  Difference,
  EngineBytes,
  LiveQuery,
  RecordChange,
  RowHandle,
} from './types.js';
import { Views } from './views.js';

/** Up to so many records, values of new fields are fetched at once. */
const atOnce = 20_000;

/** An engine without records: `load` them. */
export function createColumnarEngine(options: ColumnarOptions): ColumnarEngine {
  return new Engine(options);
}

class Engine implements ColumnarEngine {
  readonly #arena: Arena;
  readonly #contacts: Table;
  readonly #companies: Table;
  readonly #join: Join;
  readonly #views: Views;
  readonly #asking: Asking;
  readonly #standing: Standing;
  readonly #options: ColumnarOptions;
  /** Rows that may be of no use any more; they keep their ids until everybody has heard. */
  readonly #idle = { contact: new Set<number>(), company: new Set<number>() };
  #version = 0;
  #nothing = new Fields();
  #fetching: Generator<void, void> | undefined;

  constructor(options: ColumnarOptions) {
    this.#options = options;
    const { setup, tuning } = options;
    this.#arena = options.accelerator?.createArena() ?? new Arena();
    this.#contacts = new Table(this.#arena, tuning?.distinctTexts);
    this.#companies = new Table(this.#arena, tuning?.distinctTexts);
    this.#join = new Join(this.#arena, this.#contacts.capacity);
    this.#views = new Views(
      this.#arena,
      this.#contacts,
      this.#companies,
      this.#join,
      setup,
      tuning?.ranksAtOnce,
    );
    this.#asking = new Asking(this.#views, this.#contacts, this.#companies, this.#join, options.parse);
    this.#standing = new Standing(this.#arena, this.#asking, tuning);
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
    this.#standing.add(live);
    return live;
  }

  prepare(): boolean {
    return this.#fetching?.next().done === false || this.#standing.prepare();
  }

  expect(entity: Subject, count: number): void {
    const table = this.#asking.table(entity);
    table.reserve(table.count + count + 1, true);
    this.#grown();
  }

  load(entity: Subject, records: readonly Contact[] | readonly Company[]): void {
    const table = this.#asking.table(entity);
    const fresh: AnyRecord[] = [];
    const rows: number[] = [];
    const known: RecordChange[] = [];
    table.reserve(table.size + records.length);
    this.#grown();
    const before = table.size;
    for (const record of records as readonly AnyRecord[]) {
      let row = table.ids.rowOf(record.id);
      if (row !== 0 && table.isAlive(row)) {
        known.push({ entity, id: record.id, after: record } as RecordChange);
        continue;
      }
      if (row === 0) row = this.#give(entity, record.id);
      if (row < before) this.#views.leave(table, row);
      fresh.push(record);
      rows.push(row);
    }
    this.#fill(entity, table, fresh, rows, before);
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
    this.#standing.changeFields(changed);
    this.#standing.tell();
  }

  idOf(entity: Subject, handle: RowHandle): Id {
    return this.#asking.table(entity).ids.idOf(handle);
  }

  valueOf(handle: RowHandle, field: FieldId, of: Subject): Value {
    return this.#views.reader(field, of)(handle);
  }

  bytes(): EngineBytes {
    const columns = this.#arena.bytes + this.#contacts.textBytes + this.#companies.textBytes;
    const indexes = this.#views.bytes;
    const { orders, live } = this.#standing.bytes;
    return { columns, indexes, orders, live, total: columns + indexes + orders + live };
  }

  // Changes

  #change({ entity, id, before, after }: RecordChange): void {
    const table = this.#asking.table(entity);
    const known = table.ids.rowOf(id);
    const isThere = known !== 0 && table.isAlive(known);
    if (!after && !isThere) return;
    const row = known || this.#give(entity, id);
    const fields = after && isThere ? this.#different(table, row, after, before) : undefined;
    const write = () => this.#write(table, row, isThere, after, fields);
    if (entity === 'contact') this.#changeContact(row, after, fields, write);
    else if (fields?.size !== 0) this.#changeCompany(row, !!after, fields, write);
    if (!after) this.#idle[entity].add(row);
  }

  #changeContact(
    row: number,
    after: Contact | undefined,
    fields: Fields | undefined,
    write: () => void,
  ): void {
    const before = this.#join.companies[row]!;
    const company = after ? this.#companyRow(after.companyId) : 0;
    const all = company === before ? fields : fields && this.#ofCompany(fields.with('contact.companyId'));
    if (all?.size === 0) return;
    this.#standing.change('contact', [row], all, !!after, () => {
      write();
      this.#join.set(row, company);
      return this.#hasSameColumns();
    });
    if (before !== company && !this.#companies.isAlive(before)) this.#idle.company.add(before);
  }

  #changeCompany(row: number, stays: boolean, fields: Fields | undefined, write: () => void): void {
    const ofContacts = fields ?? this.#ofCompany(this.#nothing);
    const contacts: number[] = [];
    if (this.#standing.asksContactsBy(ofContacts)) this.#join.visit(row, (contact) => contacts.push(contact));
    this.#standing.change('contact', contacts, ofContacts, true, () =>
      this.#standing.change('company', [row], fields, stays, () => {
        write();
        return this.#hasSameColumns();
      }),
    );
  }

  /** With all that a contact has of its company. */
  #ofCompany(fields: Fields): Fields {
    return this.#companies.stored.reduce((all, { field }) => all.with(field.id), fields.with('company.id'));
  }

  #different(table: Table, row: number, record: AnyRecord, before: AnyRecord | undefined): Fields {
    const { setup } = this.#views;
    let fields = this.#nothing;
    for (const { field, column } of table.stored) {
      const value = field.read(record as never, setup);
      if (before && Object.is(field.read(before as never, setup), value)) continue;
      if (column.differs(row, value)) fields = fields.with(field.id);
    }
    return fields;
  }

  #write(
    table: Table,
    row: number,
    isThere: boolean,
    record: AnyRecord | undefined,
    fields: ReadonlySet<FieldId> | undefined,
  ): void {
    const { setup } = this.#views;
    this.#views.leave(table, row, fields);
    for (const stored of table.stored) {
      if (fields && !fields.has(stored.field.id)) continue;
      const value = record && stored.field.read(record as never, setup);
      if (table === this.#companies)
        this.#join.recode(stored.column, row, () => table.write(stored, row, value));
      else table.write(stored, row, value);
    }
    if (record) table.noteKeys(record);
    if (record && !isThere) table.revive(row);
    else if (!record) table.kill(row);
    this.#views.enter(table, row, fields);
  }

  /** False when a column had to become another one: then everything that stands was worked out anew. */
  #hasSameColumns(): boolean {
    const version = this.#contacts.version + this.#companies.version;
    if (version === this.#version) return true;
    this.#version = version;
    this.#standing.dropOrders();
    this.#views.reset();
    this.#join.keepOnly(new Set(Array.from(this.#companies.stored, ({ column }) => column)));
    this.#standing.renewAll(true);
    return false;
  }

  #fitColumns(): void {
    const { catalog, missing } = this.#views;
    const { source, tuning } = this.#options;
    const of = (table: Table, entity: Subject) => fitColumns(table, entity, catalog);
    const fields = [...of(this.#contacts, 'contact'), ...of(this.#companies, 'company'), ...missing];
    this.#join.keepOnly(new Set(Array.from(this.#companies.stored, ({ column }) => column)));
    this.#version = this.#contacts.version + this.#companies.version;
    missing.clear();
    this.#fetching = undefined;
    if (!source) return;
    for (const id of fields) if (catalog.get(id)) missing.add(id);
    this.#views.version++;
    if (missing.size === 0) return;
    this.#fetching = this.#fetch(source);
    const few = this.#contacts.count + this.#companies.count <= (tuning?.orderAtOnce ?? atOnce);
    while (few && this.#fetching && !this.#fetching.next().done);
  }

  /** Values of fields that came after the records did, some hundred at a time. */
  *#fetch(source: NonNullable<ColumnarOptions['source']>): Generator<void, void> {
    for (const entity of ['contact', 'company'] as const) {
      const table = this.#asking.table(entity);
      const columns = table.stored.filter(({ field }) => this.#views.missing.has(field.id));
      if (columns.length === 0) continue;
      let batch: AnyRecord[] = [];
      const take = () => {
        // Columns may have become others since.
        const now = table.stored.filter(({ field }) => columns.some((each) => each.field.id === field.id));
        const records = batch.filter(({ id }) => table.isAlive(table.ids.rowOf(id)));
        table.fill(
          records,
          records.map(({ id }) => table.ids.rowOf(id)),
          this.#views.setup,
          now,
        );
        batch = [];
      };
      for (const record of entity === 'contact' ? source.contacts() : source.companies()) {
        if (batch.push(record) < 512) continue;
        take();
        yield;
      }
      take();
    }
    const fields = new Set(this.#views.missing);
    this.#views.missing.clear();
    this.#views.version++;
    this.#fetching = undefined;
    this.#hasSameColumns();
    this.#standing.changeFields(fields);
    this.#standing.tell();
  }

  // Rows

  #fill(
    entity: Subject,
    table: Table,
    records: readonly AnyRecord[],
    rows: readonly number[],
    before: number,
  ): void {
    // A company that contacts named before it came: theirs may match, sort, group and show in another way now.
    const cameLate = entity === 'company' && rows.some((row) => row < before);
    this.#standing.change(entity, rows, undefined, true, () => {
      table.fill(records, rows, this.#views.setup);
      for (const row of rows) table.revive(row);
      if (entity === 'contact') {
        for (let at = 0; at < rows.length; at++)
          this.#join.set(rows[at]!, this.#companyRow((records[at] as Contact).companyId));
      } else if (cameLate) this.#join.keepOnly(new Set());
      for (const row of rows) if (row < before) this.#views.enter(table, row);
      return this.#hasSameColumns();
    });
    if (cameLate) {
      this.#standing.dropOrders();
      this.#standing.renewAll(true);
    }
    this.#standing.tell();
  }

  #give(of: Subject, id: Id): number {
    const table = this.#asking.table(of);
    const { capacity } = table;
    const row = table.give(id);
    if (table.capacity !== capacity) this.#grown();
    this.#views.renamed(of, row);
    return row;
  }

  #grown(): void {
    this.#join.grow(this.#contacts.capacity);
    this.#standing.grown();
  }

  /** A company that contacts name has a row, whether it is there or not. */
  #companyRow(id: Id | null): number {
    if (id === null || id === '') return 0;
    return this.#companies.ids.rowOf(id) || this.#give('company', id);
  }

  #takeBackIdle(): void {
    for (const row of this.#idle.contact) if (!this.#contacts.isAlive(row)) this.#takeBack('contact', row);
    for (const row of this.#idle.company) {
      if (row !== 0 && !this.#companies.isAlive(row) && !this.#join.hasContacts(row))
        this.#takeBack('company', row);
    }
    this.#idle.contact.clear();
    this.#idle.company.clear();
  }

  #takeBack(of: Subject, row: number): void {
    this.#views.unnamed(of, row);
    this.#asking.table(of).takeBack(row);
  }
}
