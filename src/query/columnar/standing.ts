import { isRelative } from '../../criteria/operators.js';
import { linesOf, simplifyParsed } from '../../criteria/simplify.js';
import { everything } from '../../criteria/types.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Surroundings } from '../types.js';
import type { Asking } from './asking.js';
import type { RowOrder } from './levels.js';
import { stored, type Keeper, type LiveQuestion } from './live.js';
import { Matching } from './matching.js';
import { hasBit, rowsOf } from './memory.js';
import { Order, type Gap, type Keyed } from './order.js';
import { sortedByKey, sortTies } from './sort-rows.js';
import type { Table } from './table.js';
import type { ColumnarQuestion } from './types.js';
import { atOnce, sortsAnew } from './views.js';

/** So many orders that nobody has any more are kept for those who may come back. */
const mostSpare = 2;

/** An order that stands, or is being made. */
export interface Held {
  readonly name: string;
  readonly order: Order;
  /** The stored fields that decide on it. */
  readonly sorts: Fields;
  /** One of those that have it. */
  readonly question: ColumnarQuestion;
  readonly surroundings: Surroundings;
  readonly making: Generator<void, void>;
}

type Fields = ReadonlySet<FieldId>;

/** What a change of certain fields has to do with. */
interface Concern {
  /** `asks`: the criteria have to be asked again. */
  readonly looks: readonly { readonly matching: Matching; readonly asks: boolean }[];
  readonly lives: LiveQuestion[];
  /** Those whose groups or figures may be others. */
  readonly counted: LiveQuestion[];
  /** Those that sort by them, and have no order that could say whether a row has moved. */
  readonly loose: LiveQuestion[];
  readonly orders: readonly Held[];
}

/** What stands: live questions, the rows that meet their criteria, and the orders of rows that they share. */
export class Standing implements Keeper {
  /** Of so many records a live question has its order at once; of more, when `prepare` has made it. */
  readonly atOnce: number;
  readonly #asking: Asking;
  /** Rows of a chunk. An order takes in twice as many at a time: about a millisecond. */
  readonly #chunk: number;
  readonly #orders = new Map<string, Held>();
  /** Orders that nobody has. They do not follow changes, but go with the first one that they would have to. */
  readonly #spare = new Set<Held>();
  readonly #matchings = new Map<unknown, Matching>();
  readonly #concerns = new Map<unknown, Partial<Record<Subject, Concern>>>();
  readonly #live = new Set<LiveQuestion>();

  constructor(asking: Asking, orderAtOnce = atOnce, chunk = 512) {
    this.#asking = asking;
    this.atOnce = orderAtOnce;
    this.#chunk = chunk;
  }

  match(live: LiveQuestion): Matching {
    const { question, surroundings } = live;
    const { of, criteria = everything } = question;
    const lines = [...linesOf(simplifyParsed(criteria, this.#asking.views.catalog))];
    // Clocks are everybody's own.
    const isShared = !lines.some(({ operator }) => isRelative(operator));
    const name = isShared ? JSON.stringify([of, criteria, surroundings.timeZone]) : {};
    let matching = this.#matchings.get(name);
    if (!matching) {
      const asks = stored(lines.map(({ field }) => field));
      matching = new Matching(this.#asking, { of, criteria, fields: [] }, surroundings, asks);
      this.#matchings.set(name, matching);
    }
    this.#live.add(live);
    this.#concerns.clear();
    return matching;
  }

  leave(live: LiveQuestion): void {
    this.#live.delete(live);
    this.#leaveOrder(live);
    const used = new Set(Array.from(this.#live, ({ matching }) => matching));
    for (const [name, each] of this.#matchings) if (!used.has(each)) this.#matchings.delete(name);
  }

  /** Columns are others, or what comes before what: all orders, or those that sort by such fields, are made anew. */
  renew(changed?: Fields): void {
    const { catalog } = this.#asking.views;
    for (const held of this.#orders.values()) {
      const { sort } = held.question;
      if (!changed || sort?.some(({ field }) => sortsAnew(catalog.get(field), changed))) this.#drop(held);
    }
    const evaluated = new Set<Matching>();
    for (const matching of this.#matchings.values()) {
      if (changed && !meets(changed, matching.asks)) continue;
      matching.evaluate();
      evaluated.add(matching);
    }
    for (const live of this.#live) {
      live.evaluate(evaluated.has(live.matching));
      live.everything();
    }
    this.#concerns.clear();
  }

  /** Small tables get their orders without being asked. */
  prepareSmall(): void {
    for (const live of this.#live) while (live.table.count <= this.atOnce && this.#prepare(live));
  }

  /** A piece of what live questions will want. False: nothing is left. */
  prepare(): boolean {
    if (this.#asking.views.step()) return true;
    for (const live of this.#live) if (live.arrive()) return true;
    for (const live of this.#live) if (this.#prepare(live)) return true;
    return false;
  }

  /** The tables have room for more rows. */
  grow(): void {
    for (const matching of this.#matchings.values()) matching.grow();
    for (const { order, question } of this.#orders.values())
      order.grow(this.#asking.views.tables[question.of].capacity);
  }

  tell(): void {
    for (const live of this.#live) live.tell();
  }

  /** Whether any question about contacts has to do with these fields. */
  asksContactsBy(fields: Fields): boolean {
    return this.#concern('contact', fields).lives.length > 0;
  }

  /**
   * A change of some rows: whatever has to do with these fields (undefined: with all) looks at the rows before and after.
   *
   * @param write answers false when everything was worked out anew meanwhile, so that there is nothing to add.
   */
  change(
    of: Subject,
    rows: readonly number[],
    fields: Fields | undefined,
    stays: boolean,
    write: () => boolean,
  ): boolean {
    const { looks, lives, counted, loose, orders } = this.#concern(of, fields);
    for (const held of this.#spare)
      if (held.question.of === of && (!fields || meets(fields, held.sorts))) this.#drop(held);
    const gaps: (Gap | undefined)[] = [];
    for (const { order } of orders) for (const row of rows) gaps.push(order.remove(row));
    for (const live of counted) for (const row of rows) if (hasBit(live.bits, row)) live.count(row, -1);
    if (!write()) return false;
    if (stays) {
      const isOne = rows.length === 1;
      for (const [index, held] of orders.entries()) {
        const { order, question, surroundings } = held;
        // Several that change together all count as moved.
        if (isOne || this.#asking.views.order(question, surroundings))
          for (const row of rows) place(order, row, isOne ? gaps[index] : undefined);
        else {
          for (const live of order.views as Set<LiveQuestion>) live.everything();
          this.#drop(held);
        }
      }
    }
    for (const row of rows) {
      for (const { matching, asks } of looks) matching.look(row, asks);
      for (const live of lives) live.after(row);
      for (const live of counted) if (live.matching.is) live.count(row, 1);
      if (stays) for (const live of loose) live.moved(row);
    }
    return true;
  }

  /** A piece of a question's order. False: it has one, or needs none. */
  #prepare(live: LiveQuestion): boolean {
    if (!live.isUnordered) return false;
    const held = live.held ?? this.#hold(live);
    if (!held) return this.#asking.views.step();
    if (!held.order.isWhole) held.making.next();
    if (held.order.isWhole) held.order.watch(live);
    this.#concerns.clear();
    return true;
  }

  /** Its order, or one that is to be made; undefined while ranks for it are missing. */
  #hold(live: LiveQuestion): Held | undefined {
    const { views } = this.#asking;
    const { question, surroundings, table } = live;
    const name = JSON.stringify([question.of, question.sort, surroundings.language]);
    let held = this.#orders.get(name);
    if (!held) {
      const by = views.order(question, surroundings);
      if (!by) return undefined;
      const order = new Order(views.tables.arena, by.compare, table.capacity, this.#chunk);
      held = { name, order, sorts: live.sorts, question, surroundings, making: make(order, by, table) };
      held.making.next();
      this.#orders.set(name, held);
    }
    this.#spare.delete(held);
    held.order.views.add(live);
    live.held = held;
    return held;
  }

  #leaveOrder(live: LiveQuestion): void {
    const { held } = live;
    live.held = undefined;
    live.reach = -1;
    this.#concerns.clear();
    if (!held?.order.views.delete(live) || held.order.views.size > 0) return;
    this.#spare.add(held);
    for (const oldest of this.#spare) if (this.#spare.size > mostSpare) this.#drop(oldest);
  }

  /** Whoever has it has none from now on. */
  #drop(held: Held): void {
    for (const live of held.order.views as Set<LiveQuestion>) this.#leaveOrder(live);
    this.#spare.delete(held);
    held.order.free();
    this.#orders.delete(held.name);
  }

  #concern(of: Subject, fields: Fields | undefined): Concern {
    let known = this.#concerns.get(fields);
    if (!known) this.#concerns.set(fields, (known = {}));
    return (known[of] ??= this.#findOut(of, fields));
  }

  #findOut(of: Subject, fields: Fields | undefined): Concern {
    const lives: LiveQuestion[] = [];
    const counted: LiveQuestion[] = [];
    const loose: LiveQuestion[] = [];
    const [matchings, orders] = [new Set<Matching>(), new Set<Held>()];
    const has = (some: Fields) => !fields || meets(fields, some);
    for (const live of this.#live) {
      const [asks, sorts] = [has(live.asks), has(live.sorts)];
      const { question, fault } = live;
      if (question.of !== of || !(asks || sorts || has(live.shows))) continue;
      matchings.add(live.matching); // of one at fault, too, whose field may come back
      if (fault) continue;
      lives.push(live);
      if (asks && (question.groupBy ?? question.aggregates)) counted.push(live);
      if (sorts && !live.order) loose.push(live);
      if (sorts && live.held) orders.add(live.held);
    }
    const looks = Array.from(matchings, (matching) => ({ matching, asks: has(matching.asks) }));
    return { looks, lives, counted, loose, orders: [...orders] };
  }
}

const meets = (some: Fields, others: Fields) => [...some].some((field) => others.has(field));

function* make(order: Order, by: RowOrder, table: Table): Generator<void, void> {
  const collect = function* (): Generator<void, Keyed> {
    const rows = rowsOf(table.alive, new Uint32Array(table.count));
    const keys = by.keys(rows);
    yield;
    return yield* sortedByKey({ rows, keys });
  };
  yield* order.make(
    collect,
    (some) => sortTies(some, by.compare),
    (row) => order.insert(row, order.find(row)),
  );
}

/** @param from where the row stood; not known: it counts as moved. */
function place(order: Order, row: number, from: Gap | undefined): void {
  if (!order.isWhole) return order.postpone(row);
  const to = order.find(row);
  for (const view of order.views)
    if (hasBit(view.bits, row) && (!from || order.isBetween(from, to, view)))
      (view as LiveQuestion).moved(row);
  order.insert(row, to);
}
