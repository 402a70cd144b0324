import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../bench/data.js';
import { same } from '../../../bench/same.js';
import { compare, median, quantile } from '../../../bench/timing.js';

describe('figures', () => {
  it('takes the value in the middle, or between the two in the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('gives quantiles that lie within the values and grow with the share', () => {
    const values = fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1 });
    const share = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(values, share, share, (all, a, b) => {
        const [low, high] = [quantile(all, Math.min(a, b)), quantile(all, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(Math.min(...all) - 1e-6);
        expect(high).toBeLessThanOrEqual(Math.max(...all) + 1e-6);
        expect(low).toBeLessThanOrEqual(high + 1e-6);
      }),
    );
  });

  it('runs both sides, in turn', async () => {
    const order: string[] = [];
    const spin = (name: string) => () => {
      order.push(name);
      const end = performance.now() + 3;
      while (performance.now() < end);
    };

    const figures = await compare(spin('ours'), spin('theirs'), { rounds: 3, budget: 30 });

    // Few rounds: ours is measured five times in each.
    const round = ['theirs', 'ours', 'ours', 'ours', 'ours', 'ours'];
    expect(figures.rounds).toBe(3);
    expect(order.slice(-18)).toEqual([...round, ...round, ...round]);
    expect(figures.ours).toBeGreaterThanOrEqual(3);
    expect(figures.theirs).toBeGreaterThanOrEqual(3);
  });
});

describe('the same answer', () => {
  it('compares counts by content, whatever their order', () => {
    const one = new Map([
      ['1', 5],
      ['2', 7],
    ]);
    const other = new Map([
      ['2', 7],
      ['1', 5],
    ]);
    expect(() => same('board', one, other)).not.toThrow();
    expect(() => same('board', one, new Map([['1', 5]]))).toThrow(/^board: ours/);
  });

  it('compares rows by their ids, in order', () => {
    expect(() =>
      same('window', [{ id: 'a' }, { id: 'b' }], [{ id: 'a', name: 'A' }, { id: 'b' }]),
    ).not.toThrow();
    expect(() => same('window', [{ id: 'a' }, { id: 'b' }], [{ id: 'b' }, { id: 'a' }])).toThrow();
  });
});

describe('the data', () => {
  it('is the same in every run, and another one for another size', () => {
    const text = (n: number) => JSON.stringify(createWorld(n));
    expect(text(300)).toBe(text(300));
    expect(createWorld(301).contacts.slice(0, 300)).not.toEqual(createWorld(300).contacts);
  });
});
