import { describe, expect, it } from 'vitest';
import { History } from '../../../../src/elements/criteria-builder/history.js';

describe('History', () => {
  it('goes back and forth', () => {
    const history = new History('a');
    history.record('b');
    history.record('c');
    expect(history.undo()).toBe('b');
    expect(history.undo()).toBe('a');
    expect(history.undo()).toBeUndefined();
    expect(history.redo()).toBe('b');
    expect(history.present).toBe('b');
  });

  it('forgets what was undone when something else is done', () => {
    const history = new History('a');
    history.record('b');
    history.undo();
    history.record('c');
    expect(history.canRedo).toBe(false);
    expect(history.undo()).toBe('a');
  });

  it('takes quick typing in one box for one step', () => {
    const history = new History('');
    history.record('n', 'text 1', 0);
    history.record('no', 'text 1', 300);
    history.record('nor', 'text 1', 1000);
    expect(history.undo()).toBe('');
  });

  it('takes a pause, or another box, for a new step', () => {
    const history = new History('');
    history.record('n', 'text 1', 0);
    history.record('no', 'text 1', 900);
    history.record('no!', 'text 2', 1000);
    expect(history.undo()).toBe('no');
    expect(history.undo()).toBe('n');
  });

  it('does not go on with a step that was undone', () => {
    const history = new History('');
    history.record('n', 'text', 0);
    history.undo();
    history.record('m', 'text', 100);
    expect(history.undo()).toBe('');
  });

  it('keeps a hundred steps', () => {
    const history = new History(0);
    for (let step = 1; step <= 150; step++) history.record(step);
    let oldest: number | undefined;
    for (let value = history.undo(); value !== undefined; value = history.undo()) oldest = value;
    expect(oldest).toBe(50);
  });
});
