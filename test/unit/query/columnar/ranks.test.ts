import { describe, expect, it } from 'vitest';
import { unitKeys } from '../../../../src/query/columnar/collation-keys.js';
import { Arena } from '../../../../src/query/columnar/memory.js';
import { noRank, Ranks } from '../../../../src/query/columnar/ranks.js';
import { mulberry32 } from '../../../../bench/random.js';
import { accelerators } from './run.js';

const count = 300_000;
const random = mulberry32(20261124);
const compare = (a: unknown, b: unknown) => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1);
/** One in ten is another's, too, and some are none. Entry 0 has none. */
const texts = Array.from({ length: count }, (_, at) =>
  at === 0 || random() < 0.01 ? null : `x${Math.floor(random() * (random() < 0.2 ? 9_000 : 9e9))}`,
);

const nulls = texts.flatMap((text, entry) => (text === null && entry > 0 ? entry : []));

describe.each(accelerators)('ranks of many texts, %s', { timeout: 60_000 }, (_, accelerator) => {
  const made = () => {
    const now = texts.slice();
    const key = (entry: number) => now[entry]!;
    const ranks = new Ranks(accelerator?.createArena() ?? new Arena(), { key, compare, keysFor: unitKeys });
    const change = (entry: number, text: string | null) => {
      ranks.leave(entry);
      now[entry] = text;
      ranks.enter(entry);
    };
    return { now, ranks, change };
  };
  /** Whether they compare as the texts do. */
  const check = ({ now, ranks }: ReturnType<typeof made>) => {
    const table = ranks.upTo(count).ranks;
    const all = now.flatMap((text, entry) => (text === null ? [] : entry));
    all.sort((a, b) => table[a]! - table[b]!);
    const isRight = (entry: number, at: number) =>
      at === 0 || Math.sign(table[entry]! - table[all[at - 1]!]!) === compare(now[entry], now[all[at - 1]!]);
    expect(all.filter((entry, at) => !isRight(entry, at))).toEqual([]);
    expect(now.filter((text, entry) => (text === null) !== (table[entry] === noRank))).toEqual([]);
  };

  it('are not there before all of them have numbers, which they get in pieces', () => {
    const { ranks, now, change } = made();
    const near: boolean[] = [];
    while (ranks.step(count)) near.push(ranks.isNear(count, 2048));
    expect(near.indexOf(true)).toBe(near.length - 1);
    expect(near.length).toBeGreaterThan(200);
    const { version } = ranks;
    check({ ranks, now, change });
    expect(ranks.version, 'asking for them changes nothing').toBe(version);
  });

  it.each([
    [1, 'and they only come'],
    [1, ''],
    [50, ''],
  ])('follow changes while they get their numbers, %i of them between two pieces %s', (changes, only) => {
    const all = made();
    let step = 0;
    while (all.ranks.step(count)) {
      for (let round = 0; round < changes; round++) {
        // Some come, some go, and some become others.
        const entry =
          step++ % 3 === 0 || only ? nulls[step % nulls.length]! : 1 + ((step * 7919) % (count - 1));
        all.change(entry, step % 3 === 0 ? null : step % 2 === 0 ? texts[(step * 31) % count]! : `x${step}y`);
      }
    }
    expect(step).toBeGreaterThan(200);
    check(all);
  });

  it('come at once for whoever can not wait, also while they get their numbers', async () => {
    const all = made();
    let pieces = 0;
    while (all.ranks.step(count)) pieces++;
    const again = made();
    for (let piece = 0; piece < pieces - 2; piece++) {
      again.ranks.step(count);
      await Promise.resolve(); // memory moves
    }
    expect(again.ranks.isNear(count, 2048)).toBe(false);
    check(again);
  });
});
