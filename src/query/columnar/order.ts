import { hasBit, type Arena, type Bits, type Block } from './memory.js';

interface Chunk {
  readonly rows: Uint32Array;
  length: number;
  /** By which its rows know it. */
  readonly number: number;
  /** Among the chunks, by which views know it. */
  place: number;
}

/** A live question's share in an order: which rows it has, and how many in each chunk. */
export interface OrderView {
  readonly bits: Bits;
  /** By the place of the chunk. */
  counts: Uint32Array;
  /** The place of the last chunk that its window took rows from; -1 once one of its rows came or went up to there. */
  reach: number;
}

/** A place between two rows. */
export interface Gap {
  readonly chunk: Chunk;
  readonly at: number;
}

const noChunk = 0xffff_ffff;
/** Of rows that are not what they were when the making of the order began. */
const leftOut = noChunk - 1;

/** Rows with keys: those of different keys are in the order of their keys. */
export interface Keyed {
  readonly rows: Uint32Array;
  readonly keys: Uint32Array;
}

/**
 * Rows in an order, in chunks of some hundred: what changes, changes one chunk. All live questions with the same sort
 * share one of all rows, and each counts its own rows in every chunk, which is how it finds any window at once.
 */
export class Order {
  readonly #compare: (a: number, b: number) => number;
  readonly #chunkOf: Block<Uint32Array>;
  readonly #size: number;
  readonly #chunks: Chunk[] = [];
  readonly #byNumber: Chunk[] = [];
  readonly #unused: number[] = [];
  /** While it is being made: rows that came meanwhile, or became others. They go in last. */
  readonly #late = new Set<number>();
  /** False while it is being made: until then it may be changed, but not be looked at. */
  isWhole = true;
  readonly views = new Set<OrderView>();

  constructor(arena: Arena, compare: (a: number, b: number) => number, capacity: number, size = 512) {
    this.#compare = compare;
    this.#size = size;
    this.#chunkOf = arena.u32(capacity);
    this.#chunkOf.view.fill(noChunk);
    this.#addChunk(0, new Uint32Array(0));
  }

  grow(capacity: number): void {
    const before = this.#chunkOf.view.length;
    this.#chunkOf.grow(capacity);
    this.#chunkOf.view.fill(noChunk, before);
  }

  /**
   * Makes it of many rows, in pieces: what has the least keys goes in first.
   *
   * @param collect the rows in the order of their keys, none of which is in here; in pieces, too.
   * @param sort rows that are in the order of their keys, in place; `insert` for one that came late.
   */
  *make(
    collect: () => Generator<void, Keyed>,
    sort: (some: Keyed) => Uint32Array,
    insert: (row: number) => void,
  ): Generator<void, void> {
    this.isWhole = false;
    const { rows, keys } = yield* collect();
    for (let from = 0; from < rows.length; yield) {
      const [begin, most] = [from, from + this.#size * 2];
      let end = from;
      // Those of the same key go in together. Some became others meanwhile.
      for (; from < rows.length && (from < most || keys[from] === keys[from - 1]); from++) {
        if (this.#chunkOf.view[rows[from]!] !== noChunk) continue;
        rows[end] = rows[from]!;
        keys[end++] = keys[from]!;
      }
      this.#append(sort({ rows: rows.subarray(begin, end), keys: keys.subarray(begin, end) }));
    }
    let count = 0;
    for (const row of this.#late) {
      this.#late.delete(row);
      insert(row);
      if (++count % 64 === 0) yield;
    }
    this.isWhole = true;
    for (const view of this.views) this.watch(view);
  }

  /** While it is being made: for a row that comes. */
  postpone(row: number): void {
    this.#late.add(row);
  }

  watch(view: OrderView): void {
    this.views.add(view);
    view.reach = -1;
    view.counts = Uint32Array.from(this.#chunks, (chunk) => countIn(chunk, view.bits));
  }

  /** A row matches the view's question now (+1), or does not any more (-1). */
  changed(view: OrderView, row: number, by: 1 | -1): void {
    const number = this.#chunkOf.view[row]!;
    if (number < leftOut) note(view, this.#byNumber[number]!, by);
  }

  /** Takes a row out, before any of its values changes. */
  remove(row: number): Gap | undefined {
    const number = this.#chunkOf.view[row]!;
    this.#late.delete(row);
    this.#chunkOf.view[row] = this.isWhole ? noChunk : leftOut;
    if (number >= leftOut) return undefined;
    const chunk = this.#byNumber[number]!;
    const at = chunk.rows.indexOf(row);
    chunk.rows.copyWithin(at, at + 1, chunk.length--);
    this.#note(row, chunk, -1);
    if (chunk.length > 0 || this.#chunks.length === 1) return { chunk, at };
    // An empty chunk goes. The same gap as one of its neighbours':
    this.#chunks.splice(chunk.place, 1);
    for (const { counts } of this.views) counts.copyWithin(chunk.place, chunk.place + 1);
    this.#unused.push(number);
    this.#renumber(chunk.place);
    const before = this.#chunks[chunk.place - 1];
    return before ? { chunk: before, at: before.length } : { chunk: this.#chunks[0]!, at: 0 };
  }

  /** Where a row that was taken out, or a new one, belongs. */
  find(row: number): Gap {
    const compare = this.#compare;
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (compare(this.#chunks[middle]!.rows[0]!, row) <= 0) low = middle;
      else high = middle - 1;
    }
    const chunk = this.#chunks[low]!;
    let first = 0;
    let last = chunk.length;
    while (first < last) {
      const middle = (first + last) >> 1;
      if (compare(chunk.rows[middle]!, row) < 0) first = middle + 1;
      else last = middle;
    }
    return { chunk, at: first };
  }

  /** Whether a view has rows between two places. */
  isBetween(first: Gap, second: Gap, view: OrderView): boolean {
    const isFirst =
      first.chunk === second.chunk ? first.at < second.at : first.chunk.place < second.chunk.place;
    const [from, to] = isFirst ? [first, second] : [second, first];
    let { chunk, at } = from;
    for (; chunk !== to.chunk || at < to.at; at++) {
      const { rows, length, place } = chunk;
      if (at >= length || (chunk !== to.chunk && view.counts[place] === 0))
        [chunk, at] = [this.#chunks[place + 1]!, -1];
      else if (hasBit(view.bits, rows[at]!)) return true;
    }
    return false;
  }

  insert(row: number, { chunk, at }: Gap): void {
    chunk.rows.copyWithin(at + 1, at, chunk.length++);
    chunk.rows[at] = row;
    this.#chunkOf.view[row] = chunk.number;
    this.#note(row, chunk, 1);
    if (chunk.length === chunk.rows.length) this.#split(chunk);
  }

  /** The row before a gap; 0 where there is none. */
  before({ chunk, at }: Gap): number {
    if (at > 0) return chunk.rows[at - 1]!;
    const other = this.#chunks[chunk.place - 1];
    return other ? other.rows[other.length - 1]! : 0;
  }

  after({ chunk, at }: Gap): number {
    if (at < chunk.length) return chunk.rows[at]!;
    return this.#chunks[chunk.place + 1]?.rows[0] ?? 0;
  }

  /** The last row; 0 where there is none. */
  get last(): number {
    const chunk = this.#chunks.at(-1)!;
    return chunk.length > 0 ? chunk.rows[chunk.length - 1]! : 0;
  }

  /** All rows, the first `length` of each. */
  get chunks(): readonly { readonly rows: Uint32Array; readonly length: number }[] {
    return this.#chunks;
  }

  /** Rows of the view in order, `limit` of them from `offset` on. */
  window(view: OrderView, offset: number, limit: number): Uint32Array {
    const { counts } = view;
    const bits = view.bits;
    const found = windowFor(limit);
    const chunks = this.#chunks;
    let place = 0;
    let size = 0;
    let skip = offset | 0; // integers to the compiler: in two thirds of the time
    for (; place < chunks.length; place++) {
      const count = counts[place]! | 0;
      if (skip < count) break;
      skip = (skip - count) | 0;
    }
    for (; place < chunks.length; place++) {
      const { rows, length } = chunks[place]!;
      for (let at = 0; at < length && size < limit; at++) {
        const row = rows[at]!;
        if (((bits[row >> 5]! >>> (row & 31)) & 1) === 0) continue;
        if (skip > 0) skip--;
        else found[size++] = row;
      }
      if (size === limit) break;
    }
    view.reach = place;
    return size === limit ? found : found.subarray(0, size);
  }

  free(): void {
    this.#chunkOf.free();
  }

  /** Behind all others. */
  #append(rows: Uint32Array): void {
    const count = Math.ceil(rows.length / this.#size);
    if (count > 0 && this.#chunks[0]!.length === 0) this.#byNumber.length = this.#chunks.length = 0;
    for (let at = 0; at < count; at++) {
      const [from, to] = [at, at + 1].map((part) => Math.floor((rows.length * part) / count));
      this.#addChunk(this.#chunks.length, rows.subarray(from, to));
    }
  }

  #addChunk(place: number, rows: Uint32Array): Chunk {
    const number = this.#unused.pop() ?? this.#byNumber.length;
    const chunk: Chunk = { rows: new Uint32Array(this.#size * 2), length: rows.length, number, place };
    chunk.rows.set(rows);
    this.#byNumber[number] = chunk;
    this.#chunks.splice(place, 0, chunk);
    this.#renumber(place);
    assign(this.#chunkOf.view, rows, number);
    for (const view of this.isWhole ? this.views : []) {
      if (this.#chunks.length > view.counts.length) {
        const counts = new Uint32Array(this.#chunks.length + 64);
        counts.set(view.counts);
        view.counts = counts;
      }
      view.counts.copyWithin(place + 1, place);
      view.counts[place] = countIn(chunk, view.bits);
      if (place <= view.reach + 1) view.reach = -1;
    }
    return chunk;
  }

  /** Into halves; but what comes in order, at either end, fills the outermost one and leaves it nearly full. */
  #split(chunk: Chunk): void {
    const { rows, length, place } = chunk;
    const isFirst = place === 0;
    const part = isFirst || place === this.#chunks.length - 1 ? this.#size >> 2 || 1 : length >> 1;
    const some = isFirst ? rows.slice(0, part) : rows.slice(length - part, length);
    if (isFirst) rows.copyWithin(0, part);
    chunk.length -= part;
    const added = this.#addChunk(isFirst ? 0 : place + 1, some);
    for (const view of this.views) view.counts[chunk.place]! -= view.counts[added.place]!;
  }

  #note(row: number, chunk: Chunk, by: 1 | -1): void {
    for (const view of this.views) if (hasBit(view.bits, row)) note(view, chunk, by);
  }

  #renumber(from: number): void {
    for (let place = from; place < this.#chunks.length; place++) this.#chunks[place]!.place = place;
  }
}

function note(view: OrderView, { place }: Chunk, by: 1 | -1): void {
  view.counts[place]! += by;
  if (place <= view.reach) view.reach = -1;
}

/** On its own, so that it stays compiled when what is around it is not. */
function assign(chunkOf: Uint32Array, rows: Uint32Array, number: number): void {
  for (let at = 0; at < rows.length; at++) chunkOf[rows[at]!] = number;
}

function countIn({ rows, length }: Chunk, bits: Bits): number {
  let count = 0;
  for (let at = 0; at < length; at++) count += hasBit(bits, rows[at]!);
  return count;
}

const slab = 4096;
let windows: Uint32Array = new Uint32Array(0);
let given = 0;

/** An array for the rows of a window. Small ones are cut off a larger piece: a buffer for each costs more than its rows. */
function windowFor(limit: number): Uint32Array {
  if (limit > slab / 8) return new Uint32Array(limit);
  if (given + limit > windows.length) {
    windows = new Uint32Array(slab);
    given = 0;
  }
  given += limit;
  return windows.subarray(given - limit, given);
}
