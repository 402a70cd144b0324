import type { ReactiveController } from 'lit';
import { QuestionController, type AskingHost } from '../../controllers/question-controller.js';
import type { Criteria } from '../../criteria/types.js';
import { sameValue } from '../../model/changes.js';
import type { Field, FieldId, Subject } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Answer, Question, Sort } from '../../query/types.js';
import { columnCriteria, type GroupField } from './board-fields.js';
import { columnsOf, type BoardColumn } from './columns.js';

/** What the board asks for at present. */
export interface BoardPlan {
  readonly of: Subject;
  readonly groupBy: GroupField;
  /** The field of `groupBy`. */
  readonly field: Field;
  readonly cardFields: readonly FieldId[];
  readonly criteria: Criteria;
  /** The fields that each card needs. */
  readonly fields: readonly FieldId[];
  readonly sort: Sort;
  readonly hideEmpty: boolean;
  readonly collapsed: ReadonlySet<string>;
}

export interface ColumnView extends BoardColumn {
  readonly collapsed: boolean;
  /** The loaded cards of the column; none while it is collapsed. */
  readonly answer: Answer;
}

/** Cards that a column asks for at a time: more than most screens show of it, and few enough to be there in a frame. */
export const pageSize = 25;
/** So many at most, to bring a card into view that was moved far down. */
const revealLimit = 1000;
/** Milliseconds between two pages, so that each is painted. */
const frame = 16;

interface ColumnQuestion {
  column: BoardColumn;
  limit: number;
  readonly controller: QuestionController;
}

/**
 * Asks one question for the columns and their counts, and one more for the cards of each column, a page at a time: no
 * board ever loads all of its records.
 */
export class BoardQuestions implements ReactiveController {
  readonly #host: AskingHost;
  readonly #readPlan: () => BoardPlan | undefined;
  readonly #groups: QuestionController;
  readonly #cards = new Map<string, ColumnQuestion>();
  #plan: BoardPlan | undefined;
  /** A card that somebody wants to see, and where. */
  #wanted: { readonly key: string; readonly id: Id; readonly end: (isThere: boolean) => void } | undefined;

  constructor(host: AskingHost, plan: () => BoardPlan | undefined) {
    this.#host = host;
    this.#readPlan = plan;
    this.#groups = new QuestionController(host, () => this.#askGroups());
    host.addController(this);
  }

  /** The answer that columns and counts come from. */
  get groups(): Answer {
    return this.#groups.answer;
  }

  /** What could not be asked, though there is something to show: columns, or the cards of some. */
  get failure(): Answer | undefined {
    const answers = [this.groups, ...Array.from(this.#cards.values(), ({ controller }) => controller.answer)];
    return answers.find(({ phase }) => phase === 'failed');
  }

  /** What the answers are to. */
  get plan(): BoardPlan | undefined {
    return this.#plan;
  }

  /** The columns in their order, each with its cards. */
  get columns(): readonly ColumnView[] {
    return [...this.#cards.values()].map(({ column, controller }) => ({
      ...column,
      collapsed: this.#isCollapsed(column),
      answer: controller.answer,
    }));
  }

  /** Asks for the next page of a column, unless one is on its way. */
  more(key: string): void {
    const question = this.#cards.get(key);
    if (!question || question.controller.answer.rows.length < question.limit) return;
    question.limit += pageSize;
    this.#host.requestUpdate();
  }

  /**
   * Asks for a page after the other, within reason, until a card is there to be seen. One page in a frame: many cards
   * at once would keep the page from doing anything else. Resolves when it is there, or will not be.
   */
  reveal(key: string, id: Id): Promise<boolean> {
    this.#wanted?.end(false);
    this.#host.requestUpdate();
    return new Promise((end) => (this.#wanted = { key, id, end }));
  }

  /** Runs after that of the question about groups, and before those about cards. */
  hostUpdate(): void {
    const { leads } = this.#host;
    const plan = this.#plan;
    const columns =
      plan && leads ? columnsOf(plan.field, this.groups.groups, leads.setup, plan.hideEmpty) : [];
    const before = new Map(this.#cards);
    this.#cards.clear();
    for (const column of columns) {
      const known = before.get(column.key);
      before.delete(column.key);
      this.#cards.set(column.key, known ? Object.assign(known, { column }) : this.#create(column));
    }
    for (const { controller } of before.values()) {
      controller.hostDisconnected();
      this.#host.removeController(controller);
    }
  }

  hostUpdated(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const question = this.#cards.get(wanted.key);
    const { rows = [], phase } = question?.controller.answer ?? {};
    if (phase === 'loading' || phase === 'stale') return;
    const isThere = rows.some((row) => row.id === wanted.id);
    if (question && !isThere && rows.length === question.limit && question.limit < revealLimit) {
      setTimeout(() => this.#wanted === wanted && this.more(wanted.key), frame);
      return;
    }
    this.#wanted = undefined;
    wanted.end(isThere);
  }

  hostDisconnected(): void {
    this.#wanted?.end(false);
    this.#wanted = undefined;
  }

  #create(column: BoardColumn): ColumnQuestion {
    const { key } = column;
    const controller = new QuestionController(this.#host, () => this.#askCards(key));
    return { column, limit: pageSize, controller };
  }

  #askGroups(): Question | undefined {
    const before = this.#plan;
    const plan = (this.#plan = this.#readPlan());
    const asks = (of: BoardPlan | undefined) => of && [of.criteria, of.sort, of.field.id];
    if (!sameValue(asks(before), asks(plan))) this.#startOver();
    return plan && { of: plan.of, criteria: plan.criteria, groupBy: [plan.field.id], fields: [] };
  }

  /** Other cards: a page of each column, and from the top. */
  #startOver(): void {
    for (const each of this.#cards.values()) each.limit = pageSize;
    for (const list of this.#host.shadowRoot?.querySelectorAll('.list') ?? []) list.scrollTop = 0;
  }

  #askCards(key: string): Question | undefined {
    const question = this.#cards.get(key);
    const plan = this.#plan;
    if (!question || !plan || this.#isCollapsed(question.column)) return undefined;
    return {
      of: plan.of,
      criteria: columnCriteria(plan.criteria, plan.field, question.column.value),
      sort: [plan.sort],
      fields: plan.fields,
      window: { offset: 0, limit: question.limit },
    };
  }

  #isCollapsed({ key }: BoardColumn): boolean {
    return this.#plan?.collapsed.has(key) ?? false;
  }
}
