import type { SortKey } from '../order.js';
import type { KeyMaker } from './collation-keys.js';
import { clearBit, hasBit, setBit, wordsFor, type Arena, type Bits, type Block } from './memory.js';
import { Order, type Keyed } from './order.js';
import { sortedByKey, sortTies } from './sort-rows.js';

/** The rank of what has no value: after all others, in both directions. */
export const noRank = 0xffff_ffff;

export interface RankedBy {
  /** What an entry (a code, or a row) sorts by; null for no value. Entry 0 never has one. */
  readonly key: (entry: number) => SortKey | null;
  readonly compare: (a: SortKey, b: SortKey) => number;
  /** For many texts: what sorts them with few comparisons. */
  readonly keysFor?: (texts: Iterable<string>) => KeyMaker | undefined;
}

/** Whether what is missing takes no longer than `most` do. Each of those that come to many others takes longer. */
export function isFew(missing: number, count: number, most: number): boolean {
  return missing <= (count <= most ? most : most >> 2);
}

/** Entries that are looked at for letters. What has others is compared. */
const sample = 8192;
/** Entries that get their numbers at a time. */
const piece = 65_536;
/** Changes between such pieces before the rest comes at once. */
const mostInterruptions = 8;
/** From so many entries on, keys take less time than comparing, also when all of their code runs for the first time. */
const manyTexts = 4096;

/**
 * A number for each entry that compares as its value does, the same one for values that the order takes for the same.
 * The entries stand in an order, which is made piece by piece and follows every change meanwhile; numbers are a step
 * apart, so that an entry that comes later gets one in between. When there is no room any more all are numbered anew,
 * which needs no comparison of values.
 */
export class Ranks {
  readonly #arena: Arena;
  readonly #by: RankedBy;
  readonly #ranks: Block<Uint32Array>;
  /** Entries that the order takes for the same as the one before them. */
  readonly #same: Block<Bits>;
  #order: Order;
  /** Entries that stand in the order; those up to `#taken` that have a value. */
  #size = 0;
  #taken = 0;
  #shift = 31;
  /** Whether all numbers are whole steps, and whether all entries have one. */
  #isEven = true;
  #isNumbered = true;
  /** While many are taken in: three words of each entry's key, 0 where it has none. */
  #maker: KeyMaker | undefined;
  #words: Uint32Array | undefined;
  readonly #packed = new Uint32Array(3);
  #making: Generator<void, void> | undefined;
  /** Begins anew when an entry comes or goes, but not for ever. */
  #numbering: Generator<void, void> | undefined;
  #interruptions = 0;
  #asked = -1;
  #askedKey: SortKey = '';

  readonly #many: number;
  /** Another number whenever entries that had a number got another one, or `bits` became more. */
  version = 0;

  constructor(arena: Arena, by: RankedBy, many = manyTexts) {
    this.#many = many;
    this.#arena = arena;
    this.#by = by;
    this.#ranks = arena.u32(0);
    this.#same = arena.bits(0);
    this.#order = this.#newOrder(0);
  }

  get ranks(): Uint32Array {
    return this.#ranks.view;
  }

  /** How many bits of a rank matter, those on the left. */
  get bits(): number {
    if (!this.#isEven && this.#size < 4096) this.#number().next();
    return this.#isEven ? 32 - this.#shift : 32;
  }

  /** Whether `upTo` takes no longer than `most` entries do. */
  isNear(count: number, most: number): boolean {
    if (this.#making && count > most) return false;
    if (!this.#isNumbered && this.#size > piece * 4) return false;
    return isFew(count - this.#taken, count, most);
  }

  /** Ranks for all entries up to `count`, at once. */
  upTo(count: number): this {
    while (this.#taken < count || this.#making) this.step(count);
    if (!this.#isNumbered) this.#number().next();
    return this;
  }

  /** A piece of the same, of about a millisecond. False: all have one. */
  step(count: number): boolean {
    if (count === Infinity) return true; // they are still being found
    const missing = count - this.#taken;
    const { keysFor } = this.#by;
    if (this.#making) {
      if (this.#making.next().done) this.#making = undefined;
    } else if (missing <= 0) {
      if (this.#isNumbered) return false;
      this.#numbering ??= this.#number(this.#interruptions > mostInterruptions ? Infinity : piece);
      this.#numbering.next();
    } else if (keysFor && missing > this.#many && missing * 2 > count)
      this.#making = this.#make(count, keysFor);
    else {
      this.#grow(count);
      for (let end = Math.min(count, this.#taken + 64); this.#taken < end;) this.enter(this.#taken++);
    }
    return true;
  }

  /** Those that have a value in their order, and then 0. */
  sorted(): Uint32Array {
    const sorted = new Uint32Array(this.#size + 1);
    let place = 0;
    for (const { rows, length } of this.#order.chunks) {
      sorted.set(rows.subarray(0, length), place);
      place += length;
    }
    return sorted;
  }

  /** Call before an entry gets another value. */
  leave(entry: number): void {
    if (entry >= this.#taken) return;
    this.#asked = -1;
    this.#ranks.view[entry] = noRank;
    const gap = this.#order.remove(entry);
    if (!gap) return;
    this.#interrupt();
    this.#size--;
    const after = this.#order.after(gap);
    const same = this.#same.view;
    if (after !== 0 && !hasBit(same, entry)) clearBit(same, after);
    clearBit(same, entry);
  }

  /** Call when it has it. */
  enter(entry: number): void {
    if (entry >= this.#taken) return;
    this.#asked = -1;
    const key = this.#by.key(entry);
    const ranks = this.#ranks.view;
    ranks[entry] = noRank;
    if (key === null) return;
    this.#pack(entry, key);
    if (!this.#order.isWhole) return this.#order.postpone(entry);
    const [before, after] = this.#insert(entry);
    this.#interrupt();
    if (!this.#isNumbered) return;
    if (hasBit(this.#same.view, entry)) ranks[entry] = ranks[before]!;
    else if (after !== 0 && hasBit(this.#same.view, after)) ranks[entry] = ranks[after]!;
    else {
      const low = before === 0 ? 0 : ranks[before]!;
      const middle = Math.floor((low + (after === 0 ? noRank : ranks[after]!)) / 2);
      if (this.#isEven) this.version++;
      this.#isEven = false;
      this.#isNumbered = middle > low;
      ranks[entry] = middle;
    }
  }

  free(): void {
    this.#ranks.free();
    this.#same.free();
    this.#order.free();
  }

  #newOrder(entries: number): Order {
    return new Order(this.#arena, this.#compare, entries);
  }

  #grow(count: number): void {
    const { length } = this.#ranks.view;
    if (count <= length) return;
    const room = Math.ceil(count * 1.25);
    this.#ranks.grow(room);
    this.#ranks.view.fill(noRank, length);
    this.#same.grow(wordsFor(room));
    this.#order.grow(room);
  }

  /** All of them anew, by keys. */
  *#make(count: number, keysFor: NonNullable<RankedBy['keysFor']>): Generator<void, void> {
    this.#isNumbered = false;
    this.#order.free();
    this.#order = this.#newOrder(0);
    this.#grow(count);
    this.#order.grow(this.#ranks.view.length);
    this.#same.view.fill(0);
    this.#words = new Uint32Array(this.#ranks.view.length * 3);
    this.#size = 0;
    this.#taken = count;
    yield* this.#order.make(
      () => this.#collect(count, keysFor),
      (some) => this.#sort(some),
      (entry) => this.#insert(entry),
    );
    this.#words = this.#maker = undefined;
  }

  /** Entries that have keys; the others come late. */
  *#collect(count: number, keysFor: NonNullable<RankedBy['keysFor']>): Generator<void, Keyed> {
    const { key } = this.#by;
    const texts: string[] = [];
    for (let entry = 0; entry < count; entry += Math.ceil(count / sample))
      texts.push(String(key(entry) ?? ''));
    this.#maker = keysFor(texts);
    const rows = new Uint32Array(count);
    let size = 0;
    for (let entry = 0; entry < count; entry++) {
      this.#ranks.view[entry] = noRank;
      const each = key(entry);
      if (each !== null && this.#pack(entry, each)) rows[size++] = entry;
      else if (each !== null) this.#order.postpone(entry);
      if (entry % 2048 === 0) yield;
    }
    // By all of their words, so that few have the same key. Entries may change meanwhile, but not these words.
    const words = this.#words!.slice();
    let found: Keyed = { rows: rows.subarray(0, size), keys: new Uint32Array(size) };
    for (let word = 3; word-- > 0; found = yield* sortedByKey(found)) {
      for (let at = 0; at < size; at++) {
        found.keys[at] = words[found.rows[at]! * 3 + word]!;
        if (at % 65_536 === 0) yield;
      }
    }
    let [place, first, second, third] = [0, 0, 0, 0];
    for (let at = 0; at < size; at++) {
      const entry = found.rows[at]! * 3;
      const [x, y, z] = [words[entry]!, words[entry + 1]!, words[entry + 2]!];
      if (x !== first || y !== second || z !== third) place++;
      [first, second, third] = [x, y, z];
      found.keys[at] = place;
      if (at % 65_536 === 0) yield;
    }
    return found;
  }

  #sort(some: Keyed): Uint32Array {
    const sorted = sortTies(some, this.#compare);
    let before = this.#order.last;
    for (const entry of sorted) {
      if (before !== 0 && this.#compare(before, entry) === 0) setBit(this.#same.view, entry);
      before = entry;
    }
    this.#size += sorted.length;
    return sorted;
  }

  #pack(entry: number, key: SortKey): boolean {
    if (!this.#words) return false;
    const isPacked = this.#maker?.pack(key as string, this.#packed) === true;
    for (let at = 0; at < 3; at++) this.#words[entry * 3 + at] = isPacked ? this.#packed[at]! : 0;
    return isPacked;
  }

  #insert(entry: number): readonly [before: number, after: number] {
    const gap = this.#order.find(entry);
    const [before, after] = [this.#order.before(gap), this.#order.after(gap)];
    const same = this.#same.view;
    if (before !== 0 && this.#compare(before, entry) === 0) setBit(same, entry);
    if (after !== 0 && this.#compare(after, entry) === 0) setBit(same, after);
    this.#order.insert(entry, gap);
    this.#size++;
    return [before, after];
  }

  #interrupt(): void {
    if (this.#numbering) this.#interruptions++;
    this.#numbering = undefined;
  }

  /** So many at a time; left out: all at once. */
  *#number(most = Infinity): Generator<void, void> {
    const shift = Math.min(24, Math.floor(Math.log2((noRank - 1) / (this.#size + 1))));
    const step = 2 ** shift;
    let [rank, count] = [0, 0];
    for (const { rows, length } of this.#order.chunks) {
      const [ranks, same] = [this.#ranks.view, this.#same.view];
      for (let at = 0; at < length; at++) {
        const entry = rows[at]!;
        if (!hasBit(same, entry)) rank += step;
        ranks[entry] = rank;
      }
      if ((count += length) < most) continue;
      count = 0;
      yield;
    }
    this.version++;
    this.#shift = shift;
    this.#isEven = this.#isNumbered = true;
    this.#numbering = undefined;
    this.#interruptions = 0;
  }

  /** The second one is often the same for many. */
  #compare = (a: number, b: number): number => {
    const words = this.#words;
    if (words) {
      let [x, y] = [a * 3, b * 3];
      if (words[x] !== 0 && words[y] !== 0) {
        if (words[x] !== words[y] || words[++x] !== words[++y] || words[++x] !== words[++y])
          return words[x]! < words[y]! ? -1 : 1;
      }
    }
    const { key, compare } = this.#by;
    if (this.#asked !== b) this.#askedKey = key((this.#asked = b))!;
    return compare(key(a)!, this.#askedKey);
  };
}
