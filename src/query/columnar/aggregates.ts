import type { Field, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import type { GroupLevel } from './group-level.js';
import { groupOf, type GroupKey } from './groups.js';
import { numberOf, valueOfNumber } from './number-values.js';
import type { Aggregate } from './types.js';
import type { Views } from './views.js';

const empty = {
  count: 0,
  sum: 0,
  /** Whether the sum is the same in whatever order. */
  isExact: true,
  minimum: Infinity,
  maximum: -Infinity,
};
type Tally = typeof empty;

interface Figure {
  readonly of: Aggregate['of'];
  readonly field: Field;
  /** NaN for no value, and for dates that are not written as dates are. */
  readonly read: (row: number) => number;
}

/** Figures of rows, by innermost group. Sums go in the order of the rows, so that the same rows always give the same. */
export class Tallies {
  readonly #figures: readonly Figure[];
  readonly #levels: readonly GroupLevel[];
  readonly #groups = new Map<GroupKey, readonly Tally[]>();
  /** False once a change made figures that can only be worked out from all rows. */
  isSure = true;

  constructor(
    views: Views,
    of: Subject,
    aggregates: readonly Aggregate[],
    levels: readonly GroupLevel[],
    rows: Uint32Array,
  ) {
    this.#levels = levels;
    this.#figures = aggregates.map((aggregate) => {
      const { field, numbers, value, index } = views.see(aggregate.field, of);
      const read = (row: number) => {
        const at = index()?.[row] ?? row;
        return numbers ? numbers.numbers[at]! : (numberOf(value(at), field) ?? NaN);
      };
      return { of: aggregate.of, field, read };
    });
    for (const row of rows) this.#add(row, 1);
    this.isSure = true;
  }

  /** A row's values come (1), or are about to go (-1). */
  change(row: number, by: 1 | -1): void {
    if (this.isSure) this.#add(row, by);
  }

  /** The figures of some groups together; left out: of all. */
  of(keys: Iterable<GroupKey> = this.#groups.keys()): readonly Value[] {
    const groups = Array.from(keys, (key) => this.#groups.get(key));
    return this.#figures.map(({ of, field }, index) => {
      const all = { ...empty };
      for (const tallies of groups) {
        const { count, sum, minimum, maximum } = tallies?.[index] ?? empty;
        all.count += count;
        all.sum += sum;
        all.minimum = Math.min(all.minimum, minimum);
        all.maximum = Math.max(all.maximum, maximum);
      }
      if (all.count === 0) return null;
      const number = of === 'average' ? all.sum / all.count : all[of];
      const unit = field.instant ? 1 : 86_400_000;
      return field.type === 'number' ? number : valueOfNumber(Math.floor(number / unit) * unit, field);
    });
  }

  #add(row: number, by: 1 | -1): void {
    const key = groupOf(this.#levels, row);
    let tallies = this.#groups.get(key);
    if (!tallies) this.#groups.set(key, (tallies = this.#figures.map(() => ({ ...empty }))));
    for (let index = 0; index < tallies.length; index++) {
      const { of, read } = this.#figures[index]!;
      const value = read(row);
      const tally = tallies[index]!;
      if (Number.isNaN(value)) continue;
      tally.count += by;
      tally.sum += by * value;
      tally.isExact &&= Number.isInteger(value) && Math.abs(tally.sum) <= Number.MAX_SAFE_INTEGER;
      if (value < tally.minimum) tally.minimum = value;
      if (value > tally.maximum) tally.maximum = value;
      // One that goes and was the least, or the greatest, may have been the only one.
      const isExtreme = of === 'minimum' || of === 'maximum';
      this.isSure &&= isExtreme ? by > 0 || value !== tally[of] : tally.isExact;
    }
  }
}
