import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange } from '../../../src/model/changes.js';
import { createSetup, defaultLeadStatuses } from '../../../src/model/defaults.js';
import { byRank, type LeadStatus, type Setup } from '../../../src/model/records.js';
import type { Decision } from '../../../src/rules/decision.js';
import * as lists from '../../../src/rules/list-commands.js';
import { createView } from '../../helpers/view.js';

const codes = (decision: Decision<unknown>) => (decision.ok ? [] : decision.reasons.map(({ code }) => code));
const withDeleted = (...ids: string[]) =>
  createSetup({
    leadStatuses: defaultLeadStatuses.map((each) =>
      ids.includes(each.id) ? { ...each, deleted: true } : each,
    ),
  });

describe('names of list items', () => {
  it.each([
    ['[L9] taken, in other letters', 'OPEN', ['name-taken']],
    ['[L9] taken, with spaces around it', '  open ', ['name-taken']],
    ['[L9] taken by a deleted item', 'Contacting', ['name-taken']],
    ['none', '  ', ['name-missing']],
    ['new', 'Parked', []],
  ])('%s', (_, name, expected) => {
    const view = createView({ setup: withDeleted('2') });
    expect(codes(lists.decideAddItem(view, 'leadStatus', 'new', { name }))).toEqual(expected);
    expect(codes(lists.decideUpdateItem(view, 'leadStatus', '5', { name }))).toEqual(expected);
  });

  it('[L9] are compared on NFC', () => {
    const view = createView({
      setup: createSetup({ leadStatuses: [{ ...defaultLeadStatuses[0]!, name: 'Åpen' }] }),
    });
    expect(codes(lists.decideAddItem(view, 'leadStatus', 'new', { name: 'A\u030apen' }))).toEqual([
      'name-taken',
    ]);
  });

  it('[L9] are unique per list only', () => {
    expect(codes(lists.decideAddItem(createView(), 'category', 'new', { name: 'Open' }))).toEqual([]);
  });

  it('an item may keep its own', () => {
    expect(
      codes(lists.decideUpdateItem(createView(), 'leadStatus', '1', { name: 'open', description: 'New' })),
    ).toEqual([]);
  });
});

describe('deleting list items', () => {
  it.each([
    ['[L9] delete: soft', lists.decideDeleteItem, withDeleted(), '2', []],
    ['[L10] delete the default', lists.decideDeleteItem, withDeleted(), '1', ['is-default-status']],
    ['[L9] restore', lists.decideRestoreItem, withDeleted('2'), '2', []],
    ['[L9] remove for good, in use', lists.decideRemoveItem, withDeleted('4'), '4', ['item-in-use']],
    ['[L9] remove for good, unused', lists.decideRemoveItem, withDeleted('3'), '3', []],
    [
      '[L9] remove for good, not deleted first',
      lists.decideRemoveItem,
      withDeleted(),
      '3',
      ['item-not-deleted'],
    ],
    ['[L10] remove the default', lists.decideRemoveItem, withDeleted('1'), '1', ['is-default-status']],
    ['[L9] an unknown id', lists.decideDeleteItem, withDeleted(), '99', ['item-not-found']],
  ])('%s', (_, decide, setup, id, expected) => {
    expect(codes(decide(createView({ setup }), 'leadStatus', id))).toEqual(expected);
  });

  it('[L9] counts retained values as use', () => {
    // Status 4 is held by Alan only, whose company has no lead status.
    const decision = lists.decideRemoveItem(createView({ setup: withDeleted('4') }), 'leadStatus', '4');
    expect(decision.ok ? [] : decision.reasons[0]!.details).toEqual({ name: 'Re-nurture', count: 1 });
  });

  it('[L10] a deleted status can not become the default', () => {
    expect(codes(lists.decideSetDefaultStatus(createView({ setup: withDeleted('2') }), '2'))).toEqual([
      'item-deleted',
    ]);
  });
});

describe('the order of a list', () => {
  const apply = (setup: Setup, decision: Decision): LeadStatus[] => {
    if (!decision.ok) throw new Error(decision.reasons[0]!.code);
    const items = new Map(setup.leadStatuses);
    for (const change of decision.changes)
      items.set(change.id, applyChange<'leadStatus'>(items.get(change.id), change)!);
    return byRank(items.values());
  };

  it('moves one item and keeps the order of the others (property)', () => {
    fc.assert(
      fc.property(
        fc.subarray(['1', '2', '3', '4', '5']),
        fc.constantFrom('1', '2', '3', '4', '5'),
        fc.nat(6),
        (gone, id, index) => {
          const setup = withDeleted(...gone);
          const after = apply(setup, lists.decideMoveItem(createView({ setup }), 'leadStatus', id, index));
          const ids = (items: LeadStatus[]) => items.map((item) => item.id).filter((each) => each !== id);
          expect(ids(after)).toEqual(ids(byRank(setup.leadStatuses.values())));
          expect(new Set(after.map(({ rank }) => rank)).size).toBe(after.length);
          if (gone.includes(id)) return;
          const offered = after.filter(({ deleted }) => !deleted);
          expect(offered.findIndex((item) => item.id === id)).toBe(Math.min(index, offered.length - 1));
        },
      ),
      { seed: 20261121, numRuns: 300 },
    );
  });

  it('adds at the end', () => {
    const decision = lists.decideAddItem(createView(), 'leadStatus', 'new', { name: 'Parked' });
    expect(decision.ok && decision.changes[0]).toMatchObject({
      kind: 'create',
      record: { rank: 6, deleted: false },
    });
  });
});
