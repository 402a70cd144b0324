import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  defaultColumns,
  knownColumns,
  loadLayout,
  nextSort,
  parseLayout,
  saveLayout,
  toggleGroup,
} from '../../../../src/elements/record-grid/layout.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';
import type { Sort } from '../../../../src/query/types.js';

const catalog = createFieldCatalog([{ entity: 'company', key: 'budget', label: 'Budget', type: 'number' }]);
const up = (field: string): Sort => ({ field, direction: 'ascending' });
const down = (field: string): Sort => ({ field, direction: 'descending' });

describe('knownColumns', () => {
  it('leaves out silently what does not exist, and what is there twice', () => {
    expect(
      knownColumns(
        ['contact.name', 'contact.shoeSize', 'company.budget', 'contact.name'],
        catalog,
        'contact',
      ),
    ).toEqual(['contact.name', 'company.budget']);
  });

  it('gives companies no columns of contacts', () => {
    expect(knownColumns(['contact.name', 'company.name'], catalog, 'company')).toEqual(['company.name']);
  });

  it.each(['contact', 'company'] as const)('knows all default columns of a %s', (of) => {
    expect(knownColumns(defaultColumns[of], catalog, of)).toEqual(defaultColumns[of]);
  });
});

describe('nextSort', () => {
  it('goes from ascending to descending to not at all', () => {
    const first = nextSort([], 'a', false);
    const second = nextSort(first, 'a', false);
    expect([first, second, nextSort(second, 'a', false)]).toEqual([[up('a')], [down('a')], []]);
  });

  it('drops the other sorts without Shift', () => {
    expect(nextSort([up('a'), up('b')], 'b', false)).toEqual([down('b')]);
  });

  it('adds up to three with Shift; a fourth takes the place of the last', () => {
    expect(nextSort([up('a')], 'b', true)).toEqual([up('a'), up('b')]);
    expect(nextSort([up('a'), up('b'), up('c')], 'd', true)).toEqual([up('a'), up('b'), up('d')]);
  });

  it('turns and takes away in place with Shift', () => {
    expect(nextSort([up('a'), up('b')], 'a', true)).toEqual([down('a'), up('b')]);
    expect(nextSort([down('a'), up('b')], 'a', true)).toEqual([up('b')]);
  });
});

describe('toggleGroup', () => {
  it('groups by two fields at most: the next one takes the place of the second', () => {
    expect(toggleGroup(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggleGroup(['a', 'b'], 'c')).toEqual(['a', 'c']);
    expect(toggleGroup(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('saved layouts', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('come back as they were saved, one for each kind of record', () => {
    const storage = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
    });
    const layout = { columns: ['contact.name'], sort: [down('contact.name')], groupBy: ['company.category'] };
    saveLayout('tab', 'contact', layout);
    expect(loadLayout('tab', 'contact')).toEqual(layout);
    expect(loadLayout('tab', 'company')).toEqual({});
  });

  it('are forgotten where storage is denied', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    });
    saveLayout('tab', 'contact', { columns: ['contact.name'] });
    expect(loadLayout('tab', 'contact')).toEqual({});
  });

  it.each([null, 7, 'text', [], { columns: 'contact.name' }, { sort: [{ field: 7 }], columns: [1, {}] }])(
    'are not trusted: %j',
    (saved) => {
      const { columns = [], sort = [], groupBy = [] } = parseLayout(saved);
      expect([columns, sort, groupBy]).toEqual([[], [], []]);
    },
  );

  it('keep at most three sorts and two groups', () => {
    const saved = { sort: ['a', 'b', 'c', 'd'].map(up), groupBy: ['a', 'b', 'c'] };
    const { sort, groupBy } = parseLayout(saved);
    expect([sort!.length, groupBy!.length]).toEqual([3, 2]);
  });
});
