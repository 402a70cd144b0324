import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNode,
  clearAll,
  moveItem,
  nodeAt,
  removeAt,
  replaceAt,
  setMuted,
  wrapInGroup,
} from '../../../src/criteria/edit.js';
import { linesOf } from '../../../src/criteria/simplify.js';
import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from '../../../src/criteria/types.js';
import { criteria as anyCriteria } from '../../helpers/arbitraries.js';

const line = (value: string): CriteriaLine => ({ field: 'contact.title', operator: 'is', value });
const group = (match: Criteria['match'], ...items: CriteriaNode[]): Criteria => ({ match, items });
const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(line) as [
  CriteriaLine,
  CriteriaLine,
  CriteriaLine,
  CriteriaLine,
  CriteriaLine,
];

/** `(a (b c) d)` */
const criteria = group('all', a, group('any', b, c), d);
const show = (node: CriteriaNode): string =>
  isGroup(node) ? `(${node.items.map(show).join(' ')})` : (node.value as string);

describe('editing criteria', () => {
  it('adds at a place, or at the end', () => {
    expect(show(addNode(criteria, [], e))).toBe('(a (b c) d e)');
    expect(show(addNode(criteria, [1], e, 1))).toBe('(a (b e c) d)');
    expect(show(addNode(criteria, [], e, -5))).toBe('(e a (b c) d)');
  });

  it('removes lines and groups', () => {
    expect(show(removeAt(criteria, [1, 0]))).toBe('(a (c) d)');
    expect(show(removeAt(criteria, [1]))).toBe('(a d)');
  });

  it('replaces', () => {
    expect(show(replaceAt(criteria, [1, 1], e))).toBe('(a (b e) d)');
    expect(show(replaceAt(criteria, [], group('any', e)))).toBe('(e)');
  });

  it('wraps a line, a group, or all', () => {
    expect(show(wrapInGroup(criteria, [0], 'any'))).toBe('((a) (b c) d)');
    expect(wrapInGroup(criteria, [], 'none')).toEqual(group('none', criteria));
  });

  it('[Q2] mutes, and takes the key away again', () => {
    const muted = setMuted(criteria, [1], true);
    expect(nodeAt(muted, [1])).toEqual({ match: 'any', items: [b, c], muted: true });
    expect(setMuted(muted, [1], false)).toEqual(criteria);
    expect(setMuted(muted, [1], true)).toBe(muted);
  });

  it('[Q2] clears values and keeps lines', () => {
    expect([...linesOf(clearAll(criteria))]).toEqual(
      Array(4).fill({ field: 'contact.title', operator: 'is' }),
    );
    expect(clearAll(clearAll(criteria))).toEqual(clearAll(criteria));
  });

  it.each<[number[], number[], number, string]>([
    [[0], [], 2, '((b c) d a)'],
    [[2], [], 0, '(d a (b c))'],
    [[0], [1], 0, '((a b c) d)'],
    [[2], [1], 99, '(a (b c d))'],
    [[1, 0], [], 0, '(b a (c) d)'],
    [[1, 1], [], 99, '(a (b) d c)'],
    [[1, 0], [1], 1, '(a (c b) d)'],
  ])('moves %j into %j at %i', (from, to, index, expected) => {
    expect(show(moveItem(criteria, from, to, index))).toBe(expected);
  });

  it('moves a group, but not into itself', () => {
    expect(show(moveItem(criteria, [1], [], 0))).toBe('((b c) a d)');
    expect(moveItem(criteria, [1], [1], 0)).toBe(criteria);
    const deep = group('all', group('all', group('any', a)));
    expect(moveItem(deep, [0], [0, 0], 0)).toBe(deep);
  });

  it('gives the very same criteria for a path that leads nowhere, or when nothing would change', () => {
    const nowhere = [[9], [0, 0], [1, 9], [-1], [1, 0, 0]];
    for (const path of nowhere) {
      expect(removeAt(criteria, path)).toBe(criteria);
      expect(replaceAt(criteria, path, e)).toBe(criteria);
      expect(wrapInGroup(criteria, path, 'any')).toBe(criteria);
      expect(setMuted(criteria, path, true)).toBe(criteria);
      expect(moveItem(criteria, path, [], 0)).toBe(criteria);
    }
    expect(addNode(criteria, [0], e)).toBe(criteria);
    expect(addNode(criteria, [9], e)).toBe(criteria);
    expect(moveItem(criteria, [0], [2], 0)).toBe(criteria);
    expect(moveItem(criteria, [2], [], 99)).toBe(criteria);
    expect(removeAt(criteria, [])).toBe(criteria);
    expect(replaceAt(criteria, [], e)).toBe(criteria);
    expect(moveItem(criteria, [], [], 0)).toBe(criteria);
  });

  it('shares what it does not change, and changes nothing in place', () => {
    const before = JSON.stringify(criteria);
    const edited = replaceAt(criteria, [2], e);
    expect(edited.items[1]).toBe(criteria.items[1]);
    moveItem(criteria, [0], [1], 1);
    clearAll(criteria);
    expect(JSON.stringify(criteria)).toBe(before);
  });

  it('moving loses and doubles nothing, wherever from and to', () => {
    const path = fc.array(fc.nat(4), { maxLength: 3 });
    fc.assert(
      fc.property(
        anyCriteria('contact'),
        path,
        path,
        fc.integer({ min: -1, max: 6 }),
        (given, from, to, index) => {
          const lines = (node: CriteriaNode) => [...linesOf(node)].map((each) => JSON.stringify(each)).sort();
          expect(lines(moveItem(given, from, to, index))).toEqual(lines(given));
        },
      ),
      { seed: 20261121, numRuns: 1000 },
    );
  });
});
