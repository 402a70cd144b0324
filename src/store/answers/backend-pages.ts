import type { Id } from '../../model/records.js';

/** One page to be asked for. */
export interface PageRequest {
  /** The place of the page among those that are here. */
  readonly index: number;
  readonly limit: number;
  /** After another page; else at a place, which is the start where the backend knows no other. */
  readonly after?: string;
  readonly offset: number;
  /** What is here lies too far away to be read on from. */
  readonly isElsewhere?: true;
}

interface Page {
  readonly ids: Id[];
  /** The cursor that it was asked for with; undefined for the first one. */
  after: string | undefined;
  /** The cursor of the next page; null: there is none. */
  readonly next: string | null;
  /** False: something may have changed since it was read. */
  isFresh: boolean;
}

/**
 * The part of a long result that is here: pages in a row, each reached through the cursor of the one before it. A page
 * that is read again takes the place of the old one; what comes after it stays, as old, until it is read again as well.
 * No record is in it twice, whatever the backend says.
 */
export class Pages {
  readonly #hasOffset: boolean;
  #pages: Page[] = [];
  #start = 0;

  /** @param hasOffset whether a page can start at any place. */
  constructor(hasOffset: boolean) {
    this.#hasOffset = hasOffset;
  }

  /** The place of the first record that is here, in the whole result. */
  get start(): number {
    return this.#start;
  }

  /** The place after the last one. */
  get end(): number {
    return this.#pages.reduce((end, { ids }) => end + ids.length, this.#start);
  }

  get isEmpty(): boolean {
    return this.#pages.length === 0;
  }

  /** Whether the result ends where this part of it does. */
  get hasEnd(): boolean {
    return this.#pages.at(-1)?.next === null;
  }

  get ids(): readonly Id[] {
    return this.#pages.flatMap(({ ids }) => ids);
  }

  /** What is here of these places, and the place of the first of it. */
  slice(from: number, to: number): { readonly ids: readonly Id[]; readonly offset: number } {
    const offset = Math.min(Math.max(from, this.#start), this.end);
    return { ids: this.ids.slice(offset - this.#start, Math.max(0, to - this.#start)), offset };
  }

  /** Whether these places are here and not old, as far as the result has them. */
  covers(from: number, to: number): boolean {
    return this.missing(from, to, 1, 1) === undefined;
  }

  /**
   * The page to ask for next so that these places are here.
   *
   * @param limit records wanted of a new page
   * @param most records that a page can have
   */
  missing(from: number, to: number, limit: number, most: number): PageRequest | undefined {
    if (to <= from) return undefined;
    if (this.#pages.length === 0) return { index: 0, limit, offset: this.#hasOffset ? from : 0 };
    const elsewhere = (offset: number): PageRequest => ({ index: 0, limit, offset, isElsewhere: true });
    if (this.#hasOffset && from < this.#start) return elsewhere(Math.min(from, Math.max(0, to - limit)));
    if (this.#hasOffset && from >= this.end + limit && !this.hasEnd) return elsewhere(from);
    let place = this.#start;
    let isSure = true; // that there are so many before
    for (const [index, { ids, after, isFresh }] of this.#pages.entries()) {
      const isLast = index === this.#pages.length - 1; // and may be the last one no longer
      if (!isFresh && place < to && (place + ids.length > from || ids.length === 0 || isLast)) {
        if (this.#hasOffset && !isSure) return elsewhere(from);
        return request(index, place, Math.min(most, Math.max(limit, ids.length)), after);
      }
      place += ids.length;
      isSure &&= isFresh;
    }
    const { next } = this.#pages.at(-1)!;
    return place < to && next !== null ? request(this.#pages.length, place, limit, next) : undefined;
  }

  /** Takes the answer to a request. */
  put(
    { index, limit, after, offset, isElsewhere }: PageRequest,
    given: readonly Id[],
    next: string | undefined,
  ): void {
    if (isElsewhere) this.#pages = [];
    if (this.#pages.length === 0) this.#start = offset;
    const before = this.#pages.slice(0, index);
    const earlier = new Set(before.flatMap((page) => (page.isFresh ? page.ids : [])));
    const ids = [...new Set(given)].filter((id) => !earlier.has(id));
    const fresh = new Set(ids);
    const old = this.#pages[index];
    // More than was asked for now stood here: what is left of it comes after this page.
    const beyond = old?.ids.slice(limit).filter((id) => !fresh.has(id)) ?? [];
    for (const page of this.#pages) removeAll(page.ids, fresh);
    // A page that leads to itself would never end.
    const follows = next === undefined || next === after ? null : next;
    const rest: Page[] = beyond.length > 0 && old ? [{ ...old, ids: beyond, isFresh: false }] : [];
    const following = follows === null ? [] : [...rest, ...this.#pages.slice(index + 1)];
    const [first] = following;
    if (first && (first.after !== follows || rest.length > 0)) {
      first.after = follows!;
      first.isFresh = false;
    }
    this.#pages = [...before, { ids, after, next: follows, isFresh: true }, ...following];
  }

  /** Everything that is here may be old. */
  outdate(): void {
    for (const page of this.#pages) page.isFresh = false;
  }

  remove(id: Id): boolean {
    for (const { ids } of this.#pages) {
      const place = ids.indexOf(id);
      if (place < 0) continue;
      ids.splice(place, 1);
      return true;
    }
    return false;
  }

  /**
   * Puts a record where it belongs, if that is among those that are here.
   *
   * @param isBefore whether it comes before another one; undefined where that can't be told
   */
  insert(id: Id, isBefore: (other: Id) => boolean | undefined): boolean {
    for (const [index, { ids }] of this.#pages.entries()) {
      const place = ids.findIndex((other) => isBefore(other));
      if (place < 0) continue;
      // Before everything that is here, but not before everything there is: it only moves the rest on.
      if (index === 0 && place === 0 && this.#start > 0) this.#start++;
      else ids.splice(place, 0, id);
      return true;
    }
    if (!this.hasEnd) return false;
    this.#pages.at(-1)!.ids.push(id);
    return true;
  }
}

function request(index: number, offset: number, limit: number, after: string | undefined): PageRequest {
  return { index, limit, offset, ...(after === undefined ? {} : { after }) };
}

function removeAll(ids: Id[], unwanted: ReadonlySet<Id>): void {
  for (let at = ids.length - 1; at >= 0; at--) if (unwanted.has(ids[at]!)) ids.splice(at, 1);
}
