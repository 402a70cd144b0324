import type { FieldId } from '../../model/fields.js';
import type { RecordRef } from '../../model/records.js';
import type { QuestionError, RowWindow } from '../../query/types.js';
import type { StoreChange, LeadStore } from '../lead-store.js';
import { toProblem } from '../port.js';
import type { Remote } from '../remote/remote.js';
import { Contents, type ContentsState } from './backend-contents.js';
import type { Judged } from './backend-judge.js';
import type { PageRequest } from './backend-pages.js';
import { UnderWay } from './under-way.js';

/** Milliseconds from a change until what it may have touched is asked for again. */
const restAfterChange = 200;
/** Records of a page, unless more are wanted or fewer can be had. */
const usualPage = 50;

/** What somebody wants of a result. */
export interface Wish {
  readonly window: RowWindow | undefined;
  /** Whoever shows it may have to change it. */
  readonly changed: () => void;
}

/** What can be said of a result now. */
export interface ResultState extends ContentsState {
  readonly error?: QuestionError;
}

type Part = 'page' | 'groups' | 'count';

/**
 * The result of one question to the backend, whatever window of it is wanted: asks for what is missing of the contents,
 * and again for what a change has made old.
 */
export class Result {
  readonly #asked: Judged;
  readonly #store: LeadStore;
  readonly #remote: Remote;
  readonly #contents: Contents;
  readonly #wishes = new Set<Wish>();
  readonly #underWay: UnderWay<Part>;
  #error: QuestionError | undefined;
  #generation: number;
  #isMoved = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(asked: Judged, store: LeadStore, remote: Remote, language: string) {
    this.#asked = asked;
    this.#store = store;
    this.#remote = remote;
    this.#contents = new Contents(asked, store, remote, language, () => this.#askSoon());
    this.#underWay = new UnderWay(store.life);
    this.#generation = remote.generation;
  }

  get isWanted(): boolean {
    return this.#wishes.size > 0;
  }

  // For those who show it

  add(wish: Wish): void {
    if (this.#wishes.size > 0 || !this.#contents.pages.isEmpty) this.#isMoved = true;
    this.#wishes.add(wish);
    this.#error = undefined;
    if (this.#generation !== this.#remote.generation) {
      this.#generation = this.#remote.generation;
      this.#contents.outdate();
    }
    this.#askOn();
  }

  /** Another window may be wanted in the same task, so what is under way is given up only after it. */
  remove(wish: Wish): void {
    this.#wishes.delete(wish);
    if (!this.isWanted) queueMicrotask(() => this.isWanted || this.#rest());
  }

  state({ window }: Wish, fields: readonly FieldId[]): ResultState {
    const error = this.#error;
    return { ...this.#contents.state(window, fields), ...(error ? { error } : {}) };
  }

  /** @returns whether it may show something else now. */
  hear(change: StoreChange): boolean {
    return this.#contents.hear(change);
  }

  /** Records that are shown, or nearly. */
  *needed(): Iterable<RecordRef> {
    const { of } = this.#asked;
    for (const { window } of this.#wishes) {
      if (!window) continue;
      const from = Math.max(0, window.offset - window.limit);
      for (const id of this.#contents.pages.slice(from, window.offset + 2 * window.limit).ids) {
        yield { entity: of, id };
        const companyId = of === 'contact' ? this.#remote.tables.contact(id)?.companyId : null;
        if (companyId != null) yield { entity: 'company', id: companyId };
      }
    }
  }

  close(): void {
    this.#wishes.clear();
    this.#rest();
  }

  // Asking

  get #can() {
    return this.#remote.can(this.#asked.of)!;
  }

  /** More changes may follow, so it waits a little. */
  #askSoon(): void {
    if (!this.isWanted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#error = undefined;
      this.#askOn();
      this.#tell();
    }, restAfterChange);
  }

  /** Starts what is missing and not under way: a page, the groups, the count, all at the same time. */
  #askOn(): void {
    if (!this.isWanted || this.#error) return;
    const { criteria, of, sort, groupBy } = this.#asked;
    const query = { of, criteria, timeZone: this.#store.timeZone };
    const page = this.#missingPage();
    if (page) {
      const { after, offset, limit } = page;
      const place = after !== undefined ? { after } : offset > 0 ? { offset } : {};
      this.#ask(
        'page',
        (signal) => this.#remote.page({ ...query, sort, limit, ...place }, signal),
        (taken) => this.#contents.takePage(page, taken),
      );
    }
    if (this.#contents.figures.areFresh) return;
    if (groupBy.length > 0)
      this.#ask(
        'groups',
        (signal) => this.#remote.groups({ ...query, groupBy }, signal),
        (groups) => this.#contents.takeCounts({ groups }),
      );
    else if (
      this.#can.count &&
      !(this.#contents.pages.hasEnd && this.#contents.pages.start === 0 && !page) &&
      !this.#isFirstPage(page)
    )
      this.#ask(
        'count',
        (signal) => this.#remote.count(query, signal),
        (total) => this.#contents.takeCounts({ total }),
      );
    else if (!page && !this.#underWay.isRunning('page')) this.#contents.figures.areFresh = true;
  }

  /** The first page may say all there is to know: then nobody needs to count. */
  #isFirstPage(page: PageRequest | undefined): boolean {
    return page !== undefined && this.#contents.pages.isEmpty;
  }

  #missingPage(): PageRequest | undefined {
    const windows = [...this.#wishes].flatMap(({ window }) => window ?? []);
    const { pageSize, count } = this.#can;
    // Without a count, a page tells how many there are at least.
    if (windows.length === 0)
      return this.#asked.groupBy.length > 0 || count
        ? undefined
        : this.#contents.pages.missing(0, pageSize, pageSize, pageSize);
    const from = Math.min(...windows.map(({ offset }) => offset));
    const to = Math.max(...windows.map(({ offset, limit }) => offset + limit));
    const limit = Math.min(pageSize, Math.max(usualPage, to - from));
    // Whoever scrolls gets the next page before the end is reached.
    const ahead = this.#isMoved && to + limit / 2 > this.#contents.pages.end ? limit : 0;
    return this.#contents.pages.missing(from, to + ahead, limit, pageSize);
  }

  #ask<Value>(part: Part, call: (signal: AbortSignal) => Promise<Value>, take: (value: Value) => void): void {
    this.#underWay.start(
      part,
      call,
      (value) => {
        take(value);
        this.#askOn();
        this.#tell();
      },
      (error) => {
        // Rows can be read without knowing how many there are.
        if (part === 'count' && !this.#contents.pages.isEmpty) this.#contents.figures.areFresh = true;
        else this.#error = toProblem(error);
        this.#tell();
      },
    );
  }

  /** Nobody wants it for now; what is here stays, in case somebody comes back. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#underWay.giveUp();
  }

  #tell(): void {
    for (const wish of this.#wishes) wish.changed();
  }
}
