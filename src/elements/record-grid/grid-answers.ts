import type { ReactiveController } from 'lit';
import { QuestionController, type AskingHost } from '../../controllers/question-controller.js';
import type { Field } from '../../model/fields.js';
import type { Answer, Group, RowWindow } from '../../query/types.js';
import type { GridGroup, GridRow, GridTotal } from '../../ui/grid/grid.js';
import { layOutGroups, type GroupLayout, type GroupPlace } from './group-layout.js';
import { GroupRowsController } from './group-rows.js';
import { groupQuestion, mainQuestion, unfilteredQuestion, type GridState } from './questions.js';
import { groupedRows, recordRow, totalOf } from './rows.js';

const none: readonly Group[] = [];
const firstWindow: RowWindow = { offset: 0, limit: 60 };

/** Asks what a grid needs to know, window by window, and puts the answers together into the rows that it shows. */
export class GridAnswers implements ReactiveController {
  readonly #host: AskingHost;
  readonly #readState: () => GridState | undefined;
  readonly #main: QuestionController;
  readonly #unfiltered: QuestionController;
  readonly #groups: GroupRowsController;
  #state: GridState | undefined;
  #layout: GroupLayout | undefined;
  #shown: GridState | undefined;
  #window = firstWindow;
  #expanded: ReadonlySet<string> = new Set();

  /** @param readState What the grid shows, read before each rendering; undefined while there is no store. */
  constructor(host: AskingHost, readState: () => GridState | undefined) {
    this.#host = host;
    this.#readState = readState;
    host.addController(this);
    this.#main = new QuestionController(host, () => this.#state && mainQuestion(this.#state, this.#window));
    this.#unfiltered = new QuestionController(host, () => this.#state && unfilteredQuestion(this.#state));
    this.#groups = new GroupRowsController(host, () => this.#groupView());
  }

  /** What the answers are about. */
  get state(): GridState | undefined {
    return this.#state;
  }

  /** The answer that has the total, the phase and what went wrong. */
  get answer(): Answer {
    return this.#main.answer;
  }

  /** How many there would be without filters; unknown when there are none. */
  get unfilteredTotal(): Answer['total'] {
    return this.#unfiltered.answer.total;
  }

  /** By what the groups that are shown are ones: until there is an answer, those of the question before. */
  get grouped(): readonly Field[] {
    return this.#shown?.groupBy ?? [];
  }

  /** The rows that are known, the place of the first of them, and how many places there are. */
  rows(headerOf: (place: GroupPlace) => GridGroup): {
    readonly rows: readonly GridRow[];
    readonly offset: number;
    readonly total: GridTotal;
  } {
    const layout = this.#layout;
    if (layout) {
      const offset = Math.min(this.#window.offset, layout.total);
      const rows = groupedRows(layout, this.#window, (place) => this.#groups.answer(place), headerOf);
      return { rows, offset, total: layout.total };
    }
    const { answer } = this;
    return {
      rows: answer.rows.map((row) => recordRow(row)),
      offset: answer.offset,
      total: totalOf(answer),
    };
  }

  /** Shows other rows: half a window more on each side, so that reading on does not ask at every turn of the wheel. */
  show({ offset, limit }: RowWindow): void {
    const more = Math.ceil(limit / 2);
    const from = Math.max(0, offset - more);
    this.#setWindow({ offset: from, limit: offset + limit + more - from });
  }

  /** From the first row on. */
  startOver(): void {
    this.#setWindow(firstWindow);
  }

  /** Opens or closes a group. */
  toggle(key: string, expanded: boolean): void {
    const next = new Set(this.#expanded);
    if (expanded) next.add(key);
    else next.delete(key);
    this.#expanded = next;
    this.#host.requestUpdate();
  }

  closeGroups(): void {
    this.#expanded = new Set();
  }

  hostUpdate(): void {
    this.#state = this.#readState();
  }

  #setWindow(window: RowWindow): void {
    this.#window = window;
    this.#host.requestUpdate();
  }

  #groupView() {
    const state = this.#state;
    const { answer } = this;
    const isStale = answer.phase === 'stale';
    const before = this.#shown?.of === state?.of ? this.grouped : [];
    const fits = Boolean(answer.groups.length) === Boolean(before.length);
    const isKept = isStale && fits && before.every(({ id }) => this.#host.leads?.fields.get(id));
    const shown = state && isKept ? { ...state, groupBy: before } : state;
    // Of a stale answer that can't be shown by what it was asked, nothing is.
    const groups = isStale && !isKept ? none : answer.groups;
    this.#shown = shown;
    if (this.grouped.length === 0) this.#layout = undefined;
    else if (this.#layout?.outermost.groups !== groups || this.#layout.expanded !== this.#expanded)
      this.#layout = layOutGroups(groups, this.#expanded);
    return (
      this.#layout && {
        layout: this.#layout,
        window: this.#window,
        question: (place: GroupPlace, window: RowWindow) => groupQuestion(shown!, place, window),
      }
    );
  }
}
