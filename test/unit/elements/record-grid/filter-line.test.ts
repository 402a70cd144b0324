import { describe, expect, it } from 'vitest';
import {
  filterOf,
  newLine,
  withFilter,
  withOperator,
  withValue,
} from '../../../../src/elements/record-grid/filter-line.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';

const catalog = createFieldCatalog([]);
const title = catalog.get('contact.title')!;
const status = catalog.get('contact.leadStatus')!;
const created = catalog.get('contact.created')!;

describe('the filter of a column', () => {
  it('starts with “starts with” for text and “is one of” for lists', () => {
    expect(newLine(title)).toEqual({ field: 'contact.title', operator: 'begins' });
    expect(newLine(status)).toEqual({ field: 'contact.leadStatus', operator: 'oneOf' });
  });

  it('keeps its value while the operator can use it', () => {
    const line = withValue(newLine(title), 'C');
    expect(withOperator(line, 'contains', 'text')).toEqual({
      field: title.id,
      operator: 'contains',
      value: 'C',
    });
    expect(withOperator(line, 'isEmpty', 'text')).toEqual({ field: title.id, operator: 'isEmpty' });
  });

  it('keeps the period between relative dates', () => {
    const thisWeek = withValue({ field: created.id, operator: 'thisPeriod' }, { period: 'week' });
    const next = withOperator(thisWeek, 'next', 'date');
    expect(next.value).toEqual({ period: 'week', amount: 1 });
    expect(withOperator(next, 'thisPeriod', 'date').value).toEqual({ period: 'week' });
    expect(withOperator(newLine(created), 'previous', 'date').value).toEqual({ period: 'month', amount: 1 });
  });
});

describe('withFilter', () => {
  const line = withValue(newLine(title), 'C');

  it('adds, replaces in place, and takes away', () => {
    const other = withValue(newLine(status), ['1']);
    const both = withFilter(withFilter([], title, line), status, other);
    expect(both).toEqual([line, other]);
    const replaced = { ...line, value: 'D' };
    expect(withFilter(both, title, replaced)).toEqual([replaced, other]);
    expect(withFilter(both, title, undefined)).toEqual([other]);
    expect(filterOf(both, status.id)).toBe(other);
  });

  it('[Q2] takes a line without a value for none', () => {
    expect(withFilter([line], title, newLine(title))).toEqual([]);
    expect(withFilter([], status, withValue(newLine(status), []))).toEqual([]);
  });
});
