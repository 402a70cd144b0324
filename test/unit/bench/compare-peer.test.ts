import { describe, expect, it } from 'vitest';
import { comparePeer } from '../../../bench/compare-peer.js';
import type { Counts, Figures, Peer, PeerStore } from '../../../bench/peer.js';
import { plainArray } from '../../../bench/peers/arrays.js';
import { Disagreement } from '../../../bench/same.js';
import type { Line, Session } from '../../../bench/session.js';

const n = 400;

function sessionInto(lines: Line[], only?: string): Session {
  return {
    n,
    engine: 'javascript',
    effort: { rounds: 1, budget: 1 },
    quick: false,
    slow: false,
    only,
    host: {
      where: 'node',
      asset: () => Promise.reject(new Error('Nothing is fetched here.')),
      assetUrl: (path) => path,
      memory: () => Promise.resolve(0),
    },
    emit: (line) => lines.push(line),
    note: () => undefined,
  };
}

/** Plain arrays, but with one thing wrong. */
function spoilt(spoil: (store: PeerStore) => Partial<PeerStore>): Peer {
  return {
    name: 'spoilt',
    create: async (world, host) => {
      const store = await plainArray.create(world, host);
      return { ...store, ...spoil(store) };
    },
  };
}

const oneMore = (counts: Counts): Counts => {
  const [first] = counts.keys();
  return new Map([...counts, [first ?? null, (counts.get(first ?? null) ?? 0) + 1]]);
};

const oneFigureMore = (figures: Figures): Figures =>
  new Map(Array.from(figures, ([status, [sum, ...others]]) => [status, [sum + 1, ...others]]));

describe('comparing with a peer', () => {
  it('gives a figure for every operation when all answers are the same', async () => {
    const lines: Line[] = [];

    await comparePeer(plainArray, sessionInto(lines));

    expect(lines.map(({ op }) => op)).toEqual([
      ...['load', 'f_simple', 'f_join', 'f_tree', 'f_text', 'f_email', 'f_date7'],
      ...['w_name', 'w_three', 'w_created', 'g_board', 'g_nested', 'g_figures', 'panel'],
      ...['stand_handles', 'stand_rows', 'live20_p50'],
    ]);
    for (const { ours, theirs, ratio } of lines) {
      expect(ours).toBeGreaterThan(0);
      expect(theirs).toBeGreaterThan(0);
      expect(ratio).toBeGreaterThan(0);
    }
  });

  it.each([
    [
      'f_',
      'counts one too many',
      spoilt((store) => ({ count: async (name) => (await store.count(name)) + 1 })),
    ],
    [
      'f_',
      'counts right, but others',
      spoilt((store) => ({ ids: async (name) => [...(await store.ids(name)).slice(1), 'p'] })),
    ],
    [
      'w_name',
      'leaves out the first row',
      spoilt((store) => ({
        window: (name, sort, offset, limit) => store.window(name, sort, offset + 1, limit),
      })),
    ],
    [
      'w_three',
      'sorts by another column',
      spoilt((store) => ({
        window: (name, _sort, offset, limit) => store.window(name, 'created', offset, limit),
      })),
    ],
    [
      'g_board',
      'has one card more in a column',
      spoilt((store) => ({ board: async (name) => oneMore(await store.board(name)) })),
    ],
    [
      'g_nested',
      'has one contact more in a group',
      spoilt((store) => ({ nested: async (name) => oneMore(await store.nested(name)) })),
    ],
    [
      'g_figures',
      'has another sum in a group',
      spoilt((store) => ({ figures: async (name) => oneFigureMore(await store.figures(name)) })),
    ],
    [
      'panel',
      'counts one line wrong',
      spoilt((store) => ({ count: async (name) => (await store.count(name)) + Number(name === 't_dead') })),
    ],
    [
      'stand',
      'gives another window',
      spoilt((store) => ({ window: (name, sort, _offset, limit) => store.window(name, sort, 0, limit) })),
    ],
    ['live20', 'does not hear of changes', spoilt(() => ({ update: () => undefined }))],
  ])('ends %s with an error when the peer %s', async (only, _what, peer) => {
    const lines: Line[] = [];

    await expect(comparePeer(peer, sessionInto(lines, only))).rejects.toThrow(Disagreement);
  });

  it('leaves a peer out beyond the size that it has a reason for', async () => {
    const lines: Line[] = [];
    const peer: Peer = { ...plainArray, limits: [{ upTo: n - 1, why: 'slow' }] };

    await comparePeer(peer, sessionInto(lines));

    expect(lines).toEqual([]);
  });

  it('leaves out an operation alone when the reason is about that', async () => {
    const lines: Line[] = [];
    const peer: Peer = { ...plainArray, limits: [{ op: 'f_tree', upTo: n - 1, why: 'slow' }] };

    await comparePeer(peer, sessionInto(lines, 'f_'));

    expect(lines.map(({ op }) => op)).toEqual(['f_simple', 'f_join', 'f_text', 'f_email', 'f_date7']);
  });
});
