import type { RowOrder } from './levels.js';
import { hasBit, type Arena, type Bits, type Block } from './memory.js';
import { radixSort } from './sort-texts.js';

interface Chunk {
  readonly rows: Uint32Array;
  length: number;
  /** Its number, by which rows and views know it; its place among the chunks changes. */
  readonly number: number;
  place: number;
}

/** A live question's share in an order: which rows it has, and how many in each chunk. */
export interface OrderView {
  readonly bits: () => Bits;
  counts: Uint32Array;
}

/** Between which rows a row stood. */
interface Gap {
  readonly chunk: Chunk;
  readonly at: number;
}

const noChunk = 0xffff_ffff;

/**
 * All rows of a table in an order, in chunks of some hundred: what changes, changes one chunk. All live questions with
 * the same sort share it, and each counts its own rows in every chunk, which is how it finds any window at once.
 */
export class Order {
  readonly #order: RowOrder;
  readonly #chunkOf: Block<Uint32Array>;
  readonly #size: number;
  #chunks: Chunk[] = [];
  readonly #byNumber: Chunk[] = [];
  readonly #unused: number[] = [];
  readonly views = new Set<OrderView>();

  constructor(arena: Arena, order: RowOrder, ids: RowOrder, rows: Uint32Array, capacity: number, size = 512) {
    this.#order = order;
    this.#size = size;
    this.#chunkOf = arena.u32(capacity);
    this.#chunkOf.view.fill(noChunk);
    const sorted = sortRows(rows, order, ids);
    for (let from = 0; from < sorted.length; from += size) {
      this.#addChunk(this.#chunks.length, sorted.subarray(from, Math.min(from + size, sorted.length)));
    }
    if (this.#chunks.length === 0) this.#addChunk(0, new Uint32Array(0));
  }

  grow(capacity: number): void {
    const before = this.#chunkOf.view.length;
    this.#chunkOf.grow(capacity);
    this.#chunkOf.view.fill(noChunk, before);
  }

  watch(view: OrderView): void {
    this.views.add(view);
    view.counts = new Uint32Array(this.#byNumber.length);
    for (const chunk of this.#chunks) view.counts[chunk.number] = countIn(chunk, view.bits());
  }

  /** A row matches the view's question now (+1), or does not any more (-1). */
  changed(view: OrderView, row: number, by: 1 | -1): void {
    const number = this.#chunkOf.view[row]!;
    if (number !== noChunk) view.counts[number]! += by;
  }

  /** Takes a row out, before any of its values changes. */
  remove(row: number): Gap | undefined {
    const number = this.#chunkOf.view[row]!;
    if (number === noChunk) return undefined;
    const chunk = this.#byNumber[number]!;
    const at = chunk.rows.indexOf(row);
    chunk.rows.copyWithin(at, at + 1, chunk.length--);
    this.#chunkOf.view[row] = noChunk;
    for (const view of this.views) if (hasBit(view.bits(), row)) view.counts[number]!--;
    return chunk.length > 0 || this.#chunks.length === 1 ? { chunk, at } : this.#drop(chunk);
  }

  /** An empty chunk goes. Answers the same gap as one of its neighbours'. */
  #drop({ place, number }: Chunk): Gap {
    this.#chunks.splice(place, 1);
    this.#unused.push(number);
    this.#renumber(place);
    const before = this.#chunks[place - 1];
    return before ? { chunk: before, at: before.length } : { chunk: this.#chunks[0]!, at: 0 };
  }

  /** Where a row that was taken out, or a new one, belongs. */
  find(row: number): Gap {
    const { compare } = this.#order;
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const chunk = this.#chunks[middle]!;
      if (compare(chunk.rows[0]!, row) <= 0) low = middle;
      else high = middle - 1;
    }
    const chunk = this.#chunks[low]!;
    let [from, to] = [0, chunk.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compare(chunk.rows[middle]!, row) < 0) from = middle + 1;
      else to = middle;
    }
    return { chunk, at: from };
  }

  /** Whether a view has rows between two places. */
  isBetween(first: Gap, second: Gap, view: OrderView): boolean {
    if (first.chunk === second.chunk)
      return hasAny(first.chunk, Math.min(first.at, second.at), Math.max(first.at, second.at), view.bits());
    const [before, after] = first.chunk.place < second.chunk.place ? [first, second] : [second, first];
    if (hasAny(before.chunk, before.at, before.chunk.length, view.bits())) return true;
    if (hasAny(after.chunk, 0, after.at, view.bits())) return true;
    for (let place = before.chunk.place + 1; place < after.chunk.place; place++)
      if (view.counts[this.#chunks[place]!.number]! > 0) return true;
    return false;
  }

  insert(row: number, { chunk, at }: Gap): void {
    chunk.rows.copyWithin(at + 1, at, chunk.length++);
    chunk.rows[at] = row;
    this.#chunkOf.view[row] = chunk.number;
    for (const view of this.views) if (hasBit(view.bits(), row)) view.counts[chunk.number]!++;
    if (chunk.length === chunk.rows.length) this.#split(chunk);
  }

  /** The same for a bitset that no view counts: goes through the rows from the first on. */
  walk(bits: Bits, offset: number, limit: number): Uint32Array {
    const found: number[] = [];
    let skip = offset;
    for (const { rows, length } of this.#chunks) {
      for (let at = 0; at < length; at++) {
        const row = rows[at]!;
        if (((bits[row >> 5]! >>> (row & 31)) & 1) === 0) continue;
        if (skip > 0) skip--;
        else if (found.push(row) >= limit) return Uint32Array.from(found);
      }
    }
    return Uint32Array.from(found);
  }

  /** Rows of the view in order, `limit` of them from `offset` on. */
  window(view: OrderView, offset: number, limit: number): Uint32Array {
    const { counts } = view;
    const bits = view.bits();
    let place = 0;
    let skip = offset;
    for (; place < this.#chunks.length; place++) {
      const count = counts[this.#chunks[place]!.number]!;
      if (skip < count) break;
      skip -= count;
    }
    const found = new Uint32Array(limit);
    let size = 0;
    for (; place < this.#chunks.length && size < limit; place++) {
      const { rows, length } = this.#chunks[place]!;
      for (let at = 0; at < length && size < limit; at++) {
        const row = rows[at]!;
        if (((bits[row >> 5]! >>> (row & 31)) & 1) === 0) continue;
        if (skip > 0) skip--;
        else found[size++] = row;
      }
    }
    return found.subarray(0, size);
  }

  placeOf(view: OrderView, row: number): number {
    const number = this.#chunkOf.view[row]!;
    if (number === noChunk || !hasBit(view.bits(), row)) return -1;
    const chunk = this.#byNumber[number]!;
    let place = 0;
    for (let at = 0; at < chunk.place; at++) place += view.counts[this.#chunks[at]!.number]!;
    for (let at = 0; chunk.rows[at] !== row; at++) place += hasBit(view.bits(), chunk.rows[at]!);
    return place;
  }

  get bytes(): number {
    return this.#chunks.length * this.#size * 8;
  }

  free(): void {
    this.#chunkOf.free();
  }

  #addChunk(place: number, rows: Uint32Array): Chunk {
    const number = this.#unused.pop() ?? this.#byNumber.length;
    const chunk: Chunk = { rows: new Uint32Array(this.#size * 2), length: rows.length, number, place };
    chunk.rows.set(rows);
    this.#byNumber[number] = chunk;
    if (place === this.#chunks.length) this.#chunks.push(chunk);
    else {
      this.#chunks.splice(place, 0, chunk);
      this.#renumber(place);
    }
    const chunkOf = this.#chunkOf.view;
    for (const row of rows) chunkOf[row] = number;
    for (const view of this.views) {
      if (number >= view.counts.length) {
        const counts = new Uint32Array(number + 64);
        counts.set(view.counts);
        view.counts = counts;
      }
      view.counts[number] = countIn(chunk, view.bits());
    }
    return chunk;
  }

  #split(chunk: Chunk): void {
    const half = chunk.length >> 1;
    const rest = chunk.rows.slice(half, chunk.length);
    chunk.length = half;
    const added = this.#addChunk(chunk.place + 1, rest);
    for (const view of this.views) view.counts[chunk.number]! -= view.counts[added.number]!;
  }

  #renumber(from: number): void {
    for (let place = from; place < this.#chunks.length; place++) this.#chunks[place]!.place = place;
  }
}

function countIn({ rows, length }: Chunk, bits: Bits): number {
  let count = 0;
  for (let at = 0; at < length; at++) count += hasBit(bits, rows[at]!);
  return count;
}

function hasAny({ rows }: Chunk, from: number, to: number, bits: Bits): boolean {
  for (let at = from; at < to; at++) if (hasBit(bits, rows[at]!)) return true;
  return false;
}

function sortRows(rows: Uint32Array, order: RowOrder, ids: RowOrder): Uint32Array {
  const levels = order.levels.length === 0 ? ids : order;
  const { keys, exact } = levels.keys(rows, rows.length);
  return sortByKey({ rows, keys, count: rows.length }, levels, exact ? ids : undefined);
}

/** By key, then those with the same key by comparison; or, if there are many that differ by id alone, by its rank. */
export function sortByKey(
  { rows, keys, count }: { readonly rows: Uint32Array; readonly keys: Uint32Array; readonly count: number },
  order: RowOrder,
  ids: RowOrder | undefined,
): Uint32Array {
  const indices = new Uint32Array(count);
  for (let at = 0; at < count; at++) indices[at] = at;
  const sorted = radixSort(indices, keys);
  const result = new Uint32Array(count);
  for (let from = 0; from < count;) {
    const key = keys[sorted[from]!];
    let to = from;
    while (to < count && keys[sorted[to]!] === key) result[to] = rows[sorted[to++]!]!;
    if (to - from > 1) sortRun(result.subarray(from, to), order, ids);
    from = to;
  }
  return result;
}

/** @param ids given: the rows differ by their ids alone. */
function sortRun(run: Uint32Array, order: RowOrder, ids: RowOrder | undefined): void {
  if (run.length < 24) {
    for (let at = 1; at < run.length; at++) {
      const row = run[at]!;
      let place = at;
      while (place > 0 && order.compare(run[place - 1]!, row) > 0) run[place] = run[--place]!;
      run[place] = row;
    }
  } else if (ids && ids !== order && run.length > 200) {
    const { keys } = ids.keys(run, run.length);
    const indices = Uint32Array.from(run.keys());
    const sorted = radixSort(indices, keys);
    run.set(sorted.map((at) => run[at]!));
  } else run.sort(order.compare);
}
