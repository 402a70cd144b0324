import type { CriteriaContext } from '../../criteria/evaluate.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { keepOnly, slowFilter, valueTest, type Filter } from './filter.js';
import { kernels } from './kernels.js';
import { clearBit, hasBit, setBit, wordsFor, type Arena, type Bits, type Block } from './memory.js';
import { bytesOf } from './text-bytes.js';
import { textLine, type TextLine } from './text-line.js';
import { TextPool } from './text-pool.js';

/** Text that is nearly always another one: e-mail addresses, telephone numbers. Each row has its own entry. */
export class TextColumn {
  readonly #pool: TextPool;
  readonly #present: Block<Bits>;

  constructor(arena: Arena, rows: number) {
    this.#pool = new TextPool(arena, rows);
    this.#present = arena.bits(rows);
  }

  grow(rows: number): void {
    this.#present.grow(wordsFor(rows));
    this.#pool.reserve(rows);
  }

  set(row: number, given: Value | undefined): void {
    const value = given ?? null;
    this.#emptyUpTo(row);
    if (row < this.#pool.count) this.#pool.replace(row, value);
    else this.#pool.append(value);
    this.#note(row, value);
  }

  /** As `set` for rows of which each is one more than the one before. False: there are values already. */
  setAll(first: number, values: readonly Value[]): boolean {
    this.#emptyUpTo(first);
    if (first < this.#pool.count) return false;
    this.#pool.appendAll(values);
    values.forEach((value, at) => this.#note(first + at, value));
    return true;
  }

  value(row: number): Value {
    return row < this.#pool.count ? this.#pool.value(row) : null;
  }

  differs(row: number, value: Value): boolean {
    return this.value(row) !== value;
  }

  filter(line: CriteriaLine, field: Field, context: CriteriaContext): Filter {
    const test = valueTest(line, field, context);
    const asked = textLine(line);
    const slow = slowFilter(
      () => this.#present.view.length << 5,
      (row) => this.value(row),
      test,
    );
    if (!asked) return slow;
    const { wanted, negative, whenEmpty } = asked;
    if (wanted === undefined) return this.#emptiness(negative);
    const needle = bytesOf(wanted);
    return {
      cost: 25,
      scan: (to, care) => {
        to.fill(0);
        const sparse = care && kernels.count(care) * 8 < this.#pool.count;
        if (sparse) this.#searchWithin(care, asked, needle, to);
        else this.#pool.search(asked.how, wanted, to);
        if (asked.exact !== undefined) keepOnly(to, (row) => test(this.value(row)));
        if (!negative) return;
        kernels.not(to);
        if (!whenEmpty) kernels.and(to, this.#present.view);
      },
      test: (row) => {
        if (row >= this.#pool.count || !this.#pool.has(row)) return whenEmpty;
        if (asked.exact !== undefined) return test(this.value(row));
        return this.#pool.test(asked.how, needle, row) !== negative;
      },
    };
  }

  free(): void {
    this.#pool.free();
    this.#present.free();
  }

  #emptyUpTo(row: number): void {
    while (this.#pool.count < row) this.#pool.append(null);
  }

  #note(row: number, value: Value): void {
    (typeof value === 'string' && value !== '' ? setBit : clearBit)(this.#present.view, row);
  }

  #emptiness(empty: boolean): Filter {
    return {
      cost: 1,
      scan: (to) => {
        to.set(this.#present.view);
        if (empty) kernels.not(to);
      },
      test: (row) => (hasBit(this.#present.view, row) === 0) === empty,
    };
  }

  #searchWithin(care: Bits, { how }: TextLine, needle: Uint8Array, to: Bits): void {
    const present = this.#present.view;
    for (let word = 0; word < to.length; word++) {
      let rest = care[word]! & present[word]!;
      while (rest !== 0) {
        const low = rest & -rest;
        if (this.#pool.test(how, needle, (word << 5) + 31 - Math.clz32(low))) to[word]! |= low;
        rest ^= low;
      }
    }
  }
}
