import { everything } from '../../criteria/types.js';
import { linesOf, simplifyCriteria } from '../../criteria/simplify.js';
import { type QuestionFault } from '../question-fault.js';
import type { FieldId } from '../../model/fields.js';
import type { Surroundings } from '../types.js';
import type { Asking } from './asking.js';
import type { Filter } from './filter.js';
import { countGroups, groupOf, valuesOfGroup, type GroupKey, type GroupLevel } from './groups.js';
import { kernels } from './kernels.js';
import { clearBit, hasBit, rowsOf, setBit, type Bits } from './memory.js';
import { Notes } from './notes.js';
import type { Order, OrderView } from './order.js';
import type { Table } from './table.js';
import type {
  ColumnarAnswer,
  ColumnarQuestion,
  Difference,
  GroupDifference,
  LiveQuery,
  RowHandle,
} from './types.js';
import { storedFields } from './views.js';

type Listener = (difference: Difference, live: LiveQuery) => void;

/** A question that stays asked: its rows as a bitset, its groups as counts, and what became different since. */
export class LiveQuestion implements LiveQuery, OrderView {
  readonly question: ColumnarQuestion;
  readonly listener: Listener;
  readonly table: Table;
  counts: Uint32Array = new Uint32Array(0);
  order: Order | undefined;
  /** Why there is no answer: a field that the question names is gone. */
  fault: QuestionFault | undefined;
  surroundings: Surroundings;
  readonly #asking: Asking;
  readonly #asks: ReadonlySet<FieldId>;
  readonly #shows: ReadonlySet<FieldId>;
  readonly #sorts: ReadonlySet<FieldId>;
  #bits: Bits;
  #filter!: Filter;
  #levels: readonly GroupLevel[] = [];
  #groups = new Map<GroupKey, number>();
  #total = 0;
  #answer: ColumnarAnswer | undefined;
  readonly #notes = new Notes();
  #everything = false;

  constructor(asking: Asking, question: ColumnarQuestion, surroundings: Surroundings, listener: Listener) {
    this.#asking = asking;
    this.question = question;
    this.surroundings = surroundings;
    this.listener = listener;
    this.table = asking.table(question.of);
    this.#bits = new Int32Array(this.table.words);
    const { catalog } = asking.views;
    const stored = (ids: Iterable<FieldId>) => new Set([...ids].flatMap(storedFields));
    this.#sorts = stored((question.sort ?? []).map(({ field }) => field));
    this.#shows = stored(question.fields);
    const lines = linesOf(simplifyCriteria(question.criteria ?? everything, catalog));
    this.#asks = stored([
      ...Array.from(lines, ({ field }) => field),
      ...(question.groupBy ?? []),
      ...(question.aggregates ?? []).map(({ field }) => field),
    ]);
    this.evaluate();
  }

  get answer(): ColumnarAnswer {
    if (this.fault)
      return { phase: 'failed', rows: [], offset: 0, total: 'unknown', groups: [], error: this.fault };
    return (this.#answer ??= this.#asking.answerOf(this.question, {
      bits: this.#bits,
      total: this.#total,
      levels: this.#levels,
      groups: this.#groups,
      window: (offset, limit) => this.window(offset, limit),
    }));
  }

  get total(): number {
    return this.#total;
  }

  window(offset: number, limit: number): Uint32Array {
    const size = Math.max(0, Math.min(limit, this.#total - offset));
    if (size === 0) return new Uint32Array(0);
    if (this.order) return this.order.window(this, offset, size);
    return this.#asking.select(this.question, this.surroundings, this.#bits, offset, size);
  }

  placeOf(handle: RowHandle): number {
    if (handle >= this.#bits.length << 5 || !hasBit(this.#bits, handle)) return -1;
    return this.order ? this.order.placeOf(this, handle) : this.window(0, this.#total).indexOf(handle);
  }

  refresh(surroundings: Surroundings): void {
    const { language } = this.surroundings;
    this.surroundings = surroundings;
    if (surroundings.language !== language) this.#asking.holder.leaveOrder(this);
    this.renew(surroundings.language !== language);
    this.tell();
  }

  close(): void {
    this.#asking.holder.close(this);
  }

  // What the engine calls

  bits = () => this.#bits;

  get bytes(): number {
    return this.#bits.byteLength + this.counts.byteLength + this.#groups.size * 40;
  }

  /** Afresh, from the columns. Nothing to tell when it has the same rows as before, unless told to. */
  renew(different: boolean): void {
    const before = this.#bits.slice();
    this.evaluate();
    const grown = this.#bits;
    this.#everything ||= different || grown.some((word, at) => word !== (before[at] ?? 0));
  }

  evaluate(): void {
    const { question, surroundings, table } = this;
    this.#answer = undefined;
    this.#notes.clear();
    this.fault = this.#asking.faultOf(question);
    if (this.fault) {
      this.#bits.fill(0);
      this.#total = 0;
      this.#groups.clear();
      return;
    }
    this.#filter = this.#asking.plan(question, surroundings);
    if (this.#bits.length !== table.words) this.#bits = new Int32Array(table.words);
    this.#filter.scan(this.#bits);
    kernels.and(this.#bits, table.alive);
    this.#total = kernels.count(this.#bits);
    this.#levels = this.#asking.levels(question, surroundings);
    this.#groups = countGroups(this.#levels, this.#bits, () => {
      const rows = new Uint32Array(this.#total);
      return { rows, count: rowsOf(this.#bits, rows) };
    });
    this.order?.watch(this);
  }

  grow(words: number): void {
    if (this.#bits.length >= words) return;
    const bits = new Int32Array(words);
    bits.set(this.#bits);
    this.#bits = bits;
  }

  /** Whether a change of these fields can make a difference. Undefined: records came or went. */
  concerns(fields: ReadonlySet<FieldId> | undefined): 'answer' | 'rows' | undefined {
    if (!fields) return 'answer';
    let shown = false;
    for (const field of fields) {
      if (this.#asks.has(field) || this.#sorts.has(field)) return 'answer';
      shown ||= this.#shows.has(field);
    }
    return shown ? 'rows' : undefined;
  }

  sortsBy(fields: ReadonlySet<FieldId> | undefined): boolean {
    if (!fields) return true;
    for (const field of fields) if (this.#sorts.has(field)) return true;
    return false;
  }

  /** Before a row changes: takes it out of its group. */
  before(row: RowHandle): void {
    if (hasBit(this.#bits, row) === 0) return;
    if (this.#levels.length > 0) this.#count(groupOf(this.#levels, row), -1);
  }

  /** After it did. */
  after(row: RowHandle, isAlive: boolean): void {
    const was = hasBit(this.#bits, row) === 1;
    const is = isAlive && this.#filter.test(row);
    this.#answer = undefined;
    if (is && this.#levels.length > 0) this.#count(groupOf(this.#levels, row), 1);
    if (was === is) {
      if (is) this.#notes.changed(row);
      return;
    }
    this.#notes.crossed(row, was);
    // A deleted row is in no chunk any more, and a new one in none yet: the order counts those itself.
    if (is) {
      setBit(this.#bits, row);
      this.#total++;
      this.order?.changed(this, row, 1);
    } else {
      clearBit(this.#bits, row);
      this.#total--;
      this.order?.changed(this, row, -1);
    }
  }

  /** A value that the question shows is another one. */
  shown(row: RowHandle): void {
    if (hasBit(this.#bits, row) === 0) return;
    this.#notes.changed(row);
    this.#answer = undefined;
  }

  moved(row: RowHandle): void {
    this.#notes.moved(row);
  }

  /** Tells the listener, if there is anything to tell. */
  tell(): void {
    const difference = this.#difference();
    if (difference) this.listener(difference, this);
  }

  #count(key: GroupKey, by: 1 | -1): void {
    const count = this.#groups.get(key) ?? 0;
    this.#notes.count(key, count);
    if (count + by === 0) this.#groups.delete(key);
    else this.#groups.set(key, count + by);
  }

  #difference(): Difference | undefined {
    const all = this.#everything;
    if (!all && this.#notes.isEmpty) return undefined;
    const rows = this.#notes.rows((row) => hasBit(this.#bits, row) === 1);
    const counts: GroupDifference[] = [];
    for (const [key, before] of this.#notes.counts) {
      const count = this.#groups.get(key) ?? 0;
      if (count !== before) counts.push({ values: valuesOfGroup(this.#levels, key), count });
    }
    this.#notes.clear();
    this.#everything = false;
    const { entered, left, moved, changed } = rows;
    if (!all && entered.length + left.length + moved.length + changed.length + counts.length === 0)
      return undefined;
    return { everything: all, ...rows, counts, total: this.#total };
  }
}
