import { describe, expect, it } from 'vitest';
import { heirOf, nextPlace, placeOf, type CardGrid } from '../../../../src/elements/board/keys.js';

const grid: CardGrid = [['a', 'b', 'c'], [], ['d'], Array.from({ length: 20 }, (_, index) => `e${index}`)];
const go = (from: string, key: string, rightToLeft?: boolean) => {
  const to = nextPlace(grid, placeOf(grid, from)!, key, rightToLeft);
  return to && grid[to.column]![to.row];
};

describe('[B4] keys between cards', () => {
  it('go up and down in the column and stop at its ends', () => {
    expect([go('a', 'ArrowDown'), go('c', 'ArrowDown'), go('c', 'ArrowUp'), go('a', 'ArrowUp')]).toEqual([
      'b',
      'c',
      'b',
      'a',
    ]);
  });

  it('go to the first and the last card, and a page at a time', () => {
    expect([go('b', 'Home'), go('b', 'End')]).toEqual(['a', 'c']);
    expect([go('e0', 'PageDown'), go('e15', 'PageDown'), go('e9', 'PageUp'), go('e1', 'PageUp')]).toEqual([
      'e8',
      'e19',
      'e1',
      'e0',
    ]);
  });

  it('go across columns, over empty ones, and keep the row as well as they can', () => {
    expect([go('b', 'ArrowRight'), go('d', 'ArrowLeft'), go('e5', 'ArrowLeft')]).toEqual(['d', 'a', 'd']);
    expect([go('a', 'ArrowLeft'), go('e3', 'ArrowRight')]).toEqual(['a', 'e3']);
  });

  it('follow the reading direction', () => {
    expect([go('b', 'ArrowLeft', true), go('d', 'ArrowRight', true)]).toEqual(['d', 'a']);
  });

  it('are none of the others', () => {
    expect([go('a', 'x'), go('a', 'Enter'), go('a', 'Tab')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the heir of the focus', () => {
  it('is the card that moved up, else the one before, else the first of all', () => {
    expect(heirOf(grid, { column: 0, row: 1 })).toBe('b');
    expect(heirOf(grid, { column: 0, row: 3 })).toBe('c');
    expect(heirOf(grid, { column: 1, row: 0 })).toBe('a');
    expect(heirOf(grid, undefined)).toBe('a');
    expect(heirOf([[], []], { column: 0, row: 0 })).toBeUndefined();
  });
});

it('a card that is nowhere has no place', () => {
  expect([placeOf(grid, 'zz'), placeOf(grid, undefined)]).toEqual([undefined, undefined]);
});
