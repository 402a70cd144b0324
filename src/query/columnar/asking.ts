import { simplifyParsed } from '../../criteria/simplify.js';
import { everything, isGroup, type Criteria, type CriteriaNode } from '../../criteria/types.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Id, Value } from '../../model/records.js';
import type { QuestionFault } from '../question-fault.js';
import type { Row, Surroundings } from '../types.js';
import { AskedLately, type Asked } from './asked.js';
import { everyRow, type Filter } from './filter.js';
import type { GroupLevel } from './group-level.js';
import { GroupCounts } from './groups.js';
import { kernels } from './kernels.js';
import type { Bits } from './memory.js';
import { planCriteria, type Planning } from './plan.js';
import { borrow, giveBack } from './scratch.js';
import { selectRows } from './sort-rows.js';
import { Tallies } from './tallies.js';
import type {
  ColumnarAnswer,
  ColumnarGroup,
  ColumnarOptions,
  ColumnarQuestion,
  CriteriaCount,
} from './types.js';
import type { Views } from './views.js';

/** What is known of a question's result; the rest of the answer is made from it. */
export interface Result {
  readonly total: number;
  /** Undefined: they can't be told yet. */
  readonly groups: readonly ColumnarGroup[] | undefined;
  readonly tallies: Tallies | undefined;
  /** Undefined: the rows can't be put in order yet. */
  rows(offset: number, limit: number): Uint32Array | undefined;
}

/** While values of a field that the question names are being fetched. */
export const onItsWay: ColumnarAnswer = {
  phase: 'loading',
  rows: [],
  offset: 0,
  total: 'unknown',
  groups: [],
};

/** So many rows may as well be compared by their values. */
const few = 256;

/** Answers questions from the columns as they are. */
export class Asking {
  readonly views: Views;
  readonly #parse: ColumnarOptions['parse'];
  readonly #asked = new AskedLately();

  constructor(views: Views, parse: ColumnarOptions['parse']) {
    this.views = views;
    this.#parse = parse;
  }

  /** The answer to a question from anywhere (Q6). */
  answer(input: unknown, surroundings: Surroundings): ColumnarAnswer {
    const { views } = this;
    // Who scrolls asks for one window after the other of the same question.
    const { window, ...rest } = Object(input) as ColumnarQuestion;
    const asked = this.#asked.of(rest, surroundings, views.version, () => this.#read(input, surroundings));
    const { levels, filter, question: kept } = asked;
    const question =
      window === undefined ? kept : { ...this.parse({ of: kept.of, fields: [], window }), ...kept };
    if (this.isOnItsWay(question)) return onItsWay;
    const { alive } = views.tables[question.of];
    const bits = borrow(alive);
    const total = scan(filter, alive, bits);
    const areReady = views.areReady(levels);
    const tallies = areReady ? this.tallies(question, levels, () => bits) : undefined;
    while (tallies?.step());
    const groups =
      levels.length === 0 ? [] : areReady ? GroupCounts.of(levels, bits).show(tallies) : undefined;
    const answer = this.answerOf(question, {
      total,
      groups,
      tallies,
      rows: (offset, limit) => this.select(question, surroundings, bits, total, offset, limit),
    });
    giveBack(bits);
    return answer;
  }

  parse(input: unknown): ColumnarQuestion {
    return this.#parse(input, this.views.catalog);
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

  /** Whether it names a field whose values are being fetched. */
  isOnItsWay(question: ColumnarQuestion | Criteria): boolean {
    const { missing } = this.views;
    return missing.size > 0 && [...missing].some((field) => JSON.stringify(question).includes(`"${field}"`));
  }

  plan({ of, criteria = everything }: ColumnarQuestion, surroundings: Surroundings): Filter {
    const { catalog } = this.views;
    return planCriteria(simplifyParsed(criteria, catalog), this.#planning(of, surroundings));
  }

  levels({ of, groupBy = [] }: ColumnarQuestion, { language }: Surroundings): readonly GroupLevel[] {
    return groupBy.map((field) => this.views.level(field, of, language));
  }

  /** The figures that a question wants, none of them taken in yet. */
  tallies(
    { of, aggregates }: ColumnarQuestion,
    levels: readonly GroupLevel[],
    bits: () => Bits,
  ): Tallies | undefined {
    return aggregates && new Tallies(this.views, of, aggregates, levels, bits);
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
    if (offset >= total || limit === 0) return new Uint32Array(0);
    const order = this.views.order(question, surroundings, total <= few);
    return order && selectRows(bits, total, order, offset, limit);
  }

  answerOf({ of, window, fields }: ColumnarQuestion, result: Result): ColumnarAnswer {
    const { total, groups, tallies } = result;
    const rows = window ? result.rows(window.offset, window.limit) : [];
    const isReady = groups && rows;
    return {
      phase: isReady ? 'ready' : 'loading',
      rows: isReady ? this.#project(of, fields, rows) : [],
      offset: window?.offset ?? 0,
      total: { exact: total },
      groups: groups ?? [],
      ...(groups && tallies && { aggregates: tallies.of() }),
    };
  }

  /** Matches of each active line and group by itself. */
  counts(of: Subject, criteria: Criteria, surroundings: Surroundings): readonly CriteriaCount[] {
    const { alive } = this.views.tables[of];
    const planning = this.#planning(of, surroundings);
    const counts: CriteriaCount[] = [];
    // Each line is asked once, and a group made of the bitsets of what is in it.
    const visit = (node: CriteriaNode, path: readonly number[]): Bits | undefined => {
      const place = counts.length;
      let bits: Bits | undefined;
      if (!isGroup(node)) {
        const simplified = simplifyParsed({ match: 'all', items: [node] }, planning.catalog);
        if (simplified.items.length === 0 || this.isOnItsWay(simplified)) return undefined;
        planCriteria(simplified, planning).scan((bits = borrow(alive)));
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
      if (path.length === 0) bits ??= borrow(alive).fill(-1);
      if (bits) counts.splice(place, 0, { path, count: kernels.count(bits, alive) });
      return bits;
    };
    giveBack(visit(criteria, [])!);
    return counts;
  }

  #read(input: unknown, surroundings: Surroundings): Asked {
    const { window: _, ...question } = this.parse(input);
    if (this.isOnItsWay(question)) return { question, filter: everyRow, levels: [] };
    return {
      question,
      filter: this.plan(question, surroundings),
      levels: this.levels(question, surroundings),
    };
  }

  #planning(of: Subject, { now, timeZone }: Surroundings): Planning {
    const { views } = this;
    const { catalog, setup } = views;
    return { of, views, catalog, setup, now: now(), timeZone };
  }

  /** Column by column, which is quicker than row by row. */
  #project(of: Subject, fields: readonly FieldId[], rows: ArrayLike<number>): readonly Row[] {
    const { ids } = this.views.tables[of];
    const projected: { id: Id; values: Record<FieldId, Value> }[] = [];
    for (let at = 0; at < rows.length; at++) projected.push({ id: ids.idOf(rows[at]!), values: {} });
    for (const field of fields) {
      const { read } = this.views.see(field, of);
      for (let at = 0; at < rows.length; at++) projected[at]!.values[field] = read(rows[at]!);
    }
    return projected;
  }
}

/** The rows that meet a filter, and how many they are. */
export function scan(filter: Filter, alive: Bits, to: Bits): number {
  filter.scan(to);
  kernels.and(to, alive);
  return kernels.count(to);
}
