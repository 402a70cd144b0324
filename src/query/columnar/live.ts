import { everything } from '../../criteria/types.js';
import { linesOf, simplifyCriteria } from '../../criteria/simplify.js';
import type { FieldId } from '../../model/fields.js';
import type { QuestionFault } from '../question-fault.js';
import type { Surroundings } from '../types.js';
import type { Tallies } from './aggregates.js';
import { onItsWay, type Asking } from './asking.js';
import { countGroups, groupOf, valuesOfGroup, type GroupKey, type GroupLevel } from './groups.js';
import type { Matching } from './matching.js';
import { hasBit, rowsOf } from './memory.js';
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

/** What keeps live questions. */
export interface Keeper {
  /** The rows that meet a question's criteria; shared. */
  match(live: LiveQuestion): Matching;
  leave(live: LiveQuestion): void;
  close(live: LiveQuestion): void;
}

/** A question that stays asked: its rows, its groups as counts, and what became different since. */
export class LiveQuestion implements LiveQuery, OrderView {
  readonly question: ColumnarQuestion;
  readonly table: Table;
  counts: Uint32Array = new Uint32Array(0);
  reach = -1;
  order: Order | undefined;
  /** Why there is no answer: a field that the question names is gone. */
  fault: QuestionFault | undefined;
  surroundings: Surroundings;
  matching: Matching;
  /** The stored fields of the criteria; of what is grouped and summed by, too. */
  readonly criteriaFields: ReadonlySet<FieldId>;
  readonly #asks: ReadonlySet<FieldId>;
  readonly #shows: ReadonlySet<FieldId>;
  readonly #sorts: ReadonlySet<FieldId>;
  readonly #asking: Asking;
  readonly #keeper: Keeper;
  readonly #listener: Listener;
  readonly #notes = new Notes();
  #levels: readonly GroupLevel[] = [];
  #groups = new Map<GroupKey, number>();
  #tallies: Tallies | undefined;
  #answer: ColumnarAnswer | undefined;
  #window: Uint32Array = new Uint32Array(0);
  #windowOffset = 0;
  #everything = false;
  /** Somebody wanted rows, and the ranks for that are still being worked out. */
  #isWaiting = false;

  constructor(
    asking: Asking,
    keeper: Keeper,
    question: ColumnarQuestion,
    surroundings: Surroundings,
    listener: Listener,
  ) {
    this.#asking = asking;
    this.#keeper = keeper;
    this.question = question;
    this.surroundings = surroundings;
    this.#listener = listener;
    this.table = asking.table(question.of);
    const stored = (ids: Iterable<FieldId>) => new Set([...ids].flatMap(storedFields));
    const lines = linesOf(simplifyCriteria(question.criteria ?? everything, asking.views.catalog));
    this.#sorts = stored((question.sort ?? []).map(({ field }) => field));
    this.#shows = stored(question.fields);
    this.criteriaFields = stored(Array.from(lines, ({ field }) => field));
    this.#asks = stored([
      ...this.criteriaFields,
      ...(question.groupBy ?? []),
      ...(question.aggregates ?? []).map(({ field }) => field),
    ]);
    this.matching = keeper.match(this);
    this.evaluate();
  }

  get answer(): ColumnarAnswer {
    if (this.fault)
      return { phase: 'failed', rows: [], offset: 0, total: 'unknown', groups: [], error: this.fault };
    if (this.#asking.isOnItsWay(this.question)) return onItsWay;
    if (this.#answer) return this.#answer;
    const { bits, total } = this.matching;
    if (this.question.aggregates && !this.#tallies?.isSure)
      this.#tallies = this.#asking.tallies(this.question, this.#levels, bits, total);
    return (this.#answer = this.#asking.answerOf(this.question, {
      total,
      levels: this.#levels,
      groups: this.#groups,
      tallies: this.#tallies,
      window: (offset, limit) => this.#rows(offset, limit),
    }));
  }

  get total(): number {
    return this.matching.total;
  }

  window(offset: number, limit: number): Uint32Array {
    return this.#rows(offset, limit) ?? new Uint32Array(0);
  }

  ids(offset = 0, limit = this.total): string[] {
    return Array.from(this.window(offset, limit), (row) => this.table.ids.idOf(row));
  }

  placeOf(handle: RowHandle): number {
    const { bits } = this.matching;
    if (handle >= bits.length << 5 || !hasBit(bits, handle)) return -1;
    return this.order ? this.order.placeOf(this, handle) : this.window(0, this.total).indexOf(handle);
  }

  refresh(surroundings: Surroundings): void {
    const isOther = surroundings.language !== this.surroundings.language;
    this.#keeper.leave(this);
    const { bits } = this.matching;
    this.surroundings = surroundings;
    this.matching = this.#keeper.match(this);
    this.evaluate();
    this.everything(isOther || this.matching.bits.some((word, at) => word !== (bits[at] ?? 0)));
    this.tell();
  }

  close(): void {
    this.#keeper.close(this);
  }

  // What the engine calls

  bits = () => this.matching.bits;

  get isAnswerable(): boolean {
    return !this.fault && !this.#asking.isOnItsWay(this.question);
  }

  get bytes(): number {
    return this.counts.byteLength + this.#groups.size * 40;
  }

  /** The listener will hear that anything may be different. */
  everything(different: boolean): void {
    this.#everything ||= different;
  }

  /** Groups afresh, and the place in the order where other rows match now. */
  evaluate(hasOtherRows = true): void {
    this.#forget();
    this.#tallies = undefined;
    this.reach = -1;
    this.#notes.clear();
    this.fault = this.#asking.faultOf(this.question);
    if (this.fault) {
      this.#groups.clear();
      return;
    }
    const { bits, total } = this.matching;
    this.#levels = this.#asking.levels(this.question, this.surroundings);
    this.#groups = countGroups(this.#levels, bits, () => {
      const rows = new Uint32Array(total);
      return { rows, count: rowsOf(bits, rows) };
    });
    if (hasOtherRows) this.order?.watch(this);
  }

  /** Whether a change of these fields can make a difference. Undefined: records came or went. */
  concerns(fields: ReadonlySet<FieldId> | undefined): 'answer' | 'rows' | undefined {
    if (this.fault) return undefined;
    if (!fields) return 'answer';
    let shown = false;
    for (const field of fields) {
      if (this.#asks.has(field) || this.#sorts.has(field)) return 'answer';
      shown ||= this.#shows.has(field);
    }
    return shown ? 'rows' : undefined;
  }

  /** Whether a change of these may move rows. */
  sortsBy(fields: ReadonlySet<FieldId> | undefined): boolean {
    if (!fields) return true;
    for (const field of fields) if (this.#sorts.has(field)) return true;
    return false;
  }

  /** Before a row changes: takes it out of its group. */
  before(row: RowHandle): void {
    if (hasBit(this.matching.bits, row) === 0) return;
    if (this.#levels.length > 0) this.#count(row, -1);
    this.#tallies?.change(row, -1);
  }

  /** After it did, and `matching` looked at it. */
  after(row: RowHandle): void {
    const { was, is } = this.matching;
    if (!was && !is) return;
    this.#forget();
    if (is) {
      if (this.#levels.length > 0) this.#count(row, 1);
      this.#tallies?.change(row, 1);
    }
    if (was === is) this.#notes.changed(row);
    else {
      this.#notes.crossed(row, was);
      // A deleted row is in no chunk any more, and a new one in none yet: the order counts those itself.
      if (this.order) this.order.changed(this, row, is ? 1 : -1);
      else this.reach = -1;
    }
  }

  /** A value that the question shows is another one. */
  shown(row: RowHandle): void {
    if (hasBit(this.matching.bits, row) === 0) return;
    this.#notes.changed(row);
    this.#forget();
  }

  moved(row: RowHandle): void {
    if (!this.order) this.reach = -1;
    this.#notes.moved(row);
  }

  /** Ranks are there that somebody may have been waiting for. */
  arrive(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#forget();
    this.everything(true);
    this.tell();
  }

  /** Tells the listener, if there is anything to tell. */
  tell(): void {
    if (!this.#everything && this.#notes.isEmpty) return;
    const difference = this.#difference();
    if (difference) this.#listener(difference, this);
  }

  #forget(): void {
    this.#answer = undefined;
  }

  /** Kept, until something up to its end changes. Undefined: can't be said yet. */
  #rows(offset: number, limit: number): Uint32Array | undefined {
    const { bits, total } = this.matching;
    const size = Math.max(0, Math.min(limit, total - offset));
    if (this.reach >= 0 && offset === this.#windowOffset && size === this.#window.length) return this.#window;
    if (size === 0) return new Uint32Array(0);
    let rows: Uint32Array | undefined;
    if (this.order) rows = this.order.window(this, offset, size);
    else {
      rows = this.#asking.select(this.question, this.surroundings, bits, total, offset, size);
      this.#isWaiting ||= !rows;
      this.reach = rows ? 0x3fff_ffff : -1;
    }
    if (rows) this.#window = rows;
    this.#windowOffset = offset;
    return rows;
  }

  #count(row: RowHandle, by: 1 | -1): void {
    const key = groupOf(this.#levels, row);
    const count = this.#groups.get(key) ?? 0;
    this.#notes.count(key, count);
    if (count + by === 0) this.#groups.delete(key);
    else this.#groups.set(key, count + by);
  }

  #difference(): Difference | undefined {
    const { bits } = this.matching;
    const all = this.#everything;
    const rows = this.#notes.rows((row) => hasBit(bits, row) === 1);
    const counts: GroupDifference[] = [];
    this.#notes.counts((key, before) => {
      const count = this.#groups.get(key) ?? 0;
      if (count !== before) counts.push({ values: valuesOfGroup(this.#levels, key), count });
    });
    this.#notes.clear();
    this.#everything = false;
    const { entered, left, moved, changed } = rows;
    if (!all && entered.length + left.length + moved.length + changed.length + counts.length === 0)
      return undefined;
    return { everything: all, ...rows, counts, total: this.total };
  }
}
