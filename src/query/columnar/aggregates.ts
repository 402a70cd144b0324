import type { Field, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import type { GroupKey, GroupLevel } from './groups.js';
import { keyOf } from './groups.js';
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
  /** How many have the least value, and the greatest: while some are left, one can go. */
  least: 0,
  greatest: 0,
};
type Tally = typeof empty;

/** Figures of the rows, by group. Sums go in the order of the rows, so that the same rows always give the same. */
export class Tallies {
  readonly #aggregates: readonly Aggregate[];
  readonly #fields: readonly Field[];
  readonly #readers: readonly ((row: number) => number)[];
  readonly #levels: readonly GroupLevel[];
  readonly #all: Tally[];
  readonly #outer = new Map<number, Tally[]>();
  readonly #inner = new Map<GroupKey, Tally[]>();
  /** False once a change made figures that can only be worked out from all rows. */
  isSure = true;
  #isKept = false;

  constructor(
    views: Views,
    of: Subject,
    aggregates: readonly Aggregate[],
    levels: readonly GroupLevel[],
    rows: Uint32Array,
  ) {
    this.#aggregates = aggregates;
    this.#fields = aggregates.map(({ field }) => views.field(field));
    this.#readers = this.#fields.map((field) => numberReader(views, field, of));
    this.#levels = levels;
    this.#all = this.#fresh();
    for (const row of rows) this.#add(row, 1);
  }

  /** A row's values come (1), or are about to go (-1). */
  change(row: number, by: 1 | -1): void {
    this.#isKept = true;
    if (this.isSure) this.#add(row, by);
  }

  get all(): readonly Value[] {
    return this.#values(this.#all);
  }

  of(key: GroupKey | undefined, first: number): readonly Value[] {
    return this.#values((key === undefined ? this.#outer.get(first) : this.#inner.get(key)) ?? []);
  }

  #fresh(): Tally[] {
    return this.#fields.map(() => ({ ...empty }));
  }

  #in(tallies: Map<number, Tally[]>, key: number): Tally[] {
    let tally = tallies.get(key);
    if (!tally) tallies.set(key, (tally = this.#fresh()));
    return tally;
  }

  #add(row: number, by: 1 | -1): void {
    const [first, second] = this.#levels;
    const group = first?.of(row) ?? 0;
    const outer = first && this.#in(this.#outer, group);
    const inner = second && this.#in(this.#inner, keyOf(group, second.of(row)));
    for (let index = 0; index < this.#readers.length; index++) {
      const value = this.#readers[index]!(row);
      if (Number.isNaN(value)) continue;
      this.#count(this.#all[index]!, value, by, index);
      if (outer) this.#count(outer[index]!, value, by, index);
      if (inner) this.#count(inner[index]!, value, by, index);
    }
  }

  #count(tally: Tally, value: number, by: 1 | -1, index: number): void {
    tally.count += by;
    tally.sum += by * value;
    tally.isExact &&= Number.isInteger(value) && Math.abs(tally.sum) <= Number.MAX_SAFE_INTEGER;
    if (by > 0) {
      if (value < tally.minimum) [tally.minimum, tally.least] = [value, 0];
      if (value > tally.maximum) [tally.maximum, tally.greatest] = [value, 0];
    }
    if (value === tally.minimum) tally.least += by;
    if (value === tally.maximum) tally.greatest += by;
    if (tally.count === 0) Object.assign(tally, empty);
    else if (this.#isKept) {
      const { of } = this.#aggregates[index]!;
      this.isSure &&=
        of === 'minimum' ? tally.least > 0 : of === 'maximum' ? tally.greatest > 0 : tally.isExact;
    }
  }

  #values(tallies: readonly Tally[]): readonly Value[] {
    return this.#aggregates.map(({ of }, index) => {
      const tally = tallies[index];
      if (!tally || tally.count === 0) return null;
      const field = this.#fields[index]!;
      const number = of === 'average' ? tally.sum / tally.count : tally[of];
      if (field.type === 'number') return number;
      const unit = field.instant ? 1 : 86_400_000;
      return valueOfNumber(Math.floor(number / unit) * unit, field);
    });
  }
}

/** NaN for no value, and for dates that are not written as dates are. */
function numberReader(views: Views, field: Field, of: Subject): (row: number) => number {
  const source = views.source(field);
  if (source.kind !== 'numbers') {
    const read = views.reader(field.id, of);
    return (row) => numberOf(read(row), field) ?? NaN;
  }
  const { column } = source;
  const index = views.index(field, of);
  return (row) => column.numbers[index()?.[row] ?? row]!;
}
