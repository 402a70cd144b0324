import type { FieldId, Subject } from '../../model/fields.js';
import type { Sort, Surroundings } from '../types.js';
import type { Asking } from './asking.js';
import type { Keeper, LiveQuestion } from './live.js';
import { Matching } from './matching.js';
import { hasBit, rowsOf, type Arena } from './memory.js';
import type { RowOrder } from './levels.js';
import { Order, type Gap, type Keyed } from './order.js';
import { sortByKey } from './sort-rows.js';
import type { Table } from './table.js';
import type { ColumnarQuestion } from './types.js';
import { isList, storedFields } from './views.js';

/** Up to so many records a live question gets its standing order at once; beyond, when `prepare` is called. */
const orderAtOnce = 20_000;
/** An order that stands, or is being made. */
interface Held {
  readonly order: Order;
  readonly of: Subject;
  readonly sort: readonly Sort[];
  readonly language: string;
  readonly for: Set<LiveQuestion>;
  readonly making: Generator<void, void>;
}

/** What a change of certain fields has to do with. */
interface Concern {
  /** With true: the criteria have to be asked again. */
  readonly matchings: readonly (readonly [Matching, boolean])[];
  readonly answers: LiveQuestion[];
  /** Those that only show them. */
  readonly shown: LiveQuestion[];
  /** Those that sort by them, and have no order that could say whether a row has moved. */
  readonly loose: LiveQuestion[];
  readonly orders: Held[];
}

/** What stands: live questions, the rows that meet their criteria, and the orders of rows that they share. */
export class Standing implements Keeper {
  readonly #arena: Arena;
  readonly #asking: Asking;
  readonly #atOnce: number;
  /** Rows of a chunk. An order takes in twice as many at a time: about a millisecond. */
  readonly #chunk: number;
  readonly #orders = new Map<string, Held>();
  readonly #matchings = new Map<unknown, Matching>();
  readonly #concerns = { contact: new Map<unknown, Concern>(), company: new Map<unknown, Concern>() };
  readonly live = new Set<LiveQuestion>();

  constructor(
    arena: Arena,
    asking: Asking,
    tuning: { readonly orderAtOnce?: number; readonly chunk?: number } = {},
  ) {
    this.#arena = arena;
    this.#asking = asking;
    this.#atOnce = tuning.orderAtOnce ?? orderAtOnce;
    this.#chunk = tuning.chunk ?? 512;
  }

  add(live: LiveQuestion): void {
    this.live.add(live);
    this.#forgetConcerns();
    this.prepareSmall();
  }

  close(live: LiveQuestion): void {
    this.live.delete(live);
    this.leave(live);
  }

  match(live: LiveQuestion): Matching {
    const { question, surroundings, table, criteriaFields } = live;
    const { of, criteria } = question;
    // Clocks are everybody's own.
    const isShared = this.#asking.isTimeless(question);
    const name = isShared ? JSON.stringify([of, criteria, surroundings.timeZone]) : live;
    let matching = this.#matchings.get(name);
    if (!matching) {
      matching = new Matching(table, criteriaFields);
      matching.evaluate(this.#asking.filterOf(question, surroundings));
      this.#matchings.set(name, matching);
    }
    matching.users++;
    return matching;
  }

  /** Its rows and its order are none of the question's business any more; those that nobody has go. */
  leave(live: LiveQuestion): void {
    if (--live.matching.users === 0) {
      for (const [name, each] of this.#matchings) if (each === live.matching) this.#matchings.delete(name);
    }
    this.#leaveOrder(live);
  }

  dropOrders(): void {
    for (const live of this.live) this.#leaveOrder(live);
  }

  /** These stored fields mean something else now, and lists are in another order. */
  changeFields(changed: ReadonlySet<FieldId>): void {
    const { views } = this.#asking;
    const isOther = (id: FieldId) => {
      const field = views.catalog.get(id);
      return !field || isList(field) || storedFields(id).some((each) => changed.has(each));
    };
    for (const { sort, for: lives } of this.#orders.values())
      if (sort.some(({ field }) => isOther(field))) for (const live of lives) this.#leaveOrder(live);
    this.renewAll(true, changed);
  }

  /** Small tables get their orders without being asked. */
  prepareSmall(): void {
    for (const live of this.live) {
      if (live.order || live.table.count > this.#atOnce) continue;
      while (this.#prepare(live));
    }
  }

  /** A piece of what live questions will want. False: nothing is left. */
  prepare(): boolean {
    if (this.#asking.views.step()) return true;
    for (const live of this.live) live.arrive();
    for (const live of this.live) if (this.#prepare(live)) return true;
    return false;
  }

  /** @param only questions that have nothing to do with these fields keep their rows. */
  renewAll(different: boolean, only?: ReadonlySet<FieldId>): void {
    this.#forgetConcerns();
    const changed = new Map<Matching, boolean>();
    for (const live of this.live) {
      const { matching, question, surroundings } = live;
      if (!changed.has(matching) && (!only || [...matching.asks].some((field) => only.has(field))))
        changed.set(matching, matching.evaluate(this.#asking.filterOf(question, surroundings)));
      live.evaluate(changed.has(matching));
      live.everything(different || changed.get(matching)!);
    }
  }

  /** The tables have room for more rows. */
  grown(): void {
    for (const matching of this.#matchings.values()) matching.grow();
    for (const { order, of } of this.#orders.values()) order.grow(this.#asking.table(of).capacity);
  }

  tell(): void {
    for (const live of this.live) live.tell();
  }

  /** Whether any question about contacts has to do with these fields. */
  asksContactsBy(fields: ReadonlySet<FieldId>): boolean {
    const { answers, shown } = this.#concern('contact', fields);
    return answers.length + shown.length > 0;
  }

  /**
   * A change of some rows: whatever has to do with these fields (undefined: with all) looks at the rows before and after.
   *
   * @param write answers false when everything was worked out anew meanwhile, so that there is nothing to add.
   */
  change(
    of: Subject,
    rows: readonly number[],
    fields: ReadonlySet<FieldId> | undefined,
    stays: boolean,
    write: () => boolean,
  ): boolean {
    const { matchings, answers, shown, loose, orders } = this.#concern(of, fields);
    const gaps: (Gap | undefined)[] = [];
    for (const { order } of orders) for (const row of rows) gaps.push(order.remove(row));
    for (const live of answers) for (const row of rows) live.before(row);
    if (!write()) return false;
    if (stays) {
      for (const [index, held] of orders.entries()) {
        if (rows.length === 1) place(held.order, rows[0]!, gaps[index]);
        else this.#placeAll(held, rows);
      }
    }
    for (const row of rows) {
      for (const [matching, asks] of matchings) {
        if (asks) matching.after(row);
        else matching.before(row);
      }
      for (const live of answers) live.after(row);
      if (stays) for (const live of loose) live.moved(row);
      for (const live of shown) live.shown(row);
    }
    return true;
  }

  get bytes(): { readonly orders: number; readonly live: number } {
    let [orders, live] = [0, 0];
    for (const { order } of this.#orders.values()) orders += order.bytes;
    for (const { bits } of this.#matchings.values()) live += bits.byteLength;
    for (const each of this.live) live += each.bytes;
    return { orders, live };
  }

  /** A piece of a question's order. False: it has one, or needs none. */
  #prepare(live: LiveQuestion): boolean {
    const { question, surroundings, table } = live;
    const { of, sort = [] } = question;
    if (live.order || !live.isAnswerable || (!question.window && !question.sort)) return false;
    const { views } = this.#asking;
    const { language } = surroundings;
    if (!views.isReady(of, sort, language)) return views.step();
    const name = orderName(question, surroundings);
    let held = this.#orders.get(name);
    if (!held) {
      const by = views.order(of, sort, language);
      const order = new Order(this.#arena, by.compare, table.capacity, this.#chunk);
      const making = this.#make(
        order,
        by.levels.length > 0 ? by : views.idOrder(of),
        views.idOrder(of),
        table,
      );
      this.#orders.set(name, (held = { order, of, sort, language, for: new Set(), making }));
      this.#forgetConcerns();
    }
    held.for.add(live);
    if (!held.making.next().done) return true;
    live.order = held.order;
    held.order.watch(live);
    this.#forgetConcerns();
    return true;
  }

  /** An order of all records. */
  #make(order: Order, by: RowOrder, ids: RowOrder, table: Table): Generator<void, void> {
    let isExact = true;
    const collect = function* (): Generator<void, Keyed> {
      const rows = new Uint32Array(table.count);
      rowsOf(table.alive, rows);
      const { keys, exact } = by.keys(rows);
      isExact = exact;
      yield;
      return { rows, keys };
    };
    return order.make(
      collect,
      (some) => sortByKey(some, by, isExact ? ids : undefined),
      (row) => order.insert(row, order.find(row)),
    );
  }

  /** Several that change together all count as moved. */
  #placeAll({ order, of, sort, language, for: lives }: Held, rows: readonly number[]): void {
    for (const view of order.views) for (const row of rows) (view as LiveQuestion).moved(row);
    if (this.#asking.views.isReady(of, sort, language)) for (const row of rows) place(order, row, undefined);
    else for (const live of lives) this.#leaveOrder(live);
  }

  #leaveOrder(live: LiveQuestion): void {
    this.#forgetConcerns();
    live.reach = -1;
    live.order?.views.delete(live);
    live.order = undefined;
    for (const [name, held] of this.#orders) {
      if (!held.for.delete(live) || held.for.size > 0) continue;
      held.order.free();
      this.#orders.delete(name);
    }
  }

  #forgetConcerns(): void {
    this.#concerns.contact.clear();
    this.#concerns.company.clear();
  }

  #concern(of: Subject, fields: ReadonlySet<FieldId> | undefined): Concern {
    let concern = this.#concerns[of].get(fields);
    if (concern) return concern;
    const answers: LiveQuestion[] = [];
    const shown: LiveQuestion[] = [];
    const loose: LiveQuestion[] = [];
    const matchings = new Map<Matching, boolean>();
    const orders = new Set<Held>();
    for (const live of this.live) {
      const how = live.question.of === of ? live.concerns(fields) : undefined;
      if (how === 'answer') {
        const { matching } = live;
        answers.push(live);
        matchings.set(matching, !fields || [...fields].some((field) => matching.asks.has(field)));
      } else if (how) shown.push(live);
      if (!how || !live.sortsBy(fields)) continue;
      if (!live.order) loose.push(live);
      for (const held of this.#orders.values()) if (held.for.has(live)) orders.add(held);
    }
    concern = { matchings: [...matchings], answers, shown, loose, orders: [...orders] };
    this.#concerns[of].set(fields, concern);
    return concern;
  }
}

/** @param from where the row stood; not known: it counts as moved. */
function place(order: Order, row: number, from: Gap | undefined): void {
  if (!order.isWhole) return order.postpone(row);
  const to = order.find(row);
  for (const view of order.views) {
    if (hasBit(view.bits(), row) && (!from || order.isBetween(from, to, view)))
      (view as LiveQuestion).moved(row);
  }
  order.insert(row, to);
}

function orderName({ of, sort = [] }: ColumnarQuestion, { language }: Surroundings): string {
  return JSON.stringify([of, sort.map(({ field, direction }) => [field, direction]), language]);
}
