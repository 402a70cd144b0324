import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { assemble, moduleText, source, target } from '../../../../scripts/lib/wasm.mjs';
import { kernels } from '../../../../src/query/columnar/kernels.js';
import { createMemory } from '../../../../src/query/columnar/simd/index.js';
import { settings, timeout } from './run.js';

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Where arrays lie decides which kernels take them. */
const places = {
  'in JavaScript':
    () =>
    <Some extends Numbers>(array: Some) =>
      array,
  'in WebAssembly': () => {
    const memory = createMemory(1 << 21)!;
    return <Some extends Numbers>(array: Some): Some => {
      const address = memory.take(array.byteLength)!;
      const Type = array.constructor as new (buffer: ArrayBuffer, address: number, length: number) => Some;
      const placed = new Type(memory.buffer, address, array.length);
      placed.set(array);
      given.push(() => memory.giveBack(address, array.byteLength));
      return placed;
    };
  },
};
const given: (() => void)[] = [];

const words = fc.constantFrom(1, 3, 32, 36, 64);
const bitsets = words.chain((length) =>
  fc.array(fc.int32Array({ minLength: length, maxLength: length }), { minLength: 1, maxLength: 6 }),
);
const bit = (bits: Int32Array, row: number) => (bits[row >> 5]! >>> (row & 31)) & 1;
const unpack = (bits: Int32Array) => Array.from({ length: bits.length << 5 }, (_, row) => bit(bits, row));

describe.each(Object.entries(places))('kernels %s', (_, createPlace) => {
  let place: ReturnType<typeof createPlace>;
  beforeEach(() => {
    place = createPlace();
  });
  const check = <Given extends unknown[]>(runs: number, property: fc.IPropertyWithHooks<Given>) => {
    fc.assert(
      property.afterEach(() => given.splice(0).forEach((giveBack) => giveBack())),
      settings(runs),
    );
  };

  it('combine and count bits', { timeout }, () => {
    check(
      300,
      fc.property(bitsets, (sets) => {
        const [a, b = a] = sets as [Int32Array, Int32Array?];
        const on = (change: (to: Int32Array) => void) => {
          const to = place(a.slice());
          change(to);
          return to.slice();
        };
        expect(on((to) => kernels.and(to, place(b)))).toEqual(a.map((each, word) => each & b[word]!));
        expect(on((to) => kernels.or(to, place(b)))).toEqual(a.map((each, word) => each | b[word]!));
        expect(on((to) => kernels.not(to))).toEqual(a.map((each) => ~each));
        const ones = (bits: Int32Array) => unpack(bits).reduce((sum, each) => sum + each, 0);
        expect(kernels.count(place(a))).toBe(ones(a));
        expect(kernels.count(place(a), place(b))).toBe(ones(a.map((each, word) => each & b[word]!)));
      }),
    );
  });

  it('set the bits of rows', { timeout }, () => {
    const rows = fc.array(fc.nat(4095), { maxLength: 200 });
    check(
      300,
      fc.property(rows, fc.nat(20), fc.nat(20), (rows, before, after) => {
        const to = place(new Int32Array(128));
        const end = Math.max(before, rows.length - after);
        kernels.setRows(to, place(Uint32Array.from(rows)), before, end);
        const wanted = new Set(rows.slice(before, end));
        expect(unpack(to)).toEqual(Array.from({ length: 4096 }, (_, row) => Number(wanted.has(row))));
      }),
    );
  });

  it('test columns', { timeout }, () => {
    const column = words.chain((length) =>
      fc.tuple(
        fc.uint8Array({ minLength: length << 5, maxLength: length << 5 }),
        fc.int32Array({ minLength: length, maxLength: length }),
      ),
    );
    const table = fc.uint8Array({ minLength: 256, maxLength: 256, max: 1 });
    check(
      300,
      fc.property(column, table, fc.integer({ min: -5, max: 200 }), ([codes, of], accepted, low) => {
        const to = place(new Int32Array(of.length));
        for (const Codes of [Uint8Array, Uint16Array, Uint32Array]) {
          kernels.inSet(to, place(Codes.from(codes)), accepted);
          expect(unpack(to)).toEqual(Array.from(codes, (code) => accepted[code]));
        }
        const values = Float64Array.from(codes, (code) => (code % 7 === 0 ? NaN : code));
        to.fill(5);
        kernels.inRange(to, place(values), low, low + 60, 0, to.length);
        expect(unpack(to)).toEqual(Array.from(values, (value) => Number(value >= low && value <= low + 60)));
        to.fill(0);
        kernels.inRange(to, place(values), -Infinity, Infinity, to.length - 1, to.length);
        expect(unpack(to)).toEqual(
          Array.from(values, (value, row) => Number(row >> 5 === of.length - 1 && !Number.isNaN(value))),
        );
        const index = Uint32Array.from(codes, (code) => code % codes.length);
        kernels.gather(to, place(of), place(index));
        expect(unpack(to)).toEqual(Array.from(index, (row) => bit(of, row)));
      }),
    );
  });

  it('search texts', { timeout }, () => {
    const byte = fc.constantFrom(97, 98, 101, 120, 0, 0xc3, 128, 127);
    const text = fc.record({
      bytes: fc.array(byte, { maxLength: 12 }),
      /** Whether the needle is in it, behind those. */
      has: fc.constantFrom(false, false, false, true),
      end: fc.integer({ min: 0xf6, max: 0xfb }),
      behind: fc.constantFrom([], [0x81], [0xbf, 0xbf]),
    });
    const needle = fc
      .tuple(
        fc.constantFrom(97, 98, 0xc3),
        fc.oneof(fc.array(byte, { maxLength: 6 }), fc.array(byte, { minLength: 12, maxLength: 20 })),
      )
      .map((parts) => parts.flat());
    // JavaScript takes 16,384 bytes at a time. WebAssembly takes none of few, and else a quarter in each of four places.
    const filling = fc.constantFrom(
      [0, 0],
      [0, 3000],
      [800, 2200],
      [1650, 1350],
      [2150, 850],
      [5460, 20],
      [5455, 3000],
    );
    check(
      2000,
      fc.property(
        fc.array(text, { maxLength: 40, size: 'max' }),
        needle,
        fc.boolean(),
        fc.constantFrom(97, 0),
        filling,
        (given, wanted, atEnd, later, [before, behind]) => {
          const fill = (length: number) =>
            Array.from({ length }, () => ({ bytes: [97, 101], end: 0xf8, behind: [] }));
          const texts = given.map(({ bytes, has, ...rest }) => ({
            bytes: has ? [...bytes, ...wanted] : bytes,
            ...rest,
          }));
          const entries = [...fill(before), ...texts, ...fill(behind)];
          const all: number[] = [];
          const starts = new Uint32Array(entries.length + 1);
          entries.forEach(({ bytes, end, behind }, entry) => {
            all.push(...bytes, end, ...behind);
            starts[entry + 1] = all.length;
          });
          const bytes = new Uint8Array((all.length + 67) & ~3).fill(later);
          bytes.set(all);
          const to = place(new Int32Array((entries.length >> 5) + 1));
          kernels.search(
            to,
            { bytes: place(bytes), starts: place(starts), count: entries.length },
            Uint8Array.from(wanted),
            atEnd,
          );
          const matches = (of: readonly number[], at: number) =>
            wanted.every((each, index) => of[at + index] === each) &&
            (!atEnd || at + wanted.length === of.length);
          const expected = entries.map(({ bytes: of }) => Number(of.some((_, at) => matches(of, at))));
          expect(unpack(to).slice(0, entries.length)).toEqual(expected);
        },
      ),
    );
  });
});

describe('the WebAssembly module', () => {
  it('is what its source gives', async () => {
    expect(readFileSync(target, 'utf8')).toBe(moduleText(await assemble(readFileSync(source, 'utf8'))));
  });

  it('is there where the tests run', () => {
    expect(createMemory(1)).toBeDefined();
  });
});
