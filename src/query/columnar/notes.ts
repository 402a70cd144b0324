import type { GroupKey } from './groups.js';
import type { RowHandle } from './types.js';

const was = 1; // in the answer, when its listener was told last
const crossed = 2; // in or out since
const moved = 4;
const changed = 8;

export interface NotedRows {
  readonly entered: readonly RowHandle[];
  readonly left: readonly RowHandle[];
  readonly moved: readonly RowHandle[];
  readonly changed: readonly RowHandle[];
}

/** What happened to a live answer since its listener was told: a few bits for each row, and counts as they were. */
export class Notes {
  readonly #rows = new Map<RowHandle, number>();
  readonly counts = new Map<GroupKey, number>();

  get isEmpty(): boolean {
    return this.#rows.size === 0 && this.counts.size === 0;
  }

  crossed(row: RowHandle, wasIn: boolean): void {
    const noted = this.#rows.get(row) ?? 0;
    this.#rows.set(row, (noted & crossed) === 0 ? noted | crossed | (wasIn ? was : 0) : noted);
  }

  moved(row: RowHandle): void {
    this.#rows.set(row, (this.#rows.get(row) ?? 0) | moved);
  }

  changed(row: RowHandle): void {
    this.#rows.set(row, (this.#rows.get(row) ?? 0) | changed);
  }

  count(key: GroupKey, before: number): void {
    if (!this.counts.has(key)) this.counts.set(key, before);
  }

  /** @param isIn whether a row is in the answer now. */
  rows(isIn: (row: RowHandle) => boolean): NotedRows {
    const lists = { entered: [], left: [], moved: [], changed: [] } as {
      [Key in keyof NotedRows]: RowHandle[];
    };
    for (const [row, noted] of this.#rows) {
      const is = isIn(row);
      const wasIn = (noted & crossed) === 0 ? is : (noted & was) !== 0;
      if (is !== wasIn) (is ? lists.entered : lists.left).push(row);
      // One that left and came back need not be in its place.
      else if (is) ((noted & (moved | crossed)) !== 0 ? lists.moved : lists.changed).push(row);
    }
    return lists;
  }

  clear(): void {
    // Clearing an empty map costs an allocation, and most questions have nothing to do with most changes.
    if (this.#rows.size > 0) this.#rows.clear();
    if (this.counts.size > 0) this.counts.clear();
  }
}
