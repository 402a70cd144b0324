import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernels } from '../../../../src/query/columnar/kernels.js';
import { settings, timeout } from './run.js';

const rows = 96;
const bits = fc.array(fc.boolean(), { minLength: rows, maxLength: rows });
const pack = (given: readonly boolean[]) => {
  const packed = new Int32Array(rows / 32);
  given.forEach((each, row) => (packed[row >> 5]! |= Number(each) << (row & 31)));
  return packed;
};
const unpack = (packed: Int32Array) =>
  Array.from({ length: rows }, (_, row) => ((packed[row >> 5]! >>> (row & 31)) & 1) === 1);

describe('kernels', () => {
  it('combine and count bits', { timeout }, () => {
    fc.assert(
      fc.property(fc.array(bits, { minLength: 1, maxLength: 6 }), (given) => {
        const [a, b = a] = given as [boolean[], boolean[]?];
        const on = (change: (to: Int32Array) => void) => {
          const to = pack(a);
          change(to);
          return unpack(to);
        };
        expect(on((to) => kernels.and(to, pack(b)))).toEqual(a.map((each, row) => each && b[row]));
        expect(on((to) => kernels.andNot(to, pack(b)))).toEqual(a.map((each, row) => each && !b[row]));
        expect(on((to) => kernels.or(to, pack(b)))).toEqual(a.map((each, row) => each || b[row]));
        expect(on((to) => kernels.not(to))).toEqual(a.map((each) => !each));
        expect(on((to) => kernels.union(to, given.map(pack)))).toEqual(
          a.map((_, row) => given.some((each) => each[row])),
        );
        expect(kernels.count(pack(a))).toBe(a.filter(Boolean).length);
        expect(kernels.countAnd(pack(a), pack(b))).toBe(a.filter((each, row) => each && b[row]).length);
      }),
      settings(300),
    );
  });

  it('test columns', { timeout }, () => {
    const codes = fc.array(fc.nat(200), { minLength: rows, maxLength: rows });
    const table = fc.array(fc.nat(1), { minLength: 201, maxLength: 201 });
    fc.assert(
      fc.property(codes, table, bits, fc.integer({ min: -5, max: 120 }), (given, accepted, of, low) => {
        const to = new Int32Array(rows / 32);
        for (const Codes of [Uint8Array, Uint16Array, Uint32Array]) {
          kernels.inSet(to, Codes.from(given), Uint8Array.from(accepted));
          expect(unpack(to)).toEqual(given.map((code) => accepted[code] === 1));
        }
        const values = Float64Array.from(given, (code) => (code % 7 === 0 ? NaN : code));
        kernels.inRange(to, values, low, low + 60, 0, to.length);
        expect(unpack(to)).toEqual([...values].map((value) => value >= low && value <= low + 60));
        kernels.gather(
          to,
          pack(of),
          Uint32Array.from(given, (code) => code % rows),
        );
        expect(unpack(to)).toEqual(given.map((code) => of[code % rows]));
      }),
      settings(200),
    );
  });

  it('find bytes, wherever they lie', { timeout }, () => {
    const byte = fc.constantFrom(97, 98, 101, 120, 0, 255, 128, 127);
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 60, size: 'max' }),
        fc.array(byte, { minLength: 1, maxLength: 5 }),
        fc.nat(12),
        fc.nat(12),
        (hay, given, start, cut) => {
          const bytes = new Uint8Array(64);
          bytes.set(hay);
          const end = Math.max(0, hay.length - cut);
          const needle = Uint8Array.from(given);
          const expected = [...bytes.keys()].find(
            (at) =>
              at >= start &&
              at + needle.length <= end &&
              given.every((each, index) => bytes[at + index] === each),
          );
          expect(kernels.find(bytes, needle, start, end)).toBe(expected ?? -1);
        },
      ),
      settings(3000),
    );
  });
});
