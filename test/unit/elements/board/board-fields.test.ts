import { describe, expect, it } from 'vitest';
import { parseCriteria } from '../../../../src/criteria/parse.js';
import {
  boardCriteria,
  cardFieldChoices,
  columnCriteria,
  groupFieldOf,
} from '../../../../src/elements/board/board-fields.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';

const fields = createFieldCatalog([]);
const given = { match: 'any', items: [{ field: 'company.city', operator: 'is', value: 'Oslo' }] } as const;
const parts = {
  of: 'contact',
  groupBy: 'contact.leadStatus',
  given: [],
  titleFilter: '',
  hideLocked: false,
} as const;

describe('what the board asks', () => {
  it('is the given criteria and nothing else when nothing is filtered', () => {
    expect(boardCriteria(parts)).toEqual({ match: 'all', items: [] });
    expect(boardCriteria({ ...parts, given: [given] })).toBe(given);
  });

  it('joins selection, criteria, title and locked cards', () => {
    const asked = boardCriteria({ ...parts, given: [given, given], titleFilter: ' ad ', hideLocked: true });
    expect(asked).toEqual({
      match: 'all',
      items: [
        given,
        given,
        { field: 'contact.name', operator: 'contains', value: 'ad' },
        { field: 'company.leadStatusEnabled', operator: 'isYes' },
      ],
    });
    expect(parseCriteria(asked, fields, 'contact').ok).toBe(true);
  });

  it('[B2] takes contacts without a company for locked where the company would change', () => {
    const asked = boardCriteria({ ...parts, groupBy: 'company.category', hideLocked: true });
    expect(asked.items).toEqual([{ field: 'company.id', operator: 'isNotEmpty' }]);
    expect(
      boardCriteria({ ...parts, of: 'company', groupBy: 'company.category', hideLocked: true }).items,
    ).toEqual([]);
  });

  it('[B1] asks for a value, an exact text, or no value', () => {
    const all = boardCriteria(parts);
    const lineOf = (field: string, value: string | null) =>
      columnCriteria(all, fields.get(field)!, value).items[1];
    expect(lineOf('contact.leadStatus', '5')).toEqual({
      field: 'contact.leadStatus',
      operator: 'oneOf',
      value: ['5'],
    });
    expect(lineOf('company.owner', 'Ida')).toEqual({
      field: 'company.owner',
      operator: 'isExactly',
      value: 'Ida',
    });
    expect(lineOf('company.owner', null)).toEqual({ field: 'company.owner', operator: 'isEmpty' });
  });
});

describe('settings of the board', () => {
  it('group by a field that the kind of card has, else by its default', () => {
    expect(groupFieldOf('contact', undefined)).toBe('contact.leadStatus');
    expect(groupFieldOf('contact', 'company.owner')).toBe('company.owner');
    expect(groupFieldOf('company', 'contact.leadStatus')).toBe('company.category');
    expect(groupFieldOf('company', '__proto__')).toBe('company.category');
  });

  it('offer no field that the card shows anyway', () => {
    const offered = cardFieldChoices('contact', fields.for('contact')).map(({ id }) => id);
    expect(offered).toContain('contact.email');
    expect(offered).not.toContain('contact.name');
    expect(offered).not.toContain('company.owner');
  });
});
