import { grown } from './exact-sums.js';
import { rowsIn, zone, type Bits } from './memory.js';
import { numberOf } from './number-values.js';
import type { Seen } from './views.js';

/** Rows that are read at a time, at most. */
export const mostRows = 8 * zone;
const places = new Uint32Array(mostRows);
const rowsOfZone = new Uint32Array(zone);

/** What a field of numbers or dates has for each row: NaN for no value, and for dates that are not written as dates are. */
export class FieldNumbers {
  readonly #seen: Seen;
  /** Where values are codes: the number of each. */
  #ofCodes = new Float64Array(0);
  #known = 0;

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** Those of the first `count` rows of a list: a table, and the place of each in it. Both are void with the next call. */
  read(rows: Uint32Array, count: number): readonly [table: Float64Array, places: Uint32Array] {
    const { numbers, codes, index } = this.#seen;
    const join = index();
    const table = numbers?.numbers ?? this.#table();
    if (!join && numbers) return [table, rows];
    const codeOf = numbers ? undefined : codes!.codes;
    for (let at = 0; at < count; at++) {
      const row = join ? join[rows[at]!]! : rows[at]!;
      places[at] = codeOf ? codeOf[row]! : row;
    }
    return [table, places];
  }

  /** The least number of the rows of a bitset, each times `sign`; none is less than `floor`. Zones that can have none less are passed over. */
  least(bits: Bits, sign: 1 | -1, floor: number): number {
    const { numbers, isJoined } = this.#seen;
    const bounds = isJoined ? undefined : numbers?.bounds(sign);
    let least = Infinity;
    for (let from = 0; from < bits.length && least > floor; from += zone / 32) {
      if (bounds && bounds[(from * 32) / zone]! * sign >= least) continue;
      const count = rowsIn(bits, from, from + zone / 32, rowsOfZone);
      const [table, placesOfZone] = this.read(rowsOfZone, count);
      for (let at = 0; at < count; at++) {
        const number = table[placesOfZone[at]!]! * sign;
        if (number < least) least = number;
      }
    }
    return least;
  }

  #table(): Float64Array {
    const { codes, field } = this.#seen;
    const { values } = codes!;
    if (this.#ofCodes.length < values.length) this.#ofCodes = grown(this.#ofCodes, values.length * 2, NaN);
    for (; this.#known < values.length; this.#known++)
      this.#ofCodes[this.#known] = numberOf(values[this.#known] ?? null, field) ?? NaN;
    return this.#ofCodes;
  }
}
