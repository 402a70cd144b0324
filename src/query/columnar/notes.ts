import { hasBit, type Bits } from './memory.js';
import type { Difference, RowHandle } from './types.js';

/** What is noted of a row: that it was in the answer when this was noted, and that it may stand elsewhere now. */
export const was = 1;
export const moved = 2;

type Lists = { -readonly [Name in 'entered' | 'left' | 'moved' | 'changed']: Difference[Name] };
const none: readonly never[] = [];

/** What happened to the rows of a live answer since its listener was told, one thing after the other. */
export class Notes {
  /** Rows, each with its two bits. */
  readonly #noted: number[] = [];
  /** So many of them count: to shorten an array takes longer than all else here. */
  #count = 0;

  note(row: RowHandle, flags: number): void {
    const last = this.#count - 1;
    if (last >= 0 && this.#noted[last]! >> 2 === row) this.#noted[last]! |= flags & moved;
    else this.#noted[this.#count++] = (row << 2) | flags;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Each row in the one list that says what became of it. */
  lists(bits: Bits): Lists {
    const lists: Lists = { entered: none, left: none, moved: none, changed: none };
    const add = (flags: number, row: RowHandle) => {
      const [is, wasIn] = [hasBit(bits, row), flags & was];
      const name = wasIn ? (is ? (flags & moved ? 'moved' : 'changed') : 'left') : 'entered';
      if (!is && !wasIn) return;
      if (lists[name] === none) lists[name] = [row];
      else (lists[name] as RowHandle[]).push(row);
    };
    if (this.#count === 1) add(this.#noted[0]! & 3, this.#noted[0]! >> 2);
    else if (this.#count > 1) {
      // Where it was at first is where it was.
      const all = new Map<RowHandle, number>();
      for (let at = 0; at < this.#count; at++) {
        const [row, flags] = [this.#noted[at]! >> 2, this.#noted[at]! & 3];
        all.set(row, (all.get(row) ?? flags) | (flags & moved));
      }
      all.forEach(add);
    }
    return lists;
  }
}
