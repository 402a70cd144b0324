import type { FieldId, Subject } from '../../model/fields.js';
import type { Surroundings } from '../types.js';
import type { Asking } from './asking.js';
import type { LiveQuestion } from './live.js';
import { rowsOf, type Arena } from './memory.js';
import { Order } from './order.js';
import type { ColumnarQuestion } from './types.js';

/** Up to so many records a live question gets its standing order at once; beyond, when `prepare` is called. */
const orderAtOnce = 20_000;

/** What stands: live questions, and the orders of rows that they share. */
export class Standing {
  readonly #arena: Arena;
  readonly #asking: Asking;
  readonly #atOnce: number;
  readonly #chunk: number | undefined;
  readonly #orders = new Map<string, Order>();
  readonly live = new Set<LiveQuestion>();

  constructor(
    arena: Arena,
    asking: Asking,
    tuning: { readonly orderAtOnce?: number; readonly chunk?: number } = {},
  ) {
    this.#arena = arena;
    this.#asking = asking;
    this.#atOnce = tuning.orderAtOnce ?? orderAtOnce;
    this.#chunk = tuning.chunk;
  }

  find(question: ColumnarQuestion, surroundings: Surroundings): Order | undefined {
    return this.#orders.get(orderName(question, surroundings));
  }

  /** Small tables get their orders without being asked. */
  prepareSmall(): void {
    for (const live of this.live) if (!live.order && live.table.count <= this.#atOnce) this.prepare(live);
  }

  /** Gives a question its order. False: it has one, or needs none. */
  prepare(live: LiveQuestion): boolean {
    const { question, surroundings, table } = live;
    if (live.order || live.fault || (!question.window && !question.sort)) return false;
    const name = orderName(question, surroundings);
    let order = this.#orders.get(name);
    if (!order) {
      const rows = new Uint32Array(table.count);
      rowsOf(table.alive, rows);
      const { views } = this.#asking;
      const by = this.#asking.order(question, surroundings);
      order = new Order(this.#arena, by, views.idOrder(question.of), rows, table.capacity, this.#chunk);
      this.#orders.set(name, order);
    }
    live.order = order;
    order.watch(live);
    return true;
  }

  /** The question has no order any more; one that nobody has goes. */
  leaveOrder(live: LiveQuestion): void {
    const { order } = live;
    if (!order) return;
    live.order = undefined;
    order.views.delete(live);
    if (order.views.size > 0) return;
    order.free();
    for (const [name, each] of this.#orders) if (each === order) this.#orders.delete(name);
  }

  dropOrders(): void {
    for (const live of this.live) this.leaveOrder(live);
  }

  renewAll(different: boolean): void {
    for (const live of this.live) live.renew(different);
  }

  /** The table has room for more rows. */
  grown(): void {
    for (const live of this.live) live.grow(live.table.words);
    for (const order of this.#orders.values()) {
      for (const view of order.views) order.grow((view as LiveQuestion).table.capacity);
    }
  }

  tell(): void {
    for (const live of [...this.live]) if (this.live.has(live)) live.tell();
  }

  /** Whether any question about contacts has to do with these fields. */
  asksContactsBy(fields: ReadonlySet<FieldId>): boolean {
    for (const live of this.live) if (live.question.of === 'contact' && live.concerns(fields)) return true;
    return false;
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
    const concerned: LiveQuestion[] = [];
    const shown: LiveQuestion[] = [];
    const orders = new Set<Order>();
    for (const live of this.live) {
      if (live.question.of !== of || live.fault) continue;
      const how = live.concerns(fields);
      if (how === 'answer') concerned.push(live);
      else if (how) shown.push(live);
      if (live.order && live.sortsBy(fields)) orders.add(live.order);
    }
    const moving = [...orders].map((order) => ({ order, gaps: rows.map((row) => order.remove(row)) }));
    for (const live of concerned) for (const row of rows) live.before(row);
    if (!write()) return false;
    if (stays) {
      for (const { order, gaps } of moving) {
        for (const [at, row] of rows.entries())
          this.#place(order, row, rows.length === 1 ? gaps[at] : undefined, rows);
      }
    }
    const table = this.#asking.table(of);
    for (const live of concerned) {
      // Without an order nobody can say whether a row has moved.
      const moves = stays && !live.order && live.sortsBy(fields);
      for (const row of rows) {
        live.after(row, table.isAlive(row));
        if (moves) live.moved(row);
      }
    }
    for (const live of shown) for (const row of rows) live.shown(row);
    return true;
  }

  get bytes(): { readonly orders: number; readonly live: number } {
    let [orders, live] = [0, 0];
    for (const order of this.#orders.values()) orders += order.bytes;
    for (const each of this.live) live += each.bytes;
    return { orders, live };
  }

  /** When several rows change together, each counts as moved. */
  #place(order: Order, row: number, from: ReturnType<Order['remove']>, { length }: readonly number[]): void {
    const to = order.find(row);
    for (const view of order.views) {
      if (length > 1 || (from && order.isBetween(from, to, view))) (view as LiveQuestion).moved(row);
    }
    order.insert(row, to);
  }
}

function orderName({ of, sort = [] }: ColumnarQuestion, { language }: Surroundings): string {
  return JSON.stringify([of, sort.map(({ field, direction }) => [field, direction]), language]);
}
