import type { Value } from '../../model/records.js';
import { setBit, visitBits, wordsFor, type Arena, type Bits } from './memory.js';
import { bytesOf } from './text-bytes.js';
import { TextRun, type TextSearch } from './text-run.js';

/**
 * Texts by number that can be searched and replaced: a run of them in the order of their numbers, and a second run of
 * those that were replaced, which is merged into the first when it has become long.
 */
export class TextPool {
  readonly #arena: Arena;
  #first: TextRun;
  #later: TextRun | undefined;
  /** For each entry of `#later` whose it is, and the other way round. */
  #owners: number[] = [];
  readonly #moved = new Map<number, number>();
  /** What a run can't give back. */
  readonly #others = new Map<number, Value>();
  #reserved: number;

  constructor(arena: Arena, entries = 16) {
    this.#arena = arena;
    this.#reserved = entries;
    this.#first = new TextRun(arena, entries);
  }

  get count(): number {
    return this.#first.count;
  }

  /** So many entries are to come. */
  reserve(entries: number): void {
    this.#reserved = entries;
    this.#first.reserve(entries);
  }

  append(value: Value): void {
    const entry = this.count;
    if (!this.#first.append(value)) this.#others.set(entry, value);
  }

  appendAll(values: readonly Value[]): void {
    if (!this.#first.appendPlain(values)) for (const value of values) this.append(value);
  }

  replace(entry: number, value: Value): void {
    const [run, at] = this.#find(entry);
    run.erase(at);
    const later = (this.#later ??= new TextRun(this.#arena, 64));
    this.#owners[later.count] = entry;
    this.#moved.set(entry, later.count);
    if (later.append(value)) this.#others.delete(entry);
    else this.#others.set(entry, value);
    if (later.count > 4096 && later.count * 4 > this.count) this.#merge();
  }

  value(entry: number): Value {
    if (this.#others.size > 0 && this.#others.has(entry)) return this.#others.get(entry)!;
    const [run, at] = this.#find(entry);
    return run.value(at);
  }

  /** Whether an entry is text that is not empty. */
  has(entry: number): boolean {
    const [run, at] = this.#find(entry);
    return run.has(at);
  }

  /** Sets the bits of the entries that `text`, folded, is in. It must have no lone surrogate and not be empty. */
  search(how: TextSearch, folded: string, to: Bits): void {
    const needle = bytesOf(folded);
    this.#first.search(how, needle, to);
    if (!this.#later) return;
    const found = new Int32Array(wordsFor(this.#later.count));
    this.#later.search(how, needle, found);
    visitBits(found, (at) => setBit(to, this.#owners[at]!));
  }

  /** The same for one entry. */
  test(how: TextSearch, needle: Uint8Array, entry: number): boolean {
    const [run, at] = this.#find(entry);
    return run.test(how, needle, at);
  }

  free(): void {
    this.#first.free();
    this.#later?.free();
  }

  #find(entry: number): readonly [run: TextRun, at: number] {
    const at = this.#later && this.#moved.get(entry);
    return at === undefined ? [this.#first, entry] : [this.#later!, at];
  }

  /** Everything in the order of its number again. */
  #merge(): void {
    const merged = new TextRun(this.#arena, Math.max(this.count, this.#reserved));
    for (let entry = 0; entry < this.count; entry++) merged.copy(...this.#find(entry));
    this.free();
    this.#first = merged;
    this.#later = undefined;
    this.#owners = [];
    this.#moved.clear();
  }
}
