import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena, type Block } from '../../../../src/query/columnar/memory.js';
import { borrow, giveBack } from '../../../../src/query/columnar/scratch.js';
import { simd } from '../../../../src/query/columnar/simd/index.js';
import { settings, timeout } from './run.js';

// Blocks beside plain arrays that hold the same, whatever grows, goes or moves in between.

interface Pair {
  readonly block: Block<Uint8Array | Uint32Array | Float64Array>;
  copy: number[];
  /** Of one that says how far it was written: so far. */
  used: number | undefined;
}
type Step = (arena: Arena, pairs: Pair[]) => void;

const place = fc.nat(99);
const length = fc.oneof(fc.nat(40), { arbitrary: fc.constantFrom(0, 1024, 30_000, 70_000), weight: 3 });
const at = (pairs: readonly Pair[], index: number) => pairs[index % pairs.length];

const create: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom('u8' as const, 'u32' as const, 'f64' as const), length)
  .map(([type, size]) => (arena, pairs) => {
    pairs.push({ block: arena[type](size), copy: new Array<number>(size).fill(0), used: undefined });
  });
const createFilled: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom('u8' as const, 'u32' as const), length)
  .map(([type, size]) => (arena, pairs) => {
    const pair: Pair = {
      block: arena[type](size, () => pair.used!),
      copy: new Array<number>(size).fill(0),
      used: 0,
    };
    pairs.push(pair);
  });
const append: fc.Arbitrary<Step> = fc.tuple(place, length).map(([index, count]) => (_, pairs) => {
  const filled = pairs.filter(({ used }) => used !== undefined);
  const pair = at(filled, index);
  if (!pair) return;
  const from = pair.used!;
  pair.used = Math.min(from + count, pair.copy.length);
  pair.block.view.fill(index + 1, from, pair.used);
  pair.copy.fill(index + 1, from, pair.used);
});
const grow: fc.Arbitrary<Step> = fc.tuple(place, length).map(([index, size]) => (_, pairs) => {
  const pair = at(pairs, index);
  pair?.block.grow(size);
  while (pair && pair.copy.length < size) pair.copy.push(0);
});
const write: fc.Arbitrary<Step> = fc
  .tuple(place, place, fc.nat(255))
  .map(([index, where, value]) => (_, pairs) => {
    const pair = at(pairs, index);
    if (!pair || pair.copy.length === 0 || pair.used !== undefined) return;
    pair.block.view[where % pair.copy.length] = value;
    pair.block.view[pair.copy.length - 1] = value;
    pair.copy[where % pair.copy.length] = value;
    pair.copy[pair.copy.length - 1] = value;
  });
const free: fc.Arbitrary<Step> = place.map((index) => (_, pairs) => {
  const [pair] = pairs.splice(index % Math.max(1, pairs.length), 1);
  pair?.block.free();
});
const hope: fc.Arbitrary<Step> = length.map((size) => (arena) => arena.expect(size));
const step = fc.oneof(
  { arbitrary: create, weight: 2 },
  createFilled,
  { arbitrary: append, weight: 3 },
  grow,
  { arbitrary: write, weight: 2 },
  free,
  hope,
);
const task = () => new Promise((done) => setTimeout(done));
const wait = fc.constantFrom(undefined, () => Promise.resolve(), task);
const steps = fc.array(fc.record({ step, wait }), { minLength: 1, maxLength: 40 });

describe.each([
  ['with buffers of their own', undefined],
  ['in a WebAssembly memory', simd(0)],
  ['in one from some size on', simd(100_000)],
])('blocks %s', (_, accelerator) => {
  it('keep what is in them', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const arena = accelerator?.createArena() ?? new Arena();
        const pairs: Pair[] = [];
        for (const { step: run, wait: pause } of given) {
          run(arena, pairs);
          await pause?.();
          for (const { block, copy } of pairs) {
            expect(block.view.length).toBe(copy.length);
            expect(copy.every((value, index) => block.view[index] === value)).toBe(true);
          }
          expect(arena.bytes).toBe(pairs.reduce((sum, { block }) => sum + block.view.byteLength, 0));
        }
      }),
      settings(150),
    );
  });

  it('lie where kernels see them together, once nothing of the engine runs', async () => {
    const arena = accelerator?.createArena() ?? new Arena();
    const blocks = [arena.f64(9000), arena.u8(9000), arena.f64(9000)];
    blocks[0]!.view[8999] = 1.5;
    await Promise.resolve();
    expect(new Set(blocks.map(({ view }) => view.buffer)).size).toBe(accelerator ? 1 : 3);
    expect(blocks[0]!.view[8999]).toBe(1.5);
  });
});

describe('a WebAssembly memory', () => {
  it('has room for what was expected, and need not grow', async () => {
    const arena = simd(0)!.createArena();
    const small = arena.u8(1000);
    small.view[999] = 7;
    arena.expect(10_000_000);
    const blocks = [arena.f64(600_000), arena.u8(600_000), arena.f64(500_000)];
    const before = blocks.map(({ view }) => view);
    await Promise.resolve();
    expect(blocks.every(({ view }, at) => view === before[at])).toBe(true);
    expect(new Set([small, ...blocks].map(({ view }) => view.buffer)).size).toBe(1);
    expect(small.view[999]).toBe(7);
  });

  it('closes its gaps before it grows', async () => {
    const arena = simd(0)!.createArena();
    arena.expect(4_000_000);
    const blocks = Array.from({ length: 8 }, () => arena.u32(120_000));
    blocks.forEach(({ view }, at) => view.fill(at));
    const { buffer } = blocks[0]!.view;
    for (const at of [1, 2, 5]) blocks[at]!.free();
    const large = arena.u8(1_440_000); // as much as those three left, and they are apart
    large.view.fill(9);
    expect(large.view.buffer).not.toBe(buffer);
    for (let tasks = 0; tasks < 3; tasks++) await task();
    expect(large.view.buffer).toBe(buffer);
    expect(large.view.every((value) => value === 9)).toBe(true);
    for (const at of [0, 3, 4, 6, 7]) {
      const { view } = blocks[at]!;
      expect(view.buffer).toBe(buffer);
      expect(view.length).toBe(120_000);
      expect(view.every((value) => value === at)).toBe(true);
    }
    const fresh = arena.u8(100_000);
    expect(fresh.view.every((value) => value === 0)).toBe(true);
  });

  it('leaves nothing behind what slides: texts to come find zeros there', async () => {
    const arena = simd(0)!.createArena();
    arena.expect(1_000_000);
    const gap = arena.u8(300_000);
    let used = 200_000;
    const texts = arena.u8(600_000, () => used);
    const { buffer } = texts.view;
    gap.view.fill(1);
    texts.view.fill(2, 0, used);
    gap.free();
    const more = arena.u8(300_000 + 100_000); // has room once they have slid down
    for (let tasks = 0; tasks < 3; tasks++) await task();
    expect(more.view.buffer).toBe(buffer);
    expect(texts.view.buffer).toBe(buffer);
    expect(texts.view.byteOffset).toBeLessThan(300_000);
    used = 600_000;
    expect(texts.view.every((value, at) => value === (at < 200_000 ? 2 : 0))).toBe(true);
    expect(more.view.every((value) => value === 0)).toBe(true);
  });

  it('is given back when everything has moved into a larger one', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const arena = simd(0)!.createArena();
    const bits = arena.bits(100_000);
    const former = new WeakRef(bits.view.buffer);
    // Nothing but calls: what is on the stack of an asynchronous test stays.
    (() => giveBack(borrow(bits.view)))();
    arena.expect(10_000_000);
    for (let tasks = 0; tasks < 3; tasks++) {
      await task();
      collect();
    }
    expect(bits.view.length).toBe(3125);
    expect(former.deref()).toBeUndefined();
  });
});
