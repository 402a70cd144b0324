import type { FieldId } from '../../model/fields.js';
import type { QuestionFault } from '../question-fault.js';
import type { Surroundings } from '../types.js';
import { onItsWay, type Asking, type Result } from './asking.js';
import type { GroupLevel } from './group-level.js';
import { GroupCounts } from './groups.js';
import type { Matching } from './matching.js';
import { hasBit, type Bits } from './memory.js';
import { moved, Notes, was } from './notes.js';
import type { Order, OrderView } from './order.js';
import { storedFields } from './sources.js';
import type { Held } from './standing.js';
import type { Table } from './table.js';
import type { Tallies } from './tallies.js';
import type {
  ColumnarAnswer,
  ColumnarGroup,
  ColumnarQuestion,
  Difference,
  LiveQuery,
  RowHandle,
} from './types.js';

type Listener = (difference: Difference, live: LiveQuery) => void;

/** What keeps live questions. */
export interface Keeper {
  /** The rows that meet a question's criteria; shared. */
  match(live: LiveQuestion): Matching;
  /** Its rows and its order are none of the question's business any more. */
  leave(live: LiveQuestion): void;
}

/** So often counting begins again; then all is counted at once, or steady changes would never let it end. */
const most = 8;

/** A question that stays asked: its rows, its groups as counts, and what became different since. */
export class LiveQuestion implements LiveQuery, OrderView, Result {
  readonly question: ColumnarQuestion;
  readonly table: Table;
  surroundings: Surroundings;
  matching: Matching;
  held: Held | undefined;
  /** Why there is no answer: a field that the question names is gone. */
  fault: QuestionFault | undefined;
  counts: Uint32Array = new Uint32Array(0);
  reach = -1;
  levels: readonly GroupLevel[] = [];
  groupCounts: GroupCounts | undefined;
  /** Of many, until one of their rows becomes another one: then it begins again. */
  #counting: Generator<void, GroupCounts> | undefined;
  #interruptions = 0;
  tallies: Tallies | undefined;
  /** The stored fields that decide on rows and groups, on the order, and on what is shown. */
  readonly asks: ReadonlySet<FieldId>;
  readonly sorts: ReadonlySet<FieldId>;
  readonly shows: ReadonlySet<FieldId>;
  readonly #asking: Asking;
  readonly #keeper: Keeper;
  readonly #listener: Listener;
  readonly #notes = new Notes();
  #answer: ColumnarAnswer | undefined;
  #window: Uint32Array = new Uint32Array(0);
  #offset = 0;
  /** Whether there is anything to tell, and whether anything may be different. */
  #isNews = false;
  #isEverything = false;
  /** Somebody wanted rows, or groups, and ranks or groups are still being worked out. */
  #isWaiting = false;

  constructor(
    asking: Asking,
    keeper: Keeper,
    question: ColumnarQuestion,
    surroundings: Surroundings,
    listener: Listener,
  ) {
    const { of, sort = [], fields, groupBy = [], aggregates = [] } = question;
    this.#asking = asking;
    this.#keeper = keeper;
    this.question = question;
    this.surroundings = surroundings;
    this.#listener = listener;
    this.table = asking.views.tables[of];
    this.matching = keeper.match(this);
    this.asks = stored([...this.matching.asks, ...groupBy, ...aggregates.map(({ field }) => field)]);
    this.sorts = stored(sort.map(({ field }) => field));
    this.shows = stored(fields);
    this.evaluate();
  }

  get answer(): ColumnarAnswer {
    if (this.fault) return { ...onItsWay, phase: 'failed', error: this.fault };
    const { question } = this;
    if (this.#asking.isOnItsWay(question)) return onItsWay;
    if (this.#answer) return this.#answer;
    return (this.#answer = this.#asking.answerOf(question, this));
  }

  get groups(): readonly ColumnarGroup[] | undefined {
    if (!this.#isCounted()) return undefined;
    this.tallies?.seek();
    return this.groupCounts?.show(this.tallies) ?? [];
  }

  get total(): number {
    return this.fault ? 0 : this.matching.total;
  }

  window(offset: number, limit: number): Uint32Array {
    return this.rows(offset, limit) ?? new Uint32Array(0);
  }

  refresh(surroundings: Surroundings): void {
    const { bits } = this;
    const isOtherLanguage = surroundings.language !== this.surroundings.language;
    this.#keeper.leave(this);
    this.surroundings = surroundings;
    this.matching = this.#keeper.match(this);
    const hasOtherRows = this.bits.some((word, at) => word !== (bits[at] ?? 0));
    if (!isOtherLanguage && !hasOtherRows) return;
    this.evaluate();
    this.everything();
    this.tell();
  }

  close(): void {
    this.#keeper.leave(this);
    this.#use([]);
    this.#asking.views.dropLevels();
  }

  // What the engine calls

  get bits(): Bits {
    return this.matching.bits;
  }

  /** Its standing order, when that is made. */
  get order(): Order | undefined {
    return this.held?.order.isWhole ? this.held.order : undefined;
  }

  /** Whether it wants an order that it has not. */
  get isUnordered(): boolean {
    const { window, sort } = this.question;
    return !this.order && !!(window ?? sort) && !this.fault && !this.#asking.isOnItsWay(this.question);
  }

  /** Kept, until something up to its end changes. Undefined: can't be said yet. */
  rows(offset: number, limit: number): Uint32Array | undefined {
    const { bits, total } = this;
    const size = Math.max(0, Math.min(limit, total - offset));
    if (this.reach >= 0 && offset === this.#offset && size === this.#window.length) return this.#window;
    if (size === 0) return new Uint32Array(0);
    let rows: Uint32Array | undefined;
    if (this.order) rows = this.order.window(this, offset, size);
    else {
      rows = this.#asking.select(this.question, this.surroundings, bits, total, offset, size);
      this.#isWaiting ||= !rows;
      this.reach = rows ? 0x3fff_ffff : -1;
    }
    if (rows) this.#window = rows;
    this.#offset = offset;
    return rows;
  }

  /** The listener will hear that anything may be different. */
  everything(): void {
    this.#isNews = this.#isEverything = true;
  }

  /** Groups afresh, and the place in the order where other rows match now. */
  evaluate(hasOtherRows = true): void {
    this.#answer = undefined;
    this.reach = -1;
    this.#notes.clear();
    this.fault = this.#asking.faultOf(this.question);
    this.#use(this.fault ? [] : this.#asking.levels(this.question, this.surroundings));
    this.groupCounts = this.#counting = undefined;
    this.tallies = this.fault ? undefined : this.#asking.tallies(this.question, this.levels, () => this.bits);
    this.#isCounted();
    if (hasOtherRows) this.order?.watch(this);
  }

  /** Counts a row in its group: out (-1) before it changes, and in (1) after it did. */
  count(row: RowHandle, by: 1 | -1): void {
    this.tallies?.change(row, by);
    this.groupCounts?.count(row, by);
    if (this.#counting) this.#interruptions++;
    this.#counting = undefined;
  }

  /** After a row changed, and `matching` looked at it. */
  after(row: RowHandle): void {
    const { was: wasIn, is } = this.matching;
    if (!wasIn && !is) return;
    this.#note(row, wasIn ? (is ? was : was | moved) : moved);
    if (wasIn === is) return;
    // A deleted row is in no chunk any more, and a new one in none yet: the order counts those itself.
    if (this.order) this.order.changed(this, row, is ? 1 : -1);
    else this.reach = -1;
  }

  /** A row that is in the answer may stand elsewhere now. */
  moved(row: RowHandle): void {
    if (!hasBit(this.bits, row)) return;
    if (!this.order) this.reach = -1;
    this.#note(row, was | moved);
  }

  /** A piece of its groups. False: nothing is left, and who was waiting for them, or for ranks, has heard. */
  arrive(): boolean {
    if (!this.#isWaiting) return false;
    if (this.tallies?.step()) return true;
    if (!this.#isCounted()) {
      this.tallies?.seek();
      this.#counting ??= GroupCounts.inPieces(this.levels, this.bits, this.tallies);
      const { done, value } = this.#counting.next();
      if (!done) return true;
      this.#counting = undefined;
      this.groupCounts = value;
    }
    this.#isWaiting = false;
    this.#answer = undefined;
    this.everything();
    this.tell();
    return false;
  }

  /** Tells the listener, if there is anything to tell. */
  tell(): void {
    if (!this.#isNews) return;
    const everything = this.#isEverything;
    const lists = this.#notes.lists(this.bits);
    const counts = this.groupCounts?.differences() ?? [];
    this.#notes.clear();
    this.#isNews = this.#isEverything = false;
    const { entered, left, moved: elsewhere, changed } = lists;
    const size = entered.length + left.length + elsewhere.length + changed.length + counts.length;
    if (everything || size > 0) this.#listener({ everything, ...lists, counts, total: this.total }, this);
  }

  #use(levels: readonly GroupLevel[]): void {
    for (const level of levels) level.users++;
    for (const level of this.levels) level.users--;
    this.levels = levels;
  }

  /** Whether its groups are counted and in order, with their figures, or it asks for none. Counts, where that is quick. */
  #isCounted(): boolean {
    const { levels, tallies, total } = this;
    const { views } = this.#asking;
    const areReady = views.areReady(levels);
    const isQuick = areReady && views.isQuick(total);
    while (isQuick && tallies?.step());
    const areTallied = areReady && tallies?.isReady !== false;
    const isMany = levels.length > 0 && !this.groupCounts;
    if (isMany && areTallied && (isQuick || views.areFew(levels) || this.#interruptions > most))
      this.groupCounts = GroupCounts.of(levels, this.bits);
    if (areTallied && (levels.length === 0 || this.groupCounts)) return true;
    this.#isWaiting = true;
    return false;
  }

  #note(row: RowHandle, flags: number): void {
    this.#isNews = true;
    this.#answer = undefined;
    this.#notes.note(row, flags);
  }
}

export const stored = (fields: readonly FieldId[]): ReadonlySet<FieldId> =>
  new Set(fields.flatMap(storedFields));
