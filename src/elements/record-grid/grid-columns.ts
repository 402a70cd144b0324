import { html } from 'lit';
import type { Field, FieldId } from '../../model/fields.js';
import type { GridColumn } from '../../ui/grid/grid.js';
import { fieldLabel } from '../sentences.js';
import { renderCell, type CellContext } from './cells.js';
import type { RecordRow } from './rows.js';

const widths: Readonly<Record<FieldId, string>> = {
  'contact.name': '13rem',
  'company.name': '13rem',
  'contact.title': '11rem',
  'contact.email': '14rem',
  'company.email': '14rem',
  'company.website': '13rem',
  'company.category': '12rem',
  'company.categoryGroup': '11rem',
  'contact.leadStatus': '9.5rem',
};
const widthOfType = { text: '9rem', list: '9rem', number: '7rem', date: '8rem', yesno: '8rem' } as const;

/** The columns as the grid wants them. */
export function gridColumns(
  fields: readonly Field[],
  filters: ReadonlyMap<FieldId, string>,
  context: CellContext,
): readonly GridColumn[] {
  return fields.map((field, index) => ({
    id: field.id,
    label: fieldLabel(context.locale, context.store, field.id),
    align: field.type === 'number' ? 'end' : 'start',
    width: widths[field.id] ?? widthOfType[field.type],
    grow: field.type === 'text' ? 1.2 : 1,
    sortable: true,
    filterable: isFilterable(field),
    filtered: filters.has(field.id),
    filterText: filters.get(field.id),
    opens: index === 0,
    render: (record) => {
      const { row } = record as RecordRow;
      return row ? renderCell(field, row, index === 0, context) : html`<span class="skeleton"></span>`;
    },
  }));
}

/** Ids of records have no choices to filter by. */
export function isFilterable(field: Field): boolean {
  return field.type !== 'list' || field.list !== undefined;
}

/** A group for each instant would be a group for each record. */
export function isGroupable(field: Field): boolean {
  return !field.instant && isFilterable(field);
}
