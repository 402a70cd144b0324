import type { CriteriaContext } from '../../criteria/evaluate.js';
import { isRelative } from '../../criteria/operators.js';
import { linesOf, simplifyCriteria } from '../../criteria/simplify.js';
import { everything, isGroup, type Criteria, type CriteriaNode } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';
import type { Row, Surroundings } from '../types.js';
import type { QuestionFault } from '../question-fault.js';
import { Tallies } from './aggregates.js';
import { AskedLately, type Asked } from './asked.js';
import { everyRow, type Filter } from './filter.js';
import { countGroups, GroupLevel, groupTree, type GroupKey } from './groups.js';
import type { Join } from './join.js';
import { kernels } from './kernels.js';
import { rowsOf, type Bits } from './memory.js';
import { planCriteria } from './plan.js';
import { borrow, giveBack } from './scratch.js';
import { selectRows } from './sort-rows.js';
import type { Table } from './table.js';
import type { ColumnarAnswer, ColumnarOptions, ColumnarQuestion, CriteriaCount } from './types.js';
import type { Views } from './views.js';

/** What is known of a question's result; the rest of the answer is made from it. */
export interface Result {
  readonly total: number;
  readonly levels: readonly GroupLevel[];
  readonly groups: ReadonlyMap<GroupKey, number>;
  readonly tallies: Tallies | undefined;
  /** Undefined: the rows can't be put in order yet. */
  readonly window: (offset: number, limit: number) => Uint32Array | undefined;
}

/** While values of a field that the question names are being fetched. */
export const onItsWay: ColumnarAnswer = {
  phase: 'loading',
  rows: [],
  offset: 0,
  total: 'unknown',
  groups: [],
};

/** So many rows are put in order whether their values have ranks or not. */
const few = 256;

/** Answers questions from the columns as they are. */
export class Asking {
  readonly views: Views;
  readonly #contacts: Table;
  readonly #companies: Table;
  readonly #join: Join;
  readonly #asked = new AskedLately();

  readonly #parse: ColumnarOptions['parse'];

  constructor(views: Views, contacts: Table, companies: Table, join: Join, parse: ColumnarOptions['parse']) {
    this.#parse = parse;
    this.views = views;
    this.#contacts = contacts;
    this.#companies = companies;
    this.#join = join;
  }

  table(of: Subject): Table {
    return of === 'contact' ? this.#contacts : this.#companies;
  }

  /** The answer to a question from anywhere (Q6). */
  answer(input: unknown, surroundings: Surroundings): ColumnarAnswer {
    const { views } = this;
    const asked = this.#asked.of(input, surroundings, views.version, () => this.#read(input, surroundings));
    const { question, levels, filter } = asked;
    if (this.isOnItsWay(question)) return onItsWay;
    const table = this.table(question.of);
    const bits = borrow(table.alive);
    filter.scan(bits);
    kernels.and(bits, table.alive);
    const total = kernels.count(bits);
    let list: Uint32Array | undefined;
    const rows = () => {
      if (!list) rowsOf(bits, (list = new Uint32Array(total)));
      return { rows: list, count: total };
    };
    const answer = this.answerOf(question, {
      total,
      levels,
      groups: countGroups(levels, bits, rows),
      tallies: this.tallies(question, levels, bits, total),
      window: (offset, limit) => this.select(question, surroundings, bits, total, offset, limit),
    });
    giveBack(bits);
    return answer;
  }

  parse(input: unknown): ColumnarQuestion {
    return this.#parse(input, this.views.catalog);
  }

  #read(input: unknown, surroundings: Surroundings): Asked {
    const question = this.parse(input);
    if (this.isOnItsWay(question)) return { question, filter: everyRow, levels: [] };
    return {
      question,
      filter: this.plan(question, surroundings),
      levels: this.levels(question, surroundings),
    };
  }

  /** Whether criteria mean the same at any time (Q5). */
  isTimeless({ criteria }: ColumnarQuestion): boolean {
    if (!criteria) return true;
    for (const { operator } of linesOf(simplifyCriteria(criteria, this.views.catalog)))
      if (isRelative(operator)) return false;
    return true;
  }

  answerOf(question: ColumnarQuestion, result: Result): ColumnarAnswer {
    const { of, window, fields } = question;
    const { total, levels, groups, tallies } = result;
    const size = window ? Math.max(0, Math.min(window.limit, total - window.offset)) : 0;
    const rows = size > 0 ? result.window(window!.offset, size) : [];
    return {
      phase: rows ? 'ready' : 'loading',
      rows: rows ? this.#project(of, fields, rows) : [],
      offset: window?.offset ?? 0,
      total: { exact: total },
      groups: groupTree(levels, groups, (key, first) =>
        tallies ? { aggregates: tallies.of(key, first) } : {},
      ),
      ...(tallies && { aggregates: tallies.all }),
    };
  }

  tallies(
    { of, aggregates }: ColumnarQuestion,
    levels: readonly GroupLevel[],
    bits: Bits,
    total: number,
  ): Tallies | undefined {
    if (!aggregates) return undefined;
    const rows = new Uint32Array(total);
    rowsOf(bits, rows);
    return new Tallies(this.views, of, aggregates, levels, rows);
  }

  /** Whether it names a field whose values are being fetched. */
  isOnItsWay(question: ColumnarQuestion | Criteria): boolean {
    const { missing } = this.views;
    return missing.size > 0 && [...missing].some((field) => JSON.stringify(question).includes(`"${field}"`));
  }

  /** What became wrong with a question that was right once: fields come and go. */
  faultOf(question: ColumnarQuestion): QuestionFault | undefined {
    try {
      this.parse(question);
      return undefined;
    } catch (error) {
      return error as QuestionFault;
    }
  }

  plan(
    { of, criteria = everything }: Pick<ColumnarQuestion, 'of' | 'criteria'>,
    surroundings: Surroundings,
  ): Filter {
    const { views } = this;
    return planCriteria(simplifyCriteria(criteria, views.catalog), this.#planning(of, surroundings));
  }

  levels({ of, groupBy = [] }: ColumnarQuestion, { language }: Surroundings): readonly GroupLevel[] {
    return groupBy.map((field) => new GroupLevel(this.views, field, of, language));
  }

  /** A question's rows as a filter; none for a question that is no longer right. */
  filterOf(question: ColumnarQuestion, surroundings: Surroundings): Filter | undefined {
    return this.faultOf(question) ? undefined : this.plan(question, surroundings);
  }

  /** A window of matching rows, without a standing order. Undefined: what it takes is not there yet. */
  select(
    question: ColumnarQuestion,
    surroundings: Surroundings,
    bits: Bits,
    total: number,
    offset: number,
    limit: number,
  ): Uint32Array | undefined {
    const { of, sort = [] } = question;
    const { language } = surroundings;
    const isFew = total <= few;
    if (!isFew && !this.views.isReady(of, sort, language)) return undefined;
    const rows = new Uint32Array(total);
    rowsOf(bits, rows);
    return selectRows(
      rows,
      this.views.order(of, sort, language, isFew),
      this.views.idOrder(of),
      offset,
      limit,
    );
  }

  /** Matches of each active line and group by itself. */
  counts(of: Subject, criteria: Criteria, surroundings: Surroundings): readonly CriteriaCount[] {
    const table = this.table(of);
    const planning = this.#planning(of, surroundings);
    const counts: CriteriaCount[] = [];
    // Each line is asked once, and a group made of the bitsets of what is in it.
    const visit = (node: CriteriaNode, path: readonly number[]): Bits | undefined => {
      const place = counts.length;
      let bits: Bits | undefined;
      if (!isGroup(node)) {
        const simplified = simplifyCriteria({ match: 'all', items: [node] }, planning.catalog);
        if (simplified.items.length === 0 || this.isOnItsWay(simplified)) return undefined;
        planCriteria(simplified, planning).scan((bits = borrow(table.alive)));
      } else if (!node.muted) {
        const combine = node.match === 'all' ? kernels.and : kernels.or;
        for (const [index, item] of node.items.entries()) {
          const inner = visit(item, [...path, index]);
          if (bits && inner) {
            combine(bits, inner);
            giveBack(inner);
          } else bits ??= inner;
        }
        if (bits && node.match === 'none') kernels.not(bits);
      }
      if (!bits && path.length === 0) (bits = borrow(table.alive)).fill(-1);
      if (bits) counts.splice(place, 0, { path, count: kernels.countAnd(bits, table.alive) });
      return bits;
    };
    const all = visit(criteria, []);
    if (all) giveBack(all);
    return counts;
  }

  #planning(of: Subject, { now, timeZone }: Surroundings) {
    const { views } = this;
    const context: CriteriaContext = { catalog: views.catalog, setup: views.setup, now: now(), timeZone };
    return {
      ...context,
      of,
      join: this.#join,
      companies: this.#companies,
      source: (field: Parameters<Views['source']>[0]) => views.source(field),
    };
  }

  #project(of: Subject, fields: readonly string[], rows: Iterable<number>): readonly Row[] {
    const { ids } = this.table(of);
    const wanted = fields.map((field) => [field, this.views.reader(field, of)] as const);
    return Array.from(rows, (row) => {
      const values: Record<string, ReturnType<(typeof wanted)[0][1]>> = {};
      for (const [field, read] of wanted) values[field] = read(row);
      return { id: ids.idOf(row), values };
    });
  }
}
