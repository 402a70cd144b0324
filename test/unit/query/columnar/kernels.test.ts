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

  it('search texts, wherever they lie', { timeout }, () => {
    const byte = fc.constantFrom(97, 98, 101, 120, 0, 0xc3, 128, 127);
    const text = fc.record({
      bytes: fc.array(byte, { maxLength: 12 }),
      end: fc.integer({ min: 0xf6, max: 0xfb }),
      behind: fc.constantFrom([], [0x81], [0xbf, 0xbf]),
    });
    const needle = fc
      .tuple(fc.constantFrom(97, 98, 0xc3), fc.array(byte, { maxLength: 6 }))
      .map((parts) => parts.flat());
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 40, size: 'max' }),
        needle,
        fc.boolean(),
        fc.constantFrom(97, 0),
        (given, wanted, atEnd, later) => {
          const starts = new Uint32Array(given.length + 1);
          const all: number[] = [];
          given.forEach(({ bytes, end, behind }, entry) => {
            all.push(...bytes, end, ...behind);
            starts[entry + 1] = all.length;
          });
          const bytes = new Uint8Array((all.length + 67) & ~3).fill(later);
          bytes.set(all);
          const to = new Int32Array(2);
          kernels.search(to, { bytes, starts, count: given.length }, Uint8Array.from(wanted), atEnd);
          const matches = (of: readonly number[], at: number) =>
            wanted.every((each, index) => of[at + index] === each) &&
            (!atEnd || at + wanted.length === of.length);
          expect(Array.from(given, (_, entry) => (to[entry >> 5]! >>> (entry & 31)) & 1)).toEqual(
            given.map(({ bytes: of }) => Number(of.some((_, at) => matches(of, at)))),
          );
        },
      ),
      settings(3000),
    );
  });
});
