import { dayNumber } from '../../criteria/calendar.js';
import type { CriteriaContext } from '../../criteria/evaluate.js';
import { shapedValue } from '../../criteria/operators.js';
import { resolveDates, type CalendarRange } from '../../criteria/periods.js';
import { instantRange, type InstantRange } from '../../criteria/time-zone.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { keepOnly, type Filter } from './filter.js';
import { kernels } from './kernels.js';
import { zone, type Arena, type Block } from './memory.js';
import { NumberLists } from './number-lists.js';
import { nextTo, numberOf, valueOfNumber } from './number-values.js';

const dayLength = 86_400_000;

/**
 * Numbers, days and instants, 8 bytes each; NaN is no value. Keeps the least and the greatest of each 1,024 rows, so
 * that a range skips most of what was loaded in about its order.
 */
export class NumberColumn {
  readonly field: Field;
  readonly #values: Block<Float64Array>;
  readonly #least: Block<Float64Array>;
  readonly #greatest: Block<Float64Array>;
  /** Made for whoever asks again. */
  #lists: NumberLists | undefined;
  #scans = 0;
  /** Rows up to here were given out, or will be next. */
  #cleared = 0;
  readonly #arena: Arena;
  /** What is there instead of a value: text in a number's place, and so on. */
  readonly #others = new Map<number, Value>();

  /** @param size rows that were given out. */
  constructor(arena: Arena, field: Field, rows: number, size: number) {
    this.field = field;
    this.#arena = arena;
    this.#values = arena.f64(0);
    this.#least = arena.f64(0);
    this.#greatest = arena.f64(0);
    this.grow(rows);
    while (this.#cleared < size) this.clear(this.#cleared);
  }

  get numbers(): Float64Array {
    return this.#values.view;
  }

  /** The least and the greatest finite number there ever was, so that numbers can be spread over integers. */
  span(): readonly [number, number] {
    let [low, high] = [Infinity, -Infinity];
    for (const each of this.#least.view) if (each < low) low = each;
    for (const each of this.#greatest.view) if (each > high) high = each;
    if (low === -Infinity) low = -Number.MAX_VALUE;
    if (high === Infinity) high = Number.MAX_VALUE;
    return low <= high ? [low, high] : [0, 0];
  }

  /** Of each zone, what no number there is less than (1) or greater than (-1). */
  bounds(sign: number): Float64Array {
    return (sign > 0 ? this.#least : this.#greatest).view;
  }

  grow(rows: number): void {
    this.#values.grow(rows);
    const zones = Math.ceil(rows / zone);
    const zonesBefore = this.#least.view.length;
    this.#least.grow(zones);
    this.#greatest.grow(zones);
    this.#least.view.fill(Infinity, zonesBefore);
    this.#greatest.view.fill(-Infinity, zonesBefore);
    this.#lists?.grow(rows);
  }

  /** The rows of a zone have no values. Those that were never given out may have any. */
  clear(from: number): void {
    const to = from + zone;
    this.#values.view.fill(NaN, from, to);
    this.#cleared = to;
  }

  /** False: the column can't hold the value, and has to become one of codes. */
  set(row: number, value: Value | undefined): boolean {
    return this.setAll(row, [value ?? null]);
  }

  /** As `set` for the rows from `first` on. */
  setAll(first: number, values: readonly Value[]): boolean {
    const [numbers, least, greatest] = [this.#values.view, this.#least.view, this.#greatest.view];
    for (let at = 0, row = first; at < values.length; at++, row++) {
      const value = values[at]!;
      const number = numberOf(value, this.field);
      if (number === undefined) return false;
      numbers[row] = number;
      if (this.#others.size > 0) this.#others.delete(row);
      if (number !== number && value !== null) this.#others.set(row, value);
      const place = (row / zone) | 0;
      if (number < least[place]!) least[place] = number;
      if (number > greatest[place]!) greatest[place] = number;
      this.#lists?.set(row, number);
    }
    return true;
  }

  value(row: number): Value {
    if (this.#others.size > 0 && this.#others.has(row)) return this.#others.get(row)!;
    return valueOfNumber(this.#values.view[row]!, this.field);
  }

  differs(row: number, value: Value): boolean {
    const number = numberOf(value, this.field);
    const before = this.#values.view[row]!;
    if (number === undefined || Number.isNaN(number)) return !Object.is(this.value(row), value);
    return !Object.is(before, number);
  }

  filter(line: CriteriaLine, field: Field, context: CriteriaContext): Filter {
    const { low, high, negative, whenEmpty } = rangeOf(line, field, context);
    const range = this.range(low, high);
    return {
      cost: 6,
      scan: (to) => {
        range.scan(to);
        if (!negative) return;
        kernels.not(to);
        const values = this.#values.view;
        if (!whenEmpty) keepOnly(to, (row) => !Number.isNaN(values[row]));
      },
      test: (row) => (Number.isNaN(this.#values.view[row]) ? whenEmpty : range.test(row) !== negative),
    };
  }

  /** Rows whose number lies between two, both included. */
  range(low: number, high: number): Filter {
    return {
      cost: 6,
      scan: (to) => {
        const values = this.#values.view;
        if (this.#scans++ > 0)
          this.#lists ??= new NumberLists(this.#arena, values, this.span(), this.#cleared);
        if (this.#lists?.scan(to, values, low, high)) return;
        const [least, greatest] = [this.#least.view, this.#greatest.view];
        for (let at = 0, word = 0; word < to.length; at++, word += zone / 32) {
          const end = Math.min(word + zone / 32, to.length);
          if (least[at]! > high || greatest[at]! < low) to.fill(0, word, end);
          else kernels.inRange(to, values, low, high, word, end);
        }
      },
      test: (row) => this.#values.view[row]! >= low && this.#values.view[row]! <= high,
    };
  }

  free(): void {
    this.#values.free();
    this.#least.free();
    this.#greatest.free();
    this.#lists?.free();
  }
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly negative: boolean;
  readonly whenEmpty: boolean;
}

const all = { low: -Infinity, high: Infinity, negative: false, whenEmpty: false };

/** A line as a range of numbers, both ends included. */
function rangeOf(line: CriteriaLine, field: Field, context: CriteriaContext): Range {
  if (line.operator === 'isNotEmpty') return all;
  if (line.operator === 'isEmpty') return { ...all, negative: true, whenEmpty: true };
  if (field.type === 'date') return { ...all, ...datesOf(line, field, context) };
  if (line.operator === 'between') {
    const [first, second] = shapedValue(line, 'numberRange');
    return { ...all, low: Math.min(first, second), high: Math.max(first, second) };
  }
  const wanted = shapedValue(line, 'number');
  switch (line.operator) {
    case 'equals':
      return { ...all, low: wanted, high: wanted };
    case 'notEquals':
      return { low: wanted, high: wanted, negative: true, whenEmpty: line.empty !== 'exclude' };
    case 'less':
      return { ...all, high: nextTo(wanted, -1) };
    case 'lessOrEqual':
      return { ...all, high: wanted };
    case 'greater':
      return { ...all, low: nextTo(wanted, 1) };
    default:
      return { ...all, low: wanted };
  }
}

function datesOf(line: CriteriaLine, { instant }: Field, context: CriteriaContext): Partial<Range> {
  const days = resolveDates(line, context);
  if (!days) return { low: Infinity, high: -Infinity };
  if (!instant) {
    return {
      low: days.from === null ? -Infinity : dayNumber(days.from) * dayLength,
      high: days.to === null ? Infinity : dayNumber(days.to) * dayLength,
    };
  }
  const { start, end } = instantsOf(days, context.timeZone);
  return {
    low: start === null ? -Infinity : Date.parse(start),
    high: end === null ? Infinity : Date.parse(end) - 1,
  };
}

const ranges = new Map<string, InstantRange>();

/** The same few ranges are asked for all day, and asking `Intl` where a day begins takes longer than the columns do. */
function instantsOf(days: CalendarRange, timeZone: string): InstantRange {
  const name = `${days.from} ${days.to} ${timeZone}`;
  let range = ranges.get(name);
  if (!range) {
    if (ranges.size >= 64) ranges.clear();
    ranges.set(name, (range = instantRange(days, timeZone)));
  }
  return range;
}
