import { compileCriteria, type CriteriaContext } from '../../criteria/evaluate.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { kernels } from './kernels.js';
import type { Bits } from './memory.js';
import { borrow, giveBack } from './scratch.js';

/** A part of criteria over the rows of one table. */
export interface Filter {
  /** Roughly nanoseconds for each row; from `dear` on it pays to ask only about rows that are not decided yet. */
  readonly cost: number;
  /**
   * Sets the bits of the rows that match. Rows that are not in `care` may get either; so may rows that hold no
   * record, but only where the whole filter treats them as records without any value.
   */
  scan(to: Bits, care?: Bits): void;
  test(row: number): boolean;
}

export const dear = 15;

export const everyRow: Filter = { cost: 0, scan: (to) => void to.fill(-1), test: () => true };

/** Q1: every one of them. Cheap ones first. */
export function allOf(filters: readonly Filter[]): Filter {
  if (filters.length === 1) return filters[0]!;
  const [first, ...rest] = [...filters].sort((a, b) => a.cost - b.cost) as [Filter, ...Filter[]];
  return {
    cost: costOf(filters),
    scan(to, care) {
      first.scan(to, care);
      for (const filter of rest) {
        const bits = borrow(to);
        if (care && filter.cost >= dear) kernels.and(to, care);
        filter.scan(bits, filter.cost >= dear ? to : care);
        kernels.and(to, bits);
        giveBack(bits);
      }
    },
    test(row) {
      if (!first.test(row)) return false;
      for (const filter of rest) if (!filter.test(row)) return false;
      return true;
    },
  };
}

/** Q1: at least one of them. */
export function anyOf(filters: readonly Filter[]): Filter {
  if (filters.length === 1) return filters[0]!;
  const [first, ...rest] = [...filters].sort((a, b) => a.cost - b.cost) as [Filter, ...Filter[]];
  return {
    cost: costOf(filters),
    scan(to, care) {
      first.scan(to, care);
      for (const filter of rest) {
        const bits = borrow(to);
        if (filter.cost >= dear) {
          const open = borrow(to);
          open.set(to);
          kernels.not(open);
          if (care) kernels.and(open, care);
          filter.scan(bits, open);
          kernels.and(bits, open);
          giveBack(open);
        } else filter.scan(bits, care);
        kernels.or(to, bits);
        giveBack(bits);
      }
    },
    test(row) {
      if (first.test(row)) return true;
      for (const filter of rest) if (filter.test(row)) return true;
      return false;
    },
  };
}

export function notOf(filter: Filter): Filter {
  return {
    cost: filter.cost,
    scan(to, care) {
      filter.scan(to, care);
      kernels.not(to);
    },
    test: (row) => !filter.test(row),
  };
}

const costOf = (filters: readonly Filter[]) => filters.reduce((sum, { cost }) => sum + cost, 0);

/** A line as a test of one value: the evaluator's own, so that what a line means is written once. */
export function valueTest(
  line: CriteriaLine,
  field: Field,
  context: CriteriaContext,
): (value: Value) => boolean {
  const bare: Field = { ...field, entity: 'contact', read: ({ value }: { value: Value }) => value };
  const catalog = { all: [bare], get: () => bare, for: () => [bare] };
  const test = compileCriteria({ match: 'all', items: [line] }, { ...context, catalog });
  const record = { value: null as Value };
  return (value) => {
    record.value = value;
    return test(record as never);
  };
}

/** Asks value by value, for what no column has a faster way for. */
export function slowFilter(
  rows: () => number,
  read: (row: number) => Value,
  test: (value: Value) => boolean,
): Filter {
  return {
    cost: 200,
    scan(to, care) {
      const count = rows();
      to.fill(0);
      for (let row = 0; row < count; row++) {
        if (care && !((care[row >> 5]! >>> (row & 31)) & 1)) continue;
        if (test(read(row))) to[row >> 5]! |= 1 << (row & 31);
      }
    },
    test: (row) => test(read(row)),
  };
}

/** Clears the bits of the rows that do not pass. */
export function keepOnly(bits: Bits, test: (row: number) => boolean): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!;
    while (rest !== 0) {
      const low = rest & -rest;
      if (!test((word << 5) + 31 - Math.clz32(low))) bits[word]! &= ~low;
      rest ^= low;
    }
  }
}
