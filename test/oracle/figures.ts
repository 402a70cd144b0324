import type { Field } from '../../src/model/fields.js';
import type { Value } from '../../src/model/records.js';
import type { Aggregate } from '../../src/query/types.js';

const dayLength = 86_400_000;

/** One figure of some values, by fractions of whole numbers. */
export function figureOf(of: Aggregate['of'], field: Field, values: readonly Value[]): Value {
  const numbers = values.flatMap((value) => numberOf(value, field) ?? []);
  if (numbers.length === 0) return null;
  const sum = exactSum(numbers);
  const figures = {
    sum,
    average: sum / numbers.length,
    minimum: numbers.reduce((least, each) => Math.min(least, each)),
    maximum: numbers.reduce((most, each) => Math.max(most, each)),
  };
  const number = figures[of] + 0; // -0 and 0 are the same
  if (field.type === 'number') return number;
  if (field.instant) return new Date(Math.floor(number)).toISOString();
  return new Date(Math.floor(number / dayLength) * dayLength).toISOString().slice(0, 10);
}

/** The number next to the sum, in whatever order the numbers are; Infinity where that is more than a number can be. */
export function exactSum(numbers: readonly number[]): number {
  const total = numbers.reduce((sum, each) => sum + partsOf(each), 0n);
  const size = total < 0n ? -total : total;
  // Parts that are too many for a number are one, so that halfway is known from more than halfway.
  const excess = BigInt(Math.max(0, size.toString(2).length - 64));
  const rest = size & ((1n << excess) - 1n);
  const lead = Number((size >> excess) | (rest > 0n ? 1n : 0n));
  return (total < 0n ? -1 : 1) * lead * 2 ** (Number(excess) - 1074) + 0;
}

/** How many times 2 ** -1074, the least number there is. */
function partsOf(number: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, number);
  const all = bits.getBigUint64(0);
  const exponent = (all >> 52n) & 0x7ffn;
  const fraction = all & ((1n << 52n) - 1n);
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return all >> 63n ? -size : size;
}

/** Dates are those that are written as dates are. */
function numberOf(value: Value, { type, instant }: Field): number | undefined {
  if (type === 'number') return typeof value === 'number' && !Number.isNaN(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const form = instant ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ : /^\d{4}-\d\d-\d\d$/;
  const number = form.test(value) ? Date.parse(value) : NaN;
  const isReal = !Number.isNaN(number) && new Date(number).toISOString().startsWith(value.slice(0, 10));
  return isReal ? number : undefined;
}
