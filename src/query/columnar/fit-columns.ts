import type { FieldCatalog, FieldId, Subject } from '../../model/fields.js';
import { isVirtual } from './sources.js';
import type { Table } from './table.js';

/** Names are searched most, and have few different parts. */
const coded = new Set(['contact.firstName', 'contact.lastName']);

/**
 * Columns for exactly the fields that there are. A new field of the host starts empty; answers those whose key records
 * came with before anybody had named it: their values have to be fetched from where the records are.
 */
export function fitColumns(table: Table, entity: Subject, { all }: FieldCatalog): readonly FieldId[] {
  const wanted = new Map(all.filter((field) => field.entity === entity).map((field) => [field.id, field]));
  for (const { field } of table.stored) {
    if (wanted.get(field.id)?.type === field.type) wanted.delete(field.id);
    else table.remove(field.id);
  }
  const added = [...wanted.values()].filter((field) => !isVirtual(field));
  for (const field of added) table.add(field, coded.has(field.id));
  return added.map(({ id }) => id).filter((id) => table.keys.has(id.slice(entity.length + 1)));
}
