import { sameValue } from '../../model/changes.js';
import type { FieldId } from '../../model/fields.js';
import type { Company, Contact, Id, RecordRef } from '../../model/records.js';
import type { Group, QuestionError, Row, RowWindow, Total } from '../../query/types.js';
import type { StoreChange, LeadStore } from '../lead-store.js';
import { toProblem } from '../port.js';
import type { Remote, TakenPage } from '../remote/remote.js';
import { Figures } from './backend-figures.js';
import { Judge, rowOf, type Judged, type Known } from './backend-judge.js';
import { KnownRecords } from './backend-known.js';
import { Pages, type PageRequest } from './backend-pages.js';
import { UnderWay } from './under-way.js';

/** Milliseconds from a change until what it may have touched is asked for again: more of them may follow. */
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
export interface ResultState {
  readonly rows: readonly Row[];
  readonly offset: number;
  readonly total: Total;
  readonly groups: readonly Group[];
  readonly reach?: number;
  readonly error?: QuestionError;
  /** All that was wished for is here. */
  readonly isComplete: boolean;
  /** Nothing of it is here. */
  readonly isEmpty: boolean;
}

type Part = 'page' | 'groups' | 'count';

/**
 * The result of one question to the backend, whatever window of it is wanted: the pages that are here, the counts. It
 * follows changes: what is known for certain is shown at once, and then the backend is asked again.
 */
export class Result {
  readonly asked: Judged;
  readonly #store: LeadStore;
  readonly #remote: Remote;
  readonly #language: string;
  readonly #pages: Pages;
  readonly #figures = new Figures();
  readonly #wishes = new Set<Wish>();
  readonly #underWay: UnderWay<Part>;
  readonly #known: KnownRecords;
  #judge: Judge;
  #error: QuestionError | undefined;
  #generation: number;
  #isMoved = false;
  /** A change was on its way while the backend answered: it may be in the counts, or not. */
  #isUnsure = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(asked: Judged, store: LeadStore, remote: Remote, language: string) {
    this.asked = asked;
    this.#store = store;
    this.#remote = remote;
    this.#language = language;
    this.#underWay = new UnderWay(store.life);
    this.#known = new KnownRecords(asked.of, remote.tables);
    this.#generation = remote.generation;
    this.#pages = new Pages(this.#can.offset ?? false);
    this.#judge = this.#createJudge();
  }

  get isWanted(): boolean {
    return this.#wishes.size > 0;
  }

  // For those who show it

  add(wish: Wish): void {
    if (this.#wishes.size > 0 || !this.#pages.isEmpty) this.#isMoved = true;
    this.#wishes.add(wish);
    this.#error = undefined;
    if (this.#generation !== this.#remote.generation) {
      this.#generation = this.#remote.generation;
      this.#outdate();
    }
    this.#askOn();
  }

  /** Another window may be wanted in the same task, so what is under way is given up only after it. */
  remove(wish: Wish): void {
    this.#wishes.delete(wish);
    if (!this.isWanted) queueMicrotask(() => this.isWanted || this.#rest());
  }

  state({ window }: Wish, fields: readonly FieldId[]): ResultState {
    const { setup } = this.#store;
    const columns = fields.flatMap((id) => this.#store.fields.get(id) ?? []);
    const { ids, offset } = window
      ? this.#pages.slice(window.offset, window.offset + window.limit)
      : { ids: [], offset: 0 };
    const rows: Row[] = [];
    let isHere = true;
    for (const id of ids) {
      const known = this.#known.now(id);
      if (known) rows.push(rowOf(known, id, columns, setup));
      else isHere = this.#remote.record(this.asked.of, id).phase === 'missing' && isHere;
    }
    const needsGroups = this.asked.groupBy.length > 0;
    const { groups: counts, areFresh, areUnknown } = this.#figures;
    const groups = counts && needsGroups ? this.#judge.inOrder(counts) : [];
    const total = this.#figures.total(this.#pages, needsGroups);
    const isWindowHere = !window || this.#pages.covers(window.offset, window.offset + window.limit);
    const reach =
      this.#pages.hasEnd ||
      this.#pages.isEmpty ||
      (this.#can.offset && typeof total === 'object' && 'exact' in total)
        ? undefined
        : this.#pages.end;
    return {
      rows,
      offset: window ? (rows.length > 0 ? offset : window.offset) : 0,
      total,
      groups,
      ...(reach === undefined ? {} : { reach }),
      ...(this.#error ? { error: this.#error } : {}),
      isComplete:
        isHere &&
        isWindowHere &&
        (!needsGroups || (counts !== undefined && areFresh)) &&
        (window !== undefined || needsGroups || (total !== 'unknown' && areFresh)),
      isEmpty: this.#pages.isEmpty && areUnknown,
    };
  }

  /** Records that are shown, or nearly. */
  *needed(): Iterable<RecordRef> {
    const { of } = this.asked;
    for (const { window } of this.#wishes) {
      if (!window) continue;
      const from = Math.max(0, window.offset - window.limit);
      for (const id of this.#pages.slice(from, window.offset + 2 * window.limit).ids) {
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

  // Changes, from here and from elsewhere

  /** @returns whether it may show something else now. */
  hear({ touched, fetched }: StoreChange): boolean {
    if ((['settings', 'category', 'leadStatus'] as const).some((entity) => touched.get(entity)?.size)) {
      this.#judge = this.#createJudge();
      this.#again(true);
      return true;
    }
    const { of } = this.asked;
    let isChanged = false;
    for (const [id, before] of touched.get(of) ?? []) {
      isChanged = true;
      if (fetched.has(`${of}/${id}`)) continue;
      this.#move(
        id,
        before && this.#known.withCompany(before as Contact | Company, touched.get('company')),
        this.#known.now(id),
      );
    }
    if (of === 'contact') {
      for (const [id, before] of touched.get('company') ?? []) {
        isChanged = true;
        if (fetched.has(`company/${id}`)) continue;
        this.#moveContactsOf(id, before as Company | undefined, touched.get('contact'));
      }
    }
    if (isChanged) this.#makeSure();
    return isChanged;
  }

  /** A record is another one: it comes, goes, or goes elsewhere. */
  #move(id: Id, before: Known | undefined, after: Known | undefined): void {
    const wasIn = before || this.#known.isCreatedHere(id) ? this.#judge.meets(before) : undefined;
    const isIn = this.#judge.meets(after);
    if (wasIn === undefined || isIn === undefined) {
      if (isIn === false) this.#pages.remove(id);
      else if (isIn) this.#place(id, after!);
      this.#again(true);
      return;
    }
    if (!wasIn && !isIn) return;
    const groups = [
      before && wasIn ? this.#judge.groupsOf(before) : [],
      after && isIn ? this.#judge.groupsOf(after) : [],
    ];
    if (wasIn !== isIn || !sameValue(groups[0], groups[1])) {
      if (wasIn) this.#figures.count(this.#judge, before!, -1);
      if (isIn) this.#figures.count(this.#judge, after!, 1);
    }
    const isSamePlace =
      before &&
      after &&
      wasIn &&
      isIn &&
      !this.#judge.isBefore(before, after) &&
      !this.#judge.isBefore(after, before);
    if (isSamePlace) return;
    this.#pages.remove(id);
    if (isIn) this.#place(id, after!);
    this.#again(false);
  }

  /** Whatever is asked about companies may be another answer for their contacts, here or not. */
  #moveContactsOf(
    companyId: Id,
    before: Company | undefined,
    contacts: ReadonlyMap<Id, unknown> | undefined,
  ): void {
    if (!this.#judge.needsCompany) return;
    const company = this.#remote.tables.company(companyId);
    let matters = false;
    for (const record of this.#remote.tables.contactsOf(companyId)) {
      const earlier = (contacts?.get(record.id) as Contact | undefined) ?? record;
      const [was, is] = [
        { record: earlier, company: before },
        { record, company },
      ];
      if (
        !before ||
        this.#judge.meets(was) !== this.#judge.meets(is) ||
        !sameValue(this.#judge.groupsOf(was), this.#judge.groupsOf(is))
      )
        matters = true;
      if (!contacts?.has(record.id)) this.#move(record.id, before && was, is);
    }
    if (matters || !before || !company) this.#again(true);
  }

  #place(id: Id, known: Known): void {
    this.#pages.insert(id, (other) => {
      const there = this.#known.now(other);
      return there && this.#judge.isBefore(known, there);
    });
  }

  /** Asks again in a while. `counts`: how many there are can't be told from here. */
  #again(counts: boolean): void {
    this.#pages.outdate();
    if (counts) this.#figures.areFresh = false;
    if (!this.isWanted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#error = undefined;
      this.#askOn();
      for (const wish of this.#wishes) wish.changed();
    }, restAfterChange);
  }

  #outdate(): void {
    this.#pages.outdate();
    this.#figures.areFresh = false;
    this.#judge = this.#createJudge();
  }

  // Asking

  get #can() {
    return this.#remote.can(this.asked.of)!;
  }

  /** Starts what is missing and not under way: a page, the groups, the count, all at the same time. */
  #askOn(): void {
    if (!this.isWanted || this.#error) return;
    const { criteria, of, sort, groupBy } = this.asked;
    const query = { of, criteria, timeZone: this.#store.timeZone };
    const page = this.#missingPage();
    if (page) {
      const { after, offset, limit } = page;
      const place = after !== undefined ? { after } : offset > 0 ? { offset } : {};
      this.#ask(
        'page',
        (signal) => this.#remote.page({ ...query, sort, limit, ...place }, signal),
        (taken) => this.#takePage(page, taken),
      );
    }
    if (this.#figures.areFresh) return;
    if (groupBy.length > 0)
      this.#ask(
        'groups',
        (signal) => this.#remote.groups({ ...query, groupBy }, signal),
        (groups) => this.#takeCounts({ groups }),
      );
    else if (
      this.#can.count &&
      !(this.#pages.hasEnd && this.#pages.start === 0 && !page) &&
      !this.#isFirstPage(page)
    )
      this.#ask(
        'count',
        (signal) => this.#remote.count(query, signal),
        (total) => this.#takeCounts({ total }),
      );
    else if (!page && !this.#underWay.isRunning('page')) this.#figures.areFresh = true;
  }

  /** The first page may say all there is to know: then nobody needs to count. */
  #isFirstPage(page: PageRequest | undefined): boolean {
    return page !== undefined && this.#pages.isEmpty;
  }

  #missingPage(): PageRequest | undefined {
    const windows = [...this.#wishes].flatMap(({ window }) => window ?? []);
    const { pageSize, count } = this.#can;
    // Without a count, a page tells how many there are at least.
    if (windows.length === 0)
      return this.asked.groupBy.length > 0 || count
        ? undefined
        : this.#pages.missing(0, pageSize, pageSize, pageSize);
    const from = Math.min(...windows.map(({ offset }) => offset));
    const to = Math.max(...windows.map(({ offset, limit }) => offset + limit));
    const limit = Math.min(pageSize, Math.max(usualPage, to - from));
    // Whoever scrolls gets the next page before the end is reached.
    const ahead = this.#isMoved && to + limit / 2 > this.#pages.end ? limit : 0;
    return this.#pages.missing(from, to + ahead, limit, pageSize);
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
        if (part === 'count' && !this.#pages.isEmpty) this.#figures.areFresh = true;
        else this.#error = toProblem(error);
        this.#tell();
      },
    );
  }

  /** What changed while the page was on its way is shown as it is here. */
  #takePage(request: PageRequest, { ids, next, total, changed }: TakenPage): void {
    this.#pages.put(request, ids, next);
    if (total !== undefined) this.#figures.takeFromPage(total, this.#can.count);
    const { of } = this.asked;
    const ours = new Set(
      [...changed].flatMap((key) => (key.startsWith(`${of}/`) ? [key.slice(of.length + 1)] : [])),
    );
    for (const id of this.#known.pending()) ours.add(id);
    for (const id of ours) {
      const known = this.#known.now(id);
      const isIn = this.#judge.meets(known);
      if (isIn === false) this.#pages.remove(id);
      else if (isIn) {
        this.#pages.remove(id);
        this.#place(id, known!);
      }
    }
    if (ours.size > 0 || (this.#judge.needsCompany && [...changed].some((key) => key.startsWith('company/'))))
      this.#isUnsure = true;
    this.#makeSure();
  }

  /** When nothing is on its way any more, the backend knows everything. */
  #makeSure(): void {
    if (!this.#isUnsure || this.#known.arePending) return;
    this.#isUnsure = false;
    this.#again(true);
  }

  /** The backend may not know yet what waits here. */
  #takeCounts(figures: Parameters<Figures['take']>[0]): void {
    this.#figures.take(figures);
    this.#isUnsure = false;
    for (const id of this.#known.pending()) {
      const before = this.#known.confirmed(id);
      const after = this.#known.now(id);
      const [wasIn, isIn] = [this.#judge.meets(before), this.#judge.meets(after)];
      if (wasIn) this.#figures.count(this.#judge, before!, -1);
      if (isIn) this.#figures.count(this.#judge, after!, 1);
      if (wasIn || isIn) this.#isUnsure = true;
    }
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

  #createJudge(): Judge {
    const { fields, setup, timeZone } = this.#store;
    return new Judge(this.asked, fields, setup, this.#language, timeZone);
  }
}
