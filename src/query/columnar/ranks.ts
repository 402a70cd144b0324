import type { KeyMaker } from './collation-keys.js';
import type { Arena, Block } from './memory.js';
import { sortTexts } from './sort-texts.js';
import type { SortKey } from '../order.js';

/** The rank of what has no value: after all others, in both directions. */
export const noRank = 0xffff_ffff;

export interface RankedBy {
  /** What an entry (a code, or a row) sorts by; null for no value. */
  readonly key: (entry: number) => SortKey | null;
  readonly compare: (a: SortKey, b: SortKey) => number;
  /** For many texts: what sorts them with few comparisons. */
  readonly keysFor?: (texts: Iterable<string>) => KeyMaker | undefined;
}

interface Late {
  readonly rank: number;
  readonly key: SortKey;
}

/**
 * A number for each entry that compares as its value does, the same one for values that the order takes for the same.
 * Ranks are a step apart, so that a value that comes later gets one in between; when there is no room any more, all
 * are numbered anew, which needs no comparison of values.
 */
export class Ranks {
  readonly #by: RankedBy;
  readonly #ranks: Block<Uint32Array>;
  /** The different values in order, each by an entry that has it. */
  #entries: Uint32Array = new Uint32Array(0);
  /** Values in place of an entry's, which has another one by now. */
  readonly #keys = new Map<number, SortKey>();
  #late: Late[] = [];
  #shift = 31;
  count = 0;

  constructor(arena: Arena, by: RankedBy) {
    this.#by = by;
    this.#ranks = arena.u32(0);
  }

  get ranks(): Uint32Array {
    return this.#ranks.view;
  }

  /** How many bits of a rank matter, those on the left. */
  get bits(): number {
    if (this.#late.length > 0 && this.#entries.length < 4096) this.#renumber();
    return this.#late.length > 0 ? 32 : 32 - this.#shift;
  }

  /** Ranks for all entries up to `count`. */
  upTo(count: number): this {
    const missing = count - this.count;
    if (missing <= 0) return this;
    if (count > this.#ranks.view.length) this.#ranks.grow(Math.ceil(count * 1.25));
    if (missing > 64 && missing * 8 > count) this.#build(count);
    else {
      this.#ranks.view.fill(noRank, this.count, count);
      for (let entry = this.count; entry < count; entry++) {
        this.count = entry + 1;
        this.enter(entry);
      }
    }
    return this;
  }

  /** Call before an entry gets another value. */
  leave(entry: number): void {
    if (entry >= this.count) return;
    const rank = this.#ranks.view[entry]!;
    const slot = this.#slotOf(rank);
    if (rank !== noRank && slot >= 0 && this.#entries[slot] === entry && !this.#keys.has(slot)) {
      const key = this.#by.key(entry);
      if (key !== null) this.#keys.set(slot, key);
    }
    this.#ranks.view[entry] = noRank;
  }

  /** Call when it has it. */
  enter(entry: number): void {
    if (entry >= this.count) {
      this.upTo(entry + 1);
      return;
    }
    const key = this.#by.key(entry);
    this.#ranks.view[entry] = key === null ? noRank : this.#rankFor(key);
  }

  get bytes(): number {
    return this.#entries.byteLength + this.#late.length * 64 + this.#keys.size * 80;
  }

  free(): void {
    this.#ranks.free();
  }

  #slotOf(rank: number): number {
    const step = 2 ** this.#shift;
    return rank % step === 0 ? rank / step - 1 : -1;
  }

  #keyOf(slot: number): SortKey {
    return this.#keys.get(slot) ?? this.#by.key(this.#entries[slot]!) ?? '';
  }

  #rankFor(key: SortKey): number {
    const { compare } = this.#by;
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const difference = compare(this.#keyOf(middle), key);
      if (difference === 0) return (middle + 1) * 2 ** this.#shift;
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    let [before, after] = [low * 2 ** this.#shift, (low + 1) * 2 ** this.#shift];
    [low, high] = [0, this.#late.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const late = this.#late[middle]!;
      const difference = late.rank < before ? -1 : late.rank > after ? 1 : compare(late.key, key);
      if (difference === 0) return late.rank;
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    before = Math.max(before, this.#late[low - 1]?.rank ?? 0);
    after = Math.min(after, this.#late[low]?.rank ?? after);
    const rank = Math.floor((before + after) / 2);
    const crowded = this.#late.length > 1024 + this.#entries.length / 8;
    if (rank === before || crowded) {
      this.#renumber();
      return this.#rankFor(key);
    }
    this.#late.splice(low, 0, { rank, key });
    return rank;
  }

  #build(count: number): void {
    const { key, compare, keysFor } = this.#by;
    const keys: SortKey[] = [];
    const entries = new Uint32Array(count);
    for (let entry = 0; entry < count; entry++) {
      const each = key(entry);
      if (each === null) continue;
      entries[keys.length] = entry;
      keys.push(each);
    }
    const texts = keys as readonly string[];
    const many = keysFor && keys.length > 500;
    const { order, same } = sortTexts(texts, compare, many ? keysFor(texts) : undefined);
    let different = 0;
    for (let at = 0; at < order.length; at++) different += 1 - same[at]!;
    this.#setStep(different);
    this.#entries = new Uint32Array(different);
    const ranks = this.#ranks.view.fill(noRank);
    const step = 2 ** this.#shift;
    for (let at = 0, slot = -1; at < order.length; at++) {
      const entry = entries[order[at]!]!;
      if (same[at] === 0) this.#entries[++slot] = entry;
      ranks[entry] = (slot + 1) * step;
    }
    this.#keys.clear();
    this.#late = [];
    this.count = count;
  }

  /** Late values among the others, with room between all of them again. */
  #renumber(): void {
    const ranks = this.#ranks.view;
    const holders = new Map<number, number>(); // of late ranks: an entry that has it
    const lateRanks = new Map(this.#late.map(({ rank }, index) => [rank, index]));
    for (let entry = 0; entry < this.count; entry++) {
      const index = lateRanks.get(ranks[entry]!);
      if (index !== undefined) holders.set(index, entry);
    }
    const oldStep = 2 ** this.#shift;
    const oldCount = this.#entries.length;
    const entries = new Uint32Array(oldCount + this.#late.length);
    const newSlots = new Uint32Array(oldCount);
    const newLate = new Uint32Array(this.#late.length);
    const keys = new Map<number, SortKey>();
    let late = 0;
    let end = 0;
    for (let slot = 0; slot <= oldCount; slot++) {
      for (
        ;
        late < this.#late.length && (slot === oldCount || this.#late[late]!.rank < (slot + 1) * oldStep);
        late++
      ) {
        const holder = holders.get(late);
        if (holder === undefined) continue; // nobody has that value any more
        newLate[late] = end;
        entries[end++] = holder;
      }
      if (slot === oldCount) break;
      newSlots[slot] = end;
      if (this.#keys.has(slot)) keys.set(end, this.#keys.get(slot)!);
      entries[end++] = this.#entries[slot]!;
    }
    this.#setStep(end);
    const step = 2 ** this.#shift;
    for (let entry = 0; entry < this.count; entry++) {
      const rank = ranks[entry]!;
      if (rank === noRank) continue;
      const index = lateRanks.get(rank);
      ranks[entry] = ((index === undefined ? newSlots[rank / oldStep - 1]! : newLate[index]!) + 1) * step;
    }
    this.#entries = entries.slice(0, end);
    this.#keys.clear();
    for (const [slot, key] of keys) this.#keys.set(slot, key);
    this.#late = [];
  }

  #setStep(different: number): void {
    this.#shift = Math.min(24, Math.floor(Math.log2((noRank - 1) / (different + 1))));
  }
}
