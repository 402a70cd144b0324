import { describe, expect, it } from 'vitest';
import { columnsOf, keyOf, targetsOf } from '../../../../src/elements/board/columns.js';
import { createSetup, defaultLeadStatuses } from '../../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';

const fields = createFieldCatalog([]);
const status = fields.get('contact.leadStatus')!;
const owner = fields.get('company.owner')!;
const withDeleted = createSetup({
  leadStatuses: defaultLeadStatuses.map((item) => (item.id === '3' ? { ...item, deleted: true } : item)),
});
const values = (columns: readonly { value: string | null }[]) => columns.map(({ value }) => value);

describe('columns of the board', () => {
  it('[B1] are the statuses in rank order, whether cards hold them or not', () => {
    const columns = columnsOf(status, [{ value: '5', count: 2 }], createSetup());
    expect(values(columns)).toEqual(['1', '2', '3', '4', '5']);
    expect(columns.map(({ count }) => count)).toEqual([0, 0, 0, 0, 2]);
  });

  it('[B1] follow the rank and not the id', () => {
    const leadStatuses = defaultLeadStatuses.map((item) => ({ ...item, rank: -item.rank }));
    expect(values(columnsOf(status, [], createSetup({ leadStatuses })))).toEqual(['5', '4', '3', '2', '1']);
  });

  it('[B1] of a deleted status and of no value exist only while cards hold them', () => {
    expect(values(columnsOf(status, [], withDeleted))).toEqual(['1', '2', '4', '5']);
    const groups = [
      { value: '3', count: 1 },
      { value: null, count: 4 },
    ];
    const columns = columnsOf(status, groups, withDeleted);
    expect(values(columns)).toEqual(['1', '2', '3', '4', '5', null]);
    expect(columns[2]?.blocked?.code).toBe('item-deleted');
    expect(columns.at(-1)).toEqual({ key: keyOf(null), value: null, count: 4 });
  });

  it('leave out what has no cards when asked to', () => {
    expect(values(columnsOf(status, [{ value: '4', count: 1 }], createSetup(), true))).toEqual(['4']);
  });

  it('[L13] show a value that is in no list, and let nothing in', () => {
    const columns = columnsOf(status, [{ value: '77', count: 1 }], createSetup());
    expect(columns.at(-1)).toMatchObject({ value: '77', count: 1, blocked: { code: 'item-not-found' } });
    expect(columns.at(-1)?.option).toBeUndefined();
  });

  it('of a text field are the values that there are', () => {
    const groups = [
      { value: 'Ida Berg', count: 2 },
      { value: null, count: 1 },
    ];
    const columns = columnsOf(owner, groups, createSetup());
    expect(values(columns)).toEqual(['Ida Berg', null]);
    expect(columns[0]).toMatchObject({ option: { label: 'Ida Berg' } });
    expect(columns[0]?.blocked).toBeUndefined();
  });

  it('keep the value "none" apart from no value', () => {
    expect(keyOf('none')).not.toBe(keyOf(null));
  });
});

describe('targets', () => {
  it('[B4] are all statuses and no value, with or without a column', () => {
    const hidden = columnsOf(status, [{ value: '4', count: 1 }], createSetup(), true);
    expect(values(targetsOf(status, hidden, createSetup()))).toEqual(['1', '2', '3', '4', '5', null]);
  });

  it('[L9] offer no deleted status that has no column, and a blocked one that has', () => {
    expect(values(targetsOf(status, [], withDeleted))).toEqual(['1', '2', '4', '5', null]);
    const shown = columnsOf(status, [{ value: '3', count: 1 }], withDeleted);
    expect(targetsOf(status, shown, withDeleted).find(({ value }) => value === '3')?.blocked?.code).toBe(
      'item-deleted',
    );
  });
});
