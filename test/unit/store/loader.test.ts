import { describe, expect, it } from 'vitest';
import { readAll } from '../../../src/store/loader.js';
import type { LeadAdapter, Rows } from '../../../src/store/port.js';

const rowsFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `c${from + index}` }));

/** How many rows come before each turn of others. */
async function piecesOf(read: LeadAdapter['read']): Promise<readonly number[]> {
  const pieces = [0];
  let ends = false;
  const others = (async () => {
    for (; !ends; await new Promise((resolve) => setTimeout(resolve)))
      if (pieces.at(-1) !== 0) pieces.push(0);
  })();
  const adapter = { read, save: () => Promise.resolve() };
  for await (const { records } of readAll(adapter, ['company'], 1_000, new AbortController().signal))
    pieces[pieces.length - 1]! += records.length;
  ends = true;
  await others;
  return pieces.filter((count) => count > 0);
}

describe('reading', () => {
  it('lets others have their turn within a batch, first after few rows, whose code is new', async () => {
    expect(await piecesOf(() => Promise.resolve({ companies: rowsFrom(0, 7_000) }))).toEqual([
      250, 500, 1_000, 2_000, 2_000, 1_250,
    ]);
  });

  it('does so between batches, too, of an adapter that never waits', async () => {
    async function* read(): AsyncGenerator<Rows> {
      for (let from = 0; from < 5_000; from += 1_000)
        yield await Promise.resolve({ companies: rowsFrom(from, 1_000) });
    }
    expect(await piecesOf(read)).toEqual([250, 500, 250, 1_000, 1_000, 1_000, 1_000]);
  });
});
