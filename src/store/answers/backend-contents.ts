import { sameValue } from '../../model/changes.js';
import type { FieldId } from '../../model/fields.js';
import type { Company, Contact, Id } from '../../model/records.js';
import type { Group, Row, RowWindow, Total } from '../../query/types.js';
import type { StoreChange, LeadStore } from '../lead-store.js';
import type { Remote, TakenPage } from '../remote/remote.js';
import { Figures } from './backend-figures.js';
import { Judge, rowOf, type Judged, type Known } from './backend-judge.js';
import { KnownRecords } from './backend-known.js';
import { Pages, type PageRequest } from './backend-pages.js';

/** What can be said of a result from what is here. */
export interface ContentsState {
  readonly rows: readonly Row[];
  readonly offset: number;
  readonly total: Total;
  readonly groups: readonly Group[];
  readonly reach?: number;
  /** All that was wished for is here. */
  readonly isComplete: boolean;
  /** Nothing of it is here. */
  readonly isEmpty: boolean;
}

/**
 * What is here of a result: pages and counts. They follow changes: what is known for certain is put right at once, and
 * the rest is old until the backend was asked again.
 */
export class Contents {
  readonly pages: Pages;
  readonly figures = new Figures();
  readonly #asked: Judged;
  readonly #store: LeadStore;
  readonly #remote: Remote;
  readonly #language: string;
  readonly #onOld: () => void;
  readonly #known: KnownRecords;
  #judge: Judge;
  /** A change was on its way while the backend answered: it may be in the counts, or not. */
  #isUnsure = false;

  /** @param onOld is called whenever a change makes them old. */
  constructor(asked: Judged, store: LeadStore, remote: Remote, language: string, onOld: () => void) {
    this.#asked = asked;
    this.#store = store;
    this.#remote = remote;
    this.#language = language;
    this.#onOld = onOld;
    this.#known = new KnownRecords(asked.of, remote.tables);
    this.pages = new Pages(this.#can.offset ?? false);
    this.#judge = this.#createJudge();
  }

  state(window: RowWindow | undefined, fields: readonly FieldId[]): ContentsState {
    const { setup } = this.#store;
    const columns = fields.flatMap((id) => this.#store.fields.get(id) ?? []);
    const { ids, offset } = window
      ? this.pages.slice(window.offset, window.offset + window.limit)
      : { ids: [], offset: 0 };
    const rows: Row[] = [];
    let isHere = true;
    for (const id of ids) {
      const known = this.#known.now(id);
      if (known) rows.push(rowOf(known, id, columns, setup));
      else isHere = this.#remote.record(this.#asked.of, id).phase === 'missing' && isHere;
    }
    const needsGroups = this.#asked.groupBy.length > 0;
    const { groups: counts, areFresh, areUnknown } = this.figures;
    const groups = counts && needsGroups ? this.#judge.inOrder(counts) : [];
    const total = this.figures.total(this.pages, needsGroups);
    const isWindowHere = !window || this.pages.covers(window.offset, window.offset + window.limit);
    const reach =
      this.pages.hasEnd ||
      this.pages.isEmpty ||
      (this.#can.offset && typeof total === 'object' && 'exact' in total)
        ? undefined
        : this.pages.end;
    return {
      rows,
      offset: window ? (rows.length > 0 ? offset : window.offset) : 0,
      total,
      groups,
      ...(reach === undefined ? {} : { reach }),
      isComplete:
        isHere &&
        isWindowHere &&
        (!needsGroups || (counts !== undefined && areFresh)) &&
        (window !== undefined || needsGroups || (total !== 'unknown' && areFresh)),
      isEmpty: this.pages.isEmpty && areUnknown,
    };
  }

  // From the backend

  /** What changed while the page was on its way is shown as it is here. */
  takePage(request: PageRequest, { ids, next, total, changed }: TakenPage): void {
    this.pages.put(request, ids, next);
    if (total !== undefined) this.figures.takeFromPage(total, this.#can.count);
    const { of } = this.#asked;
    const ours = new Set(
      [...changed].flatMap((key) => (key.startsWith(`${of}/`) ? [key.slice(of.length + 1)] : [])),
    );
    for (const id of this.#known.pending()) ours.add(id);
    for (const id of ours) {
      const known = this.#known.now(id);
      const isIn = this.#judge.meets(known);
      if (isIn === false) this.pages.remove(id);
      else if (isIn) {
        this.pages.remove(id);
        this.#place(id, known!);
      }
    }
    if (ours.size > 0 || (this.#judge.needsCompany && [...changed].some((key) => key.startsWith('company/'))))
      this.#isUnsure = true;
    this.#makeSure();
  }

  /** The backend may not know yet what waits here. */
  takeCounts(figures: Parameters<Figures['take']>[0]): void {
    this.figures.take(figures);
    this.#isUnsure = false;
    for (const id of this.#known.pending()) {
      const before = this.#known.confirmed(id);
      const after = this.#known.now(id);
      const [wasIn, isIn] = [this.#judge.meets(before), this.#judge.meets(after)];
      if (wasIn) this.figures.count(this.#judge, before!, -1);
      if (isIn) this.figures.count(this.#judge, after!, 1);
      if (wasIn || isIn) this.#isUnsure = true;
    }
  }

  /** All of it may be old, the setup included. */
  outdate(): void {
    this.pages.outdate();
    this.figures.areFresh = false;
    this.#judge = this.#createJudge();
  }

  // Changes, from here and from elsewhere

  /** @returns whether it may show something else now. */
  hear({ touched, fetched }: StoreChange): boolean {
    if ((['settings', 'category', 'leadStatus'] as const).some((entity) => touched.get(entity)?.size)) {
      this.#judge = this.#createJudge();
      this.#makeOld(true);
      return true;
    }
    const { of } = this.#asked;
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
      if (isIn === false) this.pages.remove(id);
      else if (isIn) this.#place(id, after!);
      this.#makeOld(true);
      return;
    }
    if (!wasIn && !isIn) return;
    const groups = [
      before && wasIn ? this.#judge.groupsOf(before) : [],
      after && isIn ? this.#judge.groupsOf(after) : [],
    ];
    if (wasIn !== isIn || !sameValue(groups[0], groups[1])) {
      if (wasIn) this.figures.count(this.#judge, before!, -1);
      if (isIn) this.figures.count(this.#judge, after!, 1);
    }
    const isSamePlace =
      before &&
      after &&
      wasIn &&
      isIn &&
      !this.#judge.isBefore(before, after) &&
      !this.#judge.isBefore(after, before);
    if (isSamePlace) return;
    this.pages.remove(id);
    if (isIn) this.#place(id, after!);
    this.#makeOld(false);
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
    if (matters || !before || !company) this.#makeOld(true);
  }

  #place(id: Id, known: Known): void {
    this.pages.insert(id, (other) => {
      const there = this.#known.now(other);
      return there && this.#judge.isBefore(known, there);
    });
  }

  /** When nothing is on its way any more, the backend knows everything. */
  #makeSure(): void {
    if (!this.#isUnsure || this.#known.arePending) return;
    this.#isUnsure = false;
    this.#makeOld(true);
  }

  /** @param counts whether they are old, too: how many there are can't be told from here. */
  #makeOld(counts: boolean): void {
    this.pages.outdate();
    if (counts) this.figures.areFresh = false;
    this.#onOld();
  }

  get #can() {
    return this.#remote.can(this.#asked.of)!;
  }

  #createJudge(): Judge {
    const { fields, setup, timeZone } = this.#store;
    return new Judge(this.#asked, fields, setup, this.#language, timeZone);
  }
}
