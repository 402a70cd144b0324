import type { FieldCatalog, Subject } from '../../model/fields.js';
import type { Setup } from '../../model/records.js';
import { isVirtual } from './sources.js';
import type { AnyRecord, Table } from './table.js';

/** Names are searched most, and have few different parts. */
const coded = new Set(['contact.firstName', 'contact.lastName']);

/**
 * Columns for exactly the fields that there are. A new field of the host starts empty, unless records came with its key
 * before anybody had named it: then its values are fetched from where the records are.
 */
export function fitColumns(
  table: Table,
  entity: Subject,
  catalog: FieldCatalog,
  setup: Setup,
  records: (() => Iterable<AnyRecord>) | undefined,
): void {
  const wanted = new Map(
    catalog.all.filter((field) => field.entity === entity).map((field) => [field.id, field]),
  );
  for (const { field } of [...table.stored]) {
    if (wanted.get(field.id)?.type === field.type) wanted.delete(field.id);
    else table.remove(field.id);
  }
  for (const field of [...wanted.values()]) {
    if (isVirtual(field)) wanted.delete(field.id);
    else table.add(field, coded.has(field.id));
  }
  const keys = [...wanted.keys()].map((id) => id.slice(entity.length + 1));
  if (!records || !keys.some((key) => table.keys.has(key))) return;
  for (const record of records()) {
    const row = table.ids.rowOf(record.id);
    if (row === 0 || !table.isAlive(row)) continue;
    for (const stored of table.stored) {
      if (wanted.has(stored.field.id)) table.write(stored, row, stored.field.read(record as never, setup));
    }
  }
}
