import type { Group, Total } from '../../query/types.js';
import { counted, type Judge, type Known } from './backend-judge.js';
import type { Pages } from './backend-pages.js';

/** How many there are: as the backend counted, and as changes made it since. */
export class Figures {
  groups: readonly Group[] | undefined;
  #total: Total | undefined;
  /** Nothing happened since that could have made them others. */
  areFresh = false;

  get areUnknown(): boolean {
    return this.groups === undefined && this.#total === undefined;
  }

  /** What the backend says when it is asked for it. */
  take(figures: { readonly groups: readonly Group[] } | { readonly total: Total }): void {
    if ('groups' in figures) this.groups = figures.groups;
    else this.#total = figures.total;
    this.areFresh = true;
  }

  /** What a page says besides. `canCount`: whoever asks for the total gets a better one. */
  takeFromPage(total: Total, canCount: boolean): void {
    if (this.#total !== undefined && canCount) return;
    this.#total = total;
    this.areFresh ||= typeof total === 'object' && 'exact' in total;
  }

  /** One came, or went. */
  count(judge: Judge, known: Known, more: 1 | -1): void {
    if (this.groups) this.groups = counted(this.groups, judge.groupsOf(known), more);
    const total = this.#total;
    if (typeof total !== 'object') return;
    this.#total =
      'exact' in total
        ? { exact: Math.max(0, total.exact + more) }
        : { atLeast: Math.max(0, total.atLeast + more) };
  }

  /** The best that is known; pages that are all here know best. */
  total({ start, end, hasEnd, isEmpty }: Pages, isGrouped: boolean): Total {
    const isWhole = hasEnd && !isEmpty;
    if (isWhole && (start === 0 || end > start)) return { exact: end };
    if (this.groups && isGrouped) return { exact: this.groups.reduce((sum, { count }) => sum + count, 0) };
    if (this.#total === undefined || this.#total === 'unknown') return isEmpty ? 'unknown' : { atLeast: end };
    if ('exact' in this.#total) return this.#total;
    return { atLeast: Math.max(end, this.#total.atLeast) };
  }
}
