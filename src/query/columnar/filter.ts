import { compileLine } from '../../criteria/evaluate.js';
import type { Value } from '../../model/records.js';
import { kernels } from './kernels.js';
import { clearBit, hasBit, setBit, visitBits, type Bits } from './memory.js';
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

/** Q1: every one of them. */
export const allOf = (filters: readonly Filter[]): Filter => combined(filters, true);

/** Q1: at least one of them. */
export const anyOf = (filters: readonly Filter[]): Filter => combined(filters, false);

/** Cheap ones first. Dear ones are asked only about rows that are still open: those that every, or none, accepted so far. */
function combined(filters: readonly Filter[], all: boolean): Filter {
  const [first, ...rest] = [...filters].sort((a, b) => a.cost - b.cost) as [Filter, ...Filter[]];
  if (rest.length === 0) return first;
  return {
    cost: filters.reduce((sum, { cost }) => sum + cost, 0),
    scan(to, care) {
      first.scan(to, care);
      for (const filter of rest) {
        const bits = borrow(to);
        if (filter.cost >= dear) {
          const open = borrow(to);
          open.set(to);
          if (!all) kernels.not(open);
          if (care) kernels.and(open, care);
          filter.scan(bits, open);
          kernels.and(bits, open);
          giveBack(open);
          if (all) to.set(bits);
        } else filter.scan(bits, care);
        (all ? kernels.and : kernels.or)(to, bits);
        giveBack(bits);
      }
    },
    test(row) {
      if (first.test(row) !== all) return !all;
      for (const filter of rest) if (filter.test(row) !== all) return !all;
      return all;
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

/** A line as a test of one value: the evaluator's own, so that what a line means is written once. */
export const valueTest = compileLine;

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
        if ((!care || hasBit(care, row)) && test(read(row))) setBit(to, row);
      }
    },
    test: (row) => test(read(row)),
  };
}

/** Clears the bits of the rows that do not pass. */
export const keepOnly = (bits: Bits, test: (row: number) => boolean) =>
  visitBits(bits, (row) => void (test(row) || clearBit(bits, row)));
