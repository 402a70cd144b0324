import { describe, expect, it } from 'vitest';
import { criteriaOf, pathOf, placeBeside, shapeOf } from '../../../../src/elements/criteria-builder/shape.js';
import { NodeKeys } from '../../../../src/elements/criteria-builder/node-keys.js';
import { addNode, moveItem, removeAt, replaceAt } from '../../../../src/criteria/edit.js';
import type { Criteria, CriteriaGroup, CriteriaLine } from '../../../../src/criteria/types.js';

const line = (value: string): CriteriaLine => ({ field: 'contact.email', operator: 'begins', value });
const all = (...items: Criteria['items']): Criteria => ({ match: 'all', items });
const any = (...items: Criteria['items']): Criteria => ({ match: 'any', items });

describe('shapeOf', () => {
  it('[Q1] shows lines as one set, and sets joined by or', () => {
    const one = all(line('a'), line('b'));
    expect(shapeOf(one, 1)).toEqual({ kind: 'sets', root: any(one) });
    const two = any(all(line('a')), all(line('b')));
    expect(shapeOf(two, 1)).toEqual({ kind: 'sets', root: two });
  });

  it('[Q1] shows what is no set of sets as groups rather than losing it', () => {
    const none: Criteria = all(line('a'), { match: 'none', items: [line('b')] });
    expect(shapeOf(none, 1)).toEqual({ kind: 'nested', root: none });
  });

  it('shows groups where nesting is wanted', () => {
    expect(shapeOf(all(line('a')), 2).kind).toBe('nested');
  });

  it('gives back the criteria that it shows', () => {
    for (const criteria of [all(line('a')), any(all(line('a')), all(line('b'))), all()])
      expect(criteriaOf(shapeOf(criteria, 1))).toEqual(criteria);
  });
});

describe('placeBeside', () => {
  const sets = shapeOf(any(all(line('a'), line('b')), all(line('c'), line('d'))), 1);

  it('is a neighbour in the same set', () => {
    expect(placeBeside(sets, [0, 0], 1)).toEqual({ group: [0], index: 1 });
    expect(placeBeside(sets, [1, 1], -1)).toEqual({ group: [1], index: 0 });
  });

  it('is the next set at the edge of one', () => {
    expect(placeBeside(sets, [0, 1], 1)).toEqual({ group: [1], index: 0 });
    expect(placeBeside(sets, [1, 0], -1)).toEqual({ group: [0], index: 2 });
  });

  it('is nowhere beyond the first and the last set', () => {
    expect(placeBeside(sets, [0, 0], -1)).toBeUndefined();
    expect(placeBeside(sets, [1, 1], 1)).toBeUndefined();
  });

  it('leads out of a nested group', () => {
    const nested = shapeOf(all(line('a'), any(line('b'), line('c')), line('d')), 3);
    const up = placeBeside(nested, [1, 0], -1)!;
    const down = placeBeside(nested, [1, 1], 1)!;
    expect(moveItem(nested.root, [1, 0], up.group, up.index)).toEqual(
      all(line('a'), line('b'), any(line('c')), line('d')),
    );
    expect(moveItem(nested.root, [1, 1], down.group, down.index)).toEqual(
      all(line('a'), any(line('b')), line('c'), line('d')),
    );
    expect(placeBeside(nested, [0], -1)).toBeUndefined();
  });
});

describe('pathOf', () => {
  it('finds a node by identity, not by what it says', () => {
    const wanted = line('a');
    expect(pathOf(any(all(line('a')), all(line('b'), wanted)), wanted)).toEqual([1, 1]);
    expect(pathOf(any(all(line('a'))), wanted)).toBeUndefined();
  });
});

describe('NodeKeys', () => {
  it('follow a line that is edited', () => {
    const keys = new NodeKeys();
    const before = any(all(line('a'), line('b')));
    const key = keys.of((before.items[0] as CriteriaGroup).items[1]!);
    const after = replaceAt(before, [0, 1], line('changed'));
    keys.follow(before, after);
    expect(keys.of((after.items[0] as CriteriaGroup).items[1]!)).toBe(key);
  });

  it('follow the groups around a line that is moved', () => {
    const keys = new NodeKeys();
    const before = any(all(line('a'), line('b')), all(line('c')));
    const groups = before.items.map((item) => keys.of(item));
    const after = moveItem(before, [0, 1], [1], 0);
    keys.follow(before, after);
    expect(after.items.map((item) => keys.of(item))).toEqual(groups);
  });

  it('give a new line a key of its own, and leave those of the others', () => {
    const keys = new NodeKeys();
    const before = all(line('a'), line('b'));
    const known = before.items.map((item) => keys.of(item));
    const added = addNode(before, [], line('c'), 0);
    keys.follow(before, added);
    const [first, ...rest] = added.items.map((item) => keys.of(item));
    expect(rest).toEqual(known);
    expect(known).not.toContain(first);
    const fewer = removeAt(added, [1]);
    keys.follow(added, fewer);
    expect(fewer.items.map((item) => keys.of(item))).toEqual([first, known[1]]);
  });
});
