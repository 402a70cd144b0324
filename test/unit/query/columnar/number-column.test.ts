import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFieldCatalog } from '../../../../src/model/fields.js';
import { Arena, hasBit, wordsFor, zone } from '../../../../src/query/columnar/memory.js';
import { NumberColumn } from '../../../../src/query/columnar/number-column.js';
import { settings, timeout } from './run.js';

const score = createFieldCatalog([{ entity: 'contact', key: 'score', label: 'Score', type: 'number' }]).get(
  'contact.score',
)!;

const number = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(-0, 1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE, Infinity, -Infinity),
);
const row = fc.nat(1100);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ row, to: fc.option(number) }) },
  { weight: 1, arbitrary: fc.record({ grow: fc.constantFrom(2 * zone, 3 * zone, 4 * zone) }) },
  { weight: 2, arbitrary: fc.record({ low: number, high: number }) },
);

describe('ranges of a column of numbers', () => {
  it('hold the same rows whether they are asked for once or again, through any changes', { timeout }, () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 300 }), fc.array(step, { maxLength: 60 }), (given, steps) => {
        const column = new NumberColumn(new Arena(), score, zone, 1);
        const values: (number | null)[] = [];
        const set = (at: number, value: number | null) => {
          if (at >= capacity) column.grow((capacity = Math.ceil((at + 1) / zone) * zone));
          for (; values.length <= at; values.push(null))
            if (values.length % zone === 0) column.clear(values.length);
          values[at] = value;
          column.set(at, value);
        };
        let capacity = zone;
        given.forEach((value, at) => set(at, value));
        const check = (low: number, high: number) => {
          const bits = new Int32Array(wordsFor(capacity)).fill(-1);
          column.range(low, high).scan(bits);
          const wrong: number[] = [];
          for (let at = 0; at < values.length; at++) {
            const value = values[at] ?? null;
            const isIn = value !== null && value >= low && value <= high;
            if (hasBit(bits, at) !== Number(isIn)) wrong.push(at);
          }
          expect(wrong, `from ${low} to ${high}`).toEqual([]);
        };
        check(-1, 1);
        for (const each of steps) {
          if ('row' in each) set(each.row, each.to);
          else if ('grow' in each) column.grow((capacity = Math.max(capacity, each.grow)));
          else check(each.low, each.high);
        }
        check(0.25, 0.5);
      }),
      settings(1000),
    );
  });
});
