import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSums } from '../../../../src/query/columnar/exact-sums.js';
import { exactSum } from '../../../oracle/figures.js';
import { settings, timeout } from './run.js';

const numbers = fc.array(
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
    fc.constantFrom(0.1, 0.2, -0.3, 1e16, 1, -1e16, 2 ** 53, 2 ** -53, 5e-324, -1e300, 1e300, 19.99),
    fc.tuple(fc.constantFrom(1, -1, 3), fc.integer({ min: -120, max: 120 })).map(([by, to]) => by * 2 ** to),
  ),
  { minLength: 1, maxLength: 30 },
);

function sumsOf(...lists: readonly (readonly number[])[]): ExactSums {
  const sums = new ExactSums();
  sums.grow(lists.length);
  for (const [slot, list] of lists.entries()) for (const number of list) sums.add(slot, number);
  return sums;
}

describe('sums', () => {
  it('are the numbers next to those that whole numbers give, in any order', { timeout }, () => {
    fc.assert(
      fc.property(numbers, (given) => {
        expect(sumsOf(given).of(0)).toBe(exactSum(given));
        expect(sumsOf([...given].reverse()).of(0)).toBe(exactSum(given));
      }),
      settings(20_000),
    );
  });

  it('forget what is taken out again', { timeout }, () => {
    fc.assert(
      fc.property(numbers, numbers, (stays, goes) => {
        const sums = sumsOf([...goes, ...stays]);
        for (const number of goes) sums.add(0, -number);
        expect(sums.of(0)).toBe(exactSum(stays));
        for (const number of stays) sums.add(0, -number);
        expect(sums.of(0)).toBe(0);
      }),
      settings(10_000),
    );
  });

  it('of two slots together are those of all', { timeout }, () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const sums = sumsOf(some, others);
        sums.addSlot(0, 1);
        expect(sums.of(0)).toBe(exactSum([...some, ...others]));
        expect(sums.of(1)).toBe(exactSum(others));
      }),
      settings(10_000),
    );
  });

  it.each([
    [[0.1, 0.2, 0.3], 0.6],
    [[1e16, 1, -1e16], 1],
    // Halfway between two numbers: the even one, unless something is left over.
    [[2 ** 53, 1], 2 ** 53],
    [[2 ** 53, 1, 2 ** -60], 2 ** 53 + 2],
    [[2 ** 53, 1, -(2 ** -60)], 2 ** 53],
    [[2 ** 53 + 2, 1], 2 ** 53 + 4],
    [[2 ** 53 + 2, 1, -(2 ** -60)], 2 ** 53 + 2],
    [[2 ** 53 + 2, 1, -(2 ** -60), -(2 ** -120)], 2 ** 53 + 2],
    [[1e300, 9.174860240509053e299, 5e-324], 1.9174860240509055e300],
  ])('of %j is %j', (given, sum) => {
    expect(sumsOf(given).of(0)).toBe(sum);
    expect(exactSum(given)).toBe(sum);
  });

  const huge = fc.array(
    fc
      .oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e290 }),
        fc.constantFrom(Number.MAX_VALUE, 2 ** 1023, 2 ** 970, 2 ** 969, 1, 0.1, 2 ** -1000),
      )
      .chain((number) => fc.constantFrom(number, -number)),
    { minLength: 1, maxLength: 12 },
  );

  it('may be more than a number can be on their way, in any order', { timeout }, () => {
    fc.assert(
      fc.property(huge, huge, (stays, goes) => {
        expect(sumsOf(stays).of(0)).toBe(exactSum(stays));
        expect(sumsOf([...stays].reverse()).of(0)).toBe(exactSum(stays));
        const sums = sumsOf([...goes, ...stays]);
        for (const number of goes) sums.add(0, -number);
        expect(sums.of(0)).toBe(exactSum(stays));
        const both = sumsOf(stays, goes);
        both.addSlot(0, 1);
        expect(both.of(0)).toBe(exactSum([...stays, ...goes]));
      }),
      settings(10_000),
    );
  });

  it.each([
    [[1.7e308, 1.7e308], Infinity],
    [[-1.7e308, -1.7e308], -Infinity],
    [[1.7e308, 1.7e308, -1.7e308], 1.7e308],
    [[Number.MAX_VALUE, 2 ** 970], Infinity],
    [[Number.MAX_VALUE, 2 ** 969], Number.MAX_VALUE],
    [[1e298, 0.1, -(2 ** 1023), -(2 ** 1023), 2 ** 970, -1e298, -0.1], -Infinity],
    [[1e298, 0.1, -(2 ** 1023), -(2 ** 1023), 2 ** 970, -1e298], -Number.MAX_VALUE],
    [[1.7e308, 1.7e308, 0.1, 0.2, -1.7e308, -1.7e308, 0.3], 0.6],
  ])('of %j is %j, and others are what they are', (given, sum) => {
    const sums = sumsOf(given, [2 ** 53, 1, 2 ** -60]);
    expect([sums.of(0), sums.of(1)]).toEqual([sum, 2 ** 53 + 2]);
    expect(exactSum(given)).toBe(sum);
  });

  it('are taken out a list at a time, and counted', () => {
    const sums = sumsOf([], []);
    const table = new Float64Array([0.1, NaN, 0.2, 7]);
    const [places, slots] = [new Uint32Array([0, 1, 2, 3, 3]), new Uint32Array([0, 0, 0, 1, 0])];
    sums.addAll(table, places, slots, 5, 1);
    expect([sums.of(0), sums.countOf(0), sums.of(1), sums.countOf(1)]).toEqual([7.3, 3, 7, 1]);
    sums.addAll(table, places, slots, 4, -1);
    expect([sums.of(0), sums.countOf(0), sums.of(1), sums.countOf(1)]).toEqual([7, 1, 0, 0]);
  });
});
