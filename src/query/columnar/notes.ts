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

const none: readonly never[] = [];

/** What happened to a live answer since its listener was told, one thing after the other. */
export class Notes {
  readonly #rows: RowHandle[] = [];
  readonly #flags: number[] = [];
  readonly #keys: GroupKey[] = [];
  readonly #counts: number[] = [];
  /** So many of them count: to shorten an array takes longer than all else here. */
  #rowCount = 0;
  #keyCount = 0;

  get isEmpty(): boolean {
    return this.#rowCount + this.#keyCount === 0;
  }

  crossed(row: RowHandle, wasIn: boolean): void {
    this.#note(row, wasIn ? crossed | was : crossed);
  }

  moved(row: RowHandle): void {
    this.#note(row, moved);
  }

  changed(row: RowHandle): void {
    this.#note(row, changed);
  }

  count(key: GroupKey, before: number): void {
    this.#keys[this.#keyCount] = key;
    this.#counts[this.#keyCount++] = before;
  }

  /** Calls for each group once, with its first count. */
  counts(visitor: (key: GroupKey, before: number) => void): void {
    const seen = this.#keyCount > 2 ? new Set<GroupKey>() : undefined;
    for (let index = 0; index < this.#keyCount; index++) {
      const key = this.#keys[index]!;
      if (seen ? seen.has(key) : index === 1 && this.#keys[0] === key) continue;
      seen?.add(key);
      visitor(key, this.#counts[index]!);
    }
  }

  /** @param isIn whether a row is in the answer now. */
  rows(isIn: (row: RowHandle) => boolean): NotedRows {
    const lists: Record<keyof NotedRows, readonly RowHandle[]> = {
      entered: none,
      left: none,
      moved: none,
      changed: none,
    };
    const add = (noted: number, row: RowHandle) => {
      const is = isIn(row);
      const wasIn = (noted & crossed) === 0 ? is : (noted & was) !== 0;
      if (!is && !wasIn) return;
      // One that left and came back need not be in its place.
      const stays = (noted & (moved | crossed)) !== 0 ? 'moved' : 'changed';
      const name = is === wasIn ? stays : is ? 'entered' : 'left';
      if (lists[name] === none) lists[name] = [row];
      else (lists[name] as RowHandle[]).push(row);
    };
    if (this.#rowCount === 1) add(this.#flags[0]!, this.#rows[0]!);
    else if (this.#rowCount > 1) {
      const all = new Map<RowHandle, number>();
      for (let index = 0; index < this.#rowCount; index++) {
        const row = this.#rows[index]!;
        all.set(row, merged(all.get(row) ?? 0, this.#flags[index]!));
      }
      all.forEach(add);
    }
    return lists;
  }

  clear(): void {
    this.#rowCount = this.#keyCount = 0;
  }

  #note(row: RowHandle, flags: number): void {
    const last = this.#rowCount - 1;
    if (last >= 0 && this.#rows[last] === row) this.#flags[last] = merged(this.#flags[last]!, flags);
    else {
      this.#rows[this.#rowCount] = row;
      this.#flags[this.#rowCount++] = flags;
    }
  }
}

/** Where it was when it crossed first is where it was. */
const merged = (noted: number, flags: number) => noted | ((noted & crossed) !== 0 ? flags & ~was : flags);
